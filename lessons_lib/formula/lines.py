"""A formula along a straight line: every variable becomes p + t u; and the coefficients of a polynomial."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product, zip_longest
from typing import TypeAlias

from .graph import ONE, Graph, Product, add, multiply, whole_power
from .tree import Call, Name, Number, Power, Sum

Coefficients: TypeAlias = tuple[Fraction, ...]

DEGREE = 60


def coefficients(graph: Graph, root: int) -> Coefficients | None:
    """Return the coefficients by ascending power, without trailing zeros; None for anything else."""
    known: dict[int, Coefficients | None] = {}
    for index in graph.reachable([root]):
        known[index] = None
        match graph.nodes[index]:
            case Number(value):
                known[index] = _trimmed([value])
            case Name():
                known[index] = (Fraction(0), ONE)
            case Sum(terms):
                known[index] = _sum([known[term] for term in terms])
            case Product(coefficient, powers):
                known[index] = _product(coefficient, [(known[base], power) for base, power in powers])
    return known[root]


def _sum(terms: list[Coefficients | None]) -> Coefficients | None:
    found = [term for term in terms if term is not None]
    if len(found) < len(terms):
        return None
    return _trimmed([sum(column, Fraction(0)) for column in zip_longest(*found, fillvalue=Fraction(0))])


def _product(scale: Fraction, powers: list[tuple[Coefficients | None, Fraction]]) -> Coefficients | None:
    result: Coefficients = _trimmed([scale])
    for base, exponent in powers:
        if base is None or exponent.denominator != 1 or not 0 <= exponent * len(base) <= DEGREE:
            return None
        for _ in range(int(exponent)):
            longer = [Fraction(0)] * max(len(result) + len(base) - 1, 0)
            for (i, a), (j, b) in product(enumerate(result), enumerate(base)):
                longer[i + j] += a * b
            result = _trimmed(longer)
            if len(result) > DEGREE:
                return None
    return result


def _trimmed(values: list[Fraction]) -> Coefficients:
    while values and not values[-1]:
        values.pop()
    return tuple(values)


# lines


def along(
    graph: Graph, roots: Iterable[int], point: Sequence[Fraction], direction: Sequence[Fraction]
) -> tuple[Graph, dict[int, int]]:
    """Return a graph with the one variable t, and the place in it of everything the roots are made of."""
    line, places = Graph(["t"]), dict[int, int]()
    t = line.add(Name("t"))
    moving = {
        name: add(line, (line.rational(p), multiply(line, t, scale=u)))
        for name, p, u in zip(graph.names, point, direction, strict=True)
    }
    for index in graph.reachable(roots):
        node = graph.nodes[index]
        match node:
            case Name(name):
                places[index] = moving[name]
            case Sum(terms):
                places[index] = _moved_sum(line, [places[term] for term in terms])
            case Product(scale, powers):
                moved = [(places[base], exponent) for base, exponent in powers]
                places[index] = _moved_product(line, scale, moved)
            case Power(base, exponent):
                places[index] = _moved_power(line, places[base], places[exponent])
            case Call(function, arguments):
                places[index] = line.add(Call(function, tuple(places[part] for part in arguments)))
            case _:
                places[index] = line.add(node)
    return line, places


def _moved_sum(line: Graph, terms: list[int]) -> int:
    """Return the sum with its numbers added up, after the terms that move."""
    values = [line.value(term) for term in terms]
    number = sum((value for value in values if value is not None), Fraction())
    moving = [term for term, value in zip(terms, values, strict=True) if value is None]
    if number or not moving:
        moving.append(line.rational(number))
    return line.add(Sum(tuple(moving))) if len(moving) > 1 else moving[0]


def _moved_product(line: Graph, scale: Fraction, powers: list[tuple[int, Fraction]]) -> int:
    """Return the product with its numbers multiplied together."""
    moving: list[tuple[int, Fraction]] = []
    for base, exponent in powers:
        value = line.value(base)
        number = None if value is None else whole_power(value, exponent)
        if number is not None:
            scale *= number
            continue
        place = next(
            (i for i, (known, power) in enumerate(moving) if known == base and _is_whole(power)), None
        )
        if place is not None and _is_whole(exponent):
            moving[place] = (base, moving[place][1] + exponent)
        else:
            moving.append((base, exponent))
    vanishes = scale == 0 and all(
        _is_whole(power) and coefficients(line, base) is not None for base, power in moving
    )
    if vanishes or not moving:
        return line.rational(scale)
    alone = scale == 1 and len(moving) == 1 and moving[0][1] == 1
    return moving[0][0] if alone else line.add(Product(scale, tuple(moving)))


def _is_whole(exponent: Fraction) -> bool:
    """Tell whether a power is defined where its base is; then t t becomes t², 0 times a polynomial 0."""
    return exponent.denominator == 1 and exponent > 0


def _moved_power(line: Graph, base: int, exponent: int) -> int:
    """Return a power; one whose exponent has become a number is written as a product."""
    value = line.value(exponent)
    if value is None or line.is_euler(base):
        return line.add(Power(base, exponent))
    return _moved_product(line, ONE, [(base, value)])
