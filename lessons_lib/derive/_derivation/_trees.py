"""Putting trees together as a teacher writes them: no 0 is added, no 1 is multiplied, signs come first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from lessons_lib.check._rebuilding import rational, replaced
from lessons_lib.formula import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    number,
    walk,
)

ZERO, ONE, TWO = number(0), number(1), number(2)
EULER = Constant("e")


def depends(node: Node, variable: str) -> bool:
    """Tell whether a name occurs in a tree."""
    return any(isinstance(part, Name) and part.name == variable for part in walk(node))


def size(node: Node, most: int = 100_000) -> int:
    """Count the nodes of a tree, up to `most`."""
    return sum(1 for _, _ in zip(walk(node), range(most), strict=False))


def substituted(node: Node, values: Mapping[str, Node]) -> Node:
    """Return a tree with other trees in the place of names.

    Examples
    --------
    >>> from lessons_lib.formula import parse, text
    >>> text(substituted(parse("u^2").tree, {"u": parse("sin x").tree}))
    'sin²(x)'
    """
    return replaced(node, lambda part: values.get(part.name) if isinstance(part, Name) else None)


def plus(*terms: Node) -> Node:
    """Return the sum, without zeros."""
    flat = [part for term in terms for part in (term.terms if isinstance(term, Sum) else (term,))]
    kept = tuple(term for term in flat if term != ZERO)
    return Sum(kept) if len(kept) > 1 else kept[0] if kept else ZERO


def minus(node: Node) -> Node:
    """Return −node; −(−x) is x."""
    if node == ZERO:
        return ZERO
    return node.operand if isinstance(node, Negative) else Negative(node)


def times(*factors: Node) -> Node:
    """Return the product, without ones and with its signs in front; 0 if a factor is 0.

    A product with a number in front that is not the first factor stays in brackets: x·(2x).
    """
    flat = [part for place, factor in enumerate(factors) for part in _factors(factor, place > 0)]
    bare = [part.operand if isinstance(part, Negative) else part for part in flat]
    if ZERO in bare:
        return ZERO
    kept = tuple(factor for factor in bare if factor != ONE)
    odd = sum(isinstance(part, Negative) for part in flat) % 2
    return minus(_product(kept)) if odd else _product(kept)


def _product(factors: tuple[Node, ...]) -> Node:
    if len(factors) > 1:
        first, *others = factors
        return Product((*_factors(first, False), *others))
    return factors[0] if factors else ONE


def _factors(node: Node, keep: bool) -> tuple[Node, ...]:
    """Return the factors of a product; with `keep` those of 2x stay together."""
    inner = node.operand if isinstance(node, Negative) else node
    if not isinstance(inner, Product) or (keep and rational(inner.factors[0]) is not None):
        return (node,)
    first, *others = inner.factors
    opened = tuple(part for factor in others for part in _factors(factor, True))
    return (*_factors(minus(first) if inner is not node else first, False), *opened)


def over(top: Node, bottom: Node) -> Node:
    """Return the quotient with its sign in front."""
    if bottom == ONE or top == ZERO:
        return top
    if isinstance(top, Negative):
        return minus(over(top.operand, bottom))
    return Quotient(top, bottom)


def to_power(base: Node, exponent: Node) -> Node:
    """Return the power; x^1 is x and x^0 is 1."""
    if exponent == ZERO:
        return ONE
    return base if exponent == ONE else Power(base, exponent)


def square(node: Node) -> Node:
    """Return the square; that of a root is what stands below it."""
    if isinstance(node, Call) and node.function == "sqrt":
        return node.arguments[0]
    return Power(node, TWO)


def lowered(exponent: Node) -> Node:
    """Return the exponent less one."""
    value = rational(exponent)
    return plus(exponent, minus(ONE)) if value is None else number(value - 1)


def gathered(node: Node) -> Node:
    """Return a product with all its numbers put together in front."""
    if isinstance(node, Negative):
        return minus(gathered(node.operand))
    if not isinstance(node, Product):
        return node
    factors = [part for factor in node.factors for part in _factors(gathered(factor), False)]
    values = [rational(factor) for factor in factors]
    scale = prod((value for value in values if value is not None), start=Fraction(1))
    return times(number(scale), *(part for part, value in zip(factors, values, strict=True) if value is None))
