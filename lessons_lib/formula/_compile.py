"""From the graph to a program: each distinct subexpression is computed once."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.formula import _operations as operations

from ._graph import (
    ONE,
    Call,
    Constant,
    Graph,
    Power,
    Product,
    Rational,
    Sum,
    Variable,
    parts,
)
from ._guards import KINKS
from ._program import Program

_CONSTANTS = {"pi": np.float64(np.pi), "e": np.float64(np.e)}
_EXTREMA = {"max": operations.larger, "min": operations.smaller}
_HALF = Fraction(1, 2)
_EXACT = 2**53


class Ref(NamedTuple):
    """Where a value will be found: the place of a variable, of a constant or of a step's result."""

    kind: str
    place: int


def compiled(
    graph: Graph, inputs: int, roots: NDArray[np.int64], guards: Sequence[frozenset[int]]
) -> Program:
    """Return the program that computes the roots (flattened), each with its guards."""
    writer = _Writer(graph)
    for index in graph.reachable({int(root) for root in roots.flat}.union(*guards)):
        writer.write(index)
    wanted = [
        (writer.refs[int(root)], [writer.refs[g] for g in own])
        for root, own in zip(roots.flat, guards, strict=True)
    ]
    return writer.program(inputs, wanted)


class _Writer:
    """Writes steps on values that are already there, never the same step twice."""

    def __init__(self, graph: Graph) -> None:
        self.refs: dict[int, Ref] = {}
        self._graph = graph
        self._constants: dict[float, Ref] = {}
        self._steps: list[tuple[Any, Ref, Ref | None]] = []
        self._known: dict[tuple[Any, Ref, Ref | None], Ref] = {}
        self._kinks: dict[int, str] = {}

    def write(self, index: int) -> None:
        """Write the steps of one node, whose parts are written already."""
        match self._graph.nodes[index]:
            case Rational(value):
                ref = self._constant(_float(value))
            case Constant(name):
                ref = self._constant(_CONSTANTS[name])
            case Variable(place):
                ref = Ref("variable", place)
            case Sum(terms):
                ref = self._sum(terms)
            case Product(coefficient, powers):
                ref = self._product(coefficient, powers)
            case Power(base, exponent):
                ref = self._general_power(base, exponent)
            case Call("softmax", (score, total)):
                ref = self._softmax(score, total)
            case Call("log total", scores):
                ref = self._log_total(scores)
            case Call(function, arguments):
                ref = self._call(function, *(self.refs[argument] for argument in arguments))
        self.refs[index] = ref

    def _constant(self, value: float) -> Ref:
        return self._constants.setdefault(value, Ref("constant", len(self._constants)))

    def _step(self, operation: Any, first: Ref, second: Ref | None = None) -> Ref:
        key = (operation, first, second)
        if key not in self._known:
            self._known[key] = Ref("step", len(self._steps))
            self._steps.append(key)
        return self._known[key]

    def _sum(self, terms: tuple[int, ...]) -> Ref:
        total = self.refs[terms[0]]
        for term in terms[1:]:
            node = self._graph.nodes[term]
            if isinstance(node, Product) and node.coefficient < 0:
                total = self._step(operator.sub, total, self._product(-node.coefficient, node.powers))
            else:
                total = self._step(operator.add, total, self.refs[term])
        return total

    def _product(self, coefficient: Fraction, powers: tuple[tuple[int, Fraction], ...]) -> Ref:
        top, bottom = _parts_of(coefficient)
        above = [self._power(self.refs[base], exponent) for base, exponent in powers if exponent >= 0]
        below = [self._power(self.refs[base], -exponent) for base, exponent in powers if exponent < 0]
        if top == -1 and above:
            above[0] = self._step(operator.neg, above[0])
        elif top != 1 or not above:
            above.insert(0, self._constant(top))
        if bottom != 1:
            below.insert(0, self._constant(bottom))
        numerator = self._chain(above)
        return self._step(operations.divide, numerator, self._chain(below)) if below else numerator

    def _chain(self, factors: list[Ref]) -> Ref:
        product = factors[0]
        for factor in factors[1:]:
            product = self._step(operator.mul, product, factor)
        return product

    def _power(self, base: Ref, exponent: Fraction) -> Ref:
        """Write a power with a rational exponent of 0 or more."""
        if exponent in {ONE, 2, 3, 4}:
            return self._small_power(base, int(exponent))
        if exponent == _HALF:
            return self._step(np.sqrt, base)
        return self._step(np.power if exponent else _one, base, self._constant(_float(exponent)))

    def _small_power(self, base: Ref, exponent: int) -> Ref:
        if exponent == 1:
            return base
        square = self._step(operator.mul, base, base)
        return (
            square if exponent == 2 else self._step(operator.mul, square, square if exponent == 4 else base)
        )

    def _general_power(self, base: int, exponent: int) -> Ref:
        if self._graph.is_euler(base):
            return self._step(np.exp, self.refs[exponent])
        return self._step(operations.power, self.refs[base], self.refs[exponent])

    def _call(self, function: str, first: Ref, second: Ref | None = None) -> Ref:
        if function not in KINKS:
            return self._step(_EXTREMA.get(function) or operations.FUNCTIONS[function], first, second)
        ref = self._step(operations.KINKS[function], first)
        self._kinks[ref.place] = function
        return ref

    def _softmax(self, score: int, total: int) -> Ref:
        """Write e^(x_i − m) / sum_j e^(x_j − m), m being the largest score: nothing overflows."""
        largest, weights = self._weights(parts(self._graph.nodes[total]))
        own = self._step(np.exp, self._step(operator.sub, self.refs[score], largest))
        return self._step(operator.truediv, own, weights)

    def _log_total(self, scores: tuple[int, ...]) -> Ref:
        largest, weights = self._weights(scores)
        return self._step(operator.add, largest, self._step(np.log, weights))

    def _weights(self, scores: tuple[int, ...]) -> tuple[Ref, Ref]:
        """Write the largest score m and the sum of all e^(x_j − m)."""
        largest, *others = (self.refs[score] for score in scores)
        for other in others:
            largest = self._step(operations.level, largest, other)
        gaps = [self._step(operator.sub, self.refs[score], largest) for score in scores]
        total, *rest = (self._step(np.exp, gap) for gap in gaps)
        for weight in rest:
            total = self._step(operator.add, total, weight)
        return largest, total

    def program(self, inputs: int, wanted: list[tuple[Ref, list[Ref]]]) -> Program:
        """Return the finished program, without the steps that nobody wants."""
        used = self._used({ref for root, guards in wanted for ref in (root, *guards)})
        variables = [Ref("variable", place) for place in range(inputs)]
        every = (*variables, *self._constants.values(), *(Ref("step", place) for place in used))
        slot: dict[Ref | None, int] = {None: -1, **{ref: place for place, ref in enumerate(every)}}
        kept = {place: order for order, place in enumerate(used)}
        return Program(
            constants=tuple(np.float64(value) for value in self._constants),
            steps=tuple(
                (operation, slot[a], slot[b]) for operation, a, b in map(self._steps.__getitem__, used)
            ),
            kinks=tuple((kept[place], name) for place, name in self._kinks.items() if place in kept),
            outputs=tuple((slot[root], tuple(sorted(slot[g] for g in guards))) for root, guards in wanted),
        )

    def _used(self, wanted: set[Ref]) -> list[int]:
        """Return the places of the steps that the wanted values rest on."""
        needed: set[Ref | None] = {*wanted}
        for place in range(len(self._steps) - 1, -1, -1):
            if Ref("step", place) in needed:
                needed.update(self._steps[place][1:])
        return sorted(ref.place for ref in needed if ref is not None and ref.kind == "step")


def _one(base: Any, _: Any) -> Any:
    """Return 1 wherever the base is defined: x^0."""
    return 0 * base + 1


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _parts_of(coefficient: Fraction) -> tuple[float, float]:
    """Return (p, q) with coefficient = p / q, so that x/3 is divided by 3 and not multiplied by 0.333."""
    if max(abs(coefficient.numerator), coefficient.denominator) <= _EXACT:
        return float(coefficient.numerator), float(coefficient.denominator)
    return _float(coefficient), 1.0
