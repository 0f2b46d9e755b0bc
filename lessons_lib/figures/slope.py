"""A curve and its derivative: the slope here is the height there."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.pencil.curves import Tangent, polyline, straight, tangent_at, value, view_of
from lessons_lib.pencil.figure import Curve, Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.phrases import formula, formula_label, tangent_label
from lessons_lib.pencil.phrases import place as place_words
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.scenery import chosen_view, ground
from lessons_lib.wording import number

_FLAT = 1e-12


class Slope(Picture):
    """A function with its tangent in one axes, its derivative in another, and one point shared by both.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> Slope(new_axes(new_figure(9, 4.2), 1, 2), Function("x^2 - 6x + 13"), at=1).caption
    'x² − 6x + 13 at x = 1: value 8, slope −4, so downhill is to the right.'
    """

    def __init__(self, axes: Sequence[Axes], f: Any, at: float, view: Sequence[float] | None = None) -> None:
        super().__init__()
        self.above, self.below = axes
        self.f, self.at = f, float(at)
        self.view = chosen_view(f, view, at)
        self.slope_view = view_of(f.derivative, self.view.left, self.view.right, including=0.0)
        with style(self.above.get_figure(root=True)):
            self._draw_above()
            self._draw_below()
        self.move()

    def _draw_above(self) -> None:
        self._curve = polyline(self.f, self.view)
        ground(self.above, self.f, self.view, self._curve)
        self._sheet = Sheet(self.above)
        self._sheet.fix(*self._curve)
        self._tangent = stroke(self.above, "derivative", width=0.9)
        self._dot = dot(self.above)
        self._name = label(self.above, "function", formula_label(self.f))
        self._words = label(self.above, "derivative")
        self._moving += [self._tangent, self._dot, self._name, self._words]

    def _draw_below(self) -> None:
        self._slopes = polyline(self.f.derivative, self.slope_view)
        meaning = {"meaning": "derivative", "dashes": "dashed"}
        ground(self.below, self.f, self.slope_view, self._slopes, **meaning)
        self._slope_sheet = Sheet(self.below)
        self._slope_sheet.fix(*self._slopes)
        self._stem = stroke(self.below, "measure", width=0.7, layer=2.5)
        self._slope_dot = dot(self.below)
        self._slope_name = label(self.below, "derivative", formula_label(self.f.derivative, "f\u200a′"))
        self._slope_words = label(self.below, "point")
        self._moving += [self._stem, self._slope_dot, self._slope_name, self._slope_words]

    def move(self, at: float | None = None) -> list[Artist]:
        """Show another point."""
        self.at = self.at if at is None else float(at)
        self._height = value(self.f, self.at)
        self._here = tangent_at(self.f, self.at)
        self._move_above()
        self._move_below()
        self._caption = self._sentence()
        return self.moving

    @property
    def tangent(self) -> Tangent:
        """What the curve does at the point."""
        return self._here

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point on the curve and the point on its derivative; both move `at`."""
        steep = self._slope_height
        return {"at": (self.above, self.at, self._height), "slope": (self.below, self.at, steep)}

    def dots(self) -> dict[str, Artist]:
        """Return the marks of both points."""
        return {"at": self._dot, "slope": self._slope_dot}

    def track(self, name: str) -> Curve:
        """Return the curve of f or that of its derivative."""
        return {"at": self._curve, "slope": self._slopes}[name]

    @property
    def _slope_height(self) -> float:
        return self._here.slope if self._here.kind == "smooth" else np.nan

    def _move_above(self) -> None:
        sheet = self._sheet
        self._tangent.set_data(*straight(self.at, self._height, self._here.slope, self.view))
        put_dot(self._dot, self.at, self._height)
        self._words.set_text(tangent_label(self._here))
        sheet.clear()
        sheet.avoid(self._tangent)
        sheet.avoid_dot(self.at, self._height)
        corner = around(sheet.points(self.at, self._height)[0], rings=6)
        line = beside(sheet.of(self._tangent), 13, 0.8)
        sheet.place(self._words, corner if self._here.kind == "corner" else line)
        sheet.place(self._name, beside(sheet.visible(*self._curve), 17, 0.85, (-1, 0)))

    def _move_below(self) -> None:
        steep, sheet = self._slope_height, self._slope_sheet
        self._stem.set_data([self.at, self.at], [0, steep])
        put_dot(self._slope_dot, self.at, steep)
        self._slope_words.set_text(f"f\u200a′({number(self.at)}) {_slope_there(self._here)}")
        sheet.clear()
        sheet.avoid(self._stem)
        sheet.avoid_dot(self.at, steep)
        shown = steep if np.isfinite(steep) else 0.0
        sheet.place(self._slope_words, around(sheet.points(self.at, shown)[0], (1, np.sign(shown)), rings=4))
        sheet.place(self._slope_name, beside(sheet.visible(*self._slopes), 17, 0.85, (-1, 0)))

    def _sentence(self) -> str:
        start = f"{formula(self.f)} at {place_words(self.f, self.at)}"
        if np.isnan(self._height):
            return f"{formula(self.f)}: undefined at {place_words(self.f, self.at)}."
        return f"{start}: value {number(self._height)}, {_verdict(self._here)}."


def _slope_there(here: Tangent) -> str:
    """Finish the label "f′(a) ..."."""
    if here.kind == "smooth":
        return f"= {number(here.slope)}"
    return "is infinite" if here.kind == "vertical" else "is undefined"


def _verdict(here: Tangent) -> str:
    """Say how steep it is and which way is down."""
    if here.kind == "vertical":
        return "the tangent is vertical"
    if here.kind == "corner":
        return f"a corner with slope {number(here.left)} on the left and {number(here.right)} on the right"
    if here.kind == "none":
        return "no slope"
    if abs(here.slope) < _FLAT:
        return "slope 0, the curve is flat here"
    return f"slope {number(here.slope)}, so downhill is to the {'left' if here.slope > 0 else 'right'}"
