"""What is known of a function before one walks down it: its minima, its floor, which step is too big."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib import catalogue, descent
from lessons_lib.arrays import Array
from lessons_lib.pencil.plane import PlaneView, gradient_at, plane_values

PROBES = np.array([(0.7, -0.3), (-1.1, 0.4), (0.2, 1.9), (2.3, 1.6)])
CLOSE = 1e-9
GRID = 48
STEPS = 40


class Valley:
    """A function of two variables, as one who walks down it would like to know it.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> valley = Valley(Function("x^2/2 + 50y^2"), PlaneView(-12, 12, -4, 4))
    >>> valley.minima.tolist(), valley.curvature, valley.floor
    ([[0.0, 0.0]], 100.0, 0.0)
    >>> round(valley.angle((10, 1)), 1)
    78.6
    """

    def __init__(self, f: Any, view: PlaneView) -> None:
        self.f, self.view = f, view

    @cached_property
    def hessian(self) -> Array | None:
        """The Hessian where it is the same everywhere, else None."""
        with np.errstate(all="ignore"):
            hessian = np.asarray(self.f.hessian(PROBES[0]), float)
            slope, here = np.asarray(self.f.gradient(PROBES[0]), float), plane_values(self.f, PROBES)
            way = PROBES - PROBES[0]
            bent = here[0] + way @ slope + 0.5 * np.einsum("ki,ij,kj->k", way, hessian, way)
            same = np.abs(here - bent) <= CLOSE * (1 + np.abs(here).max())
        return hessian if same.all() else None

    @cached_property
    def curvature(self) -> float:
        """The largest second derivative in any direction, if it is the same everywhere and none is negative.

        nan otherwise. Gradient descent with a step factor of 2 over it, or more, does not settle.
        """
        if self.hessian is None:
            return np.nan
        low, high = (float(value) for value in np.linalg.eigvalsh(self.hessian))
        return high if high > 0 and low >= -CLOSE * high else np.nan

    @cached_property
    def minima(self) -> Array:
        """The minima that are known, shape (k, 2): those of a quadratic function or of the catalogue."""
        if self.hessian is not None and np.linalg.det(self.hessian) > 0 and self.hessian[0, 0] > 0:
            bottom = -np.linalg.solve(self.hessian, gradient_at(self.f, (0.0, 0.0)))
            return np.asarray(bottom[None] + 0.0)
        known = (each for each in catalogue.surfaces() if each.function.text == self.f.text)
        flat = (point for each in known for point, kind in each.flat_points if kind == "minimum")
        return np.array(list(flat), float).reshape(-1, 2)

    @cached_property
    def floor(self) -> float:
        """The lowest value, if it is found inside the view; nan where the function goes further down."""
        xs, ys = self.view.grid(GRID)
        heights = plane_values(self.f, np.stack(np.meshgrid(xs, ys), axis=-1))
        known = plane_values(self.f, self.minima)
        if np.isnan(heights).all() or np.isfinite(known).any():
            return float(np.nanmin(known, initial=np.inf)) if len(known) else np.nan
        row, column = np.unravel_index(np.nanargmin(heights), heights.shape)
        if row in {0, len(ys) - 1} or column in {0, len(xs) - 1}:
            return np.nan
        return self._bottom(np.array([xs[column], ys[row]]), float(heights[row, column]))

    def _bottom(self, low: Array, height: float) -> float:
        """Walk down from the lowest point of a grid; a lowest value within rounding of 0 is 0."""
        with np.errstate(all="ignore"):
            path = descent.newton(self.f, low, damped=True, steps=STEPS)
        floor = min(height, float(np.nanmin(path.values)))
        return 0.0 if abs(floor) < 1e-12 else floor

    def angle(self, point: ArrayLike) -> float:
        """Return the degrees between the steepest way down and the way to the only minimum; nan: unknown."""
        if len(self.minima) != 1:
            return np.nan
        down, way = -gradient_at(self.f, tuple(np.asarray(point, float))), self.minima[0] - np.asarray(point)
        lengths = float(np.hypot(*down) * np.hypot(*way))
        if not 0 < lengths < np.inf:
            return np.nan
        return float(np.degrees(np.arctan2(abs(down[0] * way[1] - down[1] * way[0]), down @ way)))
