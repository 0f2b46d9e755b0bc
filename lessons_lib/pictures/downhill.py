"""Walking downhill on a curve: the ball, its trail, its steps, and the value after each step."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from matplotlib.collections import PolyCollection

from lessons_lib import descent
from lessons_lib.arrays import Array, Points
from lessons_lib.pencil import Along, Count, Formula, Pick, Picture, Slide, View
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import error_words, formula, formula_label, input_name, place
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.scenery import chosen_view
from lessons_lib.wording import number

VALLEYS = ("x^2 - 6x + 13", "t^4 - 4t^2 + t", "|x|", "50x^2", "0.01x^2", "x^4", "sin x")
LONGEST = 400  # steps
ARROWS = 14
TENTHS = (10, 15, 20, 30, 40, 50, 60, 80, 100)
CROWD = 60  # steps whose dots would touch

WALKS: dict[str, Callable[..., descent.Path]] = {
    "step and shrink": lambda f, start, gamma, momentum: descent.step_and_shrink(f, start, steps=LONGEST),
    "gradient descent": lambda f, start, gamma, momentum: descent.gradient_descent(
        f, start, gamma, steps=LONGEST
    ),
    "momentum": lambda f, start, gamma, momentum: descent.momentum(f, start, gamma, momentum, steps=LONGEST),
}


class Downhill(Picture):
    """Drag the start and watch a walk downhill, step by step."""

    size, columns = (9.0, 4.2), 2
    f = Formula("x^2 - 6x + 13", offered=VALLEYS)
    start = Along(0.5, "start", "Where the walk begins.")
    method = Pick("step and shrink", "method", "How it is walked.", options=tuple(WALKS), named=True)
    gamma = Slide(0.1, "γ", "Step factor of the last two methods.", 0.01, 1.5, 0.01, gives=True, named=True)
    momentum = Slide(
        0.9, "momentum", "The share of its speed that the rolling ball keeps.", 0, 0.99, 0.01, named=True
    )
    shown = Count(None, "steps shown", "How many steps are drawn; all by default.", named=True)
    view = View(named=True)

    def stage(self) -> None:
        hill, log = self.panels
        self.curve = hill.ground(self.f, chosen_view(self.f, self.view, self.start))
        self.widest = 0
        log.view((0, 1, *hill.limits[2:]), ("step", "value"), zero=False)

    def draw(self) -> str:
        path = WALKS[self.method](self.f, self.start, self.gamma, self.momentum)
        self.need(gamma=self.method != "step and shrink", momentum=self.method == "momentum")
        step = max(0, self.reach("shown", len(path) - 1))
        xs, ys = path.points[: step + 1], path.values[: step + 1]
        self.draw_walk(xs, ys)
        self.draw_values(ys, len(path) - 1)
        return self.sentence(path, step)

    def draw_walk(self, xs: Array, ys: Array) -> None:
        p, (left, right, bottom, top) = self.panels[0], self.panels[0].limits
        wide, high, x, y = right - left, top - bottom, float(xs[-1]), float(ys[-1])
        near = np.clip(xs, left - 3 * wide, right + 3 * wide), np.clip(ys, bottom - 3 * high, top + 3 * high)
        p.line(*near, "secant", width=0.6, dashes="solid", layer=3.5)
        p.line(*near, "secant", dashes="none", marker="o", rim=True, share=0.42, layer=4, avoided=False)
        heads = p.artist("arrow heads", lambda ax: PolyCollection(
            [], facecolor=LINE["secant"], edgecolor="none", zorder=3.6, transform=ax.transAxes))  # fmt: skip
        heads.set_verts(self.arrow_heads(p.sheet.points(*near)))
        first = p.dot(float(xs[0]), float(ys[0]), "secant", size=0.9)
        first.grip("start", "start of the walk", along=self.curve)
        p.dot(x, y, size=1.2)
        seen = left <= x <= right and bottom <= y <= top
        where = place(self.f, x)
        p.write(where if seen else "", "point", around(p.sheet.points(x, y)[0], (0, -1), rings=4))
        ends = [around(p.sheet.size * (0.5, end), (0, 0.5 - end), rings=4) for end in (0.0, 1.0)]
        p.write("" if seen else f"out of the picture: {where}", "secant", *ends)
        p.write(formula_label(self.f), "function", beside(p.sheet.visible(*self.curve), 17, 0.85, (-1, 0)))

    def arrow_heads(self, points: Points) -> list[Points]:
        """Return a triangle at the middle of each late step that is long enough, in fractions of the axes."""
        size, heads = 4.5 * scale_of(self.figure), []
        for start, end in pairwise(points[-ARROWS - 1 :]):
            length = float(np.linalg.norm(end - start))
            if np.isfinite(length) and length > 3 * size:
                along = (end - start) / length * size
                across, tip = np.array([-along[1], along[0]]) * 0.7, (start + end) / 2 + along
                corners = np.array([tip, tip - 2 * along + across, tip - 2 * along - across])
                heads.append(corners / self.panels[0].sheet.size)
        return heads

    def draw_values(self, ys: Array, steps: int) -> None:
        p, (_, _, bottom, top) = self.panels[1], self.panels[1].limits
        if steps > self.widest:
            # A longer walk than any before widens the axes; nothing else changes limits.
            self.widest = next_round(steps)
            p.ax.set_xlim(-0.02 * self.widest, self.widest)
            p.sheet.clear()
        near, last = np.clip(ys, bottom - (top - bottom), top + (top - bottom)), float(ys[-1])
        share = 0.42 if self.widest <= CROWD else 0.6 * 0.42
        p.line(
            np.arange(len(near)), near, "secant", width=0.6, dashes="solid", marker="o", rim=True, share=share
        )
        p.dot(len(ys) - 1, last, size=1.2)
        seen = min(max(last, bottom), top)
        said = number(last) if last == seen else f"{'↑' if last > seen else '↓'} {number(last)}"
        p.write(said, "point", around(p.sheet.points(len(ys) - 1, seen)[0], (0.5, 1), rings=3))

    def sentence(self, path: descent.Path, step: int) -> str:
        x, y = float(path.points[step]), float(path.values[step])
        if np.isnan(y):
            return f"Downhill on {formula(self.f)}: undefined at {place(self.f, x)}."
        start = f"Downhill on {formula(self.f)} from {place(self.f, float(path.points[0]))}, step {step}"
        end = f" The walk ends here: {path.stopped}." if step == len(path) - 1 else ""
        steepness = self.steepness(x, y, float(path.gradient_norms[step]))
        return f"{start}: {input_name(self.f)} = {number(x)}, value {number(y)}, {steepness}.{end}"

    def steepness(self, x: float, y: float, size: float) -> str:
        noise = 1e-13 * max(1.0, abs(x), abs(y))
        if np.isfinite(size) and noise > 1e-4 * size:
            return f"slope {error_words(size, noise)}"
        return f"slope {number(float(self.f.derivative(x)))}"


def next_round(steps: int) -> int:
    """Return the next of 5, 6, 8, 10, 15, 20, 30, ... steps."""
    power = int("1" + "0" * (len(str(max(steps, 1))) - 1))
    return max(5, next(tenths * power // 10 for tenths in TENTHS if tenths * power >= 10 * steps))
