"""The distance to the minimum after each step, beside what theory says of both step rules."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib import descent
from lessons_lib.arrays import Array
from lessons_lib.figures.valley._walks import BEST, DIGITS, RULES, SAFE, STEPS, Descended
from lessons_lib.pencil.figure import label, name_axes, stroke
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.wording import number

_LOWEST: Final = 10.0 ** -(DIGITS + 0.3)
_NAMES: Final[Mapping[str, str]] = {BEST: "best step", SAFE: "1/λmax"}
_STYLES: Final[Mapping[str, tuple[str, str]]] = {BEST: ("point", "dashed"), SAFE: ("measure", "dotted")}


class DistanceLog:
    """Shares of the first distance on a logarithmic axis."""

    def __init__(self, ax: Axes) -> None:
        ax.set(yscale="log", ylim=(_LOWEST, 4.0), xlim=(-0.02 * STEPS, STEPS), autoscale_on=False)
        mark_powers(ax.yaxis, range(-DIGITS, 1), plain=range(-3, 1))
        name_axes(ax, "step", "distance to the minimum, first one = 1")
        self._sheet = Sheet(ax)
        self._walk, self._name = stroke(ax, "secant", width=1.5, dashes="solid", layer=3), label(ax, "secant")
        self._laws = {
            rule: stroke(ax, _STYLES[rule][0], width=0.75, dashes=_STYLES[rule][1], layer=4) for rule in RULES
        }
        self._words = {rule: label(ax, _STYLES[rule][0]) for rule in RULES}
        self.moving: list[Artist] = [self._walk, self._name, *self._laws.values(), *self._words.values()]

    def move(self, walk: Descended, name: str, law: str) -> None:
        """Show a walk under its name, and what theory says of gradient descent, under the name of the law."""
        shares = np.maximum(walk.shares, 1e-3 * _LOWEST)
        self._walk.set_data(np.arange(len(shares)), shares)
        self._name.set_text(name)
        for rule in RULES:
            steps = descent.steps_per_digit(walk.kappa, rule)
            self._laws[rule].set_data(*_law(steps))
            self._words[rule].set_text(
                f"{law}, {_NAMES[rule]}:\n{few(steps) + ' per digit' if steps else 'one step'}"
            )
        if walk.kappa == 1:
            self._words[SAFE].set_text("")
        self._place()

    def _place(self) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._walk, *self._laws.values())
        above, below = (1.0, 1.0), (-1.0, -1.0)
        rows = [
            (self._name, self._walk, 0.35, above),
            (self._words[BEST], self._laws[BEST], 0.8, below),
            (self._words[SAFE], self._laws[SAFE], 0.75, above),
        ]
        for words, line, share, side in rows:
            way = sheet.inside(sheet.of(line))
            end = way[-1] if len(way) else sheet.size / 2
            sheet.place(words, beside(way, 15, share, side), around(end, side, rings=6))


def per_digit(steps: float) -> str:
    """Write how many steps a digit takes.

    Examples
    --------
    >>> per_digit(115.129), per_digit(11.4722), per_digit(0)
    ('115.1 steps per digit', '11.5 steps per digit', 'one step arrives')
    """
    if steps == 0:
        return "one step arrives"
    return f"{few(steps)} steps per digit" if math.isfinite(steps) else "no nearer"


def few(steps: float) -> str:
    """Write a number of steps with three significant digits, four from a hundred on."""
    return number(steps, 4 if steps >= 100 else 3)


def _law(steps: float) -> tuple[Array, Array]:
    """Return the line that falls by a factor of ten in so many steps, as far as the axes reach."""
    digits = -math.log10(_LOWEST)
    last = min(float(STEPS), digits * steps)
    xs = np.linspace(0.0, last, 30)
    return xs, 10.0 ** (-xs / steps if steps else np.linspace(0.0, -digits, 30))
