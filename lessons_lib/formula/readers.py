"""What a picture can show: a function of the right shape, from a text in which variables may be missing."""

from __future__ import annotations

from collections.abc import Sequence

from lessons_lib.arrays import Shape

from .function import Function
from .grammar import parse

PARTNERS = {"x": ("x", "y"), "y": ("x", "y"), "x1": ("x1", "x2"), "x2": ("x1", "x2"), "u": ("u", "v")}


def read_curve(function: str | Function) -> Function:
    """Return a function of one variable, from a text or as it is.

    Examples
    --------
    >>> read_curve("t^2").variables, read_curve("3").variables
    ('t', 'x')
    """
    if not isinstance(function, Function):
        function = Function(function, variables=None if parse(function).names else "x")
    return _shaped(function, (), (), "one function of one variable")


def read_surface(function: str | Function) -> Function:
    """Return a function of two variables with one value, from a text or as it is.

    Examples
    --------
    >>> read_surface("a b").variables, read_surface("y^2").variables, read_surface("3").variables
    (('a', 'b'), ('x', 'y'), ('x', 'y'))
    """
    if not isinstance(function, Function):
        function = Function(function, variables=_pair(parse(function).names))
    return _shaped(function, (2,), (), "one function of two variables")


def read_map(function: str | Function | Sequence[str]) -> Function:
    """Return a map of the plane into the plane, from a text or as it is.

    Examples
    --------
    >>> read_map("x + y, y").output_shape
    (2,)
    >>> read_map("x y, x, y")
    Traceback (most recent call last):
    ...
    ValueError: This picture needs a map of two variables with two values; [x·y, x, y] is something else; \
explore.columns shows maps of any size.
    """
    if not isinstance(function, Function):
        whole = function if isinstance(function, str) else ", ".join(function)
        function = Function(whole, variables=_pair(parse(whole).names))
    plain = max(len(function.input_shape), len(function.output_shape)) < 2
    elsewhere = "explore.columns shows maps of any size" if plain else ""
    return _shaped(function, (2,), (2,), "a map of two variables with two values", elsewhere)


def _pair(names: Sequence[str]) -> tuple[str, ...] | None:
    """Return both variables of a formula that names fewer than two; None leaves them to the formula."""
    if len(names) > 1:
        return None
    (name,) = names or ("x",)
    return PARTNERS.get(name, (name, "y"))


def _shaped(function: Function, inputs: Shape, outputs: Shape, wanted: str, elsewhere: str = "") -> Function:
    """Return the function, if these are its shapes."""
    if (function.input_shape, function.output_shape) != (inputs, outputs):
        parts = [f"{function.text} is something else", *([elsewhere] if elsewhere else []), *function.notes]
        raise ValueError(f"This picture needs {wanted}; {'; '.join(parts)}.")
    return function
