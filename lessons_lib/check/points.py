"""Where two formulas are compared: plain and random points, both sides of every kink, inside the domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, pairwise
from math import frexp
from random import Random
from typing import TypeAlias

from mpmath import isfinite

from lessons_lib.formula import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Quotient,
    ReadingError,
    Sum,
    children,
    evaluate,
    names,
    parse,
    walk,
)

from .balls import Ball
from .values import Formula, Point, Values, Work

_LONG = 100
_ENTIRE = frozenset(("sin", "cos", "exp", "sinh", "cosh", "tanh", "arctan", "arcsinh", "cbrt"))


_SATURATING = frozenset(("tanh", "coth", "sech", "csch", "sigmoid", "softplus", "exp"))


def has_hard_values(trees: tuple[Node, Node]) -> bool:
    """Tell whether a value such as tanh(500) or 1 + e^(−900 − x²) may be all but another one."""
    parts = [part for tree in trees for part in walk(tree)]
    if any(isinstance(part, Call | Power) and not names(part) for part in parts if not _is_small(part)):
        return True
    return may_saturate(trees)


def may_saturate(trees: tuple[Node, Node]) -> bool:
    """Tell whether a formula may come so close to a limit that no digits show the difference."""
    return any(
        (isinstance(part, Call) and part.function in _SATURATING)
        or (isinstance(part, Power) and bool(names(part.exponent)))
        for tree in trees
        for part in walk(tree)
    )


def _is_small(node: Node) -> bool:
    """Tell whether a node is a plain power or root, such as 3^2 or sqrt(8)."""
    inner = children(node)
    roots = isinstance(node, Power) or (isinstance(node, Call) and node.function in {"sqrt", "cbrt"})
    return roots and all(isinstance(part, Number | Constant) and not _is_long(part) for part in inner)


def _is_long(node: Node) -> bool:
    return isinstance(node, Number) and max(node.value.numerator, node.value.denominator) > _LONG


def may_lack_values(trees: tuple[Node, Node]) -> bool:
    """Tell whether one of two formulas may have no value somewhere."""
    parts = (part for tree in trees for part in walk(tree))
    return any(isinstance(part, Quotient | Power) or _is_partial(part) for part in parts)


def _is_partial(node: Node) -> bool:
    return isinstance(node, Call) and node.function not in _ENTIRE


_PLAIN = [
    Fraction(hundredths, 100)
    for hundredths in (130, 70, -60, 240, 30, -170, 520, 5, -430, 1260, 88, -25, 370)
]
_SPECIAL = [Fraction(number) for number in (0, 1, -1, 2, -2, 3)]
_SCALES = (0, -1, 1, -2, 2, 0, -3, 3)
_FAR = (4, 5, 6, 8, -5)
_SINGLE_VALUED = frozenset(
    (
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "exp",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "sech",
        "csch",
        "sigmoid",
    )
)
_THIRD = Fraction(1, 3)
_STRIDE = 5
_MOST_LITERALS = 8
_MOST_PARTS = 80

Coordinates = tuple[Fraction, ...]


def in_one_piece(trees: Sequence[Node]) -> bool:
    """Tell whether formulas are single-valued in the whole complex plane, but for poles.

    Two such formulas that agree on a stretch of the line agree everywhere, so a few points decide.
    Roots, logarithms and inverse functions may agree on one side of a gap and part on the other.
    """
    return all(_is_single_valued(part) for tree in trees for part in walk(tree))


def _is_single_valued(node: Node) -> bool:
    if isinstance(node, Call):
        return node.function in _SINGLE_VALUED
    if isinstance(node, Power):
        return isinstance(node.base, Constant) or _is_whole(node.exponent)
    return True


def _is_whole(node: Node) -> bool:
    inner = node.operand if isinstance(node, Negative) else node
    return isinstance(inner, Number) and inner.value.denominator == 1


class Candidates:
    """Points worth looking at, the same for the same formulas in any order and under any names."""

    def __init__(self, trees: Sequence[Node], dimension: int) -> None:
        self._random = Random(2024)  # noqa: S311 - the same points every time
        self._dimension = dimension
        self._literals = literals(trees)
        self._smooth = in_one_piece(trees)

    def first(self) -> Iterator[Coordinates]:
        """Yield the points that are always looked at."""
        yield from self._plain(9 if self._smooth else len(_PLAIN))
        yield from self._anywhere(4 if self._smooth else 10)
        yield from self._near_literals()

    def further(self) -> Iterator[Coordinates]:
        """Yield more points, for formulas that are defined only on a small part of space."""
        yield from self._anywhere(120)
        for scale in _FAR:
            yield (self._number(scale, positive=True),) * self._dimension
            yield tuple(self._number(scale, positive=False) for _ in range(self._dimension))
        yield from self._anywhere(150)

    def whole(self) -> Iterator[Coordinates]:
        """Yield whole numbers, for exponents that must be whole, as in (−5)^m."""
        for number in (2, 3, 4, 5, 1, 6, 7, 0, -1, -2, 8, -3, 9, 11):
            yield tuple(Fraction(number + i) for i in range(self._dimension))

    def anywhere(self) -> Iterator[Coordinates]:
        """Yield many random points, half of them between −4 and 4."""
        for near in range(60):
            yield tuple(4 * self._part() for _ in range(self._dimension))
            yield from self._anywhere(1, near)

    def special(self) -> Iterator[Coordinates]:
        """Yield points at which a formula may have no value although it has around them."""
        for value in (*_SPECIAL, *self._kinks()):
            yield (value,) * self._dimension

    def _kinks(self) -> Iterator[Fraction]:
        if not self._smooth:
            for value in self._literals:
                yield from (value, -value)

    def around(self, centre: Coordinates) -> Iterator[Coordinates]:
        """Yield points closer and closer to a point."""
        for step in range(36):
            width = Fraction(1, 4 << step)
            yield tuple(x + width * self._part() * (abs(x) or 1) for x in centre)

    def _plain(self, count: int) -> Iterator[Coordinates]:
        for start in range(count):
            yield tuple(_PLAIN[(start + _STRIDE * i) % len(_PLAIN)] for i in range(self._dimension))

    def _anywhere(self, count: int, start: int = 0) -> Iterator[Coordinates]:
        for index in range(start, start + count):
            scale, positive = _SCALES[index % len(_SCALES)], index % 3 == 0
            yield tuple(self._number(scale, positive=positive) for _ in range(self._dimension))

    def _near_literals(self) -> Iterator[Coordinates]:
        """Yield points near each number in the formulas, and between neighbours."""
        for index, (value, room) in enumerate(_beside(self._literals, smooth=self._smooth)):
            others = [self._number(0, positive=False) for _ in range(self._dimension)]
            if self._dimension:
                others[index % self._dimension] = value + room * self._part()
            yield tuple(others)
        if self._dimension > 1 and not self._smooth:
            for value in self._literals:
                yield tuple(value * (1 + self._part() / 4) for _ in range(self._dimension))

    def _number(self, scale: int, *, positive: bool) -> Fraction:
        """Return a number of 100 random bits between 10^(scale − 1/2) and 10^(scale + 1/2)."""
        mantissa, exponent = frexp(10.0 ** self._random.uniform(scale - 0.5, scale + 0.5))
        digits = (int(mantissa * (1 << 53)) << 47) + self._random.getrandbits(47)
        value = Fraction(digits, 1 << (100 - exponent))
        return value if positive or self._random.random() < 0.5 else -value

    def _part(self) -> Fraction:
        """Return a number of 100 random bits between −1 and 1."""
        return Fraction(self._random.getrandbits(100), 1 << 99) - 1


def literals(trees: Sequence[Node]) -> list[Fraction]:
    """Return the numbers above zero that stand in formulas, in order."""
    found = {part.value for tree in trees for part in walk(tree) if isinstance(part, Number)}
    found |= {value for tree in trees for value in _constants(tree)}
    wanted = sorted(value for value in found if value > 0 and value not in _SPECIAL[:4])
    return wanted[: _MOST_LITERALS // 2] + wanted[_MOST_LITERALS // 2 :][-_MOST_LITERALS // 2 :]


def _constants(tree: Node) -> Iterator[Fraction]:
    """Yield the sizes of constant parts such as 10^12 or π/4, in a formula of moderate length."""
    parts = list(islice(walk(tree), _MOST_PARTS + 1))
    for part in parts if len(parts) <= _MOST_PARTS else []:
        if isinstance(part, Power | Quotient | Call) and not names(part):
            value = evaluate(part)
            if not isinstance(value, tuple) and isfinite(value):
                yield Fraction(f"{float(abs(value)):.6g}")


def _beside(values: list[Fraction], *, smooth: bool) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield where to look because of numbers in a formula, and how much room there is around."""
    if smooth:
        for value in values:
            if not Fraction(1, 1000) < value < 1000:
                yield from ((value, value / 9), (1 / value, 1 / (9 * value)))
        return
    for value in values:
        for factor in (Fraction(21, 20), Fraction(19, 20), Fraction(17, 10)):
            yield from ((value * factor, value / 100), (-value * factor, value / 100))
        for near in (value + _THIRD, value - _THIRD, -value + _THIRD, -value - _THIRD):
            yield near, _THIRD / 9
        yield from ((1 / value, 1 / (99 * value)), (-1 / value, 1 / (99 * value)))
    for one, other in pairwise(sorted([*values, *(-value for value in values)])):
        yield (one + other) / 2, (other - one) / 9


