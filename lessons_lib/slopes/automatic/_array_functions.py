"""NumPy's array functions on traced values: those with a rule, and those that are made from others."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lessons_lib.slopes.automatic import _rules as rules
from lessons_lib.slopes.automatic._known import ARRAY_FUNCTIONS, instead_of
from lessons_lib.slopes.automatic._traced import apply, plain

Value = Any
Axis = int | tuple[int, ...] | None


# sums and products


@instead_of(np.sum)
def _sum(a: Value, axis: Axis = None, *, keepdims: bool = False) -> Value:
    return apply(rules.SUM, a, axis=axis, keepdims=keepdims)


@instead_of(np.mean)
def _mean(a: Value, axis: Axis = None, *, keepdims: bool = False) -> Value:
    total = np.sum(a, axis=axis, keepdims=keepdims)
    return total * (max(np.size(total), 1) / a.size)


@instead_of(np.var)
def _var(a: Value, axis: Axis = None, *, ddof: float = 0, keepdims: bool = False) -> Value:
    count = a.size / np.size(np.mean(a, axis=axis))
    apart = a - np.mean(a, axis=axis, keepdims=True)
    return np.sum(apart * apart, axis=axis, keepdims=keepdims) / (count - ddof)


@instead_of(np.std)
def _std(a: Value, axis: Axis = None, *, ddof: float = 0, keepdims: bool = False) -> Value:
    return np.sqrt(_var(a, axis=axis, ddof=ddof, keepdims=keepdims))


@instead_of(np.prod)
def _prod(a: Value, axis: int | None = None) -> Value:
    entries = np.reshape(a, -1) if axis is None else np.moveaxis(a, axis, 0)
    return functools.reduce(operator.mul, entries)


@instead_of(np.cumsum)
def _cumsum(a: Value, axis: int | None = None) -> Value:
    entries = np.reshape(a, -1) if axis is None else a
    return apply(rules.CUMULATE, entries, axis=axis or 0)


@instead_of(np.diff)
def _diff(a: Value) -> Value:
    return a[..., 1:] - a[..., :-1]


@instead_of(np.polyval)
def _polyval(p: Value, x: Value) -> Value:
    return functools.reduce(lambda total, coefficient: total * x + coefficient, p, 0 * x)


# choices


@instead_of(np.where)
def _where(condition: Value, x: Value, y: Value) -> Value:
    if not any(plain(given) is not given for given in (x, y)):
        return np.where(plain(condition), x, y)
    return apply(rules.WHERE, plain(condition), x, y)


@instead_of(np.clip)
def _clip(a: Value, a_min: Value = None, a_max: Value = None) -> Value:
    raised = a if a_min is None else np.maximum(a, a_min)
    return raised if a_max is None else np.minimum(raised, a_max)


def _extreme(place_of: Callable[..., Any]) -> Callable[..., Value]:
    """Return np.max or np.min, made from the place of the first extreme entry."""

    def extreme(a: Value, axis: int | None = None, *, keepdims: bool = False) -> Value:
        rows = np.reshape(a, (-1,)) if axis is None else np.moveaxis(a, axis, -1)
        places = np.expand_dims(place_of(plain(rows), axis=-1), -1)
        chosen = np.take_along_axis(rows, places, -1)[..., 0]
        if not keepdims:
            return chosen
        return np.reshape(chosen, (1,) * a.ndim) if axis is None else np.expand_dims(chosen, axis)

    return extreme


ARRAY_FUNCTIONS[np.max] = ARRAY_FUNCTIONS[np.amax] = _extreme(np.argmax)
ARRAY_FUNCTIONS[np.min] = ARRAY_FUNCTIONS[np.amin] = _extreme(np.argmin)


@instead_of(np.take_along_axis)
def _take_along_axis(arr: Value, indices: Value, axis: int = -1) -> Value:
    grid = list(np.indices(indices.shape, sparse=True))
    grid[axis] = indices
    return arr[tuple(grid)]


@instead_of(np.take)
def _take(a: Value, indices: Value, axis: int | None = None) -> Value:
    rows = np.reshape(a, -1) if axis is None else a
    return rows[(slice(None),) * ((axis or 0) % rows.ndim) + (np.asarray(indices),)]


@instead_of(np.repeat)
def _repeat(a: Value, repeats: Any, axis: int | None = None) -> Value:
    count = a.size if axis is None else a.shape[axis]
    return np.take(a, np.repeat(np.arange(count), repeats), axis=axis)


@instead_of(np.sort)
def _sort(a: Value, axis: int = -1) -> Value:
    return np.take_along_axis(a, np.argsort(plain(a), axis=axis, kind="stable"), axis)


# shapes


@instead_of(np.reshape)
def _reshape(a: Value, shape: Any) -> Value:
    return apply(rules.RESHAPE, a, shape=shape)


@instead_of(np.ravel)
def _ravel(a: Value) -> Value:
    return apply(rules.RESHAPE, a, shape=(-1,))


@instead_of(np.squeeze)
def _squeeze(a: Value, axis: Axis = None) -> Value:
    return apply(rules.RESHAPE, a, shape=np.squeeze(np.empty(a.shape), axis).shape)


@instead_of(np.expand_dims)
def _expand_dims(a: Value, axis: int) -> Value:
    return apply(rules.RESHAPE, a, shape=np.expand_dims(np.empty(a.shape), axis).shape)


@instead_of(np.atleast_1d)
def _atleast_1d(a: Value) -> Value:
    return a if a.shape else np.reshape(a, (1,))


@instead_of(np.transpose)
def _transpose(a: Value, axes: Any = None) -> Value:
    return apply(rules.TRANSPOSE, a, axes=axes)


@instead_of(np.swapaxes)
def _swapaxes(a: Value, axis1: int, axis2: int) -> Value:
    order = list(range(a.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return apply(rules.TRANSPOSE, a, axes=order)


@instead_of(np.moveaxis)
def _moveaxis(a: Value, source: int, destination: int) -> Value:
    order = [axis for axis in range(a.ndim) if axis != source % a.ndim]
    order.insert(destination % a.ndim, source % a.ndim)
    return apply(rules.TRANSPOSE, a, axes=order)


@instead_of(np.broadcast_to)
def _broadcast_to(array: Value, shape: Any) -> Value:
    return apply(rules.BROADCAST, array, shape=shape)


@instead_of(np.full_like)
def _full_like(a: Value, fill_value: Value) -> Value:
    return np.zeros(np.shape(a)) + fill_value


@instead_of(np.flip)
def _flip(m: Value, axis: Axis = None) -> Value:
    return apply(rules.FLIP, m, axis=axis)


@instead_of(np.roll)
def _roll(a: Value, shift: Any, axis: Any = None) -> Value:
    return apply(rules.ROLL, a, shift=shift, axis=axis)


@instead_of(np.diagonal)
def _diagonal(a: Value) -> Value:
    places = np.arange(min(a.shape[:2]))
    return a[places, places]


@instead_of(np.diag)
def _diag(v: Value) -> Value:
    if v.ndim == 2:
        return np.diagonal(v)
    return np.eye(len(v)) * v


@instead_of(np.triu)
def _triu(m: Value, k: int = 0) -> Value:
    return m * np.triu(np.ones(m.shape), k)


@instead_of(np.tril)
def _tril(m: Value, k: int = 0) -> Value:
    return m * np.tril(np.ones(m.shape), k)


# putting together


@instead_of(np.stack)
def _stack(arrays: Sequence[Value], axis: int = 0) -> Value:
    return apply(rules.STACK, *arrays, axis=axis)


@instead_of(np.concatenate)
def _concatenate(arrays: Sequence[Value], axis: int = 0) -> Value:
    return apply(rules.CONCATENATE, *arrays, axis=axis)


@instead_of(np.hstack)
def _hstack(tup: Sequence[Value]) -> Value:
    parts = [np.reshape(part, (1,)) if np.ndim(part) == 0 else part for part in tup]
    return np.concatenate(parts, axis=0 if np.ndim(parts[0]) == 1 else 1)


@instead_of(np.vstack)
def _vstack(tup: Sequence[Value]) -> Value:
    return np.concatenate([np.reshape(part, (1, -1)) if np.ndim(part) < 2 else part for part in tup])


@instead_of(np.column_stack)
def _column_stack(tup: Sequence[Value]) -> Value:
    return np.concatenate([np.reshape(p, (-1, 1)) if np.ndim(p) < 2 else p for p in tup], axis=1)


@instead_of(np.append)
def _append(arr: Value, values: Value) -> Value:
    return np.concatenate([np.ravel(arr), np.ravel(values)])


# what looks only at values, shapes and order


def _of_values(function: Callable[..., Any]) -> Callable[..., Any]:
    def look(*inputs: Value, **keywords: Any) -> Any:
        return function(*map(plain, inputs), **{name: plain(given) for name, given in keywords.items()})

    return look


for _function in (
    *(np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.empty_like, np.iscomplexobj),
    *(np.argmax, np.argmin, np.argsort, np.any, np.all, np.nonzero, np.count_nonzero, np.searchsorted),
    *(np.isclose, np.allclose, np.array_equal, np.isrealobj, np.imag, np.isreal, np.argwhere),
):
    ARRAY_FUNCTIONS[_function] = _of_values(_function)

ARRAY_FUNCTIONS[np.real] = ARRAY_FUNCTIONS[np.copy] = lambda a: a
