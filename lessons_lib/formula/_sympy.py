"""To and from SymPy, node by node: no text is ever given to it or taken from it.

SymPy is imported by whoever needs this module only, since that takes a third of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from lessons_lib import formula as parsing

_CIRCULAR = ("sin", "cos", "tan", "cot", "sec", "csc")
_HYPERBOLIC = ("sinh", "cosh", "tanh", "coth", "sech", "csch")
_SAME_NAME = (*_CIRCULAR, *_HYPERBOLIC, "log", "sign")
_INVERSE = {f"a{name}": f"arc{name}" for name in (*_CIRCULAR, *_HYPERBOLIC)}
_OTHER = {"Abs": "abs", "Heaviside": "heaviside", "Max": "max", "Min": "min"}
_FROM = {name: name for name in _SAME_NAME} | _INVERSE | _OTHER
_TO: dict[str, Callable[..., Any]] = {ours: getattr(sympy, theirs) for theirs, ours in _FROM.items()} | {
    "exp": sympy.exp,
    "sqrt": sympy.sqrt,
    "cbrt": lambda x: sympy.real_root(x, 3),
    "relu": lambda x: sympy.Max(0, x),
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
}


def from_sympy(expression: Any) -> parsing.Node:
    """Return the tree of a SymPy expression, vector or matrix."""
    given = expression._sympy_() if hasattr(expression, "_sympy_") else expression
    if isinstance(given, sympy.MatrixBase):
        rows = given.tolist() if 1 not in given.shape else [list(given)]
        entries = [parsing.Array(tuple(map(from_sympy, row))) for row in rows]
        return entries[0] if 1 in given.shape else parsing.Array(tuple(entries))
    for kind, rule in _RULES:
        if isinstance(given, kind):
            return rule(given)
    raise TypeError(f"SymPy's {type(given).__name__} is not known here: write the formula as text")


def _add(expression: Any) -> parsing.Node:
    return parsing.Sum(tuple(from_sympy(term) for term in expression.as_ordered_terms()))


def _mul(expression: Any) -> parsing.Node:
    top, bottom = expression.as_numer_denom()
    if bottom != 1:
        return _signed(parsing.Quotient(_unsigned(top), from_sympy(bottom)), top)
    factors = [from_sympy(factor) for factor in _magnitude(expression).as_ordered_factors()]
    return _signed(factors[0] if len(factors) == 1 else parsing.Product(tuple(factors)), expression)


def _magnitude(expression: Any) -> Any:
    return -expression if expression.could_extract_minus_sign() else expression


def _unsigned(expression: Any) -> parsing.Node:
    return from_sympy(_magnitude(expression))


def _signed(tree: parsing.Node, like: Any) -> parsing.Node:
    return parsing.Negative(tree) if like.could_extract_minus_sign() else tree


def _pow(expression: Any) -> parsing.Node:
    base, exponent = expression.as_base_exp()
    if exponent == sympy.Rational(1, 2):
        return parsing.Call("sqrt", (from_sympy(base),))
    if exponent.is_number and exponent.is_negative:
        return parsing.Quotient(parsing.number(1), from_sympy(base**-exponent))
    return parsing.Power(from_sympy(base), from_sympy(exponent))


def _function(expression: Any) -> parsing.Node:
    name = _FROM.get(type(expression).__name__)
    if name is None:
        raise TypeError(f"SymPy's {type(expression).__name__} is not known here: write the formula as text")
    count = 1 if name == "heaviside" else len(expression.args)
    return parsing.Call(name, tuple(from_sympy(argument) for argument in expression.args[:count]))


_RULES: tuple[tuple[Any, Callable[[Any], parsing.Node]], ...] = (
    (sympy.Symbol, lambda e: parsing.Name(e.name)),
    (sympy.Rational, lambda e: parsing.number(Fraction(int(e.p), int(e.q)))),
    (sympy.Float, lambda e: parsing.parse(repr(float(e)), []).tree),
    (type(sympy.pi), lambda e: parsing.Constant("pi")),
    (type(sympy.E), lambda e: parsing.Constant("e")),
    (sympy.Add, _add),
    (sympy.Mul, _mul),
    (sympy.exp, lambda e: parsing.Power(parsing.Constant("e"), from_sympy(e.args[0]))),
    (sympy.Pow, _pow),
    (sympy.Function, _function),
    ((sympy.Max, sympy.Min), _function),
)


def to_sympy(tree: parsing.Node) -> Any:
    """Return the SymPy expression of a tree; a Matrix for a vector or matrix."""
    if isinstance(tree, parsing.Array):
        return sympy.Matrix([_row(entry) for entry in tree.entries])
    below = [to_sympy(child) for child in parsing.children(tree)]
    match tree:
        case parsing.Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case parsing.Constant(name):
            return {"pi": sympy.pi, "e": sympy.E}[name]
        case parsing.Name(name):
            return sympy.Symbol(name, real=True)
        case parsing.Call(function, _) if function in _TO:
            return _TO[function](*below)
    return _operation(tree, below)


def _row(entry: parsing.Node) -> Any:
    return [to_sympy(part) for part in entry.entries] if isinstance(entry, parsing.Array) else to_sympy(entry)


def _operation(tree: parsing.Node, below: list[Any]) -> Any:
    match tree:
        case parsing.Negative():
            return -below[0]
        case parsing.Sum():
            return sympy.Add(*below)
        case parsing.Product():
            return sympy.prod(below)
        case parsing.Quotient():
            return below[0] / below[1]
        case parsing.Power():
            return below[0] ** below[1]
    raise TypeError(f"SymPy has no counterpart for {parsing.text(tree)}")
