"""An explorer of several ways downhill at once, with curvature and without."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.descent import Path, adam, bfgs, gradient_descent
from lessons_lib.descent import momentum as roll
from lessons_lib.descent import newton as newtons_method
from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Count
from lessons_lib.explore.descents import known_method, side_by_side, step_factor
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Slide
from lessons_lib.explore.toggles import Toggles
from lessons_lib.figures import Picture
from lessons_lib.figures.newton import METHODS, TOLERANCE, Newton
from lessons_lib.formula import Function, read_surface
from lessons_lib.pencil.fields import clean
from lessons_lib.pencil.plane import PlaneView, nice
from lessons_lib.pictures._walks import Walk
from lessons_lib.state import Point

STEPS = 60
SADDLE = "x^4 - 2x^2 + y^2"
_PLACES: dict[str, tuple[tuple[float, float], tuple[float, ...] | None]] = {
    SADDLE: ((0.3, 1.0), (-2.0, 2.0, -1.5, 1.5)),
    "x^2/2 + 50y^2": ((10.0, 1.0), None),
    "x^2 + y^2": ((4.0, 3.0), None),
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2": ((0.0, 0.5), None),
    "(1 - x)^2 + 100(y - x^2)^2": ((-1.2, 1.0), None),
    "x^2 + 3x y + y^3": ((-1.0, -0.5), None),
    "x^2 - y^2": ((1.0, 0.5), None),
    "x^4 + y^4": ((1.5, 1.0), None),
}
LANDSCAPES = tuple(_PLACES)
_FIRST_ORDER = ("gradient descent", "momentum")


class NewtonExplorer(Explorer):
    """Drag the start and compare ways downhill, by slope alone and with curvature.

    Parameters
    ----------
    function : str or Function
        Of two variables.
    start : Point or tuple of float, optional
        Where all walks begin; by default a place where the methods differ.
    methods : sequence of str, optional
        Which of "gradient descent", "momentum", "Adam", "Newton", "damped Newton", "BFGS" are shown;
        all by default.
    gamma : float, optional
        Step factor of gradient descent and momentum; by default about 1 over the largest curvature at the
        start.
    momentum : float
        The share of its speed that the rolling ball keeps.
    adam : float
        Adam's step size, in units of x.
    shown : int, optional
        How many steps are drawn; all by default.
    steps : int
        How many steps a walk may take. It ends sooner where neither gradient nor step is longer than 1e-6.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the map.

    Raises
    ------
    ValueError
        If a method is not one of these, or a step factor is not positive.
    """

    name = "newton"
    size = (10.4, 4.6)
    grips = {"start": "start of all walks"}

    def __init__(
        self,
        function: str | Function = SADDLE,
        start: Point | tuple[float, float] | None = None,
        *,
        methods: Sequence[str] | None = None,
        gamma: float | None = None,
        momentum: float = 0.8,
        adam: float = 0.2,
        shown: int | None = None,
        steps: int = STEPS,
        view: Sequence[float] | None = None,
    ) -> None:
        self._steps = steps
        self._made: dict[str, tuple[Any, Walk]] = {}
        formula = Formula(function, LANDSCAPES, reader=read_surface, label="f(x, y) =")
        point = Point.of(
            _PLACES.get(formula.function.source, ((1.0, 1.0), None))[0] if start is None else start
        )
        at = Position(point)
        chosen = METHODS if methods is None else [known_method(each, METHODS) for each in methods]
        super().__init__(
            formula,
            view,
            start=at,
            gamma=step_factor("γ", usual_gamma(formula.function, at.value) if gamma is None else gamma),
            momentum=Slide("momentum", momentum, 0, 0.99, 0.01),
            adam=step_factor("Adam's γ", adam),
            shown=Count("steps shown", shown, steps),
            methods=Toggles(chosen, METHODS),
        )

    @property
    def view(self) -> Sequence[float] | None:
        """The limits that were asked for, or those in which this function is best seen."""
        own = _PLACES.get(self.function.source, (None, None))[1]
        return super().view or own

    def draw(self, figure: Figure) -> Picture:
        """Draw the map and the walks; a wide map gets more room."""
        start = self.controls["start"].value
        axes, view = side_by_side(figure, self.view, self.function, start)
        shown = self.controls["shown"].value
        return Newton(axes, self.function, self.walks(), shown, view, start=start, most=self._steps)

    def move(self) -> Iterable[Artist]:
        """Walk anew where something has changed and show the steps that are wanted."""
        walks, start = self.walks(), self.controls["start"].value
        moving: Iterable[Artist] = self.picture.move(self.controls["shown"].value, walks, start)
        return moving

    def walks(self) -> list[Walk]:
        """Return the walks of the methods that are chosen, whole."""
        chosen = self.controls["methods"].value
        walks = [self._walk(method) for method in chosen]
        shown = self.controls["shown"]
        assert isinstance(shown, Count)
        shown.reach(max((len(walk.path) for walk in walks), default=self._steps + 1) - 1)
        self.controls["gamma"].show(bool(set(chosen) & set(_FIRST_ORDER)))
        self.controls["momentum"].show("momentum" in chosen)
        self.controls["adam"].show("Adam" in chosen)
        return walks

    @property
    def code(self) -> str:
        """One line that makes the present picture again."""
        line = super().code
        return line if self._steps == STEPS else f"{line[:-1]}, steps={self._steps})"

    def _walk(self, method: str) -> Walk:
        """Return a walk: the last one, if nothing has changed but how much of it is shown."""
        settings = {name: self.controls[name].value for name in _settings_of(method)}
        asked = (self.function, self.controls["start"].value, settings)
        made = self._made.get(method)
        if made is None or made[0] != asked:
            path = walked(method, self.function, asked[1], settings, self._steps)
            gamma = settings.get("gamma", settings.get("adam"))
            made = (asked, Walk(path, method, gamma, settings.get("momentum", 0.0)))
            self._made[method] = made
        return made[1]

    def _new_formula(self) -> None:
        """Draw another landscape, with a start and a step factor that suit it."""
        assert self.formula is not None
        with self.live.held():
            if not self.formula.fault:
                self._settle_in()
            super()._new_formula()

    def _settle_in(self) -> None:
        start = self.controls["start"]
        assert isinstance(start, Position)
        place = _PLACES.get(self.function.source, (None, None))[0] or inside(
            self.view, self.function, start.value
        )
        start.point.coordinates = place
        self.controls["gamma"].set(usual_gamma(self.function, place))


def inside(view: Sequence[float] | None, f: Function, at: tuple[float, float]) -> tuple[float, float]:
    """Return a point of the map of a function: the one that is given, if it lies there."""
    chosen = PlaneView.of(view or catalogue.known_view(f), f, at)
    if chosen.contains(*at):
        return at
    return clean(chosen.left + chosen.width / 4), clean(chosen.bottom + 5 * chosen.height / 8)


def usual_gamma(f: Function, start: Sequence[float]) -> float:
    """Return a round step factor, not above 1 over the largest curvature at the start and at known minima.

    Examples
    --------
    >>> usual_gamma(read_surface("x^2/2 + 50y^2"), (10, 1))
    0.01
    """
    known = [each.flat_points for each in catalogue.surfaces() if each.function.text == f.text]
    places = [tuple(start), *(point for flat in known for point, kind in flat if kind == "minimum")]
    with np.errstate(all="ignore"):
        hessians = [np.asarray(f.hessian(np.asarray(place, float)), float) for place in places]
    sizes = [float(np.abs(np.linalg.eigvalsh(each)).max()) for each in hessians if np.isfinite(each).all()]
    largest = max(sizes, default=0.0)
    return min(max(nice(1 / largest), 1e-4), 2.0) if 0 < largest < math.inf else 0.1


def walked(
    method: str, f: Function, start: tuple[float, float], settings: dict[str, float], steps: int
) -> Path:
    """Return the path of a method; it ends where neither gradient nor step is above the tolerance."""
    common: dict[str, Any] = {"steps": steps, "tolerance": TOLERANCE}
    if method == "gradient descent":
        return gradient_descent(f, start, settings["gamma"], **common)
    if method == "momentum":
        return roll(f, start, settings["gamma"], settings["momentum"], **common)
    if method == "Adam":
        return adam(f, start, settings["adam"], **common)
    if method == "BFGS":
        return bfgs(f, start, **common)
    return newtons_method(f, start, damped=method == "damped Newton", **common)


def _settings_of(method: str) -> tuple[str, ...]:
    return {"gradient descent": ("gamma",), "momentum": ("gamma", "momentum"), "Adam": ("adam",)}.get(
        method, ()
    )


newton = NewtonExplorer
