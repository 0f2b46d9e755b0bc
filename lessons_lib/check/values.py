"""The value of a formula at a point, to any number of bits, paid for by counted work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from functools import lru_cache, reduce
from math import prod
from typing import Any, TypeAlias

from mpmath import libmp

from lessons_lib.formula import (
    ROOT_SIGN,
    Array,
    Call,
    Evaluator,
    Negative,
    Node,
    Number,
    OutOfReachError,
    Power,
    Product,
    Quotient,
    RowVector,
    Sum,
    Transpose,
    UndefinedError,
    children,
    number,
    plus,
    walk,
)

from .balls import (
    NEAREST,
    WITH_LIMITS,
    Ball,
    UnresolvedError,
    apply_function,
    ball,
    ball_power,
    function_limit,
    nearest_whole,
    power_limit,
)


def with_children(node: Node, parts: tuple[Node, ...]) -> Node:
    """Return the same operation on other parts."""
    match node:
        case Sum():
            return Sum(parts)
        case Product():
            return Product(parts)
        case Array():
            return Array(parts)
        case Call(function, _):
            return Call(function, parts)
        case Negative() | Transpose() | Quotient() | Power():
            return type(node)(*parts)
    return node


def replaced(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return a tree in which `change` has replaced every part it does not answer None for."""
    changed = change(node)
    if changed is not None:
        return changed
    parts = children(node)
    return with_children(node, tuple(replaced(part, change) for part in parts)) if parts else node


def rational(node: Node) -> Fraction | None:
    """Return the value of a rational number written with signs and + − · / only, else None."""
    if isinstance(node, Number):
        return node.value
    if not isinstance(node, Negative | Sum | Product | Quotient):
        return None
    values = [rational(part) for part in children(node)]
    known = [value for value in values if value is not None]
    return _combined(node, known) if len(known) == len(values) else None


def _combined(node: Node, values: list[Fraction]) -> Fraction | None:
    match node:
        case Negative():
            return -values[0]
        case Sum():
            return sum(values, Fraction())
        case Product():
            return prod(values, start=Fraction(1))
    return values[0] / values[1] if values[1] else None


Point: TypeAlias = Mapping[str, Any]
PRECISIONS = (170, 420, 1100)
_COST = {60: 1, 170: 1, 420: 3, 1100: 10, 3200: 40}
_HEAVY = 6


class Nothing(Enum):
    """Why there is no value."""

    UNDEFINED = "undefined"
    BEYOND = "too large or too small to be computed"
    UNRESOLVED = "not to be told with so many digits"


Entry: TypeAlias = Ball | Nothing
Values: TypeAlias = Any  # an Entry, or nested tuples of them


class OutOfWorkError(Exception):
    """The work that one question may cost is used up."""


class Work:
    """Counts operations, so that every question ends, and ends the same on every machine."""

    def __init__(self, units: int) -> None:
        self.left = units

    def spend(self, units: int) -> None:
        """Take units away."""
        self.left -= units
        if self.left < 0:
            raise OutOfWorkError


def weight(tree: Node) -> int:
    """Return what one evaluation of a formula costs, in units of work."""
    return sum(_HEAVY if isinstance(part, Call | Power) else 1 for part in walk(tree))


@lru_cache(maxsize=4096)
def _number(numerator: int, denominator: int, bits: int) -> Ball:
    return ball(Fraction(numerator, denominator), bits)


@lru_cache(maxsize=16)
def _constant(name: str, bits: int) -> Ball:
    raw = libmp.mpf_pi(bits, NEAREST) if name == "pi" else libmp.mpf_e(bits, NEAREST)
    return Ball(raw, 3.0 - bits, bits)


