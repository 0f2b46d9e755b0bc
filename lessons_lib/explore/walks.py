"""Explorers of valleys: walking down into them, and finding where a curve is flat."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lessons_lib import descent
from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Count, Pick
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Along
from lessons_lib.explore.sliders import Slide
from lessons_lib.figures import Downhill, FlatPoints, Picture, new_axes
from lessons_lib.formula import Function
from lessons_lib.state import Point

VALLEYS = ("x^2 - 6x + 13", "t^4 - 4t^2 + t", "|x|", "50x^2", "0.01x^2", "x^4", "sin x")
FLATS = ("t^4 - 4t^2 + t", "x^2 - 6x + 13", "-x^2", "x^3", "x^4", "x^3 - 3x", "sin x", "|x|")
METHODS = ("step and shrink", "gradient descent", "momentum")
LONGEST = 400

Walk = Callable[[Any, float, float, float], descent.Path]
WALKS: dict[str, Walk] = {
    "step and shrink": lambda f, start, gamma, momentum: descent.step_and_shrink(f, start, steps=LONGEST),
    "gradient descent": lambda f, start, gamma, momentum: descent.gradient_descent(
        f, start, gamma, steps=LONGEST
    ),
    "momentum": lambda f, start, gamma, momentum: descent.momentum(f, start, gamma, momentum, steps=LONGEST),
}


class DownhillExplorer(Explorer):
    """Drag the start and watch a walk downhill, step by step.

    Parameters
    ----------
    function : str or Function
        Of one variable.
    start : Point or float
        Where the walk begins.
    method : str
        "step and shrink", "gradient descent" or "momentum".
    gamma : float
        Step factor of the last two.
    momentum : float
        The share of its speed that the rolling ball keeps.
    shown : int, optional
        How many steps are drawn; all by default.
    view : sequence of float, optional
        Limits of the curve.
    """

    name = "downhill"
    size = (9.0, 4.2)
    grips = {"start": "start of the walk"}

    def __init__(
        self,
        function: str | Function = "x^2 - 6x + 13",
        start: Point | float = 0.5,
        *,
        method: str = "step and shrink",
        gamma: float = 0.1,
        momentum: float = 0.9,
        shown: int | None = None,
        view: Sequence[float] | None = None,
    ) -> None:
        formula = Formula(function, VALLEYS)
        path = WALKS[method](formula.function, Point.of(start).x, gamma, momentum)
        super().__init__(
            formula,
            view,
            start=Along("start", Point.of(start)),
            method=Pick("method", method, METHODS),
            gamma=Slide("γ", gamma, min(gamma, 0.01), max(gamma, 1.5), 0.01),
            momentum=Slide("momentum", momentum, 0, 0.99, 0.01),
            shown=Count("steps shown", shown, len(path) - 1),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the curve and the walk."""
        return Downhill(
            new_axes(figure, columns=2), self.function, self.path(), self.controls["shown"].value, self.view
        )

    def move(self) -> Iterable[Artist]:
        """Walk anew and show the steps that are wanted."""
        path, shown = self.path(), self.controls["shown"]
        assert isinstance(shown, Count)
        shown.reach(len(path) - 1)
        self._show_needed()
        moving: Iterable[Artist] = self.picture.move(shown=shown.value, path=path)
        return moving

    def path(self) -> descent.Path:
        """Return the whole walk of the present state."""
        walk = WALKS[self.controls["method"].value]
        return walk(self.function, *(self.controls[name].value for name in ("start", "gamma", "momentum")))

    def _show_needed(self) -> None:
        method = self.controls["method"].value
        self.controls["gamma"].show(method != "step and shrink")
        self.controls["momentum"].show(method == "momentum")


class FlatPointsExplorer(Explorer):
    """Type a function and see where it is flat; drag a point and watch its slope.

    Parameters
    ----------
    function : str or Function
        Of one variable.
    at : Point or float
        The point whose tangent is drawn.
    view : sequence of float, optional
        Limits; flat points are looked for between left and right.
    """

    name = "flat_points"
    grips = {"at": "point on the curve"}

    def __init__(
        self,
        function: str | Function = "t^4 - 4t^2 + t",
        at: Point | float = 1,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(Formula(function, FLATS), view, at=Along("x", Point.of(at)))

    def draw(self, figure: Figure) -> Picture:
        """Draw the curve with its flat points."""
        (ax,) = new_axes(figure)
        return FlatPoints(ax, self.function, **self.state, view=self.view)


downhill = DownhillExplorer
flat_points = FlatPointsExplorer
