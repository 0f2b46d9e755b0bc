"""The map of a valley that is stretched and turned: contour lines that move, and the walk on it."""

import math
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from lessons_lib.arrays import Array
from lessons_lib.figures.valley._walks import Descended
from lessons_lib.pencil.figure import dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.wording import number

_REACH: Final = 1.4
_RINGS: Final = 0.15 * 2.0 ** np.arange(10)[::-1]  # how far contour lines reach along the floor
_PALEST, _DARKEST = 0.02, 0.26
_CROWD: Final = 60
_TURNS: Final = np.linspace(0, 2 * np.pi, 240, endpoint=False)
_CIRCLE: Final = np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1)


class ValleyMap:
    """Contour lines, each four times as high as the next one inside, and a walk."""

    def __init__(self, ax: Axes) -> None:
        ax.set(xlim=(-_REACH, _REACH), ylim=(-_REACH, _REACH), aspect="equal", autoscale_on=False)
        ax.apply_aspect()
        ax.set_facecolor(_tint(0))
        name_axes(ax, "$x$", "$y$")
        self._rings = [_ring(ax, index) for index in range(len(_RINGS))]
        self._walk = stroke(ax, "secant", width=0.45, layer=4, dashes="solid")
        self._walk.set(marker="o", markeredgewidth=0)
        self._mark = 0.42 * self._walk.get_markersize()
        self._bottom = stroke(ax, "point", dashes="none", layer=5)
        self._bottom.set(marker="x", markersize=0.75 * self._bottom.get_markersize(), markeredgewidth=1.6)
        self._bottom.set_data([0], [0])
        self.start, self._where = dot(ax, size=0.95), label(ax, "point", "start", size=10)
        self._stretch, self._sheet = label(ax, "point"), Sheet(ax)
        self.moving: list[Artist] = [
            *self._rings, self._walk, self._bottom, self.start, self._stretch, self._where
        ]  # fmt: skip

    def move(self, kappa: float, angle: float, walk: Descended, scaled: str) -> None:
        """Show another valley and a walk in it."""
        for ring, size in zip(self._rings, _RINGS, strict=True):
            ring.set_xy(_ellipse(size, kappa, angle))
        self._walk.set_data(*walk.points.T)
        self._walk.set_markersize(self._mark if len(walk.path) <= _CROWD else 0.6 * self._mark)
        put_dot(self.start, *walk.points[0])
        after = f"\nscaled: κ = {scaled}" if scaled else ""
        self._stretch.set_text(f"κ = {number(kappa)}{after}")
        self._place(walk.points[0])

    def _place(self, start: Array) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._walk)
        sheet.avoid_marks(self.start, self._bottom)
        corners = ((0.0, 1.0), (1.0, 0.0))
        spots = (around(sheet.size * corner, 0.5 - np.array(corner)) for corner in corners)
        sheet.place(self._stretch, *spots)
        sheet.place(self._where, around(sheet.points(*start)[0], (0, 1), rings=2))


def _ring(ax: Axes, index: int) -> Polygon:
    """Add a contour line with what it encloses, not yet anywhere."""
    width = 0.7 * ax.spines["left"].get_linewidth()
    ring = Polygon(
        np.zeros((3, 2)), facecolor=_tint(index + 1), edgecolor=(*to_rgb(LINE["function"]), 0.45),
        linewidth=width, zorder=0.5 + 0.01 * index,
    )  # fmt: skip
    ax.add_patch(ring)
    return ring


def _tint(index: int) -> tuple[float, float, float]:
    """Return the tint outside a ring, paler for inner ones."""
    share = _DARKEST + (_PALEST - _DARKEST) * index / len(_RINGS)
    red, green, blue = (1 - share * (1 - channel) for channel in to_rgb(LINE["function"]))
    return red, green, blue


def _ellipse(size: float, kappa: float, angle: float) -> Array:
    """Return a contour line that reaches so far along the floor, shape (n, 2)."""
    turn = math.radians(angle)
    along, across = size * _CIRCLE[:, 0], size / math.sqrt(kappa) * _CIRCLE[:, 1]
    cosine, sine = math.cos(turn), math.sin(turn)
    return np.stack([along * cosine - across * sine, along * sine + across * cosine], axis=1)
