"""Ways downhill, each recorded as a Path, and the flat points they lead to."""

from lessons_lib.descent._flat_points import FlatPoint, flat_points
from lessons_lib.descent._newton import newton
from lessons_lib.descent._own_rule import follow, judge
from lessons_lib.descent._path import Path
from lessons_lib.descent._quasi_newton import bfgs, l_bfgs
from lessons_lib.descent._rule_trials import Verdict
from lessons_lib.descent._walks import adam, gradient_descent, momentum, step_and_shrink

__all__ = [
    "FlatPoint",
    "Path",
    "Verdict",
    "adam",
    "bfgs",
    "flat_points",
    "follow",
    "gradient_descent",
    "judge",
    "l_bfgs",
    "momentum",
    "newton",
    "step_and_shrink",
]
