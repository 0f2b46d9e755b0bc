"""A vector u that turns, and A u beside it: where A keeps the direction, u is an eigenvector."""

from lessons_lib.figures.eigen._picture import Eigen, eigen_axes
from lessons_lib.figures.eigen._turning import Turning, caught

__all__ = ["Eigen", "Turning", "caught", "eigen_axes"]
