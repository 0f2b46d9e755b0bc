"""The pencil: every call says what stands somewhere; lines and dots are made once and then moved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from lessons_lib.pencil.curves import View, polyline, straight, value
from lessons_lib.pencil.figure import Curve, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import formula_label, input_name
from lessons_lib.pencil.placing import Sheet, Spots, around, beside
from lessons_lib.pencil.scenery import set_view

_SAMPLES = 100


@dataclass
class Mark:
    """A line or a dot with the words beside it."""

    drawn: Line2D
    words: Label
    function: Any = None
    curve: Curve | None = None

    def show(self, shown: bool) -> None:
        """Show the mark, or hide it where the present state has no use for it."""
        self.drawn.set_visible(shown)
        self.words.set_visible(shown)


class Pencil:
    """What a function of yours draws with; every call says what stands there in the present state.

    Lines and dots are made once and then moved: the third line of one colour is the third line of that
    colour in every state. What a state does not draw is hidden. A place that is undefined is not drawn.

    Notes
    -----
    A ``meaning`` chooses colour and line style, the same in the whole course: "function", "derivative",
    "secant", "gradient", "second", "measure", "point".
    """

    def __init__(self, ax: Axes, f: Any, view: View) -> None:
        self.ax, self.f, self.view = ax, f, view
        self._lines: dict[str, list[Mark]] = {}
        self._dots: dict[str, list[Mark]] = {}
        self._used: list[tuple[Mark, bool]] = []
        self.grips: dict[str, tuple[float, float, Line2D]] = {}
        self._draw_ground()
        self._sheet = Sheet(ax)

    def curve(self, f: Any, meaning: str = "function", text: str | None = None) -> None:
        """Draw a function of x over all that is seen."""
        mark = self._line(meaning)
        if mark.function is not f:
            mark.function, mark.curve = f, polyline(f, self.view)
            mark.drawn.set_data(*mark.curve)
        mark.words.set_text(formula_label(f) if text is None else text)

    def line(self, x: float, y: float, slope: float, meaning: str = "derivative", text: str = "") -> None:
        """Draw the straight line through (x, y) from edge to edge."""
        mark = self._line(meaning)
        mark.drawn.set_data(*straight(float(x), float(y), float(slope), self.view))
        mark.words.set_text(text)

    def path(self, xs: ArrayLike, ys: ArrayLike, meaning: str = "measure", text: str = "") -> None:
        """Draw straight from point to point."""
        mark = self._line(meaning)
        mark.drawn.set_data(*_within_reach(xs, ys, self.view))
        mark.words.set_text(text)

    def dot(self, x: float, y: float, text: str = "", meaning: str = "point") -> None:
        """Draw a dot; one that the view does not reach is left out."""
        self._dot(float(x), float(y), text, meaning)

    def grip(self, name: str, x: float, y: float, text: str = "") -> None:
        """Draw a point that people can drag."""
        mark = self._dot(float(x), float(y), text, "point")
        self.grips[name] = (float(x), float(y), mark.drawn)

    def begin(self) -> None:
        """Begin a new state: nothing is drawn yet."""
        self._used = []
        self.grips = {}
        self._sheet.clear()

    def finish(self) -> list[Artist]:
        """Hide what this state has not drawn, find places for the words, and return all that can move."""
        marks = [mark for kind in (self._lines, self._dots) for marks in kind.values() for mark in marks]
        for mark in marks:
            mark.show(False)
        for mark, is_dot in self._used:
            mark.show(True)
            (self._sheet.avoid_marks if is_dot else self._sheet.avoid)(mark.drawn)
        for mark, is_dot in self._used:
            self._sheet.place(mark.words, self._spots(mark, is_dot))
        return [artist for mark in marks for artist in (mark.drawn, mark.words)]

    def track(self, x: float, y: float) -> Curve:
        """Return what a grip rides on: the curve on which it stands, or its own height."""
        for marks in self._lines.values():
            for mark in marks:
                if mark.curve is not None and value(mark.function, x) == y:
                    return mark.curve
        return _level(self.view.left, self.view.right, y)

    def _draw_ground(self) -> None:
        set_view(self.ax, self.view)
        name_axes(self.ax, f"${input_name(self.f)}$", "$y$")
        if self.view.bottom < 0 < self.view.top:
            self.ax.axhline(
                0, color=LINE["ground"], linewidth=self.ax.spines["left"].get_linewidth(), zorder=1
            )

    def _line(self, meaning: str) -> Mark:
        width = 1.15 if meaning == "function" else 1.0
        return self._next(
            self._lines.setdefault(meaning, []), False, lambda: stroke(self.ax, meaning, width=width), meaning
        )

    def _dot(self, x: float, y: float, text: str, meaning: str) -> Mark:
        mark = self._next(self._dots.setdefault(meaning, []), True, lambda: dot(self.ax, meaning), meaning)
        put_dot(mark.drawn, x, y)
        mark.words.set_text(text)
        return mark

    def _next(self, marks: list[Mark], is_dot: bool, make: Callable[[], Line2D], meaning: str) -> Mark:
        """Return the next mark of its kind in this state; where there is none yet, a new one."""
        drawn = sum(any(mark is each for each in marks) for mark, _ in self._used)
        if drawn == len(marks):
            with style(self.ax.get_figure(root=True)):
                marks.append(Mark(make(), label(self.ax, meaning)))
        self._used.append((marks[drawn], is_dot))
        return marks[drawn]

    def _spots(self, mark: Mark, is_dot: bool) -> Spots:
        if is_dot:
            return around(self._sheet.of(mark.drawn)[0], rings=2)
        return beside(self._sheet.inside(self._sheet.of(mark.drawn)), 13, 0.85, (-1, 0.5))


def _within_reach(xs: ArrayLike, ys: ArrayLike, view: View) -> Curve:
    """Leave out points that are nowhere, and keep far ones from bursting the canvas."""
    points = [np.array(np.broadcast_to(np.asarray(side, float), np.shape(xs))) for side in (xs, ys)]
    return _clipped(points[0], view.left, view.right), _clipped(points[1], view.bottom, view.top)


def _clipped(side: Any, low: float, high: float) -> Any:
    room = 1e4 * (high - low)
    return np.clip(np.where(np.isfinite(side), side, np.nan), low - room, high + room)


@lru_cache(maxsize=64)
def _level(left: float, right: float, height: float) -> Curve:
    xs = np.linspace(left, right, _SAMPLES)
    return xs, np.full_like(xs, height)
