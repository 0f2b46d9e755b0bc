"""Lesson 03: what a map does to areas, to orientation and to dimensions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product as product_of
from itertools import starmap
from typing import NamedTuple

from ._exercise import Exercise, Line
from ._matrices import Matrix, Vector, at_random, determinant, product, typed, vector_at_random
from ._polynomials import PolynomialMap, summed
from ._skill import Chance, skill
from ._worded import Amount, Asked, Slip, amount, chosen, in_brackets, line, listed, worded, worked_out

_RULE = "The area of the parallelogram of both columns is {a d - b c}, up to its sign."


def _worked_determinant(matrix: Matrix) -> str:
    (a, b), (c, d) = matrix
    left, right = (f"{in_brackets(one)}*{in_brackets(other)}" for one, other in ((a, d), (b, c)))
    return f"{left} - {right}"


def _bent(chance: Chance, size: int) -> tuple[PolynomialMap, Vector]:
    """Return a map of the plane and a point where it keeps both dimensions."""
    a, b = vector_at_random(chance, 2)
    one = chance.choice((summed((1, "x^2"), (a, "y")), summed((a, "x y")), summed((1, "x"), (a, "y^2"))))
    other = chance.choice((summed((1, "x y")), summed((b, "x"), (1, "y^2")), summed((1, "x^2"), (b, "y"))))
    f, point = PolynomialMap((one, other), ("x", "y")), vector_at_random(chance, 2, size)
    return (f, point) if determinant(f.jacobian(point)) else _bent(chance, size)


def _square(chance: Chance, size: int) -> Matrix:
    """Return a matrix that keeps both dimensions, with an area that is not its diagonal's."""
    found = at_random(chance, 2, 2, size)
    return found if determinant(found) not in {0, found[0][0] * found[1][1]} else _square(chance, size)


# by what factor

_FACTOR = "By what factor do small areas grow?"


@skill("area factor", "jacobians", "4. Does it grow, and does it flip? · core")
def area(chance: Chance, level: int) -> Exercise:
    """Ask for a given Jacobian, then for a map at a point, then for two maps one after another."""
    if level == 1:
        jacobian = _square(chance, 3)
        asked = worded(f"At a point a map has the Jacobian {{J = {typed(jacobian)}}}. {_FACTOR}")
        return _area_of(asked, jacobian, ())
    f, point = _bent(chance, size=3 if level == 2 else 2)
    if level == 2:
        asked = worded(
            f"The map is {{{f.formula}}}, of {f.defined}. At {{{listed(point)}}}: {_FACTOR.lower()}"
        )
        jacobian = f.jacobian(point)
        return _area_of(asked, jacobian, (line("Jacobian there", f"{{J = {typed(jacobian)}}}"),))
    return _area_of_two(f, point, _square(chance, 2))


def _area_of(asked: Asked, jacobian: Matrix, before: tuple[Line, ...]) -> Exercise:
    size = determinant(jacobian)
    hints = (
        "A little square becomes a parallelogram: how large is that?",
        f"{_RULE} An area is never negative.",
        f"The product of the diagonal is {{{_worked_determinant(jacobian).split(' - ')[0]}}}.",
    )
    steps = (
        *before,
        line("determinant", f"{{{_worked_determinant(jacobian)} = {amount(size)}}}"),
        line(
            "its size",
            f"So small areas become {{{amount(abs(size))}}} times as large: {{{amount(abs(size))}}}",
        ),
    )
    return worked_out(asked, abs(size), hints, steps, _area_slips(jacobian))


def _area_slips(jacobian: Matrix) -> Iterator[Slip]:
    (a, b), (c, d) = (tuple(map(Fraction, row)) for row in jacobian)
    signed = "This is the determinant with its sign; the sign speaks of flipping, the factor is its size."
    yield Slip(determinant(jacobian), "sign of the determinant", signed)
    message = "The two products are subtracted, not added."
    yield Slip(abs(a * d + b * c), "sum for difference", message)
    yield Slip(
        abs(a + d), "trace for determinant", "This is the sum of the diagonal; an area is made of products."
    )
    yield Slip(
        abs(a * d),
        "diagonal only",
        "This is the product of the diagonal; use the other two entries.",
    )


