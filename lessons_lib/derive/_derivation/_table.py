"""The slope of every known function of one argument u, in the form in which textbooks print it."""

from __future__ import annotations

from functools import cache

from lessons_lib.formula import Node, parse

SLOPES = {
    "sin": "cos u",
    "cos": "-sin u",
    "tan": "1/cos^2 u",
    "cot": "-1/sin^2 u",
    "sec": "sec(u) tan(u)",
    "csc": "-csc(u) cot(u)",
    "sinh": "cosh u",
    "cosh": "sinh u",
    "tanh": "1/cosh^2 u",
    "coth": "-1/sinh^2 u",
    "sech": "-sech(u) tanh(u)",
    "csch": "-csch(u) coth(u)",
    "arcsin": "1/sqrt(1 - u^2)",
    "arccos": "-1/sqrt(1 - u^2)",
    "arctan": "1/(u^2 + 1)",
    "arccot": "-1/(u^2 + 1)",
    "arcsec": "1/(|u| sqrt(u^2 - 1))",
    "arccsc": "-1/(|u| sqrt(u^2 - 1))",
    "arcsinh": "1/sqrt(u^2 + 1)",
    "arccosh": "1/sqrt(u^2 - 1)",
    "arctanh": "1/(1 - u^2)",
    "arccoth": "1/(1 - u^2)",
    "arcsech": "-1/(u sqrt(1 - u^2))",
    "arccsch": "-1/(|u| sqrt(u^2 + 1))",
    "exp": "exp u",
    "log": "1/u",
    "sqrt": "1/(2 sqrt u)",
    "cbrt": "1/(3 cbrt(u)^2)",
    "abs": "sign u",
    "sign": "0",
    "heaviside": "0",
    "relu": "heaviside u",
    "sigmoid": "sigmoid(u) (1 - sigmoid(u))",
    "softplus": "sigmoid u",
}


@cache
def slope_of(function: str) -> Node:
    """Return the slope of a function as a tree in the one name u.

    Examples
    --------
    >>> from lessons_lib.formula import text
    >>> text(slope_of("arctan"))
    '1/(u² + 1)'
    """
    return parse(SLOPES[function], ["u"]).tree
