"""What moves on the surface: the point, its tangent plane, its stem, and the gradient on the floor."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path
from numpy.typing import NDArray

from lessons_lib.arrays import Points
from lessons_lib.pencil.figure import dot, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.space import Camera
from lessons_lib.pencil.space._facet import Facet
from lessons_lib.pencil.space._relief import Relief

_PARTS = 24
_BEHIND = 0.004  # of the box: a point this little below the surface lies on it
_HEAD, _WING = 0.125, 0.052  # length and half width of an arrow's head, of the box
_SHORTEST = 1e-4
_NOWHERE = Path(np.empty((0, 2)))


class Marks:
    """The moving part of the 3-D picture: seen pieces are drawn in full, hidden ones dashed or hollow."""

    def __init__(self, ax: Axes, relief: Relief) -> None:
        self.ax, self.relief, self.hidden = ax, relief, False
        self.outline = stroke(ax, "derivative", width=0.4, dashes="dashed", layer=3)
        self.plane = _patch(ax, "derivative")
        self.cross = stroke(ax, "derivative", width=0.4, layer=3.2)
        self.stem, self.seen_stem = _pair(ax, "measure", 0.7, 4)
        self.shaft, self.seen_shaft = _pair(ax, "gradient", 1.1, 4.2)
        self.head = Polygon(np.zeros((3, 2)), joinstyle="miter", edgecolor=LINE["gradient"], zorder=4.5)
        self.head.set_linewidth(0.5 * self.seen_shaft.get_linewidth())
        ax.add_patch(self.head)
        self.foot = dot(ax, "point", size=0.55, layer=5)
        self.dot = dot(ax, "point")

    @property
    def artists(self) -> list[Artist]:
        """All of them, always the same objects."""
        lines = [self.outline, self.cross, self.stem, self.seen_stem, self.shaft, self.seen_shaft]
        return [self.plane, *lines, self.head, self.foot, self.dot]

    def put(self, camera: Camera, point: Points, foot: Points, tip: Points, facet: Facet | None) -> None:
        """Move everything, and sort out what is hidden."""
        stem, shaft = (np.linspace(foot, end, _PARTS) for end in (point, tip))
        plane = np.zeros((0, 3)) if facet is None else np.concatenate([facet.cross, facet.grid])
        free = self._clearance(camera, np.concatenate([stem, shaft, plane]))
        behind = free[: 2 * _PARTS] < -_BEHIND
        if facet is not None:
            behind |= facet.hides(camera, np.concatenate([stem, shaft]))
        self.hidden = bool(free[_PARTS - 1] < -_BEHIND)
        self._put_facet(camera, facet, free[2 * _PARTS :])
        self._put_line(self.stem, self.seen_stem, camera.seen(stem), behind[:_PARTS])
        self._put_arrow(camera, foot, tip, behind[_PARTS:])
        self._put_dots(camera.seen(point), camera.seen(foot), behind[0])

    def _clearance(self, camera: Camera, points: Points) -> Points:
        """Measure how freely points are seen; those that are nowhere are free."""
        free = np.full(len(points), np.inf)
        there = np.isfinite(points).all(axis=1)
        free[there] = self.relief.clearance(camera, points[there])
        return free

    def _put_facet(self, camera: Camera, facet: Facet | None, free: Points) -> None:
        self.plane.set_path(_NOWHERE)
        for line in (self.outline, self.cross):
            line.set_data([], [])
        if facet is not None:
            corners, cross = facet.corners, facet.cross
            self.plane.set_path(facet.seen_part(camera, free[len(cross) :]))
            self.outline.set_data(*camera.seen(np.concatenate([corners, corners[:1]])).T)
            behind = free[: len(cross), None] < -_BEHIND
            self.cross.set_data(*np.where(behind, np.nan, camera.seen(cross)).T)

    def _put_line(self, whole: Line2D, seen: Line2D, places: Points, behind: NDArray[np.bool_]) -> None:
        whole.set_data(*places[[0, -1]].T)
        seen.set_data(*np.where(behind[:, None], np.nan, places).T)

    def _put_arrow(self, camera: Camera, foot: Points, tip: Points, behind: NDArray[np.bool_]) -> None:
        length = float(np.hypot(*(tip - foot)[:2]))
        shown = length > _SHORTEST
        self.head.set_visible(shown)
        for line in (self.shaft, self.seen_shaft):
            line.set_data([], [])
        if shown:
            head = _head(foot, tip, length)
            shaft = np.linspace(foot, (head[0] + head[2]) / 2, _PARTS)
            self._put_line(self.shaft, self.seen_shaft, camera.seen(shaft), behind)
            self.head.set_xy(camera.seen(head))
            self.head.set_facecolor("white" if behind[-1] else LINE["gradient"])

    def _put_dots(self, point: Points, foot: Points, foot_behind: bool) -> None:
        for mark, place, behind in ((self.dot, point, self.hidden), (self.foot, foot, foot_behind)):
            mark.set_data([place[0]], [place[1]])
            _fill(mark, hollow=behind)


def _head(tail: Points, tip: Points, length: float) -> Points:
    """Return the corners of an arrow's head that lies on the floor, shape (3, 3), its tip in the middle."""
    along = (tip - tail) / length
    side = np.array([-along[1], along[0], 0.0])
    share = min(1.0, length / (1.5 * _HEAD))
    neck = tip - share * _HEAD * along
    return np.stack([neck + share * _WING * side, tip, neck - share * _WING * side])


def _patch(ax: Axes, meaning: str) -> PathPatch:
    colour = LINE[meaning]
    patch = PathPatch(_NOWHERE, facecolor=to_rgba(colour, 0.5), edgecolor=colour, zorder=3.1)
    patch.set_linewidth(1.1 * ax.spines["left"].get_linewidth())
    ax.add_patch(patch)
    return patch


def _pair(ax: Axes, meaning: str, width: float, layer: float) -> tuple[Line2D, Line2D]:
    """Add a dashed line for the whole and a full one for what is seen of it."""
    whole = stroke(ax, meaning, width=0.55 * width, dashes="dashed", layer=layer)
    return whole, stroke(ax, meaning, width=width, dashes="solid", layer=layer + 0.1)


def _fill(mark: Line2D, *, hollow: bool) -> None:
    colours: tuple[Any, Any] = ("white", LINE["point"]) if hollow else (LINE["point"], "white")
    mark.set(markerfacecolor=colours[0], markeredgecolor=colours[1])
