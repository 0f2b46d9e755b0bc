"""A gradient on its way back through many layers: it grows or shrinks at each, and can be clipped."""

import math
from typing import Any

import numpy as np
from matplotlib.patches import Circle

from lessons_lib.arrays import Array
from lessons_lib.pencil import Log, Picture, Slide
from lessons_lib.pencil.palette import LINE, TEXT
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number, superscript

MOST = 60
HEIGHTS = (10**-4.9, 10**5.1)
FAN = (0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2)
GRIP = 57.0  # where the grip of the clip length slides
REACH, CUT, SEEN = 1.8, 1.7, 0.04  # of the circle's radius: the view, the longest arrow, the shortest
DIRECTION = np.array([math.cos(math.radians(35)), math.sin(math.radians(35))])


class Gain(Picture):
    """Slide the gain and the number of layers, and see a gradient explode or vanish; clip it."""

    size, columns, ratios = (10.0, 4.2), 2, (1.5, 1)
    layers = Slide(
        50,
        "layers",
        "How many layers the gradient passes on its way back, at most 60.",
        1,
        MOST,
        1,
        whole=True,
    )
    gain = Slide(1.1, "gain", "By how much each layer stretches it, from 0.85 to 1.2.", 0.85, 1.2, 0.01)
    clip = Log(
        None, "clip length", "A longer gradient is shortened to this length; by default nothing is clipped.",
        1e-4, 1e4, switch="clip", switched=5.0,
    )  # fmt: skip

    def stage(self) -> None:
        lengths, arrows = self.panels
        names = ("layers passed on the way back", "length of the gradient")
        lengths.view((0, MOST, *HEIGHTS), names, yscale="log")
        lengths.ticks(y=range(-4, 5, 2))
        self.draw_fan()
        arrows.ax.set_axis_off()
        arrows.view((-REACH, REACH, -REACH, REACH), None, aspect="equal")
        circle = Circle((0, 0), 1, fill=False, edgecolor=LINE["axis"], linestyle=(0, (4, 3)), zorder=1)
        arrows.ax.add_patch(circle)
        turn = np.linspace(0, 2 * np.pi, 200)
        arrows.sheet.fix(np.cos(turn), np.sin(turn))
        heights = np.geomspace(*HEIGHTS, 261)
        self.upright = np.full_like(heights, GRIP), heights
        self.shown_view = ()

    def draw_fan(self) -> None:
        """Draw pale lines for a few gains, each with its gain at the right end."""
        p, room = self.panels[0], 4 * scale_of(self.figure)
        look: dict[str, Any] = {"size": "small", "color": TEXT["measure"]}
        for gain in FAN:
            end = gain**MOST
            p.line([0, MOST], [1, end], "ground", width=0.5, dashes="solid", layer=1)
            p.ax.annotate(number(gain), (MOST, end), (room, 0), textcoords="offset points", va="center",
                          annotation_clip=False, **look)  # fmt: skip
        p.ax.annotate("gain", (1, 1), (6.2 * room, 2 * room), "axes fraction", "offset points", ha="right",
                      va="bottom", **look)  # fmt: skip

    def draw(self) -> str:
        lengths = self.gain ** np.arange(self.layers + 1.0)
        self.length = float(lengths[-1])
        # Clipping needs the length, and nothing else.
        clipping = self.clip is not None and self.length > self.clip
        self.factor = self.clip / self.length if clipping else 1.0
        self.power = f"{number(self.gain)}{superscript(int(self.layers))} = {number(self.length)}"
        self.draw_lengths(lengths)
        self.draw_arrows()
        count = f"{self.layers} layer{'' if self.layers == 1 else 's'}"
        start = f"A gradient of length 1 passes back through {count} of gain {number(self.gain)}"
        return f"{start}: its length becomes {self.power}{self.clip_words()}."

    def draw_lengths(self, lengths: Array) -> None:
        p, passed, clip = self.panels[0], np.arange(len(lengths)), self.clip or math.nan
        line = p.line(passed, lengths, "gradient")
        clipped = p.line(passed, np.minimum(lengths, clip), "secant", layer=3.5, avoided=False)
        p.line([0, MOST], [clip, clip], width=0.5, layer=2)
        end = p.dot(self.layers, float(np.clip(self.length, *HEIGHTS)))
        end.grip("end", "end of the line", self.with_end)
        if self.clip is not None:
            level = p.dot(GRIP, clip, size=0.8)
            level.grip("clip", "clip length", lambda _, y: {"clip": float(f"{y:.2g}")}, self.upright)
            level.name(f"clip at {number(clip)}", prefer=(-1, -1))
        corner = np.clip(line.points[-1], 0, p.sheet.size)
        p.write(self.power, "gradient", around(corner, (-1, 1 if self.gain >= 1 else -1), rings=3))
        flat = clipped.points[lengths > (self.clip or math.inf)]
        p.write("clipped" if self.factor < 1 else "", "secant",
                beside(flat, 5, 0.5, (0, -1)), around(corner, (-1, -1), rings=3))  # fmt: skip

    def with_end(self, x: float, y: float) -> dict[str, float]:
        """Take the end of the line to another layer and length."""
        layers = round(min(max(x, 1), MOST))
        return {"layers": layers, "gain": round(max(y, 1e-9) ** (1 / layers), 3)}

    def draw_arrows(self) -> None:
        p, unit = self.panels[1], self.clip or 1.0
        ratio = self.length / unit
        drawn, kept = min(ratio, CUT), ratio * self.factor if self.clip is not None else 0.0
        tip = drawn * DIRECTION
        p.arrow((0, 0), tip if ratio > SEEN else (0, 0), "gradient", width=6, layer=3, avoided=True)
        p.arrow((0, 0), kept * DIRECTION if kept > SEEN else (0, 0), "secant", width=2.6, layer=4)
        p.dot(0, 0, size=0.6)
        note = ",\ndrawn shorter" if ratio > drawn else ",\ntoo short to be seen" if ratio <= SEEN else ""
        said = f"gradient, length {number(self.length)}{note}"
        p.say(f"circle: length {number(unit)}", (0, -1), (0, -1), "measure", 2, size=10)
        p.say(said, tip, (-0.5, 1), "gradient", 5)
        p.say(
            f"clipped,\nlength {number(unit)}" if self.factor < 1 else "", (0.2, -0.1), (0, -1), "secant", 3
        )

    def clip_words(self) -> str:
        if self.clip is None:
            return ""
        if self.factor == 1:
            return f", not above the clip length {number(self.clip)}, so clipping leaves it as it is"
        return (
            f"; clipping at {number(self.clip)} multiplies it by {number(self.factor)}: "
            f"length {number(self.clip)}, the same direction"
        )
