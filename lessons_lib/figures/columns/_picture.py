"""The picture: nudges, columns and table of one Jacobian."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.figures.columns._differences import Differences
from lessons_lib.figures.columns._planes import ColumnPlane, NudgePlane
from lessons_lib.figures.columns._sentence import sentence
from lessons_lib.figures.columns._table import Table
from lessons_lib.pencil.figure import Picture, new_axes, style
from lessons_lib.pencil.plane import PlaneView

MOST: Final = 4
_TALLEST = 2  # rows of a table that fit a sheet of usual height
_ROW = 0.75  # inches
_WIDTHS = (1.0, 1.0, 1.8)


def columns_axes(figure: Figure, f: Any) -> list[Axes]:
    """Return three axes for a map of the plane into the plane, one for the table of any other."""
    wide, high = figure.get_size_inches()
    if _is_planar(f):
        return new_axes(figure, columns=3, ratios=_WIDTHS)
    figure.set_size_inches(wide, high + _ROW * max(f.output_shape[0] - _TALLEST, 0))
    return new_axes(figure)


class Columns(Picture):
    """Nudge one input at a time: the change of all outputs, over the nudge, is a column of the Jacobian.

    Examples
    --------
    >>> from lessons_lib.figures import new_figure
    >>> from lessons_lib.formula import Function
    >>> f = Function("x1^2 + x2, x1 x2")
    >>> print(Columns(columns_axes(new_figure(11.5, 4.2), f), f, at=(1, 2), step=0.1).caption)
    Jacobian of (x₁² + x₂, x₁·x₂) at (1, 2), column by column from forward differences with h = 0.1: \
columns (2.1, 2) and (1, 1), exact (2, 2) and (1, 1); entry (1, 1) is off by 0.1, h/2 times a second \
derivative of 2; the other 3 are off by rounding only, below 1e-12.
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        at: Sequence[float],
        step: float = 0.1,
        scheme: str = "forward",
        *,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.f, self.differences = f, Differences(f)
        self.at, self.step, self.scheme = tuple(map(float, at)), float(step), scheme
        self._planes: tuple[NudgePlane, ColumnPlane] | None = None
        with style(axes[0].get_figure(root=True)):
            if _is_planar(f):
                self._draw_planes(axes, PlaneView.of(view, f, self.at))
            self.table = Table(axes[-1], f)
        self._moving += self.table.artists
        self.move()

    def _draw_planes(self, axes: Sequence[Axes], view: PlaneView) -> None:
        here = np.array(self.at)
        self._planes = NudgePlane(axes[0], self.f, view), ColumnPlane(axes[1], self.differences, view, here)
        self._moving += [artist for plane in self._planes for artist in plane.artists]

    def move(
        self, at: Sequence[float] | None = None, step: float | None = None, scheme: str | None = None
    ) -> list[Artist]:
        """Show another point, step or scheme."""
        self.at = self.at if at is None else tuple(map(float, at))
        self.step = self.step if step is None else float(step)
        self.scheme = scheme or self.scheme
        self.entries = self.differences.entries(self.at, self.step, self.scheme)
        if self._planes:
            self._planes[0].move(np.array(self.at), self.step, self.scheme)
            self._planes[1].move(self.entries)
        self.table.move(self.entries, self.scheme)
        self._caption = sentence(self.f, self.entries, self.at, self.step, self.scheme)
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point, where it is seen."""
        return {"at": (self._planes[0].ax, self.at[0], self.at[1])} if self._planes else {}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the point."""
        return {"at": self._planes[0].dot} if self._planes else {}


def _is_planar(f: Any) -> bool:
    return bool(f.input_shape == (2,) and f.output_shape == (2,))
