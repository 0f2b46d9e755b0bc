"""The gradients of a function as arrows on its map, and one of them at right angles to its contour line."""

import math
from typing import Any

import numpy as np

from lessons_lib.arrays import Points
from lessons_lib.formula import read_surface
from lessons_lib.pencil import Formula, Picture, Position, View
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import (
    PlaneView,
    arrow_scale,
    fitted,
    gradient_at,
    note_above,
    plane_place,
    point_in_data,
    right_angle,
    scale_words,
    value_at,
    variable_names,
)
from lessons_lib.pictures.direction import SURFACES
from lessons_lib.wording import number

ACROSS = 10  # arrows along the longer side of the map
LONGEST = 0.95  # of the way to the next arrow
TANGENT = 26.0  # half the tangent to the contour line, in points


class ArrowMap(Picture):
    """Move a point among the arrows of a gradient field and see its gradient cross the contour line."""

    size = (6.5, 5.5)
    f = Formula("x^2 y + sin y", "f(x, y) =", "Of two variables.", SURFACES, read_surface)
    at = Position((2, 1), "", "The point.")
    view = View(about="Limits (left, right, bottom, top) of the map.")

    def stage(self) -> None:
        p = self.panel
        self.plane = PlaneView.of(self.view, self.f, self.at)
        self.scale = arrow_scale(self.f, self.plane)
        self.contours = p.map(self.f, self.plane, dim=True)
        tails, vectors = gradient_field(self.f, self.plane, self.scale)
        for tail, vector in zip(tails, vectors, strict=True):
            p.arrow(tail, tail + vector, width=1.1, layer=2).drawn.set_alpha(0.55)
        words = scale_words(self.scale).replace("drawn ", "$\\nabla f$ ")
        if len(tails):
            note_above(p.ax, f"{words}, small arrows shorter" if words else "small arrows drawn shorter")

    def draw(self) -> str:
        p, start, gradient = self.panel, np.array(self.at, float), gradient_at(self.f, self.at)
        value, length = value_at(self.f, self.at), math.hypot(*gradient)
        xs, ys = self.contours.line_at(value if len(self.contours.levels) else math.nan).T
        contour = p.line(xs, ys, "function", layer=2.5)
        vector, cut = fitted(self.scale * gradient, self.plane, visible=True)
        across = np.array([-vector[1], vector[0]]) if length > 0 else np.full(2, np.nan)
        along = TANGENT * point_in_data(p.ax) * across / math.hypot(*vector)
        p.line(*np.stack([start - along, start + along], axis=1), width=0.6, layer=3)
        p.line(*right_angle(p.ax, start, vector, along).T, width=0.7, layer=4, avoided=False)
        p.arrow(start, start + vector, width=3.2)
        p.dot(*start).grip("at", "point")
        middle, end = p.spot(start), p.spot(start + vector if length > 0 else start)
        p.write(arrow_words(value, gradient, cut), "gradient", around(end, end - middle, rings=4))
        height = "" if math.isnan(value) else f"f = {number(value)}"
        contour.name(height, 0.25, count=17, otherwise=[around(middle, rings=2)])
        return self.sentence(value, gradient)

    def sentence(self, value: float, gradient: Points) -> str:
        name, here = formula(self.f), plane_place(self.at)
        if math.isnan(value):
            return f"Gradients of {name}: undefined at {here}."
        end = f"; {self.contours.words}" if self.contours.words else ""
        return f"Gradients of {name}: at {here}, {self.words_here(value, gradient)}{end}."

    def words_here(self, value: float, gradient: Points) -> str:
        length, where = math.hypot(*gradient), f"where the value is {number(value)}"
        if math.isnan(length):
            return f"{where}, there is no gradient"
        found = f"the gradient is {plane_place(gradient)}"
        if not length:
            return f"{where}, {found}, and no direction leads up at first"
        across, up = variable_names(self.f)
        line = f"on the contour line of value {number(value)}, {found}, of length {number(length)}"
        plane = f"the arrows lie in the plane of {across} and {up}"
        return f"{line}, at right angles to the line; {plane}"


def arrow_words(value: float, gradient: Points, cut: str) -> str:
    """Return what stands at the tip of the arrow: the gradient, and whether it is cut or lengthened."""
    if math.isnan(math.hypot(*gradient)):
        return "" if math.isnan(value) else "no ∇f"
    return f"∇f = {plane_place(gradient)}" + (f"\n{cut}" if cut else "")


def gradient_field(f: Any, view: PlaneView, scale: float) -> tuple[Points, Points]:
    """Return where the small arrows begin and what they are, shape (n, 2) each; none reaches the next."""
    spacing = max(view.width, view.height) / ACROSS
    sides = (np.arange(low + spacing / 2, high, spacing) for low, high in (view[:2], view[2:]))
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    gradients = np.asarray(f.gradient(points), float)
    lengths = np.hypot(*gradients.T)
    whole = np.isfinite(lengths) & (lengths > 0)
    points, gradients, lengths = points[whole], gradients[whole], lengths[whole]
    longest = LONGEST * spacing
    usual = longest / float(np.percentile(lengths, 75)) if len(lengths) else scale
    shrink = np.minimum(min(usual, scale), longest / lengths)
    return points, shrink[:, None] * gradients
