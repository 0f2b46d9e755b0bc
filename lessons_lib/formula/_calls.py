"""Functions: sin x, sin(x), sin^2 x, sin^-1 x, log_2 x, √x."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from . import _brackets, _notes
from ._piece import Piece, multiplied
from ._tree import Array, Call, Negative, Node, Number, Power, Quotient
from ._vocabulary import FUNCTIONS, INVERSES

if TYPE_CHECKING:
    from ._grammar import Parser
    from ._tokens import Token

ROOTS = {"√": 2, "∛": 3, "root": 2}
_FACTOR, _TIGHT = 20, 29
_MOST_ROOT = 100


def call(parser: Parser) -> Piece:
    """Read a function, what stands on its name (a base, an exponent), and its arguments."""
    token = parser.take()
    base = _base(parser, token)
    exponent = _exponent(parser)
    name = token.text if base is None else "log"
    inverse = exponent is not None and exponent.node == Negative(Number(Fraction(1)))
    if inverse:
        name, exponent = _inverse(parser, token), None
    arguments, bare = _arguments(parser, token)
    node = _made(parser, name, arguments, base, token)
    end = parser.previous.end
    height = _height(arguments if base is None else [*arguments, base], name)
    piece = Piece(node, token.start, end, height, bare=bare)
    _notes.call(parser, arguments[0], piece, inverse=inverse)
    return piece if exponent is None else _to_power(piece, exponent)


def _height(parts: list[Piece], name: str) -> int:
    return (2 if FUNCTIONS[name].of_vector else 1) + max(part.height for part in parts)


def _to_power(piece: Piece, exponent: Piece) -> Piece:
    height = 1 + max(piece.height, exponent.height)
    return Piece(Power(piece.node, exponent.node), piece.start, piece.end, height, bare=piece.bare)


def _base(parser: Parser, token: Token) -> Piece | None:
    """Read the base of a logarithm: the 2 of log2 or log_2."""
    if token.text in {"log2", "log10"}:
        return Piece(Number(Fraction(token.text[3:])), token.start, token.end)
    if not parser.sees("_"):
        return None
    if token.text != "log":
        raise parser.error(f"Only log takes a subscript; write {token.text}(x).")
    parser.take()
    return _small(parser, "Write the base of a logarithm as in log_2 x.")


def _exponent(parser: Parser) -> Piece | None:
    """Read the exponent on a function's name: the 2 of sin^2 x."""
    if not parser.sees("^"):
        return None
    parser.take()
    message = "Write the power of a function as in sin^2 x or (sin x)^2."
    return parser.signed(lambda: _small(parser, message))


def _small(parser: Parser, message: str) -> Piece:
    """Read one number, name or bracket."""
    if parser.sees("(", "{"):
        return _brackets.bracket(parser)
    if parser.token.kind not in {"number", "name", "constant"}:
        raise parser.error(message)
    return parser.expression(100)


def _inverse(parser: Parser, token: Token) -> str:
    if token.text not in INVERSES:
        message = f"{token.text}^-1 is unclear; write 1/{token.text}(x), or the inverse function by its name."
        raise parser.error(message, token.start)
    return INVERSES[token.text]


def _arguments(parser: Parser, token: Token) -> tuple[list[Piece], bool]:
    """Read the arguments, and tell whether they stand without brackets."""
    if parser.sees("(", "{"):
        return _brackets.enclosed(parser), False
    if parser.sees("[", "begin"):
        return [_brackets.READERS[parser.token.text](parser)], False
    if parser.sees("|") and parser.starts_operand():
        return [parser.expression(_FACTOR)], False
    if parser.sees("-"):
        return [parser.signed(lambda: _bare_product(parser, token))], True
    return [_bare_product(parser, token)], True


def _bare_product(parser: Parser, token: Token) -> Piece:
    """Read the implicit product up to the next function or operator."""
    if not parser.starts_operand():
        raise parser.error(_alone(parser.slice(token.start, token.end), parser), token.start)
    product = parser.expression(_FACTOR)
    while parser.starts_operand() and parser.token.kind != "function" and not parser.sees(*ROOTS):
        parser.check_neighbours()
        product = multiplied(product, parser.expression(_FACTOR))
    return product


def _alone(name: str, parser: Parser) -> str:
    if parser.sees("'"):
        return "Derivatives are not carried out here; write the differentiated formula itself."
    return f"{name} stands alone; write what it acts on, as in {name}(x)."


def _made(parser: Parser, name: str, arguments: list[Piece], base: Piece | None, token: Token) -> Node:
    nodes = tuple(part.node for part in arguments)
    signature = FUNCTIONS[name]
    if signature.of_vector and len(nodes) > 1:
        nodes = (_brackets.array(parser, arguments, token.start, parser.previous.end).node,)
    if signature.most < 0 and len(nodes) == 1 and isinstance(nodes[0], Array):
        nodes = nodes[0].entries
    most = 1 if base is not None else signature.most
    if len(nodes) < signature.least or 0 <= most < len(nodes):
        raise parser.error(_notes.arity(token.text, signature.least, most), token.start)
    return Call(name, nodes if base is None else (*nodes, base.node))


def root(parser: Parser) -> Piece:
    r"""Read √x, ∛x, \sqrt{x} and \sqrt[3]{x}; the sign reaches over one factor."""
    token = parser.take()
    degree = ROOTS[token.text]
    if token.text == "root" and parser.sees("["):
        degree = _degree(parser)
    brackets = parser.sees("(", "{")
    inner = _brackets.bracket(parser) if brackets else parser.expression(_TIGHT)
    piece = Piece(_root_of(inner.node, degree), token.start, inner.end, max(inner.height, 2) + 1)
    if not brackets:
        _notes.after_root(parser, piece)
    return piece


def _root_of(inner: Node, degree: int) -> Node:
    if degree in {2, 3}:
        return Call("sqrt" if degree == 2 else "cbrt", (inner,))
    return Power(inner, Quotient(Number(Fraction(1)), Number(Fraction(degree))))


def _degree(parser: Parser) -> int:
    start = parser.token.start
    match _brackets.enclosed(parser):
        case [Piece(Number(value))] if value in range(2, _MOST_ROOT):
            return int(value)
    raise parser.error("The degree of a root is a whole number from 2 on, as in \\sqrt[3]{x}.", start)