_BENT = frozenset(("abs", "relu", "sign", "heaviside"))
_BITS = 60
_MOST_STUCK = 8
_SAMPLES, _WALKED, _MOST_SWITCHES, _MOST_PATTERNS = 90, 60, 6, 12
_HALVINGS = 10

Pattern = tuple[int, ...]


def switches(trees: Sequence[Node]) -> list[Node]:
    """Return the formulas whose sign decides between two branches, each once."""
    found = (inside for tree in trees for part in walk(tree) for inside in _inside(part))
    return [inside for inside in dict.fromkeys(found) if names(inside)][:_MOST_SWITCHES]


def _inside(node: Node) -> Iterator[Node]:
    match node:
        case Call(function, (inner,)) if function in _BENT:
            yield inner
        case Call("min" | "max", (first, *others)):
            yield from (Sum((first, Negative(other))) for other in others)
        case Call("sqrt", (Power(base, Number(value)),)) if value % 2 == 0:
            yield base
        case Power(Power(base, Number(value)), exponent) if value % 2 == 0 and not isinstance(
            exponent, Number
        ):
            yield base
        case Call("log", (Power(base, Number(value)), *_)) if value % 2 == 0:
            yield base


class _Signs:
    """Tells on which side of every switch a point lies."""

    def __init__(self, found: list[Node], variables: tuple[str, ...], work: Work) -> None:
        self._formulas = [Formula(inside) for inside in found]
        self._variables = variables
        self._work = work

    def values(self, point: Coordinates) -> list[float] | None:
        """Return the values of all switches, roughly; None where one has none."""
        at = dict(zip(self._variables, point, strict=True))
        balls = [formula.at(at, _BITS, self._work) for formula in self._formulas]
        if not all((isinstance(each, Ball) and abs(each.size) < 1000) or _is_zero(each) for each in balls):
            return None
        return [float(each) for each in balls]


