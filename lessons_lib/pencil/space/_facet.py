"""A piece of the tangent plane: where it is, which part of it is seen, and what it hides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.path import Path
from numpy.typing import NDArray

from lessons_lib.arrays import Points
from lessons_lib.pencil.space._camera import Box, Camera

_REACH = 0.44  # of the box, from the point to the sides of the piece
_RISE = 0.5  # of the box, from the point to the highest corner: steeper pieces are smaller
_GRID = 19
_TOUCHING = 0.004  # of the box: this little below the surface the plane still touches it
_AHEAD = 0.02


@dataclass(frozen=True)
class Facet:
    """A rectangle of a tangent plane around its point, in units of the box."""

    point: Points
    slopes: Points
    low: Points
    high: Points

    @classmethod
    def at(cls, box: Box, inputs: Sequence[float], value: float, gradient: Points) -> "Facet":
        """Return the piece above some inputs; it ends where the box ends."""
        point, slopes = box.points(np.asarray(inputs), value), gradient * (box.rise * box.unit)
        reach = min(_REACH, _RISE / max(float(np.abs(slopes).sum()), 1e-300))
        low = np.maximum(-reach, np.minimum(-box.half - point[:2], 0))
        high = np.minimum(reach, np.maximum(box.half - point[:2], 0))
        return cls(point, slopes, low, high)

    def over(self, offsets: Points) -> Points:
        """Return the points of the plane at offsets from its point: (..., 2) -> (..., 3)."""
        return np.concatenate([offsets, (offsets @ self.slopes)[..., None]], axis=-1) + self.point

    @property
    def corners(self) -> Points:
        """Its four corners in order, shape (4, 3)."""
        (left, bottom), (right, top) = self.low, self.high
        return self.over(np.array([(left, bottom), (right, bottom), (right, top), (left, top)]))

    @property
    def cross(self) -> Points:
        """Two lines along the inputs through the point, shape (n, 3), with nan between them."""
        across, up = self._sides
        zero, gap = np.zeros(_GRID), np.full((1, 2), np.nan)
        lines = [np.stack([across, zero], axis=-1), gap, np.stack([zero, up], axis=-1)]
        return self.over(np.concatenate(lines))

    @property
    def _sides(self) -> tuple[Points, Points]:
        across, up = (np.linspace(*ends, _GRID) for ends in zip(self.low, self.high, strict=True))
        return across, up

    @property
    def grid(self) -> Points:
        """Points all over it, shape (n, 3), at which `seen_part` asks how freely they are seen."""
        return self.over(np.stack(np.meshgrid(*self._sides), axis=-1).reshape(-1, 2))

    def seen_part(self, camera: Camera, clearance: Points) -> Path:
        """Return the outline of what is seen of it in the picture, holes left out."""
        if not (self.high > self.low).all():
            return Path(np.empty((0, 2)))
        field = clearance.reshape(_GRID, _GRID) + _TOUCHING
        lines = contour_generator(*self._sides, field, fill_type="OuterCode")
        filled: Any = lines.filled(0.0, np.inf)
        outlines, codes = filled
        if not outlines:
            return Path(np.empty((0, 2)))
        return Path(camera.seen(self.over(np.concatenate(outlines))), np.concatenate(codes))

    def hides(self, camera: Camera, points: Points) -> NDArray[np.bool_]:
        """Tell which points (n, 3) lie behind it."""
        towards, offsets = camera.towards, points - self.point
        below = offsets[:, :2] @ self.slopes - offsets[:, 2]
        climb = towards[2] - towards[:2] @ self.slopes
        if abs(climb) < 1e-9:
            return np.zeros(len(points), bool)
        ways = below / climb
        met = offsets[:, :2] + ways[:, None] * towards[:2]
        return np.asarray((ways > _AHEAD) & ((met >= self.low) & (met <= self.high)).all(axis=1))
