"""Flat points of a curve, found and named."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib import descent
from lessons_lib.pencil.curves import polyline, straight, tangent_at, value
from lessons_lib.pencil.figure import Curve, Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.phrases import formula, formula_label, input_name, slope_words
from lessons_lib.pencil.phrases import place as place_words
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.scenery import chosen_view, ground
from lessons_lib.wording import number

_MOST = 8  # in the sentence
_ROOMY = 4  # with more of them, names that would cover something are left out
_LABELS = {"neither": "neither minimum\nnor maximum", "undecided": "flat"}
_NOUNS = {"neither": "flat but neither minimum nor maximum,", "undecided": "flat, of a kind not decided,"}
_PREFER = {"minimum": (0, -1), "maximum": (0, 1)}


class FlatPoints(Picture):
    """A curve with the points where its slope is 0, named, and a point to move along it with its tangent.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> FlatPoints(*new_axes(new_figure()), Function("x^2 - 6x + 13"), view=(0, 6), at=2).caption
    'x² − 6x + 13 between x = 0 and x = 6: minimum 4 at x = 3; slope −2 at x = 2.'
    """

    def __init__(
        self, ax: Axes, f: Any, view: Sequence[float] | None = None, at: float | None = None
    ) -> None:
        super().__init__()
        self.ax, self.f = ax, f
        self.view = chosen_view(f, view, 0.0)
        self.found = tuple(descent.flat_points(f, (self.view.left, self.view.right)))
        with style(ax.get_figure(root=True)):
            self._draw()
        self.at: float = np.nan
        self.move(at)

    def _draw(self) -> None:
        self._curve = polyline(self.f, self.view)
        ground(self.ax, self.f, self.view, self._curve)
        self._sheet = Sheet(self.ax)
        self._sheet.fix(*self._curve)
        self._sheet.clear()
        for point in self.found:
            self._sheet.avoid_dot(point.point, point.value)
        self._still = [self._mark(point.point, point.value, point.kind) for point in self.found]
        self._still.append(label(self.ax, "function", formula_label(self.f)))
        self._sheet.place(self._still[-1], beside(self._sheet.visible(*self._curve), 17, 0.85, (-1, 0)))
        self._tangent, self._dot = stroke(self.ax, "derivative", width=0.7, layer=3.5), dot(self.ax)
        self._words = label(self.ax, "point")
        # The names stay where they are, but stand above the tangent that passes.
        self._moving = [self._tangent, self._dot, self._words, *self._still]

    def _mark(self, x: float, y: float, kind: str) -> Label:
        reach = 0.06 * (self.view.right - self.view.left) / max(1, len(self.found) / 4)
        level = stroke(self.ax, "derivative", layer=4)
        level.set_data([x - reach, x + reach], [y, y])
        put_dot(dot(self.ax, "derivative", layer=5), x, y)
        words = label(self.ax, "derivative", f"{_LABELS.get(kind, kind)}\n({number(x)}, {number(y)})")
        self._sheet.avoid(level)
        spots = around(self._sheet.points(x, y)[0], _PREFER.get(kind, (1, -1)), rings=4)
        self._sheet.place(words, spots, optional=len(self.found) > _ROOMY)
        return words

    def move(self, at: float | None = None) -> list[Artist]:
        """Show the tangent at another point."""
        self.at = self.at if at is None else float(at)
        self._height, self._here = value(self.f, self.at), tangent_at(self.f, self.at)
        reach = 0.16 * (self.view.right - self.view.left)
        around_it = self.view._replace(left=self.at - reach, right=self.at + reach)
        self._tangent.set_data(*straight(self.at, self._height, self._here.slope, around_it))
        put_dot(self._dot, self.at, self._height)
        self._words.set_text("" if self._here.kind == "none" else slope_words(self._here))
        self._move_label()
        self._caption = self._sentence()
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point with the tangent; y is nan outside the domain."""
        return {"at": (self.ax, self.at, self._height)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of that point."""
        return {"at": self._dot}

    def track(self, name: str) -> Curve | None:
        """Return the curve of f."""
        return self._curve if name == "at" else super().track(name)

    def _move_label(self) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._tangent)
        sheet.avoid_dot(self.at, self._height)
        for words in self._still:
            sheet.avoid_label(words)
        sheet.place(self._words, around(sheet.points(self.at, self._height)[0], (1, 1), rings=4))

    def _sentence(self) -> str:
        name = input_name(self.f)
        ends = (f"{name} = {number(end)}" for end in (self.view.left, self.view.right))
        where = f"{formula(self.f)} between {' and '.join(ends)}"
        kinds = [
            f"{_NOUNS.get(p.kind, p.kind)} {number(p.value)} at {name} = {number(p.point)}"
            for p in self.found
        ]
        more = [f"and {len(kinds) - _MOST} more"] if len(kinds) > _MOST else []
        found = ", ".join(kinds[:_MOST] + more) or "no flat point"
        return f"{where}: {found}{self._slope_here()}."

    def _slope_here(self) -> str:
        place = place_words(self.f, self.at)
        if np.isnan(self.at):
            return ""
        if np.isnan(self._height):
            return f"; undefined at {place}"
        words = {"none": "no slope", "vertical": "a vertical tangent"}
        return f"; {words.get(self._here.kind) or slope_words(self._here)} at {place}"
