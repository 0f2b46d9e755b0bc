"""Matrices as tables of coloured cells, side by side, with signs between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE, TEXT
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

Place = tuple[float, float]

_GAP, _SIDE = 0.9, 0.95  # in cells: between tables for a sign, left of a table for the names of its rows
_ABOVE, _BELOW = 1.5, 0.9  # for names above a table, for its shape below
_WIDEST = 60.0  # points, of a cell at type scale 1
_LARGEST, _FILLED = 13.0, 0.92  # points, the type in a cell; how much of its width a number may take
_STRONGEST = 0.62  # of a colour in a cell: the numbers on it stay readable
_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float)


@dataclass(frozen=True)
class Table:
    """A matrix to show."""

    name: str
    matrix: Array
    sign: str = ""
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()


class _Number(Label):
    """A number on a coloured ground: a label without its halo."""

    def __init__(self, ax: Axes, text: str, colour: str, size: float) -> None:
        super().__init__(ax, text, colour, size, halo=0.1)
        self.set_path_effects([])
        self.set_zorder(7)

    def _image(self, dpi: float) -> NDArray[np.uint8]:
        image, ink = super()._image(dpi).copy(), round(255 * to_rgb(str(self.get_color()))[0])
        image[..., 3] = (255 - image[..., 0].astype(float)) * (255 / (255 - ink))
        image[..., :3] = ink
        return image


class Tables:
    """Tables in a row, drawn once; their numbers and colours change."""

    def __init__(self, ax: Axes, tables: Sequence[Table], largest: float, widest: str = "−0.25") -> None:
        self.ax, self._largest = ax, largest
        self._scale = scale_of(ax.get_figure(root=True))
        ax.set_axis_off()
        self._lay_out(_rows_of(tables, bool(getattr(ax.get_figure(root=True), "narrow", False))))
        size = self._type_for(widest)
        corners = np.concatenate([self._corners(*pair) for pair in zip(tables, self._places, strict=True)])
        self._cells = PolyCollection(
            list(corners[:, None] + _SQUARE),
            edgecolors=LINE["ground"],
            linewidths=0.9 * self._scale,
            zorder=2,
        )
        # At the edge of the axes half a line would be lost.
        self._cells.set_clip_on(False)
        ax.add_collection(self._cells, autolim=False)
        self._centres = corners + 0.5
        self._numbers = [_Number(ax, "", TEXT["point"], size) for _ in corners]
        for pair in zip(tables, self._places, strict=True):
            self._name(*pair)

    @property
    def moving(self) -> list[Artist]:
        """What changes with the numbers."""
        return [self._cells, *self._numbers]

    @property
    def texts(self) -> list[str]:
        """The numbers as they stand in the cells, table by table and row by row."""
        return [words.get_text() for words in self._numbers]

    def show(self, matrices: Sequence[Array]) -> None:
        """Write other numbers into the cells."""
        entries = np.concatenate([np.ravel(matrix) for matrix in matrices])
        self._cells.set_facecolor(shades(entries, self._largest).tolist())
        for words, entry, centre in zip(self._numbers, entries, self._centres, strict=True):
            words.set_text(cell_text(entry))
            words.set_color(TEXT["measure" if not entry else "point"])
            self._centre(words, *centre)

    def _lay_out(self, rows: Sequence[Sequence[Table]]) -> None:
        """Choose where tables stand and how large a cell is, so that cells are square and all is in view."""
        lefts, widths = zip(*(_side_by_side(row) for row in rows), strict=True)
        heights = [max(len(table.matrix) for table in row) + _ABOVE + _BELOW for row in rows]
        needed = np.array([max(widths), sum(heights)])
        size = np.asarray(self.ax.bbox.size, float) * (72 / self._dpi)
        cell = min(float((size / needed).min()), _WIDEST * self._scale)
        spare = (size / cell - needed) / 2
        self.ax.set_xlim(-spare[0], needed[0] + spare[0])
        self.ax.set_ylim(-needed[1] - spare[1], spare[1])
        self._places, top = [], 0.0
        for row, width, height in zip(lefts, widths, heights, strict=True):
            middle = top - (height + _ABOVE - _BELOW) / 2
            self._places += [(left + (needed[0] - width) / 2, middle) for left in row]
            top -= height

    def _type_for(self, widest: str) -> float:
        """Return the type size in which the longest number fits into a cell."""
        one = _Number(self.ax, widest, TEXT["point"], 10.0)
        width = one.size_in_points()[0]
        one.remove()
        return min(_LARGEST * self._scale, 10.0 * _FILLED * self._cell / width)

    @property
    def _dpi(self) -> float:
        figure = self.ax.get_figure(root=True)
        return float(figure.dpi) if figure is not None else 100.0

    @staticmethod
    def _corners(table: Table, place: Place) -> Array:
        """Return the lower left corner of each cell, row by row, shape (m·n, 2)."""
        rows, columns = table.matrix.shape
        down, across = np.indices((rows, columns)).reshape(2, -1)
        return np.stack([place[0] + across, place[1] + rows / 2 - 1.0 - down], axis=1)

    def _name(self, table: Table, place: Place) -> None:
        """Write what stays: name, shape, the sign on the left, names of rows and columns."""
        (rows, columns), (left, middle) = table.matrix.shape, place
        centre, top, bottom = left + columns / 2, middle + rows / 2, middle - rows / 2
        self._write(table.name, centre, top + (1.1 if table.columns else 0.45), 12, "derivative")
        self._write(f"{rows} × {columns}", centre, bottom - 0.45, 10, "measure")
        self._write(table.sign, left - _before(table) + _GAP / 2, middle, 15, "point")
        for across, name in enumerate(table.columns):
            self._write(name, left + across + 0.5, top + 0.35, 11, "point")
        for down, name in enumerate(table.rows):
            self._write(name, left - 0.45, top - down - 0.5, 11, "function")

    def _write(self, text: str, x: float, y: float, size: float, meaning: str) -> None:
        self._centre(label(self.ax, meaning, text, size=min(size, 0.42 * self._cell / self._scale)), x, y)

    @property
    def _cell(self) -> float:
        left, right = self.ax.get_xlim()
        return float(self.ax.bbox.width) * 72 / self._dpi / (right - left)

    def _centre(self, words: Label, x: float, y: float) -> None:
        """Put the middle of a label on a place."""
        (left, right), (bottom, top) = self.ax.get_xlim(), self.ax.get_ylim()
        half = np.array(words.size_in_points()) / 2 / self._cell
        low = (np.array([x, y]) - half - (left, bottom)) / (right - left, top - bottom)
        words.set_position((float(low[0]), float(low[1])))


def _rows_of(tables: Sequence[Table], narrow: bool) -> list[Sequence[Table]]:
    """Return which tables stand side by side: in a narrow window the last stands below the others."""
    return [tables[:-1], tables[-1:]] if narrow and len(tables) > 1 else [tables]


def _side_by_side(tables: Sequence[Table]) -> tuple[list[float], float]:
    """Return where tables begin, and where the last one ends."""
    lefts, right = [], 0.0
    for table in tables:
        lefts.append(right + _before(table))
        right = lefts[-1] + table.matrix.shape[1]
    return lefts, right


def _before(table: Table) -> float:
    """Return the room on the left of a table, for its sign and the names of its rows."""
    return (_GAP if table.sign else 0.0) + (_SIDE if table.rows else 0.0)


def cell_text(entry: float) -> str:
    """Write an entry with as many digits as a cell has room for.

    Examples
    --------
    >>> cell_text(-1 / 9), cell_text(3.0), cell_text(0.0003), cell_text(-4e-9)
    ('−0.11', '3', '~0', '~0')
    """
    if not entry or not np.isfinite(entry):
        return "0" if not entry else "?"
    return "~0" if abs(entry) < 0.005 else number(round(float(entry), 2), 3)


def shades(entries: Array, largest: float) -> Array:
    """Return colours: vermillion for positive numbers, blue for negative ones, white for zero."""
    share = _STRONGEST * np.sqrt(np.clip(np.abs(np.nan_to_num(entries)) / largest, 0, 1))[:, None]
    full = np.where((entries > 0)[:, None], to_rgb(LINE["derivative"]), to_rgb(LINE["function"]))
    return np.asarray(1 - share * (1 - full))
