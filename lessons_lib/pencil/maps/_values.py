"""What a map of the plane is at points: finite numbers or nan."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array


def plane_images(f: Any, points: ArrayLike) -> Array:
    """Return where a map takes points of the plane.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> plane_images(Function("log x, y"), [[1, 2], [-1, 2]]).tolist()
    [[0.0, 2.0], [nan, nan]]
    """
    points = np.asarray(points, float)
    with np.errstate(all="ignore"):
        found = np.array(np.broadcast_to(np.asarray(f(points), float), points.shape))
    found[~np.isfinite(found).all(axis=-1)] = np.nan
    return found


def value_of(f: Any, at: Sequence[float]) -> Array:
    """Return where a map takes one point, shape (2,); nan twice where it is undefined.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> f = Function("x y, log x")
    >>> value_of(f, (1, 2)).tolist(), value_of(f, (-1, 2)).tolist()
    ([2.0, 0.0], [nan, nan])
    """
    return plane_images(f, at)


def jacobian_of(f: Any, at: Sequence[float]) -> Array:
    """Return the Jacobian of a map at one point.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> jacobian_of(Function("x1^2 + x2, x1 x2"), (1, 2)).tolist()
    [[2.0, 1.0], [2.0, 1.0]]
    >>> jacobian_of(Function("|x|, y"), (0, 2)).tolist()
    [[nan, nan], [nan, nan]]
    """
    with np.errstate(all="ignore"):
        found = np.asarray(f.jacobian(np.asarray(at, float)), float)
    whole = np.isfinite(found).all() and np.isfinite(value_of(f, at)).all()
    return found if whole else np.full((2, 2), np.nan)
