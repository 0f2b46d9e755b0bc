"""Polynomials of several variables, with exact values and derivatives."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import prod

from lessons_lib.check.reading import read_formula
from lessons_lib.formula import Name, Negative, Node, Number, Power, Product, Quotient, Sum

from ._matrices import Matrix, Vector
from ._worded import Amount, amount

Terms = Mapping[tuple[int, ...], Fraction]


def summed(*terms: tuple[Amount, str]) -> str:
    """Return a sum as it is typed; what has the factor 0 is left out.

    Examples
    --------
    >>> summed((1, "x^2"), (-3, "y"), (0, "x"), (2, ""))
    'x^2 - 3y + 2'
    """
    whole = " ".join(_signed(factor, of) for factor, of in terms if factor) or "0"
    return f"-{whole[2:]}" if whole[0] == "-" else whole.removeprefix("+ ")


def _signed(factor: Amount, of: str) -> str:
    return f"- {_sized(-factor, of)}" if factor < 0 else f"+ {_sized(factor, of)}"


def _sized(factor: Amount, of: str) -> str:
    if not of:
        return amount(factor)
    return of if factor == 1 else f"{amount(factor)}{of}"


@dataclass(frozen=True)
class Polynomial:
    """A sum of powers of variables.

    Examples
    --------
    >>> f = Polynomial.read("x^2 y - 3(x + 1)", ("x", "y"))
    >>> int(f.at((2, 5))), int(f.by(0).at((2, 5)))
    (11, 17)
    """

    terms: Terms

    @classmethod
    def read(cls, formula: str, variables: Sequence[str]) -> Polynomial:
        """Return what a formula says, which has only sums, products, whole powers and numbers below."""
        return cls(_parsed(formula, tuple(variables)))

    def at(self, point: Sequence[Amount]) -> Fraction:
        """Return the value at a point."""
        values = (factor * prod(map(pow, point, powers)) for powers, factor in self.terms.items())
        return sum(values, start=Fraction(0))

    def by(self, index: int) -> Polynomial:
        """Return the partial derivative by one of the variables."""
        lowered = {
            tuple(power - (i == index) for i, power in enumerate(powers)): factor * powers[index]
            for powers, factor in self.terms.items()
            if powers[index]
        }
        return Polynomial(lowered)


@lru_cache(maxsize=512)
def _parsed(formula: str, variables: tuple[str, ...]) -> Terms:
    return _terms(read_formula(formula, variables), variables)


def _terms(node: Node, variables: tuple[str, ...]) -> Terms:
    match node:
        case Name(name):
            return {tuple(int(name == each) for each in variables): Fraction(1)}
        case Number(value):
            return {(0,) * len(variables): Fraction(value)}
        case Sum(terms):
            return reduce(_add, (_terms(term, variables) for term in terms))
        case Power(base, Number(exponent)):
            return reduce(_multiply, [_terms(base, variables)] * int(exponent))
    return reduce(_multiply, (_terms(factor, variables) for factor in _factors(node)))


def _factors(node: Node) -> Sequence[Node]:
    match node:
        case Negative(inner):
            return Number(Fraction(-1)), inner
        case Product(factors):
            return factors
        case Quotient(top, Number(value)):
            return Number(1 / Fraction(value)), top
    raise ValueError("A polynomial has only sums, products and whole powers.")


def _add(one: Terms, other: Terms) -> Terms:
    return {powers: one.get(powers, Fraction(0)) + other.get(powers, 0) for powers in {**one, **other}}


def _multiply(one: Terms, other: Terms) -> Terms:
    parts = (
        {tuple(i + j for i, j in zip(p, q, strict=True)): a * b}
        for (p, a), (q, b) in itertools.product(one.items(), other.items())
    )
    return reduce(_add, parts)


@dataclass(frozen=True)
class PolynomialMap:
    """Several polynomials of the same variables.

    Examples
    --------
    >>> f = PolynomialMap(("x^2 + y", "x y"), ("x", "y"))
    >>> f.formula, [list(map(int, row)) for row in f.jacobian((1, 2))]
    ('[x^2 + y, x y]', [[2, 1], [2, 1]])
    """

    outputs: tuple[str, ...]
    variables: tuple[str, ...]

    @property
    def formula(self) -> str:
        """All outputs as a list, as they are typed."""
        return f"[{', '.join(self.outputs)}]"

    @property
    def defined(self) -> str:
        """The variables as they stand in brackets: "x, y"."""
        return ", ".join(self.variables)

    def _read(self) -> list[Polynomial]:
        return [Polynomial.read(output, self.variables) for output in self.outputs]

    def at(self, point: Sequence[Amount]) -> Vector:
        """Return all outputs at a point."""
        return tuple(each.at(point) for each in self._read())

    def jacobian(self, point: Sequence[Amount]) -> Matrix:
        """Return the Jacobian at a point, one row for each output."""
        inputs = range(len(self.variables))
        return tuple(tuple(each.by(i).at(point) for i in inputs) for each in self._read())

    def hessian(self, point: Sequence[Amount], output: int = 0) -> Matrix:
        """Return the Hessian of one output at a point."""
        one, inputs = self._read()[output], range(len(self.variables))
        return tuple(tuple(one.by(i).by(j).at(point) for j in inputs) for i in inputs)
