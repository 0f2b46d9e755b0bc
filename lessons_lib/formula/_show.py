"""From the graph back to a tree that can be printed and read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from lessons_lib import formula as parsing

from ._graph import (
    LOG_TOTAL,
    SOFTMAX,
    Call,
    Constant,
    Graph,
    Node,
    Power,
    Product,
    Rational,
    Sum,
    Variable,
    parts,
)
from ._rules import ABS_SLOPE, RELU_SLOPE

LONGEST = 400

_PLAIN = str.maketrans({"−": "-", "·": "*", "π": "pi"} | dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)))
_RAISED = dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True))
_SHOWN_AS = {ABS_SLOPE: "sign", RELU_SLOPE: "heaviside"}


def written_size(graph: Graph, roots: Sequence[int]) -> int:
    """Count the parts of the roots written out in full, every shared part as often as it is used."""
    sizes: dict[int, int] = {}
    for index in graph.reachable(roots):
        sizes[index] = 1 + sum(sizes[part] for part in parts(graph.nodes[index]))
    return sum(sizes[root] for root in roots)


def tree(graph: Graph, root: int, names: Sequence[str]) -> parsing.Node:
    """Return the tree of one node."""
    trees: dict[int, parsing.Node] = {}
    for index in graph.reachable([root]):
        trees[index] = _node(graph.nodes[index], trees, names)
    return trees[root]


def _node(  # noqa: PLR0911  # one return for each kind of node
    node: Node, trees: dict[int, parsing.Node], names: Sequence[str]
) -> parsing.Node:
    match node:
        case Rational(value):
            return parsing.number(value)
        case Constant(name):
            return parsing.Constant(name)
        case Variable(place):
            return parsing.Name(names[place])
        case Sum(terms):
            return parsing.Sum(tuple(trees[term] for term in terms))
        case Product(coefficient, powers):
            return _quotient(coefficient, [(trees[base], exponent) for base, exponent in powers])
        case Power(base, exponent):
            return parsing.Power(trees[base], trees[exponent])
        case Call(function, arguments):
            return _called(function, [trees[argument] for argument in arguments])


def _called(function: str, arguments: list[parsing.Node]) -> parsing.Node:
    """Write a call in functions that can be read back: softmax as e^x / (e^x + e^y + ...)."""
    if function == LOG_TOTAL:
        weights = tuple(_to_the(argument) for argument in arguments)
        return parsing.Call("log", (parsing.Sum(weights) if len(weights) > 1 else weights[0],))
    if function == SOFTMAX:
        score, total = arguments
        return parsing.Quotient(_to_the(score), parsing.children(total)[0])
    return parsing.Call(_SHOWN_AS.get(function, function), tuple(arguments))


def _to_the(exponent: parsing.Node) -> parsing.Node:
    return parsing.Power(parsing.Constant("e"), exponent)


def _quotient(coefficient: Fraction, powers: list[tuple[parsing.Node, Fraction]]) -> parsing.Node:
    """Write a coefficient and powers as ±(p a b) / (q c d)."""
    above = [_power(base, exponent) for base, exponent in powers if exponent > 0]
    below = [_power(base, -exponent) for base, exponent in powers if exponent < 0]
    whole = _product(abs(coefficient.numerator), above)
    if below or coefficient.denominator > 1:
        whole = parsing.Quotient(whole, _product(coefficient.denominator, below))
    return parsing.Negative(whole) if coefficient < 0 else whole


def _product(scale: int, factors: list[parsing.Node]) -> parsing.Node:
    every = [parsing.number(scale), *factors] if scale != 1 or not factors else factors
    return every[0] if len(every) == 1 else parsing.Product(tuple(every))


def _power(base: parsing.Node, exponent: Fraction) -> parsing.Node:
    if exponent == 1:
        return base
    if exponent == Fraction(1, 2):
        return parsing.Call("sqrt", (base,))
    return parsing.Power(base, parsing.number(exponent))


def nested(roots: NDArray[np.int64], show: Callable[[int], parsing.Node]) -> parsing.Node:
    """Return the tree of an array of nodes: a vector, a matrix, or an array of those."""
    return show(int(roots)) if roots.ndim == 0 else parsing.Array(tuple(nested(row, show) for row in roots))


def plain(text: str) -> str:
    """Return a formula with the signs of a keyboard.

    Examples
    --------
    >>> plain("x² − 2·√(x)")
    'x^2 - 2*sqrt(x)'
    """
    typed = re.sub(f"[{''.join(_RAISED)}]+", lambda match: _typed_power(match[0]), text)
    typed = re.sub(r"√(\w+)", r"sqrt(\1)", typed).replace("√", "sqrt")
    return typed.translate(_PLAIN)


def _typed_power(raised: str) -> str:
    digits = "".join(_RAISED[sign] for sign in raised)
    return f"^({digits})" if "-" in digits else f"^{digits}"


def misnamed(name: str, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> str:
    """Say which derivative a function of these shapes has, to someone who asked for another."""
    wants_vector = name != "derivative"
    if wants_vector != bool(inputs):
        needs = "a vector input" if wants_vector else "a scalar input"
    else:
        needs = "a vector output" if name == "jacobian" else "a scalar output"
    right = "derivative" if not inputs else "jacobian" if outputs else "gradient"
    remedy = f".{right}.{right}" if name == "hessian" else f".{right}"
    return f"{name} needs {needs}; this maps {_space(inputs)} to {_space(outputs)}: use {remedy}"


def _space(shape: tuple[int, ...]) -> str:
    exponent = "x".join(map(str, shape))
    return f"R^({exponent})" if len(shape) > 1 else f"R^{exponent}" if shape else "R"
