"""Differentiation by the rules, one sweep over the graph from the variables to the root."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from .build import tree_of
from .evaluation import evaluate
from .grammar import parse
from .graph import (
    HALF,
    LOG_TOTAL,
    ONE,
    SOFTMAX,
    Entry,
    Graph,
    Powers,
    Product,
    add,
    call,
    expand,
    multiply,
    parts,
    power,
    subtract,
)
from .tree import Call, Constant, Name, Negative, Node, Number, Power, Quotient, Sum
from .tree import Product as Factors
from .vocabulary import FUNCTIONS, KINKS

_TOTAL = {name for name, known in FUNCTIONS.items() if known.total} | {SOFTMAX, LOG_TOTAL, *KINKS}


def partials(graph: Graph, root: int, variables: int) -> list[int]:
    """Return the nodes of the partial derivatives of `root` by the first so many variables."""
    order = graph.reachable([root])
    graph.spend(len(order))
    return [_swept(graph, order, root, variable) for variable in range(variables)]


def slope_along(graph: Graph, root: int, direction: Sequence[Fraction]) -> int:
    """Return the sum of the partial derivatives of `root`, weighted with the direction."""
    order = graph.reachable([root])
    graph.spend(len(order))
    weighted = [(variable, u) for variable, u in enumerate(direction) if u]
    return add(graph, [multiply(graph, _swept(graph, order, root, at), scale=u) for at, u in weighted])


def _swept(graph: Graph, order: list[int], root: int, variable: int) -> int:
    """Return one partial derivative; `order` holds all that the root is made of, parts before wholes."""
    if not graph.depends[root] >> variable & 1:
        return graph.rational(0)
    for index in order:
        if graph.depends[index] >> variable & 1 and (index, variable) not in graph.slopes:
            graph.slopes[index, variable] = _slope(graph, index, variable)
    return graph.slopes[root, variable]


def _slope(graph: Graph, index: int, variable: int) -> int:
    """Return the derivative of a node whose parts have theirs."""
    match graph.nodes[index]:
        case Name():
            return graph.rational(1)
        case Sum(terms):
            return add(graph, [_known(graph, term, variable) for term in terms])
        case Product() as product:
            return _product(graph, product, variable)
        case Power():
            return _power(graph, index, variable)
        case Call() as called:
            return _call(graph, index, called, variable)
    raise AssertionError(f"no rule for {graph.nodes[index]!r}")


def _known(graph: Graph, index: int, variable: int) -> int:
    return graph.slopes.get((index, variable), graph.rational(0))


def _product(graph: Graph, typed: Product, variable: int) -> int:
    index = multiply(graph, *typed.powers, scale=typed.coefficient)
    product = graph.nodes[index]
    if not isinstance(product, Product):
        return _known(graph, index, variable)
    above = tuple(item for item in product.powers if item[1] > 0)
    below = tuple((base, -exponent) for base, exponent in product.powers if exponent < 0)
    moves = any(graph.depends[base] >> variable & 1 for base, _ in above)
    if not (below and moves):
        return _product_rule(graph, product, variable)
    return _quotient_rule(graph, product.coefficient, above, below, variable)


def _product_rule(graph: Graph, product: Product, variable: int) -> int:
    """Return the sum over the factors of the product with one of them differentiated."""
    terms = []
    for place, (base, exponent) in enumerate(product.powers):
        if (slope := graph.slopes.get((base, variable))) is not None:
            before, after = product.powers[:place], product.powers[place + 1 :]
            scale = product.coefficient * exponent
            terms.append(multiply(graph, *before, (base, exponent - 1), slope, *after, scale=scale))
    return add(graph, terms)


def _quotient_rule(graph: Graph, coefficient: Fraction, above: Powers, below: Powers, variable: int) -> int:
    """Return (u'v − k u v') / v^(k + 1) for a quotient u / v^k."""
    top = Product(ONE, above)
    scale, bottom, exponent = _one_power(graph, multiply(graph, *below))
    bottom_slope = _swept(graph, graph.reachable([bottom]), bottom, variable)
    first = multiply(graph, _product_rule(graph, top, variable), bottom)
    second = multiply(graph, *above, bottom_slope, scale=exponent)
    numerator = expand(graph, subtract(graph, expand(graph, first), expand(graph, second)))
    return multiply(graph, numerator, (bottom, -exponent - 1), scale=coefficient / scale)


def _one_power(graph: Graph, index: int) -> tuple[Fraction, int, Fraction]:
    """Return (c, v, k) with the node equal to c v^k."""
    node = graph.nodes[index]
    if isinstance(node, Product) and len(node.powers) == 1:
        ((base, exponent),) = node.powers
        return node.coefficient, base, exponent
    return ONE, index, ONE


def _power(graph: Graph, index: int, variable: int) -> int:
    """Return the derivative of base^exponent: b^e (e' log b + e b' / b)."""
    base, exponent = parts(graph.nodes[index])
    rise, slope = (graph.slopes.get((part, variable)) for part in (exponent, base))
    if rise is None:
        lower = power(graph, base, subtract(graph, exponent, graph.rational(1)))
        return multiply(graph, exponent, lower, _known(graph, base, variable))
    if is_zero(graph, base):
        return graph.rational(0)
    first = [rise] if graph.is_euler(base) else [call(graph, "log", base), rise]
    if slope is None:
        return multiply(graph, index, *first)
    second = multiply(graph, exponent, slope, (base, -ONE))
    return multiply(graph, index, add(graph, (multiply(graph, *first), second)))


def is_zero(graph: Graph, index: int) -> bool:
    """Tell whether a node is the number 0, also as log 1 or 3 − 3."""
    value = graph.value(index)
    return value == 0 if value is not None or graph.depends[index] else evaluate(tree_of(graph, index)) == 0


def _call(graph: Graph, index: int, called: Call[int], variable: int) -> int:
    """Return the outer derivative times the inner one."""
    function, arguments = called.function, called.arguments
    if function in {"max", "min"}:
        return _extremum(graph, called, variable)
    if function in {SOFTMAX, LOG_TOTAL}:
        return (_softmax if function == SOFTMAX else _log_total)(graph, index, variable)
    inner = _known(graph, arguments[0], variable)
    if function in KINKS:
        return graph.rational(0)
    if FUNCTIONS[function].kink:
        return multiply(graph, inner, call(graph, f"{function} slope", *arguments))
    return multiply(graph, inner, tidied(graph, _slope_of(function), *arguments))


@cache
def _slope_of(function: str) -> Node:
    return parse(FUNCTIONS[function].slope, ["u"]).tree


def tidied(graph: Graph, tree: Node, u: int) -> int:  # noqa: PLR0911  # one return for each kind of node
    """Return a formula of u as a node of the graph, put together tidily."""
    match tree:
        case Number(value):
            return graph.rational(value)
        case Negative(inner):
            return multiply(graph, tidied(graph, inner, u), scale=-1)
        case Sum(terms):
            return add(graph, [tidied(graph, term, u) for term in terms])
        case Factors(factors):
            return multiply(graph, *(tidied(graph, factor, u) for factor in factors))
        case Quotient(top, bottom):
            return multiply(graph, tidied(graph, top, u), (tidied(graph, bottom, u), -ONE))
        case Power(base, Number(exponent)):
            return multiply(graph, (tidied(graph, base, u), exponent))
        case Call("sqrt", (inner,)):
            return multiply(graph, (tidied(graph, inner, u), HALF))
        case Call(function, (inner,)):
            return call(graph, function, tidied(graph, inner, u))
    return u


def _softmax(graph: Graph, index: int, variable: int) -> int:
    """Differentiate a share p of scores x: p (x' − total')."""
    slopes = (_known(graph, part, variable) for part in parts(graph.nodes[index]))
    return multiply(graph, index, subtract(graph, *slopes))


def _log_total(graph: Graph, index: int, variable: int) -> int:
    """Differentiate log sum_j e^(x_j): the mean of the x_j', weighted with the shares."""
    scores = [place for place in parts(graph.nodes[index]) if (place, variable) in graph.slopes]
    terms = [
        multiply(graph, call(graph, SOFTMAX, place, index), graph.slopes[place, variable]) for place in scores
    ]
    return add(graph, terms)


