"""The gradients of a function as arrows on its map, and one of them at right angles to its contour line."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lessons_lib.pencil.figure import Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import (
    PlaneView,
    Point,
    arrow,
    arrow_scale,
    contour_map,
    fitted,
    gradient_at,
    note_above,
    plane_place,
    point_in_data,
    right_angle,
    scale_words,
    value_at,
    variable_names,
)
from lessons_lib.wording import number

_ACROSS = 10  # arrows along the longer side of the map
_LONGEST = 0.95  # of the way to the next arrow
_TANGENT = 26.0  # half the tangent to the contour line, in points


class ArrowMap(Picture):
    """Contour lines and the arrows of the gradient field, with one point whose gradient is looked at.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> ArrowMap(*new_axes(new_figure(6.5, 5.5)), Function("x^2 + y^2"), at=(3, 4)).caption
    'Gradients of x² + y²: at (3, 4), on the contour line of value 25, the gradient is (6, 8), of length 10, \
at right angles to the line; the arrows lie in the plane of x and y.'
    """

    def __init__(self, ax: Axes, f: Any, at: Point, view: Sequence[float] | None = None) -> None:
        super().__init__()
        self.ax, self.f, self.at = ax, f, (float(at[0]), float(at[1]))
        self.view = PlaneView.of(view, f, self.at)
        self.scale = arrow_scale(f, self.view)
        with style(ax.get_figure(root=True)):
            self._contours = contour_map(ax, f, self.view, dim=True)
            self._draw_field()
            self._draw_point()
        self.move()

    def _draw_field(self) -> None:
        """Draw the arrows that stay: all to one scale, but none as far as the next."""
        self.tails, self.vectors = _field(self.f, self.view, self.scale)
        for tail, vector in zip(self.tails, self.vectors, strict=True):
            one = arrow(self.ax, "gradient", width=1.1, layer=2)
            one.set_alpha(0.55)
            one.put(tail, tail + vector)
        words = scale_words(self.scale).replace("drawn ", "$\\nabla f$ ")
        if len(self.tails):
            note_above(self.ax, f"{words}, small arrows shorter" if words else "small arrows drawn shorter")

    def _draw_point(self) -> None:
        self._sheet = Sheet(self.ax)
        self._line = stroke(self.ax, "function", layer=2.5)
        self._tangent = stroke(self.ax, "measure", width=0.6, layer=3)
        self._corner = stroke(self.ax, "measure", width=0.7, layer=4)
        self._arrow, self._dot = arrow(self.ax, "gradient", width=3.2), dot(self.ax)
        self._words, self._height = label(self.ax, "gradient"), label(self.ax, "function")
        marks: list[Artist] = [self._line, self._tangent, self._corner, self._arrow, self._dot]
        self._moving += [*marks, self._words, self._height]

    def move(self, at: Point | None = None) -> list[Artist]:
        """Show the gradient at another point."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.value, self.gradient = value_at(self.f, self.at), gradient_at(self.f, self.at)
        self._length = math.hypot(*self.gradient)
        put_dot(self._dot, *self.at)
        self._move_line()
        self._move_arrow()
        self._place_labels()
        self._caption = self._sentence()
        return self.moving

    @property
    def contour(self) -> NDArray[np.float64]:
        """The contour line through the point, shape (n, 2), a row of nan after each piece."""
        return self._through

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point."""
        return {"at": (self.ax, *self.at)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the point."""
        return {"at": self._dot}

    def _move_line(self) -> None:
        flat = not len(self._contours.levels)
        self._through = self._contours.line_at(math.nan if flat else self.value)
        self._line.set_data(*self._through.T)

    def _move_arrow(self) -> None:
        start = np.array(self.at)
        vector, self.fitted = fitted(self.scale * self.gradient, self.view, visible=True)
        self._arrow.put(start, start + vector)
        seen = self._length > 0
        along = np.array([-vector[1], vector[0]]) / math.hypot(*vector) if seen else np.full(2, np.nan)
        along = _TANGENT * point_in_data(self.ax) * along
        self._tangent.set_data(*np.stack([start - along, start + along], axis=1))
        self._corner.set_data(*right_angle(self.ax, start, vector, along).T)

    def _place_labels(self) -> None:
        self._words.set_text(self._gradient_words())
        self._height.set_text("" if math.isnan(self.value) else f"f = {number(self.value)}")
        sheet = self._sheet
        sheet.clear()
        self._contours.avoid(sheet)
        sheet.avoid(self._tangent, self._line)
        sheet.avoid_marks(self._dot)
        tip = self._arrow.tip if self._length > 0 else np.array(self.at)
        middle, end = (np.clip(sheet.points(x, y)[0], 0, sheet.size) for x, y in (self.at, tip))
        sheet.place(self._words, around(end, end - middle, rings=4))
        sheet.place(self._height, beside(sheet.visible(*self._through.T), 17, 0.25), around(middle, rings=2))

    def _gradient_words(self) -> str:
        if math.isnan(self._length):
            return "" if math.isnan(self.value) else "no ∇f"
        return f"∇f = {plane_place(self.gradient)}" + (f"\n{self.fitted}" if self.fitted else "")

    def _sentence(self) -> str:
        name, here = formula(self.f), plane_place(self.at)
        if math.isnan(self.value):
            return f"Gradients of {name}: undefined at {here}."
        end = f"; {self._contours.words}" if self._contours.words else ""
        return f"Gradients of {name}: at {here}, {self._here_words()}{end}."

    def _here_words(self) -> str:
        value = number(self.value)
        if math.isnan(self._length):
            return f"where the value is {value}, there is no gradient"
        gradient = f"the gradient is {plane_place(self.gradient)}"
        if not self._length:
            return f"where the value is {value}, {gradient}, and no direction leads up at first"
        across, up = variable_names(self.f)
        right = f"of length {number(self._length)}, at right angles to the line"
        plane = f"the arrows lie in the plane of {across} and {up}"
        return f"on the contour line of value {value}, {gradient}, {right}; {plane}"


def _field(f: Any, view: PlaneView, scale: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where the small arrows begin and what they are, shape (n, 2) each."""
    spacing = max(view.width, view.height) / _ACROSS
    sides = (np.arange(low + spacing / 2, high, spacing) for low, high in (view[:2], view[2:]))
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        gradients = np.asarray(f.gradient(points), float)
        lengths = np.hypot(*gradients.T)
    whole = np.isfinite(lengths) & (lengths > 0)
    points, gradients, lengths = points[whole], gradients[whole], lengths[whole]
    longest = _LONGEST * spacing
    usual = longest / float(np.percentile(lengths, 75)) if len(lengths) else scale
    shrink = np.minimum(min(usual, scale), longest / lengths)
    return points, shrink[:, None] * gradients
