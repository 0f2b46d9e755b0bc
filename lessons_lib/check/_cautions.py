"""What in two formulas calls for a closer look: constants hard to tell apart, places without a value."""

from __future__ import annotations

from lessons_lib.formula import Call, Constant, Node, Number, Power, Quotient, children, names, walk

_LONG = 100
_ENTIRE = frozenset(("sin", "cos", "exp", "sinh", "cosh", "tanh", "arctan", "arcsinh", "cbrt"))


_SATURATING = frozenset(("tanh", "coth", "sech", "csch", "sigmoid", "softplus", "exp"))


def has_hard_values(trees: tuple[Node, Node]) -> bool:
    """Tell whether a value such as tanh(500) or 1 + e^(−900 − x²) may be all but another one."""
    parts = [part for tree in trees for part in walk(tree)]
    if any(isinstance(part, Call | Power) and not names(part) for part in parts if not _is_small(part)):
        return True
    return may_saturate(trees)


def may_saturate(trees: tuple[Node, Node]) -> bool:
    """Tell whether a formula may come so close to a limit that no digits show the difference."""
    return any(
        (isinstance(part, Call) and part.function in _SATURATING)
        or (isinstance(part, Power) and bool(names(part.exponent)))
        for tree in trees
        for part in walk(tree)
    )


def _is_small(node: Node) -> bool:
    """Tell whether a node is a plain power or root, such as 3^2 or sqrt(8)."""
    inner = children(node)
    roots = isinstance(node, Power) or (isinstance(node, Call) and node.function in {"sqrt", "cbrt"})
    return roots and all(isinstance(part, Number | Constant) and not _is_long(part) for part in inner)


def _is_long(node: Node) -> bool:
    return isinstance(node, Number) and max(node.value.numerator, node.value.denominator) > _LONG


def may_lack_values(trees: tuple[Node, Node]) -> bool:
    """Tell whether one of two formulas may have no value somewhere."""
    parts = (part for tree in trees for part in walk(tree))
    return any(isinstance(part, Quotient | Power) or _is_partial(part) for part in parts)


def _is_partial(node: Node) -> bool:
    return isinstance(node, Call) and node.function not in _ENTIRE
