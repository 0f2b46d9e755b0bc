"""Cube roots in both spellings: beside ∛x a power such as x^(2/3) is a real root too, also below 0."""

from __future__ import annotations

from lessons_lib.formula import Call, Node, Power, number, walk

from ._rebuilding import rational, replaced


def with_real_roots(one: Node, other: Node) -> tuple[Node, Node]:
    """Read powers such as x^(1/3) as roots where a cube root stands in one of the two formulas.

    Alone such a power has no value below 0, which is the reading of most programs; a textbook that
    writes the derivative of x^(2/3) as 2/(3∛x) means the real root by both.

    Examples
    --------
    >>> from lessons_lib.formula import parse, text
    >>> found = with_real_roots(parse("x^(2/3)").tree, parse("cbrt(x)").tree)
    >>> [text(tree) for tree in found]
    ['cbrt(x)²', 'cbrt(x)']
    """
    parts = (part for tree in (one, other) for part in walk(tree))
    if not any(isinstance(part, Call) and part.function == "cbrt" for part in parts):
        return one, other
    return replaced(one, _root), replaced(other, _root)


def _root(node: Node) -> Node | None:
    if not isinstance(node, Power):
        return None
    exponent = rational(node.exponent)
    if exponent is None or exponent.denominator != 3:
        return None
    return Power(Call("cbrt", (replaced(node.base, _root),)), number(exponent.numerator))
