"""An explorer of one's own: a function that draws is all it takes."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.explore.controls import Control
from lessons_lib.explore.explorer import PictureExplorer
from lessons_lib.formula import Function
from lessons_lib.pencil import Along, Fixed, Formula, Mark, Panel, Picture, View
from lessons_lib.pencil.curves import value
from lessons_lib.pencil.fields import Field
from lessons_lib.pencil.figure import Curve
from lessons_lib.pencil.phrases import formula_label, input_name
from lessons_lib.pencil.scenery import chosen_view
from lessons_lib.state import Point

Rule = Callable[..., str]

FAR = 1e4  # times the view: beyond this a place is only far away


class Forgiving:
    """A function that gives NumPy's numbers, with which a division by zero is a gap and no exception."""

    def __init__(self, f: Any) -> None:
        self._f = f

    def __call__(self, x: Any) -> Any:
        """Evaluate at a number or on an array."""
        return np.asarray(self._f(x))[()]

    @cached_property
    def derivative(self) -> "Forgiving":
        """The derivative, as forgiving."""
        return Forgiving(self._f.derivative)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._f, name)


class Pencil:
    """What a function of yours draws with; every call says what stands there in the present state.

    A place that is undefined is not drawn.

    Notes
    -----
    A ``meaning`` chooses colour and line style, the same in the whole course: "function", "derivative",
    "secant", "gradient", "second", "measure", "point".
    """

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._curves: list[tuple[Any, Mark]] = []

    def curve(self, f: Any, meaning: str = "function", text: str | None = None) -> None:
        """Draw a function of x over all that is seen."""
        mark = self._panel.curve(f, meaning, width=1.15 if meaning == "function" else 1.0)
        self._curves.append((f, mark))
        self._name(mark, formula_label(f) if text is None else text)

    def line(self, x: float, y: float, slope: float, meaning: str = "derivative", text: str = "") -> None:
        """Draw the straight line through (x, y) from edge to edge."""
        mark = self._panel.straight(float(x), float(y), float(slope), meaning, width=_width(meaning))
        self._name(mark, text)

    def path(self, xs: ArrayLike, ys: ArrayLike, meaning: str = "measure", text: str = "") -> None:
        """Draw straight from point to point."""
        left, right, bottom, top = self._panel.limits
        across, up = (np.array(np.broadcast_to(np.asarray(side, float), np.shape(xs))) for side in (xs, ys))
        ends = (_clipped(across, left, right), _clipped(up, bottom, top))
        self._name(self._panel.line(*ends, meaning, width=_width(meaning)), text)

    def dot(self, x: float, y: float, text: str = "", meaning: str = "point") -> None:
        """Draw a dot; one that the view does not reach is left out."""
        self._panel.dot(float(x), float(y), meaning).name(text, prefer=(1, 1))

    def grip(self, name: str, x: float, y: float, text: str = "") -> None:
        """Draw a point that people can drag."""
        x, y = float(x), float(y)
        rides = next((mark.curve for f, mark in self._curves if value(f, x) == y), None)
        mark = self._panel.dot(x, y).name(text, prefer=(1, 1))
        mark.grip(name, f"point {name}", along=rides or _level(*self._panel.limits[:2], y))

    def _name(self, mark: Mark, text: str) -> None:
        mark.name(text, 0.85, (-1, 0.5))


def _width(meaning: str) -> float:
    return 1.15 if meaning == "function" else 1.0


@lru_cache(maxsize=64)
def _level(left: float, right: float, height: float) -> Curve:
    """Return the line at a height; the same object each time."""
    xs = np.linspace(left, right, 100)
    return xs, np.full_like(xs, height)


def _clipped(side: Any, low: float, high: float) -> Any:
    """Leave out what is nowhere, and keep what is far from bursting the canvas."""
    room = FAR * (high - low)
    return np.clip(np.where(np.isfinite(side), side, np.nan), low - room, high + room)


