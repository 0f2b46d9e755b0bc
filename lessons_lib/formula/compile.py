"""From the graph to a program: each distinct subexpression is computed once."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from . import floats
from .graph import HALF, ONE, Graph, Powers, Product, parts
from .program import Direction, Program
from .tree import Call, Constant, Name, Number, Power, Sum
from .vocabulary import FUNCTIONS, KINKS

_CONSTANTS = {"pi": np.float64(np.pi), "e": np.float64(np.e)}
_OPERATIONS: dict[str, Any] = (
    {name: known.numpy for name, known in FUNCTIONS.items()}
    | {name: floats.kink(*sides) for name, sides in KINKS.items()}
    | {"max": floats.larger, "min": floats.smaller}
)
_EXACT = 2**53


class Ref(NamedTuple):
    """Where a value will be found: the place of a variable, of a constant or of a step's result."""

    kind: str
    place: int


def compiled(
    graph: Graph,
    roots: Sequence[int],
    directions: Sequence[Direction] = (),
    guards: Sequence[Iterable[tuple[int, Direction]]] = (),
) -> Program:
    """Return the program that computes the roots, each with its guards.

    A direction is the one in which a node is a slope: along it a kink is approached from both sides.
    """
    own = [
        [(root, direction), *held]
        for root, direction, held in zip(
            roots, directions or [()] * len(roots), guards or [()] * len(roots), strict=True
        )
    ]
    writer = _Writer(graph, is_slope=any(directions))
    for index in graph.reachable({index for each in own for index, _ in each}):
        writer.write(index)
    return writer.program([[(writer.refs[index], direction) for index, direction in each] for each in own])


