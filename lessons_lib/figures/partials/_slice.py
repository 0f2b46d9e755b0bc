"""One slice of a surface, along a line parallel to an axis."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lessons_lib.pencil.curves import View, polyline, straight, tangent_at, values
from lessons_lib.pencil.figure import Curve, dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import quotient_noise, steady, tangent_label
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import Point, plane_values, symbols, variable_names
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number


class _Line:
    """A function of two variables along a line parallel to an axis: a function of one."""

    def __init__(self, f: Any, axis: int, held: float) -> None:
        self._f, self._axis, self._held = f, axis, held

    def __call__(self, t: ArrayLike) -> NDArray[np.float64]:
        return plane_values(self._f, self._points(t))

    def derivative(self, t: ArrayLike) -> NDArray[np.float64]:
        """Return the partial derivative, inf or nan where it has no finite value."""
        return np.asarray(self._f.gradient(self._points(t))[..., self._axis])

    def _points(self, t: ArrayLike) -> NDArray[np.float64]:
        t = np.asarray(t, float)
        points = np.full((*t.shape, 2), self._held)
        points[..., self._axis] = t
        return points


def _thinned(curve: Curve) -> Curve:
    """Return every fourth point of a curve, and all at its ends and beside its gaps: enough to ride on."""
    xs, ys = curve
    gaps = np.flatnonzero(np.isnan(ys))
    kept = np.concatenate([np.arange(0, len(xs), 4), gaps - 1, gaps, gaps + 1, [len(xs) - 1]])
    kept = np.unique(np.clip(kept, 0, len(xs) - 1))
    return xs[kept], ys[kept]


class Slice:
    """One slice: its curve, the tangent, the secant, and what is written there."""

    def __init__(self, ax: Axes, f: Any, axis: int, view: View) -> None:
        self.ax, self.f, self._axis, self._view = ax, f, axis, view
        self._held = np.nan
        self._ground()
        self._sheet = Sheet(ax)
        self._curve = stroke(ax, "function", width=1.15)
        self._run = stroke(ax, "measure", width=0.6)
        self._tangent = stroke(ax, "derivative", layer=3.5)
        self._secant = stroke(ax, "secant", layer=4)
        self.dot, self._far = dot(ax), dot(ax, "secant", size=0.8)
        meanings = {"curve": "function", "tangent": "derivative", "secant": "secant", "step": "measure"}
        self._labels = {name: label(ax, key) for name, key in meanings.items()}
        marks: list[Artist] = [self._curve, self._run, self._tangent, self._secant, self._far, self.dot]
        self.moving = [*marks, *self._labels.values()]

    def _ground(self) -> None:
        set_view(self.ax, self._view)
        name_axes(self.ax, symbols(self.f)[self._axis], "value")
        if self._view.bottom < 0 < self._view.top:
            width = self.ax.spines["left"].get_linewidth()
            self.ax.axhline(0, color=LINE["ground"], linewidth=width, zorder=1)

    def move(self, at: Point, step: float) -> None:
        """Show the slice through another point."""
        self._cut(at[1 - self._axis])
        self.at, self.step = at[self._axis], step
        near, far = values(self._line, [self.at, self.at + step])
        self._heights = (float(near), float(far))
        self.slope = (self._heights[1] - self._heights[0]) / step if step else np.nan
        self.tangent = tangent_at(self._line, self.at)
        self._move_lines()
        self._move_labels()

    def _cut(self, held: float) -> None:
        """Take the slice elsewhere; where it stays, so does its curve."""
        if held != self._held:
            self._held, self._line = held, _Line(self.f, self._axis, held)
            self.curve = polyline(self._line, self._view)
            self.track = _thinned(self.curve)
            self._curve.set_data(*self.curve)

    @property
    def slope_text(self) -> str:
        """The secant's slope with the digits that rounding leaves alone."""
        return steady(self.slope, quotient_noise(self._heights, self.at, self.step))

    def _move_lines(self) -> None:
        (near, far), ahead = self._heights, self.at + self.step
        self._secant.set_data(*straight(self.at, near, self.slope, self._view))
        self._tangent.set_data(*straight(self.at, near, self.tangent.slope, self._view))
        self._run.set_data([self.at, ahead, ahead], [near, near, far])
        put_dot(self.dot, self.at, near)
        put_dot(self._far, ahead, far)

    def _move_labels(self) -> None:
        words, sheet = self._labels, self._sheet
        words["curve"].set_text(self._name())
        words["tangent"].set_text(tangent_label(self.tangent))
        words["secant"].set_text("" if np.isnan(self.slope) else f"secant, slope {self.slope_text}")
        words["step"].set_text(f"h = {number(self.step)}")
        sheet.clear()
        sheet.avoid(self._curve, self._run, self._tangent, self._secant)
        sheet.avoid_marks(self.dot, self._far)
        corners = sheet.of(self._run)
        sheet.place(words["tangent"], *self._tangent_places(corners))
        beyond = around(corners[-1], (1, self._above()), rings=5)
        sheet.place(words["secant"], beside(sheet.of(self._secant), 13, 0.9, (0, self._above())), beyond)
        sheet.place(words["curve"], beside(sheet.visible(*self.curve), 17, 0.85, (-1, 0)))
        wide = abs(float(corners[1, 0] - corners[0, 0])) > 12
        sheet.place(words["step"], *([beside(corners[:2], 5, prefer=(0, -1))] if wide else []), optional=True)

    def _tangent_places(self, corners: NDArray[np.float64]) -> list[Any]:
        if self.tangent.kind == "corner":
            return [around(corners[0], rings=6)]
        along = beside(self._sheet.of(self._tangent), 13, 0.8, (0, -self._above()))
        return [along, around(corners[0], (-1, -self._above()), rings=5)]

    def _above(self) -> int:
        """Tell on which side of the tangent the secant ends: 1 above, −1 below."""
        return -1 if self.slope < self.tangent.slope else 1

    def _name(self) -> str:
        inputs = list(variable_names(self.f))
        inputs[1 - self._axis] = number(self._held)
        return f"f({', '.join(inputs)})"
