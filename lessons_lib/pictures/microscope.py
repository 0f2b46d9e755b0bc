"""A map under a microscope: the narrower the window, the less the grid is bent; close up it is linear."""

import math

import numpy as np

from lessons_lib.arrays import Array, Points
from lessons_lib.formula import read_map
from lessons_lib.pencil import Formula, Log, Picture, Position, View
from lessons_lib.pencil.maps import (
    UNIT_SQUARE,
    draw_grid,
    effect,
    hatch_undefined,
    plane_paper,
    title_above,
    unbroken,
)
from lessons_lib.pencil.phrases import formula, matrix_words, steady
from lessons_lib.pencil.placing import Spots, around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place, symbols
from lessons_lib.pictures._window import Window, frame_size, look
from lessons_lib.pictures.warp import MAPS
from lessons_lib.wording import number

FRAME = PlaneView(-1.0, 1.0, -1.0, 1.0)
FAR, HOPELESS = 30.0, 100.0  # of the frame; gaps so many times the width are not given
GAP = np.full((1, 2), np.nan)
FEW = [0, 4, 8, 9, 13, 17]  # of the grid's lines: edges and middles
SHAPES = {1: " of rank 1, a line,", 0: " of rank 0, a point,"}
LINEAR = {-1: "no Jacobian, no linear map", 1: "linear map J: a line", 0: "linear map J: a point"}


