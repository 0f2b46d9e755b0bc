"""How the checker words numbers and points."""

from __future__ import annotations

from fractions import Fraction

from mpmath import libmp

from lessons_lib.formula import Name, text
from lessons_lib.wording import number

from ._ball import Ball, ball
from ._survey import Index, Place
from ._values import Entry, Point

_LARGE = 300
_MOST_DIGITS = 40


def place_words(point: Point) -> str:
    """Return "x = 1.3, y = 0.7".

    Examples
    --------
    >>> place_words({"x": Fraction(13, 10), "theta": Fraction(-2)})
    'x = 1.3, θ = −2'
    """
    return ", ".join(f"{text(Name(name))} = {shown(value)}" for name, value in point.items())


def shown(value: Fraction | Ball, digits: int = 4) -> str:
    """Return a number for people, with so many digits."""
    if isinstance(value, Fraction):
        is_moderate = not value or Fraction(1, 10**_LARGE) < abs(value) < 10**_LARGE
        return number(float(value), max(digits, 6)) if is_moderate else shown(ball(value, 60), digits)
    if abs(value.size) < 3 * _LARGE and digits <= 12:
        return number(float(value), digits)
    plain = str(libmp.to_str(value.middle, digits)).replace("-", "−").replace("e+", "e")
    mantissa, _, power = plain.removesuffix(".0").partition("e")
    return f"{mantissa}·10^{power}" if power else mantissa


def both_shown(one: Ball, other: Ball) -> tuple[str, str]:
    """Return two different numbers with as many digits as it takes to see that they differ."""
    for digits in (4, 6, 9, 12, 20, _MOST_DIGITS):
        pair = shown(one, digits), shown(other, digits)
        if pair[0] != pair[1]:
            return pair
    return pair


def apart_words(place: Place) -> str:
    """Return "At x = 1.3 yours is 0.42; it should be 0.91."."""
    one, other = place.one, place.other
    assert isinstance(one, Ball)
    assert isinstance(other, Ball)
    wanted, yours = both_shown(one, other)
    if wanted == yours:
        gap = abs(one - other)
        return f"{_at(place)}ours is very near, but not equal: off by {shown(gap, 2)}."
    return f"{_at(place)}ours is {yours}; it should be {wanted}."


def _at(place: Place) -> str:
    return f"At {place_words(place.point)} y" if place.point else "Y"


def alone_words(place: Place) -> str:
    """Return "At x = −2 yours has no value; it should be 4."."""
    if isinstance(place.one, Ball):
        return f"{_at(place)}ours has no value; it should be {_value_words(place.one)}."
    return f"{_at(place)}ours is {_value_words(place.other)}, where the expected answer has no value."


def _value_words(entry: Entry) -> str:
    return shown(entry) if isinstance(entry, Ball) else "a number"


def shape_words(shape: tuple[int, ...]) -> str:
    """Return what a shape is called.

    Examples
    --------
    >>> shape_words(()), shape_words((2, 3))
    ('a number', 'shape (2, 3)')
    """
    return f"shape {shape}" if shape else "a number"


def entry_words(index: Index) -> str:
    """Return the name of an entry, counted from 1.

    Examples
    --------
    >>> entry_words((0,)), entry_words((1, 0))
    ('entry 1', 'the entry in row 2, column 1')
    """
    if len(index) == 2:
        return f"the entry in row {index[0] + 1}, column {index[1] + 1}"
    return f"entry {', '.join(str(i + 1) for i in index)}"


def listed(words: list[str]) -> str:
    """Return "a, b and c".

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else words[0]
