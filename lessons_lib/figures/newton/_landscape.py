"""What is known of a landscape: its flat points and their kinds, its floor, its curvature at a point."""

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib import catalogue, descent
from lessons_lib.arrays import Array
from lessons_lib.pencil.plane import plane_values
from lessons_lib.pictures._valley import Valley

Flat = tuple[tuple[float, float], str]

_SINGULAR: Final = 1e-12
_NEAR: Final = 1e-3  # of the view: a walk that ends that near a flat point is said to have reached it
_CHANGE: Final = 0.1
_BELOW: Final = 1e-6
_GRID: Final = 48


class Landscape(Valley):
    """A function of two variables with all its flat points in a view.

    Examples
    --------
    >>> from lessons_lib.pencil.plane import PlaneView
    >>> from lessons_lib.formula import Function
    >>> landscape = Landscape(Function("x^2 + 3x y + y^3"), PlaneView(-5, 3, -3, 4))
    >>> landscape.flat_points
    (((-2.25, 1.5), 'minimum'), ((0.0, 0.0), 'saddle'))
    >>> landscape.floor, landscape.kind((1e-9, 0))
    (nan, 'saddle')
    """

    @cached_property
    def flat_points(self) -> tuple[Flat, ...]:
        """The isolated points where the gradient is 0, as far as they are known, with their kinds."""
        for each in catalogue.surfaces():
            if each.function.text == self.f.text and each.flat_points:
                return tuple(((float(p[0]), float(p[1])), kind) for p, kind in each.flat_points)
        if self.hessian is not None:
            return self._centre(self.hessian)
        view = self.view
        found = descent.flat_points(self.f, [(view.left, view.right), (view.bottom, view.top)])
        return tuple((flat.point, flat.kind) for flat in found)

    def _centre(self, hessian: Array) -> tuple[Flat, ...]:
        """Return the one flat point of a quadratic function, if it has just one."""
        kind = kind_by(hessian)
        if not kind:
            return ()
        with np.errstate(all="ignore"):
            x, y = -np.linalg.solve(hessian, np.asarray(self.f.gradient((0.0, 0.0)), float))
        return (((float(x + 0.0), float(y + 0.0)), kind),)

    @cached_property
    def minima(self) -> Array:
        """The minima that are known, shape (k, 2)."""
        return self.points("minimum")

    def points(self, kind: str) -> Array:
        """Return the flat points of a kind, shape (k, 2)."""
        return np.array([point for point, each in self.flat_points if each == kind], float).reshape(-1, 2)

    @cached_property
    def floor(self) -> float:
        """The lowest value there is; nan where the function is seen to go below all its minima."""
        floor = float(super().floor)
        xs, ys = self.view.grid(_GRID)
        heights = plane_values(self.f, np.stack(np.meshgrid(xs, ys), axis=-1))
        lowest = heights[np.isfinite(heights)].min(initial=np.inf)
        return floor if not lowest < floor - _BELOW * (1 + abs(floor)) else np.nan

    def hessian_at(self, at: ArrayLike) -> Array:
        """Return the Hessian at a point, shape (2, 2); nan where it has no finite value."""
        with np.errstate(all="ignore"):
            found = np.asarray(self.f.hessian(np.asarray(at, float)), float)
        return found if np.isfinite(found).all() else np.full((2, 2), np.nan)

    def reached(self, at: ArrayLike) -> Flat | None:
        """Return the known flat point that a point is as good as, if there is one."""
        gaps = [float(np.hypot(*(np.subtract(at, point)))) for point, _ in self.flat_points]
        nearest = int(np.argmin(gaps)) if gaps else 0
        return self.flat_points[nearest] if gaps and gaps[nearest] <= _NEAR * self.view.size else None

    def kind(self, at: ArrayLike) -> str:
        """Return the kind of a flat point: "minimum", "maximum", "saddle", "flat point" if open."""
        known = self.reached(at)
        if known:
            return known[1] if known[1] != "undecided" else "flat point"
        here = self.hessian_at(at)
        kind = kind_by(here)
        if not kind:
            return "flat point"
        with np.errstate(all="ignore"):
            beyond = np.asarray(at, float) - 2 * np.linalg.solve(here, self.f.gradient(np.asarray(at, float)))
        # Curvature that changes this close by is on its way to 0, as for x^3, and decides nothing.
        steady = (
            np.abs(self.hessian_at(beyond) - here).max() <= _CHANGE * np.abs(np.linalg.eigvalsh(here)).min()
        )
        return kind if steady else "flat point"


def kind_by(hessian: Array) -> str:
    """Return the kind of flat point that a Hessian tells; nothing if it is singular or not finite.

    Examples
    --------
    >>> kind_by(np.diag([1.0, 2.0])), kind_by(np.diag([1.0, -2.0])), kind_by(np.diag([1.0, 0.0]))
    ('minimum', 'saddle', '')
    """
    if not np.isfinite(hessian).all():
        return ""
    low, high = (float(value) for value in np.linalg.eigvalsh(hessian))
    if min(abs(low), abs(high)) <= _SINGULAR * max(abs(low), abs(high)):
        return ""
    return "minimum" if low > 0 else "maximum" if high < 0 else "saddle"
