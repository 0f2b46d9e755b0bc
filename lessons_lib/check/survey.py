"""Two formulas side by side at many points: do they agree? Decided by values, never by rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from random import Random
from typing import Any, TypeAlias

from mpmath import isfinite

from lessons_lib.formula import (
    Call,
    Name,
    Node,
    ShapeError,
    children,
    evaluate,
    names,
    natural_order,
)

from .balls import WITH_LIMITS, Ball
from .points import (
    Candidates,
    Coordinates,
    Domain,
    DomainError,
    DomainLike,
    Pattern,
    branch_points,
    domain_of,
    has_hard_values,
    may_lack_values,
    may_saturate,
)
from .values import (
    PRECISIONS,
    BallEvaluator,
    Entry,
    Formula,
    LimitEvaluator,
    Nothing,
    OutOfWorkError,
    Point,
    Values,
    Work,
    replaced,
    weight,
    with_real_roots,
)

_POINTS, _ENOUGH = 16, 8
_TOLERANCE = 1e-30


def same_off_the_line(one: Node, other: Node, variables: tuple[str, ...]) -> bool:
    """Tell whether two formulas agree at every seeded complex point where both have a value."""
    random = Random(2024)  # noqa: S311 - the same points every time
    met = 0
    for _ in range(_POINTS):
        point = {name: complex(random.uniform(-3, 3), random.uniform(-2, 2)) for name in variables}
        try:
            values = evaluate(one, point), evaluate(other, point)
        except ShapeError:
            return False
        if any(isinstance(value, tuple) or not isfinite(value) for value in values):
            continue
        if not _near(*values):
            return False
        met += 1
    return met >= _ENOUGH


def _near(one: Any, other: Any) -> bool:
    return bool(abs(one - other) <= _TOLERANCE * max(abs(one), abs(other)))


ENOUGH = 12
_RESOLVED = 0.6
_ZERO_BITS = -200


class Relation(Enum):
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
        return self in {Relation.FIRST_ALONE, Relation.SECOND_ALONE}


def relation(one: Entry, other: Entry, bits: int) -> Relation:
    """Compare two values computed to so many bits."""
    if isinstance(one, Ball) and isinstance(other, Ball):
        return _of_balls(one, other, bits)
    if Nothing.BEYOND in (one, other):
        return Relation.NOTHING
    if Nothing.UNRESOLVED in (one, other):
        return Relation.MORE
    if one is other:
        return Relation.NEITHER
    return Relation.SECOND_ALONE if one is Nothing.UNDEFINED else Relation.FIRST_ALONE


def _of_balls(one: Ball, other: Ball, bits: int) -> Relation:
    gap = one - other
    if not gap.holds_zero():
        return Relation.APART
    scale = max(one.size, other.size)
    if gap.is_zero() or gap.radius - scale < -_RESOLVED * bits:
        return Relation.SAME
    both_zero = one.holds_zero() and other.holds_zero()
    return Relation.SAME if both_zero and gap.radius < _ZERO_BITS else Relation.MORE


@dataclass(frozen=True, slots=True)
class Place:
    """A point and the two values there."""

    point: Point
    one: Entry
    other: Entry


@dataclass(slots=True)
class Record:
    """What has been seen of one entry."""

    same: int = 0
    places: dict[Relation, Place] = field(default_factory=dict)
    agreed: list[Point] = field(default_factory=list)
    alones: list[Place] = field(default_factory=list)
    single: Place | None = None

    def add(self, seen: Relation, place: Place) -> None:
        """Count one point."""
        if seen is Relation.SAME:
            self.same += 1
            self.agreed.append(place.point)
        elif seen.is_alone:
            self.alones.append(place)
        else:
            self.places.setdefault(seen, place)

    @property
    def apart(self) -> Place | None:
        """The first point where the two differ."""
        return self.places.get(Relation.APART)

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
        self.records: dict[Index, Record] = {}

    def look(self, point: Point) -> dict[Index, Relation]:
        """Compare at a point, with as many digits as that takes; count what was seen, and return it."""
        found = self.at(point)
        for index, (seen, place) in found.items():
            self.records.setdefault(index, Record()).add(seen, place)
        return {index: seen for index, (seen, _) in found.items()}

    def at(self, point: Point, precisions: Iterable[int] = PRECISIONS) -> dict[Index, tuple[Relation, Place]]:
        """Return what every entry says at a point."""
        found: dict[Index, tuple[Relation, Place]] = {}
        for bits in precisions:
            evaluator = BallEvaluator(point, bits, self._work)
            for index, (one, other) in self._pairs(evaluator).items():
                if index not in found or found[index][0] is Relation.MORE:
                    seen = relation(one, other, bits)
                    hides = evaluator.at_a_limit and seen not in {Relation.APART, Relation.MORE}
                    found[index] = (Relation.NOTHING if hides else seen, Place(point, one, other))
            if not any(seen is Relation.MORE for seen, _ in found.values()):
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
        known = self.records or {(): Record()}
        return dict.fromkeys(known, (ones, others))

    def settled(self, least: int = ENOUGH) -> bool:
        """Tell whether every entry has been seen often enough, or to differ."""
        return bool(self.records) and all(
            record.apart or record.same >= least for record in self.records.values()
        )

    def all_apart(self) -> bool:
        """Tell whether every entry differs somewhere."""
        return bool(self.records) and all(record.apart for record in self.records.values())


WORK = 150_000
_MOST_BITS = 3200
_HIDING = 60
_DARK = {Relation.NOTHING, Relation.MORE}
_NEAR, _MOST_SINGLE, _ROUGH = 28, 4, 1 << 50
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one entry."""

    kind: str
    place: Place | None = None


