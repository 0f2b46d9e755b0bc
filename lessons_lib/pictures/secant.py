"""Secant and tangent: the slope between two points, and what it becomes."""

import math

import numpy as np

from lessons_lib.pencil import Along, Formula, Mark, Picture, StepSize, View
from lessons_lib.pencil.curves import Tangent, tangent_at, values
from lessons_lib.pencil.phrases import (
    error_words,
    formula,
    formula_label,
    place,
    quotient_noise,
    steady,
    tangent_label,
    tangent_words,
)
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.scenery import chosen_view
from lessons_lib.wording import number

CURVES = ("x^2 - 6x + 13", "sin x", "e^x", "x^3 - 3x", "|x|", "cbrt x", "1/x", "log x", "sqrt x")


class Secant(Picture):
    """Drag two points of a curve together and see the secant become the tangent."""

    f = Formula("x^2 - 6x + 13", offered=CURVES)
    at = Along(1, "a", "The point a.")
    step = StepSize(1, "h", "The step h to the second point, of either sign.")
    view = View()

    def stage(self) -> None:
        self.curve = self.panel.ground(self.f, chosen_view(self.f, self.view, self.at, self.at + self.step))

    def draw(self) -> str:
        p, f, at, step = self.panel, self.f, self.at, self.step
        ahead, (near, far) = at + step, map(float, values(f, [at, at + step]))
        self.slope, here = ((far - near) / step if step else math.nan), tangent_at(f, at)
        noise = quotient_noise((near, far), at, step)
        run = p.line([at, ahead, ahead], [near, near, far], "measure", width=0.6)
        tangent = p.straight(at, near, here.slope, "derivative", layer=3.5)
        secant = p.straight(at, near, self.slope, "secant", layer=4)
        p.dot(at, near).grip("at", "point a", along=self.curve)
        p.dot(ahead, far).grip("step", "point a + h", lambda x, _: {"step": self.snapped(x) - at}, self.curve)
        self.name_triangle(run, here, near - far)
        if here.kind == "corner":
            p.write(tangent_label(here), "derivative", around(p.sheet.points(at, near)[0], rings=6))
        else:
            tangent.name(tangent_label(here), 0.8)
        secant.name(f"secant, slope {steady(self.slope, noise)}" if step else "", 0.9)
        p.write(formula_label(f), "function", beside(p.sheet.visible(*self.curve), 17, 0.85, (-1, 0)))
        return self.sentence((near, far), here, noise)

    def name_triangle(self, run: Mark, here: Tangent, fall: float) -> None:
        """Name the point, and the run and the rise as long as they are long enough to be seen."""
        p, step, corners = self.panel, self.step, run.points
        (wide, _), (_, tall) = np.abs(np.diff(corners, axis=0))
        became = "" if step or here.kind == "corner" else ": the secant is the tangent"
        along = [beside(corners[:2], 5, prefer=(0, fall))] if wide > 12 else []
        p.write(f"h = {number(step)}{became}", "measure", *along, around(corners[0], (step, fall), rings=3))
        p.write(f"a = {number(self.at)}", "point", around(corners[0], (-step, fall), rings=2))
        upright = [beside(corners[1:], 5, prefer=(step, 0))] if tall > 18 else []
        p.write(f"f(a + h) − f(a)\n= {number(-fall)}", "measure", *upright, optional=True)

    def sentence(self, heights: tuple[float, float], here: Tangent, noise: float) -> str:
        name, where = formula(self.f), f"at {place(self.f, self.at)} with step h = {number(self.step)}"
        for x, y in zip((self.at, self.at + self.step), heights, strict=True):
            if math.isnan(y):
                return f"Secant of {name}: undefined at {place(self.f, x)}."
        if not self.step:
            became = "" if here.kind == "corner" else " and the secant has become the tangent"
            return f"Secant of {name} {where}: the two points are one{became}; {tangent_words(here)}."
        error = abs(self.slope - here.slope)
        end = f", error {error_words(error, noise)}" if math.isfinite(error) else ""
        return f"Secant of {name} {where}: slope {steady(self.slope, noise)}; {tangent_words(here)}{end}."
