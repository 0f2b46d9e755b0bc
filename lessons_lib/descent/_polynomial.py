"""Every zero: the real roots of a polynomial, and where the gradient of one in two or three variables is 0.

SymPy, whose Groebner bases find the latter, takes a third of a second to import, so that only that does it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from lessons_lib import formula
from lessons_lib.arrays import Array

Coefficients = tuple[Fraction, ...]
Terms = list[tuple[tuple[int, ...], Fraction]]

_MOST_SOLUTIONS = 16
_PARTS = 400
_MAGNITUDE = 10**9
_FINE = Fraction(1, 10**40)
_ZERO = Fraction(1, 10**25)


def real_roots(coefficients: Coefficients) -> list[float]:
    """Return the distinct real roots of a polynomial, constant term first, in increasing order.

    Repeated factors are divided out exactly, so every root left is a change of sign. Between two neighbouring
    roots of the derivative there is at most one, and bisection finds it.

    >>> real_roots((Fraction(0), Fraction(-4), Fraction(0), Fraction(1)))
    [-2.0, 0.0, 2.0]
    """
    common, rest = coefficients, slope(coefficients)
    while rest:
        common, rest = rest, _divided(common, rest)[1]
    return _crossings(_divided(coefficients, common)[0])


def slope(p: Coefficients) -> Coefficients:
    """Return the coefficients of the derivative."""
    return tuple(power * c for power, c in enumerate(p))[1:]


def sign(p: Coefficients, x: float) -> int:
    """Return the exact sign of the value at x."""
    exact = _value(p, x)
    return (exact > 0) - (exact < 0)


def _value(p: Coefficients, x: float) -> Fraction:
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


def _crossings(p: Coefficients) -> list[float]:
    """Return the points where p changes sign."""
    if len(p) < 2:
        return []
    if len(p) == 2:
        return [float(-p[0] / p[1])]
    edge = float(1 + max(abs(c / p[-1]) for c in p[:-1]))
    ends = [-edge, *_crossings(slope(p)), edge]
    return sorted({_bisected(p, a, b) for a, b in pairwise(ends) if sign(p, a) * sign(p, b) <= 0})


def _bisected(p: Coefficients, left: float, right: float) -> float:
    """Return the zero between two points of different sign, to the last digit."""
    for end in (left, right):
        if not sign(p, end):
            return end
    side = sign(p, left)
    while left < (middle := (left + right) / 2) < right:
        found = sign(p, middle)
        if not found:
            return middle
        left, right = (middle, right) if found == side else (left, middle)
    return left if abs(_value(p, left)) <= abs(_value(p, right)) else right


def stationary_points(f: Any) -> Array | None:
    """Return every point, of shape (k, n), where the gradient of a polynomial is 0.

    None for what is no polynomial with modest rational coefficients, has more than 16 solutions by Bezout's
    theorem, or is flat along a curve.
    """
    dimensions, tree = sum(getattr(f, "input_shape", ())), getattr(f, "tree", None)
    if dimensions not in {2, 3} or tree is None or len([*itertools.islice(_parts(tree), _PARTS)]) == _PARTS:
        return None
    degree = _degree(tree)
    return _solved(f) if degree >= 2 and (degree - 1) ** dimensions <= _MOST_SOLUTIONS else None


def _parts(tree: formula.Node) -> Iterator[formula.Node]:
    yield tree
    for child in formula.children(tree):
        yield from _parts(child)


def _degree(tree: formula.Node) -> float:
    """Return a bound of the total degree, infinite for what is no polynomial with modest coefficients."""
    degree = math.inf
    match tree:
        case formula.Name():
            degree = 1
        case formula.Number(value) if max(abs(value.numerator), value.denominator) <= _MAGNITUDE:
            degree = 0
        case formula.Power(base, formula.Number(exponent)) if exponent.denominator == 1 and exponent >= 1:
            degree = _degree(base) * int(exponent)
        case formula.Negative() | formula.Sum():
            degree = max(map(_degree, formula.children(tree)))
        case formula.Product():
            degree = sum(map(_degree, formula.children(tree)))
        case formula.Quotient(top, bottom) if _degree(bottom) == 0:
            degree = _degree(top)
    return degree


def _solved(f: Any) -> Array | None:
    """Return the combinations of coordinates at which every slope is 0."""
    import sympy  # noqa: PLC0415

    names = [sympy.Symbol(name, real=True) for name in f.variables]
    slopes = [sympy.Poly(sympy.diff(f.sympy, name), *names, domain="QQ") for name in names]
    basis = sympy.groebner(slopes, *names, order="grevlex")
    if any(slope.is_ground for slope in slopes) or basis.exprs == [1]:
        return np.empty((0, len(names)))
    if not basis.is_zero_dimensional:
        return None
    terms = [[(powers, _fraction(c)) for powers, c in slope.terms()] for slope in slopes]
    candidates = itertools.product(*(_coordinates(slopes, names, name) for name in names))
    found = [point for point in candidates if all(_is_zero(slope, point) for slope in terms)]
    return np.array([[float(x) for x in point] for point in found]).reshape(-1, len(names))


def _coordinates(slopes: list[Any], names: list[Any], name: Any) -> list[Fraction]:
    """Return the values, to 40 digits, that one coordinate of a solution can have."""
    import sympy  # noqa: PLC0415

    order = [other for other in names if other != name] + [name]
    basis = sympy.groebner([slope.as_expr() for slope in slopes], *order, order="grevlex").fglm("lex")
    ends = sympy.Poly(basis.exprs[-1], name).intervals(eps=sympy.Rational(_FINE))
    return [(_fraction(a) + _fraction(b)) / 2 for (a, b), _ in ends]


def _fraction(rational: Any) -> Fraction:
    return Fraction(int(rational.p), int(rational.q))


def _is_zero(slope: Terms, point: tuple[Fraction, ...]) -> bool:
    terms = [math.prod((x**p for x, p in zip(point, powers, strict=True)), start=c) for powers, c in slope]
    return abs(sum(terms, start=Fraction(0))) <= _ZERO * max([Fraction(1), *(abs(term) for term in terms)])
