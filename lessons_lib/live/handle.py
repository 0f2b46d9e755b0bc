"""Points of a picture that people can take hold of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]
Range = tuple[float, float]


@dataclass(frozen=True)
class Handle:
    """A draggable point in data coordinates."""

    name: str
    label: str
    axes: Axes
    x: float
    y: float
    across: Range | None = None
    along: Range | None = None
    track: Curve | None = None
    nudge: float | None = None
    dot: Artist | None = field(default=None, compare=False)

    def message(self, boxes: Sequence[Axes]) -> dict[str, Any]:
        """Return what the browser needs to draw it and to let it be moved."""
        left, right = self.across or self.axes.get_xlim()
        bottom, top = self.along or self.axes.get_ylim()
        return {
            "name": self.name,
            "label": self.label,
            "axes": list(boxes).index(self.axes),
            "x": _finite(self.x),
            "y": _finite(self.y),
            "across": [left, right],
            "along": [bottom, top],
            "nudge": self.nudge or (right - left) / 100,
        }

    def track_message(self) -> dict[str, list[float | None]] | None:
        """Return the curve it rides on as lists, gaps as None."""
        if self.track is None:
            return None
        xs, ys = self.track
        return {"x": [_finite(x) for x in xs], "y": [_finite(y) for y in ys]}


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def axes_message(axes: Axes) -> dict[str, Any]:
    """Return where axes lie in the figure (fractions from the left bottom) and what they show."""
    # get_position() would place the axes anew, and so mark the whole figure as changed.
    box = axes.bbox.transformed(axes.figure.transFigure.inverted())
    return {
        "box": [float(value) for value in box.extents],
        "x": [float(value) for value in axes.get_xlim()],
        "y": [float(value) for value in axes.get_ylim()],
        "scales": [axes.get_xscale(), axes.get_yscale()],
    }
