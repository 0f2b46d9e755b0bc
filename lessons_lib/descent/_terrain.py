"""A function of several numbers over a box: values, gradients and Hessians at many points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.descent._slopes import first_derivative, second_derivative
from lessons_lib.slopes import numeric

Points = NDArray[Any]

_EDGE = 1e-9
_KINK = 1e-4
_HOLE_DIGITS = 9


class Terrain:
    """Values, gradients and Hessians over a box."""

    def __init__(self, f: Any, left: Points, right: Points) -> None:
        self.left, self.right = left, right
        self.size = float((right - left).min())
        self.exact = hasattr(f, "input_shape")
        self.blur = 1e-8 if self.exact else 1e-4
        self._f = f
        self._slope, self._curvature = first_derivative(f, 1), second_derivative(f, 1)

    @property
    def dimensions(self) -> int:
        """The number of coordinates."""
        return len(self.left)

    def values(self, points: Points) -> NDArray[Any]:
        """Return f at points of shape (k, n): shape (k,)."""
        return self._at(self._f, points, ())

    def gradients(self, points: Points) -> NDArray[Any]:
        """Return the gradients, shape (k, n)."""
        return self._at(self._slope, points, (self.dimensions,))

    def hessians(self, points: Points) -> NDArray[Any]:
        """Return the Hessians, shape (k, n, n)."""
        return self._at(self._curvature, points, (self.dimensions, self.dimensions))

    def _at(self, f: Callable[[Any], Any], points: Points, shape: tuple[int, ...]) -> NDArray[Any]:
        values = f(points) if self.exact else [f(point.copy()) for point in points]
        return np.asarray(values, dtype=float).reshape(len(points), *shape)

    def tidy(self, points: Points) -> Points:
        """Return the points that are in the box, with 0 for what rounding leaves of it, none in a hole."""
        slack = _EDGE * (self.right - self.left)
        points = np.where(np.abs(points) <= slack, 0.0, points)
        inside = ((points >= self.left - slack) & (points <= self.right + slack)).all(axis=1)
        points = np.clip(points[inside], self.left, self.right)
        solid = np.isfinite(self.values(np.round(points, _HOLE_DIGITS)))
        smooth = np.array([self.exact or self._smooth(point) for point in points], dtype=bool)
        kept: Points = points[solid & smooth]
        return kept

    def _smooth(self, point: Points) -> bool:
        """Tell a flat point from a kink along an axis, which differences round off."""
        sides = [numeric.one_sided(self._along(point, axis), 0.0) for axis in np.eye(self.dimensions)]
        return not any(abs(left - right) > _KINK for left, right in sides)

    def _along(self, point: Points, axis: Points) -> Callable[[Any], Any]:
        return lambda t: self._f(point + t * axis)
