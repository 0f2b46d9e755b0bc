"""A map of contour lines on pale bands, with their heights, and what is undefined hatched."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.pencil.figure import label, name_axes
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, Spots
from lessons_lib.pencil.plane._levels import chosen_levels
from lessons_lib.pencil.plane._values import plane_values, symbols
from lessons_lib.pencil.plane._view import PlaneView
from lessons_lib.wording import number

_SAMPLES = 220
_LABELLED = 5
_PALEST, _DARKEST = 0.02, 0.26
_FEW_POINTS = 12


class ContourMap:
    """A map that stands still: bands, contour lines, heights beside some of them."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView, levels: Sequence[float] | None) -> None:
        self.ax, self.view = ax, view
        self.xs, self.ys = view.grid(_SAMPLES)
        self.heights = plane_values(f, np.stack(np.meshgrid(self.xs, self.ys), axis=-1))
        chosen = chosen_levels(self.heights) if levels is None else np.unique(np.asarray(levels, float))
        self.levels: Array = chosen
        self.labels: list[Label] = []
        self.undefined = float(np.isnan(self.heights).mean())
        self._masked = np.ma.masked_invalid(self.heights)
        self._whole = np.ma.masked_where(_torn(self.heights, self.levels), self._masked)
        self._lines = contour_generator(self.xs, self.ys, self._whole)

    def line_at(self, height: float) -> Array:
        """Return the contour line of any height, shape (n, 2): pieces with a row of nan after each."""
        pieces = self._lines.lines(height) if np.isfinite(height) else []
        gap = np.full((1, 2), np.nan)
        return np.concatenate([np.zeros((0, 2)), *(part for piece in pieces for part in (piece, gap))])

    @property
    def words(self) -> str:
        """What a caption has to say about the map: nothing, unless it is constant or undefined somewhere."""
        if self.undefined == 1:
            return "the function is undefined all over the picture"
        if self.undefined > 0:
            return "the hatched part is where the function is undefined"
        return "" if len(self.levels) else "the function is constant, so there are no contour lines"

    def avoid(self, sheet: Sheet) -> None:
        """Keep the labels of a state off the heights on the map."""
        for written in self.labels:
            sheet.avoid_label(written)

    def draw(self, dim: bool) -> None:
        """Draw bands, lines and the hatched part."""
        if len(self.levels) and self.undefined < 1:
            self._draw_bands()
            self._draw_lines(dim)
        if self.undefined:
            self._hatch()

    def _draw_bands(self) -> None:
        ends = np.array([min(self._masked.min(), self.levels[0]), max(self._masked.max(), self.levels[-1])])
        room = 1e-6 * (ends[1] - ends[0]) + 1e-9 * np.abs(ends).max()
        edges = [ends[0] - room, *self.levels, ends[1] + room]
        tints = _tints(len(edges) - 1)
        self.ax.contourf(self.xs, self.ys, self._masked, levels=edges, colors=tints, zorder=0.1)

    def _draw_lines(self, dim: bool) -> None:
        width = self.ax.spines["left"].get_linewidth()
        self.ax.contour(
            self.xs, self.ys, self._whole, levels=self.levels, colors=[LINE["function"]],
            linewidths=(0.7 if dim else 0.95) * width, alpha=0.4 if dim else 0.75, zorder=1,
            negative_linestyles="solid",
        )  # fmt: skip

    def _hatch(self) -> None:
        gone = np.isnan(self.heights).astype(float)
        patch = self.ax.contourf(self.xs, self.ys, gone, levels=[0.5, 1.5], colors=["white"], zorder=0.2)
        patch.set(hatch="////", edgecolor=LINE["ground"], linewidth=0)
        self._name_the_hole(gone)

    def _name_the_hole(self, gone: Array) -> None:
        """Write "undefined" into the hatched part, where it is wide enough."""
        sheet = Sheet(self.ax)
        for x, y in self._defined_points():
            sheet.avoid_dot(x, y)
        rows, columns = np.nonzero(gone)
        some = np.linspace(0, len(rows) - 1, 60).astype(int)
        spots = sheet.points(self.xs[columns[some]], self.ys[rows[some]])
        middle = spots.mean(axis=0)
        spots = spots[np.argsort(np.hypot(*(spots - middle).T))]
        name = label(self.ax, "measure", "undefined", size=9.5, layer=1.5)
        sheet.place(name, _on(spots), optional=self.undefined < 0.2)
        self.labels.append(name)

    def _defined_points(self) -> NDArray[np.float64]:
        rows, columns = np.nonzero(np.isfinite(self.heights))
        some = np.linspace(0, len(rows) - 1, min(len(rows), 400)).astype(int)
        return np.stack([self.xs[columns[some]], self.ys[rows[some]]], axis=1)

    def write_heights(self) -> None:
        """Write their heights on some of the lines, away from each other and from the edges."""
        sheet = Sheet(self.ax)
        self.avoid(sheet)
        for level in _some(self.levels):
            spots = _places_on(sheet, self.line_at(level))
            words = label(self.ax, "function", number(level), size=8.5, layer=1.5)
            sheet.place(words, spots, optional=True)
            self.labels.append(words)


