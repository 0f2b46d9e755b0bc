"""Walks downhill as several pictures show them: a path with its method, its line, and its values by steps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from lessons_lib.arrays import Array, Points
from lessons_lib.descent import Path, adam, gradient_descent, momentum, newton
from lessons_lib.pencil import Mark, Panel
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import PlaneView, nice
from lessons_lib.pencil.powers import power_of_ten
from lessons_lib.wording import number

METHODS = ("gradient descent", "momentum", "Adam", "Newton")
Look = tuple[str, str, str]
LOOKS: Sequence[Look] = (("secant", "solid", "o"), ("second", "dashdot", "s"))
"""Meaning, line style and mark of the first walk and of the second."""
DECADES, ROOM = 12, 2
PLAIN = range(-2, 4)  # exponents of the powers that are written out


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """A path with the method and the settings that made it."""

    path: Path
    method: str = "gradient descent"
    gamma: float | None = None
    momentum: float = 0.0

    @property
    def name(self) -> str:
        """For a label, such as "momentum 0.9, γ = 0.01"."""
        return self._named(", ")

    @property
    def phrase(self) -> str:
        """For a sentence, such as "momentum 0.9 with γ = 0.01"."""
        return self._named(" with ")

    def _named(self, joint: str) -> str:
        rolling = f" {number(self.momentum)}" if self.momentum else ""
        step = f"{joint}γ = {number(self.gamma)}" if self.gamma is not None else ""
        return f"{self.method}{rolling}{step}"

    def last(self, shown: int) -> int:
        """Return the last of so many steps that the walk has made."""
        return min(max(shown, 0), len(self.path) - 1)

    def leaves(self, view: PlaneView, shown: int) -> int | None:
        """Return the first step whose point is outside the view, among those shown."""
        points = self.path.points[: self.last(shown) + 1]
        (outside,) = np.nonzero(((points < view[::2]) | (points > view[1::2])).any(axis=1))
        return int(outside[0]) if len(outside) else None

    def is_out(self, view: PlaneView, shown: int) -> bool:
        """Tell whether the walk is outside the view at this step."""
        return not view.contains(*self.path.points[self.last(shown)])


@lru_cache(maxsize=32)
def walked(
    f: Any, start: tuple[float, float], method: str, *, gamma: float, share: float, steps: int
) -> Walk:
    """Walk; the last walks are kept, since most states show more or less of the same one."""
    if method == "Newton":
        return Walk(newton(f, start, steps=steps), method)
    if method == "momentum":
        return Walk(momentum(f, start, gamma, share, steps), method, gamma, share)
    if method == "Adam":
        return Walk(adam(f, start, gamma, steps=steps), method, gamma)
    return Walk(gradient_descent(f, start, gamma, steps), method, gamma)


def trail(
    p: Panel, points: Points, look: Look, layer: float = 4, end: tuple[float, float] = (1.1, 6)
) -> tuple[Mark, Mark]:
    """Draw the line of a walk with a small mark at every step, and one at its end of a size and a layer."""
    meaning, dashes, shape = look
    share = 0.42 if shape == "o" else 0.36
    line = p.line(points[:, 0], points[:, 1], meaning, width=0.6, dashes=dashes, layer=layer, marker=shape,
                  share=share)  # fmt: skip
    x, y = points[-1] if len(points) else (np.nan, np.nan)
    return line, p.dot(x, y, meaning, size=end[0], layer=end[1], marker=shape)


class ValueLog:
    """The value after each step, on a scale that shows how fast walks get down.

    Heights above a floor that is known get a logarithmic axis. A walk that is longer than any before widens
    the axis of steps; nothing else changes limits.
    """

    def __init__(
        self, p: Panel, heights: Array, floor: float, *, looks: Sequence[Look] = LOOKS,
        quantity: str = "value", room: int = ROOM,
    ) -> None:  # fmt: skip
        self.p, self.floor, self.looks, self.room = p, floor, looks, room
        self.is_log, self.longest = math.isfinite(floor), 0
        self.bottom, self.top = self._limits(heights[np.isfinite(heights)])
        above = f" above {number(floor)}" if self.is_log and floor else ""
        # Even a linear scale that is set brings ticks of its own.
        scale = {"yscale": "log"} if self.is_log else {}
        p.view((0, 1, self.bottom, self.top), ("step", f"{quantity}{above}"), zero=False, **scale)
        if self.is_log:
            low, high = round(math.log10(self.bottom)), round(math.log10(self.top))
            p.ticks(y=range(low + low % 2, high + 1, 2), plain=PLAIN)
        p.ax.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True))

    def _limits(self, heights: Array) -> tuple[float, float]:
        if not len(heights):
            return (1e-6, 1.0) if self.is_log else (-1.0, 1.0)
        low, high = float(heights.min()), float(heights.max())
        if self.is_log:
            top = math.ceil(math.log10(max(high - self.floor, 1e-6))) + self.room
            return float(10.0 ** (top - DECADES)), float(10.0**top)
        room = 0.1 * (high - low) or max(1.0, abs(low))
        return low - room, high + room

    def draw(self, paths: Sequence[Path | None], shown: int, names: Sequence[str] = ()) -> None:
        """Show so many steps of each path, in the order of looks, with its value at the end, or its name."""
        self.reach(max((len(path) for path in paths if path is not None), default=1) - 1)
        for index, (path, look) in enumerate(zip(paths, self.looks, strict=False)):
            if path is not None:
                name = names[index] if names else ""
                self._draw_path(path, shown, look, 4 + 0.1 * index, name)

    def reach(self, longest: int) -> None:
        """Make room for so many steps."""
        if longest > self.longest:
            self.longest = round_up(longest)
            self.p.ax.set_xlim(-0.02 * self.longest, self.longest)
            self.p.sheet.clear()

    def _draw_path(self, path: Path, shown: int, look: Look, layer: float, name: str) -> None:
        p, values, room = self.p, path.values[: shown + 1], self.top - self.bottom
        # Heights are cut off a little outside the axes.
        low, high = (
            (self.bottom / 1e3, self.top * 1e3) if self.is_log else (self.bottom - room, self.top + room)
        )
        heights = np.clip(values - (self.floor if self.is_log else 0.0), low, high)
        line, _ = trail(p, np.stack([np.arange(len(heights)), heights], axis=1), look, layer)
        if len(heights) and not np.isnan(heights[-1]):
            value = float(path.values[len(heights) - 1]) - (self.floor if self.is_log else 0.0)
            arrow = "↑ " if heights[-1] > self.top else "↓ " if heights[-1] < self.bottom else ""
            spots = around(self._seen_last(line.points, bool(name)), (0.5, 1), rings=7 if name else 4)
            p.write(f"{arrow}{name or self._value_words(value)}", look[0], spots)

    def _seen_last(self, points: Points, is_named: bool) -> Points:
        """Return where a line ends or, for a name, where it goes out of sight, in points."""
        out = np.nonzero(points[:, 1] < 0)[0]
        if is_named and len(out) and out[-1] == len(points) - 1:
            inside = np.nonzero(points[:, 1] >= 0)[0]
            first = min(int(inside[-1]) + 1, len(points) - 1) if len(inside) else 0
            points = points[: first + 1]
        across, up = points[-1]
        return np.array([across, min(max(up, 0.0), self.p.sheet.size[1])])

    def _value_words(self, value: float) -> str:
        """Write a value; one that is as good as 0 only by its size."""
        least = 1e-3 * self.bottom if self.is_log else 0.0
        return f"below {power_of_ten(least, PLAIN)}" if least and 0 <= value < least else number(value, 3)


def round_up(steps: int) -> int:
    """Return a round number of steps, not below 5.

    Examples
    --------
    >>> round_up(3), round_up(102), round_up(400)
    (5, 120, 400)
    """
    unit = max(1, int(nice(max(steps, 1) / 4)))
    return max(5, -(-steps // unit) * unit)
