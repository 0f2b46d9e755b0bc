"""A microscope on a map of the plane: the narrower the window, the less the bent grid is bent."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.arrays import Array
from lessons_lib.figures.microscope._window import frame_size, look
from lessons_lib.figures.microscope._words import gap_label, linear_label, sentence
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.maps import (
    UNIT_SQUARE,
    GridLines,
    hatch_undefined,
    plane_axes,
    title_above,
    unbroken,
)
from lessons_lib.pencil.placing import Sheet, Spots, around, beside
from lessons_lib.pencil.plane import PlaneView, Point, plane_place, symbols
from lessons_lib.wording import number

_FRAME = PlaneView(-1.0, 1.0, -1.0, 1.0)
_FAR = 30.0
_GAP = np.full((1, 2), np.nan)
_FEW = [0, 4, 8, 9, 13, 17]  # of the grid's lines: edges and middles
_POINT = np.zeros((1, 1, 2))


class Microscope(Picture):
    """A map of the plane seen through a window around one point, beside the linear map of its Jacobian.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> axes = new_axes(new_figure(9.6, 4.7), columns=2)
    >>> Microscope(axes, Function("x^2 - y^2, 2x y"), at=(1, 0.5), width=0.5).caption
    'In a window of width 0.5 around (1, 0.5) the bent grid of [x² − y², 2x·y] leaves the grid of its linear \
map J = [[2, −1], [1, 2]] by at most 0.125, 25 % of the width; in a window half as wide it is 12.5 %.'
    """

    def __init__(
        self, axes: Sequence[Axes], f: Any, at: Point, width: float = 1, view: Sequence[float] | None = None
    ) -> None:
        super().__init__()
        self.input_axes, self.output_axes = axes
        self.f, self.at, self.width = f, (float(at[0]), float(at[1])), _positive(width)
        self.view = PlaneView.of(view, f, self.at)
        with style(self.input_axes.get_figure(root=True)):
            self._draw_input()
            self._draw_output()
        self.move()

    def _draw_input(self) -> None:
        ax = self.input_axes
        plane_axes(ax, self.view, symbols(self.f))
        title_above(ax, "in: a window around a point")
        self._gone = hatch_undefined(ax, self.f, self.view)
        GridLines(ax, self.view, strength=0.9)
        self._inside = Sheet(ax)
        self._square, self._dot = stroke(ax, "function", width=1.1, layer=4), dot(ax, size=0.8)
        self._across = label(ax, "function")
        self._moving += [self._square, self._dot, self._across]

    def _draw_output(self) -> None:
        ax = self.output_axes
        plane_axes(ax, _FRAME, ("", ""))
        ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1], xticklabels=[], yticklabels=[])
        self._outside = Sheet(ax)
        self._bent = stroke(ax, "function", width=0.75, layer=3)
        self._flat = stroke(ax, "derivative", width=0.6, dashes="dashed", layer=3.5)
        self._gap = stroke(ax, "point", width=0.9, dashes="solid", layer=4)
        self._middle = dot(ax, size=0.8)
        self._words = {m: label(ax, m) for m in ("point", "function", "derivative")}
        self._scale = {key: label(ax, "axis", size=10) for key in ("left", "right", "top", "title")}
        marks = [self._bent, self._flat, self._gap, self._middle]
        self._moving += [*marks, *self._scale.values(), *self._words.values()]

    def move(self, at: Point | None = None, width: float | None = None) -> list[Artist]:
        """Look elsewhere, or through a narrower or wider window."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.width = self.width if width is None else _positive(width)
        self.window, self.halved = (look(self.f, self.at, size) for size in (self.width, self.width / 2))
        self.frame = frame_size(self.f, self.at)
        self._move_input()
        self._move_output()
        self._move_scale()
        self._place_words()
        self._caption = sentence(self)
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the middle of the window."""
        return {"at": (self.input_axes, *self.at)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the middle."""
        return {"at": self._dot}

    @property
    def is_linear(self) -> bool:
        """Whether there is a Jacobian."""
        return bool(np.isfinite(self.window.jacobian).all())

    @property
    def is_defined(self) -> bool:
        """Whether the map has a value at the middle."""
        return bool(np.isfinite(self.window.value).all())

    def _move_input(self) -> None:
        corners = np.array(self.at) + self.width * (UNIT_SQUARE - 0.5)
        self._square.set_data(*corners.T)
        put_dot(self._dot, *self.at)
        self._across.set_text(f"window {number(self.width)} wide")
        sheet = self._inside
        sheet.clear()
        sheet.avoid(self._square)
        sheet.avoid_marks(self._dot)
        sheet.place(
            self._across, beside(sheet.visible(*corners.T), 13, 0.6), around(sheet.points(*self.at)[0])
        )

    def _move_output(self) -> None:
        window, linear = self.window, self.is_linear
        self._bent.set_data(*self._line(unbroken(window.bent, 2 * self.frame)))
        self._flat.set_data(*self._line(window.flat[:, [0, -1]] if linear else _GAP[None]))
        self._gap.set_data(*(window.worst / self.frame if linear else _GAP).T)
        here = 0.0 if self.is_defined else np.nan
        put_dot(self._middle, here, here)

    def _line(self, lines: Array) -> Array:
        """Return lines as one with gaps, in parts of the frame, shape (2, n)."""
        with np.errstate(over="ignore"):
            lines = np.clip(lines / self.frame, -_FAR, _FAR)
        gaps = np.full((len(lines), 1, 2), np.nan)
        return np.concatenate([lines, gaps], axis=1).reshape(-1, 2).T

    def _move_scale(self) -> None:
        reach = number(self.frame * self.width)
        texts = {"left": f"−{reach}", "right": f"+{reach}", "top": f"+{reach}"}
        texts |= {"title": f"out: its image, around {plane_place(self.window.value)}"}
        for key, text in texts.items():
            self._scale[key].set_text(text if self.is_defined else "")
        for key, share in {"left": 0.0, "right": 1.0}.items():
            self._stand(self._scale[key], (share, 0.0), (-0.5, -1.0), (0.0, -6.0))
        self._stand(self._scale["top"], (0.0, 1.0), (-1.0, -0.5), (-6.0, 0.0))
        self._stand(self._scale["title"], (0.0, 1.0), (0.0, 0.0), (14.0, 9.0))

    def _stand(
        self, words: Label, where: tuple[float, float], shift: tuple[float, float], away: tuple[float, float]
    ) -> None:
        """Put words at a fixed place: shift them by parts of their own box, then by some points."""
        box = np.array(shift) * words.size_in_points() + away
        words.set_position(tuple(np.array(where) + box / self._outside.size))

    def _place_words(self) -> None:
        words, sheet = self._words, self._outside
        words["point"].set_text(gap_label(self.window) if self.is_linear else "")
        words["function"].set_text("bent grid" if self.is_defined else "")
        words["derivative"].set_text(linear_label(self.window))
        sheet.clear()
        sheet.avoid(self._gap, self._few_lines())
        sheet.avoid_marks(self._middle)
        flat = self.window.flat if self.is_linear else _POINT
        sheet.place(words["point"], self._outward(sheet, self.window.worst[1]), _ends(sheet))
        sheet.place(words["derivative"], self._corners(sheet, flat), _ends(sheet))
        sheet.place(words["function"], self._corners(sheet, self.window.bent), _ends(sheet))

    def _few_lines(self) -> Line2D:
        """Return the edges and middle lines of both grids, coarsely: enough to keep labels off."""
        grids = np.concatenate([self.window.bent[_FEW], self.window.flat[_FEW]])
        return Line2D(*self._line(grids[:, ::8]))

    def _corners(self, sheet: Sheet, lines: Array) -> Spots:
        """Return places beside the corners and the middles of the edges of a grid, away from its middle."""
        ends = lines[[0, 0, 0, -1, -1]][range(5), [0, -1, lines.shape[1] // 2, -1, lines.shape[1] // 2]]
        return _joined([self._outward(sheet, end) for end in ends])

    def _outward(self, sheet: Sheet, place: Array) -> Spots:
        """Return places around a point of the image, those away from the middle first."""
        spot = np.clip(sheet.points(*(place / self.frame))[0], 0, sheet.size)
        return around(spot, spot - sheet.size / 2, rings=2)


def _ends(sheet: Sheet) -> Spots:
    """Return places near the middles of the upper and the lower edge."""
    across, up = sheet.size
    places = np.array([(share * across, end) for end in (up - 16, 16) for share in (0.5, 0.3, 0.7)])
    return Spots(places, np.zeros_like(places), corners=False)


def _joined(spots: Sequence[Spots]) -> Spots:
    """Return the best places of all before the second best."""
    anchors = np.stack([each.anchors for each in spots], axis=1).reshape(-1, 2)
    sides = np.stack([each.sides for each in spots], axis=1).reshape(-1, 2)
    return Spots(anchors, sides, corners=True)


def _positive(width: float) -> float:
    if not 0 < width < np.inf:
        raise ValueError(f"A window needs a positive width, such as 0.1; {width!r} is not.")
    return float(width)
