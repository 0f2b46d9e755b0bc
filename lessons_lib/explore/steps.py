"""An explorer of step sizes: too big is wrong, and so is too small."""

from typing import Any

from ipywidgets import Button, Widget
from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import SmallStep
from lessons_lib.explore.sliders import Slide
from lessons_lib.figures import Picture, StepError, new_axes
from lessons_lib.formula import Function
from lessons_lib.slopes import numeric
from lessons_lib.state import Step

SMOOTH = ("exp x", "sin x", "log x", "tanh x", "x^3", "sqrt x", "sin(x)/x")
SCHEMES = ("forward", "central")


class BestStep(SmallStep):
    """A step with a button for each scheme that goes to the scheme's best one."""

    def __init__(self, label: str, step: Step) -> None:
        super().__init__(label, step, low=1e-16, high=1.0)
        self.buttons = {scheme: Button(description=f"best {scheme} step") for scheme in SCHEMES}

    @property
    def widgets(self) -> list[Widget]:
        """The slider and the buttons."""
        return [self.widget, *self.buttons.values()]


class StepErrorExplorer(Explorer):
    """Slide the step and read the error of three schemes: truncation on the right, rounding on the left.

    Parameters
    ----------
    function : str or Function
        Of one variable, smooth where its slope is taken.
    at : float
        Where the slope is taken.
    step : Step or float
        The step h, positive.
    """

    name = "step_error"
    takes_view = False
    grips = {"step": "step h"}

    def __init__(self, function: str | Function = "exp x", at: float = 1, step: Step | float = 1e-4) -> None:
        steps = BestStep("h", Step.of(step))
        super().__init__(Formula(function, SMOOTH), at=Slide("x", at, at - 4, at + 4), step=steps)
        for scheme, button in steps.buttons.items():
            button.on_click(lambda _button, scheme=scheme: self.snap(scheme))

    def draw(self, figure: Figure) -> Picture:
        """Draw the error curves."""
        (ax,) = new_axes(figure)
        return StepError(ax, self.function, **self.state)

    def snap(self, scheme: str) -> None:
        """Go to the best step of a scheme."""
        curve: Any = numeric.error_curve(self.function, self.controls["at"].value, scheme)
        self.controls["step"].set(float(curve.best_step))


step_error = StepErrorExplorer
