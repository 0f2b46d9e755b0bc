"""One order of differentiating, seen through a microscope that makes the outer step 1."""

import math
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.figures.mixed._differences import along_other, differences, second_difference
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import label, name_axes, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import steady
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import Point, plane_values, symbols
from lessons_lib.pencil.scenery import set_view

_PLACES: Final = np.linspace(-1.5, 1.5, 121)  # along the outer variable, in outer steps


class Order:
    """One order: the slopes along the inner variable, and the secant through two of them."""

    def __init__(self, ax: Axes, f: Any, axis: int, highest: float) -> None:
        self.ax, self.f, self.axis = ax, f, axis
        self.view = View(float(_PLACES[0]), float(_PLACES[-1]), -highest, highest)
        self._ground()
        self._sheet = Sheet(ax)
        self._exact = stroke(ax, "derivative", width=2.6)
        self._exact.set_alpha(0.4)
        self._measured = stroke(ax, "secant", width=1.1, layer=3.2)
        self._outer = stroke(ax, "second", width=0.65, dashes=("solid", "dashed")[axis], layer=3.4)
        self._ends = stroke(ax, "second", dashes="none", layer=5)
        size = 0.9 * self._ends.get_markersize()
        self._ends.set(marker="os"[axis], markersize=size, markeredgecolor="white")
        meanings = {"slope": "second", "measured": "secant", "exact": "derivative"}
        self._words = {name: label(ax, meaning) for name, meaning in meanings.items()}
        lines: list[Artist] = [self._exact, self._measured, self._outer, self._ends]
        self.moving = [*lines, *self._words.values()]

    def _ground(self) -> None:
        inner, outer = self.axis, 1 - self.axis
        marks = [name.strip("$") for name in symbols(self.f)]
        set_view(self.ax, self.view)
        self.ax.xaxis.set_major_locator(FixedLocator([-1, 0, 1]))
        ticks = [f"${marks[outer]}{end}$" for end in (" - k", "", " + k")]
        self.ax.xaxis.set_major_formatter(FixedFormatter(ticks))
        rise = rf"$\partial f/\partial {marks[inner]}$ along ${marks[outer]}$, in units of $k$"
        name_axes(self.ax, "", rise)
        width = self.ax.spines["left"].get_linewidth()
        self.ax.axhline(0, color=LINE["ground"], linewidth=width, zorder=1)

    def move(self, at: Point, inner: float, outer: float, noise: float) -> None:
        """Show another point or other steps."""
        self._at, self._step = at, outer
        slopes = differences(self.f, self.axis, at, inner, self._line(_PLACES))
        ends = differences(self.f, self.axis, at, inner, self._line([-1, 1]))
        exact, exact_ends = self._exact_slopes(_PLACES), self._exact_slopes([-1, 1])
        self.value, self.exact = second_difference(ends, outer), second_difference(exact_ends, outer)
        base = ends.mean()
        for line, heights in ((self._measured, slopes), (self._exact, exact)):
            line.set_data(_PLACES, np.clip((heights - base) / outer, *(30 * np.array(self.view[2:]))))
        self._outer.set_data(_PLACES[[0, -1]], self.value * _PLACES[[0, -1]])
        self._ends.set_data([-1, 1], [-self.value, self.value])
        self._write(noise)

    def _line(self, places: ArrayLike) -> Array:
        return along_other(self.axis, self._at, self._step, places)

    def _exact_slopes(self, places: ArrayLike) -> Array:
        return plane_values(lambda points: self.f.gradient(points)[..., self.axis], self._line(places))

    def _write(self, noise: float) -> None:
        words, sheet = self._words, self._sheet
        known = not math.isnan(self.value)
        words["slope"].set_text(f"slope {steady(self.value, noise)}" if known else "undefined")
        self._name_curves(known)
        sheet.clear()
        sheet.avoid(self._exact, self._measured, self._outer)
        sheet.avoid_marks(self._ends)
        right = sheet.of(self._ends)[1] if known else sheet.size / 2
        side = -np.sign(self.value) if known and self.value else 1
        sheet.place(words["slope"], around(np.clip(right, 0, sheet.size), (-1, side), rings=4))
        curve = sheet.visible(*(np.asarray(data, float) for data in self._measured.get_data()))
        sheet.place(words["measured"], beside(curve, 13, 0.1), around(sheet.size / 2, (0, -1), rings=5))
        sheet.place(words["exact"], beside(sheet.inside(sheet.of(self._exact)), 13, 0.9), optional=True)

    def _name_curves(self, known: bool) -> None:
        """Name the slopes and their exact curve; where one covers the other, both at once."""
        measured, exact = (np.asarray(line.get_ydata(), float) for line in (self._measured, self._exact))
        seen, there = np.isfinite(measured + exact), bool(np.isfinite(exact).any())
        apart = float(np.abs(measured - exact)[seen].max(initial=0)) > 0.03 * self.view.top
        both = there and known and not apart
        self._words["measured"].set_text(("∂f by differences" + "\nand exact" * both) if known else "")
        self._words["exact"].set_text("∂f exact" if there and not both else "")
