"""A formula along a straight line: every variable replaced by p + t u, and nothing cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ._algebra import add, multiply
from ._graph import (
    ONE,
    Call,
    Graph,
    Node,
    Power,
    Product,
    Sum,
    Variable,
    whole_power,
)
from ._polynomial import coefficients


def along(
    graph: Graph, roots: Iterable[int], point: Sequence[Fraction], direction: Sequence[Fraction]
) -> tuple[Graph, dict[int, int]]:
    """Return a graph with the one variable t, and the place in it of everything the roots are made of."""
    line, places = Graph(), dict[int, int]()
    t = line.add(Variable(0))
    moving = [
        add(line, (line.rational(p), multiply(line, t, scale=u)))
        for p, u in zip(point, direction, strict=True)
    ]
    for index in graph.reachable(roots):
        places[index] = _moved(line, graph.nodes[index], places, moving)
    return line, places


def _moved(line: Graph, node: Node, places: dict[int, int], moving: list[int]) -> int:
    match node:
        case Variable(place):
            return moving[place]
        case Sum(terms):
            return _sum(line, [places[term] for term in terms])
        case Product(coefficient, powers):
            return _product(line, coefficient, [(places[base], exponent) for base, exponent in powers])
        case Power(base, exponent):
            return _power(line, places[base], places[exponent])
        case Call(function, arguments):
            return line.add(Call(function, tuple(places[argument] for argument in arguments)))
    return line.add(node)


def _sum(line: Graph, terms: list[int]) -> int:
    """Return the sum with its numbers added up, after the terms that move."""
    values = [line.value(term) for term in terms]
    number = sum((value for value in values if value is not None), Fraction())
    moving = [term for term, value in zip(terms, values, strict=True) if value is None]
    if number or not moving:
        moving.append(line.rational(number))
    return line.add(Sum(tuple(moving))) if len(moving) > 1 else moving[0]


def _product(line: Graph, scale: Fraction, powers: list[tuple[int, Fraction]]) -> int:
    """Return the product with its numbers multiplied together."""
    moving: list[tuple[int, Fraction]] = []
    for base, exponent in powers:
        value = line.value(base)
        number = None if value is None else whole_power(value, exponent)
        if number is None:
            moving = _appended(moving, base, exponent)
        else:
            scale *= number
    if not moving or (scale == 0 and all(_defined_everywhere(line, *power) for power in moving)):
        return line.rational(scale)
    alone = scale == 1 and len(moving) == 1 and moving[0][1] == 1
    return moving[0][0] if alone else line.add(Product(scale, tuple(moving)))


def _defined_everywhere(line: Graph, base: int, exponent: Fraction) -> bool:
    """Tell whether a power is a polynomial of t, so that 0 times it is 0 for every t."""
    return exponent.denominator == 1 and exponent > 0 and coefficients(line, base) is not None


def _appended(
    powers: list[tuple[int, Fraction]], base: int, exponent: Fraction
) -> list[tuple[int, Fraction]]:
    """Append a power; t t becomes t², since whole positive powers are defined everywhere."""
    for place, (known, other) in enumerate(powers):
        if known == base and min(exponent, other) > 0 and exponent.denominator == other.denominator == 1:
            return [*powers[:place], (base, exponent + other), *powers[place + 1 :]]
    return [*powers, (base, exponent)]


def _power(line: Graph, base: int, exponent: int) -> int:
    """Return a power; one whose exponent has become a number is written as a product."""
    value = line.value(exponent)
    if value is None or line.is_euler(base):
        return line.add(Power(base, exponent))
    return _product(line, ONE, [(base, value)])
