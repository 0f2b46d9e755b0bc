"""An explorer of what second derivatives cost: n numbers, or n², or a few times n."""

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.counting import HowMany
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.memory import MOST, Memory


class CostExplorer(Explorer):
    """Slide the number of inputs, and see which road to a second derivative still fits into memory.

    Parameters
    ----------
    n : int
        Number of inputs, between 1 and 10 million.
    """

    name = "cost"
    size = (11.0, 4.4)
    takes_view = False
    grips = {
        "memory": "number of inputs, beside the bytes",
        "work": "number of inputs, beside the operations",
    }

    def __init__(self, n: int = 1000) -> None:
        super().__init__(n=HowMany("inputs n", min(max(n, 1), MOST), MOST))

    def draw(self, figure: Figure) -> Picture:
        """Draw the bytes and the operations against the number of inputs."""
        return Memory(new_axes(figure, columns=2), **self.state)

    def moved(self, name: str, x: float, y: float) -> None:
        """Take the number of inputs from either grip."""
        self.controls["n"].set(x)


cost = CostExplorer
