"""The map of the quadratic: contour lines, and both axes as rulers whose ends can be dragged."""

from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.figures.curvature._contours import LARGEST, REACH, ContourLines
from lessons_lib.figures.curvature._quadratic import Quadratic
from lessons_lib.pencil.figure import dot, label, put_dot, stroke
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import point_in_data
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

_LEVEL_AT, _PER_UNIT = 1.1, 0.25  # where an axis ends at eigenvalue 0, and how much nearer for each 1
_MARKS: Final = (3, 0, -3)  # eigenvalues whose numbers stand beside the rulers
_ASIDE = 11.0  # points from a ruler to its numbers
_TICK, _ZERO_TICK = 3.0, 6.5  # half lengths, in points
_MEANINGS: Final = ("derivative", "second")
_DASHES: Final[dict[int, Any]] = {1: "solid", -1: "dashed", 0: "dotted"}
_WAYS: Final = {1: "up", -1: "down", 0: "level"}


def distance(eigenvalue: float) -> float:
    """Return how far from the middle an axis ends: the farther, the less it curves up.

    Examples
    --------
    >>> [round(distance(each), 2) for each in (3, 0, -3)]
    [0.35, 1.1, 1.85]
    """
    return _LEVEL_AT - _PER_UNIT * eigenvalue


def eigenvalue_at(away: float) -> float:
    """Return the eigenvalue of an axis that ends so far from the middle, from −3 to 3.

    Examples
    --------
    >>> eigenvalue_at(distance(1.5)), eigenvalue_at(10)
    (1.5, -3.0)
    """
    return float(np.clip((_LEVEL_AT - away) / _PER_UNIT, -LARGEST, LARGEST))


class Map:
    """The left half of the picture."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        self._contours = ContourLines(ax)
        self._sheet = Sheet(ax)
        self._draw()

    def _draw(self) -> None:
        self._axes = [stroke(self.ax, meaning, width=0.9, layer=3) for meaning in _MEANINGS]
        self._ticks = [stroke(self.ax, meaning, width=0.5, layer=3, dashes="solid") for meaning in _MEANINGS]
        self.ends = [dot(self.ax) for _ in _MEANINGS]
        self._marks = [[label(self.ax, m, number(mark), size=8.5) for mark in _MARKS] for m in _MEANINGS]
        self._words = [label(self.ax, meaning) for meaning in _MEANINGS]

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        lines = [*self._axes, *self._ticks, *self.ends]
        return [*self._contours.moving, *lines, *self._marks[0], *self._marks[1], *self._words]

    def move(self, quadratic: Quadratic) -> None:
        """Show another quadratic."""
        self._contours.show(quadratic)
        pairs = zip(quadratic.eigenvalues, quadratic.axes, strict=True)
        for place, (eigenvalue, along) in enumerate(pairs):
            self._put_axis(place, eigenvalue, along)
        self._put_words(quadratic)

    def _put_axis(self, place: int, eigenvalue: float, along: Array) -> None:
        far = 2 * REACH * along
        line = self._axes[place]
        line.set_data(*np.stack([-far, far], axis=1))
        line.set_linestyle(_DASHES[int(np.sign(eigenvalue))])
        self._ticks[place].set_data(*_ruler(along, point_in_data(self.ax)).T)
        x, y = distance(eigenvalue) * along
        put_dot(self.ends[place], float(x), float(y))

    def _put_words(self, quadratic: Quadratic) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(*self._axes)
        sheet.avoid_marks(*self.ends)
        for labels, along in zip(self._marks, quadratic.axes, strict=True):
            self._number_ruler(labels, along)
        for place, (words, along) in enumerate(zip(self._words, quadratic.axes, strict=True)):
            value = quadratic.eigenvalues[place]
            words.set_text(f"λ{'₁₂'[place]} = {number(value)}: {_WAYS[int(np.sign(value))]}")
            sheet.place(words, around(sheet.of(self.ends[place])[0], along, rings=3))

    def _number_ruler(self, labels: list[Label], along: Array) -> None:
        """Put the numbers of a ruler on its right side, without a search: there are many, and they move."""
        sheet, aside = (
            self._sheet,
            _ASIDE * scale_of(self.ax.get_figure(root=True)) * np.array([along[1], -along[0]]),
        )
        for words, mark in zip(labels, _MARKS, strict=True):
            size = np.array(words.size_in_points())
            middle = sheet.points(*(distance(mark) * along))[0] + aside
            words.set_position(tuple((middle - size / 2) / sheet.size))
            sheet.avoid_label(words)


def _ruler(along: Array, point: float) -> Array:
    """Return ticks across an axis where it ends for whole eigenvalues, shape (n, 2), nan between them."""
    across, gap = np.array([-along[1], along[0]]), np.full(2, np.nan)
    pieces: list[Any] = []
    for eigenvalue in range(-int(LARGEST), int(LARGEST) + 1):
        middle = distance(eigenvalue) * along
        half = (_TICK if eigenvalue else _ZERO_TICK) * point * across
        pieces += [middle - half, middle + half, gap]
    return np.array(pieces)
