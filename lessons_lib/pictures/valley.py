"""How long is the way down a long valley? Steps per digit against the condition number, and what helps."""

import math
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from lessons_lib import descent
from lessons_lib.arrays import Array
from lessons_lib.pencil import Log, Pick, Picture, Slide, State, StepFactor
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import plane_place
from lessons_lib.pictures._long_valley import (
    ADAM,
    BEST,
    DIGITS,
    GAMMA,
    METHODS,
    PLAIN,
    RULES,
    SAFE,
    SCALED,
    STEPS,
    STILL_ADAM,
    scaled_condition,
    start_angle,
    walked,
)
from lessons_lib.wording import number

REACH = 1.4
RINGS = 0.15 * 2.0 ** np.arange(10)[::-1]  # how far contour lines reach along the floor
PALEST, DARKEST = 0.02, 0.26
CROWD = 60  # of more steps the marks are smaller
TURNS = np.linspace(0, 2 * np.pi, 240, endpoint=False)
LOWEST = 10.0 ** -(DIGITS + 0.3)
NAMES = {BEST: "best step", SAFE: "1/λmax"}
STYLES = {BEST: ("point", "dashed"), SAFE: ("measure", "dotted")}
STEP_WORDS = {BEST: "2/(λmin + λmax)", SAFE: "1/λmax"}
SHRINK_WORDS = {BEST: "(κ − 1)/(κ + 1)", SAFE: "1 − 1/κ"}


class Valley(Picture):
    """Stretch a valley and turn it, and count how many steps bring one more digit.

    The walk begins where the start is as bad as any.
    """

    size, columns = (9.4, 4.6), 2
    kappa = Log(
        100, "κ",
        "The condition number, from 1 to 1000: curvature across the valley over curvature along it.", 1, 1000,
        refusal="The condition number kappa lies between 1 and 1000",
    )  # fmt: skip
    angle = Slide(0, "angle", "The angle of its floor in degrees, from 0 to 90.", 0, 90, 1,
                  refusal="The angle lies between 0 and 90 degrees")  # fmt: skip
    rule = Pick(
        BEST, "step", '"best fixed step", which is 2/(lambda_min + lambda_max), or "1/lambda_max".', RULES,
        "step rule",
    )  # fmt: skip
    method = Pick(
        PLAIN, "method", '"gradient descent", "diagonal scaling", "Adam" or "Adam without momentum".', METHODS
    )
    gamma = StepFactor(GAMMA[ADAM], "Adam's γ", "Adam's step size.", named=True)
    still_gamma = StepFactor(
        GAMMA[STILL_ADAM], "Adam's γ", "The step size of Adam without momentum, which bears less.", named=True
    )

    def stage(self) -> None:
        plane, log = self.panels
        plane.view((-REACH, REACH, -REACH, REACH), zero=False, aspect="equal", facecolor=tint(0))
        limits = (-0.02 * STEPS, STEPS, LOWEST, 4.0)
        log.view(limits, ("step", "distance to the minimum, first one = 1"), zero=False, yscale="log")
        log.ticks(y=range(-DIGITS, 1), plain=range(-3, 1))

    def draw(self) -> str:
        self.need(rule=self.method in {PLAIN, SCALED}, gamma=self.method == ADAM,
                  still_gamma=self.method == STILL_ADAM)  # fmt: skip
        self.step = float(self.still_gamma if self.method == STILL_ADAM else self.gamma)
        kappa, angle = float(self.kappa), float(self.angle)
        self.walk = walked(kappa, angle, self.rule, self.method, self.step)
        self.measured = descent.measured_steps_per_digit(self.walk.path)
        self.theory = descent.steps_per_digit(self.walk.kappa, self.rule)
        self.after = number(round(scaled_condition(self.walk.bowl), 1))
        # Theory predicts the steps per digit of gradient descent only.
        self.has_theory = self.method not in GAMMA
        self.speed = per_digit(0.0 if self.has_theory and self.theory == 0 else self.measured)
        self.draw_map(kappa, angle)
        self.draw_distances()
        scaling = f"Diagonal scaling takes κ from {number(self.kappa)} to {self.after}."
        return f"{self.head()}: {self.speed_words()}. {self.milestones()} {scaling}"

    def draw_map(self, kappa: float, angle: float) -> None:
        """Draw contour lines, each four times as high as the next one inside, and the walk."""
        p, points = self.panels[0], self.walk.points
        for index, reach in enumerate(RINGS):
            p.artist(f"ring {index}", partial(ring, index=index)).set_xy(ellipse(reach, kappa, angle))
        share = 0.42 if len(points) <= CROWD else 0.6 * 0.42
        p.path(points, "secant", width=0.45, layer=4, dashes="solid", marker="o", share=share)
        bottom = p.line([0], [0], "point", dashes="none", layer=5, marker="x", share=0.75, avoided=False)
        bottom.drawn.set_markeredgewidth(1.6)
        p.sheet.avoid_marks(bottom.drawn)
        start = p.dot(*points[0], size=0.95)
        start.grip("angle", "start of the walk, which turns the valley", self.turned_to)
        scaled = f"\nscaled: κ = {self.after}" if self.method == SCALED else ""
        corners = (np.array([0.0, 1.0]), np.array([1.0, 0.0]))
        spots = (around(p.sheet.size * corner, 0.5 - corner) for corner in corners)
        p.write(f"κ = {number(kappa)}{scaled}", "point", *spots)
        start.name("start", size=10)

    def turned_to(self, x: float, y: float) -> State:
        """Return the angle of the floor, above -90 and up to 90 degrees, whose start lies towards (x, y)."""
        turn = math.degrees(math.atan2(y, x)) - start_angle(self.rule, self.method)
        return {"angle": round(90.0 - (90.0 - turn) % 180.0)}

    def draw_distances(self) -> None:
        """Draw the distance to the minimum after each step, and what theory says of both step rules."""
        p, kappa = self.panels[1], self.walk.kappa
        shares = np.maximum(self.walk.shares, 1e-3 * LOWEST)
        walk = p.line(np.arange(len(shares)), shares, "secant", width=1.5, dashes="solid", layer=3)
        above, below = (1.0, 1.0), (-1.0, -1.0)
        rows = [(walk, f"{self.method}:\n{self.speed}", 0.35, above)]
        for rule, share, side in ((BEST, 0.8, below), (SAFE, 0.75, above)):
            meaning, dashes = STYLES[rule]
            steps = descent.steps_per_digit(kappa, rule)
            line = p.path(law(steps), meaning, width=0.75, dashes=dashes, layer=4)
            name = f"{'theory' if self.has_theory else 'descent'}, {NAMES[rule]}"
            words = f"{name}:\n{few(steps) + ' per digit' if steps else 'one step'}"
            rows.append((line, words if kappa != 1 or rule == BEST else "", share, side))
        for line, words, share, side in rows:
            way = p.sheet.inside(line.points)
            end = way[-1] if len(way) else p.sheet.size / 2
            p.write(words, line.meaning, beside(way, 15, share, side), around(end, side, rings=6))

    # in words

    def head(self) -> str:
        turned = f"turned by {number(self.angle)}°" if self.angle else "along the first axis"
        start = plane_place(tuple(map(float, self.walk.points[0])))
        return f"Valley with condition number κ = {number(self.kappa)}, {turned}, from {start}"

    def speed_words(self) -> str:
        """Say how many steps a digit takes, measured and by theory."""
        if not self.has_theory:
            other = per_digit(descent.steps_per_digit(float(self.kappa)))
            head = f"{self.method} with γ = {number(self.step)}: {self.speed}"
            over = f"on average over {len(self.walk.path) - 1} steps"
            return f"{head}, {over}; gradient descent with the best fixed step: {other}"
        units = f" in scaled units, where κ = {self.after}," if self.method == SCALED else ""
        head = f"{self.method} with the step {STEP_WORDS[self.rule]}{units}"
        if self.theory == 0:
            return f"{head} arrives in one step, as theory says for κ = 1"
        factor = number(descent.shrink_factor(self.walk.kappa, self.rule))
        shrinks = f"since every step shrinks the distance by the factor {SHRINK_WORDS[self.rule]} = {factor}"
        return f"{head} takes {self.speed}; theory says {few(self.theory)}, {shrinks}"

    def milestones(self) -> str:
        tenth, thousandth = (descent.steps_to(self.walk.path, 10.0**-digits) for digits in (1, 3))
        if tenth is None:
            return f"Not even a tenth of the first distance is reached within {STEPS} steps."
        last = (
            f"a thousandth after {thousandth}" if thousandth is not None else f"no thousandth within {STEPS}"
        )
        return (
            f"A tenth of the first distance is reached after {tenth} step{'' if tenth == 1 else 's'}, {last}."
        )


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


