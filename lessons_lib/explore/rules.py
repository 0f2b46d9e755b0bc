"""An explorer of the learner's own update rule: what it does, said and shown."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lessons_lib.descent import Verdict, follow, gradient_descent, judge
from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Count
from lessons_lib.explore.descents import LANDSCAPES, side_by_side, step_factor
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.figures import Picture
from lessons_lib.figures.descent import Descent, Walk
from lessons_lib.formula import Function, read_surface
from lessons_lib.state import Point

VALLEY = "x^2/2 + 2y^2"
STEPS = 40


def unfinished(x: Any, _gradient: Any, _gamma: float) -> Any:
    """Stay where you are: what a rule is before anything has been written."""
    return x


class OwnRuleExplorer(Explorer):
    """Write an update rule, see its path beside that of gradient descent, and read what it does.

    Parameters
    ----------
    rule : callable
        ``rule(x, gradient, gamma)`` returns the next point: x is an array of shape (2,), gradient a function
        of such a point, gamma the step factor. Whatever it raises or returns is put into words.
    function : str or Function
        Of two variables.
    start : Point or tuple of float
        Where both walks begin.
    gamma : float
        Step factor, handed to the rule.
    shown : int, optional
        How many steps are drawn; all by default.
    steps : int
        How many steps a walk may take.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the map.

    Attributes
    ----------
    verdict : descent.Verdict
        Whether the rule is gradient descent on the present function, and if not, why.
    """

    name = "own_rule"
    size = (9.0, 4.2)
    grips = {"start": "start of the walk"}

    def __init__(
        self,
        rule: Any = unfinished,
        function: str | Function = VALLEY,
        start: Point | tuple[float, float] = (4, 2),
        *,
        gamma: float = 0.1,
        shown: int | None = None,
        steps: int = STEPS,
        view: Sequence[float] | None = (-6, 6, -4, 4),
    ) -> None:
        self.rule, self._steps = rule, steps
        self.verdict: Verdict | None = None
        super().__init__(
            Formula(function, (VALLEY, *LANDSCAPES), reader=read_surface, label="f(x, y) ="),
            view,
            start=Position(Point.of(start)),
            gamma=step_factor("γ", gamma),
            shown=Count("steps shown", shown, steps),
        )

    def draw(self, figure: Figure) -> Picture:
        """Judge the rule and draw both walks."""
        self.verdict = judge(self.rule, self.function)
        axes, view = side_by_side(figure, self.view, self.function, self.controls["start"].value)
        walks = self.walks()
        shown = self.controls["shown"].value
        return Descent(axes, self.function, walks, shown, view, preface=self.verdict.why)

    def move(self) -> Iterable[Artist]:
        """Walk anew and show the steps that are wanted."""
        walks = self.walks()
        moving: Iterable[Artist] = self.picture.move(shown=self.controls["shown"].value, walks=walks)
        return moving

    def walks(self) -> list[Walk]:
        """Return the walk by the rule and, where it is another one, that of gradient descent."""
        start, gamma = self.controls["start"].value, self.controls["gamma"].value
        own = Walk(follow(self.rule, self.function, start, gamma, self._steps), "your rule", gamma)
        true = Walk(
            gradient_descent(self.function, start, gamma, self._steps, tolerance=0), "gradient descent", gamma
        )
        walks = [own] if _same(own, true) else [own, true]
        shown = self.controls["shown"]
        assert isinstance(shown, Count)
        shown.reach(max(len(walk.path) for walk in walks) - 1)
        return walks

    @property
    def code(self) -> str:
        """One line that makes the present picture again, where the rule is known by its name."""
        line = super().code
        if self.rule is not unfinished:
            name = getattr(self.rule, "__name__", "rule")
            line = line.replace("(", f"({name if name.isidentifier() else 'rule'}, ", 1)
        else:
            line = line.replace("(", "(function=", 1)
        return line if self._steps == STEPS else f"{line[:-1]}, steps={self._steps})"


def _same(one: Walk, other: Walk) -> bool:
    """Tell whether two walks lie on each other."""
    paths = one.path.points, other.path.points
    return len(paths[0]) == len(paths[1]) and np.allclose(*paths, rtol=1e-6, atol=1e-9)


own_rule = OwnRuleExplorer