class BallEvaluator(Evaluator):
    """Evaluates trees to balls of so many bits at a real point."""

    def __init__(self, point: Point, bits: int, work: Work) -> None:
        self._bits = bits
        self._work = work
        self.at_a_limit = False
        self.pay(len(point))
        super().__init__({name: _balls(value, bits) for name, value in point.items()}, real=True)

    def pay(self, units: int) -> None:
        """Spend work; with more digits it costs more."""
        self._work.spend(units * _COST[self._bits])

    def apply(self, name: str, value: Any) -> Any:
        if isinstance(value, tuple):
            self.pay(_HEAVY * _entries(value))
        return super().apply(name, value)

    def number(self, value: Fraction) -> Ball:
        return _number(value.numerator, value.denominator, self._bits)

    def constant(self, name: str) -> Ball:
        return _constant(name, self._bits)

    def function(self, name: str, value: Ball) -> Ball:
        try:
            return apply_function(name, value)
        except OutOfReachError:
            return self._limit(function_limit(name, value))

    def power(self, base: Ball, exponent: Ball) -> Ball:
        try:
            return ball_power(base, exponent)
        except OutOfReachError:
            return self._limit(power_limit(base, exponent))

    def _limit(self, found: Ball | None) -> Ball:
        """Take a value all but at its limit for it; that can part two formulas, but not show them equal."""
        if found is None:
            raise OutOfReachError
        self.at_a_limit = True
        return found

    def whole(self, value: Ball) -> int | None:
        return nearest_whole(value)

    def extreme(self, name: str, values: list[Ball]) -> Ball:
        chosen = min(values) if name == "min" else max(values)
        return Ball(chosen.middle, max(value.radius for value in values), self._bits)

    def times(self, left: Any, right: Any) -> Any:
        if isinstance(left, tuple) and isinstance(right, tuple):
            self._work.spend(_entries(left) * len(right))
        return super().times(left, right)


class LimitEvaluator(BallEvaluator):
    """Notices values so near to a limit, or terms so small beside others, that no digits show them."""

    hides = False
    most_apart, most_before_limit = 2_900, 10

    def value(self, node: Node) -> Any:
        if not isinstance(node, Sum):
            return super().value(node)
        terms = self.all(node.terms)
        sizes = [term.size for term in terms if isinstance(term, Ball) and term.middle[1]]
        self.hides = self.hides or (len(sizes) > 1 and max(sizes) - min(sizes) > self.most_apart)
        return reduce(plus, terms)

    def function(self, name: str, value: Ball) -> Ball:
        self.hides = self.hides or (name in WITH_LIMITS and value.size > self.most_before_limit)
        return super().function(name, value)


def _entries(value: Any) -> int:
    return sum(map(_entries, value)) if isinstance(value, tuple) else 1


def _balls(value: Any, bits: int) -> Any:
    """Return a number, or nested tuples of numbers, as balls."""
    if isinstance(value, tuple):
        return tuple(_balls(part, bits) for part in value)
    return ball(value, bits)


class Formula:
    """A tree with its price."""

    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.weight = weight(tree)

    def at(self, point: Point, bits: int, work: Work) -> Values:
        """Return the value at a point; in a list that was typed each entry stands for itself."""
        return self.by(BallEvaluator(point, bits, work))

    def by(self, evaluator: BallEvaluator) -> Values:
        """Return the value by an evaluator that others may have used at the same point."""
        evaluator.pay(self.weight)
        return _values(self.tree, evaluator)


def _values(tree: Node, evaluator: BallEvaluator) -> Values:
    if isinstance(tree, Array):
        return tuple(_values(entry, evaluator) for entry in tree.entries)
    try:
        value = evaluator.value(tree)
    except UndefinedError:
        return Nothing.UNDEFINED
    except OutOfReachError:
        return Nothing.BEYOND
    except UnresolvedError:
        return Nothing.UNRESOLVED
    return (tuple(value),) if isinstance(value, RowVector) else value


def with_real_roots(one: Node, other: Node) -> tuple[Node, Node]:
    """Read powers such as x^(1/3) as roots where an odd root stands in one of the two formulas.

    Alone such a power has no value below 0, which is the reading of most programs; a textbook that
    writes the derivative of x^(2/3) as 2/(3∛x) means the real root by both.
    """
    if not any(_is_odd_root(part) for tree in (one, other) for part in walk(tree)):
        return one, other
    return replaced(one, _root), replaced(other, _root)


def _is_odd_root(node: Node) -> bool:
    """Tell whether an odd root was typed with a root sign."""
    match node:
        case Call("cbrt", _):
            return True
        case Power(_, Quotient(Number(written=written), Number(degree))):
            return written == ROOT_SIGN and degree % 2 == 1
    return False


def _root(node: Node) -> Node | None:
    """Return a power such as x^(4/5) as one that has a value for negative x too."""
    exponent = rational(node.exponent) if isinstance(node, Power) else None
    if not isinstance(node, Power) or exponent is None or exponent.denominator % 2 == 0:
        return None
    if exponent.denominator == 1:
        return None
    base = replaced(node.base, _root)
    if exponent.denominator == 3:
        return Power(Call("cbrt", (base,)), number(exponent.numerator))
    size = Power(Call("abs", (base,)), number(exponent))
    return Product((Call("sign", (base,)), size)) if exponent.numerator % 2 else size
