"""The store of a formula: every distinct subexpression once, each after the parts it is made of.

Its nodes are those of a tree, but for products, which have a normal form; their parts are places in the
store. Since parts come before wholes, walking the places upwards is walking the formula from the leaves to
the root, without recursion, however deep it is.

Sums, products and powers are put together tidily: like terms collected, zeros and ones dropped. Tidying may
cancel a factor that is undefined somewhere; whoever tidies keeps the cancelled part as a guard (see
`differentiate`), so that a function never gains points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from threading import RLock
from typing import TypeAlias

from .errors import TooMuchWorkError
from .tree import Call, Constant, Name, Number, Power, Sum

ONE, HALF = Fraction(1), Fraction(1, 2)
NODES = 60_000
DIGITS = 4_000

# softmax_i is a call on x_i and on the log total of all scores, which all its entries share:
# log(e^(x_1) + ... + e^(x_n)).
SOFTMAX = "softmax"
LOG_TOTAL = "log total"

Powers = tuple[tuple[int, Fraction], ...]
FLAT = 40
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Product:
    """A rational coefficient times rational powers: quotients and roots are powers below 1."""

    coefficient: Fraction
    powers: Powers


Entry: TypeAlias = Number | Constant | Name | Sum[int] | Product | Power[int] | Call[int]


def parts(node: Entry) -> tuple[int, ...]:
    match node:
        case Sum(below) | Call(_, below):
            return below
        case Product(_, powers):
            return tuple(base for base, _ in powers)
        case Power(base, exponent):
            return (base, exponent)
    return ()


class Graph:
    """All subexpressions of a function and of its derivatives."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.places = {name: place for place, name in enumerate(names)}
        self.nodes: list[Entry] = []
        self.depends: list[int] = []
        self.slopes: dict[tuple[int, int], int] = {}
        self.lock = RLock()
        self._index: dict[Entry, int] = {}
        self._limit = NODES

    def add(self, node: Entry) -> int:
        self.spend(1 + len(parts(node)))
        index = self._index.get(node)
        if index is None:
            index = self._index[node] = len(self.nodes)
            self.nodes.append(node)
            self.depends.append(self._variables(node))
        return index

    @contextmanager
    def differentiating(self) -> Iterator[None]:
        """Hold the graph for one differentiation with a budget of its own; if that fails, nothing is kept."""
        with self.lock:
            nodes, slopes, self._limit = len(self.nodes), len(self.slopes), NODES
            try:
                yield
            except TooMuchWorkError:
                self._forget(nodes, slopes)
                raise

    def _forget(self, nodes: int, slopes: int) -> None:
        for node in self.nodes[nodes:]:
            del self._index[node]
        del self.nodes[nodes:], self.depends[nodes:]
        while len(self.slopes) > slopes:
            self.slopes.popitem()

    def spend(self, work: int) -> None:
        """Take work off the budget, or raise TooMuchWorkError."""
        self._limit -= work
        if self._limit < 0:
            raise TooMuchWorkError(
                "this formula is too big to differentiate: its derivative has more than "
                f"{NODES} parts; a shorter formula or fewer derivatives will do"
            )

    def _variables(self, node: Entry) -> int:
        if isinstance(node, Name):
            return 1 << self.places[node.name]
        found = 0
        for part in parts(node):
            found |= self.depends[part]
        return found

    def rational(self, value: Fraction | int) -> int:
        return self.add(Number(small(Fraction(value))))

    def is_euler(self, index: int) -> bool:
        return self.nodes[index] == Constant("e")

    def value(self, index: int) -> Fraction | None:
        node = self.nodes[index]
        return node.value if isinstance(node, Number) else None

    def reachable(self, roots: Iterable[int]) -> list[int]:
        pending, seen = list(roots), set(roots)
        while pending:
            fresh = [part for part in parts(self.nodes[pending.pop()]) if part not in seen]
            pending += fresh
            seen.update(fresh)
        return sorted(seen)