def law(steps: float) -> Array:
    """Return the line that falls by a factor of ten in so many steps, as far as the axes reach."""
    digits = -math.log10(LOWEST)
    xs = np.linspace(0.0, min(float(STEPS), digits * steps), 30)
    return np.column_stack([xs, 10.0 ** (-xs / steps if steps else np.linspace(0.0, -digits, 30))])


def ring(ax: Axes, index: int) -> Any:
    """Return a contour line with what it encloses, not yet anywhere."""
    width = 0.7 * ax.spines["left"].get_linewidth()
    drawn = Polygon(
        np.zeros((3, 2)), facecolor=tint(index + 1), edgecolor=(*to_rgb(LINE["function"]), 0.45),
        linewidth=width, zorder=0.5 + 0.01 * index,
    )  # fmt: skip
    ax.add_patch(drawn)
    return drawn


def tint(index: int) -> tuple[float, float, float]:
    """Return the tint outside a ring, paler for inner ones."""
    share = DARKEST + (PALEST - DARKEST) * index / len(RINGS)
    red, green, blue = (1 - share * (1 - channel) for channel in to_rgb(LINE["function"]))
    return red, green, blue


def ellipse(size: float, kappa: float, angle: float) -> Array:
    """Return a contour line that reaches so far along the floor, shape (n, 2)."""
    turn = math.radians(angle)
    along, across = size * np.cos(TURNS), size / math.sqrt(kappa) * np.sin(TURNS)
    cosine, sine = math.cos(turn), math.sin(turn)
    return np.stack([along * cosine - across * sine, along * sine + across * cosine], axis=1)
