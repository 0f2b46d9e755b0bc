"""Flat points of a curve, found and named."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib import descent
from lessons_lib.figures.base import Picture, dot, label, put_dot, stroke, style
from lessons_lib.figures.curves import polyline
from lessons_lib.figures.phrases import formula, formula_label, input_name
from lessons_lib.figures.placing import Sheet, around, beside
from lessons_lib.figures.scenery import chosen_view, ground
from lessons_lib.wording import number

_MOST = 8
_LABELS = {"neither": "neither minimum\nnor maximum", "undecided": "flat"}
_NOUNS = {"neither": "flat but neither minimum nor maximum,", "undecided": "flat, of a kind not decided,"}
_PREFER = {"minimum": (0, -1), "maximum": (0, 1)}


class FlatPoints(Picture):
    """A curve with the points where its slope is 0, each with its kind and its coordinates.

    Parameters
    ----------
    ax : Axes
        Empty axes.
    f : Function
        Of one variable.
    view : sequence of float, optional
        Limits; flat points are looked for between left and right.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.symbolic import Function
    >>> FlatPoints(*new_axes(new_figure()), Function("x^2 - 6x + 13"), view=(0, 6)).caption
    'x² − 6x + 13 between x = 0 and x = 6: minimum 4 at x = 3.'
    """

    def __init__(self, ax: Axes, f: Any, view: Sequence[float] | None = None) -> None:
        super().__init__()
        self.ax, self.f = ax, f
        self.view = chosen_view(f, view, 0.0)
        self.found = tuple(descent.flat_points(f, (self.view.left, self.view.right)))
        with style(ax.get_figure(root=True)):
            self._draw()
        self._caption = self._sentence()

    def move(self) -> list[Artist]:
        """Return nothing: this picture stands still."""
        return []

    def _draw(self) -> None:
        curve = polyline(self.f, self.view)
        ground(self.ax, self.f, self.view, curve)
        self._sheet = Sheet(self.ax)
        self._sheet.fix(*curve)
        self._sheet.clear()
        for point in self.found:
            self._sheet.avoid_dot(_coordinate(point), point.value)
        for point in self.found[:_MOST]:
            self._mark(_coordinate(point), point.value, point.kind)
        name = label(self.ax, "function", formula_label(self.f))
        self._sheet.place(name, beside(self._sheet.visible(*curve), 17, 0.85, (-1, 0)))

    def _mark(self, x: float, y: float, kind: str) -> None:
        reach = 0.06 * (self.view.right - self.view.left)
        tangent = stroke(self.ax, "derivative", layer=4)
        tangent.set_data([x - reach, x + reach], [y, y])
        put_dot(dot(self.ax), x, y)
        words = label(self.ax, "derivative", f"{_LABELS.get(kind, kind)}\n({number(x)}, {number(y)})")
        self._sheet.avoid(*tangent.get_data())
        self._sheet.place(words, around(self._sheet.points(x, y)[0], _PREFER.get(kind, (1, -1)), rings=4))

    def _sentence(self) -> str:
        name = input_name(self.f)
        where = f"{formula(self.f)} between {name} = {number(self.view.left)} and {name} = {number(self.view.right)}"
        if not self.found:
            return f"{where}: no flat point."
        parts = [
            f"{_NOUNS.get(p.kind, p.kind)} {number(p.value)} at {name} = {number(_coordinate(p))}"
            for p in self.found[:_MOST]
        ]
        more = len(self.found) - _MOST
        return f"{where}: {', '.join(parts)}{f', and {more} more' if more > 0 else ''}."


def _coordinate(point: Any) -> float:
    return float(np.ravel(point.point)[0])
