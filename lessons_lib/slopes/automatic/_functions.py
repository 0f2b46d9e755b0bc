"""NumPy's functions on traced values: autograd's rules, where they are right in both modes, and ours.

A name that stands here is right forward and in reverse, to any order, for the arguments it takes here; all
others are refused. Tests hold both.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd.core import defjvp_argnums, defvjp_argnums
from autograd.extend import primitive
from autograd.numpy.numpy_jvps import broadcast
from autograd.numpy.numpy_vjps import unbroadcast

from lessons_lib.slopes.automatic._box import (
    ARRAY_FUNCTIONS,
    UFUNCS,
    Traced,
    admitted,
    gathered,
    plain,
)
from lessons_lib.slopes.automatic._refusals import UnknownOperationError

Value = Any
Axis = int | tuple[int, ...] | None

ENTRYWISE: set[Any] = set()


# entry by entry


def entrywise(evaluate: Callable[..., Value], *scales: Callable[..., Value]) -> Callable[..., Value]:
    """Return an operation that works entry by entry, with broadcasting.

    Its Jacobian is diagonal, and so its own transpose: one rule ``scale(t, y, *inputs)``, t times the partial
    derivative, serves both modes. t is a tangent or an adjoint, y the output.
    """

    @primitive  # type: ignore[untyped-decorator]
    def operation(*inputs: Value) -> Value:
        return evaluate(*inputs)

    def push(places: Any, tangents: Any, y: Value, inputs: Any, _: Any) -> Value:
        parts = [scales[place](tangent, y, *inputs) for place, tangent in zip(places, tangents, strict=True)]
        return broadcast(parts[0] if len(parts) == 1 else parts[0] + parts[1], y)

    def pull(places: Any, y: Value, inputs: Any, _: Any) -> Callable[[Value], list[Value]]:
        return lambda adjoint: [
            unbroadcast(scales[place](adjoint, y, *inputs), anp.metadata(inputs[place])) for place in places
        ]

    defjvp_argnums(operation, push)
    defvjp_argnums(operation, pull)
    ENTRYWISE.add(operation)
    return operation  # type: ignore[no-any-return]


def _exponent_less_one(b: Value) -> Value:
    """Return b - 1, and 0 for b = 0: the slope of x**0 is 0 also at x = 0, where x**-1 is infinite."""
    if isinstance(b, int | float):
        return b - 1 if b else 0
    return np.where(b == 0, 0.0, b - 1)[()]


def _by_exponent(t: Value, y: Value, a: Value, b: Value) -> Value:
    """Return t times the slope of a**b along b: 0 where a = 0 < b, and where an exponent stands still."""
    slope = y * np.log(np.where((a == 0) & (b > 0), 1.0, a))
    if isinstance(t, Traced) or isinstance(slope, Traced):
        return t * slope
    return t * np.where(t == 0, np.nan_to_num(slope), slope)


_POWER = entrywise(np.power, lambda t, y, a, b: t * (b * a ** _exponent_less_one(b)), _by_exponent)
_ABSOLUTE = entrywise(np.abs, lambda t, y, x: t * np.sign(x))
_WHERE = entrywise(
    np.where,
    lambda t, y, condition, a, b: t * 0.0,
    lambda t, y, condition, a, b: np.where(condition, t, 0.0),
    lambda t, y, condition, a, b: np.where(condition, 0.0, t),
)


def _itself(x: Value) -> Value:
    return x


def _heaviside(x: Value, at_zero: Value) -> Value:
    if isinstance(at_zero, Traced):
        raise UnknownOperationError("np.heaviside with a traced value for 0")
    return np.heaviside(plain(x), at_zero)


# Rules that autograd lacks, or that lose digits, overflow or underflow there.
UFUNCS |= {
    np.power: _POWER,
    np.float_power: _POWER,
    np.absolute: _ABSOLUTE,
    np.fabs: _ABSOLUTE,
    np.positive: _itself,
    np.conjugate: _itself,
    np.heaviside: _heaviside,
    np.divide: entrywise(np.divide, lambda t, y, a, b: t / b, lambda t, y, a, b: -t * y / b),
    np.reciprocal: entrywise(np.reciprocal, lambda t, y, x: -t * y * y),
    np.remainder: entrywise(
        np.remainder, lambda t, y, a, b: t, lambda t, y, a, b: -t * np.floor_divide(a, b)
    ),
    np.cbrt: entrywise(np.cbrt, lambda t, y, x: t * (1 / (3 * y * y))),
    np.arcsin: entrywise(np.arcsin, lambda t, y, x: t / np.sqrt((1 - x) * (1 + x))),
    np.arccos: entrywise(np.arccos, lambda t, y, x: -t / np.sqrt((1 - x) * (1 + x))),
    np.arcsinh: entrywise(np.arcsinh, lambda t, y, x: t / np.hypot(1.0, x)),
    np.arccosh: entrywise(np.arccosh, lambda t, y, x: t / (np.sqrt(x - 1) * np.sqrt(x + 1))),
    np.arctanh: entrywise(np.arctanh, lambda t, y, x: t / ((1 - x) * (1 + x))),
    np.hypot: entrywise(np.hypot, lambda t, y, a, b: t * (a / y), lambda t, y, a, b: t * (b / y)),
    np.arctan2: entrywise(
        np.arctan2,
        lambda t, y, a, b: t * (b / np.hypot(a, b) / np.hypot(a, b)),
        lambda t, y, a, b: -t * (a / np.hypot(a, b) / np.hypot(a, b)),
    ),
}
UFUNCS |= {
    ufunc: getattr(anp, ufunc.__name__)
    for ufunc in (
        *(np.add, np.subtract, np.multiply, np.negative, np.square, np.sqrt, np.maximum, np.minimum),
        *(np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p, np.logaddexp, np.matmul),
        *(np.sin, np.cos, np.tan, np.arctan, np.sinh, np.cosh, np.tanh),
        *(np.deg2rad, np.radians, np.rad2deg, np.degrees),
    )
}


# sums and products


def _mean(a: Value, axis: Axis = None, *, keepdims: bool = False) -> Value:
    total = np.sum(a, axis=axis, keepdims=keepdims)
    return total * (max(np.size(total), 1) / np.size(a))


def _var(a: Value, axis: Axis = None, *, ddof: float = 0, keepdims: bool = False) -> Value:
    mean = np.mean(a, axis=axis, keepdims=True)
    apart = a - mean
    return np.sum(apart * apart, axis=axis, keepdims=keepdims) / (np.size(a) / np.size(mean) - ddof)


def _std(a: Value, axis: Axis = None, *, ddof: float = 0, keepdims: bool = False) -> Value:
    variance = _var(a, axis=axis, ddof=ddof, keepdims=keepdims)
    # One number does not vary; the root would have no slope at 0.
    return variance if np.size(variance) == np.size(a) else np.sqrt(variance)


def _prod(a: Value, axis: int | None = None) -> Value:
    if isinstance(axis, tuple):
        raise UnknownOperationError("np.prod with several axes")
    return functools.reduce(operator.mul, np.reshape(a, -1) if axis is None else np.moveaxis(a, axis, 0))


def _polyval(p: Value, x: Value) -> Value:
    at = admitted(x)
    return functools.reduce(lambda total, coefficient: total * at + coefficient, p, 0 * at)


def _dot(a: Value, b: Value) -> Value:
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return np.multiply(a, b)
    if np.ndim(a) > 1 and np.ndim(b) > 2:
        raise UnknownOperationError(f"np.dot with {np.ndim(a)} and {np.ndim(b)} axes")
    return np.matmul(a, b)


def _inner(a: Value, b: Value) -> Value:
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return np.multiply(a, b)
    return np.dot(a, np.transpose(b) if np.ndim(b) < 3 else np.moveaxis(b, -1, -2))


def _norm(x: Value, ord: Any = None, axis: Axis = None, keepdims: bool = False) -> Value:  # noqa: A002
    euclidean = ord is None or (ord == 2 and (np.ndim(x) == 1 or isinstance(axis, int)))
    if not (euclidean or ord == "fro"):
        raise UnknownOperationError(f"np.linalg.norm with ord={ord}")
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


def _einsum(subscripts: str, *operands: Value) -> Value:
    taken = subscripts.replace(" ", "").partition("->")[0].split(",")
    if len(taken) != len(operands) or "." in subscripts or any(len(set(own)) < len(own) for own in taken):
        raise UnknownOperationError(f"np.einsum({subscripts!r}, ...)")
    return anp.einsum(subscripts, *map(admitted, operands))


def _along(function: Callable[..., Value]) -> Callable[..., Value]:
    """Return a function of autograd's that goes along an axis, of no other arguments."""
    return lambda a, axis=None, *, keepdims=False: function(admitted(a), axis=axis, keepdims=keepdims)


