"""All flat points of a polynomial of two or three variables, by SymPy's Groebner bases.

SymPy is imported by what needs it only, since that takes a third of a second.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import formula

MOST_SOLUTIONS = 16

_PARTS = 400
_MAGNITUDE = 10**9
_FINE = Fraction(1, 10**40)
_ZERO = Fraction(1, 10**25)

Polynomial = list[tuple[tuple[int, ...], Fraction]]


def stationary_points(f: Any) -> NDArray[np.float64] | None:
    """Return every point, of shape (k, n), where the gradient of a polynomial is 0.

    None for what is no polynomial with modest rational coefficients, has more than `MOST_SOLUTIONS`
    solutions by Bezout's theorem, or is flat along a curve.
    """
    dimensions = sum(getattr(f, "input_shape", ()))
    degree = _degree(f.tree) if dimensions in {2, 3} else None
    if degree is None or degree < 2 or (degree - 1) ** dimensions > MOST_SOLUTIONS:
        return None
    return _solved(f)


def _degree(tree: formula.Node) -> int | None:
    """Return a bound of the total degree, or None for what is no modest polynomial."""
    parts = list(itertools.islice(_parts(tree), _PARTS + 1))
    return _degree_of(tree) if len(parts) <= _PARTS else None


def _parts(tree: formula.Node) -> Iterator[formula.Node]:
    yield tree
    for child in formula.children(tree):
        yield from _parts(child)


def _degree_of(tree: formula.Node) -> int | None:
    degree: int | None = None
    match tree:
        case formula.Name():
            degree = 1
        case formula.Number(value) if max(abs(value.numerator), value.denominator) <= _MAGNITUDE:
            degree = 0
        case formula.Power(base, formula.Number(exponent)) if exponent.denominator == 1 and exponent >= 0:
            degree = _combined([base], lambda degrees: degrees[0] * int(exponent))
        case formula.Negative() | formula.Sum():
            degree = _combined(formula.children(tree), max)
        case formula.Product():
            degree = _combined(formula.children(tree), sum)
        case formula.Quotient(top, bottom) if _degree_of(bottom) == 0:
            degree = _degree_of(top)
    return degree


def _combined(trees: Iterable[formula.Node], rule: Callable[[list[int]], int]) -> int | None:
    degrees = [_degree_of(tree) for tree in trees]
    known = [degree for degree in degrees if degree is not None]
    return rule(known) if len(known) == len(degrees) else None


def _solved(f: Any) -> NDArray[np.float64] | None:
    import sympy  # noqa: PLC0415

    names = [sympy.Symbol(name, real=True) for name in f.variables]
    slopes = [sympy.Poly(sympy.diff(f.sympy, name), *names, domain="QQ") for name in names]
    if any(slope.is_ground for slope in slopes):
        return np.empty((0, len(names)))
    basis = sympy.groebner(slopes, *names, order="grevlex")
    if basis.exprs == [1]:
        return np.empty((0, len(names)))
    if not basis.is_zero_dimensional:
        return None
    return _matched([_terms(slope) for slope in slopes], [_coordinates(slopes, names, n) for n in names])


def _coordinates(slopes: list[Any], names: list[Any], name: Any) -> list[Fraction]:
    """Return the values, to 40 digits, that one coordinate of a solution can have."""
    import sympy  # noqa: PLC0415

    order = [other for other in names if other != name] + [name]
    last = (
        sympy.groebner([slope.as_expr() for slope in slopes], *order, order="grevlex").fglm("lex").exprs[-1]
    )
    ends = [interval for interval, _ in sympy.Poly(last, name).intervals(eps=sympy.Rational(_FINE))]
    return [(Fraction(int(a.p), int(a.q)) + Fraction(int(b.p), int(b.q))) / 2 for a, b in ends]


def _terms(slope: Any) -> Polynomial:
    return [(powers, Fraction(int(c.p), int(c.q))) for powers, c in slope.terms()]


def _matched(slopes: list[Polynomial], values: list[list[Fraction]]) -> NDArray[np.float64]:
    """Return the combinations of coordinates at which every slope is 0."""
    found = [point for point in itertools.product(*values) if all(_is_zero(slope, point) for slope in slopes)]
    return np.array([[float(x) for x in point] for point in found]).reshape(-1, len(values))


def _is_zero(slope: Polynomial, point: tuple[Fraction, ...]) -> bool:
    terms = [prod((x**power for x, power in zip(point, powers, strict=True)), start=c) for powers, c in slope]
    largest = max((abs(term) for term in terms), default=Fraction(0))
    return abs(sum(terms, start=Fraction(0))) <= _ZERO * max(Fraction(1), largest)
