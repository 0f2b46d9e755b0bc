"""The value after each step of one or two walks, on a scale that shows how fast they get down."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator
from numpy.typing import NDArray

from lessons_lib.descent import Path
from lessons_lib.figures.base import dot, label, name_axes, put_dot, stroke
from lessons_lib.figures.placing import Sheet, around
from lessons_lib.figures.plane import nice
from lessons_lib.wording import number, superscript

_DECADES: Final = 12
_ROOM: Final = 2  # decades above the highest value on the map, for a walk that runs away
_CROWD: Final = 60
MARKS: Final = (("secant", "solid", "o"), ("second", "dashdot", "s"))
"""Meaning, line style and mark of the first walk and of the second."""


class ValueLog:
    """A panel with the number of the step across and the value up.

    Parameters
    ----------
    ax : Axes
        Empty axes.
    heights : ndarray
        Values of the function all over the map: they set the limits, which stay.
    floor : float
        The lowest value there is. Heights above it get a logarithmic axis; nan asks for a plain one.

    Attributes
    ----------
    moving : list of Artist
        All that can move.
    """

    def __init__(self, ax: Axes, heights: NDArray[np.float64], floor: float) -> None:
        self.ax, self.floor = ax, floor
        self.bottom, self.top = self._limits(heights[np.isfinite(heights)])
        self._reach = 0
        self._draw_axes()
        self._sheet = Sheet(ax)
        self._lines = [trail(ax, index) for index in (0, 1)]
        self._lasts = [dot(ax, MARKS[index][0], size=1.1) for index in (0, 1)]
        self._lasts[1].set_marker(MARKS[1][2])
        self._words = [label(ax, MARKS[index][0]) for index in (0, 1)]
        self.moving: list[Artist] = [*self._lines, *self._lasts, *self._words]

    @property
    def is_log(self) -> bool:
        """Whether decades are evenly spaced."""
        return math.isfinite(self.floor)

    def _limits(self, heights: NDArray[np.float64]) -> tuple[float, float]:
        if not len(heights):
            return (1e-6, 1.0) if self.is_log else (-1.0, 1.0)
        low, high = float(heights.min()), float(heights.max())
        if self.is_log:
            top = math.ceil(math.log10(max(high - self.floor, 1e-6))) + _ROOM
            return float(10.0 ** (top - _DECADES)), float(10.0**top)
        room = 0.1 * (high - low) or max(1.0, abs(low))
        return low - room, high + room

    def _draw_axes(self) -> None:
        if self.is_log:
            self.ax.set_yscale("log")
            self.ax.yaxis.set_major_locator(FixedLocator(_even_powers(self.bottom, self.top)))
            self.ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _power_of_ten(value)))
            self.ax.yaxis.set_minor_locator(NullLocator())
        self.ax.set_autoscale_on(False)
        self.ax.set_ylim(self.bottom, self.top)
        self.ax.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True))
        above = f"value above {number(self.floor)}" if self.is_log and self.floor else "value"
        name_axes(self.ax, "step", above)

    def move(self, paths: Sequence[Path], shown: int) -> None:
        """Show so many steps of each path; a longer path widens the axes."""
        longest = max(len(path) for path in paths) - 1
        if longest > self._reach:
            self._reach = round_up(longest)
            self.ax.set_xlim(-0.02 * self._reach, self._reach)
        for index, line in enumerate(self._lines):
            heights = self._heights(paths[index].values[: shown + 1]) if index < len(paths) else np.zeros(0)
            line.set_data(np.arange(len(heights)), heights)
            self._end(index, heights, paths)
        self._place()

    def _heights(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what is plotted, cut off a little outside the axes."""
        if self.is_log:
            return np.clip(values - self.floor, self.bottom / 1e3, self.top * 1e3)
        room = self.top - self.bottom
        return np.clip(values, self.bottom - room, self.top + room)

    def _end(self, index: int, heights: NDArray[np.float64], paths: Sequence[Path]) -> None:
        """Put the mark and the value of the last step that is shown."""
        words, mark = self._words[index], self._lasts[index]
        if not len(heights) or np.isnan(heights[-1]):
            mark.set_data([np.nan], [np.nan])
            words.set_text("")
            return
        last, height = len(heights) - 1, float(heights[-1])
        put_dot(mark, last, height)
        value = float(paths[index].values[last]) - (self.floor if self.is_log else 0.0)
        arrow = "↑ " if height > self.top else "↓ " if height < self.bottom else ""
        words.set_text(f"{arrow}{_value_words(value, self.bottom if self.is_log else 0.0)}")

    def _place(self) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(*self._lines)
        sheet.avoid_marks(*self._lasts)
        for line, words in zip(self._lines, self._words, strict=True):
            if words.get_text():
                (x, y), low, high = line.get_data(), self.bottom, self.top
                spot = sheet.points(np.asarray(x, float)[-1:], np.clip(np.asarray(y, float)[-1:], low, high))[
                    0
                ]
                sheet.place(words, around(spot, (0.5, 1), rings=4))
            else:
                words.set_visible(False)


def _even_powers(bottom: float, top: float) -> list[float]:
    """Return every second power of ten between two."""
    low, high = (round(math.log10(end)) for end in (bottom, top))
    return [10.0**power for power in range(low + low % 2, high + 1, 2)]


def trail(ax: Axes, index: int) -> Line2D:
    """Add the empty line of the first walk or of the second, with a small mark at every step."""
    meaning, dashes, mark = MARKS[index]
    line = stroke(ax, meaning, width=0.6, dashes=dashes, layer=4 + 0.1 * index)
    line.set(marker=mark, markersize=(0.42, 0.36)[index] * line.get_markersize(), markeredgewidth=0)
    return line


def round_up(steps: int) -> int:
    """Return a round number of steps, not below 5.

    Examples
    --------
    >>> round_up(3), round_up(102), round_up(400)
    (5, 120, 400)
    """
    unit = max(1, int(nice(max(steps, 1) / 4)))
    return max(5, -(-steps // unit) * unit)


def _value_words(value: float, bottom: float) -> str:
    """Write a value; one that is as good as 0 only by its size."""
    if bottom and 0 <= value < 1e-3 * bottom:
        return f"below {_power_of_ten(1e-3 * bottom)}"
    return number(value, 3)


def _power_of_ten(value: float) -> str:
    power = round(math.log10(value))
    return number(10.0**power) if -2 <= power <= 3 else f"10{superscript(power)}"
