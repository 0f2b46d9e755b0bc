"""A tree as one line of plain Unicode that reads back to the same tree, and as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .characters import SUBSCRIPTS, SUPERSCRIPTS
from .tree import (
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
    number,
    walk,
)
from .vocabulary import FUNCTIONS, GREEK_SIGNS

LONGEST = 400

SUM, SIGN, PRODUCT, POWER, ATOM = range(5)
_STRENGTHS: dict[type, int] = {
    Sum: SUM,
    Negative: SIGN,
    Product: PRODUCT,
    Quotient: PRODUCT,
    Power: POWER,
    Transpose: POWER,
}
_POWER_ON_NAME = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"))

_RAISED = str.maketrans({plain: raised for raised, plain in SUPERSCRIPTS.items()})
_LOWERED = str.maketrans({plain: lowered for lowered, plain in SUBSCRIPTS.items()})
_RAISED_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = str.maketrans({"−": "-", "·": "*", "π": "pi"} | dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)))


def text(tree: Node) -> str:
    """Return a formula as one line of plain text that `parse` reads back to an equal tree.

    Parameters
    ----------
    tree : Node
        A tree as `parse` makes it. A `Number` that no one can type (negative, or 1/3) is written
        as a sign and a quotient.

    Returns
    -------
    str

    Examples
    --------
    >>> x = Name("x")
    >>> text(Sum((Power(x, number(2)), Negative(Product((number(6), x))), number(13))))
    'x² − 6x + 13'
    """
    return _Text(tree).show(tree, SUM)


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
    return _Latex(tree).show(tree, SUM)


class _Text:
    """Prints one tree; letters may touch (x²y) only where all names are single letters."""

    minus = "−"
    brackets = ("(", ")")

    def __init__(self, tree: Node) -> None:
        names = {part.name for part in walk(tree) if isinstance(part, Name)}
        self._may_touch = all(len(shown_name(name)) == 1 for name in names)
        self._rules: dict[type, Callable[[Any], str]] = {
            Number: lambda node: self.digits(decimal(node.value)),
            Constant: lambda node: self.name(node.name),
            Name: lambda node: self.name(node.name),
            Negative: lambda node: self.minus + self.show(node.operand, PRODUCT),
            Sum: self.sum,
            Product: self.product,
            Quotient: self.quotient,
            Power: self.power,
            Call: self.call,
            Array: self.array,
            Transpose: self.transpose,
        }

    def show(self, node: Node, least: int) -> str:
        node = as_typed(node)
        shown = self._rules[type(node)](node)
        return self.bracketed(shown) if self.strength(node) < least else shown

    def strength(self, node: Node) -> int:
        is_root = isinstance(node, Call) and node.function == "sqrt"
        return POWER if is_root else _STRENGTHS.get(type(node), ATOM)

    def bracketed(self, shown: str) -> str:
        return f"{self.brackets[0]}{shown}{self.brackets[1]}"

    def listed(self, nodes: tuple[Node, ...]) -> str:
        return ", ".join(self.show(node, SUM) for node in nodes)

    def sum(self, node: Sum) -> str:
        first, *others = map(as_typed, node.terms)
        shown = self.show(first, SIGN)
        for term in others:
            sign, rest = (self.minus, term.operand) if isinstance(term, Negative) else ("+", term)
            shown += f" {sign} {self.show(rest, PRODUCT)}"
        return shown

    def product(self, node: Product) -> str:
        shown = self.show(node.factors[0], POWER)
        for left, right in pairwise(node.factors):
            following = self.show(right, POWER)
            shown += self.between(left, right, shown, following) + following
        return shown

    def digits(self, digits: str) -> str:
        return digits

    def name(self, name: str) -> str:
        return shown_name(name)

    def quotient(self, node: Quotient) -> str:
        top = self.show(node.top, POWER if isinstance(node.top, Quotient) else PRODUCT)
        return f"{top}/{self.show(node.bottom, POWER)}"

    def between(self, left: Node, right: Node, shown: str, following: str) -> str:
        """Return what stands between two factors: nothing where that is clear, else a dot."""
        starts_with_letter = following[0].isalpha()
        if isinstance(left, Number) and shown.replace(".", "").isdigit():
            if isinstance(right, Call) and starts_with_letter:
                return " "
            return "" if starts_with_letter or following[0] in "(√|" else "·"
        brackets_touch = shown.endswith(")") and following.startswith("(")
        letters_touch = self._may_touch and _is_name(right) and _ends_clearly(left, shown)
        return "" if brackets_touch or letters_touch else "·"

    def power(self, node: Power) -> str:
        base, exponent = node.base, as_typed(node.exponent)
        raised = _raised(exponent)
        if raised.isdigit() and isinstance(base, Call) and base.function in _POWER_ON_NAME:
            return f"{base.function}{raised}({self.listed(base.arguments)})"
        shown = self.show(base, ATOM)
        if raised:
            return shown + raised
        is_short = isinstance(exponent, Name | Constant)
        return f"{shown}^{self.show(exponent, SUM)}" if is_short else f"{shown}^({self.show(exponent, SUM)})"

    def call(self, node: Call) -> str:
        inside = self.listed(node.arguments)
        if node.function == "abs" and "|" not in inside:
            return f"|{inside}|"
        if node.function == "sqrt":
            return f"√{inside}" if _is_short(node.arguments[0]) else f"√({inside})"
        if node.function == "log" and len(node.arguments) == 2 and _is_short(node.arguments[1]):
            value, base = (self.show(part, SUM) for part in node.arguments)
            below = base.translate(_LOWERED) if base.isdigit() else f"_{base}"
            return f"log{below}({value})"
        return f"{node.function}({inside})"

    def array(self, node: Array) -> str:
        return f"[{self.listed(node.entries)}]"

    def transpose(self, node: Transpose) -> str:
        return f"{self.show(node.operand, ATOM)}'"


class _Latex(_Text):
    minus = "-"
    brackets = (r"\left(", r"\right)")

    def strength(self, node: Node) -> int:
        return POWER if isinstance(node, Quotient) else _STRENGTHS.get(type(node), ATOM)

    def digits(self, digits: str) -> str:
        mantissa, _, exponent = digits.partition("e")
        return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa

    def name(self, name: str) -> str:
        letters, _, subscript = name.partition("_")
        word = letters.rstrip("0123456789")
        below = subscript or letters[len(word) :]
        upright = word if len(word) == 1 else rf"\mathrm{{{word}}}"
        shown = rf"\{word}" if word in GREEK_SIGNS else upright
        return f"{shown}_{{{below}}}" if below else shown

    def quotient(self, node: Quotient) -> str:
        return rf"\frac{{{self.show(node.top, SUM)}}}{{{self.show(node.bottom, SUM)}}}"

    def between(self, left: Node, right: Node, shown: str, following: str) -> str:
        del shown
        needs_dot = following[0].isdigit() or isinstance(right, Quotient | Array) or isinstance(left, Array)
        return r" \cdot " if needs_dot else " "

    def power(self, node: Power) -> str:
        base, raised = node.base, self.show(node.exponent, SUM)
        if isinstance(base, Call) and base.function in _POWER_ON_NAME and isinstance(node.exponent, Number):
            inside = self.bracketed(self.listed(base.arguments))
            return rf"{FUNCTIONS[base.function].latex}^{{{raised}}}{inside}"
        return f"{self.show(base, ATOM)}^{{{raised}}}"

    def call(self, node: Call) -> str:
        inside = self.listed(node.arguments)
        if node.function in _ENCLOSING and not ("|" in inside and node.function in {"abs", "norm"}):
            before, after = _ENCLOSING[node.function]
            return before + inside + after
        if node.function == "log" and len(node.arguments) == 2:
            value, base = (self.show(part, SUM) for part in node.arguments)
            return rf"\log_{{{base}}}{self.bracketed(value)}"
        return FUNCTIONS[node.function].latex + self.bracketed(inside)

    def array(self, node: Array) -> str:
        rows = [entry.entries for entry in node.entries if isinstance(entry, Array)]
        if len(rows) == len(node.entries) and all(map(_is_row, rows)):
            table = r" \\ ".join(" & ".join(self.show(entry, SUM) for entry in row) for row in rows)
            return rf"\begin{{pmatrix}} {table} \end{{pmatrix}}"
        inside = self.listed(node.entries)
        return self.bracketed(inside) if len(node.entries) > 1 else rf"\left[{inside}\right]"

    def transpose(self, node: Transpose) -> str:
        return rf"{self.show(node.operand, ATOM)}^{{\top}}"


_ENCLOSING = {
    "sqrt": (r"\sqrt{", "}"),
    "cbrt": (r"\sqrt[3]{", "}"),
    "abs": (r"\left|", r"\right|"),
    "norm": (r"\left\|", r"\right\|"),
}


def shown_name(name: str) -> str:
    """Return a name as it is shown: θ for "theta", x₁ for "x1", x_{ij} for "x_ij"."""
    letters, _, subscript = name.partition("_")
    word = letters.rstrip("0123456789")
    digits = letters[len(word) :].translate(_LOWERED)
    below = f"_{subscript}" if len(subscript) == 1 else f"_{{{subscript}}}"
    return GREEK_SIGNS.get(word, word) + digits + (below if subscript else "")


def decimal(value: Fraction) -> str:
    """Return the decimal digits of a number that has finitely many."""
    with localcontext(prec=1000, Emax=9999, Emin=-9999):
        exact = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    exponent = int(exact.as_tuple().exponent)
    if -40 < exponent < 20:
        return f"{exact:f}"
    digits = "".join(map(str, exact.as_tuple().digits))
    return f"{digits}e{exponent}"


def as_typed(node: Node) -> Node:
    """Return a number that cannot be typed as one (−2, 1/3) as the sign and quotient that can."""
    if not isinstance(node, Number):
        return node
    return node if node.value >= 0 and _is_decimal(node.value.denominator) else number(node.value)


def _is_decimal(denominator: int) -> bool:
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _is_name(node: Node) -> bool:
    return isinstance(node.base if isinstance(node, Power) else node, Name)


def _ends_clearly(left: Node, shown: str) -> bool:
    """Tell whether a letter may follow: after x² and after π."""
    return left == Constant("pi") or (shown[-1] in _RAISED_DIGITS and _is_name(left))


def _raised(exponent: Node) -> str:
    """Return the superscript of a whole number, or nothing."""
    if isinstance(exponent, Negative) and isinstance(exponent.operand, Number):
        inner = _raised(exponent.operand)
        return f"⁻{inner}" if inner else ""
    return _whole(exponent).translate(_RAISED)


def _whole(node: Node) -> str:
    """Return the digits of a whole number, or nothing."""
    digits = decimal(node.value) if isinstance(node, Number) and as_typed(node) is node else ""
    return digits if digits.isdigit() else ""


def _is_short(node: Node) -> bool:
    return isinstance(node, Name | Constant) or bool(_whole(node))


def _is_row(entries: tuple[Node, ...]) -> bool:
    return len(entries) > 1 and not any(isinstance(entry, Array) for entry in entries)


def plain(text: str) -> str:
    """Return a formula with the signs of a keyboard."""
    typed = re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda match: _typed_power(match[0]), text)
    typed = re.sub(r"√(\w+)", r"sqrt(\1)", typed).replace("√", "sqrt")
    return typed.translate(_PLAIN)


def _typed_power(raised: str) -> str:
    digits = "".join(SUPERSCRIPTS[sign] for sign in raised)
    return f"^({digits})" if "-" in digits else f"^{digits}"
