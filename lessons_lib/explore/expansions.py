"""An explorer of Taylor's second order: the tangent plane, the paraboloid, and their errors."""

import math
from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Angle, Log, Slide
from lessons_lib.figures import Picture
from lessons_lib.figures.taylor import DISTANCES, Taylor, taylor_axes
from lessons_lib.formula import Function, read_surface
from lessons_lib.state import Point

SURFACES = (
    "x^3/12 - x + y^2/2",
    "cos x + cos y",
    "x^2 y + sin y",
    "x^2 - y^2",
    "e^(-x^2 - y^2)",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "x^3 - 3x y^2",
    "x^4 + y^4",
    "log(1 + x^2 + y^2)",
    "sqrt(x^2 + y^2)",
)


class TaylorExplorer(Explorer):
    """Drag a point over a surface with its tangent plane and its paraboloid, and read how far both are off.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    at : Point or tuple of float
        The point.
    angle : float
        The direction u in degrees, counted from the first axis.
    distance : float
        How far along u the errors are read, between 0.001 and 10.
    azimuth : float
        Where the camera stands, in degrees, between −180 and 180.
    elevation : float
        How high it stands, in degrees between 5 and 90.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the inputs.
    """

    name = "taylor"
    size = (10.0, 7.6)
    turns = True
    grips = {"surface": "point on the surface", "tip": "end of u on the floor", "distance": "distance t"}

    def __init__(
        self,
        function: str | Function = SURFACES[0],
        at: Point | tuple[float, float] = (1, -0.5),
        angle: float = 20,
        distance: float = 1,
        *,
        azimuth: float = -60,
        elevation: float = 30,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(
            Formula(function, SURFACES, reader=read_surface, label="f(x, y) ="),
            view,
            at=Position(Point.of(at)),
            angle=Angle("angle of u", angle),
            distance=Log("distance t", min(max(distance, DISTANCES[0]), DISTANCES[1]), *DISTANCES),
            azimuth=Slide("azimuth", azimuth, -180, 180, 1),
            elevation=Slide("elevation", elevation, 5, 90, 1),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the surface, both slices and the errors."""
        return Taylor(taylor_axes(figure), self.function, **self.state, view=self.view)

    def moved(self, name: str, x: float, y: float) -> None:
        """Take the point to what is seen there, u to the place on the floor, the distance along its axis."""
        if name == "surface":
            self.controls["at"].take(*self.picture.under(x, y))
        elif name == "tip":
            angle, distance = self.picture.aim(x, y)
            self.controls["distance"].set(float(f"{distance:.2g}") if math.isfinite(distance) else distance)
            self.controls["angle"].set(round(angle))
        else:
            self.controls["distance"].set(x)

    def span(self) -> tuple[float, ...]:
        """Let the point move over all of the floor."""
        return tuple(self.picture.view)


taylor = TaylorExplorer
