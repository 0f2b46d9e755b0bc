"""The slopes of a function of two variables in all directions from one point."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.pencil.plane._values import gradient_at, plane_values, value_at

_CIRCLE = np.arange(0, 360, 7.5)
_RADII = np.array([1e-3, 1e-5, 1e-7])
_STEPS = np.array([1e-4, 0.5e-4])
_AGREE = 1e-5


@dataclass(frozen=True, eq=False)
class SlopesAround:
    """What a function does at a point, as far as slopes go."""

    f: Any
    at: tuple[float, float]
    value: float
    filled: bool
    gradient: Array
    smooth: bool
    largest: float

    def along(self, degrees: ArrayLike) -> Array:
        """Return the slopes of the rays at some angles, counted from the first axis; nan where there is none.

        Where the function is not differentiable they are limits of (f(at + h u) − f(at))/h for h > 0, from
        differences, good to about 6 digits.
        """
        directions = unit(degrees)
        if self.smooth:
            slopes = np.asarray(directions @ self.gradient)
            # What is left at a right angle is rounding.
            return np.where(np.abs(slopes) < 1e-13 * np.abs(self.gradient).sum(), 0.0, slopes)
        return _one_sided(self.f, self.at, self.value, directions, self.largest)


def unit(degrees: ArrayLike) -> Array:
    """Return unit vectors at angles in degrees, shape (..., 2).

    Examples
    --------
    >>> unit([0, 60]).round(4).tolist()
    [[1.0, 0.0], [0.5, 0.866]]
    """
    angle = np.radians(np.asarray(degrees, float))
    # Rounded, so that a quarter turn is exact.
    return np.asarray(np.stack([np.cos(angle), np.sin(angle)], axis=-1).round(15))


def slopes_around(f: Any, at: Sequence[float]) -> SlopesAround:
    """Look at a function from a point in all directions.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> here = slopes_around(Function("x^2 y/(x^2 + y^2)"), (0, 0))
    >>> here.value, here.gradient.tolist(), here.smooth
    (0.0, [0.0, 0.0], False)
    >>> here.along([45, 90]).round(4).tolist()
    [0.3536, 0.0]
    """
    place = (float(at[0]), float(at[1]))
    value, gradient = value_at(f, place), gradient_at(f, place)
    if np.isfinite(value) and np.isfinite(gradient).all():
        return SlopesAround(f, place, value, False, gradient, True, float(np.hypot(*gradient)))
    filled = bool(np.isnan(value))
    value = _limit(f, place) if filled else value
    if np.isnan(value):
        return SlopesAround(f, place, value, False, np.full(2, np.nan), False, 0.0)
    slopes = _one_sided(f, place, value, unit(_CIRCLE))
    largest = float(np.nan_to_num(np.abs(slopes)).max())
    return SlopesAround(f, place, value, filled, *_measured(slopes), largest)


def _limit(f: Any, at: tuple[float, float]) -> float:
    """Return the common limit of the values from all directions, nan if there is none."""
    circles = _RADII[:, None, None] * _size(at) * unit(_CIRCLE) + at
    heights = plane_values(f, circles)
    if not np.isfinite(heights).all():
        return float("nan")
    spreads, middles = np.ptp(heights, axis=1), heights.mean(axis=1)
    first, last = np.abs(np.diff(middles))
    noise = 1e-9 * abs(middles[-1])
    if spreads[-1] > max(0.05 * spreads[0], noise) or last > max(0.05 * first, noise):
        return float("nan")
    # Opposite directions cancel what is left of the slope; what then remains is rounding.
    return 0.0 if abs(middles[-1]) <= 1e-3 * spreads[-1] else float(f"{middles[-1]:.12g}")


def _one_sided(
    f: Any, at: tuple[float, float], value: float, directions: Array, largest: float | None = None
) -> Array:
    """Return the slopes along rays, by two differences that are extrapolated to step 0."""
    long, short = _quotients(f, at, value, directions)
    slopes = 2 * short - long
    scale = largest or float(np.nan_to_num(np.abs(slopes)).max())
    slopes = np.where(np.abs(slopes) < 1e-7 * max(scale, 1e-7), 0.0, slopes)
    return np.where(np.abs(short - long) <= 0.02 * np.abs(short) + 1e-3 * scale, slopes, np.nan)


def _quotients(f: Any, at: tuple[float, float], value: float, directions: Array) -> Array:
    """Return the quotients (f(at + h u) - f(at))/h for two steps h, shape (2, ...)."""
    steps = _STEPS * _size(at)
    points = at + steps.reshape(2, *(1,) * directions.ndim) * directions
    return np.asarray((plane_values(f, points) - value) / steps.reshape(2, *(1,) * (directions.ndim - 1)))


def _measured(slopes: Array) -> tuple[Array, bool]:
    """Return both partial derivatives, if they exist, and whether they tell all other slopes."""
    quarter = len(slopes) // 4
    east, north, west, south = slopes[::quarter]
    slack = _AGREE * max(1e-9, float(np.nan_to_num(np.abs(slopes)).max()))
    if not (abs(east + west) <= slack and abs(north + south) <= slack):
        return np.full(2, np.nan), False
    gradient = np.array([east, north])
    return gradient, bool((np.abs(unit(_CIRCLE) @ gradient - slopes) <= slack).all())


def _size(at: tuple[float, float]) -> float:
    return max(1.0, abs(at[0]), abs(at[1]))
