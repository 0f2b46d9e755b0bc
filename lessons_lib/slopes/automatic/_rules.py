"""The one table of derivative rules that dual numbers and the tape share.

A rule of an entry-by-entry operation takes t, a tangent or an adjoint, then the output y and the inputs,
and gives t times the partial derivative. At a kink, where there is none, it gives what the code of a
textbook gives: 0 for abs at 0; at a tie of maximum or minimum, the slope of a constant if one is there.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from lessons_lib.slopes.automatic._operations import Bilinear, Elementwise, Linear, Operation, unbroadcast

Value = Any


def _exponent_less_one(b: Value) -> Value:
    """Return b - 1, and 0 for b = 0: the slope of x**0 is 0 also at x = 0, where x**-1 is infinite."""
    if isinstance(b, int | float):
        return b - 1 if b else 0
    return np.where(b == 0, 0.0, b - 1)[()]


def _log_of_base(a: Value, b: Value) -> Value:
    """Return log a, and 0 where a = 0 < b: there a**b = 0 for every b near."""
    return np.log(np.where((a == 0) & (b > 0), 1.0, a))


ADD = Elementwise(operator.add, lambda t, y, a, b: t, lambda t, y, a, b: t)
SUBTRACT = Elementwise(operator.sub, lambda t, y, a, b: t, lambda t, y, a, b: -t)
MULTIPLY = Elementwise(operator.mul, lambda t, y, a, b: t * b, lambda t, y, a, b: t * a)
DIVIDE = Elementwise(np.divide, lambda t, y, a, b: t / b, lambda t, y, a, b: -t * y / b)
POWER = Elementwise(
    operator.pow,
    lambda t, y, a, b: t * (b * a ** _exponent_less_one(b)),
    lambda t, y, a, b: t * (y * _log_of_base(a, b)),
)
SQUARE = Elementwise(np.square, lambda t, y, x: t * (2 * x))
NEGATIVE = Elementwise(operator.neg, lambda t, y, x: -t)
ABSOLUTE = Elementwise(np.abs, lambda t, y, x: t * np.sign(x))
# At a tie the second input decides; a constant is put second.
MAXIMUM = Elementwise(
    np.maximum, lambda t, y, a, b: np.where(a > b, t, 0.0), lambda t, y, a, b: np.where(a <= b, t, 0.0)
)
MINIMUM = Elementwise(
    np.minimum, lambda t, y, a, b: np.where(a < b, t, 0.0), lambda t, y, a, b: np.where(a >= b, t, 0.0)
)
WHERE = Elementwise(
    np.where,
    lambda t, y, condition, a, b: t * 0.0,
    lambda t, y, condition, a, b: np.where(condition, t, 0.0),
    lambda t, y, condition, a, b: np.where(condition, 0.0, t),
)

ELEMENTWISE: dict[np.ufunc, Elementwise] = {
    np.add: ADD,
    np.subtract: SUBTRACT,
    np.multiply: MULTIPLY,
    np.divide: DIVIDE,
    np.power: POWER,
    np.float_power: POWER,
    np.square: SQUARE,
    np.negative: NEGATIVE,
    np.absolute: ABSOLUTE,
    np.fabs: ABSOLUTE,
    np.maximum: MAXIMUM,
    np.minimum: MINIMUM,
    np.positive: Elementwise(operator.pos, lambda t, y, x: t),
    np.conjugate: Elementwise(operator.pos, lambda t, y, x: t),
    np.reciprocal: Elementwise(np.reciprocal, lambda t, y, x: -t * y * y),
    np.sqrt: Elementwise(np.sqrt, lambda t, y, x: t * (0.5 / y)),
    np.cbrt: Elementwise(np.cbrt, lambda t, y, x: t * (1 / (3 * y * y))),
    np.exp: Elementwise(np.exp, lambda t, y, x: t * y),
    np.exp2: Elementwise(np.exp2, lambda t, y, x: t * (y * np.log(2))),
    np.expm1: Elementwise(np.expm1, lambda t, y, x: t * (y + 1)),
    np.log: Elementwise(np.log, lambda t, y, x: t / x),
    np.log2: Elementwise(np.log2, lambda t, y, x: t / (x * np.log(2))),
    np.log10: Elementwise(np.log10, lambda t, y, x: t / (x * np.log(10))),
    np.log1p: Elementwise(np.log1p, lambda t, y, x: t / (1 + x)),
    np.sin: Elementwise(np.sin, lambda t, y, x: t * np.cos(x)),
    np.cos: Elementwise(np.cos, lambda t, y, x: -t * np.sin(x)),
    np.tan: Elementwise(np.tan, lambda t, y, x: t * (1 + y * y)),
    np.arcsin: Elementwise(np.arcsin, lambda t, y, x: t / np.sqrt((1 - x) * (1 + x))),
    np.arccos: Elementwise(np.arccos, lambda t, y, x: -t / np.sqrt((1 - x) * (1 + x))),
    np.arctan: Elementwise(np.arctan, lambda t, y, x: t / (1 + x * x)),
    np.sinh: Elementwise(np.sinh, lambda t, y, x: t * np.cosh(x)),
    np.cosh: Elementwise(np.cosh, lambda t, y, x: t * np.sinh(x)),
    np.tanh: Elementwise(np.tanh, lambda t, y, x: t * ((1 - y) * (1 + y))),
    np.arcsinh: Elementwise(np.arcsinh, lambda t, y, x: t / np.hypot(1.0, x)),
    np.arccosh: Elementwise(np.arccosh, lambda t, y, x: t / (np.sqrt(x - 1) * np.sqrt(x + 1))),
    np.arctanh: Elementwise(np.arctanh, lambda t, y, x: t / ((1 - x) * (1 + x))),
    np.deg2rad: Elementwise(np.deg2rad, lambda t, y, x: np.deg2rad(t)),
    np.radians: Elementwise(np.radians, lambda t, y, x: np.radians(t)),
    np.rad2deg: Elementwise(np.rad2deg, lambda t, y, x: np.rad2deg(t)),
    np.degrees: Elementwise(np.degrees, lambda t, y, x: np.degrees(t)),
    np.hypot: Elementwise(np.hypot, lambda t, y, a, b: t * (a / y), lambda t, y, a, b: t * (b / y)),
    np.arctan2: Elementwise(
        np.arctan2,
        lambda t, y, a, b: t * (b / (a * a + b * b)),
        lambda t, y, a, b: -t * (a / (a * a + b * b)),
    ),
    np.logaddexp: Elementwise(
        np.logaddexp, lambda t, y, a, b: t * np.exp(a - y), lambda t, y, a, b: t * np.exp(b - y)
    ),
    np.remainder: Elementwise(
        np.remainder, lambda t, y, a, b: t, lambda t, y, a, b: -t * np.floor_divide(a, b)
    ),
}


# linear operations: transposed(place, adjoint, inputs, **keywords)


def _sum_transposed(place: int, adjoint: Value, inputs: Value, axis: Any, keepdims: bool) -> Value:
    shape = inputs[0].shape
    axes = range(len(shape)) if axis is None else np.atleast_1d(axis) % len(shape)
    kept = tuple(1 if place in axes else size for place, size in enumerate(shape))
    return np.broadcast_to(np.reshape(adjoint, kept), shape)


def _reshape_transposed(place: int, adjoint: Value, inputs: Value, shape: Any) -> Value:
    return np.reshape(adjoint, inputs[0].shape)


def _transpose_transposed(place: int, adjoint: Value, inputs: Value, axes: Any) -> Value:
    return np.transpose(adjoint, None if axes is None else np.argsort(np.asarray(axes) % len(axes)))


def _broadcast_transposed(place: int, adjoint: Value, inputs: Value, shape: Any) -> Value:
    return unbroadcast(adjoint, inputs[0].shape)


def _cumulate_transposed(place: int, adjoint: Value, inputs: Value, axis: int) -> Value:
    return np.flip(np.cumsum(np.flip(adjoint, axis), axis=axis), axis)


def _flip_transposed(place: int, adjoint: Value, inputs: Value, axis: Any) -> Value:
    return np.flip(adjoint, axis)


def _roll_transposed(place: int, adjoint: Value, inputs: Value, shift: Any, axis: Any) -> Value:
    return np.roll(adjoint, tuple(-s for s in shift) if isinstance(shift, tuple) else -shift, axis)


def _stack_transposed(place: int, adjoint: Value, inputs: Value, axis: int) -> Value:
    return adjoint[(slice(None),) * (axis % adjoint.ndim) + (place,)]


def _concatenate_transposed(place: int, adjoint: Value, inputs: Value, axis: int) -> Value:
    along = axis % adjoint.ndim
    start = sum(np.shape(given)[along] for given in inputs[:place])
    stop = start + inputs[place].shape[along]
    return adjoint[(slice(None),) * along + (slice(start, stop),)]


def _take_transposed(place: int, adjoint: Value, inputs: Value, key: Any) -> Value:
    return put(adjoint, key=key, shape=inputs[0].shape)


def put(entries: Value, key: Any, shape: tuple[int, ...]) -> Value:
    """Return zeros of that shape with the entries added at ``[key]``: the transpose of taking them."""
    if not isinstance(entries, np.ndarray | np.generic):
        return entries.through(PUT, key=key, shape=shape)
    filled = np.zeros(shape)
    if _without_repeats(key):
        filled[key] = entries
    else:
        np.add.at(filled, key, entries)
    return filled


def _without_repeats(key: Any) -> bool:
    parts = key if isinstance(key, tuple) else (key,)
    return all(part is None or part is Ellipsis or isinstance(part, int | slice) for part in parts)


def _put_transposed(place: int, adjoint: Value, inputs: Value, key: Any, shape: Any) -> Value:
    return adjoint[key]


SUM = Linear(np.sum, _sum_transposed)
RESHAPE = Linear(np.reshape, _reshape_transposed)
TRANSPOSE = Linear(np.transpose, _transpose_transposed)
BROADCAST = Linear(np.broadcast_to, _broadcast_transposed)
CUMULATE = Linear(np.cumsum, _cumulate_transposed)
FLIP = Linear(np.flip, _flip_transposed)
ROLL = Linear(np.roll, _roll_transposed)
STACK = Linear(lambda *arrays, axis: np.stack(arrays, axis=axis), _stack_transposed)
CONCATENATE = Linear(lambda *arrays, axis: np.concatenate(arrays, axis=axis), _concatenate_transposed)
TAKE = Linear(lambda array, key: array[key], _take_transposed)
PUT = Linear(put, _put_transposed)


# the matrix product


def _as_matrices(adjoint: Value, a: Value, b: Value) -> tuple[Value, Value, Value]:
    """Return a as rows, b as columns, and the adjoint of their product as a matrix."""
    if np.ndim(b) == 1:
        adjoint, b = adjoint[..., None], b[:, None]
    if np.ndim(a) == 1:
        adjoint, a = adjoint[..., None, :], a[None, :]
    return adjoint, a, b


def _left_of_product(adjoint: Value, a: Value, b: Value) -> Value:
    whole, rows, columns = _as_matrices(adjoint, a, b)
    found = np.matmul(whole, np.swapaxes(columns, -1, -2))
    return np.reshape(unbroadcast(found, rows.shape), a.shape)


def _right_of_product(adjoint: Value, a: Value, b: Value) -> Value:
    whole, rows, columns = _as_matrices(adjoint, a, b)
    found = np.matmul(np.swapaxes(rows, -1, -2), whole)
    return np.reshape(unbroadcast(found, columns.shape), b.shape)


MATMUL: Operation = Bilinear(np.matmul, _left_of_product, _right_of_product)
