"""Explorers of maps of the plane: how one warps space, and what it is close up."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Log
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.microscope import Microscope
from lessons_lib.figures.warp import Warp
from lessons_lib.formula import Function, read_map
from lessons_lib.state import Point

SWIRL = "x cos(x^2 + y^2) - y sin(x^2 + y^2), x sin(x^2 + y^2) + y cos(x^2 + y^2)"
MAPS = (
    "x^2 - y^2, 2x y",
    "r cos t, r sin t",
    "x + y, y",
    SWIRL,
    "x^2, y",
    "x1^2 + x2, x1 x2",
    "4x, y/2",
    "y, x",
    "x^3, y",
    "x + y, 2x + 2y",
    "|x|, y",
    "log x, y",
    "x/(x^2 + y^2), y/(x^2 + y^2)",
)


class WarpExplorer(Explorer):
    """Drag a little square and see what a map makes of it, and what the map's Jacobian makes of it.

    Parameters
    ----------
    function : str or Function
        Of two variables with two values.
    at : Point or tuple of float
        The square's lower left corner.
    side : float
        Of the square.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the input grid.
    """

    name = "warp"
    size = (9.6, 4.7)
    grips = {"at": "corner of the square"}

    def __init__(
        self,
        function: str | Function = MAPS[0],
        at: Point | tuple[float, float] = (1, 0.5),
        side: float = 0.5,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(_map(function), view, at=Position(Point.of(at)), side=Log("side", side, 0.01, 2))

    def draw(self, figure: Figure) -> Picture:
        """Draw both planes."""
        return Warp(new_axes(figure, columns=2), self.function, **self.state, view=self.view)

    def span(self) -> tuple[float, ...]:
        """Let the point move over the grid."""
        return tuple(self.picture.view)


class MicroscopeExplorer(Explorer):
    """Look at a map through a narrower and narrower window and see its grid become that of a linear map.

    Parameters
    ----------
    function : str or Function
        Of two variables with two values.
    at : Point or tuple of float
        The middle of the window.
    width : float
        Of the window, in units of the input.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the input plane.
    """

    name = "microscope"
    size = (9.6, 4.7)
    grips = {"at": "middle of the window"}

    def __init__(
        self,
        function: str | Function = MAPS[0],
        at: Point | tuple[float, float] = (1, 0.5),
        width: float = 1,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(_map(function), view, at=Position(Point.of(at)), width=Log("width", width, 1e-6, 4))

    def draw(self, figure: Figure) -> Picture:
        """Draw the plane and the window's image."""
        return Microscope(new_axes(figure, columns=2), self.function, **self.state, view=self.view)


def _map(function: str | Function) -> Formula:
    return Formula(function, MAPS, reader=read_map, label="f(x, y) =")


warp = WarpExplorer
microscope = MicroscopeExplorer