def _is_zero(value: object) -> bool:
    return isinstance(value, Ball) and value.is_zero()


def _pattern(values: list[float]) -> Pattern:
    return tuple((value > 0) - (value < 0) for value in values)


def branch_points(
    trees: Sequence[Node], variables: tuple[str, ...], points: Iterator[Coordinates], work: Work
) -> Iterator[tuple[Pattern, Coordinates]]:
    """Yield points, each with its combination of branches: what is found among many and near kinks."""
    found = switches(trees)
    if not found or not variables:
        return
    signs = _Signs(found, variables, work)
    seen: dict[Pattern, int] = {}
    nearest: list[tuple[float, Coordinates] | None] = [None] * len(found)
    for _, point in zip(range(_SAMPLES), points, strict=False):
        values = signs.values(point)
        if values is None:
            continue
        for pattern, new in _new(seen, _pattern(values), point):
            yield pattern, new
            yield from _tamed(signs, new, pattern)
        nearest = [_nearer(old, abs(value), point) for old, value in zip(nearest, values, strict=True)]
    for index, best in enumerate(nearest):
        if best is not None and len({pattern[index] for pattern in seen} - {0}) < 2:
            yield from _refined(signs, index, best, seen)


def _new(
    seen: dict[Pattern, int], pattern: Pattern, point: Coordinates
) -> Iterator[tuple[Pattern, Coordinates]]:
    count = seen.get(pattern, 0)
    if count < 2 and len(seen) <= _MOST_PATTERNS:
        seen[pattern] = count + 1
        yield pattern, point


