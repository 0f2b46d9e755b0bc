"""Shapes with an edge that is simple in polar coordinates, and the Jacobian of these coordinates."""

from types import MappingProxyType
from typing import Final, Protocol

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.wording import number

_WIDEST: Final = np.radians(30.0)
_MIDDLE: Final = np.radians(45.0)
_PETALS: Final = 5
_DEPTH: Final = 0.3


class Shape(Protocol):
    """What is drawn: where `depth`, a formula in r and θ, is positive."""

    name: str
    edge: str
    difference: str
    slope: str
    view: tuple[float, float, float, float]
    closed: bool

    def depth(self, points: Array) -> Array:
        """Return how far points of shape (..., 2) are inside, in units of a polar coordinate."""

    def nearest_depth(self, points: Array) -> Array:
        """Return the same for one edge alone, without the others."""

    def polar_slope(self, points: Array) -> Array:
        """Return the derivatives of the depth by r and by θ, shape (..., 2)."""

    def foot(self, points: Array) -> Array:
        """Return those points of the edge where the Jacobian is taken for the given ones."""

    def places(self, along: Array) -> Array:
        """Return points of the edge, shape (..., 2), for shares of the way along it."""

    def along(self, x: float, y: float) -> float:
        """Return which share of the way along the edge is nearest."""

    def words(self, along: float) -> str:
        """Say in a coordinate where a place on the edge is."""


class Sector:
    """All directions between 15 and 75 degrees; the depth is an angle, in radians."""

    name, edge = "sector", "θ = 15° of a sector"
    difference, slope = "θ − θ₀", "|∇(θ − θ₀)| = 1/r"
    view, closed = (-0.15, 1.65, -0.15, 1.65), False
    _reach = 1.7

    def depth(self, points: Array) -> Array:
        """Return the angle to the nearer edge."""
        return np.asarray(_WIDEST - np.abs(_wrapped(polar(points)[1] - _MIDDLE)))

    def nearest_depth(self, points: Array) -> Array:
        """Return the angle to the lower edge."""
        return np.asarray(_WIDEST + _wrapped(polar(points)[1] - _MIDDLE))

    def polar_slope(self, points: Array) -> Array:
        """Return (0, 1): the depth is θ minus a number."""
        return np.broadcast_to([0.0, 1.0], points.shape)

    def foot(self, points: Array) -> Array:
        """Return the points themselves: only r counts, and it is the same on the edge."""
        return points

    def places(self, along: Array) -> Array:
        """Return points of the lower edge, from the tip outwards."""
        turn = _MIDDLE - _WIDEST
        return np.asarray(self._reach * np.asarray(along)[..., None] * np.array([np.cos(turn), np.sin(turn)]))

    def along(self, x: float, y: float) -> float:
        """Return the share of the way that is nearest to a point."""
        unit = self.places(np.array(1.0)) / self._reach
        return float(np.clip(unit @ (x, y) / self._reach, 0.02, 1))

    def words(self, along: float) -> str:
        """Say how far from the tip."""
        return f"r = {number(self._reach * along, 3)}"


class Flower:
    """r below R(θ) = 1 + 0.3 sin 5θ; the depth is a length along the ray."""

    name, edge = "flower", "r = R(θ) = 1 + 0.3 sin 5θ of a flower"
    difference, slope = "r − R", "|∇(r − R)| = √(1 + R′²/r²)"
    view, closed = (-1.4, 1.4, -1.4, 1.4), True

    def depth(self, points: Array) -> Array:
        """Return R(θ) − r."""
        r, turn = polar(points)
        return np.asarray(_radius(turn) - r)

    nearest_depth = depth

    def polar_slope(self, points: Array) -> Array:
        """Return (−1, R′(θ))."""
        turn = polar(points)[1]
        steep = _PETALS * _DEPTH * np.cos(_PETALS * turn)
        return np.stack([np.full(turn.shape, -1.0), steep], axis=-1)

    def foot(self, points: Array) -> Array:
        """Return the points of the edge in the same directions."""
        return self._at(polar(points)[1])

    def places(self, along: Array) -> Array:
        """Return points of the edge, once around from θ = 0."""
        return self._at(2 * np.pi * np.asarray(along, float))

    def along(self, x: float, y: float) -> float:
        """Return the share of the way around in the direction of a point."""
        return float(np.arctan2(y, x) / (2 * np.pi) % 1)

    def words(self, along: float) -> str:
        """Say in which direction."""
        return f"θ = {number(360 * along, 3)}°"

    @staticmethod
    def _at(turn: Array) -> Array:
        return np.asarray(_radius(turn)[..., None] * np.stack([np.cos(turn), np.sin(turn)], axis=-1))


SHAPES: Final = MappingProxyType({shape.name: shape for shape in (Sector(), Flower())})
"""The shapes by name."""


def polar(points: Array) -> tuple[Array, Array]:
    """Return r and θ of points of shape (..., 2)."""
    return np.hypot(points[..., 0], points[..., 1]), np.arctan2(points[..., 1], points[..., 0])


def polar_jacobian(points: Array) -> Array:
    """Return the Jacobian of (x, y) -> (r, θ), shape (..., 2, 2); nan at the origin.

    Examples
    --------
    >>> polar_jacobian(np.array([0.0, 2.0])).round(3).tolist()
    [[0.0, 1.0], [-0.5, 0.0]]
    """
    x, y = points[..., 0], points[..., 1]
    r = np.where(x**2 + y**2 > 0, np.hypot(x, y), np.nan)
    rows = np.stack([x / r, y / r], axis=-1), np.stack([-y / r**2, x / r**2], axis=-1)
    return np.stack(rows, axis=-2)


def screen_slope(shape: Shape, points: Array) -> Array:
    """Return the gradient of the depth on the sheet, Jᵀ times its gradient in r and θ, shape (..., 2)."""
    foot = shape.foot(points)
    return np.asarray(np.einsum("...ij,...i->...j", polar_jacobian(foot), shape.polar_slope(points)))


def _radius(turn: Array) -> Array:
    return np.asarray(1 + _DEPTH * np.sin(_PETALS * turn))


def _wrapped(turn: Array) -> Array:
    return np.asarray(np.pi - (np.pi - turn) % (2 * np.pi))
