"""The errors of both orders against the distance, on two logarithmic axes."""

import math
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.taylor._expansion import DISTANCES, Errors
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.phrases import error_label
from lessons_lib.pencil.placing import Sheet, Spots, around, beside
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

_NAMES: Final = ("plane", "paraboloid")
_MEANINGS: Final = ("derivative", "secant")


class ErrorGraph:
    """Errors of the plane and of the paraboloid, their slopes, and a grip that slides along the distance."""

    def __init__(self, ax: Axes, size: float) -> None:
        self.ax, self.view = ax, View(*DISTANCES, 1e-13 * size, 100 * size)
        ax.set(xscale="log", yscale="log")
        set_view(ax, self.view)
        for axis, apart in ((ax.xaxis, 1), (ax.yaxis, 3)):
            mark_powers(axis, range(-30 * apart, 100, apart), plain=(0, 1))
        name_axes(ax, "distance $t$", "error along $u$")
        self._sheet = Sheet(ax)
        self._line = stroke(ax, "measure", width=0.6, layer=2)
        self._curves = [stroke(ax, meaning, layer=3) for meaning in _MEANINGS]
        self._here = [dot(ax, meaning, size=0.75) for meaning in _MEANINGS]
        self.grip, self._size = dot(ax), label(ax, "point")
        self._names, self._sizes = ([label(ax, meaning) for meaning in _MEANINGS] for _ in range(2))

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        marks = [self._line, *self._curves, *self._here, self.grip]
        return [*marks, self._size, *self._names, *self._sizes]

    @property
    def level(self) -> float:
        """The height on which the grip slides."""
        return self.view.bottom * 6

    def move(self, found: Errors, here: Errors, distance: float) -> None:
        """Show the errors along another ray, and those at a distance."""
        self._line.set_data([distance] * 2, [self.view.bottom, self.view.top])
        put_dot(self.grip, distance, self.level)
        self._size.set_text(f"t = {number(distance)}")
        pairs = zip(self._curves, self._here, found.sizes, here.sizes[:, 0], strict=True)
        for curve, mark, sizes, size in pairs:
            # What rounding leaves is no error of the polynomial.
            curve.set_data(found.distance, np.where(sizes > 3 * found.noise, sizes, np.nan))
            put_dot(mark, distance, float(size) if size > 3 * here.noise[0] else math.nan)
        self._write(found, here)
        self._place()

    def _write(self, found: Errors, here: Errors) -> None:
        for order, (name, words, size) in enumerate(zip(_NAMES, self._names, self._sizes, strict=True)):
            slope, known = found.slopes[order], bool(np.isfinite(found.sizes[order]).any())
            told = "no error" if found.vanishes[order] else f"slope {number(slope, 3)}"
            words.set_text(
                f"{name}, {told}" if known and math.isfinite(slope) + found.vanishes[order] else ""
            )
            error = here.sizes[order, 0]
            size.set_text(error_label(error, here.noise[0]) if error > 3 * here.noise[0] else "")

    def _place(self) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._line, *self._curves)
        sheet.avoid_marks(self.grip, *self._here)
        sheet.place(self._size, around(sheet.of(self.grip)[0], (-1, 0.3)))
        rows = zip(self._here, self._sizes, ((-1, 1), (1, -1)), strict=True)
        for mark, words, side in rows:
            sheet.place(words, _first(around(sheet.of(mark)[0], side), 3), optional=True)
        for order, (words, side) in enumerate(zip(self._names, ((-1, 1), (1, -1)), strict=True)):
            curve = sheet.inside(sheet.of(self._curves[order]))
            aside = beside(curve, 9, 0.35, side)
            middle = np.array([0.5, 0.3 - 0.1 * order]) * sheet.size
            spots = _first(aside, 9) if len(aside.anchors) else around(middle, rings=3)
            sheet.place(words, spots)


def _first(spots: Spots, count: int) -> Spots:
    """Return the places on the wanted side only: on the other a label would belong to another line."""
    return Spots(spots.anchors[:count], spots.sides[:count], spots.corners)