def _tamed(signs: _Signs, point: Coordinates, pattern: Pattern) -> Iterator[tuple[Pattern, Coordinates]]:
    """Yield a point on the same branch with smaller coordinates, where no large value hides a difference."""
    tame = point
    for moved_by in _shrinkings(point):
        moved = tuple(x * factor for x, factor in zip(tame, moved_by, strict=True))
        values = signs.values(moved)
        if values is not None and _pattern(values) == pattern:
            tame = moved
    if tame != point:
        yield pattern, tame


def _shrinkings(point: Coordinates) -> Iterator[Coordinates]:
    """Yield factors: first for one coordinate after the other, then for all at once."""
    one = Fraction(1)
    for index, x in enumerate(point if len(point) > 1 else ()):
        if abs(x) > 1:
            yield tuple(
                one / (1 << int(abs(x)).bit_length()) if i == index else one for i in range(len(point))
            )
    for power in (*(1,) * _HALVINGS, 2, 3, 4):
        yield (1 - one / (1 << power),) * len(point)


def _nearer(
    old: tuple[float, Coordinates] | None, distance: float, point: Coordinates
) -> tuple[float, Coordinates]:
    return (distance, point) if old is None or distance < old[0] else old


def _refined(
    signs: _Signs, index: int, best: tuple[float, Coordinates], seen: dict[Pattern, int]
) -> Iterator[tuple[Pattern, Coordinates]]:
    """Walk towards the kink of one switch, and yield what lies beyond it."""
    distance, point = best
    side = signs.values(point)
    reach = [max(abs(x), Fraction(1)) / 2 for x in point]
    stuck = 0
    for turn in range(_WALKED if side else 0):
        axis = turn % len(point)
        if stuck > _MOST_STUCK * len(point):
            return
        found = _step(signs, index, point, axis, reach[axis])
        if found is None:
            reach[axis] /= 4
            stuck += 1
            continue
        values, moved = found
        yield from _new(seen, _pattern(values), moved)
        if side and values[index] * side[index] < 0:
            yield from _beyond(signs, index, point, moved, seen)
            return
        if abs(values[index]) < distance:
            reach[axis] = 2 * abs(moved[axis] - point[axis])
            distance, point, stuck = abs(values[index]), moved, 0
        else:
            reach[axis] /= 4
            stuck += 1


def _step(
    signs: _Signs, index: int, point: Coordinates, axis: int, reach: Fraction
) -> tuple[list[float], Coordinates] | None:
    """Return the best of a few steps along an axis: that which comes nearest to the kink, or beyond it."""
    best: tuple[float, list[float], Coordinates] | None = None
    x = point[axis]
    start = signs.values(point)
    for other in (x + reach, x - reach, x + reach / 8, x - reach / 8, 8 * x, x / 8):
        moved = (*point[:axis], _shortened(other), *point[axis + 1 :])
        values = signs.values(moved)
        if values is None or start is None:
            continue
        towards = values[index] if start[index] > 0 else -values[index]
        if best is None or towards < best[0]:
            best = towards, values, moved
    return None if best is None else best[1:]


