"""The error against the length of h, on two logarithmic axes."""

import math

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.linear_error._measure import STEPS, Departure
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Curve, dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.phrases import error_label
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

_FLOOR = 1e-17
_ROOM = (0.1, 1e4)
_BELOW = 0.06  # where the guide runs, beside the errors
_GRIP = 8.0


class ErrorGraph:
    """Errors as dots, the change for comparison, a guide of slope 2, and a grip that slides along |h|."""

    def __init__(self, ax: Axes, found: Departure) -> None:
        self.ax, self.view = ax, _view(found)
        ax.set(xscale="log", yscale="log")
        set_view(ax, self.view)
        for axis, apart in ((ax.xaxis, 3), (ax.yaxis, 4)):
            mark_powers(axis, range(-20 * apart, 40, apart))
        name_axes(ax, "$|h|$", "error of $f(p) + J\\,h$")
        self._sheet = Sheet(ax)
        self._line = stroke(ax, "measure", width=0.6, layer=2)
        self._change = stroke(ax, "function", width=0.8, layer=2.5)
        self._guide = stroke(ax, "measure", width=0.8, dashes="dashed", layer=2.4)
        self._errors = stroke(ax, "secant", dashes="none", layer=3)
        self._errors.set(marker="o", markersize=0.45 * self._errors.get_markersize(), markeredgewidth=0)
        self.grip, self._here = dot(ax), dot(ax, "secant", size=0.9)
        meanings = ("function", "measure", "secant", "secant", "point")
        self._names = [label(ax, meaning) for meaning in meanings]
        marks = [self._line, self._change, self._guide, self._errors, self.grip, self._here]
        self.artists: list[Artist] = [*marks, *self._names]

    @property
    def level(self) -> float:
        """The height on which the grip slides."""
        return self.view.top / _GRIP

    def move(self, found: Departure, step: float) -> None:
        """Show the errors from a point, and the one of a step."""
        self._errors.set_data(found.step, np.maximum(found.error, self._least))
        self._change.set_data(found.step, np.maximum(found.change, self._least))
        self._guide.set_data(*self._guide_points(found))
        error, noise = found.error_at(step)
        self._line.set_data([step] * 2, [self.view.bottom, self.level])
        put_dot(self.grip, step, self.level)
        put_dot(self._here, step, max(error, self._least))
        slope = "" if math.isnan(found.slope) else f", slope {number(found.slope, 3)}"
        known = bool(np.isfinite(found.error).any())
        texts = (
            "change of f" if known else "",
            "slope 2" if not math.isnan(found.slope) else "",
            f"error{slope}" if known else "",
            error_label(error, noise) if math.isfinite(error) else "",
            f"|h| = {number(step)}",
        )
        for words, text in zip(self._names, texts, strict=True):
            words.set_text(text)
        self._put_labels(step)

    @property
    def _least(self) -> float:
        return self.view.bottom * 5

    def _guide_points(self, found: Departure) -> Curve:
        """Return a line of slope 2, a little below the errors."""
        if math.isnan(found.slope):
            return np.zeros(0), np.zeros(0)
        place = math.sqrt(found.fitted[0])
        height = float(np.exp(np.interp(np.log(place), np.log(found.step), np.log(found.error + 1e-300))))
        with np.errstate(under="ignore"):
            heights = _BELOW * height * (found.step / place) ** 2
        seen = heights > self.view.bottom
        return found.step[seen], heights[seen]

    def _put_labels(self, step: float) -> None:
        sheet = self._sheet
        change, guide, errors, here, size = self._names
        sheet.clear()
        sheet.avoid(self._line, self._change, self._guide, self._errors)
        sheet.avoid_marks(self.grip, self._here)
        right = [sheet.inside(sheet.of(line)) for line in (self._change, self._guide, self._errors)]
        sheet.place(errors, beside(right[2], 9, 0.4, (-1, 1)))
        sheet.place(change, beside(right[0], 9, 0.25, (-1, 1)))
        sheet.place(guide, beside(right[1], 9, 0.6, (1, -1)), optional=True)
        sheet.place(size, around(sheet.points(step, self.level)[0], (-1, 0)))
        sheet.place(here, around(sheet.of(self._here)[0], (1, -1), rings=3))


def _view(found: Departure) -> View:
    """Choose heights for all errors that can come up; they stay."""
    sizes = np.concatenate([[1.0], found.change[np.isfinite(found.change)]])
    top = 10.0 ** math.ceil(math.log10(sizes.max()))
    return View(*STEPS, _ROOM[0] * _FLOOR, _ROOM[1] * top)
