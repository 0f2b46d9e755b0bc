"""How well f(p) + J h foretells f(p + h): the error against the length of h."""

import math

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.formula import read_map
from lessons_lib.pencil import Angle, Formula, Picture, Position, SmallStep, State, View
from lessons_lib.pencil.figure import Curve
from lessons_lib.pencil.maps import columns_reach, draw_grid, grid_spacing, plane_paper
from lessons_lib.pencil.phrases import error_label, error_words, map_name
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place, point_in_data, symbols
from lessons_lib.pencil.powers import level_line
from lessons_lib.pictures._departure import STEPS, Departure, departure
from lessons_lib.wording import number

PLANE_MAPS = ("x1^2 + x2, x1 x2", "x e^y, sin(x y)", "r cos t, r sin t", "x^2 - y^2, 2x y", "x + y, 2x + 2y")
ERROR_MAPS = (*PLANE_MAPS, "x^3, y^3", "sin x + y, cos y", "|x|, y")
SEEN = 15.0  # points: a step as long as this can be taken hold of
APART = 12.0  # points from which both ends are told apart
SAMPLES = np.linspace(0, 1, 41)
LOWEST, ABOVE = 1e-18, 1e4  # of the errors; above the largest change
BELOW = 0.06  # where the guide runs, beside the errors
GRIP = 8.0  # times lower than the top of the graph


