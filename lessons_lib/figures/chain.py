"""One map after another: three planes, three parallelograms, and the product of two Jacobians."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.figures.matrices import WrittenMatrix
from lessons_lib.pencil.figure import Picture, dot, label, new_axes, put_dot, stroke, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.maps import (
    UNIT_SQUARE,
    Patch,
    determinant,
    draw_grid,
    hatch_undefined,
    image_view,
    jacobian_of,
    plane_axes,
    plane_images,
    title_above,
    unbroken,
    value_of,
)
from lessons_lib.pencil.phrases import formula, matrix_words
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import PlaneView, Point, plane_place, symbols
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

STRIP: Final = 112.0  # points, of the strip with the matrices
_SLOTS: Final = (0.2, 0.52, 0.84)  # where the matrices stand, as parts of the strip
_ROOM, _TYPE = 29.0, 12.5  # widths of a letter that the strip has to hold; the largest type in it
_SAMPLES = 40  # along each side of the square


class Chain(Picture):
    """A little square at a point, what f makes of it, and what g makes of that.

    Examples
    --------
    >>> from lessons_lib.figures import new_figure
    >>> from lessons_lib.formula import Function
    >>> f, g = Function("x^2 - y^2, 2x y"), Function("v, u/2", ["u", "v"])
    >>> Chain(chain_axes(new_figure(11, 5.2)), f, g, at=(1, 0.5)).caption
    'f = [x² − y², 2x·y], then g = [v, u/2]: f takes (1, 0.5) to (0.75, 1), where g takes it to (1, 0.375); \
J_g J_f = [[0, 1], [0.5, 0]] · [[2, −1], [1, 2]] = [[1, 2], [1, −0.5]], and the determinants multiply, \
−0.5 · 5 = −2.5.'
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        g: Any,
        at: Point,
        *,
        side: float = 0.5,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.planes, self.strip = list(axes[:3]), axes[3]
        self.f, self.g, self.side = f, g, float(side)
        self.at = float(at[0]), float(at[1])
        self.view = PlaneView.of(view, f, self.at)
        with style(self.strip.get_figure(root=True)):
            self._draw_planes()
            self._draw_squares()
            self._draw_product()
        self.move()

    def both(self, points: ArrayLike) -> Array:
        """Return where g after f takes points, shape (..., 2)."""
        return np.asarray(plane_images(self.g, plane_images(self.f, points)))

    def _draw_planes(self) -> None:
        names = symbols(self.f), symbols(self.g), ("$g₁$", "$g₂$")
        titles = "a little square", "after f", "after g of f"
        maps = None, self.f, self.both
        for ax, name, title, taken in zip(self.planes, names, titles, maps, strict=True):
            plane_axes(ax, self.view if taken is None else image_view(taken, self.view), name, fill=True)
            draw_grid(ax, self.view, taken, strength=0.9)
            title_above(ax, title)
        hatch_undefined(self.planes[0], self.both, self.view)
        self._sheets = [Sheet(ax) for ax in self.planes]

    def _draw_squares(self) -> None:
        meanings = "function", "derivative", "derivative"
        self.patches = [
            Patch(ax, meaning, dashes=None if meaning == "function" else "dashed")
            for ax, meaning in zip(self.planes, meanings, strict=True)
        ]
        self.bent = [stroke(ax, "function", width=0.8, layer=3.3) for ax in self.planes[1:]]
        self._dots = [dot(ax, size=0.8) for ax in self.planes]
        self._words = [label(ax, meaning) for ax, meaning in zip(self.planes, meanings, strict=True)]
        patches = [artist for patch in self.patches for artist in patch.artists]
        self._moving += [*patches, *self.bent, *self._dots, *self._words]

    def _draw_product(self) -> None:
        """Draw what stays of the product: names above, signs between."""
        self.strip.set(xlim=(0, 1), ylim=(0, 1))
        self.strip.set_axis_off()
        size = _size(self.strip)
        self._matrices = [WrittenMatrix(self.strip, "", (2, 2), size=size) for _ in _SLOTS]
        self._determinants = [label(self.strip, "derivative", size=size) for _ in _SLOTS]
        names = "$J_g$ at $f(x)$", "$J_f$ at $x$", "$J$ of $g$ after $f$"
        for slot, name in zip(_SLOTS, names, strict=True):
            self.strip.text(slot, 0.98, name, ha="center", va="top", size=size * scale_of(self._figure))
        middles = [(one + other) / 2 for one, other in pairwise(_SLOTS)]
        self._signs = [
            (label(self.strip, "point", sign, size=1.3 * size), (place, height))
            for place, sign in zip(middles, "·=", strict=True)
            for height in (0.53, 0.09)
        ]
        for words, (place, height) in self._signs:
            self._centre(words, place, height)
        moving = [artist for matrix in self._matrices for artist in matrix.moving]
        self._moving += [*moving, *self._determinants]

    @property
    def _figure(self) -> Any:
        return self.strip.get_figure(root=True)

    def move(self, at: Point | None = None, side: float | None = None) -> list[Artist]:
        """Show a square elsewhere, or of another size."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.side = self.side if side is None else float(side)
        middle = value_of(self.f, self.at)
        self.points = np.array(self.at), middle, value_of(self.g, middle.tolist())
        first, second = jacobian_of(self.f, self.at), jacobian_of(self.g, middle.tolist())
        with np.errstate(all="ignore"):
            self.jacobians = first, second, second @ first
        self._move_squares()
        self._write_product()
        self._caption = self._sentence()
        return self.moving

    @property
    def determinants(self) -> tuple[float, float, float]:
        """Of both Jacobians and of their product; nan where undefined."""
        one, other, both = (determinant(matrix) for matrix in self.jacobians)
        return one, other, both

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point in the input plane."""
        return {"at": (self.planes[0], *self.at)}

    def dots(self) -> dict[str, Artist]:
        """Return its mark."""
        return {"at": self._dots[0]}

    def _move_squares(self) -> None:
        matrices = np.eye(2), self.jacobians[0], self.jacobians[2]
        for patch, mark, point, matrix in zip(self.patches, self._dots, self.points, matrices, strict=True):
            patch.put(point, matrix, self.side)
            put_dot(mark, *point)
        outline = np.array(self.at) + self.side * _OUTLINE
        for line, ax, taken in zip(self.bent, self.planes[1:], (self.f, self.both), strict=True):
            (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
            line.set_data(*unbroken(plane_images(taken, outline), max(right - left, top - bottom)).T)
        self._place_words()

    def _place_words(self) -> None:
        areas = self.side**2 * np.abs([1, self.determinants[0], self.determinants[2]])
        lines = [None, *self.bent]
        for place, (sheet, words) in enumerate(zip(self._sheets, self._words, strict=True)):
            words.set_text(f"area {number(areas[place])}" if np.isfinite(areas[place]) else "")
            sheet.clear()
            sheet.avoid(*_outlines(self.patches[place], lines[place]))
            sheet.avoid_marks(self._dots[place])
            corners = sheet.points(*self.patches[place].corners[:4].T)
            middle = np.clip(corners.mean(axis=0), 0, sheet.size)
            sheet.place(
                words, *(around(np.clip(corner, 0, sheet.size), corner - middle) for corner in corners)
            )

    def _write_product(self) -> None:
        first, second, both = self.jacobians
        dets = self.determinants
        written = zip((second, first, both), (dets[1], dets[0], dets[2]), _SLOTS, strict=True)
        for place, (matrix, det, slot) in enumerate(written):
            self._write_matrix(self._matrices[place], matrix, slot)
            self._determinants[place].set_text(f"det {number(det)}")
            self._centre(self._determinants[place], slot, 0.09)

    def _write_matrix(self, written: WrittenMatrix, matrix: Array, slot: float) -> None:
        """Write a matrix around the middle of its slot: its width is known once it is written."""
        size, top = self._strip_size, 0.76 * self._strip_size[1]
        width = written.write(matrix, (0.0, top))
        written.write(matrix, (slot * size[0] - width / 2, top))

    @property
    def _strip_size(self) -> Array:
        return np.asarray(self.strip.bbox.size, float) * (72.0 / float(self._figure.dpi))

    def _centre(self, words: Label, across: float, up: float) -> None:
        half = np.array(words.size_in_points()) / 2 / self._strip_size
        words.set_position((across - float(half[0]), up - float(half[1])))

    def _sentence(self) -> str:
        x, middle, last = self.points
        start = f"f = {formula(self.f)}, then g = {formula(self.g)}"
        if not np.isfinite(middle).all():
            return f"{start}: f is undefined at {plane_place(x)}."
        taken = f"f takes {plane_place(x)} to {plane_place(middle)}"
        if not np.isfinite(last).all():
            return f"{start}: {taken}, where g is undefined."
        return f"{start}: {taken}, where g takes it to {plane_place(last)}; {self._product_words()}."

    def _product_words(self) -> str:
        first, second, both = self.jacobians
        gone = [name for name, matrix in (("f", first), ("g", second)) if not np.isfinite(matrix).all()]
        if gone:
            return f"{' and '.join(gone)} {'has' if len(gone) == 1 else 'have'} no Jacobian there"
        one, other, product = map(number, self.determinants)
        one = f"({one})" if one.startswith("−") else one
        matrices = f"J_g J_f = {matrix_words(second)} · {matrix_words(first)} = {matrix_words(both)}"
        return f"{matrices}, and the determinants multiply, {other} · {one} = {product}"


def chain_axes(figure: Figure) -> list[Axes]:
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


def _outlines(patch: Patch, bent: Line2D | None) -> list[Line2D]:
    return [patch.outline, *([] if bent is None else [bent])]


def _size(strip: Axes) -> float:
    """Return the type size in which three matrices fit side by side."""
    figure: Any = strip.get_figure(root=True)
    width = strip.bbox.width * 72 / figure.dpi
    return float(min(_TYPE, width / _ROOM / scale_of(figure)))


def _boundary() -> Array:
    """Return samples along the unit square's sides, shape (n, 2)."""
    along = np.linspace(0, 4, 4 * _SAMPLES + 1)
    return np.stack([np.interp(along, range(5), UNIT_SQUARE[:, axis]) for axis in (0, 1)], axis=1)


_OUTLINE: Final = _boundary()
