"""One map after another: three planes, three parallelograms, and the product of two Jacobians."""

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.formula import read_map
from lessons_lib.pencil import Formula, Log, Panel, Picture, Position, State, View
from lessons_lib.pencil.figure import label, new_axes
from lessons_lib.pencil.maps import (
    UNIT_SQUARE,
    determinant,
    draw_grid,
    draw_patch,
    hatch_undefined,
    image_view,
    jacobian_of,
    plane_images,
    plane_paper,
    title_above,
    unbroken,
    value_of,
)
from lessons_lib.pencil.phrases import formula, matrix_words
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import PlaneView, plane_place, symbols
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

FIRST = (
    "x^2 - y^2, 2x y", "r cos t, r sin t", "x + y, y", "x1^2 + x2, x1 x2", "4x, y/2", "x + sin y, y",
    "x + y, 2x + 2y", "log x, y",
)  # fmt: skip
SECOND = (
    "v/2, u/2 + v^2/8", "u + v, v", "u^2 - v^2, 2u v", "u/2, 2v", "-v, u", "u, v^2/4", "u + v, u + v",
    "u/(u^2 + v^2), v/(u^2 + v^2)",
)  # fmt: skip
FIRST_VIEW = (0, 1.5, 0, 1.5)
STRIP = 112.0  # points, of the strip with the matrices
SLOTS = (0.2, 0.52, 0.84)  # where the matrices stand, as parts of the strip
LETTERS, TYPE = 29.0, 12.5  # widths of a letter that the strip has to hold; the largest type in it
HALO = 1.8  # points that words reach beyond their letters
COLUMN_GAP, LIP, ROW = 7.0, 3.0, 1.85  # points between columns, and of a bracket's lips; lines of type
ALONG = np.linspace(0, 4, 161)
OUTLINE = np.stack([np.interp(ALONG, range(5), UNIT_SQUARE[:, axis]) for axis in (0, 1)], axis=1)
MEANINGS = ("function", "derivative", "derivative")


