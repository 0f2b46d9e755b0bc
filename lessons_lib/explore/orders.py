"""An explorer of mixed second derivatives: whether the order matters."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Log
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.mixed import Mixed
from lessons_lib.formula import Function, read_surface
from lessons_lib.state import Point

PEANO = "x y (x^2 - y^2)/(x^2 + y^2)"
PAIRS = (PEANO, "x^2 sin y", "x^2 y + sin y", "x^2 + 3x y + y^3", "e^(x y)", "x^2 y/(x^2 + y^2)", "|x y|")
LEAST = 1e-7


class MixedExplorer(Explorer):
    """Take a difference of differences in both orders, with an inner and an outer step.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    at : Point or tuple of float
        The point.
    inner, outer : float
        The step of the difference that is taken first, and of the second; between 1e-7 and 1.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the map.
    """

    name = "mixed"
    size = (11.5, 4.0)
    grips = {"at": "point"}

    def __init__(
        self,
        function: str | Function = PEANO,
        at: Point | tuple[float, float] = (0, 0),
        inner: float = 1e-6,
        outer: float = 1e-3,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(
            Formula(function, PAIRS, reader=read_surface, label="f(x, y) ="),
            view,
            at=Position(Point.of(at)),
            inner=Log("inner step h", min(max(inner, LEAST), 1), LEAST, 1),
            outer=Log("outer step k", min(max(outer, LEAST), 1), LEAST, 1),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the map and both orders."""
        return Mixed(new_axes(figure, columns=3), self.function, **self.state, view=self.view)


mixed = MixedExplorer
