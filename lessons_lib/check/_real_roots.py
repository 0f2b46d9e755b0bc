"""Odd roots in both spellings: beside ∛x a power such as x^(2/3) is a real root too, also below 0."""

from __future__ import annotations

from lessons_lib.formula import ROOT_SIGN, Call, Node, Number, Power, Product, Quotient, number, walk

from ._rebuilding import rational, replaced


def with_real_roots(one: Node, other: Node) -> tuple[Node, Node]:
    """Read powers such as x^(1/3) as roots where an odd root stands in one of the two formulas.

    Alone such a power has no value below 0, which is the reading of most programs; a textbook that
    writes the derivative of x^(2/3) as 2/(3∛x) means the real root by both.

    Examples
    --------
    >>> from lessons_lib.formula import parse, text
    >>> found = with_real_roots(parse("x^(2/3)").tree, parse("cbrt(x)").tree)
    >>> [text(tree) for tree in found]
    ['cbrt(x)²', 'cbrt(x)']
    """
    if not any(_is_odd_root(part) for tree in (one, other) for part in walk(tree)):
        return one, other
    return replaced(one, _root), replaced(other, _root)


def _is_odd_root(node: Node) -> bool:
    """Tell whether an odd root was typed with a root sign."""
    match node:
        case Call("cbrt", _):
            return True
        case Power(_, Quotient(Number(written=written), Number(degree))):
            return written == ROOT_SIGN and degree % 2 == 1
    return False


def _root(node: Node) -> Node | None:
    """Return a power such as x^(4/5) as one that has a value for negative x too."""
    exponent = rational(node.exponent) if isinstance(node, Power) else None
    if not isinstance(node, Power) or exponent is None or exponent.denominator % 2 == 0:
        return None
    if exponent.denominator == 1:
        return None
    base = replaced(node.base, _root)
    if exponent.denominator == 3:
        return Power(Call("cbrt", (base,)), number(exponent.numerator))
    size = Power(Call("abs", (base,)), number(exponent))
    return Product((Call("sign", (base,)), size)) if exponent.numerator % 2 else size
