"""What a guess is made on: the map of a function, the curve of one, or a picture of the author's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.catalogue import known_view
from lessons_lib.figures import new_axes
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Curve, label, style
from lessons_lib.pencil.phrases import formula, formula_label
from lessons_lib.pencil.placing import Sheet, beside
from lessons_lib.pencil.plane import PlaneView, contour_map, plane_values
from lessons_lib.pencil.scenery import ground

_WIDTH, _LOW, _HIGH = 5.6, 3.4, 5.6
_BESIDE, _BELOW = 0.97, 0.92  # inches that the axes leave for numbers and names
_COARSE = 40


@dataclass(frozen=True)
class Scenery:
    """What stands still behind a guess.

    Examples
    --------
    >>> def grid(figure):
    ...     (ax,) = new_axes(figure)
    ...     ax.set(xlim=(-3, 3), ylim=(-3, 3), aspect="equal")
    ...     ax.grid()
    ...     return ax
    >>> Scenery(grid, "An empty grid", (-3, 3, -3, 3)).reach
    6
    """

    draw: Callable[[Any], Axes]
    about: str
    view: Sequence[float]
    size: tuple[float, float] = (_WIDTH, 5.2)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the picture."""
        left, right, bottom, top = self.view
        return (left + right) / 2, (bottom + top) / 2

    @property
    def reach(self) -> float:
        """The shorter of its sides, in data coordinates."""
        left, right, bottom, top = self.view
        return min(right - left, top - bottom)


def map_of(f: Any, view: PlaneView) -> Scenery:
    """Return the contour map of a function of two variables."""

    def draw(figure: Figure) -> Axes:
        (ax,) = new_axes(figure)
        contour_map(ax, f, view, dim=True)
        return ax

    height = _BELOW + (_WIDTH - _BESIDE) * view.height / view.width
    about = f"Contour map of {formula(f)}{_exception(f, view)}"
    return Scenery(draw, about, view, (_WIDTH, min(max(height, _LOW), _HIGH)))


def known_map(f: Any, view: Sequence[float] | None = None, at: Sequence[float] = (0.0, 0.0)) -> Scenery:
    """Return the contour map of a function in the view given, or the catalogue's, or around a point."""
    return map_of(f, PlaneView.of(view or known_view(f), f, at))


def _exception(f: Any, view: PlaneView) -> str:
    """Say where a map differs from what a reader expects of one."""
    heights = plane_values(f, np.stack(np.meshgrid(*view.grid(_COARSE)), axis=-1))
    if np.isnan(heights).any():
        return ", hatched where it is undefined"
    return "" if np.ptp(heights) else ", a constant, which has no contour lines"


def curve_of(f: Any, view: View, curve: Curve) -> Scenery:
    """Return the curve of a function of one variable, with its formula beside it."""

    def draw(figure: Figure) -> Axes:
        (ax,) = new_axes(figure)
        with style(figure):
            ground(ax, f, view, curve)
            sheet, name = Sheet(ax), label(ax, "function", formula_label(f))
            sheet.fix(*curve)
            sheet.clear()
            sheet.place(name, beside(sheet.visible(*curve), 17, 0.85, (-1, 0)))
        return ax

    return Scenery(draw, f"The curve of {formula(f)}", view, (_WIDTH, 3.9))
