"""From what is known of one entry to a verdict."""

from __future__ import annotations

from fractions import Fraction

from lessons_lib.formula import Node

from ._agreement import Finding, Question
from ._ball import Ball
from ._decimals import is_rounded_key, rounded
from ._saying import alone_words, apart_words, place_words
from ._survey import Index, Place
from ._values import Work
from ._verdict import Verdict

_SHORT = 1000
_LARGE = 1000
RIGHT = "Right: the two are equal."


def verdict_of(question: Question) -> Verdict:
    """Compare two formulas that are numbers."""
    if question.one == question.other:
        return Verdict("equal", accepted=True, why=RIGHT)
    finding = question.findings().get((), Finding("unknown"))
    return judged(finding, question, question.one, question.other)


def judged(
    finding: Finding, question: Question, one: Node | None, other: Node | None, index: Index = ()
) -> Verdict:
    """Return the verdict on one entry; `one` and `other` are its own formulas where there are such."""
    place = finding.place
    if finding.kind == "same":
        return _same(place)
    if finding.kind == "complex":
        why = "Right: neither has real values, and in the complex plane the two are equal."
        return Verdict("equal", accepted=True, why=why)
    if one is not None and is_rounded_key(one) and (found := rounded(question, one, other)):
        return found
    if place is None:
        return _unknown(question)
    if finding.kind == "apart":
        return rounded(question, one, other) or _apart(question, place, index)
    kind = "different" if finding.kind == "disjoint" else "equal on part of the domain"
    return Verdict(kind, accepted=False, why=alone_words(place), witness=_witness(place))


def _same(place: Place | None) -> Verdict:
    if place is None:
        return Verdict("equal", accepted=True, why=RIGHT)
    whose = "yours" if isinstance(place.one, Ball) else "the expected answer"
    why = f"Right, but at {place_words(place.point)} {whose} has no value."
    return Verdict("equal on part of the domain", accepted=True, why=why, witness=_witness(place))


def _unknown(question: Question) -> Verdict:
    if question.work.left < 0 and question.weight > _LARGE:
        why = "This is too large to be checked; write it shorter."
        return Verdict("too big", accepted=False, why=why)
    why = "This could not be decided: too few points were found where both values can be computed."
    return Verdict("unsure", accepted=False, why=why)


def _witness(place: Place) -> dict[str, float]:
    return {name: float(value) for name, value in place.point.items()}


def _apart(question: Question, place: Place, index: Index) -> Verdict:
    simple = simpler(question, place, index)
    return Verdict("different", accepted=False, why=apart_words(simple), witness=_witness(simple))


def simpler(question: Question, place: Place, index: Index) -> Place:
    """Return a place with short numbers where the two differ as well, if there is one near."""
    if all(_SHORT % value.denominator == 0 for value in place.point.values()):
        return place
    for digits in (1, 2, 3, 4):
        point = {name: _short(value, digits) for name, value in place.point.items()}
        work = Work(20_000)
        if not question.domain.holds(point, work):
            continue
        found = question.survey(work).at(point).get(index)
        if found is not None and found[0].name == "APART":
            return found[1]
    return place


def _short(value: Fraction, digits: int) -> Fraction:
    return Fraction(f"{float(value):.{digits}g}")
