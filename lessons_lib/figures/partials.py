"""Partial derivatives: two slices through one point of a map, each with its tangent and its secant."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lessons_lib.figures.base import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.figures.curves import Tangent, View, polyline, straight, tangent_at, values, view_of
from lessons_lib.figures.palette import LINE
from lessons_lib.figures.phrases import formula, quotient_noise, steady, tangent_label, tangent_words
from lessons_lib.figures.placing import Sheet, around, beside
from lessons_lib.figures.plane import (
    PlaneView,
    Point,
    contour_map,
    plane_place,
    plane_values,
    symbols,
    value_at,
    variable_names,
)
from lessons_lib.figures.scenery import set_view
from lessons_lib.wording import number

_LOWEST = 0.6


class Partials(Picture):
    """A contour map with two lines through a point, and the slices of the surface along them.

    Along each line the other variable is held still, so the slice is a curve with a tangent, whose slope is
    the partial derivative, and a secant over the step.

    Parameters
    ----------
    axes : sequence of Axes
        Three empty axes: the map, the slice along the first variable, the slice along the second.
    f : Function
        Of two variables.
    at : sequence of float, shape (2,)
        The point.
    step : float
        The step h of both secants, of either sign.
    view : sequence of float, optional
        Limits of the map, (left, right, bottom, top); both slices show the same range of values.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.symbolic import Function
    >>> axes = new_axes(new_figure(11.5, 4), 1, 3)
    >>> Partials(axes, Function("x^2 y + sin y"), at=(1, 2), step=0.5).caption
    'x²y + sin(y) at (1, 2) with step h = 0.5: along x, with y held at 2, the secant has slope 5 and the \
tangent 4; along y, with x held at 1, the secant has slope 0.3783 and the tangent 0.5839.'
    """

    def __init__(
        self, axes: Sequence[Axes], f: Any, at: Point, step: float, view: Sequence[float] | None = None
    ) -> None:
        super().__init__()
        self.f, self.at, self.step = f, (float(at[0]), float(at[1])), float(step)
        self.map, *sides = axes
        self.view = PlaneView.of(view, f, self.at)
        with style(self.map.get_figure(root=True)):
            self._draw_map()
            for ax in sides:
                _level(ax, self.map)
            self._slices = [_Slice(ax, f, axis, self._span(axis)) for axis, ax in enumerate(sides)]
        self._moving += [artist for each in self._slices for artist in each.moving]
        self.move()

    def _draw_map(self) -> None:
        self._contours = contour_map(self.map, self.f, self.view)
        self._sheet = Sheet(self.map)
        self._lines = [stroke(self.map, "function", width=0.8, layer=2.5) for _ in range(2)]
        self._steps = stroke(self.map, "secant", dashes="solid", layer=4)
        self._dot = dot(self.map)
        self._names = [label(self.map, "function") for _ in range(2)]
        self._moving += [*self._lines, self._steps, self._dot, *self._names]

    def _span(self, axis: int) -> View:
        """Return the limits of a slice: its variable across, all heights of the map up."""
        heights = self._contours.heights[np.isfinite(self._contours.heights)]
        heights = heights if len(heights) else np.zeros(1)
        # The heights in order are a curve with the same limits.
        _, _, bottom, top = view_of(lambda share: np.quantile(heights, share), 0, 1)
        left, right = self.view[2 * axis : 2 * axis + 2]
        return View(left, right, bottom, top)

    def move(self, at: Point | None = None, step: float | None = None) -> list[Artist]:
        """Show another point or another step; what is not given stays.

        Returns
        -------
        list of Artist
            All that can move.
        """
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.step = self.step if step is None else float(step)
        self._height = value_at(self.f, self.at)
        for each in self._slices:
            each.move(self.at, self.step)
        self._move_map()
        self._caption = self._sentence()
        return self.moving

    @property
    def tangents(self) -> tuple[Tangent, Tangent]:
        """What each slice does at the point."""
        along, across = (each.tangent for each in self._slices)
        return along, across

    @property
    def slopes(self) -> tuple[float, float]:
        """Slopes of both secants; nan with step 0 or outside the domain."""
        along, across = (each.slope for each in self._slices)
        return along, across

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point on the map ("at") and on each slice ("first", "second")."""
        (x, y), (first, second) = self.at, self._slices
        return {
            "at": (self.map, x, y),
            "first": (first.ax, x, self._height),
            "second": (second.ax, y, self._height),
        }

    def dots(self) -> dict[str, Artist]:
        """Return the marks of the point."""
        first, second = self._slices
        return {"at": self._dot, "first": first.dot, "second": second.dot}

    def track(self, name: str) -> Curve | None:
        """Return the slice that a point rides on, new arrays when it has changed; on the map it is free."""
        first, second = self._slices
        return {"first": first.track, "second": second.track}.get(name)

    def _move_map(self) -> None:
        (x, y), view, h = self.at, self.view, self.step
        along, across = self._lines
        along.set_data([view.left, view.right], [y, y])
        across.set_data([x, x], [view.bottom, view.top])
        self._steps.set_data([x + h, x, x], [y, y, y + h])
        put_dot(self._dot, x, y)
        self._place_names()

    def _place_names(self) -> None:
        sheet, variables = self._sheet, variable_names(self.f)
        sheet.clear()
        self._contours.avoid(sheet)
        sheet.avoid(*self._lines, self._steps)
        sheet.avoid_marks(self._dot)
        for axis, (name, line) in enumerate(zip(self._names, self._lines, strict=True)):
            name.set_text(f"{variables[1 - axis]} = {number(self.at[1 - axis])} held")
            sheet.place(name, beside(sheet.of(line), 9, 0.8))

    def _sentence(self) -> str:
        start = f"{formula(self.f)} at {plane_place(self.at)}"
        if np.isnan(self._height):
            return f"{formula(self.f)}: undefined at {plane_place(self.at)}."
        words = [self._slope_words(axis) for axis in (0, 1)]
        end = f"; {self._contours.words}" if self._contours.words else ""
        return f"{start} with step h = {number(self.step)}: {'; '.join(words)}{end}."

    def _slope_words(self, axis: int) -> str:
        here, names = self._slices[axis], variable_names(self.f)
        held = f"along {names[axis]}, with {names[1 - axis]} held at {number(self.at[1 - axis])}"
        if not self.step:
            return f"{held}, {tangent_words(here.tangent)}"
        if np.isnan(here.slope):
            end = f"f is undefined at {names[axis]} = {number(self.at[axis] + self.step)}"
            return f"{held}, there is no secant, for {end}, and {tangent_words(here.tangent)}"
        secant = f"the secant has slope {here.slope_text}"
        if here.tangent.kind == "smooth":
            return f"{held}, {secant} and the tangent {number(here.tangent.slope)}"
        return f"{held}, {secant}, and {tangent_words(here.tangent)}"


def _level(ax: Axes, beside_map: Axes) -> None:
    """Let a slice stand as high as the map beside it, unless that is very low."""
    box, map_box = ax.get_position(), beside_map.get_position()
    if box.x0 < map_box.x1:  # beneath it
        return
    if map_box.height > _LOWEST * box.height:
        ax.set_position((box.x0, map_box.y0, box.width, map_box.height))


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


class _Slice:
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
