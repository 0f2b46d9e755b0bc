"""Explorers of a curve and its slope at one point."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Along, StepSize
from lessons_lib.explore.sliders import Log
from lessons_lib.figures import ByHeart, Picture, Secant, Slope, Zoom, new_axes
from lessons_lib.formula import Function
from lessons_lib.state import Point, Step

CURVES = ("x^2 - 6x + 13", "sin x", "e^x", "x^3 - 3x", "|x|", "cbrt x", "1/x", "log x", "sqrt x")
KINKS = ("x^2 - 6x + 13", "sin x", "|x|", "relu x", "cbrt x", "x |x|", "sqrt x")


class SecantExplorer(Explorer):
    """Drag two points of a curve together and see the secant become the tangent.

    Parameters
    ----------
    function : str or Function
        Of one variable.
    at : Point or float
        The point a.
    step : Step or float
        The step h to the second point, of either sign.
    view : sequence of float, optional
        Limits (left, right) or (left, right, bottom, top).
    """

    name = "secant"
    grips = {"at": "point a", "step": "point a + h"}

    def __init__(
        self,
        function: str | Function = "x^2 - 6x + 13",
        at: Point | float = 1,
        step: Step | float = 1,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(
            Formula(function, CURVES), view, at=Along("a", Point.of(at)), step=StepSize("h", Step.of(step))
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw curve, secant and tangent."""
        (ax,) = new_axes(figure)
        return Secant(ax, self.function, **self.state, view=self.view)

    def moved(self, name: str, x: float, y: float) -> None:
        """Let the first point carry the second; the second changes the step."""
        if name == "at":
            self.controls["at"].set(x)
        else:
            self.controls["step"].set(self._snapped(x) - self.controls["at"].value)

    def _snapped(self, x: float) -> float:
        """Keep the second point in the picture and on the first one's grid."""
        at = self.controls["at"]
        assert isinstance(at, Along)
        return at.snapped(x)


class SlopeExplorer(Explorer):
    """Move one point along a curve and, beside it, along the curve of its slopes.

    Parameters
    ----------
    function : str or Function
        Of one variable.
    at : Point or float
        The shared x.
    view : sequence of float, optional
        Limits of the curve, (left, right) or (left, right, bottom, top).
    """

    name = "slope"
    size = (9.0, 4.2)
    grips = {"at": "point on the curve", "slope": "point on the derivative"}

    def __init__(
        self,
        function: str | Function = "x^2 - 6x + 13",
        at: Point | float = 1,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(Formula(function, CURVES), view, at=Along("x", Point.of(at)))

    def draw(self, figure: Figure) -> Picture:
        """Draw the curve with its tangent, and the derivative."""
        return Slope(new_axes(figure, columns=2), self.function, **self.state, view=self.view)


class ZoomExplorer(Explorer):
    """Look at a curve through a microscope and see whether it becomes a straight line.

    Parameters
    ----------
    function : str or Function
        Of one variable.
    at : Point or float
        The middle of the window.
    width : float
        The width of the window, in units of x.
    """

    name = "zoom"
    takes_view = False

    def __init__(
        self, function: str | Function = "x^2 - 6x + 13", at: Point | float = 1, width: float = 4
    ) -> None:
        self._middle = Point.of(at).x
        super().__init__(
            Formula(function, KINKS), at=Along("x", Point.of(at)), width=Log("width", width, 1e-6, 10)
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the window."""
        (ax,) = new_axes(figure)
        return Zoom(ax, self.function, **self.state)

    def span(self) -> tuple[float, float]:
        """Let the middle of the window move by 5 to either side."""
        return self._middle - 5, self._middle + 5


class ByHeartExplorer(Explorer):
    """Move one x through ten functions and their derivatives at once.

    Parameters
    ----------
    at : Point or float
        The shared x.
    """

    name = "by_heart"
    takes_view = False
    size = (12.0, 5.4)

    def __init__(self, at: Point | float = 1) -> None:
        self.grips = {each.function.text: f"point on {each.function.text}" for each in catalogue.by_heart()}
        super().__init__(at=Along("x", Point.of(at)))

    def draw(self, figure: Figure) -> Picture:
        """Draw ten small panels."""
        return ByHeart(new_axes(figure, rows=2, columns=5), catalogue.by_heart(), **self.state)


secant = SecantExplorer
slope = SlopeExplorer
zoom = ZoomExplorer
by_heart = ByHeartExplorer
