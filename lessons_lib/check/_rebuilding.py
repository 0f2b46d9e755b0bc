"""Trees taken apart and put together again: parts replaced, rational numbers read."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod

from lessons_lib.formula import (
    Array,
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    children,
)


def with_children(node: Node, parts: tuple[Node, ...]) -> Node:
    """Return the same operation on other parts."""
    match node:
        case Sum():
            return Sum(parts)
        case Product():
            return Product(parts)
        case Array():
            return Array(parts)
        case Call(function, _):
            return Call(function, parts)
        case Negative() | Transpose() | Quotient() | Power():
            return type(node)(*parts)
    return node


def replaced(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return a tree in which `change` has replaced every part it does not answer None for."""
    changed = change(node)
    if changed is not None:
        return changed
    parts = children(node)
    return with_children(node, tuple(replaced(part, change) for part in parts)) if parts else node


def rational(node: Node) -> Fraction | None:
    """Return the value of a rational number written with signs and + − · / only, else None.

    Examples
    --------
    >>> from lessons_lib.formula import parse
    >>> rational(parse("-2/3").tree)
    Fraction(-2, 3)
    """
    if isinstance(node, Number):
        return node.value
    if not isinstance(node, Negative | Sum | Product | Quotient):
        return None
    values = [rational(part) for part in children(node)]
    known = [value for value in values if value is not None]
    return _combined(node, known) if len(known) == len(values) else None


def _combined(node: Node, values: list[Fraction]) -> Fraction | None:
    match node:
        case Negative():
            return -values[0]
        case Sum():
            return sum(values, Fraction())
        case Product():
            return prod(values, start=Fraction(1))
    return values[0] / values[1] if values[1] else None
