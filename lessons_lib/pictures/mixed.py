"""Two orders of differentiating: the slope of one slope along the other variable, and the other way round."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import FixedFormatter, FixedLocator
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.formula import read_surface
from lessons_lib.pencil import Formula, Log, Panel, Picture, Position, View
from lessons_lib.pencil.phrases import formula, steady
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import (
    PlaneView,
    Point,
    note_above,
    plane_place,
    plane_values,
    symbols,
    value_at,
    variable_names,
)
from lessons_lib.wording import number

PEANO = "x y (x^2 - y^2)/(x^2 + y^2)"
PAIRS = (PEANO, "x^2 sin y", "x^2 y + sin y", "x^2 + 3x y + y^3", "e^(x y)", "x^2 y/(x^2 + y^2)", "|x y|")
LEAST = 1e-7
EPSILON = float(np.finfo(float).eps)
STENCIL = 0.17  # half the longer side of the stencil as it is drawn, of the view
PLACES = np.linspace(-1.5, 1.5, 121)  # along the outer variable, in outer steps
SOLID = ("solid", "dashed")
MARKERS = "os"


class Mixed(Picture):
    """Take a difference of differences in both orders, with an inner and an outer step.

    On the left the map, and around the point the places where f is asked, magnified; beside it ∂f/∂x along
    the y direction and ∂f/∂y along the x direction, seen through a microscope that makes the outer step 1.
    """

    size, columns = (11.5, 4.0), 3
    f = Formula(PEANO, "f(x, y) =", "Of two variables.", PAIRS, read_surface)
    at = Position((0, 0), "", "The point.")
    inner = Log(
        1e-6, "inner step h", "The step of the difference that is taken first; between 1e-7 and 1.", LEAST, 1
    )
    outer = Log(
        1e-3, "outer step k", "The step of the difference that is taken second; between 1e-7 and 1.", LEAST, 1
    )
    view = View(about="Limits (left, right, bottom, top) of the map.")

    def stage(self) -> None:
        self.map, *self.sides = self.panels
        self.plane = PlaneView.of(self.view, self.f, self.at)
        self.contours = self.map.map(self.f, self.plane, dim=True)
        note_above(self.map.ax, "steps magnified")
        high = highest(self.f, self.plane, [abs(self.measured(axis)) for axis in (0, 1)])
        marks = [name.strip("$") for name in symbols(self.f)]
        for axis, p in enumerate(self.sides):
            along = marks[1 - axis]
            rise = rf"$\partial f/\partial {marks[axis]}$ along ${along}$, in units of $k$"
            p.view((PLACES[0], PLACES[-1], -high, high), ("", rise))
            p.ax.xaxis.set_major_locator(FixedLocator([-1, 0, 1]))
            p.ax.xaxis.set_major_formatter(
                FixedFormatter([f"${along}{end}$" for end in (" - k", "", " + k")])
            )

    def draw(self) -> str:
        self.values = [self.measured(axis) for axis in (0, 1)]
        exact_ends = [self.exact_slopes(axis, [-1, 1]) for axis in (0, 1)]
        self.exact = [second_difference(ends, self.outer) for ends in exact_ends]
        self.noise = self.rounding()
        self.draw_map()
        for axis in (0, 1):
            self.draw_order(axis)
        return self.sentence()

    def draw_map(self) -> None:
        p, names = self.map, variable_names(self.f)
        half = np.array([self.inner, self.outer]) / max(self.inner, self.outer) * STENCIL * self.plane.size
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        same, (middle,) = self.inner == self.outer, p.sheet.points(*self.at)
        texts = ("either first", "") if same else (f"{names[0]} first", f"{names[1]} first")
        for axis, (text, sides) in enumerate(zip(texts, (half, half[::-1]), strict=True)):
            xs, ys = (self.at + corners * sides).T
            box = p.line(xs, ys, "second", width=0.7, dashes=SOLID[axis],
                         layer=(3, 3.1)[axis], marker=MARKERS[axis], share=0.55, rim="white")  # fmt: skip
            corner = box.points[2]
            p.write(text, "second", around(corner, corner - middle, rings=3), size=10)
        p.dot(*self.at, size=0.8).grip("at", "point")

    def draw_order(self, axis: int) -> None:
        """Draw the slopes along the inner variable, less their mean, and the secant through two of them."""
        p, value, ends = self.sides[axis], self.values[axis], self.slopes(axis, [-1, 1])
        room = 30 * np.array(p.limits[2:])
        found = self.exact_slopes(axis, PLACES), self.slopes(axis, PLACES)
        exact, slopes = (np.clip((heights - ends.mean()) / self.outer, *room) for heights in found)
        true = p.line(PLACES, exact, "derivative", width=2.6, alpha=0.4)
        measured = p.line(PLACES, slopes, "secant", width=1.1, layer=3.2)
        p.line(PLACES[[0, -1]], value * PLACES[[0, -1]], "second", width=0.65, dashes=SOLID[axis], layer=3.4)
        pair = p.line([-1, 1], [-value, value], "second", dashes="none", layer=5, marker=MARKERS[axis],
                      share=0.9, rim="white", avoided=False)  # fmt: skip
        p.sheet.avoid_marks(pair.drawn)
        known, size = not math.isnan(value), p.sheet.size
        right, side = pair.points[1] if known else size / 2, -np.sign(value) if known and value else 1
        said = f"slope {steady(value, self.noise)}" if known else "undefined"
        p.write(said, "second", around(np.clip(right, 0, size), (-1, side), rings=4))
        names = curve_names(p, slopes, exact) if known else ("", "∂f exact" * bool(np.isfinite(exact).any()))
        measured.name(names[0], 0.1, otherwise=[around(size / 2, (0, -1), rings=5)])
        true.name(names[1], 0.9, optional=True)

    def line_across(self, axis: int, places: ArrayLike) -> Array:
        """Return points along the variable that is not the inner one, shape (n, 2)."""
        way = np.zeros(2)
        way[1 - axis] = self.outer
        return np.asarray(np.array(self.at, float) + np.asarray(places, float)[:, None] * way)

    def slopes(self, axis: int, places: ArrayLike) -> Array:
        """Return central differences along the inner variable at places along the other."""
        return differences(self.f, axis, self.at, self.inner, self.line_across(axis, places))

    def exact_slopes(self, axis: int, places: ArrayLike) -> Array:
        """Return the partial derivatives at places along the other variable."""
        return plane_values(lambda points: self.f.gradient(points)[..., axis], self.line_across(axis, places))

    def measured(self, axis: int) -> float:
        """Return the mixed difference of one order."""
        return second_difference(self.slopes(axis, [-1, 1]), self.outer)

    def rounding(self) -> float:
        """Bound what rounding does to a second difference."""
        (x, y), h, k = self.at, self.inner, self.outer
        around_it = [(x + a, y + b) for a, b in ((h, k), (-h, -k), (k, h), (-k, -h))]
        heights = np.abs(plane_values(self.f, around_it))
        return EPSILON * float(np.nan_to_num(heights).max()) / (h * k)

    def sentence(self) -> str:
        name, (across, up) = formula(self.f), variable_names(self.f)
        steps = f"inner step {step_words(self.inner)}, outer step {step_words(self.outer)}"
        start = f"{name} at {plane_place(self.at)}, {steps}"
        if math.isnan(sum(self.values)):
            return f"{start}: f is undefined at one of the points, so there are no mixed differences."
        one, other = (steady(value, self.noise) for value in self.values)
        both = f"first along {across} and then along {up} the mixed difference is {one}"
        rest = f"first along {up} and then along {across} it is {other}"
        return f"{start}: {both}, {rest}; {self.comparison()}{self.exact_words()}."

    def comparison(self) -> str:
        gap, size = abs(self.values[0] - self.values[1]), max(map(abs, self.values))
        if self.inner == self.outer:
            return "with equal steps both ask for the same four values, so they agree"
        if not gap:
            return "they agree"
        if gap <= max(4 * self.noise, 1e-9 * size):
            return "they agree as far as rounding lets one see"
        return f"they differ by {steady(gap, self.noise)}"

    def exact_words(self) -> str:
        first, second = self.exact
        if math.isnan(first + second):
            return "; there are no exact slopes beside the point to compare with"
        true = float(np.asarray(self.f.hessian(self.at))[0, 1])
        if math.isfinite(true) and not math.isnan(value_at(self.f, self.at)):
            return f"; the second derivative itself is {number(true)}"
        return f"; with exact inner slopes they would be {number(first)} and {number(second)}"


def differences(f: Any, axis: int, at: Point, step: float, points: Array) -> Array:
    """Return central differences along one variable at points that share its value."""
    ahead, behind = points.copy(), points.copy()
    ahead[:, axis], behind[:, axis] = at[axis] + step, at[axis] - step
    run = (at[axis] + step) - (at[axis] - step)
    return np.asarray((plane_values(f, ahead) - plane_values(f, behind)) / run)


def second_difference(ends: Array, step: float) -> float:
    """Return the central difference of two slopes, shape (2,), that are two steps apart."""
    return float(ends[1] - ends[0]) / (2 * step)


def curve_names(p: Panel, measured: Array, exact: Array) -> tuple[str, str]:
    """Name the slopes and their exact curve; where one covers the other, both at once."""
    seen, there = np.isfinite(measured + exact), bool(np.isfinite(exact).any())
    apart = float(np.abs(measured - exact)[seen].max(initial=0)) > 0.03 * p.limits.top
    both = there and not apart
    return "∂f by differences" + "\nand exact" * both, "∂f exact" if there and not both else ""


def highest(f: Any, view: PlaneView, present: Sequence[float]) -> float:
    """Return what is shown up and down: mixed derivatives as they are usual, and those of the first state."""
    points = np.stack(np.meshgrid(*view.grid(16)), axis=-1)
    found = np.abs(plane_values(lambda each: f.hessian(each)[..., 0, 1], points))
    usual = float(np.nanpercentile(found, 60)) if np.isfinite(found).any() else 0.0
    size = max(usual, *(value for value in present if math.isfinite(value)), 0.0)
    return 1.8 * size if size > 1e-9 else 1.8


def step_words(size: float) -> str:
    return number(size).removeprefix("1·")