class _Writer:
    """Writes steps on values that are already there, never the same step twice."""

    def __init__(self, graph: Graph, *, is_slope: bool) -> None:
        self._is_slope = is_slope
        self.refs: dict[int, Ref] = {}
        self._graph = graph
        self._constants: dict[float, Ref] = {}
        self._steps: list[tuple[Any, Ref, Ref | None]] = []
        self._known: dict[tuple[Any, Ref, Ref | None], Ref] = {}
        self._kinks: dict[int, tuple[str, int]] = {}

    def write(self, index: int) -> None:  # noqa: C901  # one case for each kind of node
        """Write the steps of one node, whose parts are written already."""
        match self._graph.nodes[index]:
            case Number(value):
                ref = self._constant(_float(value))
            case Constant(name):
                ref = self._constant(_CONSTANTS[name])
            case Name(name):
                ref = Ref("variable", self._graph.places[name])
            case Sum(terms):
                ref = self._sum(terms)
            case Product(coefficient, powers):
                ref = self._product(coefficient, powers)
            case Power(base, exponent):
                ref = self._general_power(base, exponent)
            case Call("softmax", (score, total)):
                ref = self._softmax(score, total) or self._constant(0)
            case Call("log total", scores):
                largest, weights = self._weights(scores)
                ref = self._step(operator.add, largest, self._step(np.log, self._added(weights)))
            case Call(function, arguments):
                ref = self._step(_OPERATIONS[function], *(self.refs[argument] for argument in arguments))
                if function in KINKS:
                    self._kinks[ref.place] = (function, arguments[0])
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
        if len(terms) == 2 and (rest := self._rest_of_one(*terms) or self._rest_of_one(*terms[::-1])):
            return rest
        total = self.refs[terms[0]]
        for term in terms[1:]:
            node = self._graph.nodes[term]
            if isinstance(node, Product) and node.coefficient < 0:
                total = self._step(operator.sub, total, self._product(-node.coefficient, node.powers))
            else:
                total = self._step(operator.add, total, self.refs[term])
        return total

    def _rest_of_one(self, one: int, other: int) -> Ref | None:
        """Write 1 − sigmoid u, 1 − tanh² u or 1 − softmax so that no digit is lost where that is small."""
        node = self._graph.nodes[other]
        if self._graph.value(one) != 1 or not isinstance(node, Product) or node.coefficient != -1:
            return None
        match [(self._graph.nodes[base], exponent) for base, exponent in node.powers]:
            case [(Call("sigmoid", (u,)), 1)]:
                return self._step(floats.sigmoid, self._step(operator.neg, self.refs[u]))
            case [(Call("tanh", (u,)), 2)]:
                return self._small_power(self._step(floats.sech, self.refs[u]), 2)
            case [(Call("softmax", (score, total)), 1)]:
                return self._softmax(score, total, others=True)
        return None

    def _product(self, coefficient: Fraction, powers: Powers) -> Ref:
        top, bottom = _parts_of(coefficient)
        above = [
            self._power(self._factor(base, powers), exponent) for base, exponent in powers if exponent >= 0
        ]
        below = [self._power(self.refs[base], -exponent) for base, exponent in powers if exponent < 0]
        if top == -1 and above:
            above[0] = self._step(operator.neg, above[0])
        elif top != 1 or not above:
            above.insert(0, self._constant(top))
        if bottom != 1:
            below.insert(0, self._constant(bottom))
        numerator = self._chain(above)
        return self._step(floats.divide, numerator, self._chain(below)) if below else numerator

    def _factor(self, base: int, powers: Powers) -> Ref:
        """Return a factor; in a slope b^e log b is 0 for b = 0, where b^e is."""
        match self._graph.nodes[base]:
            case Call("log", (inner,)) if self._is_slope:
                for other, exponent in powers:
                    node = self._graph.nodes[other]
                    if exponent > 0 and isinstance(node, Power) and node.base == inner:
                        return self._step(floats.base_log, self.refs[inner], self.refs[node.exponent])
        return self.refs[base]

    def _chain(self, factors: list[Ref]) -> Ref:
        product = factors[0]
        for factor in factors[1:]:
            product = self._step(operator.mul, product, factor)
        return product

    def _power(self, base: Ref, exponent: Fraction) -> Ref:
        """Write a power with a rational exponent of 0 or more."""
        if exponent in {ONE, 2, 3, 4}:
            return self._small_power(base, int(exponent))
        if exponent == HALF:
            return self._step(np.sqrt, base)
        return self._step(np.power if exponent else floats.one, base, self._constant(_float(exponent)))

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
        return self._step(floats.power, self.refs[base], self.refs[exponent])

    def _softmax(self, score: int, total: int, *, others: bool = False) -> Ref | None:
        """Write e^(x_i − m) / sum_j e^(x_j − m), m being the largest score; or what the others have of 1."""
        scores = parts(self._graph.nodes[total])
        weights = self._weights(scores)[1]
        place = scores.index(score)
        if not others:
            return self._step(operator.truediv, weights[place], self._added(weights))
        around = [self._added(part) for part in (weights[:place], weights[:place:-1]) if part]
        return self._step(operator.truediv, self._added(around), self._added(weights)) if around else None

    def _weights(self, scores: tuple[int, ...]) -> tuple[Ref, list[Ref]]:
        """Write the largest score m and every e^(x_j − m): nothing overflows."""
        largest, *others = (self.refs[score] for score in scores)
        for other in others:
            largest = self._step(floats.level, largest, other)
        gaps = [self._step(operator.sub, self.refs[score], largest) for score in scores]
        return largest, [self._step(np.exp, gap) for gap in gaps]

    def _added(self, terms: list[Ref]) -> Ref:
        total, *rest = terms
        for term in rest:
            total = self._step(operator.add, total, term)
        return total

    def program(self, wanted: list[list[tuple[Ref, Direction]]]) -> Program:
        """Return the finished program, without the steps that nobody wants."""
        used = self._used({ref for each in wanted for ref, _ in each})
        variables = [Ref("variable", place) for place in range(len(self._graph.names))]
        every = (*variables, *self._constants.values(), *(Ref("step", place) for place in used))
        slot: dict[Ref | None, int] = {None: -1, **{ref: place for place, ref in enumerate(every)}}
        kinks = [(Ref("step", place), *kink) for place, kink in self._kinks.items()]
        kept = tuple((slot[ref], name, index) for ref, name, index in kinks if ref in slot)
        keys = [[(slot[ref], direction if kept else ()) for ref, direction in each] for each in wanted]
        return Program(
            graph=self._graph,
            constants=tuple(np.float64(value) for value in self._constants),
            steps=tuple(
                (operation, slot[a], slot[b]) for operation, a, b in map(self._steps.__getitem__, used)
            ),
            kinks=kept,
            outputs=tuple((root, tuple(sorted(set(guards)))) for root, *guards in keys),
        )

    def _used(self, wanted: set[Ref]) -> list[int]:
        """Return the places of the steps that the wanted values rest on."""
        needed: set[Ref | None] = {*wanted}
        for place in range(len(self._steps) - 1, -1, -1):
            if Ref("step", place) in needed:
                needed.update(self._steps[place][1:])
        return sorted(ref.place for ref in needed if ref is not None and ref.kind == "step")


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
