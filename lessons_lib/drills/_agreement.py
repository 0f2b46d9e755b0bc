"""Do two formulas agree? Decided at points of the domain, never by rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lessons_lib.parsing import (
    Call,
    Constant,
    Node,
    Number,
    Power,
    Quotient,
    ShapeError,
    children,
    names,
    natural_order,
    walk,
)

from ._candidates import Candidates, Coordinates
from ._complex import same_off_the_line
from ._domain import Domain, DomainError, DomainLike, domain_of
from ._kinks import branch_points
from ._survey import ENOUGH, Index, Meeting, Place, Survey, Tally
from ._values import PRECISIONS, Formula, OutOfWorkError, Point, Values, Work, weight

WORK = 150_000
_MOST_BITS = 3200
_LONG = 100
_ENTIRE = frozenset(("sin", "cos", "exp", "sinh", "cosh", "tanh", "arctan", "arcsinh", "cbrt"))


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one entry.

    Attributes
    ----------
    kind : str
        "same", "apart", "part" (one of the two has no value on a part), "disjoint" (nowhere have
        both a value), "unknown" or "complex" (the same, but with values only off the real line).
    place : Place or None
        Where they part; for "same" a single point where one has no value, if there is one.
    """

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
        """Return what is known of every entry.

        Raises
        ------
        ShapeError
            If shapes of vectors or matrices do not fit.
        """
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
        self.least = ENOUGH if question.variables else 1
        self.candidates = Candidates((question.one, question.other), len(question.variables))
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
        self._look(self._branches(), self.survey.all_apart)
        if not self._settled():
            self._look_further()
        if self.survey.all_apart():
            return
        self._look_closely()
        if self.question.variables and _may_lack_values(self.question):
            for point in self._inside(self.candidates.special()):
                self.specials.look(point)

    def _branches(self) -> Iterator[Coordinates]:
        question = self.question
        points = self.candidates.anywhere()
        trees = (question.one, question.other)
        return branch_points(trees, question.variables, points, question.work)

    def _settled(self) -> bool:
        return self.survey.settled(self.least)

    def _look_further(self) -> None:
        self._look(self.candidates.further(), self._met_everywhere)
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
        bits = _MOST_BITS if _has_hard_constants(self.question) else PRECISIONS[-1]
        for tally in self.survey.tallies.values():
            for point in (tally.agreed[:1] + tally.agreed[-1:]) if not tally.apart else []:
                for index, (seen, place) in self.survey.at(point, (bits,)).items():
                    if seen is Meeting.APART:
                        self.survey.tallies[index].add(seen, place)

    # conclusions

    def finding(self, index: Index, tally: Tally) -> Finding:
        """Return what is known of one entry."""
        if tally.apart:
            return Finding("apart", tally.apart)
        if tally.alone:
            return Finding("part" if tally.same else "disjoint", tally.alone)
        if tally.same >= self.least:
            return self._at_single_points(index)
        return Finding("complex" if self._same_off_the_line(tally) else "unknown")

    def _at_single_points(self, index: Index) -> Finding:
        special = self.specials.tallies.get(index, Tally())
        return Finding("apart", special.apart) if special.apart else Finding("same", special.alone)

    def _same_off_the_line(self, tally: Tally) -> bool:
        question = self.question
        if tally.same or Meeting.NEITHER not in tally.places or self.tired:
            return False
        return same_off_the_line(question.one, question.other, question.variables)


def _has_hard_constants(question: Question) -> bool:
    """Tell whether a constant such as tanh(500) may be all but another one."""
    parts = (part for tree in (question.one, question.other) for part in walk(tree))
    return any(isinstance(part, Call | Power) and not names(part) for part in parts if not _is_small(part))


def _is_small(node: Node) -> bool:
    """Tell whether a node is a plain power or root, such as 3^2 or sqrt(8)."""
    inner = children(node)
    roots = isinstance(node, Power) or (isinstance(node, Call) and node.function in {"sqrt", "cbrt"})
    return roots and all(isinstance(part, Number | Constant) and not _is_long(part) for part in inner)


def _is_long(node: Node) -> bool:
    return isinstance(node, Number) and max(node.value.numerator, node.value.denominator) > _LONG


def _may_lack_values(question: Question) -> bool:
    parts = (part for tree in (question.one, question.other) for part in walk(tree))
    return any(isinstance(part, Quotient | Power) or _is_partial(part) for part in parts)


def _is_partial(node: Node) -> bool:
    return isinstance(node, Call) and node.function not in _ENTIRE


def free_names(trees: Sequence[Node]) -> tuple[str, ...]:
    """Return the names of several formulas in natural order."""
    return tuple(sorted({name for tree in trees for name in names(tree)}, key=natural_order))


def agrees(
    one: Node, other: Node, variables: Iterable[str] | None = None, domain: DomainLike = None
) -> bool | None:
    """Tell whether two formulas are the same function; None where that cannot be told.

    Parameters
    ----------
    one, other : Node
        Numbers, vectors or matrices of one shape.
    variables : iterable of str, optional
        Names that may occur; those in the formulas are found anyway.
    domain : optional
        As for `compare`.

    Returns
    -------
    bool or None
        True also where one of the two has no value at single points; False where one has none on
        a part of the domain, and where shapes differ.

    Examples
    --------
    >>> from lessons_lib.parsing import parse
    >>> agrees(parse("sin^2 x").tree, parse("1 - cos^2 x").tree)
    True
    >>> agrees(parse("2 log x").tree, parse("log(x^2)").tree)
    False
    """
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
