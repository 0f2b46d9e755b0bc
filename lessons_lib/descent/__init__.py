"""Ways downhill, each recorded as a Path, and the flat points they lead to."""

from lessons_lib.descent._flat_points import FlatPoint, flat_points
from lessons_lib.descent._newton import newton
from lessons_lib.descent._path import Path
from lessons_lib.descent._quasi_newton import bfgs, l_bfgs
from lessons_lib.descent._walks import adam, gradient_descent, momentum, step_and_shrink

__all__ = [
    "FlatPoint",
    "Path",
    "adam",
    "bfgs",
    "flat_points",
    "gradient_descent",
    "l_bfgs",
    "momentum",
    "newton",
    "step_and_shrink",
]
