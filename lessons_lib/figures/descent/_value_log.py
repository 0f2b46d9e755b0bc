"""The value after each step of one or two walks, on a scale that shows how fast they get down."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from lessons_lib.descent import Path
from lessons_lib.pencil.figure import dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import nice
from lessons_lib.pencil.powers import mark_powers, power_of_ten
from lessons_lib.wording import number

_DECADES: Final = 12
_ROOM: Final = 2
_CROWD: Final = 60
_PLAIN: Final = range(-2, 4)  # exponents of the powers that are written out
Mark = tuple[str, str, str]

MARKS: Final[Sequence[Mark]] = (("secant", "solid", "o"), ("second", "dashdot", "s"))
"""Meaning, line style and mark of the first walk and of the second."""


class ValueLog:
    """A panel with the number of the step across and the value up."""

    def __init__(
        self,
        ax: Axes,
        heights: NDArray[np.float64],
        floor: float,
        *,
        marks: Sequence[Mark] = MARKS,
        quantity: str = "value",
        room: int = _ROOM,
    ) -> None:
        self.ax, self.floor, self._quantity, self._room = ax, floor, quantity, room
        self.bottom, self.top = self._limits(heights[np.isfinite(heights)])
        self._reach, self._named = 0, False
        self._draw_axes()
        self._sheet = Sheet(ax)
        self._lines = [trail(ax, mark, 4 + 0.1 * index) for index, mark in enumerate(marks)]
        self._lasts = [end_mark(ax, mark) for mark in marks]
        self._words = [label(ax, mark[0]) for mark in marks]
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
            top = math.ceil(math.log10(max(high - self.floor, 1e-6))) + self._room
            return float(10.0 ** (top - _DECADES)), float(10.0**top)
        room = 0.1 * (high - low) or max(1.0, abs(low))
        return low - room, high + room

    def _draw_axes(self) -> None:
        if self.is_log:
            self.ax.set_yscale("log")
            mark_powers(self.ax.yaxis, _even_powers(self.bottom, self.top), _PLAIN)
        self.ax.set_autoscale_on(False)
        self.ax.set_ylim(self.bottom, self.top)
        self.ax.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True))
        above = f" above {number(self.floor)}" if self.is_log and self.floor else ""
        name_axes(self.ax, "step", f"{self._quantity}{above}")

    def move(self, paths: Sequence[Path | None], shown: int, names: Sequence[str] = ()) -> None:
        """Show so many steps of each path; a longer path widens the axes."""
        self._named = bool(names)
        self.reach(max((len(path) for path in paths if path is not None), default=1) - 1)
        for index, line in enumerate(self._lines):
            path = paths[index] if index < len(paths) else None
            heights = self._heights(path.values[: shown + 1]) if path is not None else np.zeros(0)
            line.set_data(np.arange(len(heights)), heights)
            self._end(index, heights, path, names)
        self._place()

    def reach(self, longest: int) -> None:
        """Make room for so many steps."""
        if longest > self._reach:
            self._reach = round_up(longest)
            self.ax.set_xlim(-0.02 * self._reach, self._reach)

    def _heights(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what is plotted, cut off a little outside the axes."""
        if self.is_log:
            return np.clip(values - self.floor, self.bottom / 1e3, self.top * 1e3)
        room = self.top - self.bottom
        return np.clip(values, self.bottom - room, self.top + room)

    def _end(self, index: int, heights: NDArray[np.float64], path: Path | None, names: Sequence[str]) -> None:
        """Put the mark and the name, or else the value, of the last step that is shown."""
        words, mark = self._words[index], self._lasts[index]
        if path is None or not len(heights) or np.isnan(heights[-1]):
            mark.set_data([np.nan], [np.nan])
            words.set_text("")
            return
        last, height = len(heights) - 1, float(heights[-1])
        put_dot(mark, last, height)
        value = float(path.values[last]) - (self.floor if self.is_log else 0.0)
        arrow = "↑ " if height > self.top else "↓ " if height < self.bottom else ""
        said = names[index] if names else _value_words(value, self.bottom if self.is_log else 0.0)
        words.set_text(f"{arrow}{said}")

    def _place(self) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(*self._lines)
        sheet.avoid_marks(*self._lasts)
        for line, words in zip(self._lines, self._words, strict=True):
            if words.get_text():
                sheet.place(words, around(self._seen_last(line), (0.5, 1), rings=7 if self._named else 4))
            else:
                words.set_visible(False)

    def _seen_last(self, line: Line2D) -> NDArray[np.float64]:
        """Return where a line ends or, for a name, where it goes out of sight, in points."""
        points = self._sheet.points(*line.get_data())
        out = np.nonzero(points[:, 1] < 0)[0]
        if self._named and len(out) and out[-1] == len(points) - 1:
            inside = np.nonzero(points[:, 1] >= 0)[0]
            first = min(int(inside[-1]) + 1, len(points) - 1) if len(inside) else 0
            points = points[: first + 1]
        across, up = points[-1]
        return np.array([across, min(max(up, 0.0), self._sheet.size[1])])


def _even_powers(bottom: float, top: float) -> range:
    """Return the even exponents between two powers of ten."""
    low, high = (round(math.log10(end)) for end in (bottom, top))
    return range(low + low % 2, high + 1, 2)


def trail(ax: Axes, mark: Mark, layer: float = 4) -> Line2D:
    """Add the empty line of a walk, with a small mark at every step."""
    meaning, dashes, shape = mark
    line = stroke(ax, meaning, width=0.6, dashes=dashes, layer=layer)
    size = (0.42 if shape == "o" else 0.36) * line.get_markersize()
    line.set(marker=shape, markersize=size, markeredgewidth=0)
    return line


def end_mark(ax: Axes, mark: Mark, size: float = 1.1, layer: float = 6) -> Line2D:
    """Add the larger mark at the end of a walk, not yet anywhere."""
    end = dot(ax, mark[0], size=size, layer=layer)
    end.set_marker(mark[2])
    return end


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
        return f"below {power_of_ten(1e-3 * bottom, _PLAIN)}"
    return number(value, 3)
