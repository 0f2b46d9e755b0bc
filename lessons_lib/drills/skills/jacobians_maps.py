"""Lesson 03: Jacobians of formulas, and what they say about small steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lessons_lib.check.reading import Problem

from ._asking import asked_for
from ._exercise import Exercise
from ._matrices import (
    Matrix,
    Vector,
    applied,
    at_random,
    decimal,
    plus,
    products,
    transposed,
    typed,
    vector_at_random,
)
from ._polynomials import PolynomialMap
from ._skill import Chance, skill
from ._worded import Asked, Slip, line, listed, worded, worked_out

_FACTORS = ((2, 3), (3, 2), (4, 5), (5, 4))
_ROWS = "Each output has a row of its own: its slope by the first input, then by the next."

# formulas


@skill("jacobian", "jacobians", "1. Two outputs, two gradients · core")
def jacobian(chance: Chance, level: int) -> Exercise:
    """Ask for a map of the plane, then with sines and exponentials, then for three inputs or outputs."""
    outputs, variables = _formulas(chance, level)
    return asked_for(Problem("jacobian", f"[{', '.join(outputs)}]", variables), nudge=_ROWS)


def _formulas(chance: Chance, level: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    a, b = chance.choice(_FACTORS)
    if level == 1:
        one = chance.choice((f"{a}x^2 + {b}y", f"x^2 - {a}y^2", f"{a}x + y^2", f"x^3 - {b}y"))
        return (one, chance.choice((f"{b}x y", "x y^2", f"x + {b}y", "x^2 y"))), ("x", "y")
    if level == 2:
        one = chance.choice(("sin x + y^2", "e^x y", "x cos y", f"e^({a}x) + y", f"sin({a}y) - x"))
        return (one, chance.choice((f"x^2 + {b}y", f"{b}x y", "x^2 y", f"y^3 - {a}x"))), ("x", "y")
    one = chance.choice(("x y z", "x^2 y + z", f"{a}x z - y^2", "x e^y + z"))
    two = chance.choice((f"x + {b}y z", "y sin z", "x^2 + y^2 + z^2", "e^x + y z"))
    curved = (chance.choice(("x^2 y", "x e^y")), chance.choice(("x sin y", "y/x")), f"{a}x - y^{b}")
    return chance.choice((((one, two), ("x", "y", "z")), (curved, ("x", "y"))))


@skill("jacobian at a point", "jacobians", "1. Two outputs, two gradients · core")
def at_a_point(chance: Chance, level: int) -> Exercise:
    """Ask for a map of the plane, then for three outputs, then for three inputs."""
    outputs, variables = _polynomials(chance, level)
    at = chance.choice((("2", "-1", "1"), ("-1", "2", "-2")))[: len(variables)]
    problem = Problem("jacobian", f"[{', '.join(outputs)}]", variables, at=at)
    return asked_for(problem, nudge="First the formulas of all slopes; only then put the point in.")


def _polynomials(chance: Chance, level: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    a, b = chance.choice(_FACTORS)
    one = chance.choice((f"x^2 + {a}y", f"{a}x y", f"x^2 - {b}y^2", f"x + {b}y^2"))
    if level < 3:
        outputs = one, chance.choice((f"x y + {b}x", "x^2 y", f"{b}x - y^2"))
        return (*outputs, f"x y^2 - {a}x")[: level + 1], ("x", "y")
    first = chance.choice(("x y z", f"x^2 y - {a}z", f"x z + {b}y^2"))
    return (first, chance.choice((f"{a}x + y z", f"x y + z^{b}", "x^2 + y^2 + z^2"))), ("x", "y", "z")


# a small step


@skill("first-order estimate", "jacobians", "3. What a map looks like close up · core")
def estimate(chance: Chance, level: int) -> Exercise:
    """Ask with value and Jacobian given, then with a formula, then with three inputs."""
    size = 3 if level == 3 else 2
    step = tuple(Fraction(entry, 10) for entry in vector_at_random(chance, size))
    if level == 1:
        return _given(vector_at_random(chance, 2, 5), at_random(chance, 2, 2), step)
    outputs, variables = _polynomials(chance, 1 if level == 2 else 3)
    return _near(PolynomialMap(outputs, variables), vector_at_random(chance, size, 2), step)


def _given(value: Vector, jacobian: Matrix, step: Vector) -> Exercise:
    asked = worded(
        f"At a point a map has the value {{{listed(value)}}} and the Jacobian {{J = {typed(jacobian)}}}. "
        f"What is its value after the step {{h = {decimal(step)}}}, to first order?"
    )
    return _estimated(asked, value, jacobian, step)


def _near(f: PolynomialMap, point: Vector, step: Vector) -> Exercise:
    asked = worded(
        f"The map is {{{f.formula}}}, of {f.defined}. Estimate its value at {{{decimal(plus(point, step))}}} "
        f"to first order, from value and Jacobian at {{{listed(point)}}}."
    )
    return _estimated(asked, f.at(point), f.jacobian(point), step)


def _estimated(asked: Asked, value: Vector, jacobian: Matrix, step: Vector) -> Exercise:
    change = applied(jacobian, step)
    answer = plus(value, change)
    hints = (
        "Close up, the map is its value here plus a linear map of the step.",
        "The estimate is value plus Jacobian times step: each row of J gives one entry.",
        f"The first row of J times the step is {{{products(jacobian[0], step)}}}.",
    )
    steps = (
        line("value here", f"{{f(P) = {listed(value)}}}"),
        line("Jacobian here", f"{{J = {typed(jacobian)}}}"),
        line("Jacobian times step", f"{{J h = {decimal(change)}}}"),
        line("add the value", f"{{f(P) + J h = {decimal(answer)}}}"),
    )
    return worked_out(asked, decimal(answer), hints, steps, _estimate_slips(value, jacobian, step))


def _estimate_slips(value: Vector, jacobian: Matrix, step: Vector) -> Iterator[Slip]:
    change = applied(jacobian, step)
    forgot = "This is only the change; where did the map start from?"
    yield Slip(decimal(change), "value left out", forgot)
    back = "The step was taken backwards: here the change has the wrong sign."
    yield Slip(decimal(plus(value, change, -1)), "sign", back)
    if len(jacobian) == len(step):
        turned = applied(transposed(jacobian), step)
        message = "Rows and columns have changed places: each row of J gives one output."
        yield Slip(decimal(plus(value, turned)), "transposed Jacobian", message)
    yield Slip(
        listed(value), "no step taken", "This is the value at the old point; now let the step change it."
    )
