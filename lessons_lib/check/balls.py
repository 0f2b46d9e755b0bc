"""Numbers that know how wrong they may be: a middle, and a bound on its distance to the true value.

Rounding and cancellation can make two equal formulas look different and two different ones look
equal. A ball cannot be fooled: where two balls do not meet, the true values differ, and where they
meet, the size of the balls tells how much that says.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import inf, log2
from typing import Any, TypeAlias

from mpmath import libmp

from lessons_lib.formula import OutOfReachError, UndefinedError

Raw: TypeAlias = Any  # mpmath's bare number: a tuple (sign, mantissa, exponent, bits); it has no types

NEAREST = libmp.round_nearest
_CLOSE = 200


class UnresolvedError(ArithmeticError):
    """A value that more digits would be needed to tell."""


def size(raw: Raw) -> float:
    """Return the number of bits before the point; −inf for zero."""
    return float(raw[2] + raw[3]) if raw[1] else -inf


def log2_sum(one: float, other: float) -> float:
    """Return log2(2^one + 2^other)."""
    if one < other:
        one, other = other, one
    if other == -inf or one - other > 60:
        return one
    return one + log2(1 + 2.0 ** (other - one))


class Ball:
    """A number within 2^radius of its middle, computed with so many bits."""

    __slots__ = ("bits", "middle", "radius")

    def __init__(self, middle: Raw, radius: float, bits: int) -> None:
        self.middle = middle
        self.radius = radius
        self.bits = bits

    @property
    def size(self) -> float:
        """The number of bits before the point of the middle."""
        return size(self.middle)

    def holds_zero(self) -> bool:
        """Tell whether the true value may be zero."""
        return self.size <= self.radius + 1

    def is_zero(self) -> bool:
        """Tell whether the true value is zero for certain."""
        return not self.middle[1] and self.radius == -inf

    def sign(self) -> int:
        """Return −1, 0 or 1."""
        if self.is_zero():
            return 0
        if self.holds_zero():
            raise UnresolvedError
        return -1 if self.middle[0] else 1

    def rounded(self, middle: Raw, radius: float) -> Ball:
        """Return a ball with this middle, computed to `bits`, that is wrong by its last bits and `radius`."""
        return Ball(middle, log2_sum(radius, size(middle) - self.bits), self.bits)

    def fraction(self) -> Fraction:
        """Return the middle."""
        return Fraction(*libmp.to_rational(self.middle))

    def __float__(self) -> float:
        return float(libmp.to_float(self.middle))

    # arithmetic

    def __neg__(self) -> Ball:
        return Ball(libmp.mpf_neg(self.middle), self.radius, self.bits)

    def __abs__(self) -> Ball:
        return Ball(libmp.mpf_abs(self.middle), self.radius, self.bits)

    def __add__(self, other: Ball | int) -> Ball:
        other = self._ball(other)
        one, two = self.middle, other.middle
        radius = log2_sum(self.radius, other.radius)
        if radius == -inf and abs(one[2] - two[2]) < _CLOSE:
            return self._exact(libmp.mpf_add(one, two))
        return self.rounded(libmp.mpf_add(one, two, self.bits, NEAREST), radius)

    __radd__ = __add__

    def __sub__(self, other: Ball | int) -> Ball:
        return self + -other

    def __rsub__(self, other: int) -> Ball:
        return -self + other

    def __mul__(self, other: Ball | int) -> Ball:
        other = self._ball(other)
        product = libmp.mpf_mul(self.middle, other.middle)
        if self.radius == other.radius == -inf:
            return self._exact(product)
        radius = log2_sum(self.radius + max(other.size, other.radius), other.radius + self.size)
        return self.rounded(libmp.mpf_pos(product, self.bits, NEAREST), radius)

    __rmul__ = __mul__

    def __truediv__(self, other: Ball | int) -> Ball:
        other = self._ball(other)
        if other.is_zero():
            raise UndefinedError
        if other.holds_zero():
            raise UnresolvedError
        quotient = libmp.mpf_div(self.middle, other.middle, self.bits, NEAREST)
        if self.radius == other.radius == -inf and libmp.mpf_mul(quotient, other.middle) == self.middle:
            return Ball(quotient, -inf, self.bits)
        radius = log2_sum(self.radius, size(quotient) + other.radius) - other.size + 2
        return self.rounded(quotient, radius)

    def __rtruediv__(self, other: int) -> Ball:
        return self._ball(other) / self

    def __lt__(self, other: Ball) -> bool:
        return bool(libmp.mpf_lt(self.middle, other.middle))

    def __gt__(self, other: Ball) -> bool:
        return bool(libmp.mpf_gt(self.middle, other.middle))

    def _ball(self, other: Ball | int) -> Ball:
        return other if isinstance(other, Ball) else Ball(libmp.from_int(other), -inf, self.bits)

    def _exact(self, middle: Raw) -> Ball:
        """Return an exact middle, rounded only where it has more than `bits`."""
        if middle[3] <= self.bits:
            return Ball(middle, -inf, self.bits)
        return self.rounded(libmp.mpf_pos(middle, self.bits, NEAREST), -inf)


def ball(value: Fraction | int, bits: int) -> Ball:
    """Return the ball of a rational number, exact where it fits."""
    numerator, denominator = value.numerator, value.denominator
    if denominator & (denominator - 1) == 0 and numerator.bit_length() <= bits:
        return Ball(libmp.from_man_exp(numerator, 1 - denominator.bit_length()), -inf, bits)
    middle = libmp.from_rational(numerator, denominator, bits, NEAREST)
    return Ball(middle, size(middle) - bits, bits)


BallFunction: TypeAlias = Callable[[Ball], Ball]

_ANGLE_BITS = 1000
GROWTH_BITS = 20
_LAST_BITS = 3
ONE: Raw = libmp.fone


def enclosure(x: Ball, middle: Raw, radius: float) -> Ball:
    """Return f(x) from its middle and the error carried from x; f(0) is exact where it is 0 or 1."""
    if x.is_zero() and middle in (libmp.fzero, ONE):
        return Ball(middle, -inf, x.bits)
    return Ball(middle, log2_sum(radius, size(middle) - x.bits + _LAST_BITS), x.bits)


def _computed(x: Ball, function: Any) -> Raw:
    """Return a function of mpmath at the middle of x."""
    return function(x.middle, x.bits, NEAREST)


def _need_reach(x: Ball, bits: int) -> None:
    if x.size > bits:
        raise OutOfReachError
    if x.radius > -2:
        raise UnresolvedError


def _lipschitz(function: Any, bits: int) -> BallFunction:
    """Return a function whose slope is nowhere above 1."""

    def applied(x: Ball) -> Ball:
        if x.size > bits:
            raise OutOfReachError
        return enclosure(x, _computed(x, function), x.radius)

    return applied


def _growing(function: Any) -> BallFunction:
    """Return exp, sinh or cosh: the slope is at most cosh."""
    slope = libmp.mpf_exp if function is libmp.mpf_exp else libmp.mpf_cosh

    def applied(x: Ball) -> Ball:
        _need_reach(x, GROWTH_BITS)
        middle = _computed(x, function)
        steep = size(middle) if slope is function else size(slope(x.middle, 20, NEAREST))
        return enclosure(x, middle, x.radius + steep + 1)

    return applied


def _tan(x: Ball) -> Ball:
    if x.size > _ANGLE_BITS:
        raise OutOfReachError
    middle = _computed(x, libmp.mpf_tan)
    steep = 2 * max(0.0, size(middle)) + 1
    if x.radius + steep > -2:
        raise UnresolvedError
    return enclosure(x, middle, x.radius + steep + 1)


def _room(x: Ball, *, up: bool) -> float:
    """Return the binary size of 1 − |x| (or, going up, x − 1); −inf where x is exactly ±1."""
    gap = libmp.mpf_sub(libmp.mpf_abs(x.middle), ONE, 60, NEAREST)
    if not up:
        gap = libmp.mpf_neg(gap)
    if not gap[1] and x.radius == -inf:
        return -inf
    if size(gap) <= x.radius + 2:
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
            return enclosure(x, _computed(x, function), -inf)
        carried = log2_sum(x.radius, x.size - x.bits - 8)
        return enclosure(x, _computed(x, function), carried - power * (room - 2))

    return applied


def _arccosh(x: Ball) -> Ball:
    if x.middle[0]:
        raise UndefinedError
    room = _room(x, up=True)
    return Ball(libmp.fzero, -inf, x.bits) if room == -inf else _arccosh_above(x, room)


def _arccosh_above(x: Ball, room: float) -> Ball:
    carried = log2_sum(x.radius, x.size - x.bits - 8)
    return enclosure(x, _computed(x, libmp.mpf_acosh), carried - 0.5 * (room - 2))


def log(x: Ball) -> Ball:
    """Return the natural logarithm."""
    if x.sign() < 1:
        raise UndefinedError
    return enclosure(x, _computed(x, libmp.mpf_log), x.radius - x.size + 2)


def sqrt(x: Ball) -> Ball:
    """Return the square root."""
    sign = x.sign()
    if sign < 0:
        raise UndefinedError
    middle = _computed(x, libmp.mpf_sqrt)
    if x.radius == -inf and libmp.mpf_mul(middle, middle) == x.middle:
        return Ball(middle, -inf, x.bits)
    return enclosure(x, middle, x.radius - size(middle) + 1)


def _cbrt(x: Ball) -> Ball:
    if x.is_zero():
        return x
    root = libmp.mpf_cbrt(libmp.mpf_abs(x.middle), x.bits, NEAREST)
    middle = libmp.mpf_neg(root) if x.middle[0] else root
    if x.radius == -inf and libmp.mpf_pow_int(middle, 3, 4 * x.bits, NEAREST) == x.middle:
        return Ball(middle, -inf, x.bits)
    radius = x.radius / 3 + 1 if x.holds_zero() else x.radius - 2 * size(middle) + 2
    return enclosure(x, middle, radius)


def exp(x: Ball) -> Ball:
    """Return e^x."""
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
    return Ball(libmp.fzero, -inf if not x.holds_zero() else x.radius, x.bits) if x.middle[0] else x


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


def apply_function(name: str, x: Ball) -> Ball:
    """Return the function `name` of a ball."""
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


def function_limit(name: str, x: Ball) -> Ball | None:
    """Return what a function comes close to where its argument is too large; None where that is infinite."""
    below, above = _LIMITS.get(name, (None, None))
    value = below if x.middle[0] else above
    if value is None or x.size <= GROWTH_BITS or x.radius > x.size - 4:
        return None
    return Ball(libmp.from_int(value), TINY, x.bits)


_ABOVE_TWO = 2


def ball_power(base: Ball, exponent: Ball) -> Ball:
    """Return base ^ exponent; a negative base needs a whole exponent, or one that may well be whole."""
    n = nearest_whole(exponent)
    if n is not None and (exponent.radius == -inf or base.middle[0] or base.holds_zero()):
        return _whole_power(base, n)
    if base.is_zero():
        return _power_of_zero(base, exponent)
    if base.sign() < 0:
        raise UndefinedError
    return _real_power(base, exponent)


def nearest_whole(value: Ball) -> int | None:
    """Return a number as a whole one where it is whole, or as near to one as it can be told."""
    if value.size > GROWTH_BITS or value.radius == TINY:
        return None
    nearest = libmp.to_int(value.middle, NEAREST)
    gap = libmp.mpf_sub(value.middle, libmp.from_int(nearest), 20, NEAREST)
    is_near = size(gap) <= value.radius + 1 and value.radius < -20
    return int(nearest) if is_near or not gap[1] else None


def _power_of_zero(base: Ball, exponent: Ball) -> Ball:
    if exponent.sign() < 0:
        raise UndefinedError
    return base


def _whole_power(base: Ball, n: int) -> Ball:
    if n < 0:
        return 1 / _whole_power(base, -n)
    if n == 0:
        return Ball(ONE, -inf, base.bits)
    if abs(base.size) != inf and abs(base.size) * n > 1 << GROWTH_BITS:
        raise OutOfReachError
    middle = libmp.mpf_pow_int(base.middle, n, base.bits + 10, NEAREST)
    if base.radius == -inf and base.middle[3] * n <= base.bits:
        return Ball(middle, -inf, base.bits)
    return base.rounded(libmp.mpf_pos(middle, base.bits, NEAREST), _power_slack(base, n, size(middle)))


def _power_slack(base: Ball, n: int, result: float) -> float:
    """Return the error that `base` carries into its n-th power."""
    carried = log2(n) + base.radius - base.size
    if carried < -3:
        return result + carried + 3
    if carried > 20:
        return n * (max(base.radius, base.size) + 1)
    return n * (log2_sum(base.radius, base.size) + 0.01)


def _real_power(base: Ball, exponent: Ball) -> Ball:
    """Return base ^ exponent for a base above 0."""
    logarithm = log(base)
    if (logarithm.size + exponent.size) > GROWTH_BITS + 1:
        raise OutOfReachError
    middle = libmp.mpf_pow(base.middle, exponent.middle, base.bits, NEAREST)
    carried = log2_sum(
        exponent.size + base.radius - base.size + 2, max(logarithm.size, -1.0) + exponent.radius
    )
    if carried > -2:
        raise UnresolvedError
    return enclosure(Ball(middle, 0.0, base.bits), middle, size(middle) + carried + 1)


def power_limit(base: Ball, exponent: Ball) -> Ball | None:
    """Return 0 for a power such as e^(−10^9); None where it is not near 0."""
    if base.middle[0] or base.size < _ABOVE_TWO or base.radius > base.size - 4:
        return None
    return function_limit("exp", exponent)
