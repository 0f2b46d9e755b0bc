"""A map with two lines through a point, and the slices along them beside it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.partials._slice import Slice
from lessons_lib.pencil.curves import Tangent, View, view_of
from lessons_lib.pencil.figure import Curve, Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.phrases import formula, tangent_words
from lessons_lib.pencil.placing import Sheet, beside
from lessons_lib.pencil.plane import PlaneView, Point, contour_map, plane_place, value_at, variable_names
from lessons_lib.wording import number

_LOWEST = 0.6


class Partials(Picture):
    """A contour map with two lines through a point, and the slices of the surface along them.

    Along each line the other variable is held still, so the slice is a curve with a tangent, whose slope is
    the partial derivative, and a secant over the step.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
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
            self._slices = [Slice(ax, f, axis, self._span(axis)) for axis, ax in enumerate(sides)]
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
        """Show another point or another step; what is not given stays."""
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
