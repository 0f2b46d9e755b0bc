"""Rounded numbers: 0.333 for 1/3, 2.20·10^4 for e^10, 0.333x for x/3, and keys such as ≈ 2.65.

A typed decimal stands for whatever rounds to it at its own digits, if it has at least 3 of them. An expected
number is exact, unless it is written ≈ 2.65: then it stands for whatever rounds to it at its digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from mpmath import isfinite

from lessons_lib.formula import (
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    ShapeError,
    children,
    evaluate,
    names,
)

from ._agreement import Question
from ._ball import Ball, ball
from ._candidates import Candidates
from ._kinks import switches
from ._rebuilding import with_children
from ._saying import both_shown
from ._values import Formula, LimitEvaluator, Work, weight
from ._verdict import Verdict

_LEAST_DIGITS = 3
_MOST_OF_A_DECIMAL, _MOST_OF_A_WHOLE = 60, 6
_OF_A_COMPUTER = (16, 17)
_LAST_BITS = Fraction(1, 10**15)
_BITS = 420
_MOST_COEFFICIENTS, _MOST_WEIGHT, _TURNS, _TRIED = 6, 400, 6, 9
_STEP, _CLOSE, _SAME = Fraction(1, 10**18), 1e-30, 1e-22


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number as typed: its value, how many digits count, and one unit of the last of them."""

    value: Fraction
    digits: int
    unit: Fraction
    has_point: bool
    is_rounded: bool

    @property
    def room(self) -> Fraction:
        """How far the number that is meant may be away: half a unit, or the last bits of a computer."""
        if self.digits in _OF_A_COMPUTER:
            return _LAST_BITS * abs(self.value)
        return self.unit / 2

    @property
    def stands_for_more(self) -> bool:
        """Whether it may be the rounding of another number."""
        most = _MOST_OF_A_DECIMAL if self.has_point else _MOST_OF_A_WHOLE
        return _LEAST_DIGITS <= self.digits <= most


def decimal_of(node: Node) -> Decimal | None:
    """Return a bare number such as −2.50 or 2.2·10^4; None for anything else.

    Examples
    --------
    >>> from lessons_lib.formula import parse
    >>> found = decimal_of(parse("-2.20*10^4").tree)
    >>> int(found.value), found.digits, int(found.unit)
    (-22000, 3, 100)
    """
    match node:
        case Negative(inner):
            found = decimal_of(inner)
            if found is None:
                return None
            return Decimal(-found.value, found.digits, found.unit, found.has_point, found.is_rounded)
        case Product((Number() as mantissa, Power(Number(base), exponent))) if base == 10:
            power = _whole(exponent)
            return None if power is None else _decimal(mantissa, power, has_point=True)
        case Number():
            return _decimal(node, 0, has_point=bool({".", "e"} & set(node.written.lower())))
    return None


def _whole(node: Node) -> int | None:
    match node:
        case Number(value) if value.denominator == 1 and value < 300:
            return int(value)
        case Negative(Number(value)) if value.denominator == 1 and value < 300:
            return -int(value)
    return None


def _decimal(node: Number, power: int, *, has_point: bool) -> Decimal:
    written = node.written.lower().removeprefix("≈")
    mantissa, _, exponent = written.partition("e")
    digits = mantissa.replace(".", "").lstrip("0") if has_point else mantissa.rstrip("0")
    unit = Fraction(10) ** (int(exponent or 0) + power - len(mantissa.partition(".")[2]))
    scale = Fraction(10) ** power
    return Decimal(node.value * scale, len(digits), unit, has_point, node.written.startswith("≈"))


def is_rounded_key(node: Node) -> bool:
    """Tell whether an expected number is written ≈ 2.65."""
    found = decimal_of(node)
    return found is not None and found.is_rounded


def rounded(question: Question, expected: Node | None, answer: Node | None) -> Verdict | None:
    """Accept an answer that is rightly rounded; None where that is no matter of rounding."""
    if expected is None or answer is None:
        return None
    if names(expected):
        return _by_coefficients(question, expected, answer)
    return None if names(answer) else _of_numbers(expected, answer)


def _of_numbers(expected: Node, answer: Node) -> Verdict | None:
    key, typed = decimal_of(expected), decimal_of(answer)
    if key is not None and key.is_rounded:
        return _rightly_rounded(key) if _is_within(answer, key) else None
    if typed is None:
        return None
    if typed.stands_for_more and _is_within(expected, typed):
        return _rightly_rounded(typed)
    return _badly_rounded(typed, expected)


def _is_within(exact: Node, decimal: Decimal) -> bool:
    """Tell whether a number rounds to a decimal."""
    value = Formula(exact).at({}, _BITS, Work(10_000))
    if not isinstance(value, Ball):
        return False
    gap = abs(value - ball(decimal.value, _BITS)) - ball(decimal.room, _BITS)
    return gap.holds_zero() or bool(gap.middle[0])


def _rightly_rounded(typed: Decimal) -> Verdict:
    why = f"Right, rounded to {typed.digits} digits."
    return Verdict("equal, rounded", accepted=True, why=why)


def _badly_rounded(typed: Decimal, exact: Node) -> Verdict | None:
    """Say what a decimal that is nearly right should have been."""
    written = Formula(exact).at({}, _BITS, Work(10_000))
    if not typed.has_point or not isinstance(written, Ball):
        return None
    if abs(written - ball(typed.value, _BITS)) > ball(10 * typed.unit, _BITS):
        return None
    wanted, yours = both_shown(written, ball(typed.value, _BITS))
    remedy = "give at least 3 digits, rightly rounded, or the exact number"
    why = f"Yours is {yours}; it should be {wanted}: {remedy}."
    return Verdict("different", accepted=False, why=why, witness={})


