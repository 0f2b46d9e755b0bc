"""Lesson 02: slopes in all directions, tangent planes and contour lines."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from ._exercise import Exercise, Line
from ._hill import Place, dot, dot_line, hill_and_place, scaled
from ._skill import Chance, skill
from ._worded import (
    Asked,
    Slip,
    in_brackets,
    line,
    listed,
    worded,
    worked_out,
)

_TURNED = ((3, 4), (4, 3), (-3, 4), (3, -4), (-4, 3), (4, -3), (-4, -3), (-3, -4))


def _length(arrow: Place) -> int:
    return isqrt(int(dot(arrow, arrow)))


# one direction


@skill("directional derivative", "gradients", "5. The slope in any direction · core")
def directional(chance: Chance, level: int) -> Exercise:
    """Ask for a slope along a unit arrow: from a gradient, from a formula, then along a longer arrow."""
    arrow = chance.choice(_TURNED)
    unit = scaled(arrow, Fraction(1, 5))
    if level == 1:
        gradient = (chance.choice((2, 5, -1, 10)), chance.choice((1, 5, -3, 0)))
        asked = worded(
            f"At a place {{∇f = {listed(gradient)}}}. What is the slope along {{u = {listed(unit)}}}?"
        )
        return _along(asked, gradient, unit, unit, [])
    hill, at = hill_and_place(chance)
    taken = arrow if level == 3 else unit
    asked = worded(
        f"What is the directional derivative of {{f(x, y) = {hill}}} at {{{listed(at)}}} "
        f"in the direction of {{{listed(taken)}}}?"
    )
    steps = [
        line("gradient", f"{{∇f = {hill.slopes}}}"),
        line("put in the place", f"{{∇f = {listed(hill.gradient(*at))}}}"),
    ]
    return _along(asked, hill.gradient(*at), taken, unit, steps)


def _along(asked: Asked, gradient: Place, taken: Place, unit: Place, steps: list[Line]) -> Exercise:
    shortened = [] if taken == unit else [line("unit vector", f"{{{listed(taken)}/5 = {listed(unit)}}}")]
    return worked_out(
        asked,
        dot(gradient, unit),
        (
            "A slope is one number: how much of the gradient lies along the arrow?",
            "The slope along a unit vector is the dot product of the gradient with it.",
            "Find the length of the arrow first."
            if shortened
            else "Multiply the first entries of gradient and arrow.",
        ),
        [*steps, *shortened, dot_line(gradient, unit)],
        _along_slips(gradient, taken, unit),
    )


def _along_slips(gradient: Place, taken: Place, unit: Place) -> list[Slip]:
    products = (gradient[0] * unit[0], gradient[1] * unit[1])
    return [
        Slip(dot(gradient, taken), "arrow not of length 1",
             "The longer the arrow, the larger this number: give it length 1 first."),
        Slip(-dot(gradient, unit), "sign", "Does this direction go up or down?"),
        Slip(products, "products not added", "A slope is one number: add the products."),
        Slip(products[0] - products[1], "products subtracted", "The products of a dot product are added."),
        Slip(gradient[0] * unit[1] + gradient[1] * unit[0], "entries crossed",
             "First entry with first, second with second."),
        Slip(sum(gradient), "arrow left out", "Where is the direction in this?"),
    ]  # fmt: skip


# the steepest way

_STEEP: tuple[tuple[str, Place, Place, str], ...] = (
    ("x^2 + y^2", (3, 4), (6, 8), "[2x, 2y]"), ("x^2 + y^2", (-3, 4), (-6, 8), "[2x, 2y]"),
    ("x^2 - y^2", (4, 3), (8, -6), "[2x, -2y]"), ("x y", (4, 3), (3, 4), "[y, x]"),
    ("x y", (-3, 4), (4, -3), "[y, x]"), ("x^2 + x y", (4, -5), (3, 4), "[2x + y, x]"),
    ("x^2 + 3y", (2, 1), (4, 3), "[2x, 3]"), ("5x + 6y^2", (2, 1), (5, 12), "[5, 12y]"),
    ("4 sin x + 3y", (0, 1), (4, 3), "[4 cos x, 3]"), ("e^(3x) + 4y", (0, 2), (3, 4), "[3e^(3x), 4]"),
    ("8x - 3y^2", (2, 1), (8, -6), "[8, -6y]"),
    ("12 log x + 5y", (1, 3), (12, 5), "[12/x, 5]"), ("x^3 - 4y", (1, 2), (3, -4), "[3x^2, -4]"),
)  # fmt: skip
_ARROWS = ((3, 4), (-4, 3), (6, -8), (-8, -6), (5, 12), (12, -5), (9, 12), (8, 15))


@skill("steepest slope", "gradients", "What you saw: a cosine says it all")
def steepest(chance: Chance, level: int) -> Exercise:
    """Ask for the largest slope: from a gradient, from a formula; then for the steepest unit vector."""
    if level == 1:
        return _steepest_of(chance.choice(_ARROWS), chance.choice(("up", "down")))
    formula, at, gradient, slopes = chance.choice(_STEEP)
    where = f"{{f(x, y) = {formula}}} at {{{listed(at)}}}"
    steps = [line("gradient", f"{{∇f = {slopes}}}"), line("put in the place", f"{{∇f = {listed(gradient)}}}")]
    if level == 2:
        return _length_of(worded(f"How steep is {where} in its steepest direction?"), gradient, steps)
    return _unit_of(worded(f"Which unit vector points the steepest way up on {where}?"), gradient, steps)


def _square(arrow: Place) -> int:
    return int(dot(arrow, arrow))


def _steepest_of(gradient: Place, way: str) -> Exercise:
    if way == "up":
        return _length_of(
            worded(f"At a place the gradient is {{{listed(gradient)}}}. What is the largest slope there?"),
            gradient,
            [],
        )
    size, asked = (
        _length(gradient),
        f"At a place the gradient is {{{listed(gradient)}}}. What is the lowest slope there, with its sign?",
    )
    return worked_out(
        worded(asked), -size, _STEEP_HINTS,
        [*_length_lines(gradient), line("straight down", f"Against the gradient the slope is {{-{size}}}")],
        [Slip(size, "sign", "Down has a sign of its own."), *_length_slips(gradient)],
    )  # fmt: skip


_STEEP_HINTS = (
    "In which direction, seen from the gradient, is the slope largest, and where lowest?",
    "The slope is the length of the gradient times the cosine of the angle to it.",
    "The length comes from Pythagoras: square both entries first.",
)


def _length_of(asked: Asked, gradient: Place, steps: list[Line]) -> Exercise:
    return worked_out(
        asked, _length(gradient), _STEEP_HINTS, [*steps, *_length_lines(gradient)], _length_slips(gradient)
    )


def _length_lines(gradient: Place) -> list[Line]:
    squares = f"{in_brackets(gradient[0])}^2 + {in_brackets(gradient[1])}^2"
    return [line("length", f"{{sqrt({squares}) = sqrt({_square(gradient)}) = {_length(gradient)}}}")]


def _length_slips(gradient: Place) -> list[Slip]:
    east, north = Fraction(gradient[0]), Fraction(gradient[1])
    return [
        Slip(max(abs(east), abs(north)), "one axis only",
             "That is the steeper of two compass directions; between them it can be steeper."),
        Slip(abs(east) + abs(north), "entries added",
             "The sides of a right triangle do not just add up to the long one."),
        Slip(sum(gradient), "entries added",
             "The sides of a right triangle do not just add up to the long one."),
        Slip(_square(gradient), "root left out",
             "Those are the squares, added: one step of Pythagoras is missing."),
        Slip(gradient, "gradient instead of slope", "A slope is one number; the gradient is a list."),
    ]  # fmt: skip


def _unit_of(asked: Asked, gradient: Place, steps: list[Line]) -> Exercise:
    size = _length(gradient)
    unit = scaled(gradient, Fraction(1, size))
    return worked_out(
        asked,
        unit,
        ("Which arrow knows the steepest way?", "The gradient points there; a unit vector has length 1.",
        "Find the length of the gradient first."),
        [*steps, *_length_lines(gradient), line("divide by the length",
            f"{{{listed(gradient)}/{size} = {listed(unit)}}}")],
        [
            Slip(gradient, "arrow not of length 1", "The direction is right; how long is this arrow?"),
            Slip(scaled(unit, -1), "downhill", "That way the height falls fastest."),
            Slip((unit[1], unit[0]), "entries swapped", "East first, north second."),
            Slip((-unit[1], unit[0]), "along the contour line", "Along that direction the slope is 0."),
            Slip(size, "slope instead of direction", "That is how steep it is; which way?"),
        ],
    )  # fmt: skip
