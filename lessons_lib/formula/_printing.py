"""A tree as one line of plain Unicode that reads back to the same tree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ._characters import SUBSCRIPTS, SUPERSCRIPTS
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
    number,
    walk,
)
from ._vocabulary import GREEK_SIGNS

SUM, SIGN, PRODUCT, POWER, ATOM = range(5)
POWER_ON_NAME = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"))

_RAISED = str.maketrans({plain: raised for raised, plain in SUPERSCRIPTS.items()})
_LOWERED = str.maketrans({plain: lowered for lowered, plain in SUBSCRIPTS.items()})
_RAISED_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_STRENGTHS: dict[type, int] = {
    Sum: SUM,
    Negative: SIGN,
    Product: PRODUCT,
    Quotient: PRODUCT,
    Power: POWER,
    Transpose: POWER,
}


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
    return _Printer(tree).show(tree, SUM)


class _Printer:
    """Prints one tree; letters may touch (x²y) only where all names are single letters."""

    def __init__(self, tree: Node) -> None:
        names = {part.name for part in walk(tree) if isinstance(part, Name)}
        self._may_touch = all(len(shown_name(name)) == 1 for name in names)

    def show(self, node: Node, least: int) -> str:
        """Return `node`, in brackets if it binds less than `least`."""
        node = as_typed(node)
        shown = _RULES[type(node)](self, node)
        return f"({shown})" if self._strength(node) < least else shown

    def _strength(self, node: Node) -> int:
        is_root = isinstance(node, Call) and node.function == "sqrt"
        return POWER if is_root else _STRENGTHS.get(type(node), ATOM)

    def listed(self, nodes: tuple[Node, ...]) -> str:
        """Return several nodes with commas between them."""
        return ", ".join(self.show(node, SUM) for node in nodes)

    def negative(self, node: Negative) -> str:
        """Return −x."""
        return "−" + self.show(node.operand, PRODUCT)

    def sum(self, node: Sum) -> str:
        """Return x² − 6x + 13."""
        first, *others = map(as_typed, node.terms)
        shown = self.show(first, SIGN)
        for term in others:
            sign, rest = (" − ", term.operand) if isinstance(term, Negative) else (" + ", term)
            shown += sign + self.show(rest, PRODUCT)
        return shown

    def quotient(self, node: Quotient) -> str:
        """Return 2x/(x + 1)."""
        top = self.show(node.top, POWER if isinstance(node.top, Quotient) else PRODUCT)
        return f"{top}/{self.show(node.bottom, POWER)}"

    def product(self, node: Product) -> str:
        """Return 3x²y·sin(x)."""
        shown = self.show(node.factors[0], POWER)
        for left, right in pairwise(node.factors):
            following = self.show(right, POWER)
            shown += self._between(left, right, shown, following) + following
        return shown

    def _between(self, left: Node, right: Node, shown: str, following: str) -> str:
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
        """Return x², sin²(x), x^n or x^(1/3)."""
        base, exponent = node.base, as_typed(node.exponent)
        raised = _raised(exponent)
        if raised.isdigit() and isinstance(base, Call) and base.function in POWER_ON_NAME:
            return f"{base.function}{raised}({self.listed(base.arguments)})"
        shown = self.show(base, ATOM)
        if raised:
            return shown + raised
        is_short = isinstance(exponent, Name | Constant)
        return f"{shown}^{self.show(exponent, SUM)}" if is_short else f"{shown}^({self.show(exponent, SUM)})"

    def call(self, node: Call) -> str:
        """Return sin(x), |x|, √x or log_2(x)."""
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


_RULES: dict[type, Callable[[_Printer, Any], str]] = {
    Number: lambda _, node: decimal(node.value),
    Constant: lambda _, node: shown_name(node.name),
    Name: lambda _, node: shown_name(node.name),
    Negative: _Printer.negative,
    Sum: _Printer.sum,
    Product: _Printer.product,
    Quotient: _Printer.quotient,
    Power: _Printer.power,
    Call: _Printer.call,
    Array: lambda printer, node: f"[{printer.listed(node.entries)}]",
    Transpose: lambda printer, node: f"{printer.show(node.operand, ATOM)}'",
}


def shown_name(name: str) -> str:
    """Return a name as it is shown: θ for "theta", x₁ for "x1", x_{ij} for "x_ij".

    Examples
    --------
    >>> shown_name("theta1"), shown_name("x_ij")
    ('θ₁', 'x_{ij}')
    """
    letters, _, subscript = name.partition("_")
    word = letters.rstrip("0123456789")
    digits = letters[len(word) :].translate(_LOWERED)
    below = f"_{subscript}" if len(subscript) == 1 else f"_{{{subscript}}}"
    return GREEK_SIGNS.get(word, word) + digits + (below if subscript else "")


def decimal(value: Fraction) -> str:
    """Return the decimal digits of a number that has finitely many.

    Examples
    --------
    >>> decimal(Fraction(5, 2)), decimal(Fraction(10**30))
    ('2.5', '1e30')
    """
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


def strength(node: Node) -> int:
    """Return how tightly the outermost operation of `node` binds."""
    return _STRENGTHS.get(type(node), ATOM)


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
