"""Space on paper: a camera far away, and the box that a surface stands in."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Points


@dataclass(frozen=True)
class Camera:
    """A camera so far away that parallel lines stay parallel (orthographic projection).

    Examples
    --------
    >>> Camera(azimuth=-90, elevation=90).seen([1.0, 2.0, 5.0]).round(12).tolist()
    [1.0, 2.0]
    """

    azimuth: float
    elevation: float

    @cached_property
    def axes(self) -> Points:
        """Unit vectors to the right, up the picture and towards the camera, shape (3, 3), one in each row."""
        turn, lift = math.radians(self.azimuth), math.radians(self.elevation)
        across, along = math.cos(turn), math.sin(turn)
        high, flat = math.sin(lift), math.cos(lift)
        upward = (-high * across, -high * along, flat)
        return np.array([(-along, across, 0.0), upward, (flat * across, flat * along, high)])

    @property
    def towards(self) -> Points:
        """Unit vector from the scene to the camera, shape (3,)."""
        towards: Points = self.axes[2]
        return towards

    def seen(self, points: ArrayLike) -> Points:
        """Project points onto the picture."""
        return np.asarray(np.asarray(points, float) @ self.axes[:2].T)

    def depth(self, points: ArrayLike) -> Points:
        """Return how near points are to the camera, shape (...): the larger, the nearer."""
        return np.asarray(np.asarray(points, float) @ self.towards)

    def placed(self, picture: ArrayLike, depth: ArrayLike) -> Points:
        """Return the points in space with these places in the picture and these depths.

        Examples
        --------
        >>> camera = Camera(-60, 30)
        >>> camera.placed(camera.seen([1, 2, 3]), camera.depth([1, 2, 3])).round(12).tolist()
        [1.0, 2.0, 3.0]
        """
        return np.asarray(
            np.asarray(picture, float) @ self.axes[:2] + np.asarray(depth, float)[..., None] * self.towards
        )


@dataclass(frozen=True)
class Box:
    """The box that a surface stands in: the longer side of its floor goes from −1 to 1.

    Both inputs have one scale, so that directions on the floor are true; heights have their own. The surface
    hovers over the floor, so that the floor can be seen.
    """

    left: float
    right: float
    bottom: float
    top: float
    low: float
    high: float

    FLOOR = -0.92
    LOWEST = -0.2
    HIGHEST = 0.92

    @property
    def unit(self) -> float:
        """Length of the unit of the box, in units of the inputs."""
        return max(self.right - self.left, self.top - self.bottom) / 2

    @property
    def half(self) -> Points:
        """Half the sides of the floor, shape (2,)."""
        return np.array([self.right - self.left, self.top - self.bottom]) / (2 * self.unit)

    @property
    def middle(self) -> Points:
        """The middle of the floor in the input plane, shape (2,)."""
        return np.array([self.left + self.right, self.bottom + self.top]) / 2

    @property
    def rise(self) -> float:
        """How much higher a value is drawn that is larger by 1, in units of the box."""
        return (self.HIGHEST - self.LOWEST) / (self.high - self.low)

    def level(self, values: ArrayLike) -> Points:
        """Return the heights at which values stand, shape as given."""
        return np.asarray(self.LOWEST + (np.asarray(values, float) - self.low) * self.rise)

    def flat(self, inputs: ArrayLike) -> Points:
        """Return where inputs lie on the floor."""
        return np.asarray((np.asarray(inputs, float) - self.middle) / self.unit)

    def inputs(self, flat: ArrayLike) -> Points:
        """Return the inputs above which places on the floor lie: the reverse of `flat`."""
        return np.asarray(np.asarray(flat, float) * self.unit + self.middle)

    def points(self, inputs: ArrayLike, values: ArrayLike) -> Points:
        """Return the points of a graph, shape (..., 3), in units of the box.

        Examples
        --------
        >>> Box(-3, 3, -3, 3, 0, 9).points([3, 0], 9).round(9).tolist()
        [1.0, 0.0, 0.92]
        """
        return np.concatenate([self.flat(inputs), self.level(values)[..., None]], axis=-1)

    def on_floor(self, inputs: ArrayLike) -> Points:
        """Return the points of the floor below inputs, shape (..., 3)."""
        flat = self.flat(inputs)
        return np.concatenate([flat, np.full((*flat.shape[:-1], 1), self.FLOOR)], axis=-1)

    def corners(self, height: float) -> Points:
        """Return the four corners of the box at a height, counterclockwise, shape (4, 3)."""
        sides = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]) * self.half
        return np.concatenate([sides, np.full((4, 1), height)], axis=1)