class Chain(Picture):
    """Drag a little square and see what f makes of it, what g makes of that, and how the Jacobians multiply.

    The areas of its images are the determinants of the Jacobians times that of the square.
    """

    size = (11.0, 5.8)
    f = Formula(
        FIRST[0], "f(x, y) =", "The map f, of two variables with two values; it comes first.", FIRST, read_map
    )
    g = Formula(SECOND[0], "g(u, v) =", "The map that comes after it.", SECOND, read_map, "g")
    at = Position((1, 0.5), "", "The square's lower left corner.")
    side = Log(0.4, "side", "Of the square.", 0.01, 2)
    view = View(about="Limits (left, right, bottom, top) of the input grid.")

    @classmethod
    def completed(cls, state: State) -> State:
        """Show the first map where its square is seen best."""
        return {"view": FIRST_VIEW} if state["view"] is None and state["f"].source == FIRST[0] else {}

    def lay_out(self, figure: Figure) -> list[Axes]:
        """Lay out three planes, and below them a strip for the matrices."""
        axes = new_axes(figure, columns=3)
        width, before = figure.get_size_inches()
        strip = STRIP * scale_of(figure) / 72
        # A narrow sheet grows by the strip, a wide one has it taken from the planes.
        grown = strip if getattr(figure, "narrow", False) else 0.0
        figure.set_size_inches(width, before + grown)
        for ax in axes:
            left, low, wide, high = ax.get_position().bounds
            tall = high * before - strip + grown
            ax.set_position((left, (low * before + strip) / (before + grown), wide, tall / (before + grown)))
        share = strip / (before + grown)
        return [*axes, figure.add_axes((0.02, 0.04 * share, 0.96, 0.92 * share))]

    def both(self, points: ArrayLike) -> Array:
        """Return where g after f takes points, shape (..., 2)."""
        return plane_images(self.g, plane_images(self.f, points))

    def stage(self) -> None:
        self.span = view = PlaneView.of(self.view, self.f, self.at)
        names = symbols(self.f), symbols(self.g), ("$g₁$", "$g₂$")
        titles = "a little square", "after f", "after g of f"
        maps: tuple[Any, ...] = None, self.f, self.both
        for p, name, title, taken in zip(self.panels, names, titles, maps, strict=False):
            plane_paper(p, image_view(taken, view) if taken else view, name, fill=True)
            draw_grid(p.ax, view, taken, strength=0.9)
            title_above(p.ax, title)
        hatch_undefined(self.panel.ax, self.both, view)
        self.stage_product(self.panels[3])

    def stage_product(self, p: Panel) -> None:
        """Draw what stays of the product: names above, signs between."""
        p.blank()
        scale = scale_of(self.figure)
        self.type_size = float(min(TYPE, p.sheet.size[0] / LETTERS / scale))
        names = "$J_g$ at $f(x)$", "$J_f$ at $x$", "$J$ of $g$ after $f$"
        for slot, name in zip(SLOTS, names, strict=True):
            p.ax.text(slot, 0.98, name, ha="center", va="top", size=self.type_size * scale)
        for sign, (left, right) in zip("·=", pairwise(SLOTS), strict=True):
            for height in (0.53, 0.09):
                words = label(p.ax, "point", sign, size=1.3 * self.type_size)
                half = np.array(words.size_in_points()) / 2 / p.sheet.size
                words.set_position(tuple(np.array([(left + right) / 2, height]) - half))

    def draw(self) -> str:
        middle = value_of(self.f, self.at)
        self.points = np.array(self.at), middle, value_of(self.g, middle.tolist())
        first, second = jacobian_of(self.f, self.at), jacobian_of(self.g, middle.tolist())
        self.jacobians = first, second, second @ first
        self.determinants = tuple(determinant(matrix) for matrix in self.jacobians)
        outline = np.array(self.at) + self.side * OUTLINE
        squares = (
            (np.eye(2), 1.0, None),
            (first, self.determinants[0], self.f),
            (self.jacobians[2], self.determinants[2], self.both),
        )
        for place, (matrix, factor, taken) in enumerate(squares):
            self.draw_square(place, matrix, factor, plane_images(taken, outline) if taken else None)
        for slot, place in zip(SLOTS, (1, 0, 2), strict=True):
            self.write_matrix(self.jacobians[place], slot)
            words = f"det {number(self.determinants[place])}"
            self.panels[3].pin(words, (slot, 0.09), (-0.5, -0.5), "derivative", size=self.type_size)
        return self.sentence()

    def draw_square(self, place: int, matrix: Array, factor: float, bent: Array | None) -> None:
        """Draw the square, or its image in one of the other planes with the bent one, and its area."""
        p, meaning, point = self.panels[place], MEANINGS[place], self.points[place]
        patch = draw_patch(p, point, matrix, self.side, meaning, dashes="dashed" if place else None)
        if bent is not None:
            size = max(p.limits.right - p.limits.left, p.limits.top - p.limits.bottom)
            p.path(unbroken(bent, size), "function", width=0.8, layer=3.3)
        mark = p.dot(*point, size=0.8)
        if not place:
            mark.grip("at", "corner of the square")
        corners, area = p.sheet.points(*patch.data[:4].T), self.side**2 * abs(factor)
        middle = np.clip(corners.mean(axis=0), 0, p.sheet.size)
        spots = [around(np.clip(corner, 0, p.sheet.size), corner - middle) for corner in corners]
        p.write(f"area {number(area)}" if np.isfinite(area) else "", meaning, *spots)

    def write_matrix(self, matrix: Array, slot: float) -> None:
        """Write a matrix as a book sets it, around the middle of its slot."""
        p, scale = self.panels[3], scale_of(self.figure)
        pitch, lip, (wide, high) = ROW * self.type_size * scale, LIP * scale, p.sheet.size
        entries = [
            p.pin(number(value), (0, 0), meaning="point", size=self.type_size) for value in matrix.flat
        ]
        first, second = (max(words.size_in_points()[0] for words in entries[column::2]) for column in (0, 1))
        ends = 2 * lip + first, 2 * lip + first + COLUMN_GAP * scale + second
        left, top = slot * wide - (ends[1] + lip) / 2 + HALO * scale, 0.76 * high
        for place, words in enumerate(entries):
            box, middle = words.size_in_points(), top - (place // 2 + 0.5) * pitch
            corner = left + ends[place % 2] - box[0], middle - box[1] / 2
            words.set_position(tuple(np.array(corner) / p.sheet.size))
        low, edges = top - 2 * pitch, (left + lip, left + ends[1] + lip)
        bracket = [[(edge + shift, top), (edge, top), (edge, low), (edge + shift, low)]
                   for edge, shift in zip(edges, (lip, -lip), strict=True)]  # fmt: skip
        both = np.array([*bracket[0], (np.nan, np.nan), *bracket[1]]) / p.sheet.size
        brackets = p.path(both, "measure", width=0.55, dashes="solid", layer=6)
        # Long numbers in a narrow window reach beyond the strip.
        brackets.drawn.set_clip_on(False)

    def sentence(self) -> str:
        x, middle, last = self.points
        start = f"f = {formula(self.f)}, then g = {formula(self.g)}"
        if not np.isfinite(middle).all():
            return f"{start}: f is undefined at {plane_place(x)}."
        taken = f"f takes {plane_place(x)} to {plane_place(middle)}"
        if not np.isfinite(last).all():
            return f"{start}: {taken}, where g is undefined."
        return f"{start}: {taken}, where g takes it to {plane_place(last)}; {self.product_words()}."

    def product_words(self) -> str:
        first, second, both = self.jacobians
        gone = [name for name, matrix in (("f", first), ("g", second)) if not np.isfinite(matrix).all()]
        if gone:
            return f"{' and '.join(gone)} {'has' if len(gone) == 1 else 'have'} no Jacobian there"
        one, other, product = map(number, self.determinants)
        one = f"({one})" if one.startswith("−") else one
        matrices = f"J_g J_f = {matrix_words(second)} · {matrix_words(first)} = {matrix_words(both)}"
        return f"{matrices}, and the determinants multiply, {other} · {one} = {product}"
