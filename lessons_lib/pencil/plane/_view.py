"""What a picture over the plane shows."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_REACH = 3.0
_SLIMMEST = 4.0


class PlaneView(NamedTuple):
    """Limits of a part of the plane, in data coordinates.

    Examples
    --------
    >>> view = PlaneView.of(None, None, at=(1, 2))
    >>> view.width, view.height, view.contains(1, 2)
    (6.0, 6.0, True)
    """

    left: float
    right: float
    bottom: float
    top: float

    @classmethod
    def of(cls, view: Sequence[float] | None, f: Any, at: Sequence[float] = (0.0, 0.0)) -> "PlaneView":
        """Choose what to show of a function."""
        if view is None:
            far = 1.5 * max((abs(float(c)) for c in at if np.isfinite(c)), default=0.0)
            reach = max(_REACH, far)
            return cls(-reach, reach, -reach, reach)
        limits = [float(limit) for limit in view]
        if len(limits) != 4 or not (limits[0] < limits[1] and limits[2] < limits[3]):
            raise ValueError("view takes (left, right, bottom, top), each pair increasing.")
        return _stouter(cls(*limits))

    @property
    def width(self) -> float:
        """How far it reaches across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How far it reaches up."""
        return self.top - self.bottom

    @property
    def size(self) -> float:
        """The shorter of width and height."""
        return min(self.width, self.height)

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies in view, edges included."""
        return bool(self.left <= x <= self.right and self.bottom <= y <= self.top)

    def grid(self, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return evenly spaced coordinates, `count` along the longer side and as dense along the other."""
        spacing = max(self.width, self.height) / count
        across, up = (2 * max(round(side / spacing / 2), 4) for side in (self.width, self.height))
        return np.linspace(self.left, self.right, across), np.linspace(self.bottom, self.top, up)


def _stouter(view: PlaneView) -> PlaneView:
    least = max(view.width, view.height) / _SLIMMEST
    across, up = (max(least - side, 0.0) / 2 for side in (view.width, view.height))
    return PlaneView(view.left - across, view.right + across, view.bottom - up, view.top + up)
