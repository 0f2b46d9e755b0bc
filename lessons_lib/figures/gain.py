"""A gradient on its way back through many layers: it grows or shrinks at each, and can be clipped."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from numpy.typing import NDArray

from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.palette import LINE, TEXT
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import arrow
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number, superscript

MOST: Final = 60
GAINS: Final = (0.85, 1.2)
_HEIGHTS: Final = (10**-4.9, 10**5.1)
_POWERS: Final = (-4, -2, 0, 2, 4)
_FAN: Final = (0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2)
_GRIP: Final = 57.0  # where the grip of the clip length slides
_REACH, _CUT, _SEEN = 1.8, 1.7, 0.04  # of the circle's radius: the view, the longest arrow, the shortest
_DIRECTION: Final = np.array([math.cos(math.radians(35)), math.sin(math.radians(35))])


class Same:
    """What is given instead of a clip length that stays as it was: None means that there is none."""


SAME: Final = Same()


class Gain(Picture):
    """The length of a gradient at each layer on the way back, and the gradient with and without clipping.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> Gain(new_axes(new_figure(9, 4), columns=2), layers=50, gain=0.9).caption
    'A gradient of length 1 passes back through 50 layers of gain 0.9: its length becomes 0.9⁵⁰ = 0.005154.'
    """

    def __init__(self, axes: Sequence[Axes], layers: int, gain: float, clip: float | None = None) -> None:
        super().__init__()
        self.lengths_ax, self.arrow_ax = axes
        self.layers, self.gain, self.clip = int(layers), float(gain), clip
        with style(axes[0].get_figure(root=True)):
            self._draw_lengths()
            self._draw_arrows()
        self.move()

    def _draw_lengths(self) -> None:
        ax = self.lengths_ax
        ax.set(yscale="log", xlim=(0, MOST), ylim=_HEIGHTS)
        mark_powers(ax.yaxis, _POWERS)
        name_axes(ax, "layers passed on the way back", "length of the gradient")
        self._sheet = Sheet(ax)
        self._draw_fan()
        self._line, self._clipped = stroke(ax, "gradient"), stroke(ax, "secant", layer=3.5)
        self._level, self._grip = stroke(ax, "measure", width=0.5, layer=2), dot(ax, size=0.8)
        self._end, self._end_words = dot(ax), label(ax, "gradient")
        self._level_words, self._clipped_words = label(ax, "point"), label(ax, "secant")
        words = [self._end_words, self._level_words, self._clipped_words]
        self._moving += [self._line, self._clipped, self._level, self._grip, self._end, *words]

    def _draw_fan(self) -> None:
        """Draw pale lines for a few gains, each with its gain at the right end."""
        ax, room = self.lengths_ax, 4 * scale_of(self.lengths_ax.get_figure(root=True))
        for gain in _FAN:
            line = stroke(ax, "ground", width=0.5, dashes="solid", layer=1)
            line.set_data([0, MOST], [1, gain**MOST])
            ax.annotate(
                number(gain), (MOST, gain**MOST), (room, 0), textcoords="offset points", va="center",
                size="small", color=TEXT["measure"], annotation_clip=False,
            )  # fmt: skip
        ax.annotate(
            "gain", (1, 1), (6.2 * room, 2 * room), "axes fraction", "offset points", ha="right", va="bottom",
            size="small", color=TEXT["measure"],
        )  # fmt: skip

    def _draw_arrows(self) -> None:
        ax = self.arrow_ax
        ax.set(xlim=(-_REACH, _REACH), ylim=(-_REACH, _REACH), aspect="equal")
        ax.set_axis_off()
        ax.apply_aspect()
        ax.add_patch(Circle((0, 0), 1, fill=False, edgecolor=LINE["axis"], linestyle=(0, (4, 3)), zorder=1))
        self._arrows_sheet, self._ray = Sheet(ax), Line2D([], [])
        turn = np.linspace(0, 2 * np.pi, 200)
        self._arrows_sheet.fix(np.cos(turn), np.sin(turn))
        self._long, self._short = (
            arrow(ax, "gradient", width=6, layer=3),
            arrow(ax, "secant", width=2.6, layer=4),
        )
        self._long_words, self._short_words = label(ax, "gradient"), label(ax, "secant")
        self._circle_words, self._middle = label(ax, "measure", size=10), dot(ax, size=0.6)
        put_dot(self._middle, 0, 0)
        words = [self._long_words, self._short_words, self._circle_words]
        self._moving += [self._long, self._short, self._middle, *words]

    def move(
        self, layers: float | None = None, gain: float | None = None, clip: float | Same | None = SAME
    ) -> list[Artist]:
        """Show another depth, gain or clip length; a clip length of None leaves the gradient as it is."""
        self.layers = self.layers if layers is None else int(layers)
        self.gain = self.gain if gain is None else float(gain)
        self.clip = self.clip if isinstance(clip, Same) else clip
        self._move_lengths()
        self._move_arrows()
        self._caption = self._sentence()
        return self.moving

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Length of the gradient after 0, 1, ... layers, shape (layers + 1,)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.gain ** np.arange(self.layers + 1.0))

    @property
    def length(self) -> float:
        """Length of the gradient that reaches the first layer."""
        return float(self.lengths[-1])

    @property
    def factor(self) -> float:
        """What clipping multiplies the gradient by: it needs the length, and nothing else."""
        return 1.0 if self.clip is None or self.length <= self.clip else self.clip / self.length

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the end of the line, and the clip length where there is one."""
        found = {"end": (self.lengths_ax, float(self.layers), float(np.clip(self.length, *_HEIGHTS)))}
        if self.clip is not None:
            found["clip"] = (self.lengths_ax, _GRIP, self.clip)
        return found

    def dots(self) -> dict[str, Artist]:
        """Return their marks."""
        return {"end": self._end, "clip": self._grip}

    def track(self, name: str) -> Curve | None:
        """Return the upright line on which the clip length slides; the end moves freely."""
        heights = np.geomspace(*_HEIGHTS, 261)
        return (np.full_like(heights, _GRIP), heights) if name == "clip" else super().track(name)

    def _move_lengths(self) -> None:
        passed, lengths = np.arange(self.layers + 1.0), self.lengths
        self._line.set_data(passed, lengths)
        put_dot(self._end, self.layers, self.length)
        clip = math.nan if self.clip is None else self.clip
        self._level.set_data([0, MOST], [clip, clip])
        put_dot(self._grip, _GRIP, clip)
        self._clipped.set_data(passed, np.minimum(lengths, clip))
        self._name_lengths()

    def _name_lengths(self) -> None:
        sheet, clipping = self._sheet, self.clip is not None
        self._end_words.set_text(self._power)
        self._level_words.set_text(f"clip at {number(self.clip or 0)}" if clipping else "")
        self._clipped_words.set_text("clipped" if self.factor < 1 else "")
        sheet.clear()
        sheet.avoid(self._line, self._level)
        sheet.avoid_marks(self._end, self._grip)
        rise = 1 if self.gain >= 1 else -1
        end = np.clip(sheet.of(self._line)[-1], 0, sheet.size)
        sheet.place(self._end_words, around(end, (-1, rise), rings=3))
        sheet.place(self._level_words, around(sheet.points(_GRIP, self.clip or 1)[0], (-1, -1), rings=2))
        flat = sheet.of(self._clipped)[self.lengths > (self.clip or math.inf)]
        sheet.place(self._clipped_words, beside(flat, 5, 0.5, (0, -1)), around(end, (-1, -1), rings=3))

    def _move_arrows(self) -> None:
        unit = 1.0 if self.clip is None else self.clip
        ratio = self.length / unit
        drawn = min(ratio, _CUT)
        self._long.put((0, 0), (drawn if ratio > _SEEN else 0) * _DIRECTION)
        kept = ratio * self.factor if self.clip is not None else 0.0
        self._short.put((0, 0), (kept if kept > _SEEN else 0) * _DIRECTION)
        note = ",\ndrawn shorter" if ratio > drawn else ",\ntoo short to be seen" if ratio <= _SEEN else ""
        self._long_words.set_text(f"gradient, length {number(self.length)}{note}")
        self._short_words.set_text(f"clipped,\nlength {number(unit)}" if self.factor < 1 else "")
        self._circle_words.set_text(f"circle: length {number(unit)}")
        self._place_words(drawn)

    def _place_words(self, drawn: float) -> None:
        sheet = self._arrows_sheet
        sheet.clear()
        self._ray.set_data(*np.outer(_DIRECTION, [0, drawn]))
        sheet.avoid(self._ray)
        sheet.avoid_marks(self._middle)
        sheet.place(self._circle_words, around(sheet.points(0, -1)[0], (0, -1), rings=2))
        sheet.place(self._long_words, around(sheet.points(*(drawn * _DIRECTION))[0], (-0.5, 1), rings=5))
        sheet.place(self._short_words, around(sheet.points(0.2, -0.1)[0], (0, -1), rings=3))

    @property
    def _power(self) -> str:
        return f"{number(self.gain)}{superscript(self.layers)} = {number(self.length)}"

    def _sentence(self) -> str:
        count = f"{self.layers} layer{'' if self.layers == 1 else 's'}"
        start = f"A gradient of length 1 passes back through {count} of gain {number(self.gain)}"
        return f"{start}: its length becomes {self._power}{self._clip_words()}."

    def _clip_words(self) -> str:
        if self.clip is None:
            return ""
        if self.factor == 1:
            return f", not above the clip length {number(self.clip)}, so clipping leaves it as it is"
        return (
            f"; clipping at {number(self.clip)} multiplies it by {number(self.factor)}: "
            f"length {number(self.clip)}, the same direction"
        )
