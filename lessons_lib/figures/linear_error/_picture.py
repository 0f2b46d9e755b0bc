"""The picture: h, where it leads, and the error against its length."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.columns import map_name
from lessons_lib.figures.linear_error._graph import ErrorGraph
from lessons_lib.figures.linear_error._measure import STEPS, departure
from lessons_lib.figures.linear_error._planes import GapPlane, StepPlane
from lessons_lib.pencil.figure import Curve, Picture, style
from lessons_lib.pencil.phrases import error_words
from lessons_lib.pencil.plane import PlaneView, plane_place
from lessons_lib.pencil.powers import level_line
from lessons_lib.wording import number


class LinearError(Picture):
    """How well f(p) + J h foretells f(p + h): the error against the length of h.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> f = Function("x1^2 + x2, x1 x2")
    >>> print(LinearError(new_axes(new_figure(11.5, 4.2), columns=3), f, (1, 2), 30, 0.5).caption)
    Linear error of (x₁² + x₂, x₁·x₂) at p = (1, 2), along 30°: for |h| = 0.5, f(p) + J h misses f(p + h) \
by 0.2165; the error has slope 2 on logarithmic axes: a tenth of the step leaves 1/100 of it.
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        at: Sequence[float],
        angle: float = 30,
        step: float = 1,
        *,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.f, self.at = f, (float(at[0]), float(at[1]))
        self.angle, self.step = float(angle), float(step)
        self.found = departure(f, self.at, self.angle)
        limits = PlaneView.of(view, f, self.at)
        with style(axes[0].get_figure(root=True)):
            self._plane = StepPlane(axes[0], f, limits)
            self._gap = GapPlane(axes[1], f, limits, np.array(self.at))
            self._graph = ErrorGraph(axes[2], self.found)
        self._parts = (self._plane, self._gap, self._graph)
        self._moving += [artist for part in self._parts for artist in part.artists]
        self.move()

    def move(
        self, at: Sequence[float] | None = None, angle: float | None = None, step: float | None = None
    ) -> list[Artist]:
        """Show another point, direction or length of h."""
        state = self.at, self.angle
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.angle = self.angle if angle is None else float(angle)
        self.step = self.step if step is None else float(step)
        if (self.at, self.angle) != state:
            self.found = departure(self.f, self.at, self.angle)
        for part in self._parts:
            part.move(self.found, self.step if self.step > 0 else math.nan)
        self._caption = self._sentence()
        return self.moving

    def polar(self, x: float, y: float) -> tuple[float, float]:
        """Return the direction, in degrees, and the length of an h that ends at a point."""
        across, up = x - self.at[0], y - self.at[1]
        return math.degrees(math.atan2(up, across)), math.hypot(across, up)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point, the tip of h where it can be seen, and the grip of |h|."""
        places = {"at": (self._plane.ax, self.at[0], self.at[1])}
        if np.isfinite(self._plane.end).all():
            places["tip"] = (self._plane.ax, float(self._plane.end[0]), float(self._plane.end[1]))
        return {**places, "step": (self._graph.ax, self.step, self._graph.level)}

    def dots(self) -> dict[str, Artist]:
        """Return the marks of the handles."""
        return {"at": self._plane.dot, "tip": self._plane.tip, "step": self._graph.grip}

    def track(self, name: str) -> Curve | None:
        """Return the level line on which the grip slides."""
        return level_line(*STEPS, self._graph.level) if name == "step" else super().track(name)

    def _sentence(self) -> str:
        found, start = self.found, f"Linear error of {map_name(self.f)} at p = {plane_place(self.at)}"
        if not np.isfinite(found.value).all():
            return f"{start}: the map is undefined there."
        if not np.isfinite(found.matrix).all():
            return f"{start}: there is no Jacobian."
        if not self.step > 0:
            return f"{start}: a step has to be positive."
        none = "" if found.smooth else ", which has no Jacobian; J is the mean of the slopes on both sides"
        return f"{start}{none}, along {number(self.angle)}°: for |h| = {number(self.step)}, {self._words()}."

    def _words(self) -> str:
        """Say how far off this step is, and how the error grows with it."""
        error, noise = self.found.error_at(self.step)
        if math.isnan(error):
            return f"f(p + h) is undefined; {self._slope_words()}"
        size = error_words(error, noise)
        if self.found.is_linear:
            return f"f(p) + J h misses f(p + h) by rounding only, {size}: along this line f is exactly linear"
        size = f"rounding only, {size}" if size.startswith("below") else size
        return f"f(p) + J h misses f(p + h) by {size}; {self._slope_words()}"

    def _slope_words(self) -> str:
        found = self.found
        if math.isnan(found.slope):
            return "the errors lie on no line of one slope"
        slope = number(found.slope, 3)
        if not found.smooth:
            return f"the error has slope {slope}, not 2"
        left = number(10 ** round(found.slope, 2), 3)
        return f"the error has slope {slope} on logarithmic axes: a tenth of the step leaves 1/{left} of it"