def _torn(heights: Array, levels: Array) -> NDArray[np.bool_]:
    """Find samples on the brink of a pole or jump from below all levels to above them: no line runs there."""
    if not len(levels):
        return np.zeros(heights.shape, bool)
    below, above = heights < levels[0], heights > levels[-1]
    return np.asarray((below & _spread(above)) | (above & _spread(below)))


def _spread(marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark all eight neighbours too."""
    wide = np.pad(marked, 1)
    wide[1:-1] |= wide[:-2] | wide[2:]
    wide[:, 1:-1] |= wide[:, :-2] | wide[:, 2:]
    return wide[1:-1, 1:-1]


def _some(levels: Array) -> Array:
    """Return at most five levels, evenly chosen, both ends among them."""
    count = min(len(levels), _LABELLED)
    return levels[np.unique(np.linspace(0, len(levels) - 1, count).round().astype(int))] if count else levels


def _places_on(sheet: Sheet, line: Array) -> Spots:
    """Return places on a contour line, those nearest the upper left diagonal first."""
    points = sheet.points(line[:, 0], line[:, 1])
    points = points[np.isfinite(points).all(axis=1)]
    room = 14.0
    points = points[((points > room) & (points < sheet.size - room)).all(axis=1)]
    if len(points) < _FEW_POINTS:
        return _on(np.zeros((0, 2)))
    points = points[:: max(1, len(points) // 60)]
    middle = sheet.size / 2
    return _on(points[np.argsort((points - middle) @ (1.0, -1.0) / sheet.size.mean(), kind="stable")])


def _on(points: Array) -> Spots:
    """Return places in the middle of points."""
    return Spots(points, np.zeros_like(points), corners=False)


def _tints(count: int) -> list[tuple[float, float, float]]:
    """Return tints of one colour from palest (low) to darkest (high)."""
    ink = np.array(to_rgb(LINE["function"]))
    shares = np.linspace(_PALEST, _DARKEST, count)
    return [tuple(float(c) for c in 1 - share * (1 - ink)) for share in shares]  # type: ignore[misc]


def contour_map(
    ax: Axes,
    f: Any,
    view: PlaneView,
    *,
    levels: Sequence[float] | None = None,
    labels: bool = True,
    dim: bool = False,
) -> ContourMap:
    """Draw the map of a function of two variables, with equal units along both axes.

    Examples
    --------
    >>> from lessons_lib.pencil.figure import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> drawn = contour_map(*new_axes(new_figure()), Function("x^2 + y^2"), PlaneView(-3, 3, -3, 3))
    >>> drawn.levels.tolist()
    [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0]
    """
    ax.set(xlim=view[:2], ylim=view[2:], aspect="equal")
    ax.set_autoscale_on(False)
    # The box of the axes takes its final shape now, for everything that is measured in points.
    ax.apply_aspect()
    name_axes(ax, *symbols(f))
    drawn = ContourMap(ax, f, view, levels)
    drawn.draw(dim)
    if labels:
        drawn.write_heights()
    return drawn
