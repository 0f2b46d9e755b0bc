"""The slope in every direction: a unit vector turns on the map, the gradient throws its shadow on it."""

import math

import numpy as np

from lessons_lib.arrays import Points
from lessons_lib.formula import read_surface
from lessons_lib.pencil import Angle, Formula, Mark, Picture, Position, View
from lessons_lib.pencil.fields import turned
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import (
    PlaneView,
    SlopesAround,
    arrow_scale,
    fitted,
    gradient_lengths,
    nice,
    note_above,
    plane_place,
    point_in_data,
    right_angle,
    scale_words,
    slopes_around,
    unit,
)
from lessons_lib.wording import number

GENTLE = "(x^2 + x y + 2y^2)/4"
SURFACES = (
    "x^2 y + sin y", GENTLE, "x^2 + y^2", "x^2/2 + 50y^2", "x^2 - y^2", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "(1 - x)^2 + 100(y - x^2)^2", "3x + 4y", "sqrt(x^2 + y^2)", "|x| + |y|", "x^2 y/(x^2 + y^2)", "log x + y",
)  # fmt: skip
RIM = 4.5  # of the dot at the tip of u, in points
TURN, ANGLES = np.linspace(0, 360, 91), np.linspace(-180, 180, 181)
SHARE, LEAST, MOST = 0.22, 0.1, 0.36  # of the unit circle, in shorter sides of the view


