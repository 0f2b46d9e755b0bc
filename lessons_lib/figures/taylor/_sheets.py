"""The tangent plane and the paraboloid as pieces in space, each with what is seen of it."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from lessons_lib.arrays import Points
from lessons_lib.figures.taylor._expansion import Expansion
from lessons_lib.pencil.figure import stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.space import Box, Camera, Facet, Relief

_REACH: Final = 0.55  # of the box, from the point to the sides of the paraboloid
_RISE: Final = 0.62  # of the box, up or down to its corners: steeper ones are smaller
_BEHIND: Final = 0.004  # of the box: a point this little behind the surface lies on it
_EVERY: Final = 3  # lines of the net, in steps of the grid
_NOWHERE: Final = Path(np.empty((0, 2)))


@dataclass(frozen=True)
class Cap(Facet):
    """A piece of a paraboloid over a rectangle around its point, in units of the box."""

    bend: Points

    @classmethod
    def touching(cls, box: Box, here: Expansion) -> "Cap":
        """Return the piece that has value, slopes and bend of a function; it ends where the box ends."""
        point = box.points(here.at, here.value)
        slopes, bend = (here.gradient * box.unit) * box.rise, here.hessian * (box.rise * box.unit**2)
        reach = min(_REACH, _reach(float(np.abs(slopes).sum()), float(np.abs(bend).sum()) / 2))
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
    root = math.sqrt(slope**2 + 4 * bend * _RISE)
    return 2 * _RISE / max(slope + root, 1e-300)


class SheetMarks:
    """One piece of a plane or paraboloid: what is seen of it in full, its outline dashed."""

    def __init__(self, ax: Axes, relief: Relief, meaning: str, layer: float, *, net: bool) -> None:
        self.relief, self._has_net = relief, net
        self.patch = PathPatch(_NOWHERE, facecolor=to_rgba(LINE[meaning], 0.34), zorder=layer)
        self.patch.set(edgecolor=LINE[meaning], linewidth=0.9 * ax.spines["left"].get_linewidth())
        ax.add_patch(self.patch)
        self.outline = stroke(ax, meaning, width=0.4, dashes="dashed", layer=layer - 0.05)
        self.net = stroke(ax, meaning, width=0.4, dashes="solid", layer=layer + 0.05)

    @property
    def artists(self) -> list[Artist]:
        """All of them, always the same objects."""
        return [self.patch, self.outline, self.net]

    def put(self, camera: Camera, piece: Facet | None) -> None:
        """Show another piece, or none."""
        self.patch.set_path(_NOWHERE)
        for line in (self.outline, self.net):
            line.set_data([], [])
        if piece is None or not (piece.high > piece.low).all():
            return
        grid = piece.grid
        free = self.relief.clearance(camera, grid, looks=24)
        self.patch.set_path(piece.seen_part(camera, free))
        side = math.isqrt(len(grid))
        places = camera.seen(grid).reshape(side, side, 2)
        self.outline.set_data(*_rim(places).T)
        if self._has_net:
            self.net.set_data(*_net(np.where((free < -_BEHIND).reshape(side, side, 1), np.nan, places)).T)


def _rim(places: Points) -> Points:
    """Return the places around a grid, shape (n, 2)."""
    return np.concatenate([places[0], places[1:, -1], places[-1, -2::-1], places[-2::-1, 0]])


def _net(places: Points) -> Points:
    """Return lines along a grid, shape (n, 2), with nan between them."""
    gap = np.full((1, 2), np.nan)
    rows = [*places[::_EVERY], *places.swapaxes(0, 1)[::_EVERY]]
    return np.concatenate([part for row in rows for part in (row, gap)])
