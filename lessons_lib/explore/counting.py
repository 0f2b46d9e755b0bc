"""An explorer of costs: forward mode pays for inputs, reverse mode for outputs."""

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.sliders import Log
from lessons_lib.figures import Costs, Picture, new_axes

MOST_INPUTS, MOST_OUTPUTS = 1000, 100


class HowMany(Log):
    """A whole number on a logarithmic slider."""

    def __init__(self, label: str, value: int, high: int) -> None:
        super().__init__(label, value, 1, high)
        self.widget.readout_format = ".0f"

    @property
    def value(self) -> int:
        """The nearest whole number."""
        return round(self._value)


class CostsExplorer(Explorer):
    """Slide the number of inputs and of outputs, and see which way to a Jacobian is cheaper.

    Parameters
    ----------
    inputs : int
        Between 1 and 1000.
    outputs : int
        Between 1 and 100.
    """

    name = "costs"
    takes_view = False
    grips = {"inputs": "number of inputs"}

    def __init__(self, inputs: int = 100, outputs: int = 10) -> None:
        super().__init__(
            inputs=HowMany("inputs n", min(max(inputs, 1), MOST_INPUTS), MOST_INPUTS),
            outputs=HowMany("outputs m", min(max(outputs, 1), MOST_OUTPUTS), MOST_OUTPUTS),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the operations against the number of inputs."""
        (ax,) = new_axes(figure)
        return Costs(ax, **self.state)


costs = CostsExplorer
