"""The control of a 2 by 2 matrix: typed as a whole, or entry by entry on sliders."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from ipywidgets import Combobox, Widget
from numpy.typing import ArrayLike, NDArray

from lessons_lib.explore.controls import Control, usual, written
from lessons_lib.explore.sliders import Slide
from lessons_lib.formula import evaluate, parse

Matrix = tuple[tuple[float, ...], ...]

REACH = 3.0
LARGEST = 1e6
_NAMES = ("A₁₁", "A₁₂", "A₂₁", "A₂₂")


def read_matrix(matrix: str | ArrayLike) -> Matrix:
    """Return the entries of a 2 by 2 matrix, from a text or as they are.

    Examples
    --------
    >>> read_matrix("[[2, 1/2], [-1, sqrt 4]]")
    ((2.0, 0.5), (-1.0, 2.0))
    """
    found = _read(matrix) if isinstance(matrix, str) else np.asarray(matrix, float)
    if found.shape != (2, 2) or not (np.abs(found) <= LARGEST).all():
        raise ValueError("This picture needs a 2 by 2 matrix of numbers up to a million: [[2, 1], [1, 2]].")
    return tuple(tuple(float(entry) for entry in row) for row in found)


def _read(text: str) -> NDArray[np.float64]:
    reading = parse(text)
    if reading.names:
        raise ValueError(f"The entries are numbers, such as [[2, 1], [1, 2]]; {reading.names[0]} is none.")
    value = evaluate(reading.tree, {})
    nested = isinstance(value, tuple) and all(isinstance(row, tuple) for row in value)
    regular = nested and len({len(row) for row in value}) == 1
    return np.array([[float(entry) for entry in row] for row in value] if regular else [], float)


class Entries(Control):
    """A matrix: a field in which it is typed or chosen, and a slider for each entry."""

    def __init__(self, matrix: str | ArrayLike, offered: Sequence[str]) -> None:
        self._matrix, self.fault = read_matrix(matrix), ""
        self._setting = False
        entries = [entry for row in self._matrix for entry in row]
        self._slides = [
            Slide(name, entry, min(entry, -REACH), max(entry, REACH), 0.05)
            for name, entry in zip(_NAMES, entries, strict=True)
        ]
        field = Combobox(options=list(offered), continuous_update=False, **usual("A ="))
        field.value = self.source
        super().__init__(field)
        for slide in self._slides:
            slide.watch(self._from_slides)

    @property
    def value(self) -> Matrix:
        """The rows of the matrix."""
        return self._matrix

    @property
    def source(self) -> str:
        """The matrix as it is written in code."""
        rows = (", ".join(map(written, row)) for row in self._matrix)
        return f"[{', '.join(f'[{row}]' for row in rows)}]"

    @property
    def widgets(self) -> list[Widget]:
        """The field and the sliders."""
        return [self.widget, *(slide.widget for slide in self._slides)]

    @property
    def sliders(self) -> Sequence[Control]:
        """Those of the entries."""
        return self._slides

    def set(self, value: Any) -> None:
        """Set all entries."""
        self._put(read_matrix(value))
        self._tell()

    def close(self) -> None:
        """Close the sliders too."""
        super().close()
        for slide in self._slides:
            slide.close()

    def _put(self, matrix: Matrix) -> None:
        self._matrix, self.fault, self._setting = matrix, "", True
        try:
            for slide, entry in zip(self._slides, (entry for row in matrix for entry in row), strict=True):
                slide.widget.min, slide.widget.max = min(entry, -REACH), max(entry, REACH)
                slide.set(entry)
            self.widget.value = self.source
        finally:
            self._setting = False

    def _from_widget(self, change: Any) -> None:
        if self._setting:
            return
        try:
            self._put(read_matrix(change["new"]))
        except ValueError as fault:
            self.fault = str(fault)
        self._tell()

    def _from_slides(self) -> None:
        if self._setting:
            return
        first, second, third, fourth = (slide.value for slide in self._slides)
        self._matrix, self.fault, self._setting = ((first, second), (third, fourth)), "", True
        try:
            self.widget.value = self.source
        finally:
            self._setting = False
        self._tell()
