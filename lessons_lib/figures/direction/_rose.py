"""The slope against the angle of u."""

import math

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator
from numpy.typing import NDArray

from lessons_lib.figures.direction._bearing import Bearing, turned
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Curve, dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import unit
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

ANGLES = np.linspace(-180, 180, 181)
_NOWHERE = ([np.nan], [np.nan])


class Rose:
    """The right half of the picture."""

    def __init__(self, ax: Axes, highest: float) -> None:
        self.ax = ax
        self._ground(highest)
        self._sheet = Sheet(ax)
        self._curve = stroke(ax, "derivative", width=1.15)
        self._would = stroke(ax, "gradient", width=0.8, dashes="dashed", layer=2.8)
        self._stems = stroke(ax, "gradient", width=0.6, dashes="dashed", layer=2.5)
        self._marks = stroke(ax, "gradient", dashes="none", layer=4)
        self.dot = dot(ax)
        self._marks.set(marker="o", markersize=0.6 * self.dot.get_markersize(), markerfacecolor="white")
        meanings = {"largest": "gradient", "least": "gradient", "level": "measure"}
        meanings |= {"would": "gradient", "true": "derivative", "here": "point"}
        self._labels = {name: label(ax, key) for name, key in meanings.items()}

    def _ground(self, highest: float) -> None:
        set_view(self.ax, View(-180, 180, -highest, highest))
        self.ax.xaxis.set_major_locator(MultipleLocator(90))
        width = self.ax.spines["left"].get_linewidth()
        self.ax.axhline(0, color=LINE["ground"], linewidth=width, zorder=1)
        name_axes(self.ax, "angle of u in degrees", "slope along u")

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        lines = [self._curve, self._would, self._stems, self._marks, self.dot]
        return [*lines, *self._labels.values()]

    @property
    def curve(self) -> Curve:
        """The slope against the angle."""
        return ANGLES, self._slopes

    def move(self, here: Bearing, slopes: NDArray[np.float64]) -> None:
        """Show another direction, or the slopes at another point."""
        self._slopes = slopes
        self._curve.set_data(ANGLES, slopes)
        two_curves = not here.around.smooth and not math.isnan(here.length)
        self._would.set_data(*((ANGLES, unit(ANGLES) @ here.around.gradient) if two_curves else _NOWHERE))
        self._move_marks(here)
        put_dot(self.dot, here.angle, here.slope)
        self._write(here, two_curves)
        self._place(here)

    def _move_marks(self, here: Bearing) -> None:
        """Mark the largest slope, the least, and the two that are zero."""
        if not _is_wave(here):
            self._marks.set_data(*_NOWHERE)
            self._stems.set_data(*_NOWHERE)
            return
        top, angles = here.length, [turned(here.towards + turn) for turn in (0, 180, 90, -90)]
        self._marks.set_data(angles, [top, -top, 0.0, 0.0])
        up, down = angles[:2]
        self._stems.set_data([up, up, np.nan, down, down], [0, top, np.nan, 0, -top])

    def _write(self, here: Bearing, two_curves: bool) -> None:
        words, wave = self._labels, _is_wave(here)
        words["largest"].set_text(f"φ = 0: |∇f| = {number(here.length)}" if wave else "")
        words["least"].set_text("φ = 180°: −|∇f|" if wave else "")
        words["level"].set_text("φ = 90°: 0" if wave else "")
        words["would"].set_text("∇f · u" if two_curves else "")
        rough = not here.around.smooth and np.isfinite(self._slopes).any()
        words["true"].set_text("true slope" if rough else "")
        words["here"].set_text("" if math.isnan(here.slope) else f"{number(here.slope)}: {here.way}")

    def _place(self, here: Bearing) -> None:
        sheet, words = self._sheet, self._labels
        sheet.clear()
        sheet.avoid(self._curve, self._would, self._stems)
        sheet.avoid_marks(self._marks, self.dot)
        marks = np.clip(sheet.of(self._marks), 0, sheet.size)
        now = np.clip(sheet.points(here.angle, np.nan_to_num(here.slope))[0], 0, sheet.size)
        sheet.place(words["here"], around(now, (1, np.sign(here.slope or 1)), rings=5))
        for name, mark, side in zip(("largest", "least", "level"), marks, (1, -1, 1), strict=False):
            sheet.place(words[name], around(mark, (0.5, side), rings=3), optional=name == "level")
        for name, line in (("would", self._would), ("true", self._curve)):
            sheet.place(words[name], beside(sheet.of(line), 17, 0.8))


def _is_wave(here: Bearing) -> bool:
    return here.around.smooth and here.has_direction
