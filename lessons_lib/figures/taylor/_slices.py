"""A slice through the point: the function, its tangent and its parabola along a line."""

import math
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.figures.taylor._expansion import Expansion
from lessons_lib.pencil.curves import View, polyline
from lessons_lib.pencil.figure import dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import unit
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

_SAMPLES: Final = 81


class Slice:
    """The function along one direction, with both polynomials."""

    def __init__(self, ax: Axes, view: View, name: str) -> None:
        self.ax, self.view = ax, view
        set_view(ax, view)
        name_axes(ax, "$t$", name)
        if view.bottom < 0 < view.top:
            ax.axhline(0, color=LINE["ground"], linewidth=ax.spines["left"].get_linewidth(), zorder=1)
        self._sheet = Sheet(ax)
        self._line = stroke(ax, "measure", width=0.6, layer=2)
        self._curve = stroke(ax, "function", width=1.15)
        self._tangent = stroke(ax, "derivative", width=0.8, layer=3.2)
        self._parabola = stroke(ax, "secant", layer=3.4)
        self._marks = [dot(ax, meaning, size=0.65) for meaning in ("derivative", "secant", "function")]
        self._dot = dot(ax)
        meanings = {"parabola": "secant", "tangent": "derivative", "curve": "function", "distance": "measure"}
        self._words = {key: label(ax, meaning) for key, meaning in meanings.items()}
        self._formula = label(ax, "secant", size=10.5)

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        lines = [self._line, self._curve, self._tangent, self._parabola, *self._marks, self._dot]
        return [*lines, *self._words.values(), self._formula]

    def move(self, here: Expansion, angle: float, distance: float = math.nan) -> None:
        """Show the slice through another point or along another direction, with marks at a distance."""
        direction = unit(angle)
        self._curve.set_data(*polyline(lambda t: here.values(direction, np.ravel(t)), self.view))
        places = np.linspace(self.view.left, self.view.right, _SAMPLES)
        self.polynomials = self._bounded(here.polynomials(direction, places))
        for line, heights in zip((self._tangent, self._parabola), self.polynomials, strict=True):
            line.set_data(places, heights)
        put_dot(self._dot, 0.0, here.value)
        self._move_marks(here, direction, distance)
        self._write(here.along(direction), distance)
        self._place(-1 if here.along(direction)[2] < 0 else 1)

    def _bounded(self, heights: tuple[Array, Array]) -> tuple[Array, Array]:
        """Cut what runs far out of the picture."""
        room = 4 * (self.view.top - self.view.bottom)
        line, parabola = (np.clip(each, self.view.bottom - room, self.view.top + room) for each in heights)
        return line, parabola

    def _move_marks(self, here: Expansion, direction: Array, distance: float) -> None:
        there = np.array([distance])
        seen = distance <= self.view.right
        ends = [*here.polynomials(direction, there), here.values(direction, there)] if seen else []
        heights = [float(end[0]) for end in ends] or [math.nan] * 3
        for mark, height in zip(self._marks, heights, strict=True):
            put_dot(mark, distance, height)
        known = [height for height in heights if math.isfinite(height)] or [math.nan]
        self._line.set_data(
            [distance] * 2, np.clip([min(known), max(known)], self.view.bottom, self.view.top)
        )

    def _write(self, polynomial: tuple[float, float, float], distance: float) -> None:
        words, (a, b, c) = self._words, polynomial
        known = math.isfinite(a + b)
        words["curve"].set_text("f" if np.isfinite(self._curve.get_ydata()).any() else "")
        words["tangent"].set_text("tangent" if known else "")
        words["parabola"].set_text("parabola" if known and math.isfinite(c) else "")
        terms = [term for term in (a, b, c) if math.isfinite(term)]
        self._formula.set_text(f"≈ {_sum(*terms)}" if known else "")
        words["distance"].set_text(f"t = {number(distance)}" if distance <= self.view.right else "")

    def _place(self, side: int) -> None:
        """Put the names on their places: the parabola lies above (1) or below (−1) the tangent."""
        words, sheet = self._words, self._sheet
        sheet.clear()
        sheet.avoid(self._curve, self._tangent, self._parabola, self._line)
        sheet.avoid_marks(self._dot, *self._marks)
        middle = np.clip(np.nan_to_num(sheet.of(self._dot)[0], nan=sheet.size[1] / 2), 0, sheet.size)
        rows = (("parabola", self._parabola, 0.04, side), ("tangent", self._tangent, 0.96, -side))
        for name, line, start, up in rows:
            along = sheet.inside(sheet.of(line))
            sheet.place(words[name], beside(along, 11, start, (0, up)), around(middle, (0, up), rings=3))
        sheet.place(words["curve"], beside(sheet.inside(sheet.of(self._curve)), 9, 0.95))
        bottom = sheet.of(self._line)[0]
        sheet.place(words["distance"], around(bottom, (0.3, -1), rings=3), optional=True)
        wide, _ = self._formula.size_in_points()
        self._formula.set_position((1 - wide / sheet.size[0], 1.0 + 8 / sheet.size[1]))


def _sum(*coefficients: float) -> str:
    """Write a polynomial in t.

    Examples
    --------
    >>> _sum(2.909, -4.0, 0.5), _sum(0.0, 1.0), _sum(0.0, 0.0)
    ('2.91 − 4t + 0.5t²', 't', '0')
    """
    terms = [(number(abs(c), 3), c < 0, power) for power, c in enumerate(coefficients) if c]
    text = ""
    for size, negative, power in terms:
        sign = (" − " if negative else " + ") if text else ("−" if negative else "")
        text += sign + ("" if size == "1" and power else size) + ("", "t", "t²")[power]
    return text or "0"