class LinearError(Picture):
    """Leave a point in any direction: the error of f(p) + J h shrinks like the square of the step."""

    size, columns = (11.5, 4.2), 3
    f = Formula(PLANE_MAPS[0], "f =", "A map of the plane into the plane.", ERROR_MAPS, read_map, "f")
    at = Position((1, 2), "", "The point p.")
    angle = Angle(
        30,
        "angle of h",
        "The direction of h in degrees, counted from the first axis towards the second.",
    )
    step = SmallStep(1, "|h|", "The length of h, positive.", *STEPS)
    view = View(hidden=True)

    def stage(self) -> None:
        plane, changes, graph = self.panels
        self.found = departure(self.f, self.at, self.angle)
        self.measured = self.at, self.angle
        view = PlaneView.of(self.view, self.f, self.at)
        reach = columns_reach(self.f, view, self.at)
        self.plane = plane_paper(plane, view, symbols(self.f))
        square = PlaneView(-reach, reach, -reach, reach)
        plane_paper(changes, square, (r"$\Delta f_1/|h|$", r"$\Delta f_2/|h|$"))
        for p, shown in ((plane, self.plane), (changes, square)):
            spacing = 2 * grid_spacing(shown)
            draw_grid(p.ax, shown, spacing=spacing, meaning="axis", strength=0.6, layer=1)
        change = self.found.change
        top = 10.0 ** math.ceil(math.log10(np.max(change[np.isfinite(change)], initial=1.0)))
        heights = (LOWEST, ABOVE * top)
        graph.view(
            (*STEPS, *heights), ("$|h|$", "error of $f(p) + J\\,h$"), zero=False, xscale="log", yscale="log"
        )
        graph.ticks(range(-60, 40, 3), range(-80, 40, 4))
        self.level, self.least = heights[1] / GRIP, 5 * heights[0]

    def draw(self) -> str:
        if (self.at, self.angle) != self.measured:
            self.found = departure(self.f, self.at, self.angle)
            self.measured = self.at, self.angle
        step = self.step if self.step > 0 else math.nan
        self.draw_step(self.found, step)
        self.draw_changes(self.found, step)
        self.draw_errors(self.found, step)
        return self.sentence(self.found)

    def draw_step(self, found: Departure, step: float) -> None:
        """Draw p and h; where h is too short to be seen, its direction alone."""
        p, least = self.panels[0], SEEN * point_in_data(self.panels[0].ax)
        end, far = found.at + step * found.direction, 2 * max(self.plane.width, self.plane.height)
        seen = step > least and self.plane.contains(*end)
        p.path([found.at - far * found.direction, found.at + far * found.direction], width=0.6, layer=2)
        p.dot(*found.at).grip("at", "point p")
        if seen:
            p.dot(*end, size=0.8, avoided=False).grip("tip", "tip of h")
        shown = min(max(step, least), far)
        length = shown if math.isfinite(shown) else 0.0
        arrow = p.arrow(found.at, found.at + length * found.direction, "point", width=1.9, layer=5)
        middle = p.sheet.points(*found.at)[0]
        tip = np.clip(arrow.points[1], 0, p.sheet.size)
        p.write("p", "point", around(middle, -found.direction, rings=2))
        left = (-found.direction[1], found.direction[0])
        p.write("h" if seen or step > far / 8 else "h, drawn longer", "point", around(tip, left, rings=2))

    def taken(self, name: str, x: float, y: float) -> State:
        """Return the direction and the length of an h that ends where its tip is dropped, seen or not."""
        if name != "tip":
            return super().taken(name, x, y)
        across, up = x - self.at[0], y - self.at[1]
        return {"angle": round(math.degrees(math.atan2(up, across))), "step": math.hypot(across, up)}

    def draw_changes(self, found: Departure, step: float) -> None:
        """Draw the true change of f, J h and the gap between both, magnified by 1/|h|."""
        p = self.panels[1]
        curve, linear = ((ends - found.value) / step for ends in found.images(step * SAMPLES))
        change, straight = curve[-1], linear[-1]
        p.path(curve, "function", width=0.8, dashes="dotted", layer=2.5)
        p.path([change, straight], "secant", width=1.5, dashes="solid", layer=4, cap="butt")
        p.arrow((0, 0), straight, "derivative", width=2, layer=5)
        p.arrow((0, 0), change, "function", width=2, layer=4.5)
        apart = math.hypot(*(change - straight)) / point_in_data(p.ax)
        ends = [np.clip(p.sheet.points(*place)[0], 0, p.sheet.size) for place in (straight, change)]
        away = np.nan_to_num(straight - change) if apart > 1 else np.nan_to_num(straight)
        told = apart > APART
        p.write("J h" if told else "J h, the change of f", "derivative", around(ends[0], away, rings=4))
        p.write("change of f" if told else "", "function", around(ends[1], -away, rings=4))
        error = "error" if apart > 1.6 * APART else ""
        p.write(error, "secant", beside(np.stack(ends), 5, 0.5), optional=True)

    def draw_errors(self, found: Departure, step: float) -> None:
        p, known, straight = self.panels[2], bool(np.isfinite(found.error).any()), not math.isnan(found.slope)
        error, noise = found.error_at(step)
        p.line([step] * 2, [p.limits.bottom, self.level], width=0.6, layer=2)
        change = p.line(found.step, np.maximum(found.change, self.least), "function", width=0.8, layer=2.5)
        guide = p.line(*self.guide(found), "measure", width=0.8, dashes="dashed", layer=2.4)
        errors = p.line(
            found.step, np.maximum(found.error, self.least), "secant", dashes="none", marker="o", share=0.45,
            layer=3,
        )  # fmt: skip
        grip = p.dot(step, self.level)
        here = p.dot(step, max(error, self.least), "secant", size=0.9)
        grip.grip("step", "length of h", along=level_line(*STEPS, self.level))
        slope = f", slope {number(found.slope, 3)}" if straight else ""
        errors.name(f"error{slope}" if known else "", 0.4, (-1, 1), count=9)
        change.name("change of f" if known else "", 0.25, (-1, 1), count=9)
        guide.name("slope 2" if straight else "", 0.6, (1, -1), count=9, optional=True)
        p.write(f"|h| = {number(step)}", "point", around(p.sheet.points(step, self.level)[0], (-1, 0)))
        said = error_label(error, noise) if math.isfinite(error) else ""
        p.write(said, "secant", around(here.points[0], (1, -1), rings=3))

    def guide(self, found: Departure) -> Curve:
        """Return a line of slope 2, a little below the errors."""
        if math.isnan(found.slope):
            return np.zeros(0), np.zeros(0)
        place = math.sqrt(found.fitted[0])
        height = float(np.exp(np.interp(np.log(place), np.log(found.step), np.log(found.error + 1e-300))))
        heights: Array = BELOW * height * (found.step / place) ** 2
        seen = heights > self.panels[2].limits.bottom
        return found.step[seen], heights[seen]

    def sentence(self, found: Departure) -> str:
        start = f"Linear error of {map_name(self.f)} at p = {plane_place(self.at)}"
        if not np.isfinite(found.value).all():
            return f"{start}: the map is undefined there."
        if not np.isfinite(found.matrix).all():
            return f"{start}: there is no Jacobian."
        if not self.step > 0:
            return f"{start}: a step has to be positive."
        none = "" if found.smooth else ", which has no Jacobian; J is the mean of the slopes on both sides"
        words = self.error_words(found)
        return f"{start}{none}, along {number(self.angle)}°: for |h| = {number(self.step)}, {words}."

    def error_words(self, found: Departure) -> str:
        """Say how far off this step is, and how the error grows with it."""
        error, noise = found.error_at(self.step)
        if math.isnan(error):
            return f"f(p + h) is undefined; {slope_words(found)}"
        size = error_words(error, noise)
        if found.is_linear:
            return f"f(p) + J h misses f(p + h) by rounding only, {size}: along this line f is exactly linear"
        size = f"rounding only, {size}" if size.startswith("below") else size
        return f"f(p) + J h misses f(p + h) by {size}; {slope_words(found)}"


def slope_words(found: Departure) -> str:
    """Say how the error grows with the step."""
    if math.isnan(found.slope):
        return "the errors lie on no line of one slope"
    slope = number(found.slope, 3)
    if not found.smooth:
        return f"the error has slope {slope}, not 2"
    left = number(10 ** round(found.slope, 2), 3)
    return f"the error has slope {slope} on logarithmic axes: a tenth of the step leaves 1/{left} of it"