class Direction(Picture):
    """Turn a unit vector on the map and read the slope along it from the shadow of the gradient.

    Where the function is not differentiable the curve shows the true slopes of the rays, and a dashed one
    what the gradient would make of them, if there is a gradient.
    """

    size, columns = (9.0, 4.2), 2
    f = Formula(GENTLE, "f(x, y) =", "Of two variables.", SURFACES, read_surface)
    at = Position((1, 1), "", "The point.")
    angle = Angle(
        20,
        "angle of u",
        "The direction of u in degrees, counted from the first axis towards the second.",
    )
    view = View(about="Limits (left, right, bottom, top) of the map.")

    def stage(self) -> None:
        self.map, self.rose = self.panels
        self.plane = PlaneView.of(self.view, self.f, self.at)
        self.contours = self.map.map(self.f, self.plane, dim=True)
        self.scale = arrow_scale(self.f, self.plane)
        unscaled = LEAST * self.plane.size <= 1 <= MOST * self.plane.size
        self.radius = 1.0 if unscaled else nice(SHARE * self.plane.size)
        words = scale_words(self.scale)
        note_above(self.map.ax, f"$\\nabla f$ {words}" if words else "")
        lengths = gradient_lengths(self.f, self.plane)
        usual = float(min(lengths.max(), 1.6 * np.median(lengths))) if len(lengths) else 0.0
        first = slopes_around(self.f, self.at).along(ANGLES)
        high = 1.15 * max(float(np.nan_to_num(np.abs(first)).max()), usual) or 1.0
        self.rose.view((-180, 180, -high, high), ("angle of u in degrees", "slope along u"))
        self.rose.ticks(x=90)

    def draw(self) -> str:
        self.angle, here = turned(self.angle), slopes_around(self.f, self.at)
        self.length = math.hypot(*here.gradient)
        self.points = self.length > 0
        self.towards = math.degrees(math.atan2(*here.gradient[::-1]))
        self.ahead = turned(self.angle - self.towards) if self.points else math.nan
        self.slope = float(here.along(self.angle))
        self.way = "level" if not self.slope else "uphill" if self.slope > 0 else "downhill"
        self.product = self.slope if here.smooth else float(here.gradient @ unit(self.angle))
        self.draw_map(here)
        self.draw_rose(here)
        return self.sentence(here)

    def draw_map(self, here: SlopesAround) -> None:
        p, start, u = self.map, np.array(self.at, float), unit(self.angle)
        ring = np.asarray(start + self.radius * unit(TURN))
        far, end = 2 * (self.plane.width + self.plane.height) * u, start + self.radius * u
        vector, cut = fitted(self.scale * here.gradient, self.plane, visible=True)
        foot, tip = start + (vector @ u) * u, start + vector
        p.line(*ring.T, width=0.5, layer=2.4)
        p.line(*np.stack([start - far, start + far], axis=1), width=0.4, layer=2.5)
        bow = start + 0.4 * self.radius * unit(self.towards + self.ahead * np.linspace(0, 1, 25))
        p.line(*bow.T, width=0.5, layer=2.6, avoided=False)
        shadow = p.line([start[0], foot[0]], [start[1], foot[1]], "derivative", width=3, layer=3, cap="butt")
        p.line(*np.stack([foot, tip], axis=1), width=0.6, dashes="dashed", layer=3.2)
        p.line(*right_angle(p.ax, foot, tip - foot, start - foot).T, width=0.6, layer=3.3, avoided=False)
        p.arrow(start, tip, "gradient")
        # The head of the arrow is seen beside the dot at its tip, not below it.
        p.arrow(start, end - RIM * point_in_data(p.ax) * u, "point", width=1.8)
        dot = p.dot(*end, size=0.7)
        p.dot(*start).grip("at", "point")
        dot.grip("angle", "tip of u", self.turned_to, (ring[:, 0], ring[:, 1]))
        self.name_map(here, cut, [start, end, foot, tip if self.points else start], bow[12], shadow)

    def turned_to(self, x: float, y: float) -> dict[str, float]:
        return {"angle": round(math.degrees(math.atan2(y - self.at[1], x - self.at[0])))}

    def name_map(self, here: SlopesAround, cut: str, places: list[Points], bow: Points, shadow: Mark) -> None:
        p, (middle, end, foot, tip) = self.map, map(self.map.spot, places)
        missing = "" if math.isnan(here.value) else "no ∇f" if math.isnan(self.length) else "∇f = 0"
        long = "" if self.radius == 1 else f", length 1 (drawn {number(self.radius)})"
        nabla = f"∇f{', ' * bool(cut)}{cut}" if self.points else missing
        p.write(nabla, "gradient", around(tip, tip - middle, rings=4))
        p.write(f"u{long}", "point", around(end, end - middle, rings=3))
        away = (middle + foot) / 2 - tip
        shadow.name(f"∇f · u = {number(self.product)}" if self.points else "", 0.5, away, count=7,
                    otherwise=[around(foot, away, rings=3)])  # fmt: skip
        turn = f"φ = {abs(self.ahead):.0f}°" if self.points else ""
        beyond = np.nan_to_num(p.sheet.points(*bow)[0])
        p.write(turn, "measure", around(beyond, beyond - middle, rings=2), optional=True)

    def draw_rose(self, here: SlopesAround) -> None:
        p, slopes, length, wave = self.rose, here.along(ANGLES), self.length, here.smooth and self.points
        two = not here.smooth and not math.isnan(length)
        curve = p.line(ANGLES, slopes, "derivative", width=1.15)
        shown = unit(ANGLES) @ here.gradient if two else math.nan * ANGLES
        would = p.line(ANGLES, shown, "gradient", width=0.8, dashes="dashed", layer=2.8)
        marks = [(turned(self.towards + turn), share * length if wave else math.nan)
                 for turn, share in ((0, 1), (180, -1), (90, 0), (-90, 0))]  # fmt: skip
        (up, top), (down, low) = marks[:2]
        p.line([up, up, math.nan, down, down], [0 * top, top, math.nan, 0 * top, low], "gradient", width=0.6,
               dashes="dashed", layer=2.5)  # fmt: skip
        rings = [p.dot(x, y, "gradient", size=0.6, hollow=True) for x, y in marks]
        now = p.dot(self.angle, self.slope)
        now.grip("slope", "point on the curve of slopes", lambda x, _: {"angle": round(x)}, (ANGLES, slopes))
        reading = "" if math.isnan(self.slope) else f"{number(self.slope)}: {self.way}"
        p.say(reading, (self.angle, self.slope), (1, np.sign(self.slope or 1)), rings=5)
        # Also where the steepest slopes are beyond what is seen, and their rings with them.
        p.say(f"φ = 0: |∇f| = {number(length)}" if wave else "", marks[0], (0.5, 1), "gradient", rings=3)
        p.say("φ = 180°: −|∇f|" if wave else "", marks[1], (0.5, -1), "gradient", rings=3)
        right = "φ = 90°: 0" if wave else ""
        rings[2].name(right, prefer=(0.5, 1), rings=3, meaning="measure", optional=True)
        would.name("∇f · u" if two else "", 0.8, count=17)
        rough = not here.smooth and np.isfinite(slopes).any()
        curve.name("true slope" if rough else "", 0.8, count=17)

    def sentence(self, here: SlopesAround) -> str:
        name, where, map_words = formula(self.f), plane_place(self.at), self.contours.words
        if math.isnan(here.value):
            return f"{name}: undefined at {where}."
        limit = f", where its limit {number(here.value)} is taken for a value" if here.filled else ""
        end = f"; {map_words}" if map_words else ""
        found = self.smooth_words(here) if here.smooth else self.rough_words(here)
        return f"{name} at {where}{limit}: {found}{end}."

    def smooth_words(self, here: SlopesAround) -> str:
        gradient = f"the gradient {plane_place(here.gradient)}"
        if not self.points:
            return f"{gradient} has no direction, and the slope is 0 along every u"
        towards = f"{gradient} has length {number(self.length)} and points to {number(self.towards)}°"
        along = f"along u at {number(self.angle)}°, {number(abs(self.ahead))}° from it"
        return f"{towards}; {along}, the slope, length times cosine, is {number(self.slope)}, {self.way}"

    def rough_words(self, here: SlopesAround) -> str:
        along, none = f"along u at {number(self.angle)}°", math.isnan(self.slope)
        slope = "there is no slope" if none else f"the slope is {number(self.slope)}, {self.way}"
        if math.isnan(self.length):
            return f"there is no gradient; {along} {slope}"
        product = f"the gradient {plane_place(here.gradient)} times u is {number(self.product)}"
        return f"{along} {product}, yet {slope}; the function is not differentiable there"
