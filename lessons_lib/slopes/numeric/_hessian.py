"""The Hessian from values alone, by a stencil of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric._checks import base_value, needs, point_in_space
from lessons_lib.slopes.numeric._many_points import Field, blocks, values_at
from lessons_lib.slopes.numeric._sampling import positive_step
from lessons_lib.slopes.numeric._schemes import EPSILON

# Ten binary digits, so that x + h is exact; and no simple fraction, so that a periodic function is not met
# at the same height every time.
_WIDEST = 935 / 1024
_LEVELS = 8
_ROUNDS = 3
_TRUST = 1e-6
_SIGNS = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])


def hessian(f: Field, step: float | None = None) -> Callable[[ArrayLike], NDArray[np.float64]]:
    """Return x -> an approximation of the Hessian of f at x, symmetric to the last digit.

    Parameters
    ----------
    f : callable
        Takes one array of shape ``s``, returns one number.
    step : float, optional
        The step h > 0, used as it is in one stencil of order 2. By default many steps are tried, each
        half the one before, the results extrapolated to h = 0, and for every entry the one kept whose
        estimated error is least.

    Returns
    -------
    callable
        Of one array of real numbers, giving shape ``s + s``: ``(n, n)`` for a function of ``(n,)``. All
        nan where f(x) itself is not finite.

    Raises
    ------
    ValueError
        If the step is not positive or, on the call, x not finite and real, not an array, or f not one
        real number.

    Notes
    -----
    With a = h e_i and b = h e_j the stencil is (f(x+a+b) - f(x+a-b) - f(x-a+b) + f(x-a-b)) / 4h², on the
    diagonal, too. The extrapolation is Romberg's; its error estimate adds what rounding can do. Points
    where f is undefined are left out, so that x may lie close to the edge of the domain.

    Examples
    --------
    >>> hessian(lambda x: x[0] ** 2 * x[1], step=0.5)([1, 2])
    array([[4., 2.],
           [2., 0.]])
    """
    fixed = None if step is None else positive_step(step)

    def matrix(x: ArrayLike) -> Array:
        point = point_in_space(x, "hessian")
        with np.errstate(all="ignore"):
            base = base_value(f, point)
            needs("hessian", point.shape, base.shape)
            upper = _upper(f, point, fixed) if np.isfinite(base) else np.nan
        return _mirrored(upper, point.shape)

    return matrix


def _upper(f: Field, point: Array, step: float | None) -> Array:
    """Return the entries on and above the diagonal, row by row."""
    pairs = np.stack(np.triu_indices(point.size))
    levels = 1 if step else _LEVELS
    parts = [
        _plain(f, point, pairs[:, some], step) if step else _settled(f, point, pairs[:, some])
        for some in blocks(pairs.shape[1], 4 * levels * point.size)
    ]
    return np.concatenate(parts)


def _mirrored(upper: Any, shape: tuple[int, ...]) -> Array:
    size = int(np.prod(shape))
    matrix = np.empty((size, size))
    rows, columns = np.triu_indices(size)
    matrix[rows, columns] = matrix[columns, rows] = upper
    return matrix.reshape(shape + shape)


def _plain(f: Field, point: Array, pairs: NDArray[np.intp], step: float) -> Array:
    (mixed,), _ = _stencil(f, point, pairs, np.full((1, point.size), step))
    return np.asarray(mixed)


def _settled(f: Field, point: Array, pairs: NDArray[np.intp]) -> Array:
    """Return the best extrapolations, from ever smaller steps until all of them can be trusted."""
    scale = 2.0 ** np.ceil(np.log2(np.maximum(1.0, np.abs(point.ravel()))))
    error = np.full(pairs.shape[1], np.inf)
    best = np.full(pairs.shape[1], np.nan)
    for start in range(0, _ROUNDS * _LEVELS, _LEVELS):
        factors = _WIDEST * 0.5 ** np.arange(start, start + _LEVELS)
        found, doubt = _romberg(*_stencil(f, point, pairs, factors[:, np.newaxis] * scale))
        best, error = np.where(doubt < error, found, best), np.minimum(doubt, error)
        if (error <= _TRUST * np.maximum(1.0, np.abs(best))).all():
            break
    return best


def _stencil(f: Field, point: Array, pairs: NDArray[np.intp], steps: Array) -> tuple[Array, Array]:
    """Return the mixed differences for every row of steps and every pair, and what rounding does to them."""
    count, moves = pairs.shape[1], np.zeros((len(steps), pairs.shape[1], 4, point.size))
    for side, places in enumerate(pairs):
        moves[:, np.arange(count), :, places] += steps[:, places].T[..., np.newaxis] * _SIGNS[:, side]
    points = (point.ravel() + moves).reshape(-1, *point.shape)
    values = values_at(f, points, ()).reshape(moves.shape[:3])
    areas = 4 * steps[:, pairs[0]] * steps[:, pairs[1]]
    mixed = (values[..., 0] - values[..., 1]) - (values[..., 2] - values[..., 3])
    return mixed / areas, EPSILON * np.abs(values).max(axis=-1) / areas


def _romberg(column: Array, noise: Array) -> tuple[Array, Array]:
    """Return the entry of the extrapolation table with the least estimated error, and that error."""
    best, least = column[-1], np.full(column.shape[1], np.inf)
    for order in range(1, len(column) - 1):
        better = column[1:] + np.diff(column, axis=0) / (4**order - 1)
        found, error = _least(better, _changes(better, column) + noise[order:])
        best, least = np.where(error < least, found, best), np.minimum(error, least)
        column = better
    return best, least


def _changes(better: Array, column: Array) -> Array:
    """Return how far each extrapolation is from its neighbours in the table."""
    along = np.abs(np.diff(better, axis=0))
    changes: Array = np.maximum(np.concatenate([along[:1], along]), np.abs(better - column[1:]))
    return changes


def _least(candidates: Array, errors: Array) -> tuple[Array, Array]:
    """Return the candidate with the least error of every column, and its error; inf where all are nan."""
    doubts = np.where(np.isfinite(errors), errors, np.inf)
    row = doubts.argmin(axis=0)[np.newaxis]
    chosen, doubt = (np.take_along_axis(table, row, axis=0)[0] for table in (candidates, doubts))
    return chosen, doubt
