"""Sums, products and powers put together tidily: like terms collected, zeros and ones dropped.

Tidying may cancel a factor that is undefined somewhere. Whoever tidies keeps the cancelled part as a guard
(see `_guards`), so that a function never gains points.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ._graph import (
    ONE,
    Call,
    Constant,
    Graph,
    Power,
    Product,
    Rational,
    Sum,
    Variable,
    parts,
    small,
    whole_power,
)

Powers = tuple[tuple[int, Fraction], ...]

FLAT = 40
_ROUNDS = 3


def add(graph: Graph, terms: Iterable[int]) -> int:
    """Return the sum, with like terms collected in the order of their first appearance."""
    collected: dict[Powers, Fraction] = {}
    for term in terms:
        for coefficient, powers in _flat_terms(graph, ONE, term):
            collected[powers] = collected.get(powers, Fraction()) + coefficient
    found = tuple(_monomial(graph, small(c), powers) for powers, c in collected.items() if c)
    if len(found) > 1:
        return graph.add(Sum(_plus_first(graph, found)))
    return found[0] if found else graph.rational(0)


def _plus_first(graph: Graph, terms: tuple[int, ...]) -> tuple[int, ...]:
    """Write 2x − 6 rather than −6 + 2x."""
    first = next((term for term in terms if _split(graph, term)[0] > 0), terms[0])
    return (first, *(term for term in terms if term != first))


def _flat_terms(graph: Graph, factor: Fraction, term: int) -> list[tuple[Fraction, Powers]]:
    """Return the terms of factor * term, opening the bracket of a short sum."""
    coefficient, powers = _split(graph, term)
    coefficient *= factor
    inner = graph.nodes[powers[0][0]] if len(powers) == 1 and powers[0][1] == 1 else None
    if isinstance(inner, Sum) and len(inner.terms) <= FLAT:
        return [(coefficient * c, rest) for part in inner.terms for c, rest in (_split(graph, part),)]
    return [(coefficient, powers)]


def _split(graph: Graph, index: int) -> tuple[Fraction, Powers]:
    match graph.nodes[index]:
        case Rational(value):
            return value, ()
        case Product(coefficient, powers):
            return coefficient, powers
    return ONE, ((index, ONE),)


def _monomial(graph: Graph, coefficient: Fraction, powers: Powers) -> int:
    if not powers:
        return graph.rational(coefficient)
    if coefficient == 1 and len(powers) == 1 and powers[0][1] == 1:
        return powers[0][0]
    return graph.add(Product(small(coefficient), powers))


def multiply(graph: Graph, *factors: int | tuple[int, Fraction], scale: Fraction | int = 1) -> int:
    """Return scale times the product of the factors, each a node or (node, rational exponent)."""
    coefficient, collected = Fraction(scale), dict[int, Fraction]()
    for factor in factors:
        base, exponent = factor if isinstance(factor, tuple) else (factor, ONE)
        number, powers = _opened(graph, base, exponent)
        coefficient = small(coefficient * number)
        for part, power in powers:
            collected[part] = collected.get(part, Fraction()) + power
    if coefficient == 0:
        return graph.rational(0)
    kept = ((base, power) for base, power in collected.items() if power)
    return _monomial(graph, coefficient, tuple(sorted(kept, key=lambda item: _rank(graph, item[0]))))


def _opened(graph: Graph, base: int, exponent: Fraction) -> tuple[Fraction, Powers]:
    """Return base**exponent as a coefficient and powers, opening a product where that is an identity."""
    coefficient, powers = _split(graph, base)
    number = whole_power(coefficient, exponent)
    if number is None or (exponent.denominator != 1 and powers):
        return ONE, ((base, exponent),)
    return number, tuple((part, power * exponent) for part, power in powers)


def _rank(graph: Graph, index: int) -> int:
    """Return the place of a factor: numbers and constants, then variables, then the rest as they came."""
    match graph.nodes[index]:
        case Rational() | Constant():
            return 0
        case Variable():
            return 1
    return 2


def subtract(graph: Graph, first: int, second: int) -> int:
    """Return first - second."""
    return add(graph, (first, multiply(graph, second, scale=-1)))


def power(graph: Graph, base: int, exponent: int) -> int:
    """Return base to any exponent."""
    value = graph.value(exponent)
    return graph.add(Power(base, exponent)) if value is None else multiply(graph, (base, value))


def call(graph: Graph, function: str, *arguments: int) -> int:
    """Return a function's value as it is."""
    return graph.add(Call(function, arguments))


def expand(graph: Graph, index: int, limit: int = 12) -> int:
    """Return a sum of products multiplied out where that leaves it shorter, else the node itself."""
    node = graph.nodes[index]
    terms = list(node.terms) if isinstance(node, Sum) else [index]
    for _ in range(_ROUNDS):
        opened = [part for term in terms for part in _distributed(graph, term)]
        if len(opened) > limit or opened == terms:
            break
        terms = opened
    wide = add(graph, terms)
    return wide if leaves(graph, wide) <= leaves(graph, index) else index


def _distributed(graph: Graph, term: int) -> list[int]:
    """Return the terms of a product that has one short sum among its factors."""
    coefficient, powers = _split(graph, term)
    for place, (base, exponent) in enumerate(powers):
        inner = graph.nodes[base]
        if isinstance(inner, Sum) and exponent == 1 and len(inner.terms) <= 6:
            rest = powers[:place] + powers[place + 1 :]
            return [multiply(graph, part, *rest, scale=coefficient) for part in inner.terms]
    return [term]


def leaves(graph: Graph, index: int, limit: int = 200) -> int:
    """Count the leaves of a formula written out in full, up to a limit."""
    pending, count = [index], 0
    while pending and count < limit:
        pending += parts(graph.nodes[pending.pop()])
        count += 1
    return count
