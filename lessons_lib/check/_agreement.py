"""Do two formulas agree? Decided at points of the domain, never by rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lessons_lib.formula import (
    Node,
    ShapeError,
    names,
    natural_order,
)

from ._ball import Ball
from ._candidates import Candidates, Coordinates
from ._cautions import has_hard_values, may_lack_values, may_saturate
from ._complex import same_off_the_line
from ._domain import Domain, DomainError, DomainLike, domain_of
from ._kinks import Pattern, branch_points
from ._real_roots import with_real_roots
from ._survey import ENOUGH, Index, Meeting, Place, Survey, Tally
from ._values import PRECISIONS, Formula, LimitEvaluator, OutOfWorkError, Point, Values, Work, weight

WORK = 150_000
_MOST_BITS = 3200
_HIDING = 60
_DARK = {Meeting.NOTHING, Meeting.MORE}
_NEAR, _MOST_SINGLE, _ROUGH = 28, 4, 1 << 50


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
        return {index: search.finding(index, tally) for index, tally in search.survey.tallies.items()}

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
        self.met: dict[tuple[Index, Pattern], set[Meeting]] = {}
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
        return all(tally.same or tally.apart for tally in self.survey.tallies.values()) and bool(
            self.survey.tallies
        )

    def _centres(self) -> list[Coordinates]:
        few = [tally for tally in self.survey.tallies.values() if 0 < tally.same < self.least]
        found = dict.fromkeys(
            tuple(tally.agreed[0][name] for name in self.question.variables) for tally in few
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
        for tally in self.survey.tallies.values():
            for point in (tally.agreed[:1] + tally.agreed[-1:]) if not tally.apart else []:
                for index, (seen, place) in self.survey.at(point, (bits,)).items():
                    if seen is Meeting.APART:
                        self.survey.tallies[index].add(seen, place)

    def _look_into_branches(self) -> None:
        """Compare with very many digits on every branch where a large value may hide a small one."""
        for point in self.branches:
            for index, (seen, place) in self.survey.at(point).items():
                if seen is Meeting.SAME and isinstance(place.one, Ball) and place.one.size > _HIDING:
                    self.survey.tallies[index].add(*self.survey.at(point, (_MOST_BITS,))[index])

    def _look_for_limits(self) -> None:
        """Take note of entries that agree only where a value is too close to its limit to tell."""
        if not may_saturate(self.trees):
            return
        agreed = dict.fromkeys(map(self._key, (point for tally in self.survey.tallies.values()
                                               for point in tally.agreed)))  # fmt: skip
        hidden = {key for key in agreed if self._hides(dict(key))}
        for index, tally in self.survey.tallies.items():
            if tally.agreed and all(self._key(point) in hidden for point in tally.agreed):
                self.hidden.add(index)

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
        for index, tally in self.survey.tallies.items():
            if tally.same and tally.alones:
                few = [place for place in tally.alones[:_MOST_SINGLE] if not self._is_single(index, place)]
                others = [place for place in tally.alones if _is_random(place.point)]
                tally.single, tally.alones = tally.alones[0], (few + others)[:1]

    def _is_single(self, index: Index, place: Place) -> bool:
        """Tell whether both have a value, or neither, right beside a place where only one has."""
        centre = tuple(place.point[name] for name in self.question.variables)
        nearby = islice(self.candidates.around(centre), _NEAR, _NEAR + 3)
        found = [self.survey.at(point)[index][0] for point in self._inside(nearby)]
        return bool(found) and not any(seen.is_alone for seen in found)

    # conclusions

    def finding(self, index: Index, tally: Tally) -> Finding:
        """Return what is known of one entry."""
        if tally.apart:
            return Finding("apart", tally.apart)
        if tally.alone:
            return Finding("part" if tally.same else "disjoint", tally.alone)
        if index in self.hidden or self._has_dark_branch(index):
            return Finding("unknown")
        if tally.same >= self.least:
            return self._at_single_points(index)
        return Finding("complex" if self._same_off_the_line(tally) else "unknown")

    def _has_dark_branch(self, index: Index) -> bool:
        """Tell whether nothing could be told on one whole side of a kink."""
        return any(seen <= _DARK for (entry, _), seen in self.met.items() if entry == index)

    def _at_single_points(self, index: Index) -> Finding:
        special = self.specials.tallies.get(index, Tally())
        if special.apart:
            return Finding("apart", special.apart)
        return Finding("same", special.alone or self.survey.tallies[index].single)

    def _same_off_the_line(self, tally: Tally) -> bool:
        question = self.question
        if tally.same or Meeting.NEITHER not in tally.places or self.tired:
            return False
        return same_off_the_line(question.one, question.other, question.variables)


def _is_random(point: Point) -> bool:
    return all(value.denominator > _ROUGH for value in point.values())


def free_names(trees: Sequence[Node]) -> tuple[str, ...]:
    """Return the names of several formulas in natural order."""
    return tuple(sorted({name for tree in trees for name in names(tree)}, key=natural_order))


def agrees(
    one: Node, other: Node, variables: Iterable[str] | None = None, domain: DomainLike = None
) -> bool | None:
    """Tell whether two formulas are the same function; None where that cannot be told.

    Examples
    --------
    >>> from lessons_lib.formula import parse
    >>> agrees(parse("sin^2 x").tree, parse("1 - cos^2 x").tree)
    True
    >>> agrees(parse("2 log x").tree, parse("log(x^2)").tree)
    False
    """
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
