"""The store of a formula: every distinct subexpression once, each after the parts it is made of.

A node is named by its index. Since parts come before wholes, walking the indices upwards is walking the
formula from the leaves to the root, without recursion, however deep it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from threading import RLock
from typing import TypeAlias

ONE = Fraction(1)
NODES = 60_000

# softmax_i is a call on x_i and on the log total of all scores, which all its entries share:
# log(e^(x_1) + ... + e^(x_n)).
SOFTMAX = "softmax"
LOG_TOTAL = "log total"
DIGITS = 4_000


class TooMuchWorkError(ValueError):
    """A formula whose derivative, or whose own size, is past what is worked out here."""


@dataclass(frozen=True, slots=True)
class Rational:
    """An exact number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Constant:
    """The number "pi" or "e"."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """The variable at a place of the flattened input."""

    index: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms to add."""

    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A rational coefficient times rational powers: quotients and roots are powers below 1."""

    coefficient: Fraction
    powers: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Power:
    """A power whose exponent is not a rational number, such as e^x."""

    base: int
    exponent: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one or two arguments; log total has as many as it likes."""

    function: str
    arguments: tuple[int, ...]


Node: TypeAlias = Rational | Constant | Variable | Sum | Product | Power | Call


def parts(node: Node) -> tuple[int, ...]:
    """Return the indices of the nodes directly below."""
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

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.depends: list[int] = []
        self.slopes: dict[tuple[int, int], int] = {}
        self.lock = RLock()
        self._index: dict[Node, int] = {}
        self._limit = NODES

    def add(self, node: Node) -> int:
        """Return the index of a node, storing it if it is new."""
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

    def _variables(self, node: Node) -> int:
        """Return the set of variables below a node, as bits."""
        if isinstance(node, Variable):
            return 1 << node.index
        found = 0
        for part in parts(node):
            found |= self.depends[part]
        return found

    def rational(self, value: Fraction | int) -> int:
        """Return the node of an exact number."""
        return self.add(Rational(small(Fraction(value))))

    def is_euler(self, index: int) -> bool:
        """Tell whether a node is the number e."""
        return self.nodes[index] == Constant("e")

    def value(self, index: int) -> Fraction | None:
        """Return the exact number a node is, if it is one."""
        node = self.nodes[index]
        return node.value if isinstance(node, Rational) else None

    def reachable(self, roots: Iterable[int]) -> list[int]:
        """Return everything the roots are made of, parts before wholes."""
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
