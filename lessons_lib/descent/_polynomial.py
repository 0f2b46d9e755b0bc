"""All real roots of a polynomial with rational coefficients, none missed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

Coefficients = tuple[Fraction, ...]


def real_roots(coefficients: Coefficients) -> list[float]:
    """Return the distinct real roots in increasing order.

    Notes
    -----
    Repeated factors are divided out exactly, so every root left is a change of sign. Between two
    neighbouring roots of the derivative there is at most one, and bisection finds it.

    Examples
    --------
    >>> real_roots((Fraction(0), Fraction(-4), Fraction(0), Fraction(1)))
    [-2.0, 0.0, 2.0]
    """
    return _crossings(_divided(coefficients, _common(coefficients, slope(coefficients)))[0])


def slope(p: Coefficients) -> Coefficients:
    """Return the coefficients of the derivative."""
    return tuple(power * c for power, c in enumerate(p))[1:]


def value(p: Coefficients, x: float) -> Fraction:
    """Return the exact value at x."""
    total, at = Fraction(0), Fraction(x)
    for coefficient in reversed(p):
        total = total * at + coefficient
    return total


def _divided(p: Coefficients, q: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Return the quotient and the remainder of polynomial division."""
    rest, quotient = list(p), [Fraction(0)] * max(len(p) - len(q) + 1, 0)
    for place in range(len(quotient) - 1, -1, -1):
        quotient[place] = factor = rest[place + len(q) - 1] / q[-1]
        for i, c in enumerate(q):
            rest[place + i] -= factor * c
    remainder = rest[: len(q) - 1]
    while remainder and not remainder[-1]:
        remainder.pop()
    return tuple(quotient), tuple(remainder)


def _common(p: Coefficients, q: Coefficients) -> Coefficients:
    """Return the greatest common divisor, leading coefficient 1."""
    while q:
        p, q = q, _divided(p, q)[1]
    return tuple(c / p[-1] for c in p)


def _crossings(p: Coefficients) -> list[float]:
    """Return the points where p changes sign."""
    if len(p) == 2:
        return [float(-p[0] / p[1])]
    if len(p) < 2:
        return []
    edge = float(1 + max(abs(c / p[-1]) for c in p[:-1]))
    ends = [-edge, *_crossings(slope(p)), edge]
    return sorted({_bisected(p, a, b) for a, b in pairwise(ends) if _sign(p, a) * _sign(p, b) <= 0})


def _sign(p: Coefficients, x: float) -> int:
    exact = value(p, x)
    return (exact > 0) - (exact < 0)


def _bisected(p: Coefficients, left: float, right: float) -> float:
    """Return the zero between two points of different sign, to the last digit."""
    ends: Sequence[float] = (left, right)
    for end in ends:
        if not _sign(p, end):
            return end
    side = _sign(p, left)
    while left < (middle := (left + right) / 2) < right:
        sign = _sign(p, middle)
        if not sign:
            return middle
        left, right = (middle, right) if sign == side else (left, middle)
    return left if abs(value(p, left)) <= abs(value(p, right)) else right
