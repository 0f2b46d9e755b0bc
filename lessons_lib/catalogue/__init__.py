"""The named functions of the course: where each comes from, where it lives, and what is known of it."""

from __future__ import annotations

from functools import cache

from lessons_lib.catalogue._curves import curves_alone, known_by_heart
from lessons_lib.catalogue._example import Example, View
from lessons_lib.catalogue._maps import all_maps
from lessons_lib.catalogue._surfaces import all_spaces, all_surfaces
from lessons_lib.formula import Function

__all__ = ["Example", "by_heart", "curves", "example", "known_view", "maps", "spaces", "surfaces"]


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
    return (*curves_alone(), *known_by_heart())


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
    return all_surfaces()


@cache
def spaces() -> tuple[Example, ...]:
    """Return all examples of three numbers.

    Examples
    --------
    >>> print(example("three variables").function.gradient.text)
    [6x, 6z³, 18y·z²]
    """
    return all_spaces()


@cache
def maps() -> tuple[Example, ...]:
    """Return all examples that map two numbers to two.

    Examples
    --------
    >>> example("fold").function.jacobian([1, 2])
    array([[2., 1.],
           [2., 1.]])
    """
    return all_maps()


def known_view(function: Function) -> View | None:
    """Return the part of the plane worth looking at, where a function is one of the course's.

    Examples
    --------
    >>> known_view(example("bowl").function)
    (-6, 6, -6, 6)
    """
    known = (*surfaces(), *maps()) if function.input_shape else curves()
    return next((each.view for each in known if each.function.text == function.text), None)
