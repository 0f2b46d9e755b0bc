"""What a 2 x 2 matrix does to areas: how many times, which way round, and whether a dimension is lost."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.wording import number

_ROUNDING = 8 * float(np.finfo(float).eps)


class Effect(NamedTuple):
    """What a matrix does to a square."""

    determinant: float
    factor: float
    size: str
    flips: bool
    rank: int


def determinant(matrix: ArrayLike) -> float:
    """Return the determinant of a 2 x 2 matrix; exactly 0 where only rounding is left.

    Examples
    --------
    >>> determinant([[2, 1], [2, 1]]), determinant([[0.1, 0.3], [0.2, 0.6]])
    (0.0, 0.0)
    """
    (a, b), (c, d) = np.asarray(matrix, float).tolist()
    found = a * d - b * c
    return 0.0 if abs(found) <= _ROUNDING * (abs(a * d) + abs(b * c)) else found


def effect(matrix: ArrayLike) -> Effect:
    """Return what a matrix does to a square.

    Examples
    --------
    >>> effect([[0, 2], [1, 0]])
    Effect(determinant=-2.0, factor=2.0, size='grows', flips=True, rank=2)
    >>> effect([[2, 1], [2, 1]])[2:]
    ('collapses', False, 1)
    """
    if not np.isfinite(np.asarray(matrix, float)).all():
        return Effect(float("nan"), float("nan"), "", False, -1)
    det = determinant(matrix)
    rank = 2 if det else int(np.any(matrix))
    return Effect(det, abs(det), _size(abs(det)), det < 0, rank)


def _size(factor: float) -> str:
    if not factor:
        return "collapses"
    # What reads as 1 keeps: the word never contradicts the number beside it.
    if number(factor) == "1":
        return "keeps"
    return "grows" if factor > 1 else "shrinks"
