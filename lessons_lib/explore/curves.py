"""Explorers of a curve and its slope at one point."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Along
from lessons_lib.figures import ByHeart, Picture, Slope, new_axes
from lessons_lib.formula import Function
from lessons_lib.state import Point

CURVES = ("x^2 - 6x + 13", "sin x", "e^x", "x^3 - 3x", "|x|", "cbrt x", "1/x", "log x", "sqrt x")


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


slope = SlopeExplorer
by_heart = ByHeartExplorer
