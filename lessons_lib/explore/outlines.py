"""An explorer of shapes f = 0: gradients draw them evenly."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Log
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.outline import Outline
from lessons_lib.formula import Function, read_surface
from lessons_lib.state import Point

SHAPES = (
    "(x^2 + y^2)^2 - 2(x^2 - y^2) - 0.2",
    "y^2 - x^3 + x - 0.5",
    "(x^2 + y^2 - 1)^3 - x^2 y^3",
    "(x^2 + y^2)^2 - 2(x^2 - y^2)",
    "x^3 + y^3 - 3x y",
    "x^2/3 + 2y^2 - 1",
    "x^4 + y^4 - 1",
    "|x| + |y| - 1",
    "sin(x^2 + y^2) - x y",
)
NEAR = (-2.0, 2.0, -2.0, 2.0)


class OutlineExplorer(Explorer):
    """Draw the shape f = 0 with a line of any width: unevenly by f alone, evenly with its gradient.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    width : float
        The w of abs(f) < w and of abs(f) / abs(grad f) < w, positive.
    at : Point or tuple of float
        A point whose distance from the shape is estimated.
    view : sequence of float
        Limits (left, right, bottom, top).
    """

    name = "outline"
    size = (9.0, 4.2)
    grips = {"at": "point beside the shape"}

    def __init__(
        self,
        function: str | Function = SHAPES[0],
        width: float = 0.1,
        at: Point | tuple[float, float] = (1.2, 1.0),
        view: Sequence[float] = NEAR,
    ) -> None:
        formula = Formula(function, SHAPES, reader=read_surface, label="f(x, y) =")
        super().__init__(formula, view, width=Log("w", width, 0.01, 0.5), at=Position(Point.of(at)))

    def draw(self, figure: Figure) -> Picture:
        """Draw the shape twice."""
        return Outline(new_axes(figure, columns=2), self.function, **self.state, view=self.view)

    @property
    def view(self) -> Sequence[float]:
        """The limits that were asked for: shapes of one size are looked at, whatever is typed."""
        assert self._given_view is not None
        return self._given_view


outline = OutlineExplorer
