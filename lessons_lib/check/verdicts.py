"""From what is known of one entry to a verdict and its sentence; rounded numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import Any, TypeAlias

from mpmath import isfinite, libmp

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
    text,
)
from lessons_lib.wording import number

from .balls import Ball, ball
from .points import Candidates, switches
from .survey import Finding, Index, Place, Question
from .values import Entry, Formula, LimitEvaluator, Point, Work, weight, with_children

Entries: TypeAlias = "tuple[Verdict | Entries, ...]"

KINDS = (
    "equal",
    "equal, rounded",
    "equal on part of the domain",
    "different",
    "unsure",
    "malformed",
    "too big",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `compare` found; `unfinished` marks an answer that still holds a derivative to carry out."""

    kind: str
    accepted: bool
    why: str
    witness: Mapping[str, float] | None = None
    notes: tuple[str, ...] = ()
    entries: Entries = field(default=())
    unfinished: bool = False


_LARGE = 300
_MOST_DIGITS = 40


def place_words(point: Point) -> str:
    """Return "x = 1.3, y = 0.7"."""
    return ", ".join(f"{text(Name(name))} = {shown(value)}" for name, value in point.items())


def shown(value: Fraction | Ball, digits: int = 4) -> str:
    """Return a number for people, with so many digits."""
    if isinstance(value, Fraction):
        is_moderate = not value or Fraction(1, 10**_LARGE) < abs(value) < 10**_LARGE
        return number(float(value), max(digits, 6)) if is_moderate else shown(ball(value, 60), digits)
    if abs(value.size) < 3 * _LARGE and digits <= 12:
        return number(float(value), digits)
    plain = str(libmp.to_str(value.middle, digits)).replace("-", "−").replace("e+", "e")
    mantissa, _, power = plain.removesuffix(".0").partition("e")
    return f"{mantissa}·10^{power}" if power else mantissa


def both_shown(one: Ball, other: Ball) -> tuple[str, str]:
    """Return two different numbers with as many digits as it takes to see that they differ."""
    for digits in (4, 6, 9, 12, 20, _MOST_DIGITS):
        pair = shown(one, digits), shown(other, digits)
        if pair[0] != pair[1]:
            return pair
    return pair


def apart_words(place: Place) -> str:
    """Return "At x = 1.3 yours is 0.42; it should be 0.91."."""
    one, other = place.one, place.other
    assert isinstance(one, Ball)
    assert isinstance(other, Ball)
    wanted, yours = both_shown(one, other)
    if wanted == yours:
        gap = abs(one - other)
        return f"{_at(place)}ours is very near, but not equal: off by {shown(gap, 2)}."
    return f"{_at(place)}ours is {yours}; it should be {wanted}."


def _at(place: Place) -> str:
    return f"At {place_words(place.point)} y" if place.point else "Y"


def alone_words(place: Place) -> str:
    """Return "At x = −2 yours has no value; it should be 4."."""
    if isinstance(place.one, Ball):
        return f"{_at(place)}ours has no value; it should be {_value_words(place.one)}."
    return f"{_at(place)}ours is {_value_words(place.other)}, where the expected answer has no value."


def _value_words(entry: Entry) -> str:
    return shown(entry) if isinstance(entry, Ball) else "a number"


def shape_words(shape: tuple[int, ...]) -> str:
    """Return what a shape is called."""
    return f"shape {shape}" if shape else "a number"


def entry_words(index: Index) -> str:
    """Return the name of an entry, counted from 1."""
    if len(index) == 2:
        return f"the entry in row {index[0] + 1}, column {index[1] + 1}"
    return f"entry {', '.join(str(i + 1) for i in index)}"


def listed(words: list[str]) -> str:
    """Return "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else words[0]


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
    """Return a bare number such as −2.50 or 2.2·10^4; None for anything else."""
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


_SHORT = 1000
_LARGE_QUESTION = 1000
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
    if question.work.left < 0 and question.weight > _LARGE_QUESTION:
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
