"""Second-order Taylor: the tangent plane and the paraboloid at a point, and how fast their errors fall."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.formula import read_surface
from lessons_lib.pencil import Angle, Formula, Log, Panel, Picture, Position, Slide, State, View
from lessons_lib.pencil.curves import View as CurveView
from lessons_lib.pencil.curves import polyline
from lessons_lib.pencil.figure import Curve, new_axes
from lessons_lib.pencil.phrases import error_label, error_words, formula
from lessons_lib.pencil.placing import Spots, around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place, unit
from lessons_lib.pencil.powers import level_line
from lessons_lib.pencil.space import Camera, Facet, Space
from lessons_lib.pictures._expansion import DISTANCES, Cap, Errors, Expansion, errors_along
from lessons_lib.wording import number

SURFACES = (
    "x^3/12 - x + y^2/2", "cos x + cos y", "x^2 y + sin y", "x^2 - y^2", "e^(-x^2 - y^2)",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "x^3 - 3x y^2", "x^4 + y^4", "log(1 + x^2 + y^2)",
    "sqrt(x^2 + y^2)",
)  # fmt: skip
ORDERS = ("tangent plane", "paraboloid")
MEANINGS, SIDES = ("derivative", "secant"), ((-1, 1), (1, -1))
MARGIN, SAMPLES = 0.15, 81  # above and below the values of a slice; points of its polynomials

expanded = lru_cache(maxsize=8)(Expansion.of)


@lru_cache(maxsize=8)
def measured(here: Expansion, angle: float) -> Errors:
    return errors_along(here, unit(angle))


@lru_cache(maxsize=8)
def profile(here: Expansion, angle: float, view: CurveView) -> Curve:
    return polyline(lambda t: here.values(unit(angle), np.ravel(t)), view)


class Taylor(Picture):
    """Drag a point over a surface with its tangent plane and its paraboloid; read how far both are off."""

    size = (10.0, 7.6)
    f = Formula(SURFACES[0], "f(x, y) =", "Of two variables.", SURFACES, read_surface)
    at = Position((1, -0.5), "", "The point.")
    angle = Angle(20, "angle of u", "The direction u in degrees, counted from the first axis.")
    distance = Log(1, "distance t", "How far along u the errors are read, between 0.001 and 10.", *DISTANCES)
    azimuth = Slide(
        -60, "azimuth", "Where the camera stands, in degrees, between −180 and 180.", -180, 180, 1, named=True
    )
    elevation = Slide(
        30, "elevation", "How high it stands, in degrees between 5 and 90.", 5, 90, 1, named=True
    )
    view = View(about="Limits (left, right, bottom, top) of the inputs.", named=True)

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return four axes, two by two, or in a narrow window one below the other."""
        if not getattr(figure, "narrow", False):
            return new_axes(figure, rows=2, columns=2)
        width, height = figure.get_size_inches()
        figure.set_size_inches(2 * width, height / 2)
        return new_axes(figure, columns=4)

    def stage(self) -> None:
        paper, self.along, self.graph, self.across = self.panels
        self.plane = PlaneView.of(self.view, self.f, self.at)
        self.space = Space(paper, self.f, self.plane, Camera(float(self.azimuth), float(self.elevation)))
        self.span = self.plane
        low, high, reach = self.space.box.low, self.space.box.high, self.plane.size / 2
        room, size = MARGIN * (high - low), 10.0 ** round(math.log10(high - low))
        for panel, name in ((self.along, "$f$ along $u$"), (self.across, "$f$ across $u$")):
            panel.view((-reach, reach, low - room, high + room), ("$t$", name))
        limits = (*DISTANCES, 1e-13 * size, 100 * size)
        self.graph.view(limits, ("distance $t$", "error along $u$"), xscale="log", yscale="log")
        self.graph.ticks(range(-30, 100), range(-90, 100, 3), plain=(0, 1))

    def draw(self) -> str:
        self.here = expanded(self.f, (float(self.at[0]), float(self.at[1])))
        self.errors = measured(self.here, self.angle)
        self.now = errors_along(self.here, unit(self.angle), [self.distance])
        self.draw_space()
        self.draw_slice(self.along, self.angle, self.distance)
        self.draw_slice(self.across, self.angle + 90)
        self.draw_errors()
        return self.sentence()

    def draw_space(self) -> None:
        space, here, p = self.space, self.here, self.space.panel
        space.turn(self.azimuth, self.elevation)
        box, foot, point = space.box, space.foot(here.at), space.point(here.at, here.value)
        flat = bool(np.isfinite(point + here.gradient.sum()).all())
        curved = flat and bool(np.isfinite(here.hessian).all())
        place = (float(here.at[0]), float(here.at[1]))
        facet = Facet.at(box, place, here.value, here.gradient) if flat else None
        plane = space.sheet(facet, "derivative", 3.1, net=False)
        cap = space.sheet(Cap.touching(box, here) if curved else None, "secant", 3.4, net=True)
        p.line(*space.seen(np.stack([foot, point])), width=0.6, dashes="dashed", layer=3)
        p.line(*space.seen(box.on_floor(space.way(here.at, self.angle))), width=0.55, layer=3.6)
        for turn, width in ((0, 0.9), (90, 0.5)):
            space.slice(space.way(here.at, self.angle + turn), width=width, layer=3.7)
        low = p.dot(*space.seen(foot), size=0.55, layer=5, avoided=False)
        tip = p.dot(*space.seen(box.on_floor(here.at + self.distance * unit(self.angle))), size=0.75)
        p.dot(*space.seen(point)).grip(
            "surface", "point on the surface", lambda x, y: {"at": space.under(x, y)}
        )
        # An end that is not in view cannot be taken hold of.
        tip.place = (float(tip.data[0, 0]), float(tip.data[0, 1]))
        tip.grip("tip", "end of u on the floor", self.aimed)
        start, end = low.points[0], tip.points[0]
        shown = np.isfinite(tip.data).all()
        p.write(f"u at {number(self.angle)}°" if shown else "", "point",
                around(end, np.nan_to_num(end - start), rings=3), size=10.5)  # fmt: skip
        for mark, name, side in ((cap, "paraboloid" * curved, 1), (plane, "tangent plane" * flat, -1)):
            rim = mark.points
            corners = [around(corner, (side, side), rings=3) for corner in rim[:: max(1, len(rim) // 4)]]
            p.write(name, mark.meaning, beside(rim, 9, 0.5, (0, side)), *corners, size=10.5)

    def aimed(self, x: float, y: float) -> State:
        """Return direction and length of u with its end at a place of the floor."""
        across, up = self.space.on_floor(x, y) - self.at
        away = math.hypot(across, up)
        return {"distance": float(f"{away:.2g}"), "angle": round(math.degrees(math.atan2(up, across)))}

    def draw_slice(self, p: Panel, angle: float, distance: float = math.nan) -> None:
        here, u, view = self.here, unit(angle), p.limits
        places, room = np.linspace(view.left, view.right, SAMPLES), 4 * (view.top - view.bottom)
        line, bow = (np.clip(y, view.bottom - room, view.top + room) for y in here.polynomials(u, places))
        xs, ys = profile(here, angle, view)
        curve = p.line(xs, ys, "function", width=1.15)
        tangent = p.line(places, line, "derivative", width=0.8, layer=3.2)
        parabola = p.line(places, bow, "secant", layer=3.4)
        there = np.array([distance]) if distance <= view.right else np.full(1, math.nan)
        ends = [float(y[0]) for y in (*here.polynomials(u, there), here.values(u, there))]
        reach = np.clip([np.fmin.reduce(ends), np.fmax.reduce(ends)], view.bottom, view.top)
        stem = p.line([distance] * 2, reach, width=0.6, layer=2)
        for height, meaning in zip(ends, (*MEANINGS, "function"), strict=True):
            p.dot(distance, height, meaning, size=0.65)
        a, b, c = here.along(u)
        known, side = math.isfinite(a + b), -1 if c < 0 else 1
        point = p.dot(0.0, here.value).points[0]
        middle = np.clip(np.nan_to_num(point, nan=p.sheet.size[1] / 2), 0, p.sheet.size)
        rows = ((parabola, "parabola" * (known and math.isfinite(c)), 0.04, side),
                (tangent, "tangent" * known, 0.96, -side))  # fmt: skip
        for mark, name, start, up in rows:
            mark.name(name, start, (0, up), count=11, otherwise=[around(middle, (0, up), rings=3)])
        curve.name("f" if np.isfinite(ys).any() else "", 0.95, count=9)
        p.write(f"t = {number(distance)}" if distance <= view.right else "", "measure",
                around(stem.points[0], (0.3, -1), rings=3), optional=True)  # fmt: skip
        terms = [term for term in (a, b, c) if math.isfinite(term)]
        p.pin(f"≈ {summed(*terms)}" if known else "", (1.0, 1.0), (-1, 0), "secant", size=10.5, down=-8)

    def draw_errors(self) -> None:
        p, t, found, noise = self.graph, self.distance, self.errors, self.now.noise[0]
        bottom, top = p.limits.bottom, p.limits.top
        p.line([t, t], [bottom, top], width=0.6, layer=2)
        grip = p.dot(t, 6 * bottom)
        grip.grip("distance", "distance t", along=level_line(*DISTANCES, 6 * bottom))
        grip.name(f"t = {number(t)}", prefer=(-1, 0.3), rings=1)
        # What rounding leaves is no error of the polynomial.
        shown = np.where(found.sizes > 3 * found.noise, found.sizes, np.nan)
        curves = [
            p.line(found.distance, sizes, meaning) for sizes, meaning in zip(shown, MEANINGS, strict=True)
        ]
        for size, meaning, side in zip(self.now.sizes[:, 0], MEANINGS, SIDES, strict=True):
            error = float(size) if size > 3 * noise else math.nan
            mark = p.dot(t, error, meaning, size=0.75)
            name = error_label(error, noise) if math.isfinite(error) else ""
            p.write(name, meaning, first_of(around(mark.points[0], side), 3), optional=True)
        for order, (curve, name, side) in enumerate(zip(curves, ("plane", "paraboloid"), SIDES, strict=True)):
            slope, exact = found.slopes[order], found.vanishes[order]
            known = np.isfinite(found.sizes[order]).any() and (exact or math.isfinite(slope))
            reading = f"{name}, {'no error' if exact else f'slope {number(slope, 3)}'}"
            aside = beside(p.sheet.inside(curve.points), 9, 0.35, side)
            beyond = around(np.array([0.5, 0.3 - 0.1 * order]) * p.sheet.size, rings=3)
            spots = first_of(aside if len(aside.anchors) else beyond, 9)
            p.write(reading if known else "", curve.meaning, spots)

    def sentence(self) -> str:
        here, start = self.here, f"Taylor of {formula(self.f)} at {plane_place(self.at)}"
        if math.isnan(here.value):
            return f"{start}: undefined there."
        if np.isnan(here.gradient).any():
            return f"{start}: value {number(here.value)}, and no gradient, so neither plane nor paraboloid."
        first, second = here.hessian
        bend = f"Hessian with the rows {plane_place(first)} and {plane_place(second)}"
        bend = "and no Hessian, so no paraboloid" if np.isnan(first).any() else bend
        numbers = f"value {number(here.value)}, gradient {plane_place(here.gradient)}, {bend}"
        at = f"at t = {number(self.distance)} along u at {number(self.angle)}°"
        parts = (numbers, f"{at} {self.error_sizes()}", self.error_slopes())
        return f"{start}: " + "; ".join(filter(None, parts)) + "."

    @property
    def orders(self) -> list[int]:
        """The orders whose polynomial exists: 0 for the plane, 1 for the paraboloid."""
        return [order for order in (0, 1) if np.isfinite(self.errors.sizes[order]).any()]

    def error_sizes(self) -> str:
        sizes, noise = self.now.sizes[:, 0], float(self.now.noise[0])
        if math.isnan(sizes[0]):
            return "f is undefined"
        words = [f"the {ORDERS[order]} by {error_words(sizes[order], noise)}" for order in self.orders]
        first, *others = (each.replace("by below", "by less than") for each in words)
        return ", ".join([first.replace(" by ", " is off by ", 1), *others])

    def error_slopes(self) -> str:
        slopes = self.errors.slopes
        found = [f"{number(slopes[order], 3)} for the {ORDERS[order]}" for order in self.orders
                 if math.isfinite(slopes[order])]  # fmt: skip
        exact = [
            f"the {ORDERS[order]} is f itself along u" for order in self.orders if self.errors.vanishes[order]
        ]
        return "; ".join([*(["the errors have slope " + " and ".join(found)] if found else []), *exact[:1]])


def first_of(spots: Spots, count: int) -> Spots:
    """Return the places on the wanted side only: on the other a label would belong to another line."""
    return Spots(spots.anchors[:count], spots.sides[:count], spots.corners)


def summed(*coefficients: float) -> str:
    """Write a polynomial in t.

    Examples
    --------
    >>> summed(2.909, -4.0, 0.5), summed(0.0, 1.0), summed(0.0, 0.0)
    ('2.91 − 4t + 0.5t²', 't', '0')
    """
    text = ""
    for power, c in enumerate(coefficients):
        if c:
            size, sign = number(abs(c), 3), (" − " if c < 0 else " + ") if text else ("−" if c < 0 else "")
            text += sign + ("" if size == "1" and power else size) + ("", "t", "t²")[power]
    return text or "0"
