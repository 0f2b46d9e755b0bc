"""The named functions of the course: where each comes from, where it lives, and what is known of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from lessons_lib.symbolic import Function

BLOG = 'the article "Derivatives, Gradients, Jacobians and Hessians, Oh My!" and its discussion (2025)'
RABBIT = "the answer that explains the gradient with a rabbit in the mountains"
CURRICULUM = 'the curriculum page "01 - Derivatives, gradients, Jacobians"'
COURSE = "this course"

ALL = "all numbers"

View = tuple[float, float, float, float]
Flat = tuple[float, str]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A function of the course.

    Attributes
    ----------
    name : str
        What `example` finds it by.
    function : Function
        Its formula.
    source : str
        Who brought it up, in words.
    domain : str
        Where it is defined, in words.
    view : (left, right, bottom, top)
        The part of the plane worth looking at.
    flat_points : tuple of (point, kind)
        The flat points inside the view, from left to right; kinds as in `descent.flat_points`.
    """

    name: str
    function: Function
    source: str
    domain: str
    view: View
    flat_points: tuple[Flat, ...] = ()


def _example(name: str, formula: str, source: str, view: View, domain: str = ALL, *flat: Flat) -> Example:
    return Example(name, Function(formula), source, domain, view, flat)


@cache
def _examples() -> dict[str, Example]:
    return {example.name: example for example in (*_curves(), *_known_by_heart())}


def _curves() -> tuple[Example, ...]:
    """Return the curves of lesson 01 that are not in the table of slopes to know by heart."""
    return (
        _example("parabola", "x^2 - 6x + 13", BLOG, (-1, 7, 0, 20), ALL, (3.0, "minimum")),
        _example("absolute value", "|x|", CURRICULUM, (-3, 3, -1, 3)),
        _example("cube root", "cbrt x", COURSE, (-3, 3, -2, 2)),
        _example("square root", "sqrt x", COURSE, (-1, 5, -0.5, 2.5), "x ≥ 0"),
        _example("two valleys", "t^4 - 4t^2 + t", COURSE, (-2.5, 2.5, -7, 8), ALL, *_TWO_VALLEYS),
        _example("quartic", "x^4/4 - x^3/3 - x^2 + 1", BLOG, (-2.2, 3, -3, 5), ALL, *_QUARTIC),
        _example("dome", "-x^2", BLOG, (-2.5, 2.5, -5, 1), ALL, (0.0, "maximum")),
        _example("fourth power", "x^4", BLOG, (-1.8, 1.8, -0.5, 5), ALL, (0.0, "minimum")),
        _example("square", "x^2", BLOG, (-2.5, 2.5, -1, 5), ALL, (0.0, "minimum")),
    )


_TWO_VALLEYS: tuple[Flat, ...] = (
    (-1.47299760111403, "minimum"),
    (0.126000192586256, "maximum"),
    (1.34699740852777, "minimum"),
)
_QUARTIC: tuple[Flat, ...] = ((-1.0, "minimum"), (0.0, "maximum"), (2.0, "minimum"))
_WAVES: View = (-2 * math.pi, 2 * math.pi, -1.5, 1.5)


def _known_by_heart() -> tuple[Example, ...]:
    """Return the ten functions whose slopes are worth knowing by heart, in the order of the table."""
    return (
        _example("cube", "x^3", CURRICULUM, (-2, 2, -4, 4), ALL, (0.0, "neither")),
        _example("exponential", "e^x", CURRICULUM, (-3, 2, -0.5, 6)),
        _example("logarithm", "log x", CURRICULUM, (-0.5, 5, -3, 2), "x > 0"),
        _example("sine", "sin x", CURRICULUM, _WAVES, ALL, *_waves(0.5, "maximum", "minimum")),
        _example("cosine", "cos x", CURRICULUM, _WAVES, ALL, *_waves(0.0, "maximum", "minimum")),
        _example("hyperbolic tangent", "tanh x", CURRICULUM, (-4, 4, -1.5, 1.5)),
        _example("relu", "relu x", CURRICULUM, (-3, 3, -1, 3)),
        _example("sigmoid", "sigmoid x", CURRICULUM, (-6, 6, -0.25, 1.25)),
        _example("softplus", "softplus x", CURRICULUM, (-4, 4, -0.5, 4)),
        _example("reciprocal", "1/x", CURRICULUM, (-3, 3, -4, 4), "x ≠ 0"),
    )


def _waves(crest: float, at_crest: str, at_trough: str) -> tuple[Flat, ...]:
    """Return the flat points of a wave between −2π and 2π, given a crest in units of π."""
    turns = [crest + half for half in range(-4, 5) if -2 <= crest + half <= 2]
    return tuple((turn * math.pi, at_crest if (turn - crest) % 2 == 0 else at_trough) for turn in turns)


def example(name: str) -> Example:
    """Return the example of that name.

    Raises
    ------
    KeyError
        If there is none; the message lists them all.

    Examples
    --------
    >>> example("parabola").function.text
    'x² − 6x + 13'
    """
    try:
        return _examples()[name]
    except KeyError:
        raise KeyError(f"no example is called {name!r}; there are {', '.join(_examples())}") from None


def curves() -> tuple[Example, ...]:
    """Return all examples that map one number to one number.

    Examples
    --------
    >>> [curve.name for curve in curves()][:3]
    ['parabola', 'absolute value', 'cube root']
    """
    return tuple(_examples().values())


def by_heart() -> tuple[Example, ...]:
    """Return the ten functions whose slopes are worth knowing by heart.

    Examples
    --------
    >>> for known in by_heart()[:3]:
    ...     print(f"{known.function.text} has slope {known.function.derivative.text}")
    x³ has slope 3x²
    e^x has slope e^x
    log(x) has slope 1/x
    """
    return curves()[-10:]
