"""One run of a program, forward or in reverse: what goes in, what comes out, both checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from autograd.core import JVPNode, VJPNode, backward_pass

from lessons_lib.arrays import Shape
from lessons_lib.slopes.automatic._box import Traced, admitted, gathered, tracing
from lessons_lib.slopes.automatic._refusals import LostDerivativeError

Program = Callable[[Any], Any]
Value = Any


def forward(f: Program, x: Value, direction: Value) -> tuple[Value, Value]:
    """Return f(x) and its tangent along a direction."""
    with tracing() as level:
        y = _run(f, Traced(x, level, JVPNode.new_root(direction)))
    if isinstance(y, Traced) and y._trace == level:
        return y._value, y._node.g
    return y, np.zeros(y.shape)


def reverse(f: Program, x: Value) -> tuple[Value, Callable[[Value], Value]]:
    """Return f(x) and the map from an adjoint of f(x) to that of x."""
    with tracing() as level:
        y = _run(f, Traced(x, level, VJPNode.new_root()))
    if not (isinstance(y, Traced) and y._trace == level):
        return y, lambda adjoint: np.zeros(x.shape)

    def pull(adjoint: Value) -> Value:
        with tracing():
            return backward_pass(adjoint, y._node)

    return y._value, pull


def _run(f: Program, x: Traced) -> Value:
    """Return what f makes of a traced value, as a real array; lists of traced values become traced arrays."""
    try:
        returned = f(x)
    except ValueError as error:
        # NumPy reports a traced value written into an array by an error of its own.
        if isinstance(error.__cause__, LostDerivativeError):
            raise error.__cause__ from None
        raise
    try:
        array = gathered(returned)
    except ValueError as error:
        raise ValueError(f"f must return a number or an array of one shape: {error}") from error
    if isinstance(array, Traced):
        return admitted(array)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"f must return real numbers: got {returned!r}")
    return array.astype(np.float64)[()]


def basis(shape: Shape) -> Iterator[Value]:
    """Yield the unit vectors of a shape, one at a time; 1 for the shape of a number."""
    for place in np.ndindex(shape):
        unit = np.zeros(shape)
        unit[place] = 1.0
        yield unit[()]


def real_array(given: Any, name: str = "x") -> Value:
    """Return a point or a direction as float64, a copy; a traced one, of an outer derivative, as it is."""
    try:
        array = gathered(given)
    except ValueError as error:
        raise ValueError(f"{name} must be a number or an array of numbers: got {given!r}") from error
    if isinstance(array, Traced):
        return admitted(array)
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


def finished(value: Value) -> Value:
    """Return a result as a float or an array of its own, without −0; a traced one as it is."""
    if isinstance(value, Traced):
        return admitted(value)
    array = np.asarray(value) + 0.0
    return array if array.ndim else float(array)


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