# choices


def _where(condition: Value, x: Value, y: Value) -> Value:
    condition = np.array(plain(condition))
    if not (isinstance(gathered(x), Traced) or isinstance(gathered(y), Traced)):
        return np.where(condition, x, y)
    return _WHERE(condition, admitted(x), admitted(y))


def _clip(a: Value, a_min: Value = None, a_max: Value = None) -> Value:
    raised = a if a_min is None else np.maximum(a, a_min)
    return raised if a_max is None else np.minimum(raised, a_max)


def _take_along_axis(arr: Value, indices: Value, axis: int = -1) -> Value:
    grid = list(np.indices(indices.shape, sparse=True))
    grid[axis] = indices
    return arr[tuple(grid)]


def _take(a: Value, indices: Value, axis: int | None = None) -> Value:
    rows = np.reshape(a, -1) if axis is None else a
    return rows[(slice(None),) * ((axis or 0) % rows.ndim) + (np.asarray(indices),)]


def _repeat(a: Value, repeats: Any, axis: int | None = None) -> Value:
    count = a.size if axis is None else a.shape[axis]
    return np.take(a, np.repeat(np.arange(count), repeats), axis=axis)


def _sort(a: Value, axis: int = -1) -> Value:
    return np.take_along_axis(a, np.argsort(plain(a), axis=axis, kind="stable"), axis)


