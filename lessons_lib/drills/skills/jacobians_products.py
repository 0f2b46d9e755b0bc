"""Lesson 03: one map after another, and the slope of half the squares."""

from __future__ import annotations

from collections.abc import Iterator

from ._exercise import Exercise
from ._matrices import (
    Matrix,
    Vector,
    applied,
    at_random,
    matrix_asked,
    product,
    products,
    transposed,
    typed,
    vector_at_random,
)
from ._polynomials import PolynomialMap, summed
from ._skill import Chance, skill
from ._worded import Asked, Slip, line, listed, worded, worked_out

_HERE = "Each map close up is a matrix: first the one of f works on the step, then the one of g."
_RULE = "The map that comes first stands on the right, next to the step it works on: {J_g J_f}."


@skill("chain rule for maps", "jacobians", "5. One map after another · core")
def chain(chance: Chance, level: int) -> Exercise:
    """Ask with both matrices given, then with formulas, then with other sizes."""
    if level == 1:
        return _of_matrices(at_random(chance, 2, 2), at_random(chance, 2, 2))
    f, g, point = _maps(chance) if level == 2 else _longer(chance)
    return _of_maps(f, g, point)


def _maps(chance: Chance) -> tuple[PolynomialMap, PolynomialMap, Vector]:
    a, b = vector_at_random(chance, 2)
    first = summed((1, "x"), (a, "y")), chance.choice(("x y", "x^2", "y^2"))
    second = chance.choice(("u^2", "u v", "v^2")), summed((b, "u"), (1, "v"))
    f, g = PolynomialMap(first, ("x", "y")), PolynomialMap(second, ("u", "v"))
    return f, g, vector_at_random(chance, 2, 2)


def _longer(chance: Chance) -> tuple[PolynomialMap, PolynomialMap, Vector]:
    """Return maps from 3 numbers to 2 and on, or from 2 to 3 and back."""
    a, b = vector_at_random(chance, 2)
    if chance.random() < 0.5:
        f = PolynomialMap(
            (summed((1, "x"), (a, "y z")), chance.choice(("x y", "y^2", "x z"))), ("x", "y", "z")
        )
        return f, _maps(chance)[1], vector_at_random(chance, 3, 2)
    f = PolynomialMap((chance.choice(("x y", "x^2")), summed((a, "x"), (1, "y")), "y^2"), ("x", "y"))
    g = PolynomialMap((chance.choice(("u v", "u^2")), summed((1, "v"), (b, "w"))), ("u", "v", "w"))
    return f, g, vector_at_random(chance, 2, 2)


def _of_matrices(outer: Matrix, inner: Matrix) -> Exercise:
    asked = worded(
        f"First comes a map f with the Jacobian {{J_f = {typed(inner)}}} at P, then a map g with "
        f"{{J_g = {typed(outer)}}} at f(P). What is the Jacobian of both together, at P?"
    )
    hints = _HERE, _RULE, f"Upper left stands {{{products(outer[0], transposed(inner)[0])}}}."
    steps = (line("chain rule", f"{{J_g J_f = {typed(product(outer, inner))}}}"),)
    return matrix_asked(asked, product(outer, inner), hints, steps, _order_slips(outer, inner))


def _of_maps(f: PolynomialMap, g: PolynomialMap, point: Vector) -> Exercise:
    lands, inner = f.at(point), f.jacobian(point)
    outer = g.jacobian(lands)
    asked = worded(
        f"First comes the map f, {{{f.formula}}} of {f.defined}, then the map g, {{{g.formula}}} of "
        f"{g.defined}. What is the Jacobian of both together at {{P = {listed(point)}}}?"
    )
    steps = (
        line("Jacobian of the first map", f"At {{P = {listed(point)}}}: {{J_f = {typed(inner)}}}"),
        line("where f lands", f"{{f(P) = {listed(lands)}}}"),
        line("Jacobian of the second map, there", f"{{J_g = {typed(outer)}}}"),
        line("chain rule", f"{{J_g J_f = {typed(product(outer, inner))}}}"),
    )
    hints = (
        _HERE,
        f"{_RULE} Take the one of g where f has landed.",
        "Begin with {f(P)}: put the point into f.",
    )
    slips = (*_order_slips(outer, inner), *_place_slips(g, inner, point))
    return matrix_asked(asked, product(outer, inner), hints, steps, slips)


