"""Two formulas side by side at many points, entry by entry: where they agree, part, or have no value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from lessons_lib.formula import ShapeError

from ._ball import Ball
from ._values import PRECISIONS, BallEvaluator, Entry, Formula, Nothing, Point, Values, Work

ENOUGH = 12
_RESOLVED = 0.6
_ZERO_BITS = -200


class Meeting(Enum):
    """What two values at one point say."""

    SAME = "same"
    APART = "apart"
    FIRST_ALONE = "only the first has a value"
    SECOND_ALONE = "only the second has a value"
    NEITHER = "neither has a value"
    NOTHING = "nothing can be told"
    MORE = "more digits are needed"

    @property
    def is_alone(self) -> bool:
        """Whether only one of the two has a value."""
        return self in {Meeting.FIRST_ALONE, Meeting.SECOND_ALONE}


def meeting(one: Entry, other: Entry, bits: int) -> Meeting:
    """Compare two values computed to so many bits."""
    if isinstance(one, Ball) and isinstance(other, Ball):
        return _of_balls(one, other, bits)
    if Nothing.BEYOND in (one, other):
        return Meeting.NOTHING
    if Nothing.UNRESOLVED in (one, other):
        return Meeting.MORE
    if one is other:
        return Meeting.NEITHER
    return Meeting.SECOND_ALONE if one is Nothing.UNDEFINED else Meeting.FIRST_ALONE


def _of_balls(one: Ball, other: Ball, bits: int) -> Meeting:
    gap = one - other
    if not gap.holds_zero():
        return Meeting.APART
    scale = max(one.size, other.size)
    if gap.is_zero() or gap.slack - scale < -_RESOLVED * bits:
        return Meeting.SAME
    both_zero = one.holds_zero() and other.holds_zero()
    return Meeting.SAME if both_zero and gap.slack < _ZERO_BITS else Meeting.MORE


@dataclass(frozen=True, slots=True)
class Place:
    """A point and the two values there."""

    point: Point
    one: Entry
    other: Entry


@dataclass(slots=True)
class Tally:
    """What has been seen of one entry."""

    same: int = 0
    places: dict[Meeting, Place] = field(default_factory=dict)
    agreed: list[Point] = field(default_factory=list)
    alones: list[Place] = field(default_factory=list)
    single: Place | None = None

    def add(self, seen: Meeting, place: Place) -> None:
        """Count one meeting."""
        if seen is Meeting.SAME:
            self.same += 1
            self.agreed.append(place.point)
        elif seen.is_alone:
            self.alones.append(place)
        else:
            self.places.setdefault(seen, place)

    @property
    def apart(self) -> Place | None:
        """The first point where the two differ."""
        return self.places.get(Meeting.APART)

    @property
    def alone(self) -> Place | None:
        """The first point where only one of the two has a value."""
        return next(iter(self.alones), None)


Index: TypeAlias = tuple[int, ...]


def flat(values: Values, index: Index = ()) -> Iterator[tuple[Index, Entry]]:
    """Yield every entry of nested values with its index."""
    if not isinstance(values, tuple):
        yield index, values
        return
    for i, part in enumerate(values):
        yield from flat(part, (*index, i))


class Survey:
    """Compares two formulas of one shape."""

    def __init__(
        self, one: Formula, other: Formula, work: Work, align: Callable[[Values], Values] | None = None
    ) -> None:
        self._one = one
        self._other = other
        self._work = work
        self._align = align
        self.tallies: dict[Index, Tally] = {}

    def look(self, point: Point) -> dict[Index, Meeting]:
        """Compare at a point, with as many digits as that takes; count what was seen, and return it."""
        found = self.at(point)
        for index, (seen, place) in found.items():
            self.tallies.setdefault(index, Tally()).add(seen, place)
        return {index: seen for index, (seen, _) in found.items()}

    def at(self, point: Point, precisions: Iterable[int] = PRECISIONS) -> dict[Index, tuple[Meeting, Place]]:
        """Return what every entry says at a point."""
        found: dict[Index, tuple[Meeting, Place]] = {}
        for bits in precisions:
            evaluator = BallEvaluator(point, bits, self._work)
            for index, (one, other) in self._pairs(evaluator).items():
                if index not in found or found[index][0] is Meeting.MORE:
                    seen = meeting(one, other, bits)
                    hides = evaluator.at_a_limit and seen not in {Meeting.APART, Meeting.MORE}
                    found[index] = (Meeting.NOTHING if hides else seen, Place(point, one, other))
            if not any(seen is Meeting.MORE for seen, _ in found.values()):
                break
        return found

    def _pairs(self, evaluator: BallEvaluator) -> dict[Index, tuple[Entry, Entry]]:
        ones, others = self._one.by(evaluator), self._other.by(evaluator)
        if self._align is not None:
            others = self._align(others)
        if isinstance(ones, Nothing) or isinstance(others, Nothing):
            return self._without_shape(ones, others)
        first, second = dict(flat(ones)), dict(flat(others))
        self._work.spend(len(first))
        if first.keys() != second.keys():
            raise ShapeError("The two differ in shape; give as many entries as there should be.")
        return {index: (one, second[index]) for index, one in first.items()}

    def _without_shape(self, ones: Values, others: Values) -> dict[Index, tuple[Entry, Entry]]:
        """Pair entries where at least one side has no value as a whole."""
        if isinstance(ones, tuple):
            return {index: (one, others) for index, one in flat(ones)}
        if isinstance(others, tuple):
            return {index: (ones, other) for index, other in flat(others)}
        known = self.tallies or {(): Tally()}
        return dict.fromkeys(known, (ones, others))

    def settled(self, least: int = ENOUGH) -> bool:
        """Tell whether every entry has been seen often enough, or to differ."""
        return bool(self.tallies) and all(
            tally.apart or tally.same >= least for tally in self.tallies.values()
        )

    def all_apart(self) -> bool:
        """Tell whether every entry differs somewhere."""
        return bool(self.tallies) and all(tally.apart for tally in self.tallies.values())