# shapes


def _transpose(a: Value, axes: Any = None) -> Value:
    return anp.transpose(admitted(a), None if axes is None else np.ravel(axes) % a.ndim)


def _swapaxes(a: Value, axis1: int, axis2: int) -> Value:
    order = list(range(a.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return np.transpose(a, order)


def _moveaxis(a: Value, source: int, destination: int) -> Value:
    order = [axis for axis in range(a.ndim) if axis != source % a.ndim]
    order.insert(destination % a.ndim, source % a.ndim)
    return np.transpose(a, order)


def _broadcast_to(array: Value, shape: Any) -> Value:
    np.broadcast_to(plain(array), shape)
    return np.zeros(shape) + array


def _flip(m: Value, axis: Axis = None) -> Value:
    axes = range(m.ndim) if axis is None else np.atleast_1d(axis) % m.ndim
    return m[tuple(slice(None, None, -1 if place in axes else 1) for place in range(m.ndim))]


def _roll(a: Value, shift: Any, axis: Any = None) -> Value:
    if axis is None:
        return np.reshape(anp.roll(np.ravel(a), int(np.sum(shift))), a.shape)
    pairs = np.broadcast(shift, axis)
    return functools.reduce(lambda rolled, pair: anp.roll(rolled, *map(int, pair)), pairs, admitted(a))


def _diagonal(a: Value) -> Value:
    places = np.arange(min(a.shape[:2]))
    return a[places, places]


# putting together


def _stack(arrays: Sequence[Value], axis: int = 0) -> Value:
    return anp.stack([admitted(each) for each in arrays], axis)


def _concatenate(arrays: Sequence[Value], axis: int = 0) -> Value:
    return anp.concatenate([admitted(each) for each in arrays], axis)


def _hstack(tup: Sequence[Value]) -> Value:
    parts = [np.reshape(part, (1,)) if np.ndim(part) == 0 else part for part in tup]
    return np.concatenate(parts, axis=0 if np.ndim(parts[0]) == 1 else 1)


def _vstack(tup: Sequence[Value]) -> Value:
    return np.concatenate([np.reshape(part, (1, -1)) if np.ndim(part) < 2 else part for part in tup])


def _column_stack(tup: Sequence[Value]) -> Value:
    return np.concatenate([np.reshape(p, (-1, 1)) if np.ndim(p) < 2 else p for p in tup], axis=1)


def _of_values(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that looks only at values, shapes and order."""

    def look(*inputs: Value, **keywords: Any) -> Any:
        return function(*map(plain, inputs), **{name: plain(given) for name, given in keywords.items()})

    return look


# What stands in for NumPy's functions where an input is traced.
ARRAY_FUNCTIONS |= {
    np.sum: _along(anp.sum),
    np.max: _along(anp.max),
    np.amax: _along(anp.max),
    np.min: _along(anp.min),
    np.amin: _along(anp.min),
    np.cumsum: lambda a, axis=None: anp.cumsum(admitted(a), axis=axis),
    np.mean: _mean,
    np.var: _var,
    np.std: _std,
    np.prod: _prod,
    np.diff: lambda a: a[..., 1:] - a[..., :-1],
    np.polyval: _polyval,
    np.dot: _dot,
    np.vdot: lambda a, b: np.matmul(np.ravel(a), np.ravel(b)),
    np.inner: _inner,
    np.outer: lambda a, b: np.ravel(a)[:, None] * np.ravel(b)[None, :],
    np.einsum: _einsum,
    np.trace: lambda a: np.sum(np.diagonal(a)),
    np.linalg.norm: _norm,
    np.where: _where,
    np.clip: _clip,
    np.take: _take,
    np.take_along_axis: _take_along_axis,
    np.repeat: _repeat,
    np.sort: _sort,
    np.reshape: lambda a, shape: anp.reshape(admitted(a), shape),
    np.ravel: lambda a: np.reshape(a, (-1,)),
    np.squeeze: lambda a, axis=None: np.reshape(a, np.squeeze(plain(a), axis).shape),
    np.expand_dims: lambda a, axis: np.reshape(a, np.expand_dims(plain(a), axis).shape),
    np.atleast_1d: lambda a: a if a.shape else np.reshape(a, (1,)),
    np.transpose: _transpose,
    np.swapaxes: _swapaxes,
    np.moveaxis: _moveaxis,
    np.broadcast_to: _broadcast_to,
    np.full_like: lambda a, fill_value: np.zeros(np.shape(a)) + fill_value,
    np.flip: _flip,
    np.roll: _roll,
    np.diagonal: _diagonal,
    np.diag: lambda v: np.diagonal(v) if v.ndim == 2 else np.eye(len(v)) * v,
    np.triu: lambda m, k=0: m * np.triu(np.ones(m.shape), k),
    np.tril: lambda m, k=0: m * np.tril(np.ones(m.shape), k),
    np.stack: _stack,
    np.concatenate: _concatenate,
    np.hstack: _hstack,
    np.vstack: _vstack,
    np.column_stack: _column_stack,
    np.append: lambda arr, values: np.concatenate([np.ravel(arr), np.ravel(values)]),
    np.real: _itself,
    np.copy: _itself,
}
ARRAY_FUNCTIONS |= {
    function: _of_values(function)
    for function in (
        *(np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.empty_like, np.iscomplexobj),
        *(np.argmax, np.argmin, np.argsort, np.any, np.all, np.nonzero, np.count_nonzero, np.searchsorted),
        *(np.isclose, np.allclose, np.array_equal, np.isrealobj, np.imag, np.isreal, np.argwhere),
    )
}
