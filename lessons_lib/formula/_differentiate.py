"""Differentiation by the rules, one sweep over the graph from the variables to the root."""

from __future__ import annotations

from fractions import Fraction

from ._algebra import Powers, add, call, expand, multiply, power, subtract
from ._graph import (
    LOG_TOTAL,
    ONE,
    SOFTMAX,
    Call,
    Graph,
    Power,
    Product,
    Sum,
    Variable,
    parts,
)
from ._rules import RELU_SLOPE, RULES


def partials(graph: Graph, root: int, variables: int) -> list[int]:
    """Return the nodes of the partial derivatives of `root` by the first so many variables.

    Raises
    ------
    TooMuchWorkError
        If the work is past the graph's budget.
    """
    order = graph.reachable([root])
    graph.spend(len(order))
    return [_swept(graph, order, root, variable) for variable in range(variables)]


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
        case Variable():
            return graph.rational(1)
        case Sum(terms):
            return add(graph, [_known(graph, term, variable) for term in terms])
        case Product() as product:
            return _product(graph, product, variable)
        case Power(base, exponent):
            return _power(graph, index, base, exponent, variable)
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


def _power(graph: Graph, index: int, base: int, exponent: int, variable: int) -> int:
    """Return the derivative of base^exponent: b^e (e' log b + e b' / b)."""
    rise, slope = (graph.slopes.get((part, variable)) for part in (exponent, base))
    if rise is None:
        lower = power(graph, base, subtract(graph, exponent, graph.rational(1)))
        return multiply(graph, exponent, lower, _known(graph, base, variable))
    first = (*_logarithm(graph, base), rise)
    if slope is None:
        return multiply(graph, index, *first)
    second = multiply(graph, exponent, slope, (base, -ONE))
    return multiply(graph, index, add(graph, (multiply(graph, *first), second)))


def _logarithm(graph: Graph, base: int) -> list[int]:
    """Return the factors of log(base): none for e."""
    return [] if graph.is_euler(base) else [call(graph, "log", base)]


def _call(graph: Graph, index: int, called: Call, variable: int) -> int:
    if called.function in {"max", "min"}:
        first, second = called.arguments
        return _extremum(graph, called.function, first, second, variable)
    if called.function in {SOFTMAX, LOG_TOTAL}:
        return (_softmax if called.function == SOFTMAX else _log_total)(graph, index, variable)
    (argument,) = called.arguments
    outer = RULES[called.function](graph, argument)
    return multiply(graph, graph.slopes[argument, variable], outer)


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


def _extremum(graph: Graph, function: str, first: int, second: int, variable: int) -> int:
    """Differentiate max(u, v) = v + relu(u − v) or min(u, v) = u − relu(u − v)."""
    if not graph.depends[first] >> variable & 1:
        first, second = second, first
    slopes = _known(graph, first, variable), _known(graph, second, variable)
    gap = subtract(graph, first, second) if function == "max" else subtract(graph, second, first)
    switch = call(graph, RELU_SLOPE, gap)
    return add(graph, (slopes[1], multiply(graph, switch, subtract(graph, *slopes))))
