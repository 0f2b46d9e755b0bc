"""Both halves of the picture, and their state."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.direction._bearing import Bearing, turned
from lessons_lib.figures.direction._compass import Compass
from lessons_lib.figures.direction._rose import ANGLES, Rose
from lessons_lib.pencil.figure import Curve, Picture, style
from lessons_lib.pencil.plane import PlaneView, Point, SlopesAround, gradient_lengths, slopes_around


class Direction(Picture):
    """A unit vector u on the map, the gradient and its shadow on u, beside the slope in every direction.

    Notes
    -----
    Where the function is not differentiable the curve shows the true slopes of the rays, and a dashed one
    what the gradient would make of them, if there is a gradient.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> axes = new_axes(new_figure(9, 4.2), 1, 2)
    >>> Direction(axes, Function("3x + 4y"), at=(0, 0), angle=90).caption
    '3x + 4y at (0, 0): the gradient (3, 4) has length 5 and points to 53.13°; along u at 90°, 36.87° from \
it, the slope, length times cosine, is 4, uphill.'
    """

    def __init__(
        self, axes: Sequence[Axes], f: Any, at: Point, angle: float, view: Sequence[float] | None = None
    ) -> None:
        super().__init__()
        self.f, self.at, self.angle = f, (float(at[0]), float(at[1])), turned(float(angle))
        self.map, self.rose = axes
        self.view = PlaneView.of(view, f, self.at)
        self._look()
        with style(self.map.get_figure(root=True)):
            self._compass = Compass(self.map, f, self.view)
            self._curve = Rose(self.rose, self._highest())
        self._moving = [*self._compass.moving, *self._curve.moving]
        self.move()

    def _highest(self) -> float:
        """Return the largest slope to show: that at the first point, and those at most others."""
        lengths = gradient_lengths(self.f, self.view)
        usual = float(min(lengths.max(), 1.6 * np.median(lengths))) if len(lengths) else 0.0
        return 1.15 * max(float(np.nan_to_num(np.abs(self._slopes)).max()), usual) or 1.0

    def move(self, at: Point | None = None, angle: float | None = None) -> list[Artist]:
        """Show another point or another direction; what is not given stays."""
        if at is not None and (float(at[0]), float(at[1])) != self.at:
            self.at = (float(at[0]), float(at[1]))
            self._look()
        self.angle = self.angle if angle is None else turned(float(angle))
        self.bearing = Bearing(self._around, self.angle)
        self._compass.move(self.bearing)
        self._curve.move(self.bearing, self._slopes)
        self._caption = self.bearing.sentence(self._compass.contours.words)
        return self.moving

    def _look(self) -> None:
        self._around = slopes_around(self.f, self.at)
        self._slopes = self._around.along(ANGLES)

    @property
    def around(self) -> SlopesAround:
        """What the function does at the point."""
        return self._around

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point ("at"), the tip of u ("angle"), and the present place on the curve ("slope")."""
        x, y = (float(c) for c in self._compass.end)
        return {
            "at": (self.map, *self.at),
            "angle": (self.map, x, y),
            "slope": (self.rose, self.angle, self.bearing.slope),
        }

    def dots(self) -> dict[str, Artist]:
        """Return the marks of the handles."""
        return {"at": self._compass.dot, "angle": self._compass.tip, "slope": self._curve.dot}

    def track(self, name: str) -> Curve | None:
        """Return the circle under u and the curve of slopes, new arrays as they move; the point is free."""
        return {"angle": self._compass.ring, "slope": self._curve.curve}.get(name)

    def angle_of(self, x: float, y: float) -> float:
        """Return the direction from the point to a place on the map, in degrees."""
        return math.degrees(math.atan2(y - self.at[1], x - self.at[0]))
