"""Flat points of a curve, found and named."""

import numpy as np

from lessons_lib import descent
from lessons_lib.pencil import Along, Formula, Picture, View
from lessons_lib.pencil.curves import Tangent, tangent_at, value
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.phrases import formula, formula_label, input_name, place, slope_words
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.scenery import chosen_view
from lessons_lib.wording import number

FLATS = ("t^4 - 4t^2 + t", "x^2 - 6x + 13", "-x^2", "x^3", "x^4", "x^3 - 3x", "sin x", "|x|")
MOST = 8  # in the sentence
ROOMY = 4  # with more of them, names that would cover something are left out
LABELS = {"neither": "neither minimum\nnor maximum", "undecided": "flat"}
NOUNS = {"neither": "flat but neither minimum nor maximum,", "undecided": "flat, of a kind not decided,"}
PREFER = {"minimum": (0, -1), "maximum": (0, 1)}


class FlatPoints(Picture):
    """Type a function and see where it is flat; drag a point and watch its slope."""

    f = Formula("t^4 - 4t^2 + t", offered=FLATS)
    at = Along(1, "x", "The point whose tangent is drawn.")
    view = View(about="Limits; flat points are looked for between left and right.")

    def stage(self) -> None:
        self.curve = self.panel.ground(self.f, chosen_view(self.f, self.view, 0.0))
        left, right = self.panel.limits[:2]
        self.found = tuple(descent.flat_points(self.f, (left, right)))
        self.level = 0.06 * (right - left) / max(1, len(self.found) / 4)
        for point in self.found:
            reach = [point.point - self.level, point.point + self.level]
            self.panel.line(reach, [point.value, point.value], "derivative", layer=4)
            self.panel.dot(point.point, point.value, "derivative", layer=5)
        self.name_what_stands()

    def name_what_stands(self) -> None:
        """Find places for the names of the flat points; they stay there, above the tangent that passes."""
        p, sheet = self.panel, self.panel.sheet
        for mark in self.standing("derivative", "dot"):
            sheet.avoid_marks(mark.drawn)
        self.names = []
        for point, level in zip(self.found, self.standing("derivative", "line"), strict=True):
            said = f"{LABELS.get(point.kind, point.kind)}\n({number(point.point)}, {number(point.value)})"
            self.names.append(label(p.ax, "derivative", said))
            sheet.avoid(level.drawn)
            spots = around(
                sheet.points(point.point, point.value)[0], PREFER.get(point.kind, (1, -1)), rings=4
            )
            sheet.place(self.names[-1], spots, optional=len(self.found) > ROOMY)
        self.names.append(label(p.ax, "function", formula_label(self.f)))
        sheet.place(self.names[-1], beside(sheet.visible(*self.curve), 17, 0.85, (-1, 0)))
        self.names = [each for each in self.names if each.get_visible()]
        p.written = lambda: self.names

    def draw(self) -> str:
        p, at, height, here = self.panel, self.at, value(self.f, self.at), tangent_at(self.f, self.at)
        reach = 0.16 * (p.limits.right - p.limits.left)
        near = p.limits._replace(left=at - reach, right=at + reach)
        p.straight(at, height, here.slope, "derivative", view=near, width=0.7, layer=3.5)
        p.dot(at, height).grip("at", "point on the curve", along=self.curve)
        said = "" if here.kind == "none" else slope_words(here)
        p.write(said, "point", around(p.sheet.points(at, height)[0], (1, 1), rings=4))
        names = iter(self.names)
        for _ in self.names:
            p.artist("name", lambda _: next(names))
        return self.sentence(height, here)

    def sentence(self, height: float, here: Tangent) -> str:
        name, (left, right) = input_name(self.f), self.panel.limits[:2]
        kinds = [f"{NOUNS.get(each.kind, each.kind)} {number(each.value)} at {name} = {number(each.point)}"
                 for each in self.found]  # fmt: skip
        more = [f"and {len(kinds) - MOST} more"] if len(kinds) > MOST else []
        found = ", ".join(kinds[:MOST] + more) or "no flat point"
        between = f"{formula(self.f)} between {name} = {number(left)} and {name} = {number(right)}"
        return f"{between}: {found}; {self.slope_here(height, here)}."

    def slope_here(self, height: float, here: Tangent) -> str:
        where = place(self.f, self.at)
        if np.isnan(height):
            return f"undefined at {where}"
        words = {"none": "no slope", "vertical": "a vertical tangent"}
        return f"{words.get(here.kind) or slope_words(here)} at {where}"
