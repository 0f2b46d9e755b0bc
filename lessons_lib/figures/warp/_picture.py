"""How a map warps the plane: its grid, and a little square that becomes bent, and nearly a parallelogram."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.warp._bent import bent_square, fold_lines
from lessons_lib.figures.warp._words import bent_label, done_label, sentence
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.maps import (
    GridLines,
    Patch,
    hatch_undefined,
    image_view,
    jacobian_of,
    plane_axes,
    plane_images,
    title_above,
    unbroken,
    value_of,
)
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import PlaneView, Point, symbols
from lessons_lib.wording import number

_MARGIN = 0.06
_ITSELF = np.eye(2)


class Warp(Picture):
    """The grid of the input plane and what a map makes of it, with a little square at one point.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> axes = new_axes(new_figure(9.6, 4.6), columns=2)
    >>> Warp(axes, Function("4x, y/2"), at=(1, 0.5), side=0.5).caption
    'The map [4x, y/2] takes (1, 0.5) to (4, 0.25): J = [[4, 0], [0, 0.5]] has determinant 2, so \
areas grow 2 times and orientation is kept; a square of area 0.25 becomes a parallelogram of area 0.5, \
and its bent image has area 0.5.'
    """

    def __init__(
        self, axes: Sequence[Axes], f: Any, at: Point, side: float = 0.5, view: Sequence[float] | None = None
    ) -> None:
        super().__init__()
        self.input_axes, self.output_axes = axes
        self.f, self.at, self.side = f, (float(at[0]), float(at[1])), _positive(side)
        self.view = PlaneView.of(view, f, self.at)
        with style(self.input_axes.get_figure(root=True)):
            self._draw_planes()
            self._draw_folds()
            self._draw_square()
        self.move()

    def _draw_planes(self) -> None:
        plane_axes(self.input_axes, _widened(self.view), symbols(self.f))
        names = "$f_1$", "$f_2$"
        self.image = plane_axes(self.output_axes, image_view(self.f, self.view), names, fill=True)
        self._grids = GridLines(self.input_axes, self.view), GridLines(self.output_axes, self.view, self.f)
        title_above(self.input_axes, "in: a grid and a little square")
        title_above(self.output_axes, "out: what the map makes of them")
        self._gone = hatch_undefined(self.input_axes, self.f, self.view)
        self._sheets = Sheet(self.input_axes), Sheet(self.output_axes)

    def _draw_folds(self) -> None:
        """Draw where the determinant changes its sign, in both planes."""
        self.folds = fold_lines(self.f, self.view)
        images = unbroken(plane_images(self.f, self.folds), max(self.image.width, self.image.height))
        for ax, lines in ((self.input_axes, self.folds), (self.output_axes, images)):
            stroke(ax, "second", width=0.9, layer=2).set_data(*lines.T)
        self._fold = label(
            self.input_axes, "second", "det J changes sign" if len(self.folds) else "", size=9.5, layer=2.5
        )
        self._sheets[0].place(self._fold, beside(self._sheets[0].visible(*self.folds.T), 15, 0.5, (0, -1)))

    def _draw_square(self) -> None:
        self._square = Patch(self.input_axes, "function")
        self._patch = Patch(self.output_axes, "derivative", dashes="dashed")
        self._bent = stroke(self.output_axes, "function", width=0.9, layer=3.3)
        self._dots = dot(self.input_axes, size=0.8), dot(self.output_axes, size=0.8)
        self._size, self._bend = label(self.input_axes, "function"), label(self.output_axes, "function")
        self._done = label(self.output_axes, "derivative")
        marks: list[Artist] = [*self._square.artists, *self._patch.artists, self._bent, *self._dots]
        self._moving += [*marks, self._size, self._done, self._bend]

    def move(self, at: Point | None = None, side: float | None = None) -> list[Artist]:
        """Show a square of another size, or elsewhere."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.side = self.side if side is None else _positive(side)
        self.value, self.jacobian = value_of(self.f, self.at), jacobian_of(self.f, self.at)
        self.bent = bent_square(self.f, self.at, self.side)
        self._move_squares()
        self._place_labels()
        self._caption = sentence(self)
        return self.moving

    @property
    def area(self) -> float:
        """Of the square."""
        return self.side * self.side

    @property
    def is_seen(self) -> bool:
        """Whether the image of the point lies in the picture."""
        return self.image.contains(*self.value)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point."""
        return {"at": (self.input_axes, *self.at)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the point."""
        return {"at": self._dots[0]}

    def _move_squares(self) -> None:
        self._square.put(self.at, _ITSELF, self.side)
        self.effect = self._patch.put(self.value, self.jacobian, self.side)
        self._bent.set_data(*unbroken(self.bent.outline, max(self.image.width, self.image.height)).T)
        put_dot(self._dots[0], *self.at)
        put_dot(self._dots[1], *self.value)

    def _place_labels(self) -> None:
        self._size.set_text(f"side {number(self.side)}, area {number(self.area)}")
        self._done.set_text(done_label(self.effect) if self.is_seen else "")
        self._bend.set_text(bent_label(self.bent) if self.is_seen else "")
        inside, outside = self._sheets
        inside.clear()
        inside.avoid(self._square.outline)
        inside.avoid_marks(self._dots[0])
        for word in (self._fold, self._gone):
            if word is not None:
                inside.avoid_label(word)
        inside.place(self._size, *_places(inside, self._square, self.at))
        outside.clear()
        outside.avoid(self._patch.outline, self._bent)
        outside.avoid_marks(self._dots[1])
        outside.place(self._done, *_places(outside, self._patch, self.value))
        line = outside.inside(outside.of(self._bent))
        outside.place(self._bend, beside(line, 13, 0.5), around(outside.points(*self.value)[0], rings=4))


def _places(sheet: Sheet, patch: Patch, at: Any) -> tuple[Any, ...]:
    """Return places beside a square's sides, then around its corner."""
    return beside(sheet.visible(*patch.corners.T), 13, 0.6), around(sheet.points(*at)[0], rings=3)


def _positive(side: float) -> float:
    if not 0 < side < np.inf:
        raise ValueError(f"A square needs a positive side, such as 0.5; {side!r} is not.")
    return float(side)


def _widened(view: PlaneView) -> PlaneView:
    room = _MARGIN * max(view.width, view.height)
    return PlaneView(view.left - room, view.right + room, view.bottom - room, view.top + room)
