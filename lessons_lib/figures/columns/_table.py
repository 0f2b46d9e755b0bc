"""The table: every entry from differences, the exact one, and the error with its reason."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.columns._differences import Entries, factor_words
from lessons_lib.figures.columns._planes import DASHES, MEANINGS
from lessons_lib.formula import Name, text
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE, TEXT
from lessons_lib.pencil.phrases import error_label, steady
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

_LINE, _GAP, _HEAD = 16.5, 8.0, 28.0  # points, at type scale 1
_LEGEND, _WIDEST = 70.0, 165.0
_FILLED = 0.97  # of a cell's width
_SIZES = (11.5, 10.0, 10.0)
_LEGENDS = ("difference", "exact", "error")


class Table:
    """A block of three lines for every entry, the columns named after the nudged inputs."""

    def __init__(self, ax: Axes, f: Any) -> None:
        self.ax, (self.rows,), (self.columns,) = ax, f.output_shape, f.input_shape
        self._lay_out()
        self._draw_heads([text(Name(str(name))) for name in np.ravel(f.variables)])
        self._cells = [
            [[self._line(column, size) for size in _SIZES] for column in range(self.columns)]
            for _ in range(self.rows)
        ]

    @property
    def artists(self) -> list[Artist]:
        """All that moves."""
        return [line for row in self._cells for cell in row for line in cell]

    def texts(self, row: int, column: int) -> tuple[str, ...]:
        """Return what is written in a cell: the difference, the exact entry, the error."""
        return tuple(line.get_text() for line in self._cells[row][column])

    def move(self, entries: Entries, scheme: str) -> None:
        """Write all entries."""
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                for place, (line, words) in enumerate(
                    zip(cell, self._words(entries, row, column, scheme), strict=True)
                ):
                    self._write(line, column, self._height(row, place), *words)

    def _words(self, entries: Entries, row: int, column: int, scheme: str) -> Iterator[tuple[str, ...]]:
        """Yield for each line what it can say, longest first."""
        nudged, exact = float(entries.nudged[row, column]), float(entries.exact[row, column])
        noise = float(entries.noise[row, column])
        yield tuple(_or_none(steady(nudged, noise, digits)) for digits in (6, 4))
        yield tuple(_or_none(number(exact, digits)) for digits in (6, 4))
        yield self._error(entries, row, column, scheme)

    def _error(self, entries: Entries, row: int, column: int, scheme: str) -> tuple[str, ...]:
        error, noise = float(entries.error[row, column]), float(entries.noise[row, column])
        if not np.isfinite(error):
            return ("",)
        short, order = error_label(error, noise), int(entries.order[row, column])
        if entries.is_rounding[row, column]:
            return f"{short}, rounding", short
        if not order or noise > 0.1 * error:
            return (short,)
        sign = "=" if entries.is_exactly_leading[row, column] else "≈"
        slope = number(abs(float(entries.slope[row, column])), 3)
        return f"{short} {sign} {factor_words(scheme, order)}·{slope}", short

    def _lay_out(self) -> None:
        """Measure the sheet in points; where it is too low for its rows, the type shrinks."""
        figure: Any = self.ax.get_figure(root=True)
        self.ax.axis("off")
        self._size = np.asarray(self.ax.bbox.size, float) * 72 / figure.dpi
        self._scale = scale_of(figure)
        needed = _HEAD + self.rows * (3 * _LINE + _GAP)
        self._fit = min(1.0, float(self._size[1]) / (needed * self._scale))
        unit = self._scale * self._fit
        self._left = _LEGEND * unit
        self._wide = min((self._size[0] - self._left) / self.columns, _WIDEST * unit)
        self._top = (self._size[1] + needed * unit) / 2

    def _draw_heads(self, names: list[str]) -> None:
        unit = self._scale * self._fit
        for column, name in enumerate(names):
            head = self._line(column, 11.5)
            self._write(head, column, self._top - 0.4 * _HEAD * unit, f"nudge {name}", name)
            self._rule(column)
        for row in range(self.rows):
            for place, words in enumerate(_LEGENDS):
                line = label(self.ax, "measure", words, size=9.0 * self._fit)
                self._put_left(line, 20 * unit, self._height(row, place))
            head = label(self.ax, "point", text(Name(f"f{row + 1}")), size=11.5 * self._fit)
            self._put_left(head, 0, self._height(row, 0))

    def _rule(self, column: int) -> None:
        """Draw the column's line under its head, in its colour and line style."""
        unit = self._scale * self._fit
        middle, half, low = self._middle(column), 0.42 * self._wide, self._top - 0.85 * _HEAD * unit
        across, up = np.array([middle - half, middle + half]) / self._size[0], [low / self._size[1]] * 2
        self.ax.plot(
            across, up, color=LINE[MEANINGS[column]], linestyle=DASHES[column], transform=self.ax.transAxes,
            linewidth=1.6 * unit, clip_on=False,
        )  # fmt: skip

    def _line(self, column: int, size: float) -> Label:
        line = label(self.ax, "point", size=size * self._fit)
        line.set_color(TEXT[MEANINGS[column]] if size > 11 else TEXT["axis"])
        return line

    def _middle(self, column: int) -> float:
        return float(self._left + (column + 0.5) * self._wide)

    def _height(self, row: int, place: int) -> float:
        """Return where the middle of a line of a cell is, in points from below."""
        down = _HEAD + row * (3 * _LINE + _GAP) + (place + 0.5) * _LINE + 0.3 * _GAP
        return float(self._top - down * self._scale * self._fit)

    def _write(self, line: Label, column: int, height: float, *words: str) -> None:
        """Write the first of some words that the column has room for, or else the last."""
        for phrase in words:
            line.set_text(phrase)
            wide, _ = line.size_in_points()
            if wide <= _FILLED * self._wide:
                break
        self._put_left(line, self._middle(column) - wide / 2, height)

    def _put_left(self, line: Label, left: float, height: float) -> None:
        _, high = line.size_in_points()
        line.set_position((left / self._size[0], (height - high / 2) / self._size[1]))


def _or_none(words: str) -> str:
    return "none" if words == "undefined" else words
