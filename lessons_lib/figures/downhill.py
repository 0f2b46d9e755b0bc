"""Walking downhill on a curve: the ball, its trail, its steps, and the value after each step."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from numpy.typing import NDArray

from lessons_lib.descent import Path
from lessons_lib.pencil.curves import View, polyline
from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import error_words, formula, formula_label, input_name
from lessons_lib.pencil.phrases import place as place_words
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.scenery import chosen_view, ground, set_view
from lessons_lib.wording import number

_ARROWS = 14
_TENTHS = (10, 15, 20, 30, 40, 50, 60, 80, 100)
_CROWD = 60


class Downhill(Picture):
    """A walk on a curve, up to some step, beside its values on the same scale.

    Examples
    --------
    >>> from lessons_lib import descent
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> f = Function("x^2 - 6x + 13")
    >>> path = descent.gradient_descent(f, 0.5, gamma=0.1)
    >>> Downhill(new_axes(new_figure(9, 4.2), 1, 2), f, path, shown=1).caption
    'Downhill on x² − 6x + 13 from x = 0.5, step 1: x = 1, value 8, slope −4.'
    """

    def __init__(
        self, axes: Sequence[Axes], f: Any, path: Path, shown: int, view: Sequence[float] | None = None
    ) -> None:
        super().__init__()
        self.hill, self.log = axes
        self.f, self.path, self.shown = f, path, int(shown)
        self.view = chosen_view(f, view, float(path.points[0]))
        with style(self.hill.get_figure(root=True)):
            self._draw_hill()
            self._draw_log()
        self.move()

    def _draw_hill(self) -> None:
        self._curve = polyline(self.f, self.view)
        ground(self.hill, self.f, self.view, self._curve)
        self._sheet = Sheet(self.hill)
        self._sheet.fix(*self._curve)
        self._steps = stroke(self.hill, "secant", width=0.6, dashes="solid", layer=3.5)
        self._trail = stroke(self.hill, "secant", dashes="none", layer=4)
        self._trail.set(marker="o", markersize=0.42 * self._trail.get_markersize())
        self._arrows = PolyCollection([], facecolor=LINE["secant"], edgecolor="none", zorder=3.6)
        self._arrows.set_transform(self.hill.transAxes)
        self.hill.add_collection(self._arrows, autolim=False)
        self._start, self._ball = dot(self.hill, "secant", size=0.9), dot(self.hill, size=1.2)
        self._name = label(self.hill, "function", formula_label(self.f))
        self._words, self._lost = label(self.hill, "point"), label(self.hill, "secant")
        marks: list[Artist] = [self._steps, self._trail, self._arrows, self._start, self._ball]
        self._moving += [*marks, self._name, self._words, self._lost]

    def _draw_log(self) -> None:
        self._reach = _round_up(len(self.path) - 1)
        set_view(self.log, View(-0.02 * self._reach, self._reach, self.view.bottom, self.view.top))
        name_axes(self.log, "step", "value")
        self._log_sheet = Sheet(self.log)
        self._values = stroke(self.log, "secant", width=0.6, dashes="solid")
        self._values.set(marker="o")
        self._last = dot(self.log, size=1.2)
        self._value = label(self.log, "point")
        self._moving += [self._values, self._last, self._value]

    def move(self, shown: int | None = None, path: Path | None = None) -> list[Artist]:
        """Show more or fewer steps, or another walk on the same curve.

        A walk that is longer than any before widens the second axes; nothing else changes limits.
        """
        self.path = self.path if path is None else path
        self.shown = self.shown if shown is None else int(shown)
        if len(self.path) - 1 > self._reach:
            self._reach = _round_up(len(self.path) - 1)
            self.log.set_xlim(-0.02 * self._reach, self._reach)
        self._move_hill()
        self._move_log()
        self._caption = self._sentence()
        return self.moving

    @property
    def step(self) -> int:
        """The step that is shown last: within the walk."""
        return min(max(self.shown, 0), len(self.path) - 1)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the start of the walk."""
        return {"start": (self.hill, float(self.path.points[0]), float(self.path.values[0]))}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the start."""
        return {"start": self._start}

    def track(self, name: str) -> Curve | None:
        """Return the curve of f."""
        return self._curve if name == "start" else super().track(name)

    def _move_hill(self) -> None:
        xs, ys = self.path.points[: self.step + 1], self.path.values[: self.step + 1]
        view, height = self.view, self.view.top - self.view.bottom
        width = view.right - view.left
        near_x = np.clip(xs, view.left - 3 * width, view.right + 3 * width)
        near_y = np.clip(ys, view.bottom - 3 * height, view.top + 3 * height)
        self._steps.set_data(near_x, near_y)
        self._trail.set_data(near_x, near_y)
        self._arrows.set_verts(self._arrow_heads(near_x, near_y))
        put_dot(self._start, float(xs[0]), float(ys[0]))
        put_dot(self._ball, float(xs[-1]), float(ys[-1]))
        self._move_words(float(xs[-1]), float(ys[-1]))

    def _arrow_heads(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Return a triangle at the middle of each late step that is long enough, in fractions of the axes."""
        points, size = (
            self._sheet.points(xs, ys)[-_ARROWS - 1 :],
            4.5 * scale_of(self.hill.get_figure(root=True)),
        )
        heads = []
        for start, end in pairwise(points):
            length = float(np.linalg.norm(end - start))
            if np.isfinite(length) and length > 3 * size:
                along = (end - start) / length * size
                across, tip = np.array([-along[1], along[0]]) * 0.7, (start + end) / 2 + along
                heads.append(
                    np.array([tip, tip - 2 * along + across, tip - 2 * along - across]) / self._sheet.size
                )
        return heads

    def _move_words(self, x: float, y: float) -> None:
        sheet, seen = self._sheet, self._in_view(x, y)
        self._words.set_text(place_words(self.f, x) if seen else "")
        self._lost.set_text("" if seen else f"out of the picture: {place_words(self.f, x)}")
        sheet.clear()
        sheet.avoid(self._steps)
        sheet.avoid_marks(self._start, self._ball)
        sheet.place(self._words, around(sheet.points(x, y)[0], (0, -1), rings=4))
        ends = (around(sheet.size * (0.5, end), (0, 0.5 - end), rings=4) for end in (0.0, 1.0))
        sheet.place(self._lost, *ends)
        sheet.place(self._name, beside(sheet.visible(*self._curve), 17, 0.85, (-1, 0)))

    def _in_view(self, x: float, y: float) -> bool:
        return self.view.left <= x <= self.view.right and self.view.bottom <= y <= self.view.top

    def _move_log(self) -> None:
        ys, height = self.path.values[: self.step + 1], self.view.top - self.view.bottom
        near = np.clip(ys, self.view.bottom - height, self.view.top + height)
        self._values.set_data(np.arange(len(near)), near)
        self._values.set_markersize(self._trail.get_markersize() * (1 if self._reach <= _CROWD else 0.6))
        put_dot(self._last, self.step, float(ys[-1]))
        last = float(ys[-1])
        seen = min(max(last, self.view.bottom), self.view.top)
        self._value.set_text(
            number(last) if last == seen else f"{'↑' if last > seen else '↓'} {number(last)}"
        )
        sheet = self._log_sheet
        sheet.clear()
        sheet.avoid(self._values)
        sheet.avoid_marks(self._last)
        sheet.place(self._value, around(sheet.points(self.step, seen)[0], (0.5, 1), rings=3))

    def _sentence(self) -> str:
        k, name = self.step, input_name(self.f)
        x, y = float(self.path.points[k]), float(self.path.values[k])
        start = f"Downhill on {formula(self.f)} from {place_words(self.f, float(self.path.points[0]))}"
        if np.isnan(y):
            return f"Downhill on {formula(self.f)}: undefined at {place_words(self.f, x)}."
        end = f" The walk ends here: {self.path.stopped}." if k == len(self.path) - 1 else ""
        return f"{start}, step {k}: {name} = {number(x)}, value {number(y)}, {self._steepness(x, k)}.{end}"

    def _steepness(self, x: float, k: int) -> str:
        with np.errstate(all="ignore"):
            slope = float(self.f.derivative(x))
        size = float(self.path.gradient_norms[k])
        noise = 1e-13 * max(1.0, abs(x), abs(float(self.path.values[k])))
        if np.isfinite(size) and noise > 1e-4 * size:
            return f"slope {error_words(size, noise)}"
        return f"slope {number(slope)}"


def _round_up(steps: int) -> int:
    """Return the next of 5, 6, 8, 10, 15, 20, 30, ... steps."""
    power = int("1" + "0" * (len(str(max(steps, 1))) - 1))
    return max(5, next(tenths * power // 10 for tenths in _TENTHS if tenths * power >= 10 * steps))
