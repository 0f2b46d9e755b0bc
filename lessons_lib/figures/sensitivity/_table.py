"""The numbers beside the map: scores, their Jacobian, and how far each other class is."""

from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.sensitivity._state import Look, class_name
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.wording import number

_NAME: Final = -0.05
_SCORE, _FIRST, _SECOND = 0.26, 0.64, 0.96
_COLUMNS: Final = (0.16, 0.5, 0.78, 1.0)
_TOP: Final = 0.95


class ScoreTable:
    """Two tables in axes of their own."""

    def __init__(self, ax: Axes, classes: int) -> None:
        self.ax, self._pitch = ax, min(0.1, 0.93 / (2 * classes + 2.7))
        ax.set_axis_off()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        self._write(_SCORE, _TOP, "score s", "function")
        self._write(0.9, _TOP, "J = ∂s/∂(x₁, x₂)", "derivative")
        self._first = _TOP - 1.2 * self._pitch
        self._second = self._first - (classes + 1.0) * self._pitch
        self._note = self._add("measure")
        self._brackets(classes)
        self._names = [self._add("function") for _ in range(classes)]
        self._scores = [self._add("function") for _ in range(classes)]
        self._entries = [[self._add("derivative") for _ in range(2)] for _ in range(classes)]
        self._heads = [self._add(meaning) for meaning in ("function", "derivative", "secant", "point")]
        self._others = [self._add("function") for _ in range(classes - 1)]
        self._cells = [
            [self._add(meaning) for meaning in ("function", "derivative", "secant", "point")]
            for _ in range(classes - 1)
        ]

    @property
    def moving(self) -> list[Artist]:
        rows = [*self._entries, *self._cells]
        cells = [cell for row in rows for cell in row]
        return [self._note, *self._names, *self._scores, *self._heads, *self._others, *cells]

    def move(self, look: Look) -> None:
        """Write the numbers of another input."""
        for k, name in enumerate(self._names):
            height = self._first - k * self._pitch
            self._put(name, _NAME, height, f"▸ {class_name(k)}" if k == look.present else class_name(k))
            self._put(self._scores[k], _SCORE, height, number(look.scores[k], 3))
            for entry, right, slope in zip(self._entries[k], (_FIRST, _SECOND), look.J[k], strict=True):
                self._put(entry, right, height, number(slope, 3 if abs(slope) >= 0.1 else 2))
        self._write_pushes(look)

    def _write_pushes(self, look: Look) -> None:
        steepness = "|∇margin|" if look.norm == "Euclidean" else "|∇margin|₁"
        for head, right, text in zip(
            self._heads, _COLUMNS, ("margin", steepness, "estimate", "true"), strict=True
        ):
            self._put(head, right, self._second, text)
        low = self._second - (len(look.pushes) + 1.5) * self._pitch
        self._put(self._note, 1.0, low, f"estimate = margin / {steepness}")
        for row, push in enumerate(look.pushes):
            height = self._second - (row + 1.1) * self._pitch
            self._put(self._others[row], _NAME, height, class_name(push.other))
            values = (push.margin, push.slope, push.length, look.lengths[push.other])
            for cell, right, value in zip(self._cells[row], _COLUMNS, values, strict=True):
                self._put(cell, right, height, number(value, 3) if np.isfinite(value) else "none")

    def _brackets(self, classes: int) -> None:
        low, high = self._first - (classes - 0.85) * self._pitch, self._first + 0.75 * self._pitch
        for side, inwards in ((0.36, 0.02), (1.0, -0.02)):
            xs, ys = [side + inwards, side, side, side + inwards], [low, low, high, high]
            self.ax.plot(xs, ys, color=LINE["derivative"], linewidth=1.0, zorder=2, clip_on=False)

    def _add(self, meaning: str) -> Label:
        return label(self.ax, meaning, size=10.5)

    def _write(self, right: float, height: float, text: str, meaning: str) -> None:
        self._put(self._add(meaning), right, height, text)

    def _put(self, cell: Label, right: float, height: float, text: str) -> None:
        """Set a text so that it ends at `right`."""
        cell.set_text(text)
        points = self.ax.bbox.width * 72 / float(self.ax.get_figure(root=True).dpi)  # type: ignore[union-attr]
        cell.set_position((right - cell.size_in_points()[0] / points, height))