def _extremum(graph: Graph, called: Call[int], variable: int) -> int:
    """Differentiate max(u, v) = v + relu(u − v) or min(u, v) = u − relu(u − v)."""
    first, second = called.arguments
    if not graph.depends[first] >> variable & 1:
        first, second = second, first
    slopes = _known(graph, first, variable), _known(graph, second, variable)
    gap = subtract(graph, first, second) if called.function == "max" else subtract(graph, second, first)
    switch = call(graph, "relu slope", gap)
    return add(graph, (slopes[1], multiply(graph, switch, subtract(graph, *slopes))))


# guards


def guards(graph: Graph, root: int) -> frozenset[int]:
    """Return the nodes whose nan makes every derivative of `root` undefined.

    The derivative of log x is 1/x only for x > 0. So a derivative keeps guards: nodes of the function it came
    from that are nan outside that function's domain, and where it jumps.
    """
    found = set()
    for index in graph.reachable([root]):
        node = graph.nodes[index]
        if _can_be_undefined(graph, node):
            found.add(index)
        if isinstance(node, Call) and node.function in FUNCTIONS and FUNCTIONS[node.function].jumps:
            found.add(multiply(graph, (node.arguments[0], -ONE)))
        if isinstance(node, Power) and is_zero(graph, node.base):
            found.add(call(graph, "log", node.exponent))
        if isinstance(node, Call) and node.function in KINKS:
            found.add(root)
    return frozenset(found)


def _can_be_undefined(graph: Graph, node: Entry) -> bool:
    """Tell whether a node can be undefined where its parts are defined."""
    match node:
        case Product(_, powers):
            return any(exponent < 0 or exponent.denominator > 1 for _, exponent in powers)
        case Power(base, _):
            return not _is_positive(graph, base)
        case Call(function, _):
            return function not in _TOTAL
    return False


def _is_positive(graph: Graph, index: int) -> bool:
    value = graph.value(index)
    return isinstance(graph.nodes[index], Constant) or (value is not None and value > 0)
