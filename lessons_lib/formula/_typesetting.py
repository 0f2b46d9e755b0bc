"""A tree as LaTeX."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from ._printing import ATOM, POWER, POWER_ON_NAME, PRODUCT, SIGN, SUM, as_typed, decimal, strength
from ._tree import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
)
from ._vocabulary import FUNCTIONS, GREEK_SIGNS


def latex(tree: Node) -> str:
    r"""Return a formula as LaTeX (without dollar signs).

    Examples
    --------
    >>> x, y = Name("x"), Name("y")
    >>> print(latex(Quotient(Power(x, y), Call("sqrt", (x,)))))
    \frac{x^{y}}{\sqrt{x}}
    >>> print(latex(Array((Array((x, y)), Array((y, x))))))
    \begin{pmatrix} x & y \\ y & x \end{pmatrix}
    """
    return _show(tree, SUM)


def _show(node: Node, least: int) -> str:
    node = as_typed(node)
    shown = _RULES[type(node)](node)
    return _bracketed(shown) if _strength(node) < least else shown


def _strength(node: Node) -> int:
    return POWER if isinstance(node, Quotient) else strength(node)


def _bracketed(shown: str) -> str:
    return rf"\left({shown}\right)"


def _negative(node: Negative) -> str:
    return "-" + _show(node.operand, PRODUCT)


def _quotient(node: Quotient) -> str:
    return rf"\frac{{{_show(node.top, SUM)}}}{{{_show(node.bottom, SUM)}}}"


def _transpose(node: Transpose) -> str:
    return rf"{_show(node.operand, ATOM)}^{{\top}}"


def _digits(digits: str) -> str:
    mantissa, _, exponent = digits.partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa


def _name(name: str) -> str:
    letters, _, subscript = name.partition("_")
    word = letters.rstrip("0123456789")
    below = subscript or letters[len(word) :]
    upright = word if len(word) == 1 else rf"\mathrm{{{word}}}"
    shown = rf"\{word}" if word in GREEK_SIGNS else upright
    return f"{shown}_{{{below}}}" if below else shown


def _constant(node: Constant) -> str:
    return r"\pi" if node.name == "pi" else node.name


def _sum(node: Sum) -> str:
    first, *others = map(as_typed, node.terms)
    shown = _show(first, SIGN)
    for term in others:
        sign, rest = (" - ", term.operand) if isinstance(term, Negative) else (" + ", term)
        shown += sign + _show(rest, PRODUCT)
    return shown


def _product(node: Product) -> str:
    shown = _show(node.factors[0], POWER)
    for left, right in pairwise(node.factors):
        following = _show(right, POWER)
        needs_dot = following[0].isdigit() or isinstance(right, Quotient | Array) or isinstance(left, Array)
        shown += (r" \cdot " if needs_dot else " ") + following
    return shown


def _power(node: Power) -> str:
    base, raised = node.base, _show(node.exponent, SUM)
    if isinstance(base, Call) and base.function in POWER_ON_NAME and isinstance(node.exponent, Number):
        return rf"{FUNCTIONS[base.function].latex}^{{{raised}}}{_bracketed(_list(base.arguments))}"
    return f"{_show(base, ATOM)}^{{{raised}}}"


def _list(nodes: tuple[Node, ...]) -> str:
    return ", ".join(_show(node, SUM) for node in nodes)


def _call(node: Call) -> str:
    inside = _list(node.arguments)
    if node.function in _ENCLOSING and not ("|" in inside and node.function in {"abs", "norm"}):
        before, after = _ENCLOSING[node.function]
        return before + inside + after
    if node.function == "log" and len(node.arguments) == 2:
        value, base = (_show(part, SUM) for part in node.arguments)
        return rf"\log_{{{base}}}{_bracketed(value)}"
    return FUNCTIONS[node.function].latex + _bracketed(inside)


def _array(node: Array) -> str:
    rows = [entry.entries for entry in node.entries if isinstance(entry, Array)]
    if len(rows) == len(node.entries) and all(map(_is_row, rows)):
        table = r" \\ ".join(" & ".join(_show(entry, SUM) for entry in row) for row in rows)
        return rf"\begin{{pmatrix}} {table} \end{{pmatrix}}"
    inside = _list(node.entries)
    return _bracketed(inside) if len(node.entries) > 1 else rf"\left[{inside}\right]"


def _is_row(entries: tuple[Node, ...]) -> bool:
    return len(entries) > 1 and not any(isinstance(entry, Array) for entry in entries)


_ENCLOSING = {
    "sqrt": (r"\sqrt{", "}"),
    "cbrt": (r"\sqrt[3]{", "}"),
    "abs": (r"\left|", r"\right|"),
    "norm": (r"\left\|", r"\right\|"),
}
_RULES: dict[type, Callable[[Any], str]] = {
    Number: lambda node: _digits(decimal(node.value)),
    Constant: _constant,
    Name: lambda node: _name(node.name),
    Negative: _negative,
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Array: _array,
    Transpose: _transpose,
}
