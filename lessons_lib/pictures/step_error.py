"""What step size is best? The error of three schemes against the step, on two logarithmic axes."""

import math
from typing import Any

import numpy as np

from lessons_lib.pencil import Formula, Picture, Slide, SmallStep
from lessons_lib.pencil.curves import View, value
from lessons_lib.pencil.fields import State
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.phrases import error_label, error_words, formula, place, rough
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.powers import level_line
from lessons_lib.slopes import numeric
from lessons_lib.wording import number, superscript

SMOOTH = ("exp x", "sin x", "log x", "tanh x", "x^3", "sqrt x", "sin(x)/x")
STEPS, HEIGHTS = (1e-16, 3.0), (1e-16, 1.0)  # always in view
ROOM = (0.01, 1e5)  # below the least error for labels, above the greatest for the grip
MEANINGS = {"forward": "secant", "central": "second", "complex": "third"}
LOOKS: dict[str, dict[str, Any]] = {
    "forward": {"marker": "o", "share": 0.34, "layer": 3.0},
    "central": {"marker": "s", "share": 0.26, "layer": 3.2},
    "complex": {"marker": "D", "share": 0.5, "layer": 2.8},
}
# Where along its line a scheme's name stands, and on which side.
NAMES = {"forward": (0.85, (-1, 1)), "central": (0.85, (1, -1)), "complex": (0.2, (0, 1))}


class StepError(Picture):
    """Slide the step and read the error of three schemes: truncation on the right, rounding on the left."""

    f = Formula("exp x", about="Of one variable, smooth where its slope is taken.", offered=SMOOTH)
    at = Slide(1, "x", "Where the slope is taken.", reach=4, stages=True)
    step = SmallStep(
        1e-4, "h", "The step h, positive.", 1e-16, 1.0, ("best forward step", "best central step")
    )

    def stage(self) -> None:
        """Measure the errors: another point has other limits."""
        p = self.panel
        self.exact = float(self.f.derivative(self.at)) + 0 * value(self.f, self.at)
        measured = {scheme: measure(self.f, self.at, scheme) for scheme in MEANINGS}
        self.curves = {scheme: curve for scheme, curve in measured.items()
                       if curve is not None and np.isfinite(self.exact)}  # fmt: skip
        view = view_of(list(self.curves.values()))
        p.view(view, ("step $h$", "error of the slope"), xscale="log", yscale="log")
        p.ticks(range(-40, 41, 4), range(-40, 41, 4))
        self.level = view.top / 30
        lines, stars = {}, {}
        for scheme, curve in self.curves.items():
            meaning = MEANINGS[scheme]
            p.line(curve.step, curve.error, meaning, dashes="none", **LOOKS[scheme]).fix()
            falling = p.line(curve.step, curve.truncation, meaning, width=0.6, dashes="solid", layer=2.5)
            rising = p.line(curve.step, curve.rounding, meaning, width=0.6, dashes="dotted", layer=2.5)
            lines[scheme] = rising if scheme == "complex" else falling
            for line in (falling, rising):
                line.fix()
            stars[scheme] = p.dot(curve.best_step, curve.best_error, meaning, size=1.8, layer=5, marker="*")
        p.sheet.clear()
        p.sheet.avoid_marks(*(star.drawn for star in stars.values()))
        written: list[Label] = []
        for scheme, star in stars.items():
            written.append(p.pin(f"best h ≈ {rough(self.curves[scheme].best_step)}", (0, 0), (0, 0),
                                 MEANINGS[scheme]))  # fmt: skip
            p.sheet.place(written[-1], around(star.points[0], (-0.2, -1), rings=4))
        for scheme, line in lines.items():
            # A name stands where its line is its own: complex on its floor, others on their slopes.
            points, (best, _) = p.sheet.inside(line.points), stars[scheme].points[0]
            own = points[points[:, 0] < best] if scheme == "complex" else points[points[:, 0] > best]
            words = f"{scheme}, slope {self.curves[scheme].order}"
            written.append(p.pin(words, (0, 0), (0, 0), MEANINGS[scheme]))
            start, side = NAMES[scheme]
            p.sheet.place(written[-1], beside(own, 11, start, side), beside(points, 11, start, side))
        p.written = lambda: written

    def draw(self) -> str:
        p, step = self.panel, self.step
        self.errors = {scheme: self.error(scheme) for scheme in self.curves}
        p.line([step] * 2, [p.limits.bottom, self.level], width=0.6, layer=2)
        p.dot(step, self.level).grip("step", "step h", along=level_line(*STEPS, self.level))
        p.write(f"h = {number(step)}", "point", around(p.sheet.points(step, self.level)[0], (1, 0)))
        for scheme, error in self.errors.items():
            here, words = p.dot(step, error, size=0.8), error_label(error, self.noise(scheme))
            here.name(words, prefer=(1, 0.5), rings=3, meaning=MEANINGS[scheme], optional=True)
        return self.sentence()

    def pressed(self, button: str, state: State) -> State:
        """Return the best step of a scheme."""
        return {"step": float(numeric.error_curve(self.f, self.at, button.split()[1]).best_step)}

    def error(self, scheme: str) -> float:
        """Measure one error as the curves do: never below half a unit in the slope's last place."""
        if not self.step > 0:
            return math.nan
        error = abs(float(numeric.derivative(self.f, self.step, scheme)(self.at)) - self.exact)
        return max(error, float(np.spacing(abs(self.exact) or 1.0)) / 2)

    def noise(self, scheme: str) -> float:
        curve = self.curves[scheme]
        return float(np.interp(self.step, curve.step, curve.rounding))

    def sentence(self) -> str:
        head, where = f"Slope of {formula(self.f)}", place(self.f, self.at)
        if not self.step > 0:
            return f"{head} at {where}: a step has to be positive."
        if not np.isfinite(self.exact):
            return f"{head}: undefined at {where}."
        errors = ", ".join(f"{error_words(error, self.noise(scheme))} {scheme}"
                           for scheme, error in self.errors.items())  # fmt: skip
        best = ", ".join(f"{best_words(scheme, curve)} {scheme}" for scheme, curve in self.curves.items())
        return f"{head} at {where} with step h = {number(self.step)}: error {errors}; best step {best}."


def best_words(scheme: str, curve: numeric.ErrorCurve) -> str:
    """Write the best step that theory predicts: the measured one changes from machine to machine."""
    if scheme == "complex":
        return f"anything below 10{superscript(round(math.log10(predicted_best(curve, 1.5))))}"
    return f"about {rough(predicted_best(curve))}"


def predicted_best(curve: numeric.ErrorCurve, slack: float = 1.0) -> float:
    """Return the largest step where truncation and rounding together are least, or least but for a factor."""
    both = curve.truncation + curve.rounding
    return float(curve.step[both <= slack * both.min()].max(initial=curve.step[0]))


def measure(f: Any, at: float, scheme: str) -> numeric.ErrorCurve | None:
    """Measure a scheme; None where it cannot be used, as the complex step on code that is not analytic."""
    try:
        curve = numeric.error_curve(f, at, scheme)
    except (TypeError, ValueError):
        return None
    return curve if np.isfinite(curve.error).any() else None


def view_of(curves: list[numeric.ErrorCurve]) -> View:
    """Choose heights that show all errors, in whole powers of ten."""
    errors = np.concatenate([HEIGHTS, *(curve.error[np.isfinite(curve.error)] for curve in curves)])
    low, high = (float(10.0 ** np.round(np.log10(limit))) for limit in (errors.min(), errors.max()))
    return View(*STEPS, ROOM[0] * low, ROOM[1] * high)
