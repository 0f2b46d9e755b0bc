"""Small matrices with exact entries: sums of products, determinants, ranks, and how they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from ._exercise import Exercise, Line, Wrong
from ._skill import Chance
from ._worded import Amount, Asked, Slip, amount, listed, shown

Vector: TypeAlias = tuple[Amount, ...]
Matrix: TypeAlias = tuple[Vector, ...]

_TENTHS = (1, 2, 5, 10, 20, 50, 100)


def typed(matrix: Iterable[Sequence[Amount]]) -> str:
    """Return a matrix as it is typed.

    Examples
    --------
    >>> typed(((1, Fraction(-1, 3)), (0, 3)))
    '[[1, -1/3], [0, 3]]'
    """
    return f"[{', '.join(map(listed, matrix))}]"


def decimal(values: Iterable[Amount]) -> str:
    """Return a list as decimals.

    Examples
    --------
    >>> decimal((Fraction(3, 10), Fraction(-1, 5), 2))
    '[0.3, -0.2, 2]'
    """
    return f"[{', '.join(f'{float(value):g}' for value in values)}]"


def products(one: Iterable[Amount], other: Iterable[Amount]) -> str:
    """Return the sum of products of entries, written out.

    Examples
    --------
    >>> products((2, -3), (5, -1))
    '2*5 + (-3)*(-1)'
    """
    return " + ".join(f"{_factor(a)}*{_factor(b)}" for a, b in zip(one, other, strict=True))


def _factor(value: Amount) -> str:
    shown = f"{float(value):g}" if Fraction(value).denominator in _TENTHS else amount(value)
    return f"({shown})" if value < 0 or "/" in shown else shown


def dot(one: Sequence[Amount], other: Sequence[Amount]) -> Amount:
    """Return the sum of the products of entries."""
    return sum((a * b for a, b in zip(one, other, strict=True)), start=0)


def applied(matrix: Matrix, vector: Sequence[Amount]) -> Vector:
    """Return a matrix times a vector.

    Examples
    --------
    >>> applied(((1, 2), (3, 4)), (1, -1))
    (-1, -1)
    """
    return tuple(dot(row, vector) for row in matrix)


def transposed(matrix: Matrix) -> Matrix:
    """Return a matrix with rows and columns exchanged."""
    return tuple(zip(*matrix, strict=True))


def product(one: Matrix, other: Matrix) -> Matrix:
    """Return the product of two matrices.

    Examples
    --------
    >>> product(((1, 1), (0, 1)), ((2, 0), (0, 3)))
    ((2, 3), (0, 3))
    """
    return tuple(applied(transposed(other), row) for row in one)


def outer(one: Sequence[Amount], other: Sequence[Amount]) -> Matrix:
    """Return the matrix of all products of an entry of the one with an entry of the other."""
    return tuple(tuple(a * b for b in other) for a in one)


def diagonal(entries: Sequence[Amount]) -> Matrix:
    """Return the matrix that has these entries on its diagonal, and zeros elsewhere."""
    return tuple(
        tuple(entry if i == j else 0 for j in range(len(entries))) for i, entry in enumerate(entries)
    )


def plus(one: Sequence[Amount], other: Sequence[Amount], factor: Amount = 1) -> Vector:
    """Return a vector plus a multiple of another."""
    return tuple(a + factor * b for a, b in zip(one, other, strict=True))


def rows_scaled(factors: Sequence[Amount], matrix: Matrix) -> Matrix:
    """Return diag(factors) times a matrix: each row times its factor."""
    return tuple(tuple(factor * entry for entry in row) for factor, row in zip(factors, matrix, strict=True))


def determinant(matrix: Matrix) -> Fraction:
    """Return the determinant, along the first row.

    Examples
    --------
    >>> print(determinant(((1, 2), (3, 4))), determinant(((2, 0, 1), (0, 3, 0), (1, 0, 1))))
    -2 3
    """
    if len(matrix) == 1:
        return Fraction(matrix[0][0])
    signed = ((1, -1)[j % 2] * entry * determinant(_without(matrix, j)) for j, entry in enumerate(matrix[0]))
    return sum(signed, start=Fraction(0))


def _without(matrix: Matrix, column: int) -> Matrix:
    return tuple((*row[:column], *row[column + 1 :]) for row in matrix[1:])


def rank(matrix: Matrix) -> int:
    """Return how many dimensions a matrix leaves.

    Examples
    --------
    >>> rank(((1, 2), (2, 4))), rank(((0, 0), (0, 0)))
    (1, 0)
    """
    lead = next((row for row in matrix if any(row)), None)
    if lead is None:
        return 0
    column = next(j for j, entry in enumerate(lead) if entry)
    rest = (plus(row, lead, -Fraction(row[column]) / lead[column]) for row in matrix if row is not lead)
    return 1 + rank(tuple(rest))


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a 2 by 2 matrix."""
    (a, b), (c, d) = matrix
    one = 1 / determinant(matrix)
    return (one * d, -one * b), (-one * c, one * a)


def at_random(chance: Chance, rows: int, columns: int, size: int = 3) -> Matrix:
    """Return a matrix of small whole numbers, none of its rows zero."""
    found = tuple(tuple(chance.randint(-size, size) for _ in range(columns)) for _ in range(rows))
    return found if all(map(any, found)) else at_random(chance, rows, columns, size)


def vector_at_random(chance: Chance, entries: int, size: int = 3) -> Vector:
    """Return a list of small whole numbers, none of them 0."""
    return tuple(chance.choice((-1, 1)) * chance.randint(1, size) for _ in range(entries))


def matrix_asked(
    asked: Asked, answer: Matrix, hints: tuple[str, str, str], steps: Iterable[Line], slips: Iterable[Slip]
) -> Exercise:
    """Make an exercise whose answer is a matrix; slips that come out right, or twice, are dropped."""
    first, second, third = map(shown, hints)
    wrongs = {_entries(typed(answer)): Wrong("", "", "")}
    for slip in slips:
        wrongs.setdefault(_entries(str(slip.value)), Wrong(str(slip.value), slip.tag, shown(slip.message)))
    return Exercise(
        *asked, typed(answer), (first, second, third), tuple(steps), shape=(len(answer), len(answer[0])),
        wrongs=tuple(wrongs.values())[1:],
    )  # fmt: skip


def _entries(matrix: str) -> tuple[str, ...]:
    """Return the rows of a typed matrix; one row, one column and a list are the same."""
    rows = matrix.strip("[]").split("], [")
    return tuple(rows) if len(rows) > 1 and "," in rows[0] else (", ".join(rows),)
