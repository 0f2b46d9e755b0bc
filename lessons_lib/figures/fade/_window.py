"""A square of pixels over a part of the plane, and how a shape's edge fades on it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.figures.fade._shapes import Shape, screen_slope

PIXELS: Final = 100
"""Pixels along each side of the square."""

_ROUNDS: Final = 10
_PLACES: Final = 400
_BORDER: Final = 3.0  # pixels: how far from the frame a fade is measured


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
        return np.asarray(((places > _BORDER) & (places < PIXELS - _BORDER)).all(axis=-1))


@dataclass(frozen=True)
class Fading:
    """How an edge fades from nothing to full."""

    shape: Shape
    width: float
    even: bool

    def cover(self, points: Array) -> Array:
        """Return how much ink points of shape (..., 2) get: 0 outside, 1 inside, 1/2 on the edge."""
        return np.clip(np.nan_to_num(self._rise(points, self.shape.depth(points))) + 0.5, 0, 1)

    def reaches(self, places: Array) -> tuple[Array, Array, Array]:
        """Return unit vectors into the shape at places of the edge, and how far the fade goes in and out."""
        slope = screen_slope(self.shape, places)
        steep = np.linalg.norm(slope, axis=-1, keepdims=True)
        into = slope / steep
        guess = self.width / 2 / (1.0 if self.even else steep[..., 0])
        return into, self._end(places, into, guess), self._end(places, -into, guess)

    def _end(self, places: Array, way: Array, guess: Array | float) -> Array:
        """Walk to where the fade ends: its rise is nearly even, so a few rounds of proportion find it."""
        far: Array = np.broadcast_to(guess, places.shape[:-1])
        for _ in range(_ROUNDS):
            points = places + far[..., None] * way
            risen = np.abs(self._rise(points, self.shape.nearest_depth(points)))
            far = far * np.clip(0.5 / np.maximum(risen, 1e-9), 0.5, 2)
        return far

    def _rise(self, points: Array, depth: Array) -> Array:
        if not self.even:
            return depth / self.width
        slope = screen_slope(self.shape, points)
        return np.asarray(depth / np.linalg.norm(slope, axis=-1) / self.width)


def seen(shape: Shape, window: Window, at: float, zoom: float, wanted: float) -> Array:
    """Return places along the edge in a window, shape (k, 2); none within the fade at the tip."""
    along = at + np.linspace(-1, 1, _PLACES) / zoom
    places = shape.places(along if shape.closed else np.clip(along, 0, 1))
    away = np.hypot(*places.T) > 1.5 * wanted * window.pixel
    return np.asarray(places[window.shows(places) & away])
