"""Slope and curvature of any function: exact where it has a formula, by differences where it has not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.slopes import numeric


def first_derivative(f: Any, dimensions: int) -> Callable[[Any], Any]:
    """Return the derivative of a function of one number, the gradient of one of arrays."""
    road = f if hasattr(f, "input_shape") else None
    found: Callable[[Any], Any]
    if dimensions:
        found = road.gradient if road else numeric.gradient(f)
    else:
        found = road.derivative if road else numeric.derivative(f)
    return found


def second_derivative(f: Any, dimensions: int) -> Callable[[Any], Any]:
    """Return the second derivative of a function of one number, the Hessian of one of arrays."""
    found: Callable[[Any], Any]
    if hasattr(f, "input_shape"):
        found = f.hessian if dimensions else f.derivative.derivative
        return found
    found = numeric.hessian(f if dimensions else lambda x: f(x[0]))
    return found if dimensions else lambda point: found(np.array([point]))[0, 0]
