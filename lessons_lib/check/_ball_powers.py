"""Powers of balls: whole ones exactly where that fits, others through the logarithm."""

from __future__ import annotations

from math import inf, log2

from mpmath import libmp

from lessons_lib.formula import OutOfReachError, UndefinedError

from ._ball import NEAREST, Ball, UnresolvedError, either, size
from ._ball_functions import GROWTH_BITS, ONE, TINY, log, made
from ._ball_functions import limit as limit_of

_ABOVE_TWO = 2


def power(base: Ball, exponent: Ball) -> Ball:
    """Return base ^ exponent; a negative base needs a whole exponent, or one that may well be whole.

    Raises
    ------
    UndefinedError, OutOfReachError, UnresolvedError
    """
    n = whole(exponent)
    if n is not None and (exponent.slack == -inf or base.middle[0] or base.holds_zero()):
        return _whole_power(base, n)
    if base.is_zero():
        return _power_of_zero(base, exponent)
    if base.sign() < 0:
        raise UndefinedError
    return _real_power(base, exponent)


def whole(value: Ball) -> int | None:
    """Return a number as a whole one where it is whole, or as near to one as it can be told.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ._ball import ball
    >>> whole(ball(Fraction(1, 10), 100) * 30), whole(ball(Fraction(1, 3), 100))
    (3, None)
    """
    if value.size > GROWTH_BITS or value.slack == TINY:
        return None
    nearest = libmp.to_int(value.middle, NEAREST)
    gap = libmp.mpf_sub(value.middle, libmp.from_int(nearest), 20, NEAREST)
    is_near = size(gap) <= value.slack + 1 and value.slack < -20
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
    if base.slack == -inf and base.middle[3] * n <= base.bits:
        return Ball(middle, -inf, base.bits)
    return base.rounded(libmp.mpf_pos(middle, base.bits, NEAREST), _power_slack(base, n, size(middle)))


def _power_slack(base: Ball, n: int, result: float) -> float:
    """Return the error that `base` carries into its n-th power."""
    carried = log2(n) + base.slack - base.size
    if carried < -3:
        return result + carried + 3
    if carried > 20:
        return n * (max(base.slack, base.size) + 1)
    return n * (either(base.slack, base.size) + 0.01)


def _real_power(base: Ball, exponent: Ball) -> Ball:
    """Return base ^ exponent for a base above 0."""
    logarithm = log(base)
    if (logarithm.size + exponent.size) > GROWTH_BITS + 1:
        raise OutOfReachError
    middle = libmp.mpf_pow(base.middle, exponent.middle, base.bits, NEAREST)
    carried = either(exponent.size + base.slack - base.size + 2, max(logarithm.size, -1.0) + exponent.slack)
    if carried > -2:
        raise UnresolvedError
    return made(Ball(middle, 0.0, base.bits), middle, size(middle) + carried + 1)


def limit(base: Ball, exponent: Ball) -> Ball | None:
    """Return 0 for a power such as e^(−10^9); None where it is not near 0.

    Examples
    --------
    >>> from ._ball import ball
    >>> float(limit(ball(2, 100), ball(-(10**9), 100)))
    0.0
    """
    if base.middle[0] or base.size < _ABOVE_TWO or base.slack > base.size - 4:
        return None
    return limit_of("exp", exponent)