def small(value: Fraction) -> Fraction:
    """Return a number of bearable length, or raise TooMuchWorkError."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > DIGITS:
        raise TooMuchWorkError("this formula is too big to differentiate: its numbers have too many digits")
    return value


def whole_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """Return base**exponent if that is a rational number of bearable length."""
    if exponent.denominator != 1 or (base == 0 and exponent <= 0):
        return None
    length = max(base.numerator.bit_length(), base.denominator.bit_length())
    return base**exponent.numerator if length * abs(exponent) <= DIGITS else None


# algebra


def add(graph: Graph, terms: Iterable[int]) -> int:
    collected: dict[Powers, Fraction] = {}
    for term in terms:
        for coefficient, powers in _flat_terms(graph, ONE, term):
            collected[powers] = collected.get(powers, Fraction()) + coefficient
    found = tuple(_monomial(graph, small(c), powers) for powers, c in collected.items() if c)
    if len(found) > 1:
        return graph.add(Sum(_plus_first(graph, found)))
    return found[0] if found else graph.rational(0)


def _plus_first(graph: Graph, terms: tuple[int, ...]) -> tuple[int, ...]:
    """Write 2x − 6 rather than −6 + 2x."""
    first = next((term for term in terms if _split(graph, term)[0] > 0), terms[0])
    return (first, *(term for term in terms if term != first))


def _flat_terms(graph: Graph, factor: Fraction, term: int) -> list[tuple[Fraction, Powers]]:
    """Return the terms of factor * term, opening the bracket of a short sum."""
    coefficient, powers = _split(graph, term)
    coefficient *= factor
    inner = graph.nodes[powers[0][0]] if len(powers) == 1 and powers[0][1] == 1 else None
    if isinstance(inner, Sum) and len(inner.terms) <= FLAT:
        return [(coefficient * c, rest) for part in inner.terms for c, rest in (_split(graph, part),)]
    return [(coefficient, powers)]


def _split(graph: Graph, index: int) -> tuple[Fraction, Powers]:
    match graph.nodes[index]:
        case Number(value):
            return value, ()
        case Product(coefficient, powers):
            return coefficient, powers
    return ONE, ((index, ONE),)


def _monomial(graph: Graph, coefficient: Fraction, powers: Powers) -> int:
    if not powers:
        return graph.rational(coefficient)
    if coefficient == 1 and len(powers) == 1 and powers[0][1] == 1:
        return powers[0][0]
    return graph.add(Product(small(coefficient), powers))


def multiply(graph: Graph, *factors: int | tuple[int, Fraction], scale: Fraction | int = 1) -> int:
    """Return scale times the product of the factors, each a node or (node, rational exponent)."""
    coefficient, collected = Fraction(scale), dict[int, Fraction]()
    for factor in factors:
        base, exponent = factor if isinstance(factor, tuple) else (factor, ONE)
        number, powers = _opened(graph, base, exponent)
        coefficient = small(coefficient * number)
        for part, power in powers:
            collected[part] = collected.get(part, Fraction()) + power
    if coefficient == 0:
        return graph.rational(0)
    kept = ((base, power) for base, power in collected.items() if power)
    return _monomial(graph, coefficient, tuple(sorted(kept, key=lambda item: _rank(graph, item[0]))))


def _opened(graph: Graph, base: int, exponent: Fraction) -> tuple[Fraction, Powers]:
    """Return base**exponent as a coefficient and powers, opening a product where that is an identity."""
    coefficient, powers = _split(graph, base)
    number = whole_power(coefficient, exponent)
    if number is None or (exponent.denominator != 1 and powers):
        return ONE, ((base, exponent),)
    return number, tuple((part, power * exponent) for part, power in powers)


def _rank(graph: Graph, index: int) -> int:
    """Return the place of a factor: numbers and constants, then variables, then the rest as they came."""
    match graph.nodes[index]:
        case Number() | Constant():
            return 0
        case Name():
            return 1
    return 2


def subtract(graph: Graph, first: int, second: int) -> int:
    return add(graph, (first, multiply(graph, second, scale=-1)))


def power(graph: Graph, base: int, exponent: int) -> int:
    value = graph.value(exponent)
    return graph.add(Power(base, exponent)) if value is None else multiply(graph, (base, value))


def call(graph: Graph, function: str, *arguments: int) -> int:
    return graph.add(Call(function, arguments))


def expand(graph: Graph, index: int, limit: int = 12) -> int:
    """Return a sum of products multiplied out where that leaves it shorter, else the node itself."""
    node = graph.nodes[index]
    terms = list(node.terms) if isinstance(node, Sum) else [index]
    for _ in range(_ROUNDS):
        opened = [part for term in terms for part in _distributed(graph, term)]
        if len(opened) > limit or opened == terms:
            break
        terms = opened
    wide = add(graph, terms)
    return wide if leaves(graph, wide) <= leaves(graph, index) else index


def _distributed(graph: Graph, term: int) -> list[int]:
    """Return the terms of a product that has one short sum among its factors."""
    coefficient, powers = _split(graph, term)
    for place, (base, exponent) in enumerate(powers):
        inner = graph.nodes[base]
        if isinstance(inner, Sum) and exponent == 1 and len(inner.terms) <= 6:
            rest = powers[:place] + powers[place + 1 :]
            return [multiply(graph, part, *rest, scale=coefficient) for part in inner.terms]
    return [term]


def leaves(graph: Graph, index: int, limit: int = 200) -> int:
    """Count the leaves of a formula written out in full, up to a limit."""
    pending, count = [index], 0
    while pending and count < limit:
        pending += parts(graph.nodes[pending.pop()])
        count += 1
    return count
