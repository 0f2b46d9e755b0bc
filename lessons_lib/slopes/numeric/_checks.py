"""What the verbs of several variables refuse, each with its remedy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Shape
from lessons_lib.slopes.numeric._many_points import Field, value_at
from lessons_lib.slopes.numeric._sampling import real_points


def point_in_space(x: ArrayLike, verb: str) -> NDArray[np.float64]:
    """Return x as an array of finite real numbers with at least one axis and one entry."""
    point = real_points(x)
    if point.ndim == 0:
        raise ValueError(f"{verb} needs an array for x: got the number {x!r}; use numeric.derivative")
    if point.size == 0:
        raise ValueError(f"{verb} needs at least one coordinate: got an empty x of shape {point.shape}")
    return point


def direction_like(direction: ArrayLike, point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the direction as an array of the shape of the point."""
    try:
        u = real_points(direction)
    except ValueError as error:
        raise ValueError(f"the direction must be finite real numbers: got {direction!r}") from error
    if u.shape != point.shape:
        raise ValueError(f"the direction must have the shape {point.shape} of x: got {u.shape}")
    return u


def base_value(f: Field, point: NDArray[np.float64]) -> NDArray[Any]:
    """Return f(point), which must be real."""
    _fits(f, point.shape)
    value = value_at(f, point)
    if value.dtype.kind == "c":
        raise ValueError("the function returned complex numbers for a real x: return its real part, np.real")
    return value.astype(np.float64)


def _fits(f: Field, given: Shape) -> None:
    """Refuse a point that a formula does not take; other callables do not tell."""
    wanted = getattr(f, "input_shape", given)
    if wanted == ():
        raise ValueError("this is a function of one number: use numeric.derivative")
    if wanted != given:
        raise ValueError(f"this function takes points of shape {wanted}: got an x of shape {given}")


def needs(verb: str, inputs: Shape, outputs: Shape) -> None:
    """Refuse an output of the wrong kind, naming the verb that fits."""
    if verb == "jacobian" and outputs == ():
        raise ValueError(
            "jacobian needs an array output; this function returned one number: use numeric.gradient"
        )
    if verb != "jacobian" and outputs != ():
        remedy = "return one number, or use numeric.jacobian"
        raise ValueError(f"{verb} needs one number; this function returned shape {outputs}: {remedy}")
