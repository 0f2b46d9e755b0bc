"""A microscope on a curve: in a narrow window a smooth curve is its tangent; corners stay corners."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lessons_lib.pencil.curves import Tangent, View, straight, tangent_at, value, values
from lessons_lib.pencil.figure import Picture, dot, label, stroke, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import formula, formula_label, tangent_label
from lessons_lib.pencil.phrases import place as place_words
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

_WINDOW = View(-0.5, 0.5, -0.5, 0.5)
# Even samples, and some that crowd at the middle, where a cube root needs them.
_SAMPLES = np.unique([*np.linspace(-0.5, 0.5, 301), *(0.5 * np.linspace(-1, 1, 81) ** 5)])
_BAR = -0.43
_FAR = 30.0


class Zoom(Picture):
    """A curve seen through a window around one point; the axes are the window, so they never change.

    The window is as high as it is wide, or 2, 5, 10, ... times as high where the curve is steep: this keeps
    the slope readable and does not depend on the width.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> picture = Zoom(*new_axes(new_figure()), Function("x^2 - 6x + 13"), at=1, width=0.01)
    >>> picture.caption.removeprefix("In a window of width 0.01 around x = 1 ")
    'the curve of x² − 6x + 13 leaves its tangent by at most 0.25 % of the width.'
    """

    def __init__(self, ax: Axes, f: Any, at: float, width: float) -> None:
        super().__init__()
        self.ax, self.f = ax, f
        self.at, self.width = float(at), float(width)
        self._look()
        with style(ax.get_figure(root=True)):
            self._draw()
        self.move()

    def _draw(self) -> None:
        set_view(self.ax, _WINDOW)
        self.ax.set(xticks=[-0.5, 0, 0.5], yticks=[-0.5, 0, 0.5], xticklabels=[], yticklabels=[])
        thin = self.ax.spines["left"].get_linewidth()
        for draw_line in (self.ax.axhline, self.ax.axvline):
            draw_line(0, color=LINE["ground"], linewidth=thin, zorder=1)
        self._sheet = Sheet(self.ax)
        self._curve = stroke(self.ax, "function", width=1.5)
        self._sides = [stroke(self.ax, "derivative", width=0.8, dashes="dashed", layer=4) for _ in range(2)]
        self._dot = dot(self.ax)
        self._name = label(self.ax, "function", formula_label(self.f))
        self._words = [label(self.ax, "derivative") for _ in range(2)]
        keys = ("left", "middle", "right", "top", "width")
        self._scale = {key: label(self.ax, "axis", size=10.5) for key in keys}
        bar = stroke(self.ax, "measure", width=0.5, layer=2)
        bar.set(
            data=([-0.5, 0.5], [_BAR, _BAR]),
            marker="|",
            markersize=10 * scale_of(self.ax.get_figure(root=True)),
        )
        self._moving = [self._curve, *self._sides, self._dot, self._name, *self._words, *self._scale.values()]

    def move(self, at: float | None = None, width: float | None = None) -> list[Artist]:
        """Look elsewhere, or through a narrower or wider window."""
        self.width = self.width if width is None else float(width)
        if at is not None and float(at) != self.at:
            self.at = float(at)
            self._look()
        self._heights = values(self.f, self.at + self.width * _SAMPLES)
        self._move_lines()
        self._move_scale()
        self._move_labels()
        self._caption = self._sentence()
        return self.moving

    @property
    def tangent(self) -> Tangent:
        """What the curve does at the point."""
        return self._here

    @property
    def deviation(self) -> float:
        """Largest distance between curve and tangent in the window, as a part of the window's width."""
        line = self._height + self._here.slope * self.width * _SAMPLES
        gaps = np.abs(self._heights - line)
        return float(np.nanmax(gaps)) / self.width if np.isfinite(gaps).any() else np.nan

    def _look(self) -> None:
        self._height, self._here = value(self.f, self.at), tangent_at(self.f, self.at)
        self._stretch = _steepness(self._here)

    def _in_window(self, heights: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(over="ignore", invalid="ignore"):
            scaled = np.clip((heights - self._height) / (self.width * self._stretch), -_FAR, _FAR)
        return _lifted_at_poles(scaled)

    def _move_lines(self) -> None:
        self._curve.set_data(_SAMPLES, self._in_window(self._heights))
        height = 0.0 if np.isfinite(self._height) else np.nan
        self._dot.set_data([0.0], [height])
        halves = (_WINDOW._replace(right=0.0), _WINDOW._replace(left=0.0))
        for line, slope, half in zip(self._sides, (self._here.left, self._here.right), halves, strict=True):
            line.set_data(*straight(0.0, height, slope / self._stretch, half))

    def _move_scale(self) -> None:
        across, up = (number(size / 2) for size in (self.width, self.width * self._stretch))
        texts = {"left": f"−{across}", "middle": place_words(self.f, self.at), "right": f"+{across}"}
        texts |= {"top": f"+{up}", "width": f"window {number(self.width)} wide"}
        for key, text in texts.items():
            self._scale[key].set_text(text)
        for key, across_at in {"left": 0.0, "middle": 0.5, "right": 1.0}.items():
            self._stand(self._scale[key], (across_at, 0.0), (-0.5, -1.0), 5.0)
        self._stand(self._scale["top"], (0.0, 1.0), (-0.4, 0.0), -5.0)
        self._stand(self._scale["width"], (0.25, _BAR + 0.5), (-0.5, 0.0), 0.0)

    def _stand(
        self, words: Label, where: tuple[float, float], shift: tuple[float, float], down: float
    ) -> None:
        """Put words at a fixed place: shift them by parts of their own box, then down by some points."""
        box = np.array(shift) * words.size_in_points() - (0.0, down)
        words.set_position(tuple(np.array(where) + box / self._sheet.size))

    def _move_labels(self) -> None:
        sheet, one = self._sheet, self._here.kind in {"smooth", "vertical"}
        left, right = (
            f"{side} slope {number(slope)}"
            for side, slope in (("left", self._here.left), ("right", self._here.right))
        )
        self._words[0].set_text("" if one else left)
        self._words[1].set_text(tangent_label(self._here) if one else right)
        sheet.clear()
        sheet.avoid(self._curve, *self._sides)
        sheet.avoid_marks(self._dot)
        for words, line in zip(self._words, self._sides, strict=True):
            sheet.place(words, beside(sheet.of(line), 9, 0.6), around(sheet.size * 0.7))
        sheet.place(self._name, beside(sheet.inside(sheet.of(self._curve)), 17, 0.15))

    def _sentence(self) -> str:
        where = f"In a window of width {number(self.width)} around {place_words(self.f, self.at)}"
        if np.isnan(self._height):
            return f"{where}: {formula(self.f)} is undefined at {place_words(self.f, self.at)}."
        return f"{where} the curve of {formula(self.f)} {self._finding()}."

    def _finding(self) -> str:
        here = self._here
        if here.kind == "vertical":
            return "stands upright: its slope is infinite, it never becomes a sloping line"
        if here.kind == "corner":
            return (
                f"keeps its corner: slope {number(here.left)} on the left, {number(here.right)} on the right"
            )
        if here.kind == "none":
            return "has no tangent"
        if not self.deviation <= _FAR:
            return "does not stay near its tangent"
        return f"leaves its tangent by at most {self._share()} of the width"

    def _share(self) -> str:
        rounding = (
            float(np.finfo(float).eps) * (abs(self._height) + abs(self._here.slope * self.at)) / self.width
        )
        if not rounding < 1e-4 * self.deviation:
            return f"{number(100 * max(rounding, 1e-8), 1)} %" if self.deviation else "0 %"
        return f"{number(100 * self.deviation)} %"


def _lifted_at_poles(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lift the pen where a curve crosses the whole window against its own direction."""
    steps = np.diff(heights)
    with np.errstate(invalid="ignore"):
        torn = (np.abs(steps[1:]) > 1) & (steps[1:] * steps[:-1] < 0) & (heights[1:-1] * heights[2:] < 0)
        torn &= np.minimum(np.abs(heights[1:-1]), np.abs(heights[2:])) > 0.5
    return np.where(np.concatenate([[False], torn, [False]]), np.nan, heights)


def _steepness(here: Tangent) -> float:
    """Return how many times higher than wide the window has to be: 1, 2, 5, 10, ..."""
    steepest = max((abs(s) for s in (here.left, here.right) if np.isfinite(s)), default=1.0)
    if steepest <= 1:
        return 1.0
    power = 10.0 ** np.floor(np.log10(steepest))
    return float(power * min(factor for factor in (1, 2, 5, 10) if factor * power >= steepest * 0.999))
