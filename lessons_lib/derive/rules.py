"""The rules of differentiation, each as text and as a function of trees."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, reduce
from typing import Any, NamedTuple

from lessons_lib.check.values import rational
from lessons_lib.formula import Call, Name, Negative, Node, Power, Product, Quotient, Sum, number, parse, walk

from .trees import EULER, ONE, depends, lowered, minus, over, plus, square, substituted, times, to_power

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
    """Return the slope of a function as a tree in the one name u."""
    return parse(SLOPES[function], ["u"]).tree


Slope = Callable[[Node], Node]


class Ruled(NamedTuple):
    """What a rule gives: its name and the derivative, not yet tidied."""

    rule: str
    after: Node


class NoRuleError(ValueError):
    """A part of a formula for which there is no rule."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node


def ruled(node: Node, variable: str, slope: Slope) -> Ruled:
    """Differentiate the outermost operation of a formula that depends on `variable`."""
    if type(node) not in _BY_KIND:
        raise NoRuleError(node)
    return _BY_KIND[type(node)](node, variable, slope)


def _name(node: Name, variable: str, slope: Slope) -> Ruled:
    return Ruled("power rule", ONE)


def _sum(node: Sum, variable: str, slope: Slope) -> Ruled:
    return Ruled("sum rule", plus(*(slope(term) for term in node.terms if depends(term, variable))))


def _negative(node: Negative, variable: str, slope: Slope) -> Ruled:
    return Ruled("constant factor rule", minus(slope(node.operand)))


def _product(node: Product, variable: str, slope: Slope) -> Ruled:
    constants, factors = parted(node, variable)
    if len(factors) == 1:
        return Ruled("constant factor rule", times(*constants, slope(factors[0])))
    factors = [times(*constants, factors[0]), *factors[1:]]
    slopes = [slope(factor) for factor in factors]
    terms = [times(*factors[:place], found, *factors[place + 1 :]) for place, found in enumerate(slopes)]
    return Ruled("product rule", plus(*terms))


def parted(node: Product, variable: str) -> tuple[list[Node], list[Node]]:
    """Return the factors without the variable and those with it."""
    moving = [factor for factor in node.factors if depends(factor, variable)]
    return [factor for factor in node.factors if factor not in moving], moving


def _quotient(node: Quotient, variable: str, slope: Slope) -> Ruled:
    top, bottom = node.top, node.bottom
    if not depends(bottom, variable):
        return Ruled("constant factor rule", over(slope(top), bottom))
    if not depends(top, variable):
        return Ruled("reciprocal rule", minus(over(times(top, slope(bottom)), square(bottom))))
    first, second = slope(top), slope(bottom)
    numerator = plus(times(first, bottom), minus(times(top, second)))
    return Ruled("quotient rule", over(numerator, square(bottom)))


# powers


def _power(node: Power, variable: str, slope: Slope) -> Ruled:
    base, exponent = node.base, node.exponent
    if not depends(exponent, variable):
        outer = times(exponent, to_power(base, lowered(exponent)))
        rule = _plain_or_chain(base, variable, "power rule", "a power")
        return Ruled(rule, times(outer, slope(base)))
    if not depends(base, variable):
        return _exponential(node, variable, slope)
    rise = times(slope(exponent), Call("log", (base,)))
    relative = times(exponent, over(slope(base), base))
    return Ruled("logarithmic differentiation", times(node, plus(rise, relative)))


def _exponential(node: Power, variable: str, slope: Slope) -> Ruled:
    """Differentiate a^u: a^u · log a · u'."""
    value = rational(node.base)
    if value is not None and value <= 0:
        raise NoRuleError(node)
    scale = ONE if node.base == EULER else Call("log", (node.base,))
    letter = "e" if node.base == EULER else "a"
    rule = _plain_or_chain(node.exponent, variable, f"derivative of {letter}^x", f"{letter}^u")
    return Ruled(rule, times(node, scale, slope(node.exponent)))


def _plain_or_chain(inside: Node, variable: str, plain: str, outside: str) -> str:
    return plain if inside == Name(variable) else f"chain rule, outside {outside}"


# functions


def _call(node: Call, variable: str, slope: Slope) -> Ruled:
    if node.function in {"max", "min"} and len(node.arguments) == 2:
        return _extreme(node, slope)
    if node.function == "log" and len(node.arguments) == 2:
        return _logarithm(node, variable, slope)
    if node.function not in SLOPES or len(node.arguments) != 1:
        raise NoRuleError(node)
    inside = node.arguments[0]
    rule = _plain_or_chain(inside, variable, f"derivative of {node.function}", node.function)
    return Ruled(rule, chained(substituted(slope_of(node.function), {"u": inside}), slope(inside)))


def chained(outer: Node, inner: Node) -> Node:
    """Return outer · inner, with `inner` in the numerator where `outer` is a fraction and it is none."""
    if isinstance(outer, Negative):
        return minus(chained(outer.operand, inner))
    if isinstance(outer, Quotient) and not any(isinstance(part, Quotient) for part in walk(inner)):
        return over(times(outer.top, inner), outer.bottom)
    return times(outer, inner)


def _logarithm(node: Call, variable: str, slope: Slope) -> Ruled:
    """Differentiate log_b u for a constant b: u' / (u log b)."""
    inside, base = node.arguments
    if depends(base, variable):
        raise NoRuleError(node)
    rule = _plain_or_chain(inside, variable, "derivative of log_b", "log_b")
    return Ruled(rule, over(slope(inside), times(inside, Call("log", (base,)))))


def _extreme(node: Call, slope: Slope) -> Ruled:
    """Differentiate max(u, v): u' where u is larger, v' where v is."""
    one, other = node.arguments
    gap = plus(one, minus(other)) if node.function == "max" else plus(other, minus(one))
    back = plus(other, minus(one)) if node.function == "max" else plus(one, minus(other))
    first = times(slope(one), Call("heaviside", (gap,)))
    second = times(slope(other), Call("heaviside", (back,)))
    which = "larger" if node.function == "max" else "smaller"
    return Ruled(f"slope of the {which}", plus(first, second))


_BY_KIND: dict[type, Callable[[Any, str, Slope], Ruled]] = {
    Name: _name,
    Sum: _sum,
    Negative: _negative,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
}


# rewriting before a rule applies


def rewritten(node: Node, variable: str) -> Ruled | None:
    """Return a form of the same formula that has a rule of its own, else None."""
    match node:
        case Quotient(top, bottom) if not depends(top, variable) and depends(bottom, variable):
            return _without_fraction(top, bottom)
        case Call("log", (inside, base)) if depends(base, variable):
            changed = Quotient(Call("log", (inside,)), Call("log", (base,)))
            return Ruled("change of base", changed)
        case Call("max" | "min" as name, arguments) if len(arguments) > 2:
            nested = reduce(lambda one, other: Call(name, (one, other)), arguments)
            return Ruled("two at a time", nested)
    return None


def _without_fraction(top: Node, bottom: Node) -> Ruled | None:
    """Return c x^(−n) for c/x^n and c u^(−1/2) for c/√u."""
    match bottom:
        case Power(base, exponent) if (value := rational(exponent)) is not None:
            power = Power(base, number(-value))
        case Call("sqrt", (base,)):
            power = Power(base, number(Fraction(-1, 2)))
        case _:
            return None
    return Ruled("negative exponent", times(top, power))
