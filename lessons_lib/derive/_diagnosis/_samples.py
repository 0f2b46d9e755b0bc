"""Is this the same formula? Told at a few points at which the answer and the right formula have values."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from mpmath import isfinite

from lessons_lib.derive._derivation import points, size
from lessons_lib.formula import Negative, Node, Number, ShapeError, evaluate, names

_WANTED = 4
_LEAST = 2
_EXACT = 1e-24
_MOST_WORK = 40_000


class OutOfWorkError(ValueError):
    """More comparisons than one diagnosis may do."""


class Work:
    """Counts the nodes that are evaluated for one diagnosis."""

    def __init__(self, most: int = _MOST_WORK) -> None:
        self._left = most

    def value(self, node: Node, at: Mapping[str, Fraction]) -> Any:
        """Return a finite number, or None.

        Raises
        ------
        OutOfWorkError
        """
        self._left -= size(node)
        if self._left < 0:
            raise OutOfWorkError
        try:
            found = evaluate(node, at)
        except (KeyError, ShapeError):
            return None
        return None if isinstance(found, tuple) or not isfinite(found) else found


class Samples:
    """An answer and the right formula at a few points, so that many wrong ones are soon told from it."""

    def __init__(
        self, answer: Node, right: Node, work: Work, at: Mapping[str, Fraction] | None = None
    ) -> None:
        self.work = work
        self._close = tolerance(answer)
        self.points: list[Mapping[str, Fraction]] = []
        self.answers: list[Any] = []
        self.rights: list[Any] = []
        self._take(answer, right, at)

    def _take(self, answer: Node, right: Node, at: Mapping[str, Fraction] | None) -> None:
        found = sorted({*names(answer), *names(right)})
        is_number = not found or at is not None
        self._least = 1 if is_number else _LEAST
        for point in [at or {}] if is_number else points(found):
            one, other = self.work.value(answer, point), self.work.value(right, point)
            if one is not None and other is not None:
                self.points.append(point)
                self.answers.append(one)
                self.rights.append(other)
            if len(self.points) == _WANTED:
                return

    @property
    def is_enough(self) -> bool:
        """Whether there are points enough to say anything."""
        return len(self.points) >= self._least

    @property
    def is_right(self) -> bool:
        """Whether the answer has the right values."""
        return all(map(self._same, self.rights, self.answers))

    def matches(self, candidate: Node) -> bool:
        """Tell whether a formula has the answer's values at all points."""
        for point, answer in zip(self.points, self.answers, strict=True):
            value = self.work.value(candidate, point)
            if value is None or not self._same(value, answer):
                return False
        return True

    def ratio(self) -> Any:
        """Return the constant that the answer is the right formula times, or None."""
        if any(not right for right in self.rights):
            return None
        ratios = [one / other for one, other in zip(self.answers, self.rights, strict=True)]
        return ratios[0] if all(self._same(ratio, ratios[0]) for ratio in ratios) else None

    def _same(self, one: Any, other: Any) -> bool:
        return bool(abs(one - other) <= self._close * max(abs(one), abs(other), 1e-3))


def tolerance(answer: Node) -> float:
    """Return how closely a number is meant: 0.42 to two places, a formula exactly."""
    number = answer.operand if isinstance(answer, Negative) else answer
    digits = number.written.partition(".")[2] if isinstance(number, Number) else ""
    return 0.5 * 10.0 ** -len(digits) * 1.01 if len(digits) > 1 else _EXACT
