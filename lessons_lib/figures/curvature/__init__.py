"""A quadratic whose eigenvalues and axes can be taken hold of: its map, its surface, its Hessian."""

from lessons_lib.figures.curvature._picture import Curvature
from lessons_lib.figures.curvature._quadratic import Quadratic
from lessons_lib.figures.curvature._unnamed import unnamed_contours

__all__ = ["Curvature", "Quadratic", "unnamed_contours"]
