"""Where a derivative must stay undefined although its own formula is not.

The derivative of log x is 1/x only for x > 0. So a derivative keeps guards: nodes of the function it came
from that are nan outside that function's domain. Where a guard is nan, so is the derivative.
"""

from __future__ import annotations

from fractions import Fraction

from ._algebra import multiply
from ._graph import LOG_TOTAL, SOFTMAX, Call, Constant, Graph, Node, Power, Product
from ._rules import ABS_SLOPE, RELU_SLOPE

KINKS = frozenset({ABS_SLOPE, RELU_SLOPE})
_JUMPS = frozenset({"sign", "heaviside", "arccot"})
_DEFINED_EVERYWHERE = frozenset(
    {"sin", "cos", "sinh", "cosh", "tanh", "sech", "arctan", "arcsinh", "cbrt", "abs", "relu"}
    | {"sigmoid", "softplus", "max", "min", SOFTMAX, LOG_TOTAL}
) | (KINKS | _JUMPS)


def guards(graph: Graph, root: int) -> frozenset[int]:
    """Return the nodes whose nan makes every derivative of `root` undefined."""
    below = graph.reachable([root])
    found = {index for index in below if _partial(graph, graph.nodes[index])}
    found.update(
        multiply(graph, (argument, Fraction(-1)))
        for index in below
        if isinstance(node := graph.nodes[index], Call) and node.function in _JUMPS
        for argument in node.arguments
    )
    if any(_is_kink(graph.nodes[index]) for index in below):
        found.add(root)
    return frozenset(found)


def _is_kink(node: Node) -> bool:
    return isinstance(node, Call) and node.function in KINKS


def _partial(graph: Graph, node: Node) -> bool:
    """Tell whether a node can be undefined where its parts are defined."""
    match node:
        case Product(_, powers):
            return any(exponent < 0 or exponent.denominator > 1 for _, exponent in powers)
        case Power(base, _):
            return not _positive(graph, base)
        case Call(function, _):
            return function not in _DEFINED_EVERYWHERE
    return False


def _positive(graph: Graph, index: int) -> bool:
    value = graph.value(index)
    return isinstance(graph.nodes[index], Constant) or (value is not None and value > 0)
