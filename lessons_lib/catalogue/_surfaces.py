"""The surfaces: functions of two numbers, and two of three."""

from __future__ import annotations

import math

from lessons_lib.catalogue._example import (
    BLOG,
    COURSE,
    CURRICULUM,
    PLANE,
    RABBIT,
    Example,
    Flat,
    View,
    listed,
)

HIMMELBLAU = 'D. M. Himmelblau, "Applied Nonlinear Programming" (1972)'
ROSENBROCK = "H. H. Rosenbrock, The Computer Journal 3 (1960), 175-184"
PEANO = 'A. Genocchi and G. Peano, "Calcolo differenziale" (1884)'

PUNCTURED = "all points but (0, 0)"

_NEAR: View = (-2, 2, -2, 2)
_ORIGIN = (0.0, 0.0)
_HIMMELBLAU: tuple[Flat, ...] = (
    ((-3.779310253377747, -3.2831859912861696), "minimum"),
    ((-3.0730257507643897, -0.08135304428796751), "saddle"),
    ((-2.805118086952745, 3.131312518250573), "minimum"),
    ((-0.2708445906673476, -0.9230385564799815), "maximum"),
    ((-0.12796134673068008, -1.9537149802445763), "saddle"),
    ((0.08667750455539636, 2.884254701174776), "saddle"),
    ((3.0, 2.0), "minimum"),
    ((3.385154183607021, 0.07385187983774928), "saddle"),
    ((3.5844283403304917, -1.8481265269644036), "minimum"),
)


def all_surfaces() -> tuple[Example, ...]:
    """Return the functions of two numbers."""
    return (*_valleys(), *_shapes(), *_surprises())


def _valleys() -> tuple[Example, ...]:
    """Return those that one walks down."""
    bottom: Flat = (_ORIGIN, "minimum")
    himmelblau, rosenbrock = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "(1 - x)^2 + 100(y - x^2)^2"
    return (
        listed("bowl", "x^2 + y^2", CURRICULUM, (-6, 6, -6, 6), PLANE, bottom),
        listed("long valley", "x^2/2 + 50y^2", COURSE, (-12, 12, -4, 4), PLANE, bottom),
        listed("turned valley", "(x + y)^2/4 + 25(x - y)^2", COURSE, (-8, 8, -8, 8), PLANE, bottom),
        listed("Himmelblau", himmelblau, HIMMELBLAU, (-5.5, 5.5, -5.5, 5.5), PLANE, *_HIMMELBLAU),
        listed("Rosenbrock", rosenbrock, ROSENBROCK, (-2, 2, -1, 3), PLANE, ((1.0, 1.0), "minimum")),
    )


def _shapes() -> tuple[Example, ...]:
    """Return those with a name for what they look like at the origin."""
    return (
        listed("round dome", "-x^2 - y^2", CURRICULUM, _NEAR, PLANE, (_ORIGIN, "maximum")),
        listed("saddle", "x^2 - y^2", BLOG, _NEAR, PLANE, (_ORIGIN, "saddle")),
        listed("trough", "x^2", CURRICULUM, _NEAR, PLANE, variables=("x", "y")),
        listed("monkey saddle", "x^3 - 3x y^2", COURSE, _NEAR, PLANE, (_ORIGIN, "saddle")),
        listed("flat bowl", "x^4 + y^4", COURSE, _NEAR, PLANE, (_ORIGIN, "minimum")),
        listed("bent trough", "x^2 + y^4", COURSE, _NEAR, PLANE, (_ORIGIN, "undecided")),
        listed("cone", "sqrt(x^2 + y^2)", COURSE, _NEAR, PLANE),
        listed("pyramid", "|x| + |y|", COURSE, _NEAR, PLANE),
    )


def _surprises() -> tuple[Example, ...]:
    """Return those that a lesson differentiates, and those that mislead."""
    half = math.pi / 2
    waves: tuple[Flat, ...] = (((0.0, -half), "saddle"), ((0.0, half), "saddle"))
    drill: tuple[Flat, ...] = (((-2.25, 1.5), "minimum"), (_ORIGIN, "saddle"))
    return (
        listed("hill and wave", "x^2 y + sin y", CURRICULUM, (-3, 3, -3, 3), PLANE, *waves),
        listed("drill", "x^2 + 3x y + y^3", CURRICULUM, (-5, 3, -3, 4), PLANE, *drill),
        listed("symmetry", "x^2 sin y", CURRICULUM, (-3, 3, -3, 3), PLANE),
        listed("slopes without a plane", "x^2 y/(x^2 + y^2)", RABBIT, _NEAR, PUNCTURED),
        listed("Peano", "x y(x^2 - y^2)/(x^2 + y^2)", PEANO, _NEAR, PUNCTURED),
    )


def all_spaces() -> tuple[Example, ...]:
    """Return the functions of three numbers."""
    cube: View = (-2, 2, -2, 2, -2, 2)
    return (
        listed("three variables", "3x^2 + 6y z^3 + 4", BLOG, cube, PLANE),
        listed("softmax", "softmax([x1, x2, x3])", CURRICULUM, cube, PLANE),
    )
