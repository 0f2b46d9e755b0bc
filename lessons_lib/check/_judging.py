"""From what is known of one entry to a verdict."""

from __future__ import annotations

from fractions import Fraction

from lessons_lib.formula import Negative, Node, Number, names

from ._agreement import Finding, Question
from ._ball import Ball, ball
from ._saying import alone_words, apart_words, both_shown, place_words
from ._survey import Index, Place
from ._values import Formula, Work
from ._verdict import Verdict

_LEAST_DIGITS = 3
_MOST_OF_A_DECIMAL, _MOST_OF_A_WHOLE = 60, 6
_OF_A_COMPUTER = (16, 17)
_LAST_BITS = Fraction(1, 10**15)
_BITS = 420
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
    if place is None:
        return _unknown(question)
    if finding.kind == "apart":
        return _rounded(one, other) or _apart(question, place, index)
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


# decimals


def _rounded(one: Node | None, other: Node | None) -> Verdict | None:
    """Accept a bare decimal that is the other number, rightly rounded."""
    if one is None or other is None or names(one) or names(other):
        return None
    if _is_rounded(other, one):
        return _rightly_rounded(other)
    if _is_decimal(one) and not _is_decimal(other) and _is_rounded(one, other):
        return _rightly_rounded(one)
    return _badly_rounded(other, one)


def _rightly_rounded(typed: Node) -> Verdict:
    why = f"Right, rounded to {_digits(typed)} digits."
    return Verdict("equal, rounded", accepted=True, why=why)


def _badly_rounded(typed: Node, exact: Node) -> Verdict | None:
    """Say what a decimal that is nearly right should have been."""
    value, written = _bare(typed), Formula(exact).at({}, _BITS, Work(10_000))
    if value is None or not _is_decimal(typed) or not isinstance(written, Ball):
        return None
    gap = abs(written - ball(value, _BITS))
    if gap > ball(10 * _unit(typed), _BITS):
        return None
    wanted, yours = both_shown(written, ball(value, _BITS))
    remedy = "give at least 3 digits, rightly rounded, or the exact number"
    why = f"Yours is {yours}; it should be {wanted}: {remedy}."
    return Verdict("different", accepted=False, why=why, witness={})


def _is_rounded(typed: Node, exact: Node) -> bool:
    value = _bare(typed)
    most = _MOST_OF_A_DECIMAL if _is_decimal(typed) else _MOST_OF_A_WHOLE
    if value is None or not _LEAST_DIGITS <= _digits(typed) <= most:
        return False
    wanted = Formula(exact).at({}, _BITS, Work(10_000))
    if not isinstance(wanted, Ball):
        return False
    gap = abs(wanted - ball(value, _BITS)) - ball(_room(typed), _BITS)
    return gap.holds_zero() or bool(gap.middle[0])


def _room(typed: Node) -> Fraction:
    """Return how far a decimal may be off: half a unit, or the last bits of a computer's number."""
    value = abs(_bare(typed) or Fraction(0))
    return _LAST_BITS * value if _digits(typed) in _OF_A_COMPUTER else _unit(typed) / 2


def _number(typed: Node) -> Number | None:
    inner = typed.operand if isinstance(typed, Negative) else typed
    return inner if isinstance(inner, Number) else None


def _bare(typed: Node) -> Fraction | None:
    inner = _number(typed)
    if inner is None:
        return None
    return -inner.value if isinstance(typed, Negative) else inner.value


def _written(typed: Node) -> str:
    inner = _number(typed)
    return "" if inner is None else inner.written.lower()


def _is_decimal(typed: Node) -> bool:
    return bool({".", "e"} & set(_written(typed)))


def _digits(typed: Node) -> int:
    """Return the number of significant digits that were typed; zeros at the end of 1200 are none."""
    digits = _written(typed).partition("e")[0]
    return len(digits.replace(".", "").lstrip("0") if _is_decimal(typed) else digits.rstrip("0"))


def _unit(typed: Node) -> Fraction:
    """Return one unit of the last digit that was typed."""
    mantissa, _, exponent = _written(typed).partition("e")
    return Fraction(10) ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
