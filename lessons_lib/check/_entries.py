"""Vectors and matrices: the shape first, then entry by entry, then what the mistake may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lessons_lib.arrays import Shape
from lessons_lib.formula import Array, Node

from ._agreement import Finding, Question
from ._judging import RIGHT, judged
from ._patterns import pattern
from ._saying import entry_words, shape_words
from ._survey import Index
from ._values import Entry, Nothing, Values
from ._verdict import Entries, Verdict

_ORDER = ("equal", "equal, rounded", "equal on part of the domain", "too big", "unsure", "different")


def shape_of(values: Values) -> Shape:
    """Return the shape of nested values.

    Examples
    --------
    >>> shape_of(((1, 2), (3, 4), (5, 6)))
    (3, 2)
    """
    return (len(values), *shape_of(values[0])) if isinstance(values, tuple) else ()


def squeezed(shape: Shape) -> Shape:
    """Return a shape without sides of one: a row and a column are both a list."""
    return tuple(side for side in shape if side != 1)


def reshaped(values: Values, shape: Shape) -> Values:
    """Return the same entries in another shape.

    Examples
    --------
    >>> reshaped(((1,), (2,)), (2,))
    (1, 2)
    """
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
