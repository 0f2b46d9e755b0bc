"""A formula along a straight line: every variable becomes p + t u; and the coefficients of a polynomial."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from .graph import ONE, Entry, Graph, Product, add, multiply, whole_power
from .tree import Call, Name, Number, Power, Sum

Coefficients: TypeAlias = tuple[Fraction, ...]

DEGREE = 60


def coefficients(graph: Graph, root: int) -> Coefficients | None:
    """Return the coefficients by ascending power, without trailing zeros; None for anything else."""
    known: dict[int, Coefficients | None] = {}
    for index in graph.reachable([root]):
        known[index] = _of_node(graph.nodes[index], known)
    return known[root]


def _of_node(node: Entry, known: dict[int, Coefficients | None]) -> Coefficients | None:
    match node:
        case Number(value):
            return _trimmed([value])
        case Name():
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
        places[index] = _moved(line, graph.nodes[index], places, moving)
    return line, places


def _moved(line: Graph, node: Entry, places: dict[int, int], moving: dict[str, int]) -> int:
    match node:
        case Name(name):
            return moving[name]
        case Sum(terms):
            return _moved_sum(line, [places[term] for term in terms])
        case Product(coefficient, powers):
            return _moved_product(line, coefficient, [(places[base], exponent) for base, exponent in powers])
        case Power(base, exponent):
            return _moved_power(line, places[base], places[exponent])
        case Call(function, arguments):
            return line.add(Call(function, tuple(places[argument] for argument in arguments)))
    return line.add(node)


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


def _moved_power(line: Graph, base: int, exponent: int) -> int:
    """Return a power; one whose exponent has become a number is written as a product."""
    value = line.value(exponent)
    if value is None or line.is_euler(base):
        return line.add(Power(base, exponent))
    return _moved_product(line, ONE, [(base, value)])
