"""Matrices as tables of coloured cells, side by side, with signs between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.pencil import Panel
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE, TEXT
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

GAP, SIDE = 0.9, 0.95  # in cells: between tables for a sign, left of a table for the names of its rows
ABOVE, BELOW = 1.5, 0.9  # for names above a table, for its shape below
WIDEST = 60.0  # points, of a cell at type scale 1
LARGEST, FILLED = 13.0, 0.92  # points, the type in a cell; how much of its width a number may take
STRONGEST = 0.62  # of a colour in a cell: the numbers on it stay readable
SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float)


@dataclass(frozen=True)
class Table:
    """A matrix to show."""

    name: str
    matrix: Array
    sign: str = ""
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()

    @property
    def before(self) -> float:
        """The room on the left of it, for its sign and the names of its rows."""
        return (GAP if self.sign else 0.0) + (SIDE if self.rows else 0.0)


class CellNumber(Label):
    """A number on a coloured ground: a label without its halo."""

    def __init__(self, ax: Axes, text: str, size: float) -> None:
        super().__init__(ax, text, TEXT["point"], size, halo=0.1)
        self.set_path_effects([])
        self.set_zorder(7)

    def _image(self, dpi: float) -> NDArray[np.uint8]:
        image, ink = super()._image(dpi).copy(), round(255 * to_rgb(str(self.get_color()))[0])
        image[..., 3] = (255 - image[..., 0].astype(float)) * (255 / (255 - ink))
        image[..., :3] = ink
        return image


class EntryTables:
    """Tables in a row, laid out once; in a narrow window the last stands below the others."""

    def __init__(self, panel: Panel, tables: Sequence[Table], largest: float, widest: str) -> None:
        self.panel, self.tables, self.largest = panel, tables, largest
        figure = panel.ax.get_figure(root=True)
        self.scale = scale_of(figure)
        stacked = getattr(figure, "narrow", False) and len(tables) > 1
        self.lay_out([tables[:-1], tables[-1:]] if stacked else [tables])
        one = CellNumber(panel.ax, widest, 10.0)
        self.type = min(LARGEST * self.scale, 10.0 * FILLED * self.cell / one.size_in_points()[0])
        one.remove()
        self.corners = np.concatenate([
            np.stack([left + across, middle + len(table.matrix) / 2 - 1.0 - down], axis=1)
            for table, (left, middle) in zip(tables, self.places, strict=True)
            for down, across in [np.indices(table.matrix.shape).reshape(2, -1)]
        ])  # fmt: skip
        for table, place in zip(tables, self.places, strict=True):
            self.name(table, *place)

    def lay_out(self, rows: Sequence[Sequence[Table]]) -> None:
        """Choose where tables stand and how large a cell is, so that cells are square and all is in view."""
        width = max(sum(table.before + table.matrix.shape[1] for table in row) for row in rows)
        heights = [max(len(table.matrix) for table in row) + ABOVE + BELOW for row in rows]
        needed = np.array([width, sum(heights)])
        self.cell = min(float((self.panel.sheet.size / needed).min()), WIDEST * self.scale)
        spare = (self.panel.sheet.size / self.cell - needed) / 2
        self.panel.blank((-spare[0], needed[0] + spare[0], -needed[1] - spare[1], spare[1]))
        self.places, top = [], 0.0
        for row, height in zip(rows, heights, strict=True):
            right = (width - sum(table.before + table.matrix.shape[1] for table in row)) / 2
            for table in row:
                self.places.append((right + table.before, top - (height + ABOVE - BELOW) / 2))
                right += table.before + table.matrix.shape[1]
            top -= height

    def name(self, table: Table, left: float, middle: float) -> None:
        """Write what stays: name, shape, the sign on the left, names of rows and columns."""
        rows, columns = table.matrix.shape
        centre, top, bottom = left + columns / 2, middle + rows / 2, middle - rows / 2
        self.pin(table.name, centre, top + (1.1 if table.columns else 0.45), 12, "derivative")
        self.pin(f"{rows} × {columns}", centre, bottom - 0.45, 10, "measure")
        self.pin(table.sign, left - table.before + GAP / 2, middle, 15, "point")
        for across, name in enumerate(table.columns):
            self.pin(name, left + across + 0.5, top + 0.35, 11, "point")
        for down, name in enumerate(table.rows):
            self.pin(name, left - 0.45, top - down - 0.5, 11, "function")

    def pin(self, text: str, x: float, y: float, size: float, meaning: str) -> None:
        size = min(size, 0.42 * self.cell / self.scale)
        self.panel.pin(text, self.share(x, y), (-0.5, -0.5), meaning, size=size)

    def share(self, x: float, y: float) -> Array:
        """Return a place in fractions of the axes."""
        left, right, bottom, top = self.panel.limits
        return np.array([(x - left) / (right - left), (y - bottom) / (top - bottom)])

    def show(self, matrices: Sequence[Array]) -> None:
        """Draw the cells and the numbers in them."""
        panel, entries = self.panel, np.concatenate([np.ravel(matrix) for matrix in matrices])
        # At the edge of the axes half a line would be lost.
        panel.cells(
            list(self.corners[:, None] + SQUARE), shades(entries, self.largest).tolist(), "entries",
            edgecolors=LINE["ground"], linewidths=0.9 * self.scale, zorder=2, clip_on=False,
        )  # fmt: skip
        for entry, corner in zip(entries, self.corners, strict=True):
            words = panel.artist("number in a cell", lambda ax: CellNumber(ax, "", self.type))
            words.set_text(cell_text(entry))
            words.set_color(TEXT["point" if entry else "measure"])
            low = self.share(*(corner + 0.5)) - np.array(words.size_in_points()) / 2 / panel.sheet.size
            words.set_position(tuple(low))


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
    share = STRONGEST * np.sqrt(np.clip(np.abs(np.nan_to_num(entries)) / largest, 0, 1))[:, None]
    full = np.where((entries > 0)[:, None], to_rgb(LINE["derivative"]), to_rgb(LINE["function"]))
    return np.asarray(1 - share * (1 - full))
