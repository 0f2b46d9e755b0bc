"""How long is the way down a long valley? Steps per digit against the condition number, and what helps."""

import math
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib import descent
from lessons_lib.figures.valley._map import ValleyMap
from lessons_lib.figures.valley._panel import DistanceLog, few, per_digit
from lessons_lib.figures.valley._walks import (
    BEST,
    GAMMA,
    PLAIN,
    SAFE,
    SCALED,
    STEPS,
    scaled_condition,
    start_angle,
    walked,
)
from lessons_lib.pencil.figure import Picture, style
from lessons_lib.pencil.plane import plane_place
from lessons_lib.wording import number

_STEP_WORDS: Final = MappingProxyType({BEST: "2/(λmin + λmax)", SAFE: "1/λmax"})
_SHRINK_WORDS: Final = MappingProxyType({BEST: "(κ − 1)/(κ + 1)", SAFE: "1 − 1/κ"})


class LongValley(Picture):
    """A walk down a quadratic valley from a start that is as bad as any, and how fast it gets nearer.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> picture = LongValley(new_axes(new_figure(9, 4.2), 1, 2), kappa=10)
    >>> round(picture.measured, 2), round(picture.theory, 2)
    (11.47, 11.47)
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        kappa: float = 100,
        angle: float = 0,
        *,
        rule: str = BEST,
        method: str = PLAIN,
        gamma: float | None = None,
    ) -> None:
        super().__init__()
        self.kappa, self.angle, self.rule, self.method = float(kappa), float(angle), rule, method
        self.gamma = GAMMA.get(method, 0.1) if gamma is None else float(gamma)
        self.map_axes, self.log_axes = axes
        with style(self.map_axes.get_figure(root=True)):
            self.map, self.log = ValleyMap(self.map_axes), DistanceLog(self.log_axes)
        self._moving = [*self.map.moving, *self.log.moving]
        self.move()

    def move(
        self,
        kappa: float | None = None,
        angle: float | None = None,
        rule: str | None = None,
        method: str | None = None,
        gamma: float | None = None,
    ) -> list[Artist]:
        """Show another valley, or another way down."""
        self.kappa = self.kappa if kappa is None else float(kappa)
        self.angle = self.angle if angle is None else float(angle)
        self.rule, self.method = rule or self.rule, method or self.method
        self.gamma = self.gamma if gamma is None else float(gamma)
        self.walk = walked(self.kappa, self.angle, self.rule, self.method, self.gamma)
        self.measured = descent.measured_steps_per_digit(self.walk.path)
        self.theory = descent.steps_per_digit(self.walk.kappa, self.rule)
        self.map.move(self.kappa, self.angle, self.walk, self._after if self.method == SCALED else "")
        law = "theory" if self.has_theory else "descent"
        self.log.move(self.walk, f"{self.method}:\n{self._said}", law)
        self._caption = f"{self._head()}: {self._speed()}. {self._milestones()} {self._help()}"
        return self.moving

    @property
    def start(self) -> tuple[float, float]:
        """Where the walk begins."""
        x, y = self.walk.points[0]
        return float(x), float(y)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the start, which turns the valley."""
        return {"angle": (self.map_axes, *self.start)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the start."""
        return {"angle": self.map.start}

    def angle_of(self, x: float, y: float) -> float:
        """Return the angle of the floor, above -90 and up to 90 degrees, whose start lies towards (x, y)."""
        turn = math.degrees(math.atan2(y, x)) - start_angle(self.rule, self.method)
        return 90.0 - (90.0 - turn) % 180.0

    @property
    def _after(self) -> str:
        """The condition number after diagonal scaling, with one decimal place."""
        return number(round(scaled_condition(self.walk.bowl), 1))

    @property
    def _said(self) -> str:
        return per_digit(0.0 if self.has_theory and self.theory == 0 else self.measured)

    @property
    def has_theory(self) -> bool:
        """Whether theory predicts the steps per digit of this method."""
        return self.method not in GAMMA

    def _head(self) -> str:
        turned = f"turned by {number(self.angle)}°" if self.angle else "along the first axis"
        return (
            f"Valley with condition number κ = {number(self.kappa)}, {turned}, from {plane_place(self.start)}"
        )

    def _speed(self) -> str:
        """Say how many steps a digit takes, measured and by theory."""
        if not self.has_theory:
            other = per_digit(descent.steps_per_digit(self.kappa))
            head = f"{self.method} with γ = {number(self.gamma)}: {self._said}"
            over = f"on average over {len(self.walk.path) - 1} steps"
            return f"{head}, {over}; gradient descent with the best fixed step: {other}"
        units = f" in scaled units, where κ = {self._after}," if self.method == SCALED else ""
        head = f"{self.method} with the step {_STEP_WORDS[self.rule]}{units}"
        if self.theory == 0:
            return f"{head} arrives in one step, as theory says for κ = 1"
        factor = number(descent.shrink_factor(self.walk.kappa, self.rule))
        law = f"since every step shrinks the distance by the factor {_SHRINK_WORDS[self.rule]} = {factor}"
        return f"{head} takes {self._said}; theory says {few(self.theory)}, {law}"

    def _milestones(self) -> str:
        tenth, thousandth = (descent.steps_to(self.walk.path, 10.0**-digits) for digits in (1, 3))
        if tenth is None:
            return f"Not even a tenth of the first distance is reached within {STEPS} steps."
        last = (
            f"a thousandth after {thousandth}" if thousandth is not None else f"no thousandth within {STEPS}"
        )
        return (
            f"A tenth of the first distance is reached after {tenth} step{'' if tenth == 1 else 's'}, {last}."
        )

    def _help(self) -> str:
        return f"Diagonal scaling takes κ from {number(self.kappa)} to {self._after}."