def _area_of_two(f: PolynomialMap, point: Vector, second: Matrix) -> Exercise:
    jacobian = f.jacobian(point)
    one, other = abs(determinant(jacobian)), abs(determinant(second))
    asked = worded(
        f"First comes {{{f.formula}}}, of {f.defined}, then the linear map {{A = {typed(second)}}}. "
        f"By what factor do small areas at {{{listed(point)}}} grow in all?"
    )
    hints = (
        "Go step by step: what does the first map do to an area, what the second?",
        "Each map multiplies areas by the size of its determinant.",
        f"For the second map: {{{_worked_determinant(second)}}}, without its sign.",
    )
    steps = (
        line("Jacobian of the first map", f"{{J = {typed(jacobian)}}}"),
        line("its determinant", f"{{{_worked_determinant(jacobian)} = {amount(determinant(jacobian))}}}"),
        line("the second determinant", f"{{{_worked_determinant(second)} = {amount(determinant(second))}}}"),
        line("multiply the sizes", f"{{{amount(one)}*{amount(other)} = {amount(one * other)}}}"),
    )
    return worked_out(asked, one * other, hints, steps, _area_of_two_slips(one, other))


def _area_of_two_slips(one: Fraction, other: Fraction) -> tuple[Slip, ...]:
    return (
        Slip(-one * other, "sign of the determinant", "A factor of areas has no sign."),
        Slip(
            one + other, "sum for product", "The factors of both maps multiply: they come one after another."
        ),
        Slip(one, "first map only", "This is the first map alone; the second does something to areas, too."),
        Slip(
            other, "second map only", "This is the second map alone; the first does something to areas, too."
        ),
    )


# size and sign

_WHAT = "What happens to a small shape?"


class _Fate(NamedTuple):
    size: str
    side: str

    @property
    def said(self) -> str:
        return f"{self.size} and {self.side}" if self.side else "collapses: no area is left"


_SIZES = ("grows", "keeps its size", "shrinks")
_FATES = (*starmap(_Fate, product_of(_SIZES, ("does not flip", "flips"))), _Fate("collapses", ""))


def _fate(size: Amount) -> _Fate:
    if not size:
        return _FATES[-1]
    grown = _SIZES[1] if size in {1, -1} else _SIZES[0] if size * size > 1 else _SIZES[2]
    return _Fate(grown, "flips" if size < 0 else "does not flip")


@skill("growing and flipping", "jacobians", "What you saw: a size and a sign")
def flips(chance: Chance, level: int) -> Exercise:
    """Ask for a given Jacobian, then for a map at a point, then for bent coordinates or two maps."""
    if level == 1:
        jacobian = _of_determinant(chance, chance.choice((3, -3, 1, -1, Fraction(1, 2), Fraction(-1, 2), 0)))
        asked = worded(f"At a point a map has the Jacobian {{J = {typed(jacobian)}}}. {_WHAT}")
        return _fated(asked, determinant(jacobian), _worked_determinant(jacobian))
    if level == 2:
        f, point = _scaled(chance)
        question = f"The map is {{{f.formula}}}, of {f.defined}. At {{{listed(point)}}}: {_WHAT.lower()}"
        jacobian = f.jacobian(point)
        return _fated(worded(question), determinant(jacobian), _worked_determinant(jacobian))
    return chance.choice((_in_bent_coordinates, _after_another))(chance)


def _of_determinant(chance: Chance, size: Amount) -> Matrix:
    """Return a matrix of this determinant, sheared so that it does not stand on the diagonal."""
    a, b = chance.choice((1, 2)), chance.choice((-2, -1, 1, 2))
    one, other = ((a, 0), (b, Fraction(size) / a)), ((1, chance.choice((-1, 1, 2))), (0, 1))
    return product(one, other)


