"""What the explorers of Newton's method and of long valleys share."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explore.sliders import Log
from lessons_lib.formula import Function
from lessons_lib.pencil.figure import new_axes
from lessons_lib.pencil.plane import PlaneView

WIDEST = 1.6


def side_by_side(
    figure: Figure, view: Sequence[float] | None, f: Function, at: Sequence[float]
) -> tuple[list[Axes], PlaneView]:
    """Lay out a map and a panel beside it, the map wider where its view is."""
    chosen = PlaneView.of(view, f, at)
    across = min(max(chosen.width / chosen.height, 1.0), WIDEST)
    return new_axes(figure, columns=2, ratios=(across, 1.0)), chosen


def step_factor(label: str, gamma: float) -> Log:
    """Return the control of a step factor; whatever it is at first lies on its slider."""
    if not 0 < gamma < math.inf:
        raise ValueError(f"The step factor gamma is a positive number; {gamma!r} is not.")
    return Log(label, gamma, min(gamma, 1e-4), max(gamma, 2.0))


def known_method(method: str, options: Sequence[str]) -> str:
    """Return the name of a method as it is written here."""
    for option in options:
        if option.casefold() == method.casefold():
            return option
    raise ValueError(f"The method is one of {', '.join(options)}; {method!r} is not.")
