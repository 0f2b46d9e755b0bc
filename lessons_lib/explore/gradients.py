"""Explorers of slopes on a map: partial derivatives, all directions at a point, the field of gradients."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position, StepSize
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.arrow_map import ArrowMap
from lessons_lib.figures.partials import Partials
from lessons_lib.formula import Function, read_surface
from lessons_lib.state import Point, Step

GENTLE = "(x^2 + x y + 2y^2)/4"
SURFACES = (
    "x^2 y + sin y",
    GENTLE,
    "x^2 + y^2",
    "x^2/2 + 50y^2",
    "x^2 - y^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "(1 - x)^2 + 100(y - x^2)^2",
    "3x + 4y",
    "sqrt(x^2 + y^2)",
    "|x| + |y|",
    "x^2 y/(x^2 + y^2)",
    "log x + y",
)


class PartialsExplorer(Explorer):
    """Hold one variable still and see the slope along the other: two slices through one point of a map.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    at : Point or tuple of float
        The point.
    step : Step or float
        The step h of both secants, of either sign.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the map.
    """

    name = "partials"
    size = (11.5, 4.0)
    grips = {
        "at": "point on the map",
        "first": "point on the slice along the first variable",
        "second": "point on the slice along the second variable",
    }

    def __init__(
        self,
        function: str | Function = SURFACES[0],
        at: Point | tuple[float, float] = (1, 2),
        step: Step | float = 0.5,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(
            _surface(function), view, at=Position(Point.of(at)), step=StepSize("h", Step.of(step))
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the map and both slices."""
        return Partials(new_axes(figure, columns=3), self.function, **self.state, view=self.view)

    def moved(self, name: str, x: float, y: float) -> None:
        """Let a point on a slice move its own coordinate only: across the picture it is the first one."""
        first, second = self.controls["at"].value
        places = {"at": (x, y), "first": (x, second), "second": (first, x)}
        self.controls["at"].take(*places[name])


class ArrowMapExplorer(Explorer):
    """Move a point among the arrows of a gradient field and see its gradient cross the contour line.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    at : Point or tuple of float
        The point.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the map.
    """

    name = "arrow_map"
    size = (6.5, 5.5)
    grips = {"at": "point"}

    def __init__(
        self,
        function: str | Function = SURFACES[0],
        at: Point | tuple[float, float] = (2, 1),
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(_surface(function), view, at=Position(Point.of(at)))

    def draw(self, figure: Figure) -> Picture:
        """Draw the map and its arrows."""
        (ax,) = new_axes(figure)
        return ArrowMap(ax, self.function, **self.state, view=self.view)


def _surface(function: str | Function) -> Formula:
    return Formula(function, SURFACES, reader=read_surface, label="f(x, y) =")


partials = PartialsExplorer
arrow_map = ArrowMapExplorer
