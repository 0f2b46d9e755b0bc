"""A function's Taylor polynomials at a point, their errors along a ray, and the paraboloid in space."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Array, Points
from lessons_lib.pencil.convergence import measured_order
from lessons_lib.pencil.plane import gradient_at, plane_values, value_at
from lessons_lib.pencil.space import Box, Facet

DISTANCES = (1e-3, 10.0)
SAMPLES = 81
EPSILON = float(np.finfo(float).eps)
CLEAN = 300.0  # times the rounding: an error whose slope can be told
SEEN = 11  # samples that a slope is fitted to, half a decade
STRAIGHT = 0.1  # how far, in factors of e, errors may lie off their line
REACH = 0.55  # of the box, from the point to the sides of the paraboloid
RISE = 0.62  # of the box, up or down to its corners: steeper ones are smaller


@dataclass(frozen=True, eq=False)
class Expansion:
    """Value, gradient and Hessian of a function at a point; what does not exist is nan."""

    f: Any
    at: Array
    value: float
    gradient: Array
    hessian: Array

    @classmethod
    def of(cls, f: Any, at: Sequence[float]) -> "Expansion":
        """Look at a function of two variables at a point.

        Examples
        --------
        >>> from lessons_lib.formula import Function
        >>> Expansion.of(Function("x^2 + x y"), (1, 2)).along((1, 0))
        (3.0, 4.0, 1.0)
        """
        value, gradient = value_at(f, at), gradient_at(f, at)
        with np.errstate(all="ignore"):
            hessian = np.asarray(f.hessian(at), float)
        if math.isnan(value):
            gradient = np.full(2, np.nan)
        if not np.isfinite(hessian.sum() + gradient.sum()):
            hessian = np.full((2, 2), np.nan)
        return cls(f, np.asarray(at, float), value, gradient, hessian)

    def along(self, direction: ArrayLike) -> tuple[float, float, float]:
        """Return a, b, c of the parabola a + b t + c t² above a line through the point."""
        u = np.asarray(direction, float)
        return self.value, float(self.gradient @ u), float(u @ self.hessian @ u) / 2

    def values(self, direction: Array, distances: Array) -> Array:
        """Return the function at distances along a direction, shape (k,); nan where undefined."""
        return plane_values(self.f, self.at + np.asarray(distances)[:, None] * direction)

    def polynomials(self, direction: Array, distances: Array) -> tuple[Array, Array]:
        """Return the tangent and the parabola at distances along a direction, shape (k,) each."""
        a, b, c = self.along(direction)
        line = np.asarray(a + b * distances)
        return line, np.asarray(line + c * distances**2)


@dataclass(frozen=True, eq=False)
class Errors:
    """How far the polynomials of first and second order are off, at distances along a ray."""

    distance: Array
    sizes: Array
    noise: Array
    slopes: Array

    @property
    def vanishes(self) -> NDArray[np.bool_]:
        """Which order has no error but rounding, shape (2,)."""
        known = np.isfinite(self.sizes)
        return np.asarray(known.any(axis=1) & ~(known & (self.sizes > 30 * self.noise)).any(axis=1))


def errors_along(here: Expansion, direction: Array, distances: ArrayLike | None = None) -> Errors:
    """Measure the errors of both orders along a ray.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> here = Expansion.of(Function("exp x + y^2"), (0, 1))
    >>> errors_along(here, np.array([1.0, 0.0])).slopes.round(2).tolist()
    [2.0, 3.0]
    """
    way = np.geomspace(*DISTANCES, SAMPLES) if distances is None else np.asarray(distances, float)
    with np.errstate(all="ignore"):
        true, guesses = here.values(direction, way), np.stack(here.polynomials(direction, way))
        sizes = np.abs(guesses - true)
        slack = np.abs(here.gradient).sum() * (np.abs(here.at).max() + way)
        noise = 2 * EPSILON * (np.abs(true) + abs(here.value) + slack + np.abs(guesses[1] - guesses[0]))
    # Where there is no Hessian its share of the rounding is unknown, and none of it is there.
    noise = np.where(np.isnan(noise), 2 * EPSILON * (np.abs(true) + abs(here.value) + slack), noise)
    return Errors(way, sizes, noise, np.array([_slope(way, size, noise) for size in sizes]))


def _slope(distance: Array, error: Array, noise: Array) -> float:
    order = measured_order(distance, error, noise, clean=CLEAN, samples=SEEN, straight=STRAIGHT)
    return order.slope


@dataclass(frozen=True)
class Cap(Facet):
    """A piece of a paraboloid over a rectangle around its point, in units of the box."""

    bend: Points

    @classmethod
    def touching(cls, box: Box, here: Expansion) -> "Cap":
        """Return the piece that has value, slopes and bend of a function; it ends where the box ends."""
        point = box.points(here.at, here.value)
        slopes, bend = (here.gradient * box.unit) * box.rise, here.hessian * (box.rise * box.unit**2)
        reach = min(REACH, _reach(float(np.abs(slopes).sum()), float(np.abs(bend).sum()) / 2))
        low = np.maximum(-reach, np.minimum(-box.half - point[:2], 0))
        high = np.minimum(reach, np.maximum(box.half - point[:2], 0))
        return cls(point, slopes, low, high, bend)

    def over(self, offsets: Points) -> Points:
        """Return the points of the paraboloid at offsets from its point: (..., 2) -> (..., 3)."""
        raised = super().over(offsets)
        raised[..., 2] += ((offsets @ self.bend) * offsets).sum(axis=-1) / 2
        return raised


def _reach(slope: float, bend: float) -> float:
    """Return how far one can go until slope·r + bend·r² is the largest rise that is shown."""
    root = math.sqrt(slope**2 + 4 * bend * RISE)
    return 2 * RISE / max(slope + root, 1e-300)
