"""From the graph to a program of NumPy operations, in which each distinct subexpression is computed once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from . import floats
from .graph import HALF, ONE, Graph, Powers, Product, parts
from .tree import Call, Constant, Name, Number, Power, Sum
from .vocabulary import FUNCTIONS, KINKS
from .wide import Wide, widened

Slots: TypeAlias = list[Any]
Step: TypeAlias = tuple[Any, int, int]
Direction: TypeAlias = tuple[Fraction, ...]
Key: TypeAlias = tuple[int, Direction]
Settled: TypeAlias = "Callable[[Program, Slots, Sequence[Any]], Mapping[Key, Any]]"

_TINY = np.finfo(float).tiny
_NOTHING: Mapping[int, Any] = {}


@dataclass(frozen=True, eq=False)
class Program:
    """Steps that fill slots one after another: variables first, then constants, then the steps' results.

    A step is (operation, slot, slot), the second slot −1 for an operation on one value. A kink is a slot that
    is undefined where its argument is 0, with the name of the slope it is and its argument's place in the
    graph.

    Each output is a slot together with its guards, whose nan makes it nan; all with the direction in which
    they are slopes.
    """

    graph: Graph
    constants: tuple[np.float64, ...]
    steps: tuple[Step, ...]
    kinks: tuple[tuple[int, str, int], ...]
    outputs: tuple[tuple[Key, tuple[Key, ...]], ...]

    def run(self, variables: Sequence[Any], settled: Settled | None = None) -> list[Any]:
        """Return the value of every output; `settled` finds those at a kink."""
        if not isinstance(variables[0], np.ndarray | np.generic):  # a traced value
            with np.errstate(all="ignore"):
                return self._guarded(self.filled(variables), {})
        flags: set[str] = set()
        with np.errstate(all="ignore", over="call", under="call", call=lambda kind, _: flags.add(kind)):
            slots = self.filled(variables)
            if not (flags or self.kinks):
                return self._guarded(slots, {})
        with np.errstate(all="ignore"):
            if flags and not any(np.iscomplexobj(values) for values in variables):
                self._widen(slots, variables, underflow="underflow" in flags)
            sided = settled(self, slots, variables) if settled and self.kinks else {}
            return self._guarded(slots, sided)

    def filled(self, variables: Sequence[Any], given: Mapping[int, Any] = _NOTHING) -> Slots:
        """Return all slots; `given` says what some of them hold."""
        slots: Slots = [*variables, *self.constants]
        put = slots.append
        for function, first, second in self.steps:
            if given and len(slots) in given:
                put(given[len(slots)] + 0 * slots[first])
            else:
                put(function(slots[first]) if second < 0 else function(slots[first], slots[second]))
        return slots

    def _guarded(self, slots: Slots, sided: Mapping[Key, Any]) -> list[Any]:
        found = []
        for root, guards in self.outputs:
            value = sided.get(root, slots[root[0]])
            for guard in guards:
                value = floats.where(np.isnan(sided.get(guard, slots[guard[0]])), floats.NAN, value)
            found.append(value)
        return found

    @property
    def keys(self) -> set[Key]:
        """Return the slots that the outputs rest on, with their directions."""
        return {key for root, guards in self.outputs for key in (root, *guards)}

    @property
    def kink_arguments(self) -> set[int]:
        first = len(self.graph.names) + len(self.constants)
        return {self.steps[slot - first][1] for slot, _, _ in self.kinks}

    def _widen(self, slots: Slots, variables: Sequence[Any], *, underflow: bool) -> None:
        """Compute anew, with exponents of any size, where a step has left the range of floats."""
        first = len(variables) + len(self.constants)
        left = [np.isinf(slot) | (underflow & (np.abs(slot) < _TINY)) for slot in slots[first:]]
        where = np.logical_or.reduce(np.broadcast_arrays(*left))
        points = [Wide.of(np.broadcast_to(values, where.shape)[where]) for values in variables]
        wide: list[Wide] = [*points, *map(Wide.of, self.constants)]
        for function, one, other in self.steps:
            wide.append(widened(function, *(wide[slot] for slot in (one, other) if slot >= 0)))
        for slot in {slot for slot, _ in self.keys} | self.kink_arguments:
            if slot >= first:
                value = np.array(np.broadcast_to(slots[slot], where.shape))
                value[where] = wide[slot].floats()
                slots[slot] = value[()]


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
    ways, held = directions or [()] * len(roots), guards or [()] * len(roots)
    own = [[(root, way), *also] for root, way, also in zip(roots, ways, held, strict=True)]
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
                if self._graph.is_euler(base):
                    ref = self._step(np.exp, self.refs[exponent])
                else:
                    ref = self._step(floats.power, self.refs[base], self.refs[exponent])
            case Call("softmax", (score, total)):
                ref = self._softmax(score, total) or self._constant(0)
            case Call("log total", scores):
                largest, _, weight = self._weights(scores)
                ref = self._step(operator.add, largest, self._step(np.log, weight))
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
        numerator = self._chain(operator.mul, above)
        return self._step(floats.divide, numerator, self._chain(operator.mul, below)) if below else numerator

    def _factor(self, base: int, powers: Powers) -> Ref:
        """Return a factor; in a slope b^e log b is 0 for b = 0, where b^e is."""
        match self._graph.nodes[base]:
            case Call("log", (inner,)) if self._is_slope:
                for other, exponent in powers:
                    node = self._graph.nodes[other]
                    if exponent > 0 and isinstance(node, Power) and node.base == inner:
                        return self._step(floats.base_log, self.refs[inner], self.refs[node.exponent])
        return self.refs[base]

    def _chain(self, operation: Any, parts: list[Ref]) -> Ref:
        return reduce(lambda one, other: self._step(operation, one, other), parts)

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
        if exponent == 2:
            return square
        return self._step(operator.mul, square, base if exponent == 3 else square)

    def _softmax(self, score: int, log_total: int, *, others: bool = False) -> Ref | None:
        """Write e^(x_i − m) / sum_j e^(x_j − m), m being the largest score; or what the others have of 1."""
        scores = parts(self._graph.nodes[log_total])
        _, weights, total = self._weights(scores)
        place = scores.index(score)
        if not others:
            return self._step(operator.truediv, weights[place], total)
        around = [self._chain(operator.add, part) for part in (weights[:place], weights[:place:-1]) if part]
        return self._step(operator.truediv, self._chain(operator.add, around), total) if around else None

    def _weights(self, scores: tuple[int, ...]) -> tuple[Ref, list[Ref], Ref]:
        """Write the largest score m, every e^(x_j − m), so that nothing overflows, and the sum of those."""
        largest = self._chain(floats.level, [self.refs[score] for score in scores])
        gaps = [self._step(operator.sub, self.refs[score], largest) for score in scores]
        weights = [self._step(np.exp, gap) for gap in gaps]
        return largest, weights, self._chain(operator.add, weights)

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
