"""What a reader says: the echo of a reading that could surprise, and what is wrong at a token."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .characters import REMEDIES
from .printing import text
from .tree import Call, Constant, Name, Negative, Node, Number, Power, Product, Quotient, Sum, number

if TYPE_CHECKING:
    from .grammar import Parser
    from .tokens import Token


MOST_NESTED = 50


@dataclass(frozen=True, slots=True)
class Piece:
    """A node with its place in the text."""

    node: Node
    start: int
    end: int
    height: int = 1
    bracketed: bool = False
    bare: bool = False
    last: Piece | None = None

    @property
    def tail(self) -> Piece:
        """The piece that stands last: the last factor of an open product, else the piece itself."""
        return self if self.bracketed or self.last is None else self.last

    def within(self, start: int, end: int) -> Piece:
        """Return the same piece in brackets that reach from `start` to `end`."""
        return replace(self, start=start, end=end, bracketed=True, bare=False)


def joined(node: Node, first: Piece, second: Piece) -> Piece:
    """Return the piece of a node made of two pieces that stand next to each other."""
    return Piece(node, first.start, second.end, 1 + max(first.height, second.height))


def added(left: Piece, right: Piece, *, minus: bool) -> Piece:
    """Return left + right or left − right; an open sum on the left takes one more term."""
    term = Negative(right.node) if minus else right.node
    height = right.height + (2 if minus else 1)
    terms = left.node.terms if isinstance(left.node, Sum) and not left.bracketed else (left.node,)
    grown = left.height if len(terms) > 1 else left.height + 1
    return Piece(Sum((*terms, term)), left.start, right.end, max(grown, height))


def multiplied(left: Piece, right: Piece) -> Piece:
    """Return left · right; an open product on the left takes one more factor."""
    is_open = isinstance(left.node, Product) and not left.bracketed
    factors = left.node.factors if is_open and isinstance(left.node, Product) else (left.node,)
    grown = left.height if is_open else left.height + 1
    node = Product((*factors, right.node))
    return Piece(node, left.start, right.end, max(grown, right.height + 1), last=right)


def is_plain(node: Node) -> bool:
    """Tell whether a node is one sign for a reader: a number, a name or a constant."""
    return isinstance(node, Number | Name | Constant)


def is_plain_number(node: Node) -> bool:
    """Tell whether a node is a number or a constant, which has no transpose worth writing."""
    return isinstance(node, Number | Constant)


def is_bare_power(piece: Piece, exponent_end: str) -> bool:
    """Tell whether a piece is a number to an exponent without brackets, as in e^2 or 2^x."""
    if not isinstance(piece.node, Power) or piece.bracketed:
        return False
    return isinstance(piece.node.base, Number | Constant) and exponent_end not in ")]}|"


_LOOKS_LIKE_FUNCTION = {"f", "g", "h", "F", "G", "H", "gamma", "Gamma", "beta", "zeta", "sigma"}
_DECIMAL_COMMA = re.compile("[0-9],[0-9]")
_BLANK_CALL = re.compile(r"\\?[A-Za-z]+\s+\(")
_LONGEST_SHOWN = 40
_PARTED = re.compile(r"[\w)\]²³] +[A-Za-z0-9(\\]")
_TYPED = {"determinant": "\\begin", "end": "\\end", "\\": "\\\\", "top": "T"}


def _echo(parser: Parser, start: int, end: int, node: Node) -> None:
    note = f"{parser.slice(start, end)} is read as {text(node)}"
    if note not in parser.notes:
        parser.notes.append(note)


def beside(parser: Parser, left: Piece, right: Piece, product: Piece) -> None:
    """Note an implicit product after a quotient (1/2x), after a power (e^2x) or after f (f(x))."""
    tail = left.tail
    if isinstance(left.node, Quotient) and not left.bracketed:
        _echo(parser, product.start, product.end, product.node)
    elif _joins_exponent(parser, tail, right) or _looks_like_call(parser, tail, right):
        _echo(parser, tail.start, right.end, Product((tail.node, right.node)))


def _joins_exponent(parser: Parser, tail: Piece, right: Piece) -> bool:
    return is_bare_power(tail, parser.text[tail.end - 1]) and is_plain(right.node) and not right.bracketed


def _looks_like_call(parser: Parser, tail: Piece, right: Piece) -> bool:
    if not isinstance(tail.node, Name) or not right.bracketed or parser.text[right.start] != "(":
        return False
    return tail.node.name in _LOOKS_LIKE_FUNCTION


def raised(parser: Parser, left: Piece, right: Piece) -> None:
    """Note x^T, which is a power, and sin (x)^2, which is (sin x)^2."""
    if isinstance(left.node, Call) and _BLANK_CALL.match(parser.slice(left.start, left.end)):
        _echo(parser, left.start, right.end, Power(left.node, right.node))
    if right.node == Name("T") and parser.lexicon.variables is None:
        typed = parser.slice(left.start, right.end)
        reason = "only a matrix named by a capital letter is transposed"
        parser.notes.append(f"{typed} is read as a power; {reason}")


def divided(parser: Parser, left: Piece, right: Piece) -> None:
    """Note sin x/2, which is (sin x)/2, and x^1/2, which is (x^1)/2."""
    tail = left.tail
    if tail.bare or _ends_in_unit(parser, tail):
        _echo(parser, tail.start, right.end, Quotient(tail.node, right.node))


def _ends_in_unit(parser: Parser, tail: Piece) -> bool:
    if not isinstance(tail.node, Power) or tail.bracketed or parser.text[tail.end - 1] in ")]}|":
        return False
    exponent = tail.node.exponent
    return exponent == number(1) or (isinstance(exponent, Negative) and isinstance(exponent.operand, Number))


def multiplied_bare(parser: Parser, left: Piece, right: Piece) -> None:
    """Note sin 2·x, which is (sin 2)·x."""
    tail = left.tail
    if tail.bare:
        _echo(parser, tail.start, right.end, Product((tail.node, right.node)))


def call(parser: Parser, argument: Piece, whole: Piece, *, inverse: bool) -> None:
    """Note sin^-1 x, and what a function without brackets takes where that is more than a name."""
    if inverse or (whole.bare and _is_long(argument)):
        _echo(parser, whole.start, whole.end, whole.node)


def _is_long(argument: Piece) -> bool:
    inner = argument.node.operand if isinstance(argument.node, Negative) else argument.node
    if not isinstance(inner, Product) or argument.bracketed:
        return False
    others = [factor for factor in inner.factors if not isinstance(factor, Number)]
    return len(others) > 1 or not all(map(is_plain, others))


def written_out(parser: Parser, piece: Piece) -> None:
    """Note atan2(y, x) and root(x, 3), which are read as formulas."""
    _echo(parser, piece.start, piece.end, piece.node)


def after_root(parser: Parser, piece: Piece) -> None:
    """Note √x^2, which is √(x^2), and √2x, which is (√2)x."""
    inside = piece.node.arguments[0] if isinstance(piece.node, Call) else piece.node
    if isinstance(inside, Power):
        _echo(parser, piece.start, piece.end, piece.node)
    elif parser.starts_operand() and parser.token.kind in {"name", "constant"}:
        end = parser.token.end
        parser.notes.append(
            f"{parser.slice(piece.start, end)} is read as ({text(piece.node)})·{parser.token.text}"
        )


def decimal_comma(parser: Parser, entries: list[Piece]) -> None:
    """Note 1,5, which is two numbers."""
    for left, right in pairwise(entries):
        if isinstance(left.node, Number) and _DECIMAL_COMMA.match(parser.text, left.end - 1):
            typed = parser.slice(left.start, right.end)
            parser.notes.append(f"{typed} is read as two numbers; decimals are written with a point")


def square_brackets(parser: Parser, piece: Piece, inside: Node) -> None:
    """Note [x + 1]/2, where a square bracket is read as a round one."""
    _echo(parser, piece.start, piece.end, inside)


def determinant(parser: Parser, matrix: Piece, node: Node) -> None:
    """Note that bars around a matrix are its determinant."""
    shown = text(node)
    value = f", {shown}" if len(shown) <= _LONGEST_SHOWN else ""
    parser.notes.append(f"bars around a matrix are read as its determinant{value}")


def entries(parser: Parser, piece: Piece) -> None:
    """Note [ 4. -2.], which is two entries."""
    typed = parser.slice(piece.start, piece.end)
    parser.notes.append(f"{typed} is read as {text(piece.node)}; for a difference put a space after the sign")


def one_entry(parser: Parser, part: Piece) -> None:
    """Note [x y], which is one entry and no row of two."""
    typed = parser.slice(part.start, part.end)
    if isinstance(part.node, Product) and _PARTED.search(typed):
        parser.notes.append(f"{typed} is read as one entry, {text(part.node)}; put commas between entries")


def looks_like_function(name: str) -> bool:
    """Tell whether a name is more likely that of a function than that of a number."""
    return name in _LOOKS_LIKE_FUNCTION or name in {"y", "u", "v", "w", "p", "q", "P"}


def mixed_number(whole: str, top: str, bottom: str) -> str:
    """Return the sentence for 2 1/2, which many mean as a sum and others as a product."""
    return (
        f"A mixed number is unclear; write {whole} + {top}/{bottom}, or {whole}·{top}/{bottom} for a product."
    )


def left_over(token: Token) -> str:
    """Return the sentence for a token that cannot follow a complete formula."""
    if token.text in REMEDIES:
        return REMEDIES[token.text]
    if token.text in {")", "]", "}"}:
        opening = {")": "(", "]": "[", "}": "{"}[token.text]
        return f"This {token.text} closes nothing; take it out or add its {opening}."
    typed = _TYPED.get(token.text, token.text)
    return f"Here {typed} is out of place; take it out or write an operator before it."


def missing_operand(token: Token, *, in_bars: bool) -> str:
    """Return the sentence for a place where a number, a name or a bracket should stand."""
    if token.kind == "end" and in_bars:
        return "The bars do not pair up here; inside other bars write abs(x) for |x|."
    if token.kind == "end":
        return "The formula stops too early; something is missing at its end."
    if token.text == "'":
        return "Quotation marks are for code; write the formula without them."
    if token.text in REMEDIES:
        return REMEDIES[token.text]
    if token.text == "_":
        return "A subscript belongs to a letter; write it as in x_1."
    typed = _TYPED.get(token.text, token.text)
    return f"Something is missing before this {typed}; write a number, a name or a bracket there."


def side_by_side(before: Token, after: Token) -> str:
    """Return the sentence for a number right after a number, a name or an exponent."""
    first, second = before.text, after.text
    if before.kind == "number":
        return f"Two numbers stand side by side; write {first}·{second}{_without_space(first, second)}."
    if before.kind in {"name", "constant"}:
        return f"A number after a name is unclear; write {first}·{second} or {first}^{second}."
    return f"A number here is unclear; write · before {second} for a product."


def _without_space(first: str, second: str) -> str:
    are_whole = first.isdigit() and second.isdigit()
    return f", or {first}{second} without the space" if are_whole else ""


def arity(name: str, least: int, most: int) -> str:
    """Return the sentence for a function with too few or too many arguments."""
    words = {1: "one argument", 2: "two arguments"}
    wanted = (
        words[least] if least == most else f"{words[least]} or more" if most < 0 else "one or two arguments"
    )
    example = {1: f"{name}(x)", 2: f"{name}(x, y)"}[least]
    return f"{name} takes {wanted}; write it as in {example}."
