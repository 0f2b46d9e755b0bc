"""Arithmetic on numbers of 50 digits, with a bound on the size of everything before it is computed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from mpmath.ctx_mp import MPContext

Scalar: TypeAlias = Any  # an mpf or mpc of the context below; mpmath has no types

# Set once, here: functions of an mpmath context read its precision but never change it, so that
# several threads may share it.
context = MPContext()
context.dps = 50

NAN: Scalar = context.nan
BEYOND: Scalar = context.inf

_ANGLE_BITS = 1000
_GROWTH_BITS = 20
_ANY_BITS = 1 << 40
_NEARLY_WHOLE = context.mpf(10) ** -40


class UndefinedError(ZeroDivisionError):
    """A value that does not exist on the real numbers."""


class OutOfReachError(OverflowError):
    """A value too large or too small to be computed."""


def scalar(value: object) -> Scalar:
    """Return any finite number as one of this module's context.

    Raises
    ------
    UndefinedError, OutOfReachError
        If `value` is nan or infinite.
    TypeError
        If `value` is no number.

    Examples
    --------
    >>> scalar(Fraction(1, 4))
    mpf('0.25')
    """
    if isinstance(value, Fraction):
        return _from_fraction(value)
    if isinstance(value, str):
        raise TypeError("a value is a number, not text")
    converted = context.convert(value)
    if context.isfinite(converted):
        return converted
    raise UndefinedError if context.isnan(converted) else OutOfReachError


@cache
def _constants() -> dict[str, Scalar]:
    return {"pi": +context.pi, "e": +context.e}


def constant(name: str) -> Scalar:
    """Return π or e to 50 digits."""
    return _constants()[name]


def _from_fraction(value: Fraction) -> Scalar:
    numerator = context.mpf(value.numerator)
    return numerator if value.denominator == 1 else numerator / value.denominator


def size(value: Scalar) -> int:
    """Return the number of bits before the point (negative for a small number)."""
    if isinstance(value, context.mpf):
        return int(value.exp + value.bc) if value else -_ANY_BITS
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
    """Return base ^ exponent; on the reals a negative base needs a whole exponent.

    Raises
    ------
    UndefinedError, OutOfReachError

    Examples
    --------
    >>> power(scalar(-2), scalar(3), real=True)
    mpf('-8.0')
    """
    if not base:
        return _power_of_zero(exponent)
    if real and base < 0:
        exponent = _whole(exponent)
    _check_power(base, exponent)
    return defined(base**exponent, real=real)


def _power_of_zero(exponent: Scalar) -> Scalar:
    if not isinstance(exponent, context.mpf) or exponent < 0:
        raise UndefinedError
    return context.zero if exponent else context.one


def _whole(exponent: Scalar) -> Scalar:
    nearest = context.nint(exponent) if size(exponent) < _ANGLE_BITS else exponent
    if abs(exponent - nearest) > _NEARLY_WHOLE:
        raise UndefinedError
    return nearest


def _check_power(base: Scalar, exponent: Scalar) -> None:
    bits = size(exponent)
    if bits + abs(size(base)).bit_length() <= _GROWTH_BITS:
        return
    if bits > _ANGLE_BITS or abs(size(base)) > 1 or size(exponent * context.ln(base)) > _GROWTH_BITS:
        raise OutOfReachError


# functions of one number

Function: TypeAlias = Callable[[Scalar], Scalar]


def _over(function: Function) -> Function:
    return lambda x: 1 / function(x)


def _of_reciprocal(function: Function) -> Function:
    return lambda x: function(1 / x)


def _arccot(x: Scalar) -> Scalar:
    return context.atan(1 / x) if x else context.pi / 2


def _cbrt(x: Scalar) -> Scalar:
    return -context.cbrt(-x) if isinstance(x, context.mpf) and x < 0 else context.cbrt(x)


def _log_one_plus(small: Scalar) -> Scalar:
    return 2 * context.atanh(small / (2 + small))


def _softplus(x: Scalar) -> Scalar:
    if isinstance(x, context.mpf) and x < 0:
        return _log_one_plus(context.exp(x))
    return x + _log_one_plus(context.exp(-x))


def ordered(value: Scalar) -> Scalar:
    """Return a number that can be compared with others."""
    if isinstance(value, context.mpf):
        return value
    if value.imag:
        raise UndefinedError
    return value.real


def _sign(x: Scalar) -> Scalar:
    return context.mpf((ordered(x) > 0) - (ordered(x) < 0))


_FUNCTIONS: dict[str, tuple[Function, int]] = {
    "sin": (context.sin, _ANGLE_BITS),
    "cos": (context.cos, _ANGLE_BITS),
    "tan": (context.tan, _ANGLE_BITS),
    "cot": (lambda x: context.cos(x) / context.sin(x), _ANGLE_BITS),
    "sec": (_over(context.cos), _ANGLE_BITS),
    "csc": (_over(context.sin), _ANGLE_BITS),
    "sinh": (context.sinh, _GROWTH_BITS),
    "cosh": (context.cosh, _GROWTH_BITS),
    "tanh": (context.tanh, _GROWTH_BITS),
    "coth": (_over(context.tanh), _GROWTH_BITS),
    "sech": (_over(context.cosh), _GROWTH_BITS),
    "csch": (_over(context.sinh), _GROWTH_BITS),
    "arcsin": (context.asin, _ANY_BITS),
    "arccos": (context.acos, _ANY_BITS),
    "arctan": (context.atan, _ANY_BITS),
    "arccot": (_arccot, _ANY_BITS),
    "arcsec": (_of_reciprocal(context.acos), _ANY_BITS),
    "arccsc": (_of_reciprocal(context.asin), _ANY_BITS),
    "arcsinh": (context.asinh, _ANY_BITS),
    "arccosh": (context.acosh, _ANY_BITS),
    "arctanh": (context.atanh, _ANY_BITS),
    "arccoth": (_of_reciprocal(context.atanh), _ANY_BITS),
    "arcsech": (_of_reciprocal(context.acosh), _ANY_BITS),
    "arccsch": (_of_reciprocal(context.asinh), _ANY_BITS),
    "exp": (context.exp, _GROWTH_BITS),
    "log": (context.ln, _ANY_BITS),
    "sqrt": (context.sqrt, _ANY_BITS),
    "cbrt": (_cbrt, _ANY_BITS),
    "abs": (abs, _ANY_BITS),
    "sign": (_sign, _ANY_BITS),
    "heaviside": (lambda x: (1 + _sign(x)) / 2, _ANY_BITS),
    "relu": (lambda x: max(ordered(x), context.zero), _ANY_BITS),
    "sigmoid": (lambda x: 1 / (1 + context.exp(-x)), _GROWTH_BITS),
    "softplus": (_softplus, _GROWTH_BITS),
}
ELEMENTWISE = frozenset(_FUNCTIONS)


def apply(name: str, value: Scalar, *, real: bool) -> Scalar:
    """Return the function `name` of one number.

    Examples
    --------
    >>> apply("relu", scalar(-3), real=True)
    mpf('0.0')
    """
    function, bits = _FUNCTIONS[name]
    if size(value) > (bits if isinstance(value, context.mpf) else min(bits, _GROWTH_BITS)):
        raise OutOfReachError
    return defined(function(value), real=real)
