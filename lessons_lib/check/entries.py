"""Vectors and matrices: the shape first, then entry by entry, then what the mistake may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from lessons_lib.arrays import Shape
from lessons_lib.formula import Array, Name, Negative, Node, Number, Product, Quotient, Sum, names, number

from .balls import Ball
from .survey import Finding, Index, Question, Relation, flat, relation
from .values import Entry, Formula, Nothing, OutOfWorkError, Point, Values, Work
from .verdicts import RIGHT, Entries, Verdict, entry_words, judged, shape_words

_UNITS = ("i", "j", "k")
_SHAPE = re.compile(
    r"\s*\(?\s*(?P<rows>[A-Za-z]|\d+)\s*(?:[xX×*✕]|\\times|\bby\b)\s*(?P<columns>[A-Za-z]|\d+)\s*\)?"
    r"\s*(?:matrix|Matrix)?\s*"
)
_SHAPE_SIGN = re.compile(r"[×✕]|\\times|\bby\b|(?<=\d)\s*[xX]\s*(?=\d)")


def unit_names(expected: Node, taken: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that may stand for unit vectors where a vector of two or three is expected."""
    if not isinstance(expected, Array) or any(isinstance(entry, Array) for entry in expected.entries):
        return ()
    if len(expected.entries) not in {2, 3}:
        return ()
    units = (*_UNITS[: len(expected.entries)], *(("epsilon",) if len(expected.entries) == 2 else ()))
    return tuple(name for name in units if name not in taken)


def written_as_list(answer: Node, expected: Node, units: tuple[str, ...]) -> Node | None:
    """Return 2x i + 2y j as [2x, 2y] and 5 − 20ε as [5, −20]; None where it is neither."""
    used = {*names(answer)} & {*units}
    if not used or isinstance(answer, Array) or not isinstance(expected, Array):
        return None
    parts = _parts(answer, used)
    if parts is None:
        return None
    if used == {"epsilon"}:
        return Array(tuple(parts.get(name, number(0)) for name in ("", "epsilon")))
    if "epsilon" in used or "" in parts:
        return None
    return Array(tuple(parts.get(name, number(0)) for name in _UNITS[: len(expected.entries)]))


def _parts(node: Node, units: set[str]) -> dict[str, Node] | None:
    """Return what each unit is multiplied by, and under "" what none is; None where that is not linear."""
    found: dict[str, Node] | None = None
    match node:
        case _ if not units & {*names(node)}:
            found = {"": node}
        case Name(name):
            found = {name: number(1)}
        case Negative(inner):
            within = _parts(inner, units)
            found = within and {name: Negative(part) for name, part in within.items()}
        case Sum(terms):
            found = _added([_parts(term, units) for term in terms])
        case Product(factors):
            found = _multiplied(factors, units)
        case Quotient(top, bottom) if not units & {*names(bottom)}:
            within = _parts(top, units)
            found = within and {name: Quotient(part, bottom) for name, part in within.items()}
    return found


def _added(found: list[dict[str, Node] | None]) -> dict[str, Node] | None:
    terms: dict[str, list[Node]] = {}
    for parts in found:
        if parts is None:
            return None
        for name, part in parts.items():
            terms.setdefault(name, []).append(part)
    return {name: Sum(tuple(parts)) if len(parts) > 1 else parts[0] for name, parts in terms.items()}


def _multiplied(factors: tuple[Node, ...], units: set[str]) -> dict[str, Node] | None:
    places = [place for place, factor in enumerate(factors) if units & {*names(factor)}]
    found = _parts(factors[places[0]], units) if len(places) == 1 else None
    if found is None:
        return None
    others = [factor for place, factor in enumerate(factors) if place != places[0]]
    return {name: _times(others, part) for name, part in found.items()}


def _times(others: list[Node], part: Node) -> Node:
    factors = others if part == number(1) else [*others, part]
    return Product(tuple(factors)) if len(factors) > 1 else factors[0]


def is_shape(expected: object, answer: object) -> bool:
    """Tell whether an expected text is a shape such as n×n, rather than a product."""
    if not isinstance(expected, str) or not isinstance(answer, str) or not _SHAPE_SIGN.search(expected):
        return False
    found = _SHAPE.fullmatch(expected)
    if found is None:
        return False
    return not found["rows"].isdigit() or bool(_SHAPE.fullmatch(answer)) or "," in answer


def shape_as_list(text: str) -> str:
    """Return m × n as (m, n), and any other text as it is."""
    found = _SHAPE.fullmatch(text) if len(text) < 60 else None
    return f"({found['rows']}, {found['columns']})" if found else text


