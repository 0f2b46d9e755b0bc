"""Second-order Taylor: the tangent plane and the paraboloid at a point, and how fast their errors fall."""

from lessons_lib.figures.taylor._expansion import DISTANCES, Errors, Expansion, errors_along
from lessons_lib.figures.taylor._picture import Taylor, taylor_axes

__all__ = ["DISTANCES", "Errors", "Expansion", "Taylor", "errors_along", "taylor_axes"]
