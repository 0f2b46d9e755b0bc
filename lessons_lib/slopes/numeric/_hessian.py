"""The Hessian from values alone, by a stencil of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric._schemes import like_zero, settled
from lessons_lib.slopes.numeric._values import (
    Field,
    base_value,
    blocks,
    needs,
    point_in_space,
    positive_step,
    values_at,
)

_SIGNS = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])


def hessian(f: Field, step: float | None = None) -> Callable[[ArrayLike], Array]:
    """Return x -> an approximation of the Hessian of f at x, symmetric to the last digit.

    Parameters
    ----------
    f : callable
        Takes one array of shape ``s``, returns one number.
    step : float, optional
        The step h > 0, used as it is in one stencil of order 2. By default eps**(1/6) times max(1, abs(x)),
        checked by two other steps, shortened where they differ by more than 1 %, and improved by the
        double step.

    Returns
    -------
    callable
        Of one array of real numbers, giving shape ``s + s``: ``(n, n)`` for a function of ``(n,)``. All
        nan where f(x) is not finite or its run overflows, and an entry where no default step can be
        trusted: give a step then.

    Raises
    ------
    ValueError
        If the step is not positive or, on the call, x not finite and real, not an array, or f not one
        real number.

    Notes
    -----
    With a = h e_i and b = h e_j the stencil is (f(x+a+b) - f(x+a-b) - f(x-a+b) + f(x-a-b)) / 4h², on the
    diagonal, too.

    Examples
    --------
    >>> hessian(lambda x: x[0] ** 2 * x[1], step=0.5)([1, 2])
    array([[4., 2.],
           [2., 0.]])
    """
    fixed = positive_step(step)

    def matrix(x: ArrayLike) -> Array:
        point = point_in_space(x, "hessian")
        with np.errstate(all="ignore"):
            base, epsilon = base_value(f, point)
            needs("hessian", point.shape, base.shape)
            upper = _upper(f, point, fixed, (float(base), epsilon)) if np.isfinite(base) else np.nan
        return _mirrored(upper, point.shape)

    return matrix


def _upper(f: Field, point: Array, step: float | None, value: tuple[float, float]) -> Array:
    """Return the entries on and above the diagonal, row by row."""
    pairs = np.stack(np.triu_indices(point.size))
    steps = np.full(point.size, step or value[1] ** (1 / 6))
    if not step:
        steps *= np.maximum(1.0, np.abs(point.ravel()))
    find = _stencil if step else partial(_settled, value=value)
    return np.concatenate(
        [find(f, point, pairs[:, some], steps) for some in blocks(pairs.shape[1], 4 * point.size)]
    )


def _settled(
    f: Field, point: Array, pairs: NDArray[np.intp], steps: Array, value: tuple[float, float]
) -> Array:
    """Return the entries by steps that are checked, and improved, by other steps."""
    base, epsilon = value
    areas = steps[pairs[0]] * steps[pairs[1]]
    smallest = like_zero(base, epsilon ** (2 / 3)) + 3e-4 * min(1.0, abs(base))
    limits = 1e-2, smallest * epsilon ** (1 / 3) / areas

    def by_steps(some: Array) -> Array:
        return _stencil(f, point, pairs, some)

    return settled(by_steps, steps, epsilon * abs(base) / areas, limits, partial=True, second=True)


def _stencil(f: Field, point: Array, pairs: NDArray[np.intp], steps: Array) -> Array:
    """Return the mixed differences for every pair of coordinates."""
    count, moves = pairs.shape[1], np.zeros((pairs.shape[1], 4, point.size))
    for side, places in enumerate(pairs):
        moves[np.arange(count), :, places] += steps[places, np.newaxis] * _SIGNS[:, side]
    points = (point.ravel() + moves).reshape(-1, *point.shape)
    values = values_at(f, points, ()).reshape(moves.shape[:2])
    mixed = (values[:, 0] - values[:, 1]) - (values[:, 2] - values[:, 3])
    return np.asarray(mixed / (4 * steps[pairs[0]] * steps[pairs[1]]))


def _mirrored(upper: Any, shape: tuple[int, ...]) -> Array:
    size = int(np.prod(shape))
    matrix = np.empty((size, size))
    rows, columns = np.triu_indices(size)
    matrix[rows, columns] = matrix[columns, rows] = upper
    return matrix.reshape(shape + shape)
