"""Central differences along one variable, and the difference of two of them along the other."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.pencil.plane import Point, plane_values


def along_other(axis: int, at: ArrayLike, step: float, places: ArrayLike) -> Array:
    """Return points along the variable that is not ``axis``.

    Examples
    --------
    >>> along_other(0, (1, 2), 0.5, [-1, 1]).tolist()
    [[1.0, 1.5], [1.0, 2.5]]
    """
    way = np.zeros(2)
    way[1 - axis] = step
    return np.asarray(np.array(at, float) + np.asarray(places, float)[:, None] * way)


def differences(f: Any, axis: int, at: Point, step: float, points: Array) -> Array:
    """Return central differences along one variable at points that share its value.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> differences(Function("x^2 y"), 0, (1, 2), 0.5, np.array([[1.0, 2.0], [1.0, 3.0]])).tolist()
    [4.0, 6.0]
    """
    ahead, behind = points.copy(), points.copy()
    ahead[:, axis], behind[:, axis] = at[axis] + step, at[axis] - step
    run = (at[axis] + step) - (at[axis] - step)
    return np.asarray((plane_values(f, ahead) - plane_values(f, behind)) / run)


def second_difference(ends: Array, step: float) -> float:
    """Return the central difference of two slopes, shape (2,), that are two steps apart.

    Examples
    --------
    >>> second_difference(np.array([4.0, 6.0]), 0.5)
    2.0
    """
    return float(ends[1] - ends[0]) / (2 * step)
