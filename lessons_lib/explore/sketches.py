"""An explorer of one's own: a function that draws is all it takes."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Control
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Along
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.sketch import Rule, Sketch
from lessons_lib.formula import Function
from lessons_lib.state import Point


class OwnExplorer(Explorer):
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

    name = "own"

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
        self.rule = rule
        self.grips = {name: f"point {name}" for name in numbers}
        super().__init__(
            Formula(function), view, **{name: _control(name, start) for name, start in numbers.items()}
        )

    def draw(self, figure: Figure) -> Picture:
        """Let the rule draw."""
        (ax,) = new_axes(figure)
        return Sketch(ax, self.rule, self.function, view=self.view, **self.state)

    @property
    def code(self) -> str:
        """One line that makes the present picture again, where the rule is known by its name."""
        rule = getattr(self.rule, "__name__", "rule")
        return super().code.replace("own(", f"own({rule}, ", 1)


def _control(name: str, start: Any) -> Control:
    return start if isinstance(start, Control) else Along(name, Point.of(start))


own = OwnExplorer
