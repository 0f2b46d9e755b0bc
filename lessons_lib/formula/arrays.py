"""Vectors and matrices of numbers as nested tuples, with the shapes checked in every operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from .digits import Scalar
from .errors import ShapeError

Value: TypeAlias = Any  # a Scalar, or a tuple of Values of one shape
Add: TypeAlias = Callable[[Sequence[Scalar]], Scalar]

MOST_ENTRIES = 2_500
_MOST_PRODUCTS = 50_000
_MOST_INVERTED = 12


class RowVector(tuple[Scalar, ...]):
    """A transposed vector: times a vector it is a number, a vector times it a matrix."""

    __slots__ = ()


def shape(value: Value) -> tuple[int, ...]:
    """Return () for a number, (n,) for a vector, (m, n) for a matrix."""
    return (len(value), *shape(value[0])) if isinstance(value, tuple) else ()


def _said(value: Value) -> str:
    return f"a row of {len(value)}" if isinstance(value, RowVector) else f"shape {shape(value)}"


def each(function: Callable[[Scalar], Scalar], value: Value) -> Value:
    """Apply a function of one number to every number."""
    if not isinstance(value, tuple):
        return function(value)
    return type(value)(each(function, part) for part in value)


def total(values: Sequence[Value], add: Add) -> Value:
    """Add values of one shape entry by entry; `add` adds numbers."""
    first = values[0]
    if not any(isinstance(value, tuple) for value in values):
        return add(values)
    for other in values:
        if type(first) is not type(other) or len(first) != len(other):
            raise ShapeError(f"These do not add: {_said(first)} and {_said(other)}.")
    return type(first)(total(entries, add) for entries in zip(*values, strict=True))


def plus(left: Value, right: Value) -> Value:
    """Add two values entry by entry."""
    return total([left, right], lambda numbers: numbers[0] + numbers[1])


def times(left: Value, right: Value, add: Add) -> Value:
    if not isinstance(left, tuple):
        return each(lambda entry: left * entry, right)
    if not isinstance(right, tuple):
        return each(lambda entry: entry * right, left)
    if isinstance(left, RowVector):
        return _row_times(left, right, add)
    if isinstance(right, RowVector) and len(shape(left)) == 1:
        return outer(left, right)
    return _matrix_times(left, right, add)


def _row_times(left: RowVector, right: Value, add: Add) -> Value:
    if isinstance(right, RowVector) or len(left) != len(right):
        raise _misfit(left, right)
    if len(shape(right)) == 1:
        return dot(left, right, add)
    return RowVector(dot(left, column, add) for column in zip(*right, strict=True))


def _matrix_times(left: Value, right: Value, add: Add) -> Value:
    first, second = shape(left), shape(right)
    if isinstance(right, RowVector) or len(first) != 2 or len(second) > 2 or first[1] != second[0]:
        raise _misfit(left, right)
    if first[0] * first[1] * (*second, 1)[1] > _MOST_PRODUCTS:
        raise ShapeError("This product of matrices is too large to compute; use smaller ones.")
    if len(second) == 1:
        return tuple(dot(row, right, add) for row in left)
    return tuple(tuple(dot(row, column, add) for column in zip(*right, strict=True)) for row in left)


def _misfit(left: Value, right: Value) -> ShapeError:
    return ShapeError(f"These do not multiply: {_said(left)} times {_said(right)}.")


def dot(left: Value, right: Value, add: Add) -> Scalar:
    if len(shape(left)) != 1 or shape(left) != shape(right):
        raise ShapeError(f"A dot product needs two vectors of one length: {_said(left)} and {_said(right)}.")
    return add([one * other for one, other in zip(left, right, strict=True)])


def outer(left: Value, right: Value) -> Value:
    if len(shape(left)) != 1 or len(shape(right)) != 1:
        raise ShapeError(f"An outer product needs two vectors: {_said(left)} and {_said(right)}.")
    _check_size(len(left), len(right))
    return tuple(tuple(one * other for other in right) for one in left)


def _check_size(rows: int, columns: int) -> None:
    if rows * columns > MOST_ENTRIES:
        raise ShapeError(
            f"A matrix of {rows} by {columns} is too large; {MOST_ENTRIES} entries are the most."
        )


def transposed(value: Value) -> Value:
    """Return the transpose; that of a vector is a row, that of a number the number."""
    if isinstance(value, RowVector):
        return tuple(value)
    if len(shape(value)) > 2:
        raise ShapeError(f"Only a matrix or a vector has a transpose, not {_said(value)}.")
    if len(shape(value)) < 2:
        return RowVector(value) if isinstance(value, tuple) else value
    return tuple(zip(*value, strict=True))


def diagonal(value: Value) -> Value:
    """Return the matrix with a vector on its diagonal, or the diagonal of a matrix."""
    rank = len(shape(value))
    if rank == 1:
        _check_size(len(value), len(value))
        return tuple(tuple(entry if i == j else 0 * entry for j in range(len(value)))
                     for i, entry in enumerate(value))  # fmt: skip
    if rank == 2:
        return tuple(row[i] for i, row in enumerate(value[: len(value[0])]))
    raise ShapeError(f"diag needs a vector or a matrix, as in diag([x, y]), not {_said(value)}.")


def identity_like(value: Value) -> Value:
    rows = range(len(value))
    return tuple(tuple(0 * value[i][j] + (1 if i == j else 0) for j in rows) for i in rows)


def check_square(value: Value) -> None:
    size = shape(value)
    if len(size) != 2 or size[0] != size[1]:
        raise ShapeError(f"You can only take a power of a number or a square matrix, not of {_said(value)}.")
    if size[0] > _MOST_INVERTED:
        raise ShapeError(f"Matrices are raised to powers up to {_MOST_INVERTED} by {_MOST_INVERTED} only.")


def inverse(value: Value) -> Value:
    """Return the inverse of a square matrix, by elimination with the largest pivot."""
    identity = identity_like(value)
    rows = [[*row, *one] for row, one in zip(value, identity, strict=True)]
    for column in range(len(rows)):
        _eliminate(rows, column)
    return tuple(tuple(row[len(rows) :]) for row in rows)


def _eliminate(rows: list[list[Scalar]], column: int) -> None:
    """Make `column` one of the identity by adding multiples of rows."""
    best = max(range(column, len(rows)), key=lambda i: abs(rows[i][column]))
    rows[column], rows[best] = rows[best], rows[column]
    pivot = rows[column][column]
    rows[column] = [entry / pivot for entry in rows[column]]
    for i, row in enumerate(rows):
        if i != column:
            factor = row[column]
            rows[i] = [entry - factor * other for entry, other in zip(row, rows[column], strict=True)]


def flat(value: Value) -> list[Scalar]:
    return [entry for part in value for entry in flat(part)] if isinstance(value, tuple) else [value]