def _shortened(value: Fraction) -> Fraction:
    """Keep a number to some 100 digits, so that a long walk stays cheap."""
    bits = max(value.denominator.bit_length(), value.numerator.bit_length()) - 160
    return value.limit_denominator(1 << 140) if bits > 0 else value


def _beyond(
    signs: _Signs, index: int, before: Coordinates, after: Coordinates, seen: dict[Pattern, int]
) -> Iterator[tuple[Pattern, Coordinates]]:
    """Yield points a little and far beyond a kink that was found."""
    for times in (2, 5, 1000):
        moved = tuple(y + (y - x) * times for x, y in zip(before, after, strict=True))
        values = signs.values(moved)
        if values is not None:
            yield from _new(seen, _pattern(values), moved)


Ends: TypeAlias = tuple[float | None, float | None]
DomainLike: TypeAlias = "str | Mapping[str, Ends] | Ends | Domain | None"

_SIGNS = {
    ">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "!=": "≠", "<>": "≠", "==": "=",
    r"\geq": "≥", r"\leq": "≤", r"\neq": "≠", r"\ge": "≥", r"\le": "≤", r"\ne": "≠",
    r"\gt": ">", r"\lt": "<",
}  # fmt: skip
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_COMPARISON = re.compile("([<>≤≥≠=])")
_BETWEEN = re.compile(r"[,;]|\band\b|\\land|∧|&&?")
_ALLOWED = {"<": {-1}, "≤": {-1, 0}, ">": {1}, "≥": {1, 0}, "≠": {-1, 1}}
_MIRRORED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "≠": "≠"}
_REALS = {"", "r", "ℝ", "real", "reals", "all real numbers", "all reals", "x real", "x in r", "x ∈ ℝ"}
_MOST_SIGNS, _MOST_CONDITIONS = 400, 12
_BITS = 170


class DomainError(ValueError):
    """A domain that cannot be read; its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Condition:
    """left sign right, where sign is one of < ≤ > ≥ ≠."""

    left: Node
    sign: str
    right: Node

    @property
    def names(self) -> set[str]:
        """The variables it speaks of."""
        return {*names(self.left), *names(self.right)}

    def holds(self, point: Point, work: Work) -> bool:
        """Tell whether it holds at a point for certain."""
        one, other = (Formula(side).at(point, _BITS, work) for side in (self.left, self.right))
        if not (isinstance(one, Ball) and isinstance(other, Ball)):
            return False
        gap = one - other
        return not (gap.holds_zero() and not gap.is_zero()) and gap.sign() in _ALLOWED[self.sign]


@dataclass(slots=True)
class Domain:
    """Conditions that a point must meet, and bounds on single variables that follow from them.

    `within` is a formula that must have a value: a derivative is asked for only where its function has one.
    """

    conditions: tuple[Condition, ...] = ()
    within: Node | None = None
    lower: dict[str, Fraction] = field(default_factory=dict)
    upper: dict[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for condition in self.conditions:
            self._bound(condition.left, condition.sign, condition.right)
            self._bound(condition.right, _MIRRORED[condition.sign], condition.left)

    def _bound(self, left: Node, sign: str, right: Node) -> None:
        """Take note of a bound such as x > 2."""
        if not isinstance(left, Name) or names(right) or sign == "≠":
            return
        value = Formula(right).at({}, _BITS, Work(10_000))
        if not isinstance(value, Ball):
            return
        name, bound = left.name, value.fraction()
        if sign in "<≤":
            self.upper[name] = min(bound, self.upper.get(name, bound))
        else:
            self.lower[name] = max(bound, self.lower.get(name, bound))

    def about(self, variables: tuple[str, ...]) -> Domain:
        """Return the conditions that speak of these variables only."""
        within = self.within if self.within is not None and {*names(self.within)} <= {*variables} else None
        return Domain(tuple(each for each in self.conditions if each.names <= set(variables)), within)

    def holds(self, point: Point, work: Work) -> bool:
        """Tell whether a point meets every condition."""
        if self.within is not None and not _has_value(Formula(self.within).at(point, _BITS, work)):
            return False
        return all(condition.holds(point, work) for condition in self.conditions)

    def moved(self, point: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Return a point moved between the bounds, coordinate by coordinate."""
        return {name: self._inside(name, value) for name, value in point.items()}

    def _inside(self, name: str, value: Fraction) -> Fraction:
        lower, upper = self.lower.get(name), self.upper.get(name)
        if (lower is None or lower < value) and (upper is None or value < upper):
            return value
        if lower is None or upper is None:
            return lower + abs(value) if lower is not None else (upper or Fraction(0)) - abs(value)
        part = (value / (1 + abs(value)) + 1) / 2
        return lower + part * (upper - lower)


