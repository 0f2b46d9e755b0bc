"""An explorer of walks downhill on a map: one method, or two side by side."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.descent import Path, adam, gradient_descent, newton
from lessons_lib.descent import momentum as roll
from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Count, Pick
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Log, Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.descent import Descent, Walk
from lessons_lib.formula import Function, read_surface
from lessons_lib.pencil.fields import clean
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.state import Point

LANDSCAPES = (
    "x^2/2 + 50y^2",
    "x^2 + y^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "(1 - x)^2 + 100(y - x^2)^2",
    "x^2 - y^2",
    "(x + y)^2/4 + 25(x - y)^2",
    "50x^2 + y^2/2",
    "sin x + sin y",
)
METHODS = ("gradient descent", "momentum", "Adam", "Newton")
ALONE = "none"
RIVALS = (ALONE, *METHODS)
SIDES = {"method": "gamma", "against": "against_gamma"}
STEPS = 120
WIDEST = 1.6

Way = Callable[[Any, tuple[float, float], float, float, int], Path]
WAYS: dict[str, Way] = {
    "gradient descent": lambda f, start, gamma, momentum, steps: gradient_descent(f, start, gamma, steps),
    "momentum": roll,
    "Adam": lambda f, start, gamma, momentum, steps: adam(f, start, gamma, steps=steps),
    "Newton": lambda f, start, gamma, momentum, steps: newton(f, start, steps=steps),
}


class DescentExplorer(Explorer):
    """Drag the start and watch a walk downhill on the map, step by step, beside another method if you like.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    start : Point or tuple of float
        Where the walks begin.
    method : str
        "gradient descent", "momentum", "Adam" or "Newton".
    gamma : float
        Step factor; Newton's method has none.
    momentum : float
        The share of its speed that the rolling ball keeps.
    against : str, optional
        A second method, from the same start.
    against_gamma : float, optional
        Its step factor; the same as the first by default.
    shown : int, optional
        How many steps are drawn; all by default.
    steps : int
        How many steps a walk may take.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the map.

    Raises
    ------
    ValueError
        If a method is not one of these, or a step factor is not positive.
    """

    name = "descent"
    size = (9.0, 4.2)
    grips = {"start": "start of the walk"}

    def __init__(
        self,
        function: str | Function = LANDSCAPES[0],
        start: Point | tuple[float, float] = (10, 1),
        *,
        method: str = "gradient descent",
        gamma: float = 0.015,
        momentum: float = 0.9,
        against: str | None = None,
        against_gamma: float | None = None,
        shown: int | None = None,
        steps: int = STEPS,
        view: Sequence[float] | None = None,
    ) -> None:
        self._steps = steps
        self._made: dict[str, tuple[Any, Walk]] = {}
        super().__init__(
            Formula(function, LANDSCAPES, reader=read_surface, label="f(x, y) ="),
            view,
            start=Position(Point.of(start)),
            method=Pick("method", known_method(method, METHODS), METHODS),
            gamma=step_factor("γ", gamma),
            momentum=Slide("momentum", momentum, 0, 0.99, 0.01),
            against=Pick("against", known_method(against or ALONE, RIVALS), RIVALS),
            against_gamma=step_factor("its γ", gamma if against_gamma is None else against_gamma),
            shown=Count("steps shown", shown, steps),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the map and the walks; a wide map gets more room."""
        axes, view = side_by_side(figure, self.view, self.function, self.controls["start"].value)
        walks = self.walks()
        return Descent(axes, self.function, walks, self.controls["shown"].value, view)

    def move(self) -> Iterable[Artist]:
        """Walk anew where something has changed and show the steps that are wanted."""
        walks = self.walks()
        moving: Iterable[Artist] = self.picture.move(shown=self.controls["shown"].value, walks=walks)
        return moving

    def walks(self) -> list[Walk]:
        """Return the walks of the present state, whole."""
        methods = {side: self.controls[side].value for side in SIDES}
        walks = [self._walk(side, method) for side, method in methods.items() if method != ALONE]
        shown = self.controls["shown"]
        assert isinstance(shown, Count)
        shown.reach(max(len(walk.path) for walk in walks) - 1)
        for side, gamma in SIDES.items():
            self.controls[gamma].show(methods[side] not in {ALONE, "Newton"})
        self.controls["momentum"].show("momentum" in methods.values())
        return walks

    @property
    def code(self) -> str:
        """One line that makes the present picture again."""
        line = super().code
        return line if self._steps == STEPS else f"{line[:-1]}, steps={self._steps})"

    def _walk(self, side: str, method: str) -> Walk:
        """Return a walk: the last one, if nothing has changed but how much of it is shown."""
        gamma, start = self.controls[SIDES[side]].value, self.controls["start"].value
        momentum = self.controls["momentum"].value if method == "momentum" else 0.0
        asked = (self.function, start, method, gamma, momentum)
        made = self._made.get(side)
        if made is None or made[0] != asked:
            path = WAYS[method](self.function, start, gamma, momentum, self._steps)
            made = (asked, Walk(path, method, None if method == "Newton" else gamma, momentum))
            self._made[side] = made
        return made[1]

    def _new_formula(self) -> None:
        """Draw another landscape, with the start inside it."""
        assert self.formula is not None
        with self.live.held():
            if not self.formula.fault:
                self._bring_in()
            super()._new_formula()

    def _bring_in(self) -> None:
        """Move the start into the map of a function that has one; elsewhere the map goes to the start."""
        start = self.controls["start"]
        assert isinstance(start, Position)
        view = PlaneView.of(self.view, self.function, start.value)
        if not view.contains(*start.value):
            across, up = view.left + view.width / 8, view.bottom + 5 * view.height / 8
            start.point.coordinates = (clean(across), clean(up))


def side_by_side(
    figure: Figure, view: Sequence[float] | None, f: Function, at: Sequence[float]
) -> tuple[list[Axes], PlaneView]:
    """Lay out a map and a panel beside it, the map wider where its view is."""
    chosen = PlaneView.of(view, f, at)
    across = min(max(chosen.width / chosen.height, 1.0), WIDEST)
    return new_axes(figure, columns=2, ratios=(across, 1.0)), chosen


def step_factor(label: str, gamma: float) -> Log:
    """Return the control of a step factor; whatever it is at first lies on its slider."""
    if not 0 < gamma < math.inf:
        raise ValueError(f"The step factor gamma is a positive number; {gamma!r} is not.")
    return Log(label, gamma, min(gamma, 1e-4), max(gamma, 2.0))


def known_method(method: str, options: Sequence[str]) -> str:
    """Return the name of a method as it is written here.

    Examples
    --------
    >>> known_method("adam", METHODS)
    'Adam'
    """
    for option in options:
        if option.casefold() == method.casefold():
            return option
    raise ValueError(f"The method is one of {', '.join(options)}; {method!r} is not.")


descent = DescentExplorer