# decimals inside a formula


def _by_coefficients(question: Question, expected: Node, answer: Node) -> Verdict | None:
    """Accept 0.333x for x/3: the coefficients that make the two equal round to those that were typed."""
    typed: list[Decimal] = []
    freed = _freed(answer, typed)
    if not 0 < len(typed) <= _MOST_COEFFICIENTS or weight(expected) + weight(answer) > _MOST_WEIGHT:
        return None
    places = list(islice(_places(question), len(typed) + _TRIED))
    is_clear = len(places) >= len(typed) + 5 and not all(_hides(question, place) for place in places)
    if switches((expected, answer)) or not is_clear:
        return None
    try:
        found = _solved(expected, freed, typed, places[: len(typed)])
        if found is None or not _round_to(found, typed):
            return None
        agree = all(_agree(expected, freed, found, place) for place in places[len(typed) :])
    except ShapeError:
        return None
    return _rightly_rounded(min(typed, key=lambda each: each.digits)) if agree else None


def _round_to(found: list[Any], typed: list[Decimal]) -> bool:
    """Tell whether coefficients round to what was typed, and are not just that."""
    gaps = [abs(value - _number(each.value)) for value, each in zip(found, typed, strict=True)]
    fit = all(gap <= _number(each.room) * (1 + 1e-9) for gap, each in zip(gaps, typed, strict=True))
    return fit and any(gap > _CLOSE for gap in gaps)


class _CoarseEvaluator(LimitEvaluator):
    """Notices values that 50 digits may not tell from their limit."""

    most_apart, most_before_limit = 60, 4


def _hides(question: Question, place: dict[str, Fraction]) -> bool:
    evaluator = _CoarseEvaluator(place, 170, Work(20_000))
    for tree in (question.one, question.other):
        Formula(tree).by(evaluator)
    return evaluator.hides


def _freed(node: Node, typed: list[Decimal]) -> Node:
    """Replace the decimals of a formula by names, but not in exponents; keep what was typed."""
    if isinstance(node, Number):
        found = decimal_of(node)
        if found is None or not found.has_point or not found.stands_for_more:
            return node
        typed.append(found)
        return Name(f"decimal {len(typed) - 1}")
    if isinstance(node, Power):
        return Power(_freed(node.base, typed), node.exponent)
    parts = children(node)
    return with_children(node, tuple(_freed(part, typed) for part in parts)) if parts else node


def _places(question: Question) -> Iterator[dict[str, Fraction]]:
    """Yield points at which the two are compared."""
    candidates = Candidates((question.one, question.other), len(question.variables))
    work = Work(20_000)
    for coordinates in candidates.first():
        place = question.domain.moved(dict(zip(question.variables, coordinates, strict=True)))
        values = [Formula(tree).at(place, 60, work) for tree in (question.one, question.other)]
        if question.domain.holds(place, work) and all(map(_is_moderate, values)):
            yield place


def _is_moderate(values: Any) -> bool:
    if isinstance(values, tuple):
        return all(map(_is_moderate, values))
    return isinstance(values, Ball) and values.size < 60


def _number(value: Fraction) -> Any:
    return evaluate(Quotient(Number(Fraction(abs(value.numerator))), Number(Fraction(value.denominator)))) * (
        -1 if value < 0 else 1
    )


def _gap(expected: Node, freed: Node, values: list[Any], place: dict[str, Fraction]) -> Any:
    known = {f"decimal {index}": value for index, value in enumerate(values)}
    return evaluate(freed, {**place, **known}) - evaluate(expected, place)


def _solved(
    expected: Node, freed: Node, typed: list[Decimal], places: list[dict[str, Fraction]]
) -> list[Any] | None:
    """Find coefficients with which the two agree at as many points, by Newton's method."""
    values = [_number(each.value) for each in typed]
    step = _number(_STEP)
    for _ in range(_TURNS):
        gaps = [_gap(expected, freed, values, place) for place in places]
        rows = []
        for place, gap in zip(places, gaps, strict=True):
            row = []
            for index in range(len(values)):
                moved = [value + step * (i == index) for i, value in enumerate(values)]
                row.append((_gap(expected, freed, moved, place) - gap) / step)
            rows.append([*row, gap])
        change = _eliminated(rows)
        if change is None:
            return None
        values = [value - by for value, by in zip(values, change, strict=True)]
        if all(abs(by) <= _CLOSE * max(1, abs(value)) for value, by in zip(values, change, strict=True)):
            return values
    return values


def _eliminated(rows: list[list[Any]]) -> list[Any] | None:
    """Solve a small linear system, given as rows with the right side last."""
    count = len(rows)
    for column in range(count):
        pivot = max(range(column, count), key=lambda i: abs(rows[i][column]))
        if not isfinite(rows[pivot][column]) or abs(rows[pivot][column]) < 1e-25:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for i in range(count):
            if i != column:
                factor = rows[i][column] / rows[column][column]
                rows[i] = [entry - factor * other for entry, other in zip(rows[i], rows[column], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def _agree(expected: Node, freed: Node, values: list[Any], place: dict[str, Fraction]) -> bool:
    gap = _gap(expected, freed, values, place)
    return bool(isfinite(gap) and abs(gap) <= _SAME * max(1e-6, abs(evaluate(expected, place))))
