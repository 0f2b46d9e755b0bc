"""An explorer of folds: which points go to one place, and where their number changes."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.fold import Fold
from lessons_lib.formula import Function, read_map
from lessons_lib.state import Point

FOLDING_MAPS = (
    "x1^2 + x2, x1 x2",
    "x^2, y",
    "x^2 - y^2, 2x y",
    "x^3 - x, y",
    "sin x + y, y^2 - x",
    "x + y, 2x + 2y",
)


class Place(Position):
    """A point in the output plane: its sliders keep their names."""

    def __init__(self, point: Point) -> None:
        super().__init__(point, ("f₁", "f₂"))

    def rename(self, names: Sequence[str]) -> None:
        """Leave the names: they are not those of the variables."""


class FoldExplorer(Explorer):
    """Drag a place in the output plane and see all points that the map takes there.

    Parameters
    ----------
    f : str or Function
        A map of the plane into the plane.
    at : Point or tuple of float
        The place, in the output plane.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the input plane.
    """

    name = "fold"
    size = (9.6, 4.8)
    grips = {"at": "place in the output plane"}

    def __init__(
        self,
        f: str | Function = FOLDING_MAPS[0],
        at: Point | tuple[float, float] = (3, 1.9),
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(Formula(f, FOLDING_MAPS, reader=read_map, label="f ="), view, at=Place(Point.of(at)))

    def draw(self, figure: Figure) -> Picture:
        """Draw both planes."""
        return Fold(new_axes(figure, columns=2), self.function, **self.state, view=self.view)

    def span(self) -> tuple[float, ...]:
        """Return what the sliders run over: the output plane."""
        output = self._figure.axes[1]
        return (*output.get_xlim(), *output.get_ylim())

    def _view_words(self) -> list[str]:
        return super()._view_words() if self.view else []


fold = FoldExplorer
