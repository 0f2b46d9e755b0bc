"""Explorers of curvature: a quadratic that can be grabbed by its axes, and what an eigenvector is."""

from typing import Any

from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.matrices import Entries
from lessons_lib.explore.sliders import Angle, Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.curvature import Curvature
from lessons_lib.figures.eigen import Eigen, caught, eigen_axes

LARGEST, GRAIN = 3.0, 0.05
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


class CurvatureExplorer(Explorer):
    """Drag the ends of both axes of a quadratic: the eigenvalues and the directions of its Hessian.

    Parameters
    ----------
    first, second : float
        The eigenvalues of H along the first axis and at right angles to it, between −3 and 3.
    angle : float
        The direction of the first axis in degrees.
    azimuth : float
        Where the camera stands, in degrees counterclockwise from the x direction, between −180 and 180.
    elevation : float
        How high it stands, in degrees between 5 and 90.
    """

    name = "curvature"
    size = (9.2, 4.6)
    takes_view = False
    turns = True
    grips = {"first": "end of the first axis", "second": "end of the second axis"}

    def __init__(
        self,
        first: float = 2,
        second: float = 0.5,
        angle: float = 30,
        *,
        azimuth: float = -85,
        elevation: float = 30,
    ) -> None:
        super().__init__(
            first=Slide("λ₁", _within(first), -LARGEST, LARGEST, GRAIN),
            second=Slide("λ₂", _within(second), -LARGEST, LARGEST, GRAIN),
            angle=Angle("angle", angle),
            azimuth=Slide("azimuth", azimuth, -180, 180, 1),
            elevation=Slide("elevation", elevation, 5, 90, 1),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the quadratic in space and on its map."""
        return Curvature(new_axes(figure, columns=2, ratios=(0.8, 1)), **self.state)

    def moved(self, name: str, x: float, y: float) -> None:
        """Take the end of an axis where it was dragged: how far it is says how it curves."""
        eigenvalue, angle = self.picture.reached(name, x, y)
        self.controls[name].set(round(eigenvalue / GRAIN) * GRAIN)
        self.controls["angle"].set(round(angle))


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


def _within(eigenvalue: Any) -> float:
    return float(min(max(eigenvalue, -LARGEST), LARGEST))


curvature = CurvatureExplorer
eigen = EigenExplorer