def _scaled(chance: Chance) -> tuple[PolynomialMap, Vector]:
    """Return a map and a point with a determinant near 1, or 0."""
    a, b = vector_at_random(chance, 2)
    outputs = chance.choice((
        ("x^2/4 + y", summed((a, "x"), (b, "y"))), ("x y/2", summed((1, "x"), (a, "y"))),
        ("x y", summed((1, "y"), (b, "x"))), (summed((1, "x"), (a, "y^2")), "x + y"),
    ))  # fmt: skip
    return PolynomialMap(outputs, ("x", "y")), vector_at_random(chance, 2, 2)


def _in_bent_coordinates(chance: Chance) -> Exercise:
    r = chance.choice((Fraction(1, 3), Fraction(1, 2), 1, 2, 3))
    name, formula, at, size, rule = chance.choice((
        ("r, t", "[r cos(t), r sin(t)]", f"r = {amount(r)}", r, "r cos(t)^2 + r sin(t)^2"),
        ("t, r", "[r cos(t), r sin(t)]", f"r = {amount(r)}", -r, "-r sin(t)^2 - r cos(t)^2"),
        ("x, y", "[e^x cos(y), e^x sin(y)]", f"x = {_log(r)}", r * r, "e^(2x) cos(y)^2 + e^(2x) sin(y)^2"),
        ("x, y", "[e^x sin(y), e^x cos(y)]", f"x = {_log(r)}", -r * r, "-e^(2x) sin(y)^2 - e^(2x) cos(y)^2"),
    ))  # fmt: skip
    asked = worded(f"The map is {{{formula}}}, of {name} in this order. Where {{{at}}}: {_WHAT.lower()}")
    return _fated(asked, size, rule)


def _log(value: Amount) -> str:
    if value == 1:
        return "0"
    return f"log({amount(value)})" if value > 1 else f"-log({amount(1 / Fraction(value))})"


_HALF, _QUARTER = Fraction(1, 2), Fraction(1, 4)
_PAIRS: tuple[tuple[Amount, Amount], ...] = (
    (2, -3), (-2, _HALF), (-3, -2), (_HALF, -4), (4, -_QUARTER), (-1, -1), (-2, -_QUARTER), (5, 0),
    (-_HALF, -2),
)  # fmt: skip


def _after_another(chance: Chance) -> Exercise:
    sizes = chance.choice(_PAIRS)
    one, other = (_of_determinant(chance, size) for size in sizes)
    asked = worded(
        f"First comes a map with the Jacobian {{{typed(one)}}}, then one with the Jacobian "
        f"{{{typed(other)}}}. {_WHAT}"
    )
    return _fated(asked, sizes[0] * sizes[1], f"{in_brackets(sizes[0])}*{in_brackets(sizes[1])}")


def _fated(asked: Asked, size: Amount, worked: str) -> Exercise:
    right = _fate(size)
    hints = (
        "Two questions: is the area larger or smaller, and is the shape turned over?",
        f"{_RULE} Its size is compared with 1, its sign with 0.",
        f"Here it is {{{worked}}}: work it out.",
    )
    steps = (
        line("determinant", f"{{{worked} = {amount(size)}}}"),
        Line("size and sign", f"So a small shape {right.said}."),
    )
    slips = [_fate_slip(each, right) for each in _FATES if each != right]
    return chosen(asked, right.said, hints, steps, slips)


def _fate_slip(chosen_one: _Fate, right: _Fate) -> Slip:
    if not chosen_one.side or not right.side:
        message = "Is the determinant 0 here? Only then nothing is left of an area."
        return Slip(chosen_one.said, "collapse", message)
    if chosen_one.size == right.size:
        message = "About the size you are right; the sign of the determinant tells the rest."
        return Slip(chosen_one.said, "sign of the determinant", message)
    if chosen_one.side == right.side:
        message = "About flipping you are right; now compare the size of the determinant with 1."
        return Slip(chosen_one.said, "size of the determinant", message)
    message = "Work out the determinant again: neither its size nor its sign fits."
    return Slip(chosen_one.said, "determinant", message)
