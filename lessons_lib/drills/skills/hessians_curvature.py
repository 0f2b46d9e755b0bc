"""Lesson 04: curvature along directions, H times a vector, and the paraboloid that fits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ._exercise import Exercise, Line
from ._matrices import Matrix, Vector, applied, decimal, dot, products, typed, vector_at_random
from ._polynomials import PolynomialMap
from ._skill import Chance, skill
from ._worded import Amount, Asked, Slip, amount, line, listed, worded, worked_out

_UNITS = tuple(
    (Fraction(a, 5), Fraction(b, 5)) for a in (-4, -3, 3, 4) for b in (-4, -3, 3, 4) if abs(a) != abs(b)
)


def symmetric(chance: Chance, size: int = 5, scale: int = 1) -> Matrix:
    """Return a symmetric matrix of two rows without zeros, all entries multiples of `scale`."""
    a, b, c = (scale * entry for entry in vector_at_random(chance, 3, size))
    return (a, b), (b, c)


def polynomial(chance: Chance, size: int) -> PolynomialMap:
    """Return a cubic of two or three variables."""
    a, b = chance.sample((2, 3, 4), 2)
    if size == 2:
        head = chance.choice(("x^2 y", "x^3", "x y^2"))
        return PolynomialMap((f"{head} + {a}x y {chance.choice(('+', '-'))} {b}y^2",), ("x", "y"))
    head = chance.choice(("x y z", "x^2 y", "x z^2"))
    return PolynomialMap((f"{head} + {a}y z {chance.choice(('+', '-'))} {b}x^2",), ("x", "y", "z"))


# along a direction


@skill("curvature along a direction", "hessians", "4. Curvature in every direction · core")
def along(chance: Chance, level: int) -> Exercise:
    """Ask for whole numbers, then for a unit vector, then for a formula and a direction of any length."""
    if level < 3:
        u = vector_at_random(chance, 2, 2) if level == 1 else chance.choice(_UNITS)
        matrix = symmetric(chance, 5, 1 if level == 1 else 5)
        asked = worded(
            f"At a point the Hessian is {{H = {typed(matrix)}}}. What is {{u' H u}} for {{u = {listed(u)}}}?"
        )
        return _bent(asked, matrix, u, ())
    f, point = polynomial(chance, 2), vector_at_random(chance, 2, 2)
    way, matrix = chance.choice(((3, 4), (4, -3), (-3, 4), (4, 3))), f.hessian(point)
    u = tuple(Fraction(entry, 5) for entry in way)
    asked = worded(
        f"What is the second derivative of {{{f.outputs[0]}}} at {{{listed(point)}}}, along the direction of "
        f"{{{listed(way)}}}, per unit of length?"
    )
    steps = line("Hessian", f"{{H = {typed(matrix)}}}"), line("length 1", f"{{u = {listed(u)}}}")
    too_long = Slip(
        dot(way, applied(matrix, way)), "direction of another length", "This direction is longer than 1."
    )
    return _bent(asked, matrix, u, steps, too_long)


def _bent(asked: Asked, matrix: Matrix, u: Vector, before: tuple[Line, ...], *more: Slip) -> Exercise:
    turned = applied(matrix, u)
    hints = (
        "The slope along u changes as you walk along u: use the direction twice.",
        "First {H u}, then its product with u. The direction has length 1 where a curvature is asked for."
        if before else "First {H u}, then its product with u.",
        "The first entry of {H u} is a row of H times u. For the end, multiply with u again.",
    )  # fmt: skip
    steps = (
        *before,
        line("H times u", f"{{H u = {listed(turned)}}}"),
        line("times u", f"{{{products(u, turned)} = {amount(dot(u, turned))}}}"),
    )
    return worked_out(asked, dot(u, turned), hints, steps, (*_bent_slips(matrix, u), *more))


def _bent_slips(matrix: Matrix, u: Vector) -> Iterator[Slip]:
    (a, b), (_, c) = matrix
    one, other = u
    squares = a * one * one + c * other * other
    yield Slip(squares, "mixed term left out", "The entries off the diagonal count, too.")
    message = "The mixed entry stands in H twice, so it counts twice."
    yield Slip(squares + b * one * other, "mixed term once", message)
    yield Slip(
        applied(matrix, u), "one product left out", "This is H times u, a list; multiply with u once more."
    )
    yield Slip(
        a + c, "sum of the diagonal", "This is the sum of the diagonal; it does not know the direction."
    )


# H times a vector


@skill("hessian-vector product", "curvature", "4. Too big to build · core")
def times_vector(chance: Chance, level: int) -> Exercise:
    """Ask with the Hessian given, then with a formula, then with three variables."""
    v = vector_at_random(chance, 3 if level == 3 else 2, 2)
    if level == 1:
        matrix = symmetric(chance)
        return _multiplied(
            worded(f"What is {{H v}} for {{H = {typed(matrix)}}} and {{v = {listed(v)}}}?"), matrix, v, None
        )
    f, point = polynomial(chance, len(v)), vector_at_random(chance, len(v), 2)
    asked = worded(
        f"H is the Hessian of {{{f.outputs[0]}}} at {{{listed(point)}}}. What is {{H v}} "
        f"for {{v = {listed(v)}}}?"
    )
    return _multiplied(asked, f.hessian(point), v, f.jacobian(point)[0])


def _multiplied(asked: Asked, matrix: Matrix, v: Vector, gradient: Vector | None) -> Exercise:
    answer = applied(matrix, v)
    hints = (
        "It says how the gradient changes along v: one number for each variable.",
        "Each row of H times v gives one entry.",
        f"The first entry is {{{products(matrix[0], v)}}}."
        if gradient is None
        else "Begin with the first row of H.",
    )
    known = () if gradient is None else (line("Hessian", f"{{H = {typed(matrix)}}}"),)
    steps = (*known, line("rows times v", f"{{H v = {listed(answer)}}}"))
    return worked_out(asked, answer, hints, steps, _multiplied_slips(matrix, v, gradient))


def _multiplied_slips(matrix: Matrix, v: Vector, gradient: Vector | None) -> Iterator[Slip]:
    yield Slip(
        dot(v, applied(matrix, v)), "one product too many", "A number for each variable is asked for: a list."
    )
    diagonal = [matrix[i][i] * entry for i, entry in enumerate(v)]
    yield Slip(diagonal, "off-diagonal missing", "This uses the diagonal alone; each row has more entries.")
    yield Slip(
        [-entry for entry in applied(matrix, v)],
        "sign",
        "The sizes are right; look at the sign of the whole.",
    )
    if gradient is not None:
        yield Slip(gradient, "gradient", "This is the gradient; how does it change along v?")


# the paraboloid


@skill("second-order taylor", "hessians", "5. A paraboloid that fits · core")
def taylor(chance: Chance, level: int) -> Exercise:
    """Ask for one variable, then for two with all numbers given, then for a formula."""
    step = tuple(Fraction(entry, 10) for entry in vector_at_random(chance, 2))
    if level == 1:
        return _on_a_curve(vector_at_random(chance, 3, 5), step[0])
    if level == 2:
        value, slopes, matrix = chance.randint(-5, 9), vector_at_random(chance, 2, 5), symmetric(chance, 4)
        asked = worded(
            f"At P a function has the value {{{value}}}, the gradient {{{listed(slopes)}}} and the Hessian "
            f"{{H = {typed(matrix)}}}. Forecast its value to second order, {_by(step)}."
        )
        return _forecast(asked, value, slopes, matrix, step)
    f, point = polynomial(chance, 2), vector_at_random(chance, 2, 2)
    asked = worded(f"Forecast {{{f.outputs[0]}}} to second order: from {{P = {listed(point)}}}, {_by(step)}.")
    return _forecast(asked, f.at(point)[0], f.jacobian(point)[0], f.hessian(point), step)


def _by(step: Vector) -> str:
    return f"for the step {{s = {decimal(step)}}}"


def _decimal(value: Amount) -> str:
    return decimal((value,))[1:-1]


def _on_a_curve(numbers: Vector, step: Amount) -> Exercise:
    value, slope, second = numbers
    asked = worded(
        f"At a point f has the value {{{amount(value)}}}, the slope {{{amount(slope)}}} and the second "
        f"derivative {{{amount(second)}}}. What does the fitting parabola forecast "
        f"after a step of {{{_decimal(step)}}}?"
    )
    return _forecast(asked, value, (slope,), ((second,),), (step,))


def _forecast(asked: Asked, value: Amount, slopes: Vector, matrix: Matrix, step: Vector) -> Exercise:
    first, second = dot(slopes, step), Fraction(dot(step, applied(matrix, step)))
    answer = value + first + second / 2
    hints = (
        "The tangent first; then what bending adds.",
        "Value, plus slopes times step, plus half of the second derivatives times the step, twice.",
        f"The tangent adds {{{products(slopes, step)}}}.",
    )
    steps = (
        line("value", f"Here it is {{{_decimal(value)}}}."),
        line("slopes times step", f"{{{products(slopes, step)} = {_decimal(first)}}}"),
        line("bending", f"Half of {{{_decimal(second)}}} is {{{_decimal(second / 2)}}}."),
        line("add", f"{{{_decimal(value)} + {_part(first)} + {_part(second / 2)} = {_decimal(answer)}}}"),
    )
    return worked_out(asked, _decimal(answer), hints, steps, _forecast_slips(value, first, second))


def _forecast_slips(value: Amount, first: Amount, second: Fraction) -> tuple[Slip, ...]:
    return (
        Slip(
            _decimal(value + first + second),
            "half forgotten",
            "Bending counts by one half.",
        ),
        Slip(
            _decimal(value + first),
            "bending left out",
            "This is the tangent's forecast; add what bending does.",
        ),
        Slip(
            _decimal(first + second / 2),
            "value left out",
            "This is only the change; where did it start from?",
        ),
        Slip(_decimal(value + first - second / 2), "sign", "Look at the sign of the last part."),
        Slip(_decimal(value + second / 2), "slopes left out", "The tangent's part is missing."),
    )


def _part(value: Amount) -> str:
    return f"({_decimal(value)})" if value < 0 else _decimal(value)
