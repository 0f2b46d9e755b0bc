"""Partial derivatives: two slices through one point of a map, each with its tangent and its secant."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.formula import read_surface
from lessons_lib.pencil import Formula, Panel, Picture, Position, StepSize, View
from lessons_lib.pencil.curves import Tangent, tangent_at, values, view_of
from lessons_lib.pencil.figure import Curve
from lessons_lib.pencil.phrases import formula, quotient_noise, steady, tangent_label, tangent_words
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place, plane_values, symbols, value_at, variable_names
from lessons_lib.pictures.direction import SURFACES
from lessons_lib.wording import number

LOWEST = 0.6  # share of its room that a slice fills at least
GRIPS = (("first", "point on the slice along the first variable"),
         ("second", "point on the slice along the second variable"))  # fmt: skip


class Slice:
    """A function of two variables along a line parallel to an axis: a function of one."""

    def __init__(self, f: Any, axis: int, held: float) -> None:
        self.f, self.axis, self.held = f, axis, held

    def __call__(self, t: ArrayLike) -> Array:
        return plane_values(self.f, self.points(t))

    def derivative(self, t: ArrayLike) -> Array:
        """Return the partial derivative, inf or nan where it has no finite value."""
        return np.asarray(self.f.gradient(self.points(t))[..., self.axis])

    def points(self, t: ArrayLike) -> Array:
        """Return the points of the plane."""
        t = np.asarray(t, float)
        points = np.full((*t.shape, 2), self.held, float)
        points[..., self.axis] = t
        return points


@dataclass(frozen=True)
class Slopes:
    """The heights at both ends of a step along a slice, the slope of the secant, and the tangent."""

    near: float
    far: float
    secant: float
    tangent: Tangent
    text: str


class Partials(Picture):
    """Hold one variable still and see the slope along the other: two slices through one point of a map."""

    size, columns = (11.5, 4.0), 3
    f = Formula(SURFACES[0], "f(x, y) =", "Of two variables.", SURFACES, read_surface)
    at = Position((1, 2), "", "The point.")
    step = StepSize(0.5, "h", "The step h of both secants, of either sign.")
    view = View(about="Limits (left, right, bottom, top) of the map.")

    def stage(self) -> None:
        self.map, *self.sides = self.panels
        self.plane = PlaneView.of(self.view, self.f, self.at)
        self.contours = self.map.map(self.f, self.plane)
        heights = self.contours.heights[np.isfinite(self.contours.heights)]
        heights = heights if len(heights) else np.zeros(1)
        # The heights in order are a curve with the same limits.
        up = view_of(lambda share: np.quantile(heights, share), 0, 1)[2:]
        for axis, p in enumerate(self.sides):
            level(p, self.map)
            p.view((*self.plane[2 * axis : 2 * axis + 2], *up), (symbols(self.f)[axis], "value"))
        self.slices = [Slice(self.f, axis, np.nan) for axis in (0, 1)]
        self.tracks: list[Curve] = [(np.zeros(0), np.zeros(0))] * 2

    def draw(self) -> str:
        self.slopes = [self.draw_slice(axis) for axis in (0, 1)]
        self.draw_map()
        return self.sentence()

    def draw_map(self) -> None:
        p, (x, y), h, names = self.map, self.at, self.step, variable_names(self.f)
        left, right, bottom, top = self.plane
        along = p.line([left, right], [y, y], "function", width=0.8, layer=2.5)
        across = p.line([x, x], [bottom, top], "function", width=0.8, layer=2.5)
        p.line([x + h, x, x], [y, y, y + h], "secant", dashes="solid", layer=4)
        p.dot(x, y).grip("at", "point on the map")
        along.name(f"{names[1]} = {number(y)} held", 0.8, count=9)
        across.name(f"{names[0]} = {number(x)} held", 0.8, count=9)

    def draw_slice(self, axis: int) -> Slopes:
        p, at, ahead = self.sides[axis], self.at[axis], self.at[axis] + self.step
        cut = self.slices[axis].held != self.at[1 - axis]
        if cut:
            self.slices[axis] = Slice(self.f, axis, self.at[1 - axis])
        here = slopes_along(self.slices[axis], at, self.step)
        curve = p.curve(self.slices[axis], width=1.15)
        if cut and curve.curve:
            self.tracks[axis] = thinned(curve.curve)
        run = p.line([at, ahead, ahead], [here.near, here.near, here.far], width=0.6)
        tangent = p.straight(at, here.near, here.tangent.slope, layer=3.5)
        secant = p.straight(at, here.near, here.secant, "secant", layer=4)
        p.dot(ahead, here.far, "secant", size=0.8)
        name, said = GRIPS[axis]
        p.dot(at, here.near).grip(name, said, lambda x, _: {"at": one_moved(axis, x)}, self.tracks[axis])
        side, corners = -1 if here.secant < here.tangent.slope else 1, run.points
        if here.tangent.kind == "corner":
            p.write(tangent_label(here.tangent), "derivative", around(corners[0], rings=6))
        else:
            below = around(corners[0], (-1, -side), rings=5)
            tangent.name(tangent_label(here.tangent), 0.8, (0, -side), otherwise=[below])
        said = "" if np.isnan(here.secant) else f"secant, slope {here.text}"
        secant.name(said, 0.9, (0, side), otherwise=[around(corners[-1], (1, side), rings=5)])
        inputs = list(variable_names(self.f))
        inputs[1 - axis] = number(self.at[1 - axis])
        curve.name(f"f({', '.join(inputs)})", 0.85, (-1, 0), count=17)
        wide = abs(float(corners[1, 0] - corners[0, 0])) > 12
        places = [beside(corners[:2], 5, prefer=(0, -1))] if wide else []
        p.write(f"h = {number(self.step)}", "measure", *places, optional=True)
        return here

    def sentence(self) -> str:
        where = plane_place(self.at)
        if np.isnan(value_at(self.f, self.at)):
            return f"{formula(self.f)}: undefined at {where}."
        words = "; ".join(self.slope_words(axis) for axis in (0, 1))
        end = f"; {self.contours.words}" if self.contours.words else ""
        return f"{formula(self.f)} at {where} with step h = {number(self.step)}: {words}{end}."

    def slope_words(self, axis: int) -> str:
        here, names = self.slopes[axis], variable_names(self.f)
        held = f"along {names[axis]}, with {names[1 - axis]} held at {number(self.at[1 - axis])}"
        if not self.step:
            return f"{held}, {tangent_words(here.tangent)}"
        if np.isnan(here.secant):
            end = f"f is undefined at {names[axis]} = {number(self.at[axis] + self.step)}"
            return f"{held}, there is no secant, for {end}, and {tangent_words(here.tangent)}"
        secant = f"the secant has slope {here.text}"
        if here.tangent.kind == "smooth":
            return f"{held}, {secant} and the tangent {number(here.tangent.slope)}"
        return f"{held}, {secant}, and {tangent_words(here.tangent)}"


def slopes_along(f: Slice, at: float, step: float) -> Slopes:
    """Return what a slice does at a place and over a step from it."""
    near, far = map(float, values(f, [at, at + step]))
    secant = (far - near) / step if step else np.nan
    # The digits that rounding leaves alone.
    text = steady(secant, quotient_noise((near, far), at, step))
    return Slopes(near, far, secant, tangent_at(f, at), text)


def one_moved(axis: int, x: float) -> tuple[float, float]:
    """Return a place of which one coordinate is known; the other stays, which nan says."""
    return (np.nan, x) if axis else (x, np.nan)


def thinned(curve: Curve) -> Curve:
    """Return every fourth point of a curve, and all at its ends and beside its gaps: enough to ride on."""
    xs, ys = curve
    gaps = np.flatnonzero(np.isnan(ys))
    kept = np.concatenate([np.arange(0, len(xs), 4), gaps - 1, gaps, gaps + 1, [len(xs) - 1]])
    kept = np.unique(np.clip(kept, 0, len(xs) - 1))
    return xs[kept], ys[kept]


def level(side: Panel, beside_map: Panel) -> None:
    """Let a slice stand as high as the map beside it, unless that is very low."""
    box, map_box = side.ax.get_position(), beside_map.ax.get_position()
    if box.x0 >= map_box.x1 and map_box.height > LOWEST * box.height:
        side.ax.set_position((box.x0, map_box.y0, box.width, map_box.height))
