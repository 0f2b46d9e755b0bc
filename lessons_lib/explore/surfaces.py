"""An explorer of a surface: the tangent plane in space, and the gradient in the plane below."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Slide
from lessons_lib.figures import Picture, Surface, new_axes
from lessons_lib.formula import Function, read_surface
from lessons_lib.state import Point

SURFACES = (
    "x^2 y + sin y",
    "x^2 + y^2",
    "x^2 - y^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "x^2/2 + 50y^2",
    "x^3 - 3x y^2",
    "sqrt(x^2 + y^2)",
    "x^2 y/(x^2 + y^2)",
)


class SurfaceExplorer(Explorer):
    """Drag a point over a surface, with its tangent plane, and see its gradient lie in the plane below.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    at : Point or (float, float)
        The point.
    azimuth : float
        Where the camera stands, in degrees counterclockwise from the x direction, between −180 and 180.
    elevation : float
        How high it stands, in degrees between 5 and 90.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the inputs.
    """

    name = "surface"
    size = (9.6, 4.8)
    turns = True
    grips = {"surface": "point on the surface", "at": "point on the map"}

    def __init__(
        self,
        function: str | Function = "x^2 y + sin y",
        at: Point | tuple[float, float] = (1, 2),
        azimuth: float = -60,
        elevation: float = 30,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(
            Formula(function, SURFACES, reader=read_surface, label="f(x, y) ="),
            view,
            at=Position(Point.of(at)),
            azimuth=Slide("azimuth", azimuth, -180, 180, 1),
            elevation=Slide("elevation", elevation, 5, 90, 1),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the surface and its map."""
        return Surface(
            new_axes(figure, columns=2, ratios=(1.15, 1)), self.function, **self.state, view=self.view
        )

    def moved(self, name: str, x: float, y: float) -> None:
        """Take the point where it was dragged: in space, to what is seen there."""
        place = self.picture.under(x, y) if name == "surface" else (x, y)
        self.controls["at"].take(*place)

    def span(self) -> tuple[float, ...]:
        """Let the point move over all of the map."""
        return tuple(self.picture.view)


surface = SurfaceExplorer
