"""The coefficients of a formula that is a polynomial of its one variable."""

from __future__ import annotations

from fractions import Fraction

from ._graph import Graph, Node, Product, Rational, Sum, Variable

Coefficients = tuple[Fraction, ...]

DEGREE = 60


def coefficients(graph: Graph, root: int) -> Coefficients | None:
    """Return the coefficients by ascending power, without trailing zeros; None for anything else."""
    known: dict[int, Coefficients | None] = {}
    for index in graph.reachable([root]):
        known[index] = _of_node(graph.nodes[index], known)
    return known[root]


def _of_node(node: Node, known: dict[int, Coefficients | None]) -> Coefficients | None:
    match node:
        case Rational(value):
            return _trimmed([value])
        case Variable():
            return (Fraction(0), Fraction(1))
        case Sum(terms):
            return _sum([known[term] for term in terms])
        case Product(coefficient, powers):
            return _product(coefficient, [(known[base], exponent) for base, exponent in powers])
    return None


def _sum(terms: list[Coefficients | None]) -> Coefficients | None:
    total: list[Fraction] = []
    for term in terms:
        if term is None:
            return None
        total += [Fraction(0)] * (len(term) - len(total))
        total[: len(term)] = [a + b for a, b in zip(total, term, strict=False)]
    return _trimmed(total)


def _product(scale: Fraction, powers: list[tuple[Coefficients | None, Fraction]]) -> Coefficients | None:
    result: Coefficients = _trimmed([scale])
    for base, exponent in powers:
        if base is None or exponent.denominator != 1 or not 0 <= exponent * len(base) <= DEGREE:
            return None
        for _ in range(int(exponent)):
            result = _times(result, base)
            if len(result) > DEGREE:
                return None
    return result


def _times(left: Coefficients, right: Coefficients) -> Coefficients:
    result = [Fraction(0)] * max(len(left) + len(right) - 1, 0)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] += a * b
    return _trimmed(result)


def _trimmed(values: list[Fraction]) -> Coefficients:
    while values and not values[-1]:
        values.pop()
    return tuple(values)