def is_pair_of_sizes(expected: Node) -> bool:
    """Tell whether an expected answer may be a shape: two whole numbers or letters."""
    if not isinstance(expected, Array) or len(expected.entries) != 2:
        return False
    return all(isinstance(entry, Number | Name) for entry in expected.entries)


Grid: TypeAlias = dict[Index, Entry]


def grid(question: Question, point: Point, bits: int, work: Work) -> tuple[Grid, Grid] | None:
    """Return all entries of both formulas by index, or None where one has no value there."""
    expected = Formula(question.one).at(point, bits, work)
    answer = Formula(question.other).at(point, bits, work)
    if isinstance(expected, Nothing) or isinstance(answer, Nothing):
        return None
    if question.align is not None:
        answer = question.align(answer)
    pair = dict(flat(expected)), dict(flat(answer))
    return pair if pair[0].keys() == pair[1].keys() else None


_BITS = 170
_WORK = 20_000
_MOST_ENTRIES = 100


def pattern(question: Question, wrong: dict[Index, Verdict]) -> str:
    """Return a sentence on how the entries went wrong as a whole, or nothing."""
    places = [dict(verdict.witness) for verdict in wrong.values() if verdict.witness is not None][:1]
    if not places or any(verdict.kind != "different" for verdict in wrong.values()):
        return ""
    try:
        grids = [grid(question, point, _BITS, Work(_WORK)) for point in _points(question)]
    except OutOfWorkError:
        return ""
    pairs = [pair for pair in grids if pair is not None]
    if not pairs or len(pairs[0][0]) > _MOST_ENTRIES or any(_all_same(*pair, _in_place) for pair in pairs):
        return ""
    return next((sentence for sentence, matches in _PATTERNS if all(matches(*pair) for pair in pairs)), "")


def _points(question: Question) -> Iterable[dict[str, object]]:
    for base in (13, 7):
        coordinates = {name: Fraction(base + 4 * i, 10) for i, name in enumerate(question.variables)}
        yield dict(question.domain.moved(coordinates))


def _same(one: object, other: object) -> bool:
    return isinstance(one, Ball) and isinstance(other, Ball) and relation(one, other, _BITS) is Relation.SAME


def _all_same(expected: Grid, answer: Grid, move: Callable[[Index], Index]) -> bool:
    return all(_same(value, answer.get(move(index))) for index, value in expected.items())


def _in_place(index: Index) -> Index:
    return index


def _is_transposed(expected: Grid, answer: Grid) -> bool:
    return len(next(iter(expected))) == 2 and _all_same(expected, answer, lambda index: index[::-1])


def _has_other_sign(expected: Grid, answer: Grid) -> bool:
    return all(_same(value, _negative(answer[i])) for i, value in expected.items())


def _negative(entry: object) -> object:
    return -entry if isinstance(entry, Ball) else entry


