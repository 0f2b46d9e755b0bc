"""A matrix of changing numbers as a book sets it: entries in columns between brackets."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lessons_lib.pencil.figure import label, stroke
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

_GAP, _LIP = 7.0, 3.0  # points between columns, and of a bracket's lips
_ROW = 1.85  # lines of type from row to row


class WrittenMatrix:
    """A name and a matrix in brackets, at a fixed place of some axes.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> written = WrittenMatrix(*new_axes(new_figure()), "H =", (2, 2))
    >>> _ = written.write([[2, -0.5], [-0.5, 1]], (0, 100))
    >>> [words.get_text() for words in written.entries]
    ['2', '−0.5', '−0.5', '1']
    """

    def __init__(
        self, ax: Axes, name: str, shape: tuple[int, int], *, meaning: str = "point", size: float = 11
    ) -> None:
        figure: Any = ax.get_figure(root=True)
        self._ax, self._shape, self._scale = ax, shape, scale_of(figure)
        self._pitch = _ROW * size * self._scale
        self._name = label(ax, meaning, name, size=size)
        self.entries = [label(ax, meaning, size=size) for _ in range(shape[0] * shape[1])]
        self._brackets = stroke(ax, meaning if meaning != "point" else "measure", width=0.55, layer=6)
        self._brackets.set(transform=ax.transAxes, linestyle="solid", clip_on=False)

    @property
    def height(self) -> float:
        """From the top to the bottom of its brackets, in points."""
        return self._pitch * self._shape[0]

    @property
    def start(self) -> float:
        """How far the bracket is from the left end, in points."""
        return self._name.size_in_points()[0] + _LIP * self._scale

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        return [self._brackets, self._name, *self.entries]

    def write(self, matrix: ArrayLike, corner: tuple[float, float]) -> float:
        """Write other numbers."""
        for words, value in zip(self.entries, np.ravel(np.asarray(matrix, float)), strict=True):
            words.set_text(number(value))
        (left, top), high = corner, self.height
        self._put(self._name, left, top - high / 2)
        edges = self._put_columns(left + self.start, top)
        self._put_brackets(edges, top - high, top)
        return edges[1]

    def _put_columns(self, left: float, top: float) -> tuple[float, float]:
        """Put the entries, right ends below each other, and return where both brackets stand."""
        gap, columns = _GAP * self._scale, self._shape[1]
        edge = left + _LIP * self._scale
        for column in range(columns):
            below = self.entries[column::columns]
            widths = [words.size_in_points()[0] for words in below]
            edge += max(widths)
            for row, (words, width) in enumerate(zip(below, widths, strict=True)):
                self._put(words, edge - width, top - (row + 0.5) * self._pitch)
            edge += gap if column < columns - 1 else _LIP * self._scale
        return left, edge

    def _put(self, words: Label, left: float, middle: float) -> None:
        words.set_position(tuple(np.array([left, middle - words.size_in_points()[1] / 2]) / self._sheet))

    def _put_brackets(self, edges: tuple[float, float], low: float, high: float) -> None:
        lip, (left, right) = _LIP * self._scale, edges
        gap = (np.nan, np.nan)
        first = [(left + lip, high), (left, high), (left, low), (left + lip, low)]
        second = [(right - lip, high), (right, high), (right, low), (right - lip, low)]
        self._brackets.set_data(*(np.array([*first, gap, *second]) / self._sheet).T)

    @property
    def _sheet(self) -> NDArray[np.float64]:
        figure: Any = self._ax.get_figure(root=True)
        return np.asarray(self._ax.bbox.size * (72 / figure.dpi), float)
