"""The functions of the notation on balls: the value, and how far an error in the input can carry."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, TypeAlias

from mpmath import libmp

from lessons_lib.formula import OutOfReachError, UndefinedError

from ._ball import NEAREST, Ball, Raw, UnresolvedError, either, size

BallFunction: TypeAlias = Callable[[Ball], Ball]

_ANGLE_BITS = 1000
GROWTH_BITS = 20
_LAST_BITS = 3
ONE: Raw = libmp.fone


def made(x: Ball, middle: Raw, slack: float) -> Ball:
    """Return f(x) from its middle and the error carried from x; f(0) is exact where it is 0 or 1."""
    if x.is_zero() and middle in (libmp.fzero, ONE):
        return Ball(middle, -inf, x.bits)
    return Ball(middle, either(slack, size(middle) - x.bits + _LAST_BITS), x.bits)


def _computed(x: Ball, function: Any) -> Raw:
    """Return a function of mpmath at the middle of x."""
    return function(x.middle, x.bits, NEAREST)


def _need_reach(x: Ball, bits: int) -> None:
    if x.size > bits:
        raise OutOfReachError
    if x.slack > -2:
        raise UnresolvedError


def _lipschitz(function: Any, bits: int) -> BallFunction:
    """Return a function whose slope is nowhere above 1."""

    def applied(x: Ball) -> Ball:
        if x.size > bits:
            raise OutOfReachError
        return made(x, _computed(x, function), x.slack)

    return applied


def _growing(function: Any) -> BallFunction:
    """Return exp, sinh or cosh: the slope is at most cosh."""
    slope = libmp.mpf_exp if function is libmp.mpf_exp else libmp.mpf_cosh

    def applied(x: Ball) -> Ball:
        _need_reach(x, GROWTH_BITS)
        middle = _computed(x, function)
        steep = size(middle) if slope is function else size(slope(x.middle, 20, NEAREST))
        return made(x, middle, x.slack + steep + 1)

    return applied


def _tan(x: Ball) -> Ball:
    if x.size > _ANGLE_BITS:
        raise OutOfReachError
    middle = _computed(x, libmp.mpf_tan)
    steep = 2 * max(0.0, size(middle)) + 1
    if x.slack + steep > -2:
        raise UnresolvedError
    return made(x, middle, x.slack + steep + 1)


def _room(x: Ball, *, up: bool) -> float:
    """Return the binary size of 1 − |x| (or, going up, x − 1); −inf where x is exactly ±1."""
    gap = libmp.mpf_sub(libmp.mpf_abs(x.middle), ONE, 60, NEAREST)
    if not up:
        gap = libmp.mpf_neg(gap)
    if not gap[1] and x.slack == -inf:
        return -inf
    if size(gap) <= x.slack + 2:
        raise UnresolvedError
    if gap[0]:
        raise UndefinedError
    return size(gap)


def _within_one(function: Any, power: float) -> BallFunction:
    """Return an inverse function on [−1, 1] whose slope is at most (1 − |x|)^−power."""

    def applied(x: Ball) -> Ball:
        room = _room(x, up=False)
        if room == -inf:
            if power == 1:
                raise UndefinedError
            return made(x, _computed(x, function), -inf)
        carried = either(x.slack, x.size - x.bits - 8)
        return made(x, _computed(x, function), carried - power * (room - 2))

    return applied


def _arccosh(x: Ball) -> Ball:
    if x.middle[0]:
        raise UndefinedError
    room = _room(x, up=True)
    return Ball(libmp.fzero, -inf, x.bits) if room == -inf else _arccosh_above(x, room)


def _arccosh_above(x: Ball, room: float) -> Ball:
    carried = either(x.slack, x.size - x.bits - 8)
    return made(x, _computed(x, libmp.mpf_acosh), carried - 0.5 * (room - 2))


def log(x: Ball) -> Ball:
    """Return the natural logarithm.

    Raises
    ------
    UndefinedError, UnresolvedError
    """
    if x.sign() < 1:
        raise UndefinedError
    return made(x, _computed(x, libmp.mpf_log), x.slack - x.size + 2)


def sqrt(x: Ball) -> Ball:
    """Return the square root.

    Raises
    ------
    UndefinedError, UnresolvedError
    """
    sign = x.sign()
    if sign < 0:
        raise UndefinedError
    middle = _computed(x, libmp.mpf_sqrt)
    if x.slack == -inf and libmp.mpf_mul(middle, middle) == x.middle:
        return Ball(middle, -inf, x.bits)
    return made(x, middle, x.slack - size(middle) + 1)


def _cbrt(x: Ball) -> Ball:
    if x.is_zero():
        return x
    root = libmp.mpf_cbrt(libmp.mpf_abs(x.middle), x.bits, NEAREST)
    middle = libmp.mpf_neg(root) if x.middle[0] else root
    if x.slack == -inf and libmp.mpf_pow_int(middle, 3, 4 * x.bits, NEAREST) == x.middle:
        return Ball(middle, -inf, x.bits)
    slack = x.slack / 3 + 1 if x.holds_zero() else x.slack - 2 * size(middle) + 2
    return made(x, middle, slack)


def exp(x: Ball) -> Ball:
    """Return e^x.

    Raises
    ------
    OutOfReachError, UnresolvedError
    """
    return _exp(x)


_exp = _growing(libmp.mpf_exp)
_sin, _cos = _lipschitz(libmp.mpf_sin, _ANGLE_BITS), _lipschitz(libmp.mpf_cos, _ANGLE_BITS)
_sinh, _cosh = _growing(libmp.mpf_sinh), _growing(libmp.mpf_cosh)
_tanh = _lipschitz(libmp.mpf_tanh, GROWTH_BITS)
_arctan = _lipschitz(libmp.mpf_atan, 1 << 40)
_arcsinh = _lipschitz(libmp.mpf_asinh, 1 << 40)
_arcsin, _arccos = _within_one(libmp.mpf_asin, 0.5), _within_one(libmp.mpf_acos, 0.5)
_arctanh = _within_one(libmp.mpf_atanh, 1)


def _arccot(x: Ball) -> Ball:
    if x.is_zero():
        return Ball(libmp.mpf_shift(libmp.mpf_pi(x.bits), -1), 1.0 - x.bits, x.bits)
    return _arctan(1 / x)


def _of_reciprocal(function: BallFunction) -> BallFunction:
    return lambda x: function(1 / x)


def _sign(x: Ball) -> Ball:
    return Ball(libmp.from_int(x.sign()), -inf, x.bits)


def _heaviside(x: Ball) -> Ball:
    return Ball(libmp.from_rational(x.sign() + 1, 2, 10, NEAREST), -inf, x.bits)


def _relu(x: Ball) -> Ball:
    return Ball(libmp.fzero, -inf if not x.holds_zero() else x.slack, x.bits) if x.middle[0] else x


def _sigmoid(x: Ball) -> Ball:
    return 1 / (_exp(-x) + 1)


def _log_one_plus(small: Ball) -> Ball:
    return 2 * _arctanh(small / (small + 2))


def _softplus(x: Ball) -> Ball:
    return _log_one_plus(_exp(x)) if x.middle[0] else x + _log_one_plus(_exp(-x))


_FUNCTIONS: dict[str, BallFunction] = {
    "sin": _sin,
    "cos": _cos,
    "tan": _tan,
    "cot": lambda x: _cos(x) / _sin(x),
    "sec": lambda x: 1 / _cos(x),
    "csc": lambda x: 1 / _sin(x),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "coth": lambda x: 1 / _tanh(x),
    "sech": lambda x: 1 / _cosh(x),
    "csch": lambda x: 1 / _sinh(x),
    "arcsin": _arcsin,
    "arccos": _arccos,
    "arctan": _arctan,
    "arccot": _arccot,
    "arcsec": _of_reciprocal(_arccos),
    "arccsc": _of_reciprocal(_arcsin),
    "arcsinh": _arcsinh,
    "arccosh": _arccosh,
    "arctanh": _arctanh,
    "arccoth": _of_reciprocal(_arctanh),
    "arcsech": _of_reciprocal(_arccosh),
    "arccsch": _of_reciprocal(_arcsinh),
    "exp": _exp,
    "log": log,
    "sqrt": sqrt,
    "cbrt": _cbrt,
    "abs": abs,
    "sign": _sign,
    "heaviside": _heaviside,
    "relu": _relu,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
}


def apply(name: str, x: Ball) -> Ball:
    """Return the function `name` of a ball.

    Examples
    --------
    >>> from ._ball import ball
    >>> float(apply("relu", ball(-3, 100))), float(apply("cbrt", ball(-8, 100)))
    (0.0, -2.0)
    """
    return _FUNCTIONS[name](x)


TINY = -float(1 << (GROWTH_BITS - 4))
_LIMITS = {
    "exp": (0, None),
    "tanh": (-1, 1),
    "coth": (-1, 1),
    "sech": (0, 0),
    "csch": (0, 0),
    "sigmoid": (0, 1),
    "softplus": (0, None),
}


WITH_LIMITS = frozenset(("tanh", "coth", "sech", "csch", "sigmoid", "softplus"))


def limit(name: str, x: Ball) -> Ball | None:
    """Return what a function comes close to where its argument is too large; None where that is infinite.

    Examples
    --------
    >>> from ._ball import ball
    >>> float(limit("tanh", ball(-(10**9), 100))), limit("exp", ball(10**9, 100))
    (-1.0, None)
    """
    below, above = _LIMITS.get(name, (None, None))
    value = below if x.middle[0] else above
    if value is None or x.size <= GROWTH_BITS or x.slack > x.size - 4:
        return None
    return Ball(libmp.from_int(value), TINY, x.bits)
