"""Shapes whose edge is simple in polar coordinates, a window of pixels on it, and how it fades there."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.wording import number

WIDEST = np.radians(30.0)
MIDDLE = np.radians(45.0)
REACH = 1.7  # how far the edge of the sector goes
PETALS = 5
DEPTH = 0.3
PIXELS = 100  # along each side of the square
ROUNDS = 10
PLACES = 400
BORDER = 3.0  # pixels: how far from the frame a fade is measured


class Sector:
    """All directions between 15 and 75 degrees; the depth is an angle, in radians.

    A shape is where `depth`, a formula in r and θ, is positive. Of its edge it knows the `places` at shares
    of the way along it, and the `foot` where the Jacobian is taken for any point of the plane.
    """

    name, edge = "sector", "θ = 15° of a sector"
    difference, slope = "θ − θ₀", "|∇(θ − θ₀)| = 1/r"
    view, closed = (-0.15, 1.65, -0.15, 1.65), False

    def depth(self, points: Array) -> Array:
        """Return the angle to the nearer edge."""
        return np.asarray(WIDEST - np.abs(wrapped(polar(points)[1] - MIDDLE)))

    def nearest_depth(self, points: Array) -> Array:
        """Return the angle to the lower edge."""
        return np.asarray(WIDEST + wrapped(polar(points)[1] - MIDDLE))

    def polar_slope(self, points: Array) -> Array:
        """Return (0, 1): the depth is θ minus a number."""
        return np.broadcast_to([0.0, 1.0], points.shape)

    def foot(self, points: Array) -> Array:
        """Return the points themselves: only r counts, and it is the same on the edge."""
        return points

    def places(self, along: Array) -> Array:
        """Return points of the lower edge, from the tip outwards."""
        turn = MIDDLE - WIDEST
        return np.asarray(REACH * np.asarray(along)[..., None] * np.array([np.cos(turn), np.sin(turn)]))

    def along(self, x: float, y: float) -> float:
        """Return the share of the way that is nearest to a point."""
        unit = self.places(np.array(1.0)) / REACH
        return float(np.clip(unit @ (x, y) / REACH, 0.02, 1))

    def words(self, along: float) -> str:
        """Say how far from the tip."""
        return f"r = {number(REACH * along, 3)}"


class Flower:
    """r below R(θ) = 1 + 0.3 sin 5θ; the depth is a length along the ray."""

    name, edge = "flower", "r = R(θ) = 1 + 0.3 sin 5θ of a flower"
    difference, slope = "r − R", "|∇(r − R)| = √(1 + R′²/r²)"
    view, closed = (-1.4, 1.4, -1.4, 1.4), True

    def depth(self, points: Array) -> Array:
        """Return R(θ) − r."""
        r, turn = polar(points)
        return np.asarray(radius(turn) - r)

    nearest_depth = depth

    def polar_slope(self, points: Array) -> Array:
        """Return (−1, R′(θ))."""
        turn = polar(points)[1]
        steep = PETALS * DEPTH * np.cos(PETALS * turn)
        return np.stack([np.full(turn.shape, -1.0), steep], axis=-1)

    def foot(self, points: Array) -> Array:
        """Return the points of the edge in the same directions."""
        return self.at(polar(points)[1])

    def places(self, along: Array) -> Array:
        """Return points of the edge, once around from θ = 0."""
        return self.at(2 * np.pi * np.asarray(along, float))

    def along(self, x: float, y: float) -> float:
        """Return the share of the way around in the direction of a point."""
        return float(np.arctan2(y, x) / (2 * np.pi) % 1)

    def words(self, along: float) -> str:
        """Say in which direction."""
        return f"θ = {number(360 * along, 3)}°"

    @staticmethod
    def at(turn: Array) -> Array:
        return np.asarray(radius(turn)[..., None] * np.stack([np.cos(turn), np.sin(turn)], axis=-1))


Shape = Sector | Flower
SHAPES = MappingProxyType({shape.name: shape for shape in (Sector(), Flower())})


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


def radius(turn: Array) -> Array:
    return np.asarray(1 + DEPTH * np.sin(PETALS * turn))


def wrapped(turn: Array) -> Array:
    return np.asarray(np.pi - (np.pi - turn) % (2 * np.pi))


@dataclass(frozen=True)
class Window:
    """What the pixels show."""

    left: float
    bottom: float
    pixel: float

    @classmethod
    def around(cls, point: Array, shape: Shape, zoom: float) -> "Window":
        """Return a window as wide as the shape's view over `zoom`, around a point or near it."""
        left, right, bottom, top = shape.view
        side = (right - left) / zoom
        corner = np.clip(point - side / 2, (left, bottom), (right - side, top - side))
        return cls(float(corner[0]), float(corner[1]), side / PIXELS)

    @property
    def middles(self) -> Array:
        """The middles of all pixels, shape (rows, columns, 2), the lowest row first."""
        steps = (np.arange(PIXELS) + 0.5) * self.pixel
        return np.stack(np.meshgrid(self.left + steps, self.bottom + steps), axis=-1)

    def pixels(self, points: Array) -> Array:
        """Return points in pixels from the lower left corner."""
        return np.asarray((points - (self.left, self.bottom)) / self.pixel)

    def shows(self, points: Array) -> NDArray[np.bool_]:
        """Tell which points lie inside, away from the frame."""
        places = self.pixels(points)
        return np.asarray(((places > BORDER) & (places < PIXELS - BORDER)).all(axis=-1))


@dataclass(frozen=True)
class Fading:
    """How an edge fades from nothing to full."""

    shape: Shape
    width: float
    even: bool

    def cover(self, points: Array) -> Array:
        """Return how much ink points of shape (..., 2) get: 0 outside, 1 inside, 1/2 on the edge."""
        return np.clip(np.nan_to_num(self.rise(points, self.shape.depth(points))) + 0.5, 0, 1)

    def reaches(self, places: Array) -> tuple[Array, Array, Array]:
        """Return unit vectors into the shape at places of the edge, and how far the fade goes in and out."""
        slope = screen_slope(self.shape, places)
        steep = np.linalg.norm(slope, axis=-1, keepdims=True)
        into = slope / steep
        guess = self.width / 2 / (1.0 if self.even else steep[..., 0])
        return into, self.end(places, into, guess), self.end(places, -into, guess)

    def end(self, places: Array, way: Array, guess: Array | float) -> Array:
        """Walk to where the fade ends: its rise is nearly even, so a few rounds of proportion find it."""
        far: Array = np.broadcast_to(guess, places.shape[:-1])
        for _ in range(ROUNDS):
            points = places + far[..., None] * way
            risen = np.abs(self.rise(points, self.shape.nearest_depth(points)))
            far = far * np.clip(0.5 / np.maximum(risen, 1e-9), 0.5, 2)
        return far

    def rise(self, points: Array, depth: Array) -> Array:
        if not self.even:
            return depth / self.width
        slope = screen_slope(self.shape, points)
        return np.asarray(depth / np.linalg.norm(slope, axis=-1) / self.width)


def seen(shape: Shape, window: Window, at: float, zoom: float, wanted: float) -> Array:
    """Return places along the edge in a window, shape (k, 2); none within the fade at the tip."""
    along = at + np.linspace(-1, 1, PLACES) / zoom
    places = shape.places(along if shape.closed else np.clip(along, 0, 1))
    away = np.hypot(*places.T) > 1.5 * wanted * window.pixel
    return np.asarray(places[window.shows(places) & away])
