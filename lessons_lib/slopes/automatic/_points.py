"""What goes into a derivative and what a function gives back, checked."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons_lib.arrays import Shape
from lessons_lib.slopes.automatic._traced import Traced, gathered

Value = Any


def real_array(given: Any, name: str = "x") -> Value:
    """Return a point or a direction as float64, a copy; a traced one, of an outer derivative, as it is."""
    try:
        array = gathered(given)
    except ValueError as error:
        raise ValueError(f"{name} must be a number or an array of numbers: got {given!r}") from error
    if isinstance(array, Traced):
        return array
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must be real numbers: got {given!r}")
    if not array.size:
        raise ValueError(f"{name} must hold at least one number: got {given!r}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite: got {given!r}")
    return array.astype(np.float64)[()]


def matching(given: Any, shape: Shape, name: str, partner: str) -> Value:
    """Return a direction or weight, checked as `real_array` and to have the shape of its partner."""
    array = real_array(given, name)
    if array.shape != shape:
        raise ValueError(f"{name} must have the shape of {partner}, {shape}: got shape {array.shape}")
    return array


def where_defined(y: Value, derivative: Value, trailing: int = 0) -> Value:
    """Return a derivative with nan where the function's own value is nan or infinite."""
    finite = np.isfinite(y)
    if finite.all():
        return derivative
    mask = np.where(finite, 1.0, np.nan)
    return derivative * mask.reshape(mask.shape + (1,) * trailing)


def need(name: str, inputs: Shape, outputs: Shape, *, vector: bool = True, scalar: bool = True) -> None:
    """Raise ValueError naming the right verb if the shapes are not those that a verb is for."""
    if bool(inputs) != vector:
        needs = "a vector input" if vector else "a scalar input"
    elif scalar and outputs:
        needs = "a scalar output"
    elif not scalar and not outputs:
        needs = "a vector output"
    else:
        return
    right = "derivative" if not inputs else "jacobian" if outputs else "gradient"
    remedy = f"{right}({right}(f))" if name in {"hessian", "hvp"} else f"{right}(f)"
    raise ValueError(f"{name} needs {needs}; this maps {_space(inputs)} to {_space(outputs)}: use {remedy}")


def _space(shape: Shape) -> str:
    exponent = "x".join(map(str, shape))
    return f"R^({exponent})" if len(shape) > 1 else f"R^{exponent}" if shape else "R"
