"""Several ways downhill from one start: what curvature buys, and where it leads."""

from lessons_lib.figures.newton._landscape import Landscape
from lessons_lib.figures.newton._picture import METHODS, TOLERANCE, Newton

__all__ = ["METHODS", "TOLERANCE", "Landscape", "Newton"]
