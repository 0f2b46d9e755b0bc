"""The entries of two arrays at one point."""

from __future__ import annotations

from typing import TypeAlias

from ._agreement import Question
from ._survey import Index, flat
from ._values import Entry, Formula, Nothing, Point, Work

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
