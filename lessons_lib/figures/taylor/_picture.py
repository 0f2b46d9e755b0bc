"""The picture: a surface with its tangent plane and its paraboloid, two slices, and the errors."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.figures.taylor._expansion import DISTANCES, Errors, Expansion, errors_along
from lessons_lib.figures.taylor._graph import ErrorGraph
from lessons_lib.figures.taylor._slices import Slice
from lessons_lib.figures.taylor._space import Space
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Curve, Picture, new_axes, style
from lessons_lib.pencil.phrases import error_words, formula
from lessons_lib.pencil.plane import PlaneView, Point, plane_place, unit
from lessons_lib.pencil.powers import level_line
from lessons_lib.pencil.space import Camera
from lessons_lib.wording import number

_ORDERS: Final = ("tangent plane", "paraboloid")
_MARGIN: Final = 0.15  # above and below the values of a slice


class Taylor(Picture):
    """A function at a point to first and second order: tangent plane and paraboloid.

    Examples
    --------
    >>> from lessons_lib.figures import new_figure
    >>> from lessons_lib.formula import Function
    >>> picture = Taylor(taylor_axes(new_figure(10, 7.6)), Function("x^2 y + sin y"), (1, 2), 30, 0.5)
    >>> picture.errors.slopes.round(2).tolist()
    [2.0, 3.0]
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        at: Point,
        angle: float,
        distance: float,
        *,
        azimuth: float = -60,
        elevation: float = 30,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.f, self.at = f, (float(at[0]), float(at[1]))
        self.angle, self.distance = float(angle), float(distance)
        self.azimuth, self.elevation = float(azimuth), float(elevation)
        self.view = PlaneView.of(view, f, self.at)
        self._measured: tuple[Point, float] | None = None
        with style(axes[0].get_figure(root=True)):
            self._draw(axes)
        self.move()

    def _draw(self, axes: Sequence[Axes]) -> None:
        space, along, graph, across = axes
        self.space = Space(space, self.f, self.view, Camera(self.azimuth, self.elevation))
        low, high = self.space.relief.box.low, self.space.relief.box.high
        room, reach = _MARGIN * (high - low), self.view.size / 2
        limits = View(-reach, reach, low - room, high + room)
        self.along = Slice(along, limits, "$f$ along $u$")
        self.across = Slice(across, limits, "$f$ across $u$")
        self.graph = ErrorGraph(graph, 10.0 ** round(math.log10(high - low)))
        for part in (self.space, self.along, self.across, self.graph):
            self._moving += part.moving

    def move(
        self,
        at: Point | None = None,
        angle: float | None = None,
        distance: float | None = None,
        azimuth: float | None = None,
        elevation: float | None = None,
    ) -> list[Artist]:
        """Show another point, direction or distance, or turn; what is not given stays."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        given = {"angle": angle, "distance": distance, "azimuth": azimuth, "elevation": elevation}
        for name, value in given.items():
            if value is not None:
                setattr(self, name, float(value))
        if not self._is_measured:
            self._measure()
        self._now = errors_along(self.here, unit(self.angle), [self.distance])
        self.space.turn(Camera(self.azimuth, self.elevation))
        self.space.move(self.here, self.angle, self.distance)
        self.along.move(self.here, self.angle, self.distance)
        self.graph.move(self.errors, self._now, self.distance)
        self._caption = self._sentence()
        return self.moving

    @property
    def _is_measured(self) -> bool:
        return self._measured == (self.at, self.angle)

    def _measure(self) -> None:
        """Look at the function anew: at another point, or along another direction."""
        self._measured = (self.at, self.angle)
        self.here = Expansion.of(self.f, self.at)
        self.errors: Errors = errors_along(self.here, unit(self.angle))
        self.across.move(self.here, self.angle + 90)

    def under(self, x: float, y: float) -> Point:
        """Return the inputs of the point of the surface that is seen at a place of the first axes."""
        return self.space.under(x, y)

    def aim(self, x: float, y: float) -> tuple[float, float]:
        """Return angle and distance of what is seen on the floor at a place of the first axes."""
        across, up = np.array(self.space.on_floor(x, y)) - self.at
        return math.degrees(math.atan2(up, across)), math.hypot(across, up)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point on the surface, the end of u on the floor, and the grip of the distance."""
        places = {name: np.ravel(mark.get_xydata()) for name, mark in self._spots().items()}
        found = {name: (self.space.ax, float(x), float(y)) for name, (x, y) in places.items()}
        return {**found, "distance": (self.graph.ax, self.distance, self.graph.level)}

    def dots(self) -> dict[str, Artist]:
        """Return the marks of the handles."""
        return {**self._spots(), "distance": self.graph.grip}

    def track(self, name: str) -> Curve | None:
        """Return the level line on which the grip of the distance slides."""
        return level_line(*DISTANCES, self.graph.level) if name == "distance" else super().track(name)

    def _spots(self) -> dict[str, Any]:
        return {"surface": self.space.dot, "tip": self.space.tip}

    def _sentence(self) -> str:
        here, start = self.here, f"Taylor of {formula(self.f)} at {plane_place(self.at)}"
        if math.isnan(here.value):
            return f"{start}: undefined there."
        if np.isnan(here.gradient).any():
            return f"{start}: value {number(here.value)}, and no gradient, so neither plane nor paraboloid."
        numbers = f"value {number(here.value)}, gradient {plane_place(here.gradient)}, {self._bend_words()}"
        at = f"at t = {number(self.distance)} along u at {number(self.angle)}°"
        parts = [numbers, f"{at} {self._error_words()}", self._slope_words()]
        return f"{start}: " + "; ".join(part for part in parts if part) + "."

    def _bend_words(self) -> str:
        first, second = self.here.hessian
        if np.isnan(first).any():
            return "and no Hessian, so no paraboloid"
        return f"Hessian with the rows {plane_place(first)} and {plane_place(second)}"

    def _known(self) -> list[int]:
        return [order for order in (0, 1) if np.isfinite(self.errors.sizes[order]).any()]

    def _error_words(self) -> str:
        errors, noise = self._now.sizes[:, 0], float(self._now.noise[0])
        if math.isnan(errors[0]):
            return "f is undefined"
        sizes = [f"the {_ORDERS[order]} by {error_words(errors[order], noise)}" for order in self._known()]
        sizes = [size.replace("by below", "by less than") for size in sizes]
        return f"{sizes[0].replace(' by ', ' is off by ', 1)}" + "".join(f", {size}" for size in sizes[1:])

    def _slope_words(self) -> str:
        slopes, exact = self.errors.slopes, self.errors.vanishes
        found = [
            f"{number(slopes[order], 3)} for the {_ORDERS[order]}"
            for order in self._known()
            if math.isfinite(slopes[order])
        ]
        none = [f"the {_ORDERS[order]} is f itself along u" for order in self._known() if exact[order]]
        return "; ".join([*(["the errors have slope " + " and ".join(found)] if found else []), *none[:1]])


def taylor_axes(figure: Figure) -> list[Axes]:
    """Lay out the four axes: two by two, or in a narrow window one below the other."""
    if getattr(figure, "narrow", False):
        width, height = figure.get_size_inches()
        figure.set_size_inches(2 * width, height / 2)
        return new_axes(figure, columns=4)
    return new_axes(figure, rows=2, columns=2)
