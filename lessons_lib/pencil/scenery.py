"""What stands still behind a moving picture of one function: limits, names of the axes, the curve."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.pencil.curves import View, view_of
from lessons_lib.pencil.figure import Curve, name_axes, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import input_name


def chosen_view(f: Any, view: Sequence[float] | None, *points: float) -> View:
    """Return the limits of a picture."""
    if view is None:
        seen = [p for p in points if np.isfinite(p)] or [0.0]
        middle = (min(seen) + max(seen)) / 2
        reach = max(4.0, 0.7 * (max(seen) - min(seen)))
        return view_of(f, middle - reach, middle + reach)
    limits = [float(limit) for limit in view]
    if len(limits) not in {2, 4} or not all(a < b for a, b in zip(limits[::2], limits[1::2], strict=True)):
        raise ValueError("view takes (left, right) or (left, right, bottom, top), each pair increasing.")
    return View(*limits) if len(limits) == 4 else view_of(f, *limits)


def set_view(ax: Axes, view: View) -> None:
    """Fix the limits of axes for good."""
    ax.set(xlim=(view.left, view.right), ylim=(view.bottom, view.top))
    ax.set_autoscale_on(False)


def curve_on(ax: Axes, curve: Curve, meaning: str = "function", dashes: str | None = None) -> Line2D:
    """Draw a curve that stays."""
    line = stroke(ax, meaning, width=1.15, dashes=dashes)
    line.set_data(*curve)
    return line


def ground(
    ax: Axes, f: Any, view: View, curve: Curve, *, meaning: str = "function", dashes: str | None = None
) -> None:
    """Draw the limits, the names of the axes, the zero line and a curve."""
    set_view(ax, view)
    name_axes(ax, f"${input_name(f)}$", "$y$")
    if view.bottom < 0 < view.top:
        ax.axhline(0, color=LINE["ground"], linewidth=ax.spines["left"].get_linewidth(), zorder=1)
    curve_on(ax, curve, meaning, dashes)
