"""What an array with wrong entries may have been: transposed, swapped, of the other sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from ._agreement import Question
from ._ball import Ball
from ._entry_values import Grid, grid
from ._survey import Index, Meeting, meeting
from ._values import OutOfWorkError, Work
from ._verdict import Verdict

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
    return isinstance(one, Ball) and isinstance(other, Ball) and meeting(one, other, _BITS) is Meeting.SAME


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
