"""The derivative of every known function, as a function of its argument u (the chain rule adds u')."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ._algebra import add, call, multiply, subtract
from ._graph import Graph

Rule = Callable[[Graph, int], int]

HALF = Fraction(1, 2)

# The slopes of abs and relu, which differ from sign and heaviside at 0 only: there they are undefined.
ABS_SLOPE = "abs slope"
RELU_SLOPE = "relu slope"


def _one_plus(graph: Graph, u: int, sign: int) -> int:
    """Return 1 + u² or 1 − u²."""
    return add(graph, (graph.rational(1), multiply(graph, (u, Fraction(2)), scale=sign)))


def _named(function: str, scale: int = 1) -> Rule:
    return lambda graph, u: multiply(graph, call(graph, function, u), scale=scale)


def _inverse_square(function: str, scale: int = 1) -> Rule:
    return lambda graph, u: multiply(graph, (call(graph, function, u), Fraction(-2)), scale=scale)


def _pair(first: str, second: str, scale: int = 1) -> Rule:
    return lambda graph, u: multiply(graph, call(graph, first, u), call(graph, second, u), scale=scale)


def _algebraic(sign: int, exponent: Fraction, scale: int = 1) -> Rule:
    """Return the rule u -> scale (1 + sign u²)^exponent."""
    return lambda graph, u: multiply(graph, (_one_plus(graph, u, sign), exponent), scale=scale)


def _over_itself(sign: int, constant: int) -> Rule:
    """Return the rule of arcsec, arccsc, arsech, arcsch: -+1 / (|u| sqrt(...))."""

    def rule(graph: Graph, u: int) -> int:
        square = multiply(graph, (u, Fraction(2)), scale=sign)
        root = add(graph, (square, graph.rational(constant)))
        return multiply(graph, (call(graph, "abs", u), Fraction(-1)), (root, -HALF))

    return rule


def _minus(rule: Rule) -> Rule:
    return lambda graph, u: multiply(graph, rule(graph, u), scale=-1)


def _tanh(graph: Graph, u: int) -> int:
    return _one_plus(graph, call(graph, "tanh", u), -1)


def _arccosh(graph: Graph, u: int) -> int:
    return multiply(graph, (subtract(graph, multiply(graph, (u, Fraction(2))), graph.rational(1)), -HALF))


def _cbrt(graph: Graph, u: int) -> int:
    return multiply(graph, (call(graph, "cbrt", u), Fraction(-2)), scale=Fraction(1, 3))


def _log(graph: Graph, u: int) -> int:
    return multiply(graph, (u, Fraction(-1)))


def _sigmoid(graph: Graph, u: int) -> int:
    value = call(graph, "sigmoid", u)
    return multiply(graph, value, subtract(graph, graph.rational(1), value))


def _flat(graph: Graph, u: int) -> int:
    return graph.rational(0)


RULES: dict[str, Rule] = {
    "sin": _named("cos"),
    "cos": _named("sin", -1),
    "tan": _inverse_square("cos"),
    "cot": _inverse_square("sin", -1),
    "sec": _pair("sec", "tan"),
    "csc": _pair("csc", "cot", -1),
    "sinh": _named("cosh"),
    "cosh": _named("sinh"),
    "tanh": _tanh,
    "coth": _inverse_square("sinh", -1),
    "sech": _pair("sech", "tanh", -1),
    "csch": _pair("csch", "coth", -1),
    "arcsin": _algebraic(-1, -HALF),
    "arccos": _algebraic(-1, -HALF, -1),
    "arctan": _algebraic(1, Fraction(-1)),
    "arccot": _algebraic(1, Fraction(-1), -1),
    "arcsec": _over_itself(1, -1),
    "arccsc": _minus(_over_itself(1, -1)),
    "arcsinh": _algebraic(1, -HALF),
    "arccosh": _arccosh,
    "arctanh": _algebraic(-1, Fraction(-1)),
    "arccoth": _algebraic(-1, Fraction(-1)),
    "arcsech": _minus(_over_itself(-1, 1)),
    "arccsch": _minus(_over_itself(1, 1)),
    "log": _log,
    "cbrt": _cbrt,
    "abs": _named(ABS_SLOPE),
    "sign": _flat,
    "heaviside": _flat,
    ABS_SLOPE: _flat,
    RELU_SLOPE: _flat,
    "relu": _named(RELU_SLOPE),
    "sigmoid": _sigmoid,
    "softplus": _named("sigmoid"),
}