class Microscope(Picture):
    """Look at a map through a narrower and narrower window and see its grid become that of a linear map."""

    size, columns = (9.6, 4.7), 2
    f = Formula(MAPS[0], "f(x, y) =", "Of two variables with two values.", MAPS, read_map)
    at = Position((1, 0.5), "", "The middle of the window.")
    width = Log(1, "width", "Of the window, in units of the input.", 1e-6, 4)
    view = View(about="Limits (left, right, bottom, top) of the input plane.")

    def stage(self) -> None:
        before, after = self.panels
        plane = plane_paper(before, PlaneView.of(self.view, self.f, self.at), symbols(self.f))
        title_above(before.ax, "in: a window around a point")
        hatch_undefined(before.ax, self.f, plane)
        draw_grid(before.ax, plane, strength=0.9)
        plane_paper(after, FRAME, ("", ""))
        after.ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1], xticklabels=[], yticklabels=[])

    def draw(self) -> str:
        self.window, self.halved = (look(self.f, self.at, size) for size in (self.width, self.width / 2))
        self.frame = frame_size(self.f, self.at)
        self.linear = bool(np.isfinite(self.window.jacobian).all())
        self.defined = bool(np.isfinite(self.window.value).all())
        self.draw_window()
        self.draw_image()
        self.draw_scale()
        return self.sentence()

    def draw_window(self) -> None:
        p, corners = self.panels[0], np.array(self.at) + self.width * (UNIT_SQUARE - 0.5)
        p.path(corners, "function", width=1.1, layer=4)
        p.dot(*self.at, size=0.8).grip("at", "middle of the window")
        places = beside(p.sheet.visible(*corners.T), 13, 0.6), around(p.sheet.points(*self.at)[0])
        p.write(f"window {number(self.width)} wide", "function", *places)

    def draw_image(self) -> None:
        p, window = self.panels[1], self.window
        flat = window.flat if self.linear else np.zeros((1, 1, 2))
        bent_line = self.one_line(unbroken(window.bent, 2 * self.frame))
        p.path(bent_line, "function", width=0.75, layer=3, avoided=False)
        ends = self.one_line(flat[:, [0, -1]] if self.linear else GAP[None])
        p.path(ends, "derivative", width=0.6, dashes="dashed", layer=3.5, avoided=False)
        gap = window.worst / self.frame if self.linear else GAP
        p.path(gap, "point", width=0.9, dashes="solid", layer=4)
        # Edges and middle lines of both grids, coarsely, are enough to keep labels off.
        few = np.concatenate([window.bent[FEW], window.flat[FEW]])[:, ::8]
        p.sheet.avoid_line(p.sheet.points(*self.one_line(few).T))
        here = 0.0 if self.defined else np.nan
        p.dot(here, here, size=0.8)
        missing = "undefined here" if not self.defined else ""
        label = missing or LINEAR.get(effect(window.jacobian).rank, "linear map J")
        p.write(self.gap_label(), "point", self.outward(window.worst[1]), self.edges())
        p.write(label, "derivative", self.corners(flat), self.edges())
        p.write("bent grid" if self.defined else "", "function", self.corners(window.bent), self.edges())

    def one_line(self, lines: Array) -> Points:
        """Return lines as one with gaps, in parts of the frame, shape (n, 2)."""
        with np.errstate(over="ignore"):
            lines = np.clip(lines / self.frame, -FAR, FAR)
        gaps = np.full((len(lines), 1, 2), np.nan)
        return np.concatenate([lines, gaps], axis=1).reshape(-1, 2)

    def draw_scale(self) -> None:
        """Write what the edges of the frame stand for, and a title above."""
        p, reach = self.panels[1], number(self.frame * self.width)
        title = f"out: its image, around {plane_place(self.window.value)}"
        for text, at, shift, away in (
            (f"−{reach}", (0, 0), (-0.5, -1), (0, -6)), (f"+{reach}", (1, 0), (-0.5, -1), (0, -6)),
            (f"+{reach}", (0, 1), (-1, -0.5), (-6, 0)), (title, (0, 1), (0, 0), (14, 9)),
        ):  # fmt: skip
            place = np.array(at) + np.array(away) / p.sheet.size
            p.pin(text if self.defined else "", place, shift, size=10)

    def corners(self, lines: Array) -> Spots:
        """Return places beside corners and middles of the edges of a grid, the best of all of them first."""
        middle = lines.shape[1] // 2
        ends = lines[[0, 0, 0, -1, -1]][range(5), [0, -1, middle, -1, middle]]
        spots = [self.outward(end) for end in ends]
        anchors = np.stack([each.anchors for each in spots], axis=1).reshape(-1, 2)
        sides = np.stack([each.sides for each in spots], axis=1).reshape(-1, 2)
        return Spots(anchors, sides, corners=True)

    def outward(self, place: Points) -> Spots:
        """Return places around a point of the image, those away from the middle first."""
        sheet = self.panels[1].sheet
        spot = np.clip(sheet.points(*(place / self.frame))[0], 0, sheet.size)
        return around(spot, spot - sheet.size / 2, rings=2)

    def edges(self) -> Spots:
        """Return places near the middles of the upper and the lower edge."""
        across, up = self.panels[1].sheet.size
        places = np.array([(share * across, end) for end in (up - 16, 16) for share in (0.5, 0.3, 0.7)])
        return Spots(places, np.zeros_like(places), corners=False)

    def gap_label(self) -> str:
        if not self.linear or math.isnan(self.window.share):
            return ""
        return f"largest gap:\n{share_words(self.window)} of the width"

    def sentence(self) -> str:
        window, name = self.window, formula(self.f)
        where = f"In a window of width {number(self.width)} around {plane_place(self.at)}"
        if not self.defined:
            return f"{where}: the map {name} is undefined at {plane_place(self.at)}."
        far, words = not window.share < HOPELESS, share_words(window)
        if not self.linear:
            fit = f"even the linear map that fits best leaves it by {words} of the width{self.halved_words()}"
            missing = ", and no linear map is near it" if far else f": {fit}"
            return f"{where} the map {name} has no Jacobian{missing}."
        shape = SHAPES.get(effect(window.jacobian).rank, "")
        linear = f"the grid of its linear map J = {matrix_words(window.jacobian)}{shape}"
        gap = steady(window.share * self.width, window.rounding * self.width)
        end = f"leaves {linear} by at most {gap}, {words} of the width{self.halved_words()}"
        if window.share <= window.rounding:
            end = f"cannot be told from {linear}: the largest gap is {words} of the width"
        elif far:
            end = f"does not stay near {linear}"
        return f"{where} the bent grid of {name} {end}."

    def halved_words(self) -> str:
        if self.window.torn:
            return " where the map is defined, for in a part of the window it is not"
        if not self.halved.share > 100 * self.halved.rounding:
            return ""
        return f"; in a window half as wide it is {share_words(self.halved)}"


def share_words(window: Window) -> str:
    """Write a gap as a part of the window's width, with the digits that rounding leaves alone."""
    share, rounding = window.share, window.rounding
    if share > rounding or not rounding:
        return f"{steady(100 * share, 100 * rounding)} %"
    bound = 10.0 ** math.ceil(math.log10(100 * rounding))
    return f"below {number(bound, 1).removeprefix('1·')} %"