class Own(Picture):
    """A picture that a function of yours draws.

    Examples
    --------
    >>> from lessons_lib.pencil.figure import new_figure
    >>> from lessons_lib.formula import Function
    >>> def height(pencil, f, x):
    ...     pencil.curve(f)
    ...     pencil.grip("x", x, f(x))
    ...     return f"At x = {x:g} the curve is {f(x):g} high."
    >>> picture = Own(new_figure(), rule=height, f=Function("x^2"), x=2.0)
    >>> picture.caption
    'At x = 2 the curve is 4 high.'
    >>> _ = picture.move(x=3.0)
    >>> picture.handles()["x"][1:]
    (3.0, 9.0)
    """

    rule = Fixed(None)
    f = Formula("x")
    view = View()

    def stage(self) -> None:
        self.names = [name for name in self.state if name not in self.fields]
        self.forgiving = Forgiving(self.f)
        self.panel.view(
            chosen_view(self.f, self.view, float(self.state[self.names[0]])),
            (f"${input_name(self.f)}$", "$y$"),
        )

    def draw(self) -> str:
        state = {name: self.state[name] for name in self.names}
        numbers = {name: np.float64(x) if isinstance(x, float) else x for name, x in state.items()}
        sentence = self.rule(Pencil(self.panel), self.forgiving, **numbers)
        if not isinstance(sentence, str) or not sentence.strip():
            name = getattr(self.rule, "__name__", "The rule")
            raise ValueError(
                f"{name} returns no sentence: end it with return and the numbers of the picture."
            )
        return sentence


class OwnExplorer(PictureExplorer):
    """Write one function that draws a state; sliders, points to drag, Reset and the rest come with it.

    Parameters
    ----------
    rule : callable
        Called as ``rule(pencil, f, **numbers)`` for every state. It returns one sentence with the numbers
        behind the picture, and draws with the `Pencil`: ``curve(f)``, ``line(x, y, slope)``,
        ``path(xs, ys)``, ``dot(x, y)`` and ``grip(name, x, y)``, a point that sets the number of its name.
        Each takes a ``text`` to stand beside it, and each but the last a ``meaning``, which is its colour.
    function : str or Function
        Of one variable; another can be typed.
    view : sequence of float, optional
        Limits (left, right) or (left, right, bottom, top).
    **numbers : float, Point or Control
        What can be moved, by the names that ``rule`` knows it by. A number or a `Point` gets a slider over
        all that is seen of x. A control such as ``Slide("h", 0.5, 0.01, 2)`` brings a slider of its own.

    Raises
    ------
    ValueError
        If there is no number to move, or ``rule`` returns no sentence.

    Examples
    --------
    >>> from lessons_lib import explore
    >>> def tangent(pencil, f, x):
    ...     pencil.curve(f)
    ...     pencil.line(x, f(x), f.derivative(x))
    ...     pencil.grip("x", x, f(x))
    ...     return f"The slope of {f.text} at x = {x:g} is {f.derivative(x):g}."
    >>> explore.own(tangent, "x^2", x=1).caption
    'The slope of x² at x = 1 is 2.'
    """

    kind, name = Own, "own"

    def __init__(
        self,
        rule: Rule,
        function: str | Function,
        /,
        *,
        view: Sequence[float] | None = None,
        **numbers: float | Point | Control,
    ) -> None:
        if not numbers:
            raise ValueError(
                "own needs a number that can be moved: add one that your function takes, such as x=1."
            )
        given = {name: start for name, start in numbers.items() if isinstance(start, Control)}
        moved = {name: Field(0.0) if name in given else Along(0.0, name) for name in numbers}
        for name, field in moved.items():
            field.name = name
        self.fields = {"rule": Own.rule, "f": Own.f, **moved, "view": Own.view}
        self._explore({"rule": rule, "f": function, **numbers, "view": view}, **given)


own = OwnExplorer
