"""The curves: functions of one number."""

from __future__ import annotations

import math

from lessons_lib.catalogue._example import ALL, BLOG, COURSE, CURRICULUM, Example, Flat, View, listed


def curves_alone() -> tuple[Example, ...]:
    """Return the curves that are not in the table of slopes to know by heart."""
    return (
        listed("parabola", "x^2 - 6x + 13", BLOG, (-1, 7, 0, 20), ALL, (3.0, "minimum")),
        listed("absolute value", "|x|", CURRICULUM, (-3, 3, -1, 3), ALL),
        listed("cube root", "cbrt x", COURSE, (-3, 3, -2, 2), ALL),
        listed("square root", "sqrt x", COURSE, (-1, 5, -0.5, 2.5), "x ≥ 0"),
        listed("two valleys", "t^4 - 4t^2 + t", COURSE, (-2.5, 2.5, -7, 8), ALL, *_TWO_VALLEYS),
        listed("quartic", "x^4/4 - x^3/3 - x^2 + 1", BLOG, (-2.2, 3, -3, 5), ALL, *_QUARTIC),
        listed("dome", "-x^2", BLOG, (-2.5, 2.5, -5, 1), ALL, (0.0, "maximum")),
        listed("fourth power", "x^4", BLOG, (-1.8, 1.8, -0.5, 5), ALL, (0.0, "minimum")),
        listed("square", "x^2", BLOG, (-2.5, 2.5, -1, 5), ALL, (0.0, "minimum")),
    )


_TWO_VALLEYS: tuple[Flat, ...] = (
    (-1.47299760111403, "minimum"),
    (0.126000192586256, "maximum"),
    (1.34699740852777, "minimum"),
)
_QUARTIC: tuple[Flat, ...] = ((-1.0, "minimum"), (0.0, "maximum"), (2.0, "minimum"))
_WAVES: View = (-2 * math.pi, 2 * math.pi, -1.5, 1.5)


def known_by_heart() -> tuple[Example, ...]:
    """Return the ten functions whose slopes are worth knowing by heart, in the order of the table."""
    return (
        listed("cube", "x^3", CURRICULUM, (-2, 2, -4, 4), ALL, (0.0, "neither")),
        listed("exponential", "e^x", CURRICULUM, (-3, 2, -0.5, 6), ALL),
        listed("logarithm", "log x", CURRICULUM, (-0.5, 5, -3, 2), "x > 0"),
        listed("sine", "sin x", CURRICULUM, _WAVES, ALL, *_waves(0.5, "maximum", "minimum")),
        listed("cosine", "cos x", CURRICULUM, _WAVES, ALL, *_waves(0.0, "maximum", "minimum")),
        listed("hyperbolic tangent", "tanh x", CURRICULUM, (-4, 4, -1.5, 1.5), ALL),
        listed("relu", "relu x", CURRICULUM, (-3, 3, -1, 3), ALL),
        listed("sigmoid", "sigmoid x", CURRICULUM, (-6, 6, -0.25, 1.25), ALL),
        listed("softplus", "softplus x", CURRICULUM, (-4, 4, -0.5, 4), ALL),
        listed("reciprocal", "1/x", CURRICULUM, (-3, 3, -4, 4), "x ≠ 0"),
    )


def _waves(crest: float, at_crest: str, at_trough: str) -> tuple[Flat, ...]:
    """Return the flat points of a wave between −2π and 2π, given a crest in units of π."""
    turns = [crest + half for half in range(-4, 5) if -2 <= crest + half <= 2]
    return tuple((turn * math.pi, at_crest if (turn - crest) % 2 == 0 else at_trough) for turn in turns)
