"""Two orders of differentiating: the slope of one slope along the other variable, and the other way round."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.mixed._differences import along_other, differences, second_difference
from lessons_lib.figures.mixed._order import Order
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.phrases import formula, steady
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import (
    PlaneView,
    Point,
    contour_map,
    note_above,
    plane_place,
    plane_values,
    value_at,
    variable_names,
)
from lessons_lib.wording import number

_EPSILON: Final = float(np.finfo(float).eps)
_STENCIL: Final = 0.17  # half the longer side of the stencil as it is drawn, of the view


class Mixed(Picture):
    """Mixed second differences in both orders, each the slope of a secant through slopes.

    On the left the map, and around the point the places where f is asked, magnified; beside it ∂f/∂x along
    the y direction and ∂f/∂y along the x direction, seen through a microscope that makes the outer step 1.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> picture = Mixed(new_axes(new_figure(11.5, 4), 1, 3), Function("x^2 sin y"), (1, 0), 1e-6, 1e-3)
    >>> [round(value, 5) for value in picture.values]
    [2.0, 2.0]
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        at: Point,
        inner: float,
        outer: float,
        *,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.map, *sides = axes
        self.f, self.at = f, (float(at[0]), float(at[1]))
        self.inner, self.outer = float(inner), float(outer)
        self.view = PlaneView.of(view, f, self.at)
        with style(self.map.get_figure(root=True)):
            self._draw_map()
            highest = _highest(f, self.view, [abs(value) for value in self._now()])
            self.orders = [Order(ax, f, axis, highest) for axis, ax in enumerate(sides)]
        self._moving += [artist for order in self.orders for artist in order.moving]
        self.move()

    def _now(self) -> list[float]:
        """Return both mixed differences in the present state, before anything is drawn."""
        return [self._difference(axis) for axis in (0, 1)]

    def _difference(self, axis: int) -> float:
        ends = along_other(axis, self.at, self.outer, [-1, 1])
        return second_difference(differences(self.f, axis, self.at, self.inner, ends), self.outer)

    def _draw_map(self) -> None:
        self._contours = contour_map(self.map, self.f, self.view, dim=True)
        self._sheet = Sheet(self.map)
        self._boxes = [
            stroke(self.map, "second", width=0.7, dashes="solid", layer=3),
            stroke(self.map, "second", width=0.7, dashes="dashed", layer=3.1),
        ]
        note_above(self.map, "steps magnified")
        for box, marker in zip(self._boxes, "os", strict=True):
            box.set(marker=marker, markersize=0.55 * box.get_markersize(), markeredgecolor="white")
        self._dot = dot(self.map, size=0.8)
        self._names = [label(self.map, "second", size=10) for _ in range(2)]
        self._moving += [*self._boxes, self._dot, *self._names]

    def move(
        self, at: Point | None = None, inner: float | None = None, outer: float | None = None
    ) -> list[Artist]:
        """Show another point or other steps; what is not given stays."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.inner = self.inner if inner is None else float(inner)
        self.outer = self.outer if outer is None else float(outer)
        self.noise = self._rounding()
        for order in self.orders:
            order.move(self.at, self.inner, self.outer, self.noise)
        self._move_map()
        self._caption = self._sentence()
        return self.moving

    @property
    def values(self) -> tuple[float, float]:
        """The mixed differences: inner along the first variable, and inner along the second."""
        first, second = (order.value for order in self.orders)
        return first, second

    @property
    def exact(self) -> tuple[float, float]:
        """The same with exact inner slopes, as for an inner step that goes to 0; nan where there is none."""
        first, second = (order.exact for order in self.orders)
        return first, second

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point."""
        return {"at": (self.map, *self.at)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the point."""
        return {"at": self._dot}

    def _rounding(self) -> float:
        """Bound what rounding does to a second difference."""
        (x, y), h, k = self.at, self.inner, self.outer
        around_it = [(x + a, y + b) for a, b in ((h, k), (-h, -k), (k, h), (-k, -h))]
        heights = np.abs(plane_values(self.f, around_it))
        return _EPSILON * float(np.nan_to_num(heights).max()) / (h * k)

    def _move_map(self) -> None:
        put_dot(self._dot, *self.at)
        half = np.array([self.inner, self.outer]) / max(self.inner, self.outer) * _STENCIL * self.view.size
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        for box, sides in zip(self._boxes, (half, half[::-1]), strict=True):
            box.set_data(*(self.at + corners * sides).T)
        self._place_names()

    def _place_names(self) -> None:
        sheet, names = self._sheet, variable_names(self.f)
        sheet.clear()
        self._contours.avoid(sheet)
        sheet.avoid(*self._boxes)
        sheet.avoid_marks(self._dot)
        same = self.inner == self.outer
        texts = ("either first", "") if same else (f"{names[0]} first", f"{names[1]} first")
        middle = sheet.points(*self.at)[0]
        for words, text, box in zip(self._names, texts, self._boxes, strict=True):
            words.set_text(text)
            corner = sheet.of(box)[2]
            sheet.place(words, around(corner, corner - middle, rings=3))

    def _sentence(self) -> str:
        name, (across, up), h, k = formula(self.f), variable_names(self.f), self.inner, self.outer
        start = f"{name} at {plane_place(self.at)}, inner step {_step(h)}, outer step {_step(k)}"
        first, second = self.values
        if math.isnan(first + second):
            return f"{start}: f is undefined at one of the points, so there are no mixed differences."
        one, other = (steady(value, self.noise) for value in (first, second))
        both = f"first along {across} and then along {up} the mixed difference is {one}"
        rest = f"first along {up} and then along {across} it is {other}"
        return f"{start}: {both}, {rest}; {self._comparison()}{self._exact_words()}."

    def _comparison(self) -> str:
        gap, size = abs(self.values[0] - self.values[1]), max(map(abs, self.values))
        if self.inner == self.outer:
            return "with equal steps both ask for the same four values, so they agree"
        if not gap:
            return "they agree"
        if gap <= max(4 * self.noise, 1e-9 * size):
            return "they agree as far as rounding lets one see"
        return f"they differ by {steady(gap, self.noise)}"

    def _exact_words(self) -> str:
        first, second = self.exact
        if math.isnan(first + second):
            return "; there are no exact slopes beside the point to compare with"
        with np.errstate(all="ignore"):
            true = float(np.asarray(self.f.hessian(self.at))[0, 1])
        if math.isfinite(true) and not math.isnan(value_at(self.f, self.at)):
            return f"; the second derivative itself is {number(true)}"
        return f"; with exact inner slopes they would be {number(first)} and {number(second)}"


def _highest(f: Any, view: PlaneView, present: Sequence[float]) -> float:
    """Return what is shown up and down: mixed derivatives as they are usual, and those of the first state."""
    points = np.stack(np.meshgrid(*view.grid(16)), axis=-1)
    found = np.abs(plane_values(lambda each: f.hessian(each)[..., 0, 1], points))
    usual = float(np.nanpercentile(found, 60)) if np.isfinite(found).any() else 0.0
    size = max(usual, *(value for value in present if math.isfinite(value)), 0.0)
    return 1.8 * size if size > 1e-9 else 1.8


def _step(size: float) -> str:
    return number(size).removeprefix("1·")
