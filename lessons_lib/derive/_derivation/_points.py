"""Is a line true? Each is tried at a few real points, with 50 digits, before anyone sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from mpmath import isfinite

from lessons_lib.formula import Node, evaluate, names

from ._trees import size

_NEAR = [Fraction(n, 1000) for n in (731, 1319, -417, 2253, 307, -1129, 1783, 113, -2671, 3461, -853, 571)]
_FAR = [Fraction(n, 100) for n in (473, 1127, -719, 2891, 7, -3, 5309, 617, -1613, 127)]
_WIDE = 400
_REACHES = (3, 12, 40, 400, 3000)
_WANTED = 3
_STEPS = (Fraction(1, 10**14), Fraction(1, 10**17))
_CLOSE = 1e-9
_MOST_WORK = 40_000

Point = Mapping[str, Fraction]


class TooLongError(ValueError):
    """More work than one derivation may do."""


class NowhereError(ValueError):
    """A formula that is defined at none of the points."""


class Checker:
    """Tries lines at points; counts the work of all lines together."""

    def __init__(self, most: int = _MOST_WORK) -> None:
        self._left = most

    def spend(self, work: int) -> None:
        """Count work that is done."""
        self._left -= work
        if self._left < 0:
            raise TooLongError

    def is_slope(self, before: Node, after: Node, variable: str) -> bool:
        """Tell whether `after` is the derivative of `before`, by central differences."""
        return self._holds(before, after, lambda at: self._matches_slope(before, after, variable, at))

    def is_same(self, before: Node, after: Node) -> bool:
        """Tell whether two formulas have the same values where the first is defined."""
        return self._holds(before, after, lambda at: self._matches(before, after, at))

    def _holds(self, before: Node, after: Node, test: Any) -> bool:
        met = 0
        for at in points(sorted({*names(before), *names(after)})):
            found = test(at)
            if found is False:
                return False
            met += found is True
            if met == _WANTED:
                break
        if not met:
            raise NowhereError
        return True

    def _matches(self, before: Node, after: Node, at: Point) -> bool | None:
        expected = self._value(before, at)
        return None if expected is None else _is_close(expected, self._value(after, at))

    def _matches_slope(self, before: Node, after: Node, variable: str, at: Point) -> bool | None:
        """Compare with a difference; None where the formula is undefined or wilder than the step."""
        slope = self._difference(before, variable, at, _STEPS[0])
        if slope is None:
            return None
        if _is_close(slope, self._value(after, at)):
            return True
        finer = self._difference(before, variable, at, _STEPS[1])
        return False if finer is not None and _is_close(slope, finer) else None

    def _difference(self, node: Node, variable: str, at: Point, step: Fraction) -> Any:
        here = at.get(variable, Fraction())
        ahead = self._value(node, {**at, variable: here + step})
        behind = None if ahead is None else self._value(node, {**at, variable: here - step})
        return None if behind is None else (ahead - behind) / (2 * step.numerator) * step.denominator

    def _value(self, node: Node, at: Point) -> Any:
        self.spend(size(node))
        value = evaluate(node, at)
        return value if isfinite(value) else None


def _is_close(expected: Any, found: Any) -> bool:
    return found is not None and abs(expected - found) <= _CLOSE * max(abs(expected), abs(found), 1e-6)


def points(found: list[str]) -> Iterator[dict[str, Fraction]]:
    """Yield points for some names: near ones, far ones, then many more; the same in every run."""
    for pool in (_NEAR, _FAR):
        for shift in range(len(pool)):
            yield {name: pool[(shift + 5 * i) % len(pool)] for i, name in enumerate(found)}
    random = Random(7)  # noqa: S311
    for turn in range(_WIDE):
        reach = _REACHES[turn % len(_REACHES)]
        yield {name: Fraction(random.randint(-1000 * reach, 1000 * reach), 1000) for name in found}
