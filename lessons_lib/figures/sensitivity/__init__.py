"""How far an input has to be pushed until a classifier changes its mind."""

from lessons_lib.figures.sensitivity._picture import Sensitivity
from lessons_lib.figures.sensitivity._state import Look, class_name

__all__ = ["Look", "Sensitivity", "class_name"]
