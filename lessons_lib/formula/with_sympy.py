"""To and from SymPy, node by node: no text is ever given to it or taken from it.

SymPy is imported by whoever needs this module only, since that takes a third of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from .grammar import parse
from .printing import text
from .tokens import canonical
from .tree import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    number,
)

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


def from_sympy(expression: Any) -> Node:
    given = expression._sympy_() if hasattr(expression, "_sympy_") else expression
    if isinstance(given, sympy.MatrixBase):
        rows = given.tolist() if 1 not in given.shape else [list(given)]
        entries = [Array(tuple(map(from_sympy, row))) for row in rows]
        return entries[0] if 1 in given.shape else Array(tuple(entries))
    for kind, rule in _RULES:
        if isinstance(given, kind):
            return rule(given)
    raise TypeError(f"SymPy's {type(given).__name__} is not known here: write the formula as text")


def _spelled(name: str) -> str:
    """Return a name as the parser spells it, where it is one."""
    try:
        return canonical(name)
    except ValueError:
        return name


def _mul(expression: Any) -> Node:
    """Write what stands to negative numbers below a fraction, and nothing else: e^(-x) stays, for large x."""
    above: list[Node] = []
    below: list[Node] = []
    negative = expression.could_extract_minus_sign()
    for factor in (-expression if negative else expression).as_ordered_factors():
        base, exponent = factor.as_base_exp()
        if isinstance(factor, sympy.Rational):
            above += [number(int(factor.p))] * (factor.p != 1)
            below += [number(int(factor.q))] * (factor.q != 1)
        elif base != sympy.E and exponent.is_number and exponent.is_negative:
            below.append(from_sympy(base**-exponent))
        else:
            above.append(from_sympy(factor))
    whole = Quotient(_product(above), _product(below)) if below else _product(above)
    return Negative(whole) if negative else whole


def _product(factors: list[Node]) -> Node:
    return Product(tuple(factors)) if len(factors) > 1 else factors[0] if factors else number(1)


def _pow(expression: Any) -> Node:
    base, exponent = expression.as_base_exp()
    if exponent == sympy.Rational(1, 2):
        return Call("sqrt", (from_sympy(base),))
    if exponent.is_number and exponent.is_negative:
        return Quotient(number(1), from_sympy(base**-exponent))
    return Power(from_sympy(base), from_sympy(exponent))


def _function(expression: Any) -> Node:
    name = _FROM.get(type(expression).__name__)
    if name is None or isinstance(expression, AppliedUndef):
        raise TypeError(f"SymPy's {type(expression).__name__} is not known here: write the formula as text")
    if name == "heaviside":
        return _heaviside(*map(from_sympy, expression.args))
    return Call(name, tuple(map(from_sympy, expression.args)))


def _heaviside(x: Node, at_zero: Node) -> Node:
    """Write a step whose value at 0 is not 1/2 as step(x) + (value − 1/2) (1 − sign(x)²)."""
    step, half = Call("heaviside", (x,)), number(Fraction(1, 2))
    if at_zero == half:
        return step
    only_at_zero = Sum((number(1), Negative(Power(Call("sign", (x,)), number(2)))))
    return Sum((step, Product((Sum((at_zero, Negative(half))), only_at_zero))))


_RULES: tuple[tuple[Any, Callable[[Any], Node]], ...] = (
    (sympy.Symbol, lambda e: Name(_spelled(e.name))),
    (sympy.Rational, lambda e: number(Fraction(int(e.p), int(e.q)))),
    (sympy.Float, lambda e: parse(repr(float(e)), []).tree),
    (type(sympy.pi), lambda e: Constant("pi")),
    (type(sympy.E), lambda e: Constant("e")),
    (sympy.Add, lambda e: Sum(tuple(map(from_sympy, e.as_ordered_terms())))),
    (sympy.Mul, _mul),
    (sympy.exp, lambda e: Power(Constant("e"), from_sympy(e.args[0]))),
    (sympy.Pow, _pow),
    (sympy.Function, _function),
    ((sympy.Max, sympy.Min), _function),
)


def to_sympy(tree: Node) -> Any:
    """Return the SymPy expression of a tree; a Matrix for a vector or matrix."""
    if isinstance(tree, Array):
        rows = [entry.entries if isinstance(entry, Array) else (entry,) for entry in tree.entries]
        return sympy.Matrix([[to_sympy(part) for part in row] for row in rows])
    below = [to_sympy(child) for child in children(tree)]
    match tree:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Constant(name):
            return {"pi": sympy.pi, "e": sympy.E}[name]
        case Name(name):
            return sympy.Symbol(name, real=True)
        case Call(function, _) if function in _TO:
            return _TO[function](*below)
    return _operation(tree, below)


def _operation(tree: Node, below: list[Any]) -> Any:
    match tree:
        case Negative():
            return -below[0]
        case Sum():
            return sympy.Add(*below)
        case Product():
            return sympy.prod(below)
        case Quotient():
            return below[0] / below[1]
        case Power():
            return below[0] ** below[1]
    raise TypeError(f"SymPy has no counterpart for {text(tree)}")
