"""Ways downhill, each recorded as a Path, the flat points they lead to, and how many steps that takes."""

from lessons_lib.descent._flat_points import FlatPoint, flat_points
from lessons_lib.descent._newton import bfgs, l_bfgs, newton
from lessons_lib.descent._own_rule import Verdict, follow, judge
from lessons_lib.descent._path import Path
from lessons_lib.descent._valley import (
    STEP_RULES,
    Quadratic,
    distances_to,
    fixed_step,
    long_valley,
    measured_steps_per_digit,
    shrink_factor,
    steps_needed,
    steps_per_digit,
    steps_to,
)
from lessons_lib.descent._walks import adam, gradient_descent, momentum, step_and_shrink

__all__ = [
    "STEP_RULES",
    "FlatPoint",
    "Path",
    "Quadratic",
    "Verdict",
    "adam",
    "bfgs",
    "distances_to",
    "fixed_step",
    "flat_points",
    "follow",
    "gradient_descent",
    "judge",
    "l_bfgs",
    "long_valley",
    "measured_steps_per_digit",
    "momentum",
    "newton",
    "shrink_factor",
    "step_and_shrink",
    "steps_needed",
    "steps_per_digit",
    "steps_to",
]
