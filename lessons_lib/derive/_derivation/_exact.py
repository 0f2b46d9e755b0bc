"""Values of functions that are known exactly: cos 0, log e, √4."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt

from lessons_lib.check._rebuilding import rational
from lessons_lib.formula import Call, Negative, Node, number

from ._trees import EULER, ONE, ZERO, minus

_AT_ZERO = dict.fromkeys(("sin", "tan", "arcsin", "arctan", "sinh", "tanh", "arcsinh", "arctanh"), ZERO) | {
    "cos": ONE,
    "cosh": ONE,
    "sec": ONE,
    "sech": ONE,
    "exp": ONE,
    "sigmoid": number(Fraction(1, 2)),
}
_PIECEWISE: dict[str, Callable[[Fraction], Fraction]] = {
    "abs": abs,
    "relu": lambda value: max(value, Fraction()),
    "sign": lambda value: Fraction((value > 0) - (value < 0)),
    "heaviside": lambda value: Fraction(1 + (value > 0) - (value < 0), 2),
}


def simple_value(function: str, argument: Node) -> Node | None:
    """Return log 1, log e, cos 0, √4, |−3| and their like, else None.

    Examples
    --------
    >>> simple_value("sqrt", number(9)) == number(3)
    True
    """
    if function == "log" and argument in (ONE, EULER):
        return ZERO if argument == ONE else ONE
    value = rational(argument)
    if value is None:
        return _even(function, argument)
    if value == 0 and function in _AT_ZERO:
        return _AT_ZERO[function]
    if function in _PIECEWISE:
        return number(_PIECEWISE[function](value))
    return _root(value) if function == "sqrt" else None


def _even(function: str, argument: Node) -> Node | None:
    """Return |u| for |−u|."""
    return Call("abs", (minus(argument),)) if function == "abs" and isinstance(argument, Negative) else None


def _root(value: Fraction) -> Node | None:
    if value < 0:
        return None
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    return number(Fraction(top, bottom)) if Fraction(top, bottom) ** 2 == value else None
