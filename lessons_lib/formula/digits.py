"""Arithmetic on numbers of 50 digits, with a bound on the size of everything before it is computed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from mpmath.ctx_mp import MPContext

from .errors import OutOfReachError, UndefinedError

Scalar: TypeAlias = Any  # an mpf or mpc of the context below; mpmath has no types

# Set once, here: functions of an mpmath context read its precision but never change it, so that
# several threads may share it.
context = MPContext()
context.dps = 50

NAN: Scalar = context.nan
BEYOND: Scalar = context.inf

ANGLE_BITS = 1000
GROWTH_BITS = 20
ANY_BITS = 1 << 40
_NEARLY_WHOLE = context.mpf(10) ** -40


def scalar(value: object) -> Scalar:
    """Return any finite number as one of this module's context."""
    if isinstance(value, Fraction):
        numerator = context.mpf(value.numerator)
        return numerator if value.denominator == 1 else numerator / value.denominator
    if isinstance(value, str):
        raise TypeError("a value is a number, not text")
    converted = context.convert(value)
    if context.isfinite(converted):
        return converted
    raise UndefinedError if context.isnan(converted) else OutOfReachError


@cache
def constant(name: str) -> Scalar:
    return +getattr(context, name)


def size(value: Scalar) -> int:
    """Return the number of bits before the point (negative for a small number)."""
    if isinstance(value, context.mpf):
        return int(value.exp + value.bc) if value else -ANY_BITS
    return max(size(value.real), size(value.imag))


def _is_special(value: Scalar) -> bool:
    return not value.man and bool(value.exp)


def defined(value: Scalar, *, real: bool) -> Scalar:
    """Return `value` if it is finite and, where `real`, real."""
    if isinstance(value, context.mpf):
        if _is_special(value):
            raise UndefinedError
        return value
    if real or _is_special(value.real) or _is_special(value.imag):
        raise UndefinedError
    return value


# powers


def power(base: Scalar, exponent: Scalar, *, real: bool) -> Scalar:
    """Return base ^ exponent; on the reals a negative base needs a whole exponent."""
    if not base:
        if not isinstance(exponent, context.mpf) or exponent < 0:
            raise UndefinedError
        return context.zero if exponent else context.one
    if real and base < 0:
        exponent = _whole(exponent)
    _check_power(base, exponent)
    return defined(base**exponent, real=real)


def _whole(exponent: Scalar) -> Scalar:
    nearest = context.nint(exponent) if size(exponent) < ANGLE_BITS else exponent
    if abs(exponent - nearest) > _NEARLY_WHOLE:
        raise UndefinedError
    return nearest


def _check_power(base: Scalar, exponent: Scalar) -> None:
    bits = size(exponent)
    if bits + abs(size(base)).bit_length() <= GROWTH_BITS:
        return
    if bits > ANGLE_BITS or abs(size(base)) > 1 or size(exponent * context.ln(base)) > GROWTH_BITS:
        raise OutOfReachError


# functions of one number

Function: TypeAlias = Callable[[Scalar], Scalar]


def over(function: Function) -> Function:
    return lambda x: 1 / function(x)


def of_reciprocal(function: Function) -> Function:
    return lambda x: function(1 / x)


def arccot(x: Scalar) -> Scalar:
    return context.atan(1 / x) if x else context.pi / 2


def cbrt(x: Scalar) -> Scalar:
    return -context.cbrt(-x) if isinstance(x, context.mpf) and x < 0 else context.cbrt(x)


def _log_one_plus(small: Scalar) -> Scalar:
    return 2 * context.atanh(small / (2 + small))


def softplus(x: Scalar) -> Scalar:
    if isinstance(x, context.mpf) and x < 0:
        return _log_one_plus(context.exp(x))
    return x + _log_one_plus(context.exp(-x))


def ordered(value: Scalar) -> Scalar:
    if isinstance(value, context.mpf):
        return value
    if value.imag:
        raise UndefinedError
    return value.real


def sign(x: Scalar) -> Scalar:
    return context.mpf((ordered(x) > 0) - (ordered(x) < 0))


def cot(x: Scalar) -> Scalar:
    return context.cos(x) / context.sin(x)


def heaviside(x: Scalar) -> Scalar:
    return (1 + sign(x)) / 2


def relu(x: Scalar) -> Scalar:
    return max(ordered(x), context.zero)


def sigmoid(x: Scalar) -> Scalar:
    return 1 / (1 + context.exp(-x))