def _is_reordered(expected: Grid, answer: Grid, axis: int) -> bool:
    """Tell whether whole rows (axis 0) or columns (axis 1) stand in another order."""
    if len(next(iter(expected))) <= axis:
        return False
    lines = _lines(expected, axis), _lines(answer, axis)
    left = list(lines[1])
    for line in lines[0]:
        match = next((other for other in left if all(map(_same, line, other))), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _lines(values: Grid, axis: int) -> list[list[object]]:
    found: dict[int, list[object]] = {}
    for index, value in values.items():
        found.setdefault(index[axis], []).append(value)
    return list(found.values())


def _by(axis: int) -> Callable[[Grid, Grid], bool]:
    return lambda expected, answer: _is_reordered(expected, answer, axis)


def _is_vector_reordered(expected: Grid, answer: Grid) -> bool:
    return len(next(iter(expected))) == 1 and _is_reordered(expected, answer, 0)


_PATTERNS: list[tuple[str, Callable[[Grid, Grid], bool]]] = [
    ("Rows and columns are exchanged: yours is the transpose.", _is_transposed),
    ("The entries are right, but they stand in another order.", _is_vector_reordered),
    ("The rows are right, but they stand in another order.", _by(0)),
    ("The columns are right, but they stand in another order.", _by(1)),
    ("Every entry has the wrong sign.", _has_other_sign),
]


_ORDER = ("equal", "equal, rounded", "equal on part of the domain", "too big", "unsure", "different")


def shape_of(values: Values) -> Shape:
    """Return the shape of nested values."""
    return (len(values), *shape_of(values[0])) if isinstance(values, tuple) else ()


def squeezed(shape: Shape) -> Shape:
    """Return a shape without sides of one: a row and a column are both a list."""
    return tuple(side for side in shape if side != 1)


def reshaped(values: Values, shape: Shape) -> Values:
    """Return the same entries in another shape."""
    return _filled(iter(_flat(values)), shape)


def _filled(entries: Any, shape: Shape) -> Values:
    return tuple(_filled(entries, shape[1:]) for _ in range(shape[0])) if shape else next(entries)


def _flat(values: Values) -> list[Entry]:
    return [entry for part in values for entry in _flat(part)] if isinstance(values, tuple) else [values]


def array_verdict(question: Question, expected: Shape, answer: Shape) -> Verdict:
    """Compare two formulas of which one at least is a vector or a matrix."""
    if expected == answer:
        return _entry_by_entry(question, expected, ())
    if squeezed(expected) == squeezed(answer):
        turned = replace(question, align=_aligned(expected))
        return _entry_by_entry(turned, expected, (_shape_note(expected, answer),))
    return _wrong_shape(question, expected, answer)


def _aligned(shape: Shape) -> Callable[[Values], Values]:
    return lambda values: values if isinstance(values, Nothing) else reshaped(values, shape)


def _shape_note(expected: Shape, answer: Shape) -> str:
    wanted, yours = (shape_words(shape) if shape else "no brackets" for shape in (expected, answer))
    return f"it should have {wanted}; yours has {yours}, with the same entries"


def _wrong_shape(question: Question, expected: Shape, answer: Shape) -> Verdict:
    what = "is a number" if not answer else f"has {shape_words(answer)}"
    wanted = "be a number" if not expected else f"have {shape_words(expected)}"
    why = f"Yours {what}; it should {wanted}."
    if len(expected) == 2 and answer == expected[::-1]:
        turned = replace(question, align=_turned)
        if all(finding.kind == "same" for finding in turned.findings().values()):
            why = f"{why} Rows and columns are exchanged: yours is the transpose."
    return Verdict("different", accepted=False, why=why)


def _turned(values: Values) -> Values:
    return tuple(zip(*values, strict=True)) if isinstance(values, tuple) else values


def _entry_by_entry(question: Question, shape: Shape, notes: tuple[str, ...]) -> Verdict:
    findings = question.findings()
    if () in findings and shape:
        return judged(findings[()], question, None, None)
    found = {index: _entry_verdict(findings[index], question, index) for index in findings}
    whole = _whole(found, question)
    return replace(whole, notes=(*whole.notes, *notes), entries=_nested(found, shape, ()))


def _entry_verdict(finding: Finding, question: Question, index: Index) -> Verdict:
    one, other = (_entry(tree, index) for tree in (question.one, question.other))
    return judged(finding, question, one, other, index)


def _entry(tree: Node, index: Index) -> Node | None:
    """Return the formula of an entry of a list that was typed."""
    if not index:
        return None if isinstance(tree, Array) else tree
    return (
        _entry(tree.entries[index[0]], index[1:])
        if isinstance(tree, Array) and index[0] < len(tree.entries)
        else None
    )


def _nested(found: dict[Index, Verdict], shape: Shape, index: Index) -> Entries:
    if not shape:
        return ()
    if len(index) == len(shape) - 1:
        return tuple(found[*index, i] for i in range(shape[-1]))
    return tuple(_nested(found, shape, (*index, i)) for i in range(shape[len(index)]))


def _whole(found: dict[Index, Verdict], question: Question) -> Verdict:
    """Return one verdict on all entries: the worst of them, and where they go wrong."""
    wrong = {index: verdict for index, verdict in found.items() if not verdict.accepted}
    if not wrong:
        return _all_right(found)
    index, worst = max(wrong.items(), key=lambda item: _ORDER.index(item[1].kind))
    why = f"{_right_ones(found)} {pattern(question, wrong) or _where(index, worst)}"
    return Verdict(worst.kind, accepted=False, why=why.strip(), witness=worst.witness)


def _all_right(found: dict[Index, Verdict]) -> Verdict:
    worst = max(found.values(), key=lambda verdict: _ORDER.index(verdict.kind))
    return Verdict(
        worst.kind, accepted=True, why=worst.why if worst.kind != "equal" else RIGHT, witness=worst.witness
    )


def _right_ones(found: dict[Index, Verdict]) -> str:
    right = [index for index, verdict in found.items() if verdict.accepted]
    if not right:
        return ""
    return f"{len(right)} of {len(found)} entries {'is' if len(right) == 1 else 'are'} right."


def _where(index: Index, verdict: Verdict) -> str:
    if not index:
        return verdict.why
    return f"Look at {entry_words(index)}: {verdict.why[0].lower()}{verdict.why[1:]}"
