"""Checked inputs, and the values of any callable at many points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Curve = Callable[[Any], Any]


def real_points(x: ArrayLike) -> NDArray[np.float64]:
    """Return `x` as an array of finite real numbers."""
    try:
        points = np.asarray(x)
        real = points.astype(np.float64, casting="safe" if points.dtype.kind in "iuf" else "same_kind")
    except (TypeError, ValueError) as error:
        raise ValueError(f"x must be real numbers: got {x!r}") from error
    if not np.isfinite(real).all():
        raise ValueError(f"x must be finite: got {x!r}")
    return real


def one_point(at: float) -> float:
    """Return `at` if it is one finite real number, else raise ValueError."""
    point = real_points(at)
    if point.ndim:
        raise ValueError(f"at must be one number: got {at!r}")
    return float(point)


def positive_step(step: float) -> float:
    """Return `step` if it is a positive finite number, else raise ValueError."""
    if not (np.ndim(step) == 0 and np.isreal(step) and 0 < step < np.inf):
        raise ValueError(f"step must be a positive number: got {step!r}")
    return float(step)


def sample(f: Curve, points: NDArray[Any]) -> NDArray[Any]:
    """Return f at every entry of a one-dimensional array, shape ``(k, *output)``.

    A formula says by its ``input_shape`` that it takes all points in one call. Any other callable gets
    them one by one: ``x[0]**2 * x[1]`` on two points has the right shape and wrong values.
    """
    with np.errstate(all="ignore"):
        if getattr(f, "input_shape", None) == ():
            return np.asarray(f(points))
        return np.stack([np.asarray(f(point)) for point in points])
