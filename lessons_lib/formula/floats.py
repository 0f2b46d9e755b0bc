"""The numeric meaning of every operation, on NumPy numbers and arrays, real or complex.

Real numbers: nan outside the real domain, also for 1/0 and log 0; overflow gives inf. Complex numbers are
there for the complex step: each function is continued analytically from the nearest real point, so abs is
z or −z by the sign of the real part, and which side of a kink z lies on is decided by its real part.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

Value = Any
Unary = Callable[[Value], Value]

NAN = np.float64("nan")


def where(condition: Value, yes: Value, no: Value) -> Value:
    """Choose entry by entry; numbers stay numbers."""
    chosen: Value = np.where(condition, yes, no)
    return chosen[()]


def _is_complex(x: Value) -> bool:
    return bool(x.dtype.kind == "c")


def divide(a: Value, b: Value) -> Value:
    """Return a / b, nan where b is 0."""
    if b.ndim == 0:
        return a / b if b else a * NAN
    return a / where(b == 0, NAN, b)


def power(base: Value, exponent: Value) -> Value:
    """Return base**exponent on the reals; nan for a negative base and a broken exponent, and for 0**-1."""
    undefined = (base == 0) & (np.real(exponent) < 0)
    result = np.power(base, exponent)
    return where(undefined, NAN, result) if np.any(undefined) else result


def reciprocal(x: Value) -> Value:
    return divide(np.float64(1), x)


def log(x: Value) -> Value:
    """Return the natural logarithm, nan at 0."""
    if x.ndim == 0:
        return np.log(x) if x else x * NAN
    return np.log(where(x == 0, NAN, x))


def cbrt(x: Value) -> Value:
    if not _is_complex(x):
        return np.cbrt(x)
    side = _side(x)
    return side * np.power(side * x, 1 / 3)


def _side(x: Value) -> Value:
    return where(np.real(x) < 0, -1.0, 1.0)


def absolute(x: Value) -> Value:
    return x * _side(x) if _is_complex(x) else np.abs(x)


def _smooth_size(x: Value) -> Value:
    """Return the size of x without a kink of its own: at 0 what traces slopes sees x, not |x|."""
    return np.abs(x) if isinstance(x, np.ndarray | np.generic) and not _is_complex(x) else x * _side(x)


def sign(x: Value) -> Value:
    return np.sign(np.real(x)) + 0 * x


def heaviside(x: Value) -> Value:
    """Return 0 left of 0, 1 right of it, and 1/2 there."""
    return np.heaviside(np.real(x), 0.5) + 0 * x


def relu(x: Value) -> Value:
    return where(np.real(x) > 0, x, 0 * x)


def larger(a: Value, b: Value) -> Value:
    return where(np.real(a) > np.real(b), a + 0 * b, b + 0 * a)


def smaller(a: Value, b: Value) -> Value:
    return where(np.real(a) < np.real(b), a + 0 * b, b + 0 * a)


def level(a: Value, b: Value) -> Value:
    """Return the larger of two real parts: a number to measure from, whose own slope does not matter."""
    return np.maximum(np.real(a), np.real(b))


def sigmoid(x: Value) -> Value:
    decay = np.exp(-_smooth_size(x))
    return where(np.real(x) < 0, decay, 1.0) / (1 + decay)


def softplus(x: Value) -> Value:
    return where(np.real(x) < 0, 0 * x, x) + np.log1p(np.exp(-_smooth_size(x)))


def cot(x: Value) -> Value:
    return divide(np.cos(x), np.sin(x))


def arccot(x: Value) -> Value:
    """Return arctan(1/x), and π/2 at 0."""
    return where(x == 0, np.pi / 2, np.arctan(reciprocal(x)))


def _of_reciprocal(function: Unary) -> Unary:
    return lambda x: function(reciprocal(x))


def _reciprocal_of(function: Unary) -> Unary:
    return lambda x: reciprocal(function(x))


def _finite(function: Unary) -> Unary:
    """Return the function with its infinite values at the ends of its domain made undefined."""

    def defined(x: Value) -> Value:
        y = function(x)
        return where(np.isinf(y), NAN, y)

    return defined


@cache
def kink(left: float, right: float) -> Unary:
    """Return the function that is `left` below 0, `right` above it, and undefined there."""

    def slope(x: Value) -> Value:
        real = np.real(x)
        return where(real > 0, right, where(real < 0, left, NAN)) + 0 * x

    return slope


def base_log(base: Value, exponent: Value) -> Value:
    """Return the logarithm of the base, where it is multiplied by base**exponent: 0 for the base 0."""
    vanishes = (np.real(base) == 0) & (np.real(exponent) > 0)
    return where(vanishes, 0 * base, log(base))


def one(base: Value, _: Value) -> Value:
    """Return 1 wherever the base is defined: x^0."""
    return 0 * base + 1


sec, csc = _reciprocal_of(np.cos), _reciprocal_of(np.sin)
coth, sech, csch = _reciprocal_of(np.tanh), _reciprocal_of(np.cosh), _reciprocal_of(np.sinh)
arcsec, arccsc = _of_reciprocal(np.arccos), _of_reciprocal(np.arcsin)
arctanh, arccoth = _finite(np.arctanh), _finite(_of_reciprocal(np.arctanh))
arcsech, arccsch = _of_reciprocal(np.arccosh), _of_reciprocal(np.arcsinh)
