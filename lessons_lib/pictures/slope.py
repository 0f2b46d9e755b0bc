"""A curve and its derivative: the slope here is the height there."""

import numpy as np

from lessons_lib.pencil import Along, Formula, Picture, View
from lessons_lib.pencil.curves import Tangent, tangent_at, value, view_of
from lessons_lib.pencil.phrases import formula, formula_label, place, tangent_label
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.scenery import chosen_view
from lessons_lib.pictures.secant import CURVES
from lessons_lib.wording import number

FLAT = 1e-12


class Slope(Picture):
    """Move one point along a curve and, beside it, along the curve of its slopes."""

    size, columns = (9.0, 4.2), 2
    f = Formula("x^2 - 6x + 13", offered=CURVES)
    at = Along(1, "x", "The shared x.")
    view = View()

    def stage(self) -> None:
        above, below = self.panels
        self.curve = above.ground(self.f, chosen_view(self.f, self.view, self.at))
        view = view_of(self.f.derivative, above.limits.left, above.limits.right, including=0.0)
        self.slopes = below.ground(self.f.derivative, view, "derivative", dashes="dashed")

    def draw(self) -> str:
        height, here = value(self.f, self.at), tangent_at(self.f, self.at)
        self.draw_curve(height, here)
        self.draw_slopes(here)
        where = place(self.f, self.at)
        if np.isnan(height):
            return f"{formula(self.f)}: undefined at {where}."
        return f"{formula(self.f)} at {where}: value {number(height)}, {slope_words(here)}."

    def draw_curve(self, height: float, here: Tangent) -> None:
        p, at = self.panels[0], self.at
        tangent = p.straight(at, height, here.slope, "derivative", width=0.9)
        p.dot(at, height).grip("at", "point on the curve", along=self.curve)
        if here.kind == "corner":
            p.write(tangent_label(here), "derivative", around(p.sheet.points(at, height)[0], rings=6))
        else:
            tangent.name(tangent_label(here), 0.8)
        p.write(formula_label(self.f), "function", beside(p.sheet.visible(*self.curve), 17, 0.85, (-1, 0)))

    def draw_slopes(self, here: Tangent) -> None:
        p, at, slope = self.panels[1], self.at, here.slope if here.kind == "smooth" else np.nan
        p.line([at, at], [0, slope], width=0.7, layer=2.5)
        p.dot(at, slope).grip("slope", "point on the derivative", lambda x, _: {"at": x}, self.slopes)
        said = {"smooth": f"= {number(here.slope)}", "vertical": "is infinite"}.get(here.kind, "is undefined")
        shown = slope if np.isfinite(slope) else 0.0
        p.write(f"f\u200a′({number(at)}) {said}", "point",
                around(p.sheet.points(at, shown)[0], (1, np.sign(shown)), rings=4))  # fmt: skip
        name = formula_label(self.f.derivative, "f\u200a′")
        p.write(name, "derivative", beside(p.sheet.visible(*self.slopes), 17, 0.85, (-1, 0)))


def slope_words(here: Tangent) -> str:
    """Say how steep it is and which way is down."""
    if here.kind == "vertical":
        return "the tangent is vertical"
    if here.kind == "corner":
        return f"a corner with slope {number(here.left)} on the left and {number(here.right)} on the right"
    if here.kind == "none":
        return "no slope"
    if abs(here.slope) < FLAT:
        return "slope 0, the curve is flat here"
    return f"slope {number(here.slope)}, so downhill is to the {'left' if here.slope > 0 else 'right'}"
