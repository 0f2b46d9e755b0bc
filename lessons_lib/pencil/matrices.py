"""A matrix of changing numbers as a book sets it: entries in columns between brackets."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lessons_lib.pencil.figure import stroke
from lessons_lib.pencil.panel import Panel
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

GAP, LIP = 7.0, 3.0  # points between columns, and of a bracket's lips
ROW = 1.85  # lines of type from row to row


class Brackets(NamedTuple):
    """Where the brackets of a matrix stand, in points."""

    left: float
    right: float
    bottom: float
    top: float


def write_matrix(
    p: Panel, matrix: ArrayLike, corner: tuple[float, float], name: str = "", meaning: str = "point",
    *, size: float = 11, below: Brackets | None = None,
) -> Brackets:  # fmt: skip
    """Write a name and a matrix, from an upper left corner in points or with its bracket below another's."""
    rows, scale = np.asarray(matrix, float), scale_of(p.ax.get_figure(root=True))
    pitch, lip, (left, top), sheet = ROW * size * scale, LIP * scale, corner, p.sheet.size
    low, words = top - pitch * len(rows), p.pin(name, (0, 0), meaning=meaning, size=size)
    start = words.size_in_points()[0] + lip
    left = below.left - start if below else left
    words.set_position((left / sheet[0], ((top + low - words.size_in_points()[1]) / 2) / sheet[1]))
    edge = left + start + lip
    for column in rows.T:
        entries = [p.pin(number(value), (0, 0), meaning=meaning, size=size) for value in column]
        edge += max(entry.size_in_points()[0] for entry in entries)
        for row, entry in enumerate(entries):
            box, middle = entry.size_in_points(), top - (row + 0.5) * pitch
            entry.set_position(((edge - box[0]) / sheet[0], (middle - box[1] / 2) / sheet[1]))
        edge += GAP * scale
    found = Brackets(left + start, edge - GAP * scale + lip, low, top)
    bracket = [[(at + shift, top), (at, top), (at, low), (at + shift, low)]
               for at, shift in zip(found[:2], (lip, -lip), strict=True)]  # fmt: skip
    both = np.array([*bracket[0], (np.nan, np.nan), *bracket[1]]) / sheet
    colour = meaning if meaning != "point" else "measure"
    p.artist(f"brackets {colour}", lambda ax: _brackets(ax, colour)).set_data(*both.T)
    return found


def _brackets(ax: Axes, meaning: str) -> Any:
    line = stroke(ax, meaning, width=0.55, dashes="solid", layer=6)
    line.set(transform=ax.transAxes, clip_on=False)
    return line
