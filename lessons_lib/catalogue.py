"""The named functions of the course: where each comes from, where it lives, and what is known of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from lessons_lib.formula import Function

__all__ = ["Example", "by_heart", "curves", "example", "known_view", "maps", "spaces", "surfaces"]

BLOG = 'the article "Derivatives, Gradients, Jacobians and Hessians, Oh My!" and its discussion (2025)'
JACOBIAN = 'the article "Jacobian matrix vs gradient: differences and connections" (2024)'
RABBIT = "the answer that explains the gradient with a rabbit in the mountains"
CURRICULUM = 'the curriculum page "01 - Derivatives, gradients, Jacobians"'
COURSE = "this course"

ALL = "all numbers"
PLANE = "all points"

View = tuple[float, ...]
Flat = tuple[Any, str]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A function of the course."""

    name: str
    function: Function
    source: str
    domain: str
    view: View
    flat_points: tuple[Flat, ...] = ()

    @property
    def box(self) -> tuple[Any, ...]:
        """The inputs inside the view, as `descent.flat_points` takes them.

        (left, right) for a curve, else such a pair for every input.
        """
        if not self.function.input_shape:
            return self.view[:2]
        return tuple(zip(self.view[::2], self.view[1::2], strict=True))


def _listed(
    name: str, formula: str, source: str, view: View, domain: str, *flat: Flat, variables: Any = None
) -> Example:
    """Return the example with this formula."""
    return Example(name, Function(formula, variables), source, domain, view, flat)


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
    >>> example("drill").flat_points
    (((-2.25, 1.5), 'minimum'), ((0.0, 0.0), 'saddle'))
    """
    known = {each.name: each for each in (*curves(), *surfaces(), *spaces(), *maps())}
    try:
        return known[name]
    except KeyError:
        raise KeyError(f"no example is called {name!r}; there are {', '.join(known)}") from None


@cache
def curves() -> tuple[Example, ...]:
    """Return all examples that map one number to one number.

    Examples
    --------
    >>> [curve.name for curve in curves()][:3]
    ['parabola', 'absolute value', 'cube root']
    """
    return (*_curves_alone(), *_known_by_heart())


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


@cache
def surfaces() -> tuple[Example, ...]:
    """Return all examples that map two numbers to one.

    Examples
    --------
    >>> [surface.name for surface in surfaces()][:5]
    ['bowl', 'long valley', 'turned valley', 'Himmelblau', 'Rosenbrock']
    """
    return _all_surfaces()


@cache
def spaces() -> tuple[Example, ...]:
    """Return all examples of three numbers.

    Examples
    --------
    >>> print(example("three variables").function.gradient.text)
    [6x, 6z³, 18y·z²]
    """
    return _all_spaces()


@cache
def maps() -> tuple[Example, ...]:
    """Return all examples that map two numbers to two.

    Examples
    --------
    >>> example("fold").function.jacobian([1, 2])
    array([[2., 1.],
           [2., 1.]])
    """
    return _all_maps()


def known_view(function: Function) -> View | None:
    """Return the part of the plane worth looking at, where a function is one of the course's.

    Examples
    --------
    >>> known_view(example("bowl").function)
    (-6, 6, -6, 6)
    """
    known = (*surfaces(), *maps()) if function.input_shape else curves()
    return next((each.view for each in known if each.function.text == function.text), None)


def _curves_alone() -> tuple[Example, ...]:
    """Return the curves that are not in the table of slopes to know by heart."""
    return (
        _listed("parabola", "x^2 - 6x + 13", BLOG, (-1, 7, 0, 20), ALL, (3.0, "minimum")),
        _listed("absolute value", "|x|", CURRICULUM, (-3, 3, -1, 3), ALL),
        _listed("cube root", "cbrt x", COURSE, (-3, 3, -2, 2), ALL),
        _listed("square root", "sqrt x", COURSE, (-1, 5, -0.5, 2.5), "x ≥ 0"),
        _listed("two valleys", "t^4 - 4t^2 + t", COURSE, (-2.5, 2.5, -7, 8), ALL, *_TWO_VALLEYS),
        _listed("quartic", "x^4/4 - x^3/3 - x^2 + 1", BLOG, (-2.2, 3, -3, 5), ALL, *_QUARTIC),
        _listed("dome", "-x^2", BLOG, (-2.5, 2.5, -5, 1), ALL, (0.0, "maximum")),
        _listed("fourth power", "x^4", BLOG, (-1.8, 1.8, -0.5, 5), ALL, (0.0, "minimum")),
        _listed("square", "x^2", BLOG, (-2.5, 2.5, -1, 5), ALL, (0.0, "minimum")),
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
        _listed("cube", "x^3", CURRICULUM, (-2, 2, -4, 4), ALL, (0.0, "neither")),
        _listed("exponential", "e^x", CURRICULUM, (-3, 2, -0.5, 6), ALL),
        _listed("logarithm", "log x", CURRICULUM, (-0.5, 5, -3, 2), "x > 0"),
        _listed("sine", "sin x", CURRICULUM, _WAVES, ALL, *_waves(0.5, "maximum", "minimum")),
        _listed("cosine", "cos x", CURRICULUM, _WAVES, ALL, *_waves(0.0, "maximum", "minimum")),
        _listed("hyperbolic tangent", "tanh x", CURRICULUM, (-4, 4, -1.5, 1.5), ALL),
        _listed("relu", "relu x", CURRICULUM, (-3, 3, -1, 3), ALL),
        _listed("sigmoid", "sigmoid x", CURRICULUM, (-6, 6, -0.25, 1.25), ALL),
        _listed("softplus", "softplus x", CURRICULUM, (-4, 4, -0.5, 4), ALL),
        _listed("reciprocal", "1/x", CURRICULUM, (-3, 3, -4, 4), "x ≠ 0"),
    )


def _waves(crest: float, at_crest: str, at_trough: str) -> tuple[Flat, ...]:
    """Return the flat points of a wave between −2π and 2π, given a crest in units of π."""
    turns = [crest + half for half in range(-4, 5) if -2 <= crest + half <= 2]
    return tuple((turn * math.pi, at_crest if (turn - crest) % 2 == 0 else at_trough) for turn in turns)


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


def _all_surfaces() -> tuple[Example, ...]:
    """Return the functions of two numbers."""
    return (*_valleys(), *_shapes(), *_surprises())


def _valleys() -> tuple[Example, ...]:
    """Return those that one walks down."""
    bottom: Flat = (_ORIGIN, "minimum")
    himmelblau, rosenbrock = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "(1 - x)^2 + 100(y - x^2)^2"
    return (
        _listed("bowl", "x^2 + y^2", CURRICULUM, (-6, 6, -6, 6), PLANE, bottom),
        _listed("long valley", "x^2/2 + 50y^2", COURSE, (-12, 12, -4, 4), PLANE, bottom),
        _listed("turned valley", "(x + y)^2/4 + 25(x - y)^2", COURSE, (-8, 8, -8, 8), PLANE, bottom),
        _listed("Himmelblau", himmelblau, HIMMELBLAU, (-5.5, 5.5, -5.5, 5.5), PLANE, *_HIMMELBLAU),
        _listed("Rosenbrock", rosenbrock, ROSENBROCK, (-2, 2, -1, 3), PLANE, ((1.0, 1.0), "minimum")),
    )


def _shapes() -> tuple[Example, ...]:
    """Return those with a name for what they look like at the origin."""
    return (
        _listed("round dome", "-x^2 - y^2", CURRICULUM, _NEAR, PLANE, (_ORIGIN, "maximum")),
        _listed("saddle", "x^2 - y^2", BLOG, _NEAR, PLANE, (_ORIGIN, "saddle")),
        _listed("trough", "x^2", CURRICULUM, _NEAR, PLANE, variables=("x", "y")),
        _listed("monkey saddle", "x^3 - 3x y^2", COURSE, _NEAR, PLANE, (_ORIGIN, "saddle")),
        _listed("flat bowl", "x^4 + y^4", COURSE, _NEAR, PLANE, (_ORIGIN, "minimum")),
        _listed("bent trough", "x^2 + y^4", COURSE, _NEAR, PLANE, (_ORIGIN, "undecided")),
        _listed("cone", "sqrt(x^2 + y^2)", COURSE, _NEAR, PLANE),
        _listed("pyramid", "|x| + |y|", COURSE, _NEAR, PLANE),
    )


def _surprises() -> tuple[Example, ...]:
    """Return those that a lesson differentiates, and those that mislead."""
    half = math.pi / 2
    waves: tuple[Flat, ...] = (((0.0, -half), "saddle"), ((0.0, half), "saddle"))
    drill: tuple[Flat, ...] = (((-2.25, 1.5), "minimum"), (_ORIGIN, "saddle"))
    return (
        _listed("hill and wave", "x^2 y + sin y", CURRICULUM, (-3, 3, -3, 3), PLANE, *waves),
        _listed("drill", "x^2 + 3x y + y^3", CURRICULUM, (-5, 3, -3, 4), PLANE, *drill),
        _listed("symmetry", "x^2 sin y", CURRICULUM, (-3, 3, -3, 3), PLANE),
        _listed("slopes without a plane", "x^2 y/(x^2 + y^2)", RABBIT, _NEAR, PUNCTURED),
        _listed("Peano", "x y(x^2 - y^2)/(x^2 + y^2)", PEANO, _NEAR, PUNCTURED),
    )


def _all_spaces() -> tuple[Example, ...]:
    """Return the functions of three numbers."""
    cube: View = (-2, 2, -2, 2, -2, 2)
    return (
        _listed("three variables", "3x^2 + 6y z^3 + 4", BLOG, cube, PLANE),
        _listed("softmax", "softmax([x1, x2, x3])", CURRICULUM, cube, PLANE),
    )


_SWIRL = "x cos(x^2 + y^2) - y sin(x^2 + y^2), x sin(x^2 + y^2) + y cos(x^2 + y^2)"


def _all_maps() -> tuple[Example, ...]:
    """Return the functions from two numbers to two."""
    return (
        _listed("fold", "x1^2 + x2, x1 x2", JACOBIAN, (-3, 3, -3, 3), PLANE),
        _listed("folded sheet", "x^2, y", COURSE, _NEAR, PLANE),
        _listed("polar", "r cos t, r sin t", BLOG, (0, 2, 0, 6.25), PLANE, variables=("r", "t")),
        _listed("complex square", "x^2 - y^2, 2x y", COURSE, _NEAR, PLANE),
        _listed("shear", "x + y, y", COURSE, _NEAR, PLANE),
        _listed("swirl", _SWIRL, COURSE, (-1.5, 1.5, -1.5, 1.5), PLANE),
        _listed("stretch and squeeze", "4x, y/2", COURSE, (-0.5, 1.5, -3, 3), PLANE),
        _listed("mirror", "y, x", COURSE, _NEAR, PLANE),
        _listed("collapse", "x + y, 2x + 2y", COURSE, _NEAR, PLANE),
        _listed("cube of one", "x^3, y", COURSE, (-1.5, 1.5, -2, 2), PLANE),
    )