@dataclass(slots=True)
class Question:
    """Two formulas of one shape, and the domain on which they are compared."""

    one: Node
    other: Node
    variables: tuple[str, ...]
    domain: Domain = field(default_factory=Domain)
    align: Callable[[Values], Values] | None = None
    work: Work = field(default_factory=lambda: Work(WORK))

    def findings(self) -> dict[Index, Finding]:
        """Return what is known of every entry."""
        search = _Search(self)
        search.run()
        return {index: search.finding(index, record) for index, record in search.survey.records.items()}

    @property
    def weight(self) -> int:
        """What one evaluation of both costs, in units of work."""
        return weight(self.one) + weight(self.other)

    def survey(self, work: Work) -> Survey:
        """Return a fresh survey of the two."""
        return Survey(Formula(self.one), Formula(self.other), work, self.align)


class _Search:
    """Looks at points until every entry is settled or the work is used up."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.survey = question.survey(question.work)
        self.specials = question.survey(question.work)
        self.trees = (question.one, question.other)
        self.least = ENOUGH if question.variables else 1
        self.candidates = Candidates(self.trees, len(question.variables))
        self.branches: list[Point] = []
        self.met: dict[tuple[Index, Pattern], set[Relation]] = {}
        self.hidden: set[Index] = set()
        self.tired = False

    def run(self) -> None:
        """Look at points: plain and random ones, more where they are needed, then special ones."""
        try:
            self._run()
        except OutOfWorkError:
            self.tired = True

    def _run(self) -> None:
        if not self.question.variables:
            self.survey.look({})
        self._look(self.candidates.first(), self.survey.all_apart)
        self._look_at_branches()
        if not self._settled():
            self._look_further()
        if self.survey.all_apart():
            return
        self._look_closely()
        self._look_into_branches()
        self._look_for_limits()
        self._set_single_points_aside()
        if self.question.variables and may_lack_values(self.trees):
            for point in self._inside(self.candidates.special()):
                self.specials.look(point)

    def _look_at_branches(self) -> None:
        question, points = self.question, self.candidates.anywhere()
        for pattern, place in branch_points(self.trees, question.variables, points, question.work):
            for point in self._inside(iter([place])):
                self.branches.append(point)
                for index, seen in self.survey.look(point).items():
                    self.met.setdefault((index, pattern), set()).add(seen)
            if self.survey.all_apart():
                return

    def _settled(self) -> bool:
        return self.survey.settled(self.least)

    def _look_further(self) -> None:
        self._look(self.candidates.further(), self._met_everywhere)
        if not self._met_everywhere():
            self._look(self.candidates.whole(), self._settled)
        for centre in self._centres():
            self._look(self.candidates.around(centre), self._settled)

    def _met_everywhere(self) -> bool:
        """Tell whether every entry has at least one point to go on from."""
        return all(record.same or record.apart for record in self.survey.records.values()) and bool(
            self.survey.records
        )

    def _centres(self) -> list[Coordinates]:
        few = [record for record in self.survey.records.values() if 0 < record.same < self.least]
        found = dict.fromkeys(
            tuple(record.agreed[0][name] for name in self.question.variables) for record in few
        )
        return list(found)

    def _look(self, points: Iterator[Coordinates], stop: Callable[[], bool]) -> None:
        for point in self._inside(points):
            self.survey.look(point)
            if stop():
                return

    def _inside(self, points: Iterator[Coordinates]) -> Iterator[Point]:
        question = self.question
        for coordinates in points:
            point = question.domain.moved(dict(zip(question.variables, coordinates, strict=True)))
            if question.domain.holds(point, question.work):
                yield point

    def _look_closely(self) -> None:
        """Compare once more with very many digits, where the two seem to be the same."""
        bits = _MOST_BITS if has_hard_values(self.trees) else PRECISIONS[-1]
        for record in self.survey.records.values():
            for point in (record.agreed[:1] + record.agreed[-1:]) if not record.apart else []:
                for index, (seen, place) in self.survey.at(point, (bits,)).items():
                    if seen is Relation.APART:
                        self.survey.records[index].add(seen, place)

    def _look_into_branches(self) -> None:
        """Compare with very many digits on every branch where a large value may hide a small one."""
        for point in self.branches:
            for index, (seen, place) in self.survey.at(point).items():
                if seen is Relation.SAME and isinstance(place.one, Ball) and place.one.size > _HIDING:
                    self.survey.records[index].add(*self.survey.at(point, (_MOST_BITS,))[index])

    def _look_for_limits(self) -> None:
        """Take note of entries that agree only where a value is too close to its limit to tell."""
        if not may_saturate(self.trees):
            return
        agreed = dict.fromkeys(map(self._key, (point for record in self.survey.records.values()
                                               for point in record.agreed)))  # fmt: skip
        hidden = {key for key in agreed if self._hides(dict(key))}
        if hidden and self._same_beside_limits():
            return
        for index, record in self.survey.records.items():
            if record.agreed and all(self._key(point) in hidden for point in record.agreed):
                self.hidden.add(index)

    def _same_beside_limits(self) -> bool:
        """Tell whether the two are the same whatever stands for values near a limit, such as coth(7^4)."""
        named: dict[Node, Name] = {}
        one, other = (with_limits_named(tree, named) for tree in self.trees)
        if not named:
            return False
        variables = (*self.question.variables, *(name.name for name in named.values()))
        question = Question(one, other, variables, work=self.question.work)
        return one == other or {found.kind for found in question.findings().values()} == {"same"}

    @staticmethod
    def _key(point: Point) -> tuple[tuple[str, Any], ...]:
        return tuple(point.items())

    def _hides(self, point: Point) -> bool:
        evaluator = LimitEvaluator(point, PRECISIONS[0], self.question.work)
        for tree in self.trees:
            Formula(tree).by(evaluator)
        return evaluator.hides

    def _set_single_points_aside(self) -> None:
        """Keep only the places without a value that have others like them nearby."""
        for index, record in self.survey.records.items():
            if record.same and record.alones:
                few = [place for place in record.alones[:_MOST_SINGLE] if not self._is_single(index, place)]
                others = [place for place in record.alones if _is_random(place.point)]
                record.single, record.alones = record.alones[0], (few + others)[:1]

    def _is_single(self, index: Index, place: Place) -> bool:
        """Tell whether both have a value, or neither, right beside a place where only one has."""
        centre = tuple(place.point[name] for name in self.question.variables)
        nearby = islice(self.candidates.around(centre), _NEAR, _NEAR + 3)
        found = [self.survey.at(point)[index][0] for point in self._inside(nearby)]
        return bool(found) and not any(seen.is_alone for seen in found)

    # conclusions

    def finding(self, index: Index, record: Record) -> Finding:
        """Return what is known of one entry."""
        if record.apart:
            return Finding("apart", record.apart)
        if record.alone:
            return Finding("part" if record.same else "disjoint", record.alone)
        if index in self.hidden or self._has_dark_branch(index):
            return Finding("unknown")
        if record.same >= self.least:
            return self._at_single_points(index)
        return Finding("complex" if self._same_off_the_line(record) else "unknown")

    def _has_dark_branch(self, index: Index) -> bool:
        """Tell whether nothing could be told on one whole side of a kink."""
        return any(seen <= _DARK for (entry, _), seen in self.met.items() if entry == index)

    def _at_single_points(self, index: Index) -> Finding:
        special = self.specials.records.get(index, Record())
        if special.apart:
            return Finding("apart", special.apart)
        return Finding("same", special.alone or self.survey.records[index].single)

    def _same_off_the_line(self, record: Record) -> bool:
        question = self.question
        if record.same or Relation.NEITHER not in record.places or self.tired:
            return False
        return same_off_the_line(question.one, question.other, question.variables)


def _is_random(point: Point) -> bool:
    return all(value.denominator > _ROUGH for value in point.values())


def free_names(trees: Sequence[Node]) -> tuple[str, ...]:
    """Return the names of several formulas in natural order."""
    return tuple(sorted({name for tree in trees for name in names(tree)}, key=natural_order))


def with_limits_named(tree: Node, named: dict[Node, Name]) -> Node:
    """Write names for functions that have limits: one name where function and argument are the same."""

    def change(node: Node) -> Node | None:
        if not isinstance(node, Call) or node.function not in WITH_LIMITS or len(named) > _MOST_NAMED:
            return None
        for known, name in named.items():
            alike = isinstance(known, Call) and known.function == node.function
            if alike and agrees(children(known)[0], node.arguments[0]):
                return name
        return named.setdefault(node, Name(f"limit_{len(named)}"))

    return replaced(tree, change)


def agrees(
    one: Node, other: Node, variables: Iterable[str] | None = None, domain: DomainLike = None
) -> bool | None:
    """Tell whether two formulas are the same function; None where that cannot be told."""
    one, other = with_real_roots(one, other)
    if one == other:
        return True
    try:
        found = free_names((one, other))
        findings = Question(one, other, found, domain_of(domain, variables).about(found)).findings()
    except (ShapeError, DomainError, ValueError):
        return False
    kinds = {finding.kind for finding in findings.values()}
    if kinds & {"apart", "part", "disjoint"}:
        return False
    return None if not kinds or "unknown" in kinds else True
