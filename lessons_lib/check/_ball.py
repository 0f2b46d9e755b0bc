"""Numbers that know how wrong they may be: a middle, and a bound on its distance to the true value.

Rounding and cancellation can make two equal formulas look different and two different ones look
equal. A ball cannot be fooled: where two balls do not meet, the true values differ, and where they
meet, the size of the balls tells how much that says.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf, log2
from typing import Any, TypeAlias

from mpmath import libmp

from lessons_lib.formula import UndefinedError

Raw: TypeAlias = Any  # mpmath's bare number: a tuple (sign, mantissa, exponent, bits); it has no types

NEAREST = libmp.round_nearest
_CLOSE = 200


class UnresolvedError(ArithmeticError):
    """A value that more digits would be needed to tell."""


def size(raw: Raw) -> float:
    """Return the number of bits before the point; −inf for zero."""
    return float(raw[2] + raw[3]) if raw[1] else -inf


def either(one: float, other: float) -> float:
    """Return log2(2^one + 2^other).

    Examples
    --------
    >>> either(3, 3)
    4.0
    """
    if one < other:
        one, other = other, one
    if other == -inf or one - other > 60:
        return one
    return one + log2(1 + 2.0 ** (other - one))


class Ball:
    """A number within 2^slack of its middle, computed with so many bits.

    Examples
    --------
    >>> third = ball(Fraction(1, 3), 100)
    >>> (third + third + third - 1).holds_zero()
    True
    >>> (third - ball(Fraction(333, 1000), 100)).holds_zero()
    False
    """

    __slots__ = ("bits", "middle", "slack")

    def __init__(self, middle: Raw, slack: float, bits: int) -> None:
        self.middle = middle
        self.slack = slack
        self.bits = bits

    @property
    def size(self) -> float:
        """The number of bits before the point of the middle."""
        return size(self.middle)

    def holds_zero(self) -> bool:
        """Tell whether the true value may be zero."""
        return self.size <= self.slack + 1

    def is_zero(self) -> bool:
        """Tell whether the true value is zero for certain."""
        return not self.middle[1] and self.slack == -inf

    def sign(self) -> int:
        """Return −1, 0 or 1.

        Raises
        ------
        UnresolvedError
        """
        if self.is_zero():
            return 0
        if self.holds_zero():
            raise UnresolvedError
        return -1 if self.middle[0] else 1

    def rounded(self, middle: Raw, slack: float) -> Ball:
        """Return a ball with this middle, computed to `bits`, that is wrong by its last bits and `slack`."""
        return Ball(middle, either(slack, size(middle) - self.bits), self.bits)

    def fraction(self) -> Fraction:
        """Return the middle."""
        return Fraction(*libmp.to_rational(self.middle))

    def __float__(self) -> float:
        return float(libmp.to_float(self.middle))

    # arithmetic

    def __neg__(self) -> Ball:
        return Ball(libmp.mpf_neg(self.middle), self.slack, self.bits)

    def __abs__(self) -> Ball:
        return Ball(libmp.mpf_abs(self.middle), self.slack, self.bits)

    def __add__(self, other: Ball | int) -> Ball:
        other = self._ball(other)
        one, two = self.middle, other.middle
        slack = either(self.slack, other.slack)
        if slack == -inf and abs(one[2] - two[2]) < _CLOSE:
            return self._exact(libmp.mpf_add(one, two))
        return self.rounded(libmp.mpf_add(one, two, self.bits, NEAREST), slack)

    __radd__ = __add__

    def __sub__(self, other: Ball | int) -> Ball:
        return self + -other

    def __rsub__(self, other: int) -> Ball:
        return -self + other

    def __mul__(self, other: Ball | int) -> Ball:
        other = self._ball(other)
        product = libmp.mpf_mul(self.middle, other.middle)
        if self.slack == other.slack == -inf:
            return self._exact(product)
        slack = either(self.slack + max(other.size, other.slack), other.slack + self.size)
        return self.rounded(libmp.mpf_pos(product, self.bits, NEAREST), slack)

    __rmul__ = __mul__

    def __truediv__(self, other: Ball | int) -> Ball:
        other = self._ball(other)
        if other.is_zero():
            raise UndefinedError
        if other.holds_zero():
            raise UnresolvedError
        quotient = libmp.mpf_div(self.middle, other.middle, self.bits, NEAREST)
        if self.slack == other.slack == -inf and libmp.mpf_mul(quotient, other.middle) == self.middle:
            return Ball(quotient, -inf, self.bits)
        slack = either(self.slack, size(quotient) + other.slack) - other.size + 2
        return self.rounded(quotient, slack)

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
    """Return the ball of a rational number, exact where it fits.

    Examples
    --------
    >>> ball(Fraction(1, 4), 100).slack, ball(Fraction(1, 3), 100).slack
    (-inf, -101.0)
    """
    numerator, denominator = value.numerator, value.denominator
    if denominator & (denominator - 1) == 0 and numerator.bit_length() <= bits:
        return Ball(libmp.from_man_exp(numerator, 1 - denominator.bit_length()), -inf, bits)
    middle = libmp.from_rational(numerator, denominator, bits, NEAREST)
    return Ball(middle, size(middle) - bits, bits)
