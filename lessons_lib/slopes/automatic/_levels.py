"""Derivatives inside derivatives: each has its level, and its values end with it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from lessons_lib.slopes.automatic._refusals import LostDerivativeError, kept_from_before
from lessons_lib.slopes.automatic._traced import Traced, gathered

Value = Any

_levels = itertools.count()
_open: set[int] = set()


@contextmanager
def innermost() -> Iterator[int]:
    """Give a derivative its level: one that begins later lies inside those under way, and is higher."""
    level = next(_levels)
    _open.add(level)
    try:
        yield level
    finally:
        _open.discard(level)


def run(f: Callable[[Any], Any], x: Traced) -> Value:
    """Return what f makes of a traced value.

    Raises
    ------
    ValueError
        If that is not a number or an array of real numbers.
    TypeError
        If f loses the derivative, or does something that has no rule.
    """
    try:
        return _output(f(x))
    except ValueError as error:
        # NumPy reports a traced value written into an array by an error of its own.
        if isinstance(error.__cause__, LostDerivativeError):
            raise error.__cause__ from None
        raise


def _output(given: Any) -> Value:
    """Return what a function gave as a real array; lists of traced values become traced arrays."""
    try:
        array = gathered(given)
    except ValueError as error:
        raise ValueError(f"f must return a number or an array of one shape: {error}") from error
    if isinstance(array, Traced):
        return _under_way(array)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"f must return real numbers: got {given!r}")
    return array.astype(np.float64)[()]


def finished(value: Value) -> Value:
    """Return a result as a float or an array of its own, without −0; a traced one as it is."""
    if isinstance(value, Traced):
        return _under_way(value)
    array = np.asarray(value) + 0.0
    return array if array.ndim else float(array)


def _under_way(value: Traced) -> Traced:
    if value.level not in _open:
        kept_from_before()
    return value
