"""A microscope on a curve: in a narrow window a smooth curve is its tangent; corners stay corners."""

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.pencil import Along, Formula, Log, Picture
from lessons_lib.pencil.curves import Tangent, View, tangent_at, value, values
from lessons_lib.pencil.phrases import formula, formula_label, place, tangent_label
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

KINKS = ("x^2 - 6x + 13", "sin x", "|x|", "relu x", "cbrt x", "x |x|", "sqrt x")
WINDOW = View(-0.5, 0.5, -0.5, 0.5)
# Even samples, and some that crowd at the middle, where a cube root needs them.
SAMPLES = np.unique([*np.linspace(-0.5, 0.5, 301), *(0.5 * np.linspace(-1, 1, 81) ** 5)])
BAR, FAR, REACH = -0.43, 30.0, 5.0


class Zoom(Picture):
    """Look at a curve through a microscope and see whether it becomes a straight line.

    The window is as high as it is wide, or 2, 5, 10, ... times as high where the curve is steep: this keeps
    the slope readable and does not depend on the width.
    """

    f = Formula("x^2 - 6x + 13", offered=KINKS)
    at = Along(1, "x", "The middle of the window.")
    width = Log(4, "width", "The width of the window, in units of x.", low=1e-6, high=10)

    def stage(self) -> None:
        p, ticks = self.panel, [-0.5, 0, 0.5]
        p.view(WINDOW, None, xticks=ticks, yticks=ticks, xticklabels=[], yticklabels=[])
        p.rule(0.0)
        p.rule(0.0, upright=True)
        bar = p.line([-0.5, 0.5], [BAR, BAR], "measure", width=0.5, layer=2, marker="|")
        bar.drawn.set_markersize(10 * scale_of(self.figure))
        self.span = self.at - REACH, self.at + REACH

    def draw(self) -> str:
        p, height, here = self.panel, value(self.f, self.at), tangent_at(self.f, self.at)
        self.stretch, middle = steepness(here), 0 * height
        heights = values(self.f, self.at + self.width * SAMPLES)
        scaled = np.clip((heights - height) / (self.width * self.stretch), -FAR, FAR)
        curve = p.line(SAMPLES, lifted_at_poles(scaled), "function", width=1.5)
        halves = ((here.left, WINDOW._replace(right=0.0)), (here.right, WINDOW._replace(left=0.0)))
        sides = [p.straight(0.0, middle, slope / self.stretch, view=half, width=0.8, dashes="dashed", layer=4)
                 for slope, half in halves]  # fmt: skip
        p.dot(0.0, middle)
        self.write_scale()
        if here.kind in {"smooth", "vertical"}:
            names = ["", tangent_label(here)]
        else:
            names = [f"left slope {number(here.left)}", f"right slope {number(here.right)}"]
        for side, name in zip(sides, names, strict=True):
            side.name(name, 0.6, count=9, otherwise=[around(p.sheet.size * 0.7)])
        curve.name(formula_label(self.f), 0.15, count=17)
        where = f"In a window of width {number(self.width)} around {place(self.f, self.at)}"
        return f"{where}{self.sentence(heights, height, here)}."

    def write_scale(self) -> None:
        p, across, up = self.panel, number(self.width / 2), number(self.width * self.stretch / 2)
        for text, x in ((f"−{across}", 0.0), (place(self.f, self.at), 0.5), (f"+{across}", 1.0)):
            p.pin(text, (x, 0.0), (-0.5, -1.0), size=10.5, down=5.0)
        p.pin(f"+{up}", (0.0, 1.0), (-0.4, 0.0), size=10.5, down=-5.0)
        p.pin(f"window {number(self.width)} wide", (0.25, BAR + 0.5), (-0.5, 0.0), size=10.5)

    def sentence(self, heights: Array, height: float, here: Tangent) -> str:
        if np.isnan(height):
            return f": {formula(self.f)} is undefined at {place(self.f, self.at)}"
        gaps = np.abs(heights - (height + here.slope * self.width * SAMPLES))
        off = self.deviation = float(np.nanmax(gaps)) / self.width if np.isfinite(gaps).any() else np.nan
        near = f"leaves its tangent by at most {self.share(off, height, here)} of the width"
        found = {
            "vertical": "stands upright: its slope is infinite, it never becomes a sloping line",
            "corner": "keeps its corner: "
            f"slope {number(here.left)} on the left, {number(here.right)} on the right",
            "none": "has no tangent",
            "smooth": near if off <= FAR else "does not stay near its tangent",
        }
        return f" the curve of {formula(self.f)} {found[here.kind]}"

    def share(self, off: float, height: float, here: Tangent) -> str:
        """Write a part of the width in percent; where rounding has a say in it, only its size."""
        rounding = float(np.finfo(float).eps) * (abs(height) + abs(here.slope * self.at)) / self.width
        if rounding < 1e-4 * off:
            return f"{number(100 * off)} %"
        return f"{number(100 * max(rounding, 1e-8), 1)} %" if off else "0 %"


def lifted_at_poles(heights: Array) -> Array:
    """Lift the pen where a curve crosses the whole window against its own direction."""
    steps = np.diff(heights)
    torn = (np.abs(steps[1:]) > 1) & (steps[1:] * steps[:-1] < 0) & (heights[1:-1] * heights[2:] < 0)
    torn &= np.minimum(np.abs(heights[1:-1]), np.abs(heights[2:])) > 0.5
    return np.where(np.concatenate([[False], torn, [False]]), np.nan, heights)


def steepness(here: Tangent) -> float:
    """Return how many times higher than wide the window has to be: 1, 2, 5, 10, ..."""
    steepest = max((abs(s) for s in (here.left, here.right) if np.isfinite(s)), default=1.0)
    if steepest <= 1:
        return 1.0
    power = 10.0 ** np.floor(np.log10(steepest))
    return float(power * min(factor for factor in (1, 2, 5, 10) if factor * power >= steepest * 0.999))
