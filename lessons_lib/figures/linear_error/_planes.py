"""The step h in the input plane, and where f and its linear approximation take it."""

import math
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.figures.columns import columns_reach
from lessons_lib.figures.linear_error._measure import Departure
from lessons_lib.pencil.figure import dot, label, put_dot, stroke
from lessons_lib.pencil.maps import draw_grid, grid_spacing, plane_axes
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import PlaneView, arrow, point_in_data, symbols

_SEEN = 15.0  # points: a step as long as this can be taken hold of
_APART = 12.0  # points from which both ends are told apart
_SAMPLES = 41


class StepPlane:
    """The input plane: the point p, and h from it."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView) -> None:
        self.ax, self.view = ax, plane_axes(ax, view, symbols(f))
        draw_grid(ax, self.view, spacing=2 * grid_spacing(self.view), meaning="axis", strength=0.6, layer=1)
        self._sheet = Sheet(ax)
        self._line = stroke(ax, "measure", width=0.6, layer=2)
        self._arrow = arrow(ax, "point", width=1.9, layer=5)
        self.dot, self.tip = dot(ax), dot(ax, size=0.8)
        self._names = [label(ax, "point", name) for name in ("p", "h")]
        self.artists: list[Artist] = [self._line, self._arrow, self.dot, self.tip, *self._names]

    def move(self, found: Departure, step: float) -> None:
        """Show a step; where it is too short to be seen, its direction alone."""
        ends = found.at + step * found.direction
        seen = step > _SEEN * point_in_data(self.ax) and self.view.contains(*ends)
        self.end = ends if seen else np.full(2, np.nan)
        far = 2 * max(self.view.width, self.view.height)
        self._line.set_data(
            *np.stack([found.at - far * found.direction, found.at + far * found.direction], 1)
        )
        put_dot(self.dot, *found.at)
        put_dot(self.tip, *self.end)
        shown = min(max(step, _SEEN * point_in_data(self.ax)), far)
        self._arrow.put(found.at, found.at + (shown if math.isfinite(shown) else 0.0) * found.direction)
        self._names[1].set_text("h" if seen or step > far / 8 else "h, drawn longer")
        self._put_labels(found)

    def _put_labels(self, found: Departure) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._line)
        sheet.avoid_dot(*found.at)
        middle, tip = (sheet.points(*place)[0] for place in (found.at, self._arrow.tip))
        sheet.place(self._names[0], around(middle, -found.direction, rings=2))
        inside = np.clip(tip, 0, sheet.size)
        sheet.place(self._names[1], around(inside, (-found.direction[1], found.direction[0]), rings=2))


class GapPlane:
    """The plane of changes, magnified by 1/|h|: the true change of f, J h, and the gap between both."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView, at: Array) -> None:
        reach = columns_reach(f, view, at)
        self.ax, names = ax, (r"$\Delta f_1/|h|$", r"$\Delta f_2/|h|$")
        self.view = plane_axes(ax, PlaneView(-reach, reach, -reach, reach), names)
        draw_grid(ax, self.view, spacing=2 * grid_spacing(self.view), meaning="axis", strength=0.6, layer=1)
        self._sheet = Sheet(ax)
        self._curve = stroke(ax, "function", width=0.8, dashes="dotted", layer=2.5)
        self._gap = stroke(ax, "secant", width=1.5, dashes="solid", layer=4)
        self._gap.set_solid_capstyle("butt")
        self._linear, self._true = (
            arrow(ax, "derivative", width=2, layer=5),
            arrow(ax, "function", width=2, layer=4.5),
        )
        texts = (("derivative", "J h"), ("function", "change of f"), ("secant", "error"))
        self._words = [label(ax, meaning, words) for meaning, words in texts]
        self.artists: list[Artist] = [self._curve, self._gap, self._linear, self._true, *self._words]

    def move(self, found: Departure, step: float) -> None:
        """Show the change along a step and its linear approximation."""
        true, linear = found.images(step * np.linspace(0, 1, _SAMPLES))
        with np.errstate(all="ignore"):
            true, linear = (true - found.value) / step, (linear - found.value) / step
        self._curve.set_data(*true.T)
        self._gap.set_data(*np.stack([true[-1], linear[-1]], axis=1))
        self._true.put((0, 0), true[-1])
        self._linear.put((0, 0), linear[-1])
        self._put_labels(true[-1], linear[-1])

    def _put_labels(self, true: Array, linear: Array) -> None:
        sheet, apart = self._sheet, math.hypot(*(true - linear)) / point_in_data(self.ax)
        meets = "J h" if apart > _APART else "J h, the change of f"
        for words, text in zip(
            self._words,
            (meets, "change of f" if apart > _APART else "", "error" if apart > 1.6 * _APART else ""),
            strict=True,
        ):
            words.set_text(text)
        sheet.clear()
        sheet.avoid(self._gap, self._curve)
        ends = [np.clip(sheet.points(*place)[0], 0, sheet.size) for place in (linear, true)]
        away = np.nan_to_num(linear - true) if apart > 1 else np.nan_to_num(linear)
        sheet.place(self._words[0], around(ends[0], away, rings=4))
        sheet.place(self._words[1], around(ends[1], -away, rings=4))
        sheet.place(self._words[2], beside(np.stack(ends), 5, 0.5), optional=True)
