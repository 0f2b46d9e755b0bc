"""What the pictures for guesses share."""

import math
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.arrays import Array
from lessons_lib.pencil.figure import Picture
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.placing import Sheet, around

NOT_YET: Final = "not answered yet"
NOWHERE: Final = np.full(2, np.nan)

_FINE = 200  # what a hand can place, as a part of the shorter side


class GuessPicture(Picture):
    """What both pictures share: their axes, room for labels, and how finely a hand can place."""

    def __init__(self, ax: Axes, about: str) -> None:
        super().__init__()
        self.ax, self._about = ax, about
        # What moves must not widen the limits.
        ax.set_autoscale_on(False)
        self._sheet = Sheet(ax)
        self._scenery = [words for words in ax.texts if isinstance(words, Label)]
        for line in ax.lines:
            if line.get_transform() == ax.transData:
                self._sheet.fix(line.get_xdata(), line.get_ydata())
        self._sheet.clear()
        self._size = min(abs(np.subtract(*ax.get_xlim())), abs(np.subtract(*ax.get_ylim())))
        self.grain = 10.0 ** math.floor(math.log10(self._size / _FINE))

    def _clear(self, *lines: Line2D) -> Sheet:
        self._sheet.clear()
        for words in self._scenery:
            self._sheet.avoid_label(words)
        self._sheet.avoid(*lines)
        return self._sheet

    def _beside(self, words: Label, place: Array, prefer: Array, text: str) -> None:
        words.set_text(text)
        self._sheet.place(words, around(self._sheet.points(*place)[0], prefer, rings=4))

    def _told(self, rest: str) -> str:
        return f"{self._about}: {rest}."

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return what is dragged: the tip of the arrow, or the point."""
        return {"guess": (self.ax, *pair(self._place))}

    @property
    def _place(self) -> Array:
        raise NotImplementedError


def pair(vector: Array) -> tuple[float, float]:
    """Return both parts of a vector."""
    x, y = map(float, vector)
    return x, y