def _has_value(values: Values) -> bool:
    return all(map(_has_value, values)) if isinstance(values, tuple) else isinstance(values, Ball)


def domain_of(domain: DomainLike, variables: Iterable[str] | None = None) -> Domain:
    """Read a domain."""
    if domain is None or isinstance(domain, Domain):
        return domain or Domain()
    if isinstance(domain, tuple | list):
        domain = dict.fromkeys(variables or (), domain)
    if isinstance(domain, Mapping):
        return _of_mapping(domain)
    if not isinstance(domain, str):
        raise DomainError("Give the domain as text, such as x > 0.")
    return _of_text(domain, None if variables is None else tuple(variables))


def _of_text(domain: str, variables: tuple[str, ...] | None) -> Domain:
    if len(domain) > _MOST_SIGNS:
        raise DomainError(f"The domain is too long; {_MOST_SIGNS} signs are the most.")
    plain = _SIGN.sub(lambda found: _SIGNS[found[0]], domain)
    if plain.strip().lower() in _REALS:
        return Domain()
    parts = [part for part in _BETWEEN.split(plain) if part.strip()]
    if not parts or len(parts) > _MOST_CONDITIONS:
        raise DomainError(f"Write the domain as 1 to {_MOST_CONDITIONS} conditions, such as x > 0, y < 1.")
    return Domain(tuple(each for part in parts for each in _conditions(part, variables)))


def _conditions(part: str, variables: tuple[str, ...] | None) -> list[Condition]:
    """Read a chain such as 0 < x < 1."""
    pieces = _COMPARISON.split(part)
    signs = pieces[1::2]
    if not signs or "=" in signs:
        raise DomainError(f"“{part.strip()}” is no condition; write the domain as in x > 0 or 0 < x < 1.")
    sides = [_side(piece, part, variables) for piece in pieces[::2]]
    chain = zip(pairwise(sides), signs, strict=True)
    return [Condition(left, sign, right) for (left, right), sign in chain]


def _side(piece: str, part: str, variables: tuple[str, ...] | None) -> Node:
    try:
        return parse(piece, variables).tree
    except ReadingError as error:
        raise DomainError(f"The domain “{part.strip()}” cannot be read: {error.message}") from None


def _of_mapping(domain: Mapping[str, Ends]) -> Domain:
    conditions = []
    for name, ends in domain.items():
        low, high = _ends(name, ends)
        conditions += [f"{name} > {low}"] if low else []
        conditions += [f"{name} < {high}"] if high else []
    return _of_text(", ".join(conditions), None)


def _ends(name: object, ends: object) -> tuple[str, str]:
    if not isinstance(name, str) or not isinstance(ends, tuple | list) or len(ends) != 2:
        raise DomainError("Give a domain in numbers as in {'x': (0, 1)}, with None for an open side.")
    if not all(end is None or isinstance(end, int | float | Fraction) for end in ends):
        raise DomainError("The ends of a domain are numbers, or None for an open side.")
    low, high = ("" if end is None or abs(end) == float("inf") else str(end) for end in ends)
    return low, high
