"""Ways downhill, each recorded as a Path, and the flat points they lead to."""

from lessons_lib.descent._flat_points import FlatPoint, flat_points
from lessons_lib.descent._path import Path
from lessons_lib.descent._walks import gradient_descent, momentum, step_and_shrink

__all__ = ["FlatPoint", "Path", "flat_points", "gradient_descent", "momentum", "step_and_shrink"]
