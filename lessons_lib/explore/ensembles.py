"""An explorer of random symmetric matrices: minima become rare as the dimension grows."""

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.counting import HowMany
from lessons_lib.explore.sliders import Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.random_hessians import RandomHessians

MOST_ROWS, MOST_MATRICES, MOST_SEEDS = 8, 10_000, 99


class Whole(Slide):
    """A whole number on a slider."""

    def __init__(self, label: str, value: int, low: int, high: int) -> None:
        super().__init__(label, min(max(value, low), high), low, high, 1)
        self.widget.readout_format = ".0f"

    @property
    def value(self) -> int:
        """The nearest whole number."""
        return round(self._value)


class RandomHessiansExplorer(Explorer):
    """Draw random symmetric matrices and count those that have only positive eigenvalues.

    Parameters
    ----------
    n : int
        Rows and columns, between 1 and 8.
    count : int
        How many matrices, between 1 and 10,000.
    seed : int
        Which ones, between 0 and 99.
    """

    name = "random_hessians"
    size = (9.0, 4.4)
    takes_view = False
    grips = {"n": "dimension n"}

    def __init__(self, n: int = 3, count: int = 1000, seed: int = 0) -> None:
        super().__init__(
            n=Whole("dimension n", n, 1, MOST_ROWS),
            count=HowMany("matrices", min(max(count, 1), MOST_MATRICES), MOST_MATRICES),
            seed=Whole("seed", seed, 0, MOST_SEEDS),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the shares, and the eigenvalues of the present dimension."""
        return RandomHessians(new_axes(figure, columns=2), **self.state)


random_hessians = RandomHessiansExplorer
