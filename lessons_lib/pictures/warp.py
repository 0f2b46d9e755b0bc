"""How a map warps the plane: its grid, and a little square that becomes bent, and nearly a parallelogram."""

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.formula import read_map
from lessons_lib.pencil import Formula, Log, Picture, Position, View
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.maps import (
    Effect,
    area_words,
    draw_grid,
    draw_patch,
    effect,
    hatch_undefined,
    image_view,
    jacobian_of,
    plane_images,
    plane_paper,
    rank_words,
    side_words,
    title_above,
    unbroken,
    value_of,
)
from lessons_lib.pencil.phrases import formula, matrix_words
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place, symbols
from lessons_lib.pictures._bent_square import BentSquare, bent_square, fold_lines
from lessons_lib.wording import number

SWIRL = "x cos(x^2 + y^2) - y sin(x^2 + y^2), x sin(x^2 + y^2) + y cos(x^2 + y^2)"
MAPS = (
    "x^2 - y^2, 2x y", "r cos t, r sin t", "x + y, y", SWIRL, "x^2, y", "x1^2 + x2, x1 x2", "4x, y/2", "y, x",
    "x^3, y", "x + y, 2x + 2y", "|x|, y", "log x, y", "x/(x^2 + y^2), y/(x^2 + y^2)",
)  # fmt: skip
MARGIN = 0.06  # around the grid
BENT = {"folded": "is folded over", "overlapping": "overlaps itself"}


class Warp(Picture):
    """Drag a little square and see what a map makes of it, and what the map's Jacobian makes of it."""

    size, columns = (9.6, 4.7), 2
    f = Formula(MAPS[0], "f(x, y) =", "Of two variables with two values.", MAPS, read_map)
    at = Position((1, 0.5), "", "The square's lower left corner.")
    side = Log(0.5, "side", "Of the square.", 0.01, 2)
    view = View(about="Limits (left, right, bottom, top) of the input grid.")

    def stage(self) -> None:
        before, after = self.panels
        self.span = view = PlaneView.of(self.view, self.f, self.at)
        room = MARGIN * max(view.width, view.height)
        wide = PlaneView(view.left - room, view.right + room, view.bottom - room, view.top + room)
        plane_paper(before, wide, symbols(self.f))
        self.image = plane_paper(after, image_view(self.f, view), ("$f_1$", "$f_2$"), fill=True)
        self.image_size = max(self.image.width, self.image.height)
        draw_grid(before.ax, view)
        draw_grid(after.ax, view, self.f)
        title_above(before.ax, "in: a grid and a little square")
        title_above(after.ax, "out: what the map makes of them")
        gone = hatch_undefined(before.ax, self.f, view)
        fold = self.draw_folds(view)
        before.written = lambda: [each for each in (fold, gone) if each]

    def draw_folds(self, view: PlaneView) -> Label:
        """Draw where the determinant changes its sign, in both planes; return the words beside it."""
        before, after = self.panels
        folds = fold_lines(self.f, view)
        before.path(folds, "second", width=0.9, layer=2)
        images = unbroken(plane_images(self.f, folds), self.image_size)
        after.path(images, "second", width=0.9, layer=2)
        words = label(before.ax, "second", "det J changes sign" if len(folds) else "", size=9.5, layer=2.5)
        before.sheet.place(words, beside(before.sheet.visible(*folds.T), 15, 0.5, (0, -1)))
        return words

    def draw(self) -> str:
        before, after = self.panels
        image, jacobian = value_of(self.f, self.at), jacobian_of(self.f, self.at)
        done, bent, seen = (
            effect(jacobian),
            bent_square(self.f, self.at, self.side),
            self.image.contains(*image),
        )
        square = draw_patch(before, self.at, np.eye(2), self.side, "function")
        patch = draw_patch(after, image, jacobian, self.side, "derivative", dashes="dashed")
        outline = unbroken(bent.outline, self.image_size)
        curved = after.path(outline, "function", width=0.9, layer=3.3)
        before.dot(*self.at, size=0.8).grip("at", "corner of the square")
        after.dot(*image, size=0.8)
        size = f"side {number(self.side)}, area {number(self.side**2)}"
        for mark, at, words in ((square, self.at, size), (patch, image, patch_label(done) if seen else "")):
            spots = around(mark.panel.sheet.points(*at)[0], rings=3)
            line = mark.panel.sheet.visible(*mark.data.T)
            mark.panel.write(words, mark.meaning, beside(line, 13, 0.6), spots)
        around_image = around(after.sheet.points(*image)[0], rings=4)
        curved.name(bent_label(bent) if seen else "", 0.5, otherwise=[around_image])
        return self.sentence(image, jacobian, done, bent, seen)

    def sentence(self, image: Array, jacobian: Array, done: Effect, bent: BentSquare, seen: bool) -> str:
        name, here = formula(self.f), plane_place(self.at)
        if np.isnan(image).any():
            return f"The map {name} is undefined at {here}."
        start = (
            f"The map {name} takes {here} to {plane_place(image)}{'' if seen else ', outside the picture'}"
        )
        known = f": J = {matrix_words(jacobian)} has determinant {number(done.determinant)}"
        square, torn = f"a square of area {number(self.side**2)}", bent.kind == "torn"
        bent_words = BENT.get(bent.kind, f"has area {number(bent.area)}")
        if done.rank < 2:
            effects = f"{known} and {rank_words(done)}" if done.rank >= 0 else " and has no Jacobian there"
            undefined = f"the map is undefined in a part of {square}"
            return f"{start}{effects}; {undefined if torn else f'the bent image of {square} {bent_words}'}."
        flat = f"{square} becomes a parallelogram of area {number(self.side**2 * done.factor)}"
        end = "the map is undefined in a part of it" if torn else f"its bent image {bent_words}"
        return f"{start}{known}, so {area_words(done)} and {side_words(done)}; {flat}, and {end}."


def patch_label(done: Effect) -> str:
    """Return what stands beside a parallelogram.

    >>> print(patch_label(effect([[0, 2], [1, 0]])))
    det J = −2: area grows
    orientation flipped
    """
    if done.rank < 0:
        return "no Jacobian here"
    if done.rank < 2:
        return f"det J = 0: collapses\nto a {('point', 'line')[done.rank]}, rank {done.rank}"
    size, side = done.size.replace("keeps", "kept"), "flipped" if done.flips else "kept"
    return f"det J = {number(done.determinant)}: area {size}\norientation {side}"


def bent_label(bent: BentSquare) -> str:
    """Return what stands beside a bent square."""
    short = {"torn": "", "folded": "bent: folded over", "overlapping": "bent: overlaps itself"}
    return short.get(bent.kind, f"bent: area {number(bent.area)}")