def _order_slips(outer: Matrix, inner: Matrix) -> Iterator[Slip]:
    if len(inner[0]) == len(outer):
        message = "The factors stand the wrong way round: which map works on the step first?"
        yield Slip(typed(product(inner, outer)), "chain in the wrong order", message)
    message = "The entries are right, but rows and columns have changed places: a row belongs to an output."
    yield Slip(typed(transposed(product(outer, inner))), "transposed Jacobian", message)
    if len(inner) == len(outer) and len(inner[0]) == len(outer[0]):
        entries = (zip(one, other, strict=True) for one, other in zip(outer, inner, strict=True))
        message = "This multiplies entry by entry; a matrix product takes rows times columns."
        yield Slip(typed([[a * b for a, b in row] for row in entries]), "product entry by entry", message)


def _place_slips(g: PolynomialMap, inner: Matrix, point: Vector) -> Iterator[Slip]:
    if len(point) == len(g.variables):
        message = "The Jacobian of g is taken at P itself; it should be taken where f has landed."
        yield Slip(typed(product(g.jacobian(point), inner)), "chain at the wrong point", message)


# half the squares


@skill("gradient of half the squares", "layers", "Back-propagation: a row at a time")
def half_squares(chance: Chance, level: int) -> Exercise:
    """Ask with Jacobian and misses given, then for two linear misses, then for three or for curved ones."""
    if level == 1:
        misses, jacobian = vector_at_random(chance, 2), at_random(chance, 2, 2)
        asked = worded(
            f"The misses are {{r = {listed(misses)}}}, with the Jacobian {{J = {typed(jacobian)}}}. "
            "What is the gradient of {1/2 norm(r)^2}, half the sum of the squares?"
        )
        return _pulled_back(asked, jacobian, misses, ())
    r, point = _misses(chance, level)
    asked = worded(
        f"The misses are {{r = {r.formula}}}. What is the gradient of {{1/2 norm(r)^2}}, half the sum of "
        f"their squares, with respect to {r.defined}, at {{{listed(point)}}}?"
    )
    return _pulled_back(asked, r.jacobian(point), r.at(point), ("the misses", "their Jacobian"))


def _misses(chance: Chance, level: int) -> tuple[PolynomialMap, Vector]:
    rows, seen = chance.sample(((1, 1), (2, 1), (3, 1), (-1, 1), (1, 2)), 3), vector_at_random(chance, 3, 5)
    linear = [summed((a, "a"), (b, "b"), (c, "")) for (a, b), c in zip(rows, seen, strict=True)]
    if level == 2:
        return PolynomialMap(tuple(linear[:2]), ("a", "b")), vector_at_random(chance, 2, 2)
    curved = (linear[0], summed((1, chance.choice(("a b", "a^2", "b^2"))), (seen[1], "")))
    return PolynomialMap(chance.choice((tuple(linear), curved)), ("a", "b")), vector_at_random(chance, 2, 2)


def _pulled_back(asked: Asked, jacobian: Matrix, misses: Vector, said: tuple[str, ...]) -> Exercise:
    turned = transposed(jacobian)
    hints = (
        "Differentiate each square: every miss gives itself times its own slopes.",
        "The gradient is {J' r}: each column of the Jacobian times the misses.",
        f"The first entry is {{{products(turned[0], misses)}}}.",
    )
    found = (f"{{r = {listed(misses)}}}", f"{{J = {typed(jacobian)}}}")
    steps = [line(rule, template) for rule, template in zip(said, found, strict=False)]
    steps.append(line("columns times misses", f"{{J' r = {typed(turned)}*{listed(misses)}}}"))
    steps.append(line("work it out", f"{{J' r = {listed(applied(turned, misses))}}}"))
    return worked_out(asked, applied(turned, misses), hints, steps, _back_slips(jacobian, misses))


def _back_slips(jacobian: Matrix, misses: Vector) -> Iterator[Slip]:
    right = applied(transposed(jacobian), misses)
    if len(jacobian) == len(jacobian[0]):
        message = "These are the rows of J times r; the gradient takes the columns, one for each variable."
        yield Slip(applied(jacobian, misses), "transpose forgotten", message)
    message = "The half in front takes the 2 of the squares away."
    yield Slip(tuple(2 * entry for entry in right), "factor 2 too many", message)
    message = "These are the sums of the columns of J; each slope is still multiplied by its miss."
    yield Slip(tuple(map(sum, transposed(jacobian))), "misses left out", message)
    yield Slip(tuple(-entry for entry in right), "sign", "The sizes are right; this is the way downhill.")
