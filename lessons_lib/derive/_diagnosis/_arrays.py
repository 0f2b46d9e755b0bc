"""Mistakes with gradients, Jacobians and Hessians as a whole: told from values at a few points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.derive._derivation import Entries, points
from lessons_lib.formula import Node, names

from ._samples import Work, tolerance

Values = NDArray[np.object_]
_WANTED = 3
_MOST_ROWS = 4
_HALF: Any = 0.5


class Change(NamedTuple):
    """A mistake that makes one array of the right one; `make` gives None where it cannot be made."""

    tag: str
    message: str
    make: Callable[[Values], Iterator[Values]]


def shape_of(entries: Entries) -> tuple[int, ...]:
    """Return () for a formula, (n,) for a vector, (m, n) for a matrix."""
    return (len(entries), *shape_of(entries[0])) if isinstance(entries, tuple) else ()


def flat(entries: Entries) -> list[Node]:
    """Return the formulas of all entries, row after row."""
    if isinstance(entries, tuple):
        return [leaf for entry in entries for leaf in flat(entry)]
    return [entries]


class ArraySamples:
    """The values of an answer and of the right entries at a few points."""

    def __init__(
        self, answer: Entries, right: Entries, work: Work, at: Mapping[str, Fraction] | None = None
    ) -> None:
        self._close = max(map(tolerance, flat(answer)))
        self.pairs: list[tuple[Values, Values]] = []
        found = sorted({name for tree in (*flat(answer), *flat(right)) for name in names(tree)})
        for point in [at] if at is not None else points(found):
            one, other = _values(answer, point, work), _values(right, point, work)
            if one is not None and other is not None:
                self.pairs.append((one, other))
            if len(self.pairs) == _WANTED:
                break

    @property
    def is_right(self) -> bool:
        """Whether all entries have the right values."""
        return self.fits(lambda right: iter([right]))

    def fits(self, make: Callable[[Values], Iterator[Values]]) -> bool:
        """Tell whether one of the changes `make` yields leads to the answer at every point."""
        tables = [[self.same(answer, wrong) for wrong in make(right)] for answer, right in self.pairs]
        return bool(tables) and any(all(column) for column in zip(*tables, strict=False))

    def same(self, one: Values, other: Values) -> bool:
        """Tell whether two arrays are the same; a column counts as a vector."""
        if one.size != other.size or (one.shape != other.shape and 1 not in (*one.shape, *other.shape)):
            return False
        return all(self._near(a, b) for a, b in zip(one.ravel(), other.ravel(), strict=True))

    def _near(self, one: Any, other: Any) -> bool:
        return bool(abs(one - other) <= self._close * max(abs(one), abs(other), 1e-3))


def _values(entries: Entries, point: Mapping[str, Fraction], work: Work) -> Values | None:
    values = [work.value(tree, point) for tree in flat(entries)]
    if any(value is None for value in values):
        return None
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array.reshape(shape_of(entries))


# changes


def _transposed(right: Values) -> Iterator[Values]:
    if right.ndim == 2:
        yield right.T


def _rows(right: Values) -> Iterator[Values]:
    if right.ndim and right.shape[0] <= _MOST_ROWS:
        yield from (right[list(order)] for order in permutations(range(len(right))))


def _columns(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[1] <= _MOST_ROWS:
        yield from (right[:, list(order)] for order in permutations(range(right.shape[1])))


def _rows_and_columns(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[0] == right.shape[1] <= _MOST_ROWS:
        orders = map(list, permutations(range(len(right))))
        yield from (right[order][:, order] for order in orders)


def _diagonal_only(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[0] == right.shape[1]:
        yield np.where(np.eye(len(right), dtype=bool), right, 0 * right)
        yield np.diag(right)


def _diagonal_left_out(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[0] == right.shape[1]:
        yield np.where(np.eye(len(right), dtype=bool), 0 * right, right)


def _off_diagonal(factor: Any) -> Callable[[Values], Iterator[Values]]:
    def change(right: Values) -> Iterator[Values]:
        if right.ndim == 2 and right.shape[0] == right.shape[1]:
            yield np.where(np.eye(len(right), dtype=bool), right, factor * right)

    return change


def _summed(right: Values) -> Iterator[Values]:
    if right.ndim:
        yield np.array(right.sum(), dtype=object)
    if right.ndim == 2:
        yield right.sum(axis=0)
        yield right.sum(axis=1)


def _one_entry(right: Values) -> Iterator[Values]:
    for part in right if right.ndim else ():
        yield np.array(part, dtype=object)


def _times(factor: Any) -> Callable[[Values], Iterator[Values]]:
    return lambda right: iter([factor * right])


CHANGES = (
    Change(
        "transposed Jacobian", "Rows and columns have changed places: row i belongs to output i.", _transposed
    ),
    Change("sign", "The sizes are right; look at the sign of the whole.", _times(-1)),
    Change("rows swapped", "All entries are there; keep the order of the outputs or variables.", _rows),
    Change("columns swapped", "The columns have changed places; keep the order of the variables.", _columns),
    Change(
        "variables in another order",
        "All entries are there; in rows and columns keep the order of the variables.",
        _rows_and_columns,
    ),
    Change(
        "off-diagonal missing", "The diagonal is right; every output depends on every input.", _diagonal_only
    ),
    Change("diagonal missing", "All is right but the diagonal.", _diagonal_left_out),
    Change("mixed partials", "The diagonal is right; look at the sign beside it.", _off_diagonal(-1)),
    Change("mixed partials", "The diagonal is right; the mixed entries are too large.", _off_diagonal(2)),
    Change("mixed partials", "The diagonal is right; the mixed entries are too small.", _off_diagonal(_HALF)),
    Change("gradient summed", "The parts stay apart: one entry for each variable.", _summed),
    Change("one entry only", "This is one of the entries; there is one for each variable.", _one_entry),
    Change("lost factor 2", "Everything but a number in front is right.", _times(_HALF)),
    Change("factor 2 too many", "Everything but a number in front is right.", _times(2)),
)
