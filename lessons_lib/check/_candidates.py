"""Where two formulas are compared: plain numbers first, then seeded random ones at many scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise
from math import frexp
from random import Random

from mpmath import isfinite

from lessons_lib.formula import Call, Constant, Negative, Node, Number, Power, Quotient, evaluate, names, walk

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
