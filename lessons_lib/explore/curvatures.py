"""Explorers of curvature: a quadratic that can be grabbed by its axes, and what an eigenvector is."""

from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.matrices import Entries
from lessons_lib.explore.sliders import Angle
from lessons_lib.figures import Picture
from lessons_lib.figures.eigen import Eigen, caught, eigen_axes

MATRICES = (
    "[[2, 1], [1, 2]]",
    "[[2, 0], [0, -1]]",
    "[[1, 2], [0, 3]]",
    "[[0, -1], [1, 0]]",
    "[[1, 1], [0, 1]]",
    "[[2, 0], [0, 2]]",
    "[[1, 2], [2, 4]]",
    "[[0, 1], [1, 0]]",
)


class Turn(Angle):
    """The direction of u, which rests on the direction of an eigenvector that is half a degree away."""

    def __init__(self, label: str, degrees: float, matrix: Entries) -> None:
        self._matrix = matrix
        super().__init__(label, degrees)

    def _take(self, value: float) -> None:
        super()._take(caught(self._matrix.value, value))


class EigenExplorer(Explorer):
    """Turn a unit vector, or change the matrix, until the matrix keeps the direction of the vector.

    Parameters
    ----------
    matrix : str or array_like, shape (2, 2)
        A.
    angle : float
        The direction of u in degrees.
    """

    name = "eigen"
    size = (8.4, 4.9)
    takes_view = False
    grips = {"angle": "tip of u"}

    def __init__(self, matrix: str | ArrayLike = ((2, 1), (1, 2)), angle: float = 20) -> None:
        entries = Entries(matrix, MATRICES)
        super().__init__(matrix=entries, angle=Turn("angle of u", angle, entries))

    def draw(self, figure: Figure) -> Picture:
        """Draw the plane, and the numbers beside it."""
        return Eigen(eigen_axes(figure), **self.state)

    def moved(self, name: str, x: float, y: float) -> None:
        """Turn u to where its tip was dragged, in whole degrees."""
        self.controls[name].set(round(self.picture.angle_of(x, y)))

    def refresh(self) -> None:
        """Bring the live picture to the present state, or say what is wrong with what was typed."""
        entries = self.controls["matrix"]
        assert isinstance(entries, Entries)
        if entries.fault:
            self.live.say(entries.fault)
        else:
            super().refresh()

    @property
    def _keeps_picture(self) -> bool:
        return bool(self.picture.shows(self.controls["matrix"].value))


eigen = EigenExplorer
