"""The learner's own update rule: what it does, in words and on the map, beside gradient descent."""

from typing import Any

import numpy as np

from lessons_lib.descent import follow, gradient_descent, judge
from lessons_lib.formula import read_surface
from lessons_lib.pencil import Count, Fixed, Formula, Position, StepFactor, View
from lessons_lib.pictures._walk_map import LANDSCAPES, WalkMap
from lessons_lib.pictures._walks import Walk

VALLEY = "x^2/2 + 2y^2"
STEPS = 40


def unfinished(x: Any, _gradient: Any, _gamma: float) -> Any:
    """Stay where you are: what a rule is before anything has been written."""
    return x


class OwnRule(WalkMap):
    """Write an update rule, see its path beside that of gradient descent, and read what it does.

    Whether the rule is gradient descent on the present function, and if not, why, is the explorer's
    ``verdict``.
    """

    attributes = ("verdict",)
    rule = Fixed(
        unfinished,
        "callable",
        "``rule(x, gradient, gamma)`` returns the next point: x is an array of shape (2,), gradient a\n"
        "function of such a point, gamma the step factor. Whatever it raises or returns is put into words.",
    )
    f = Formula(VALLEY, "f(x, y) =", "Of two variables.", (VALLEY, *LANDSCAPES), read_surface)
    start = Position((4, 2), "", "Where both walks begin.")
    gamma = StepFactor(0.1, "γ", "Step factor, handed to the rule.", named=True)
    shown = Count(None, "steps shown", "How many steps are drawn; all by default.", STEPS, named=True)
    steps = Fixed(STEPS, "int", "How many steps a walk may take.", named=True)
    view = View((-6, 6, -4, 4), "", "Limits (left, right, bottom, top) of the map.", named=True)

    def stage(self) -> None:
        self.verdict = judge(self.rule, self.f)
        super().stage()

    def draw(self) -> str:
        own = Walk(follow(self.rule, self.f, self.start, self.gamma, self.steps), "your rule", self.gamma)
        path = gradient_descent(self.f, self.start, self.gamma, self.steps, tolerance=0)
        walks = [own] if same(own, path.points) else [own, Walk(path, gamma=self.gamma)]
        return f"{self.verdict.why} {self.draw_walks(walks)}"


def same(walk: Walk, points: Any) -> bool:
    """Tell whether a walk lies on these points."""
    return len(walk.path) == len(points) and np.allclose(walk.path.points, points, rtol=1e-6, atol=1e-9)
