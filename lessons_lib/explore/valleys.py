"""An explorer of long valleys: how many steps a digit takes, and what helps."""

from typing import Any

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Pick
from lessons_lib.explore.descents import known_method, step_factor
from lessons_lib.explore.sliders import Log, Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.valley import ADAM, GAMMA, METHODS, PLAIN, RULES, SCALED, STILL_ADAM, LongValley

STEEPEST = 1000.0
_GAMMAS = {ADAM: "gamma", STILL_ADAM: "still_gamma"}


class ValleyExplorer(Explorer):
    """Stretch a valley and turn it, and count how many steps bring one more digit.

    Parameters
    ----------
    kappa : float
        The condition number, from 1 to 1000: curvature across the valley over curvature along it.
    angle : float
        The angle of its floor in degrees, from 0 to 90.
    rule : str
        "best fixed step", which is 2/(lambda_min + lambda_max), or "1/lambda_max".
    method : str
        "gradient descent", "diagonal scaling", "Adam" or "Adam without momentum".
    gamma : float
        Adam's step size.
    still_gamma : float
        The step size of Adam without momentum, which bears less.

    Raises
    ------
    ValueError
        If a setting is out of its range, or a name is not one of these.
    """

    name = "valley"
    size = (9.4, 4.6)
    grips = {"angle": "start of the walk, which turns the valley"}
    takes_view = False

    def __init__(
        self,
        kappa: float = 100,
        angle: float = 0,
        rule: str = RULES[0],
        method: str = PLAIN,
        *,
        gamma: float = GAMMA[ADAM],
        still_gamma: float = GAMMA[STILL_ADAM],
    ) -> None:
        if not 1 <= kappa <= STEEPEST:
            raise ValueError(
                f"The condition number kappa lies between 1 and {STEEPEST:g}; {kappa!r} does not."
            )
        if not 0 <= angle <= 90:
            raise ValueError(f"The angle lies between 0 and 90 degrees; {angle!r} does not.")
        super().__init__(
            kappa=Log("κ", kappa, 1, STEEPEST),
            angle=Slide("angle", angle, 0, 90, 1),
            rule=Pick("step", known_method(rule, RULES), RULES),
            method=Pick("method", known_method(method, METHODS), METHODS),
            gamma=step_factor("Adam's γ", gamma),
            still_gamma=step_factor("Adam's γ", still_gamma),
        )

    @property
    def state(self) -> dict[str, Any]:
        """What the picture is drawn from; of the step sizes, the one that has a say."""
        values = super().state
        still = values.pop("still_gamma")
        return {**values, "gamma": still if values["method"] == STILL_ADAM else values["gamma"]}

    def draw(self, figure: Figure) -> Picture:
        """Draw the map and the distances."""
        self._show_needed()
        return LongValley(new_axes(figure, columns=2), **self.state)

    def move(self) -> Any:
        """Bring the picture to the present state."""
        self._show_needed()
        return super().move()

    def moved(self, name: str, x: float, y: float) -> None:
        """Turn the valley to where its start was dragged, in whole degrees."""
        self.controls["angle"].set(round(self.picture.angle_of(x, y)))

    def _show_needed(self) -> None:
        method = self.controls["method"].value
        self.controls["rule"].show(method in {PLAIN, SCALED})
        for adam, gamma in _GAMMAS.items():
            self.controls[gamma].show(method == adam)


valley = ValleyExplorer
