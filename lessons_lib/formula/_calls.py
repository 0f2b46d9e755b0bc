"""Functions: sin x, sin(x), sin^2 x, sin^-1 x, log_2 x, √x."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from . import _brackets, _notes
from ._piece import Piece, multiplied
from ._tree import Array, Call, Constant, Negative, Node, Number, Power, Product, Quotient, Sum
from ._vocabulary import FUNCTIONS, INVERSES

if TYPE_CHECKING:
    from ._grammar import Parser
    from ._tokens import Token

ROOTS = {"√": 2, "∛": 3, "∜": 4, "root": 2}
ROOT_SIGN = "√"  # what is written for the 1 of x^(1/5) where a root sign was typed
_FACTOR, _TIGHT = 20, 29
_MOST_ROOT = 100


def call(parser: Parser) -> Piece:
    """Read a function, what stands on its name (a base, an exponent), and its arguments."""
    token = parser.take()
    if token.text in _WRITTEN_OUT:
        return _written_out(parser, token)
    if token.text == "sqrt" and _has_degree(parser):
        return _root_of_degree(parser, token)
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
        piece = _brackets.READERS[parser.token.text](parser)
        is_entrywise = not FUNCTIONS.get(token.text, _LOGARITHM).of_vector
        return [_brackets.grouped(piece, parser) if is_entrywise else piece], False
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
    while parser.starts_operand() and not parser.sees_function_or_unit():
        parser.check_neighbours()
        product = multiplied(product, parser.expression(_FACTOR))
    if parser.sees_prime_before():
        raise parser.error(f"Put what is differentiated in brackets, as in ({token.text} x)'.")
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
    return Power(inner, Quotient(Number(Fraction(1), ROOT_SIGN), Number(Fraction(degree))))


def _has_degree(parser: Parser) -> bool:
    """Tell whether sqrt[3](x) follows."""
    signs = [token.text for token in parser.ahead(4)]
    return signs[:1] == ["["] and signs[1].isdigit() and signs[2:] in (["]", "("], ["]", "{"])


def _root_of_degree(parser: Parser, token: Token) -> Piece:
    degree = _degree(parser)
    inner = _brackets.bracket(parser)
    return Piece(_root_of(inner.node, degree), token.start, inner.end, max(inner.height, 2) + 1)


def _degree(parser: Parser) -> int:
    start = parser.token.start
    match _brackets.enclosed(parser):
        case [Piece(Number(value))] if value in range(2, _MOST_ROOT):
            return int(value)
    raise parser.error("The degree of a root is a whole number from 2 on, as in \\sqrt[3]{x}.", start)


# functions that are read as formulas


def _written_out(parser: Parser, token: Token) -> Piece:
    """Read root(x, 3), atan2(y, x) and their like as the formula they stand for."""
    if not parser.sees("(", "{"):
        raise parser.error(f"{token.text} stands alone; write {_EXAMPLES[token.text]}.", token.start)
    parts = _brackets.enclosed(parser)
    count, build = _WRITTEN_OUT[token.text]
    if len(parts) != count:
        raise parser.error(f"Write {token.text} as in {_EXAMPLES[token.text]}.", token.start)
    node = build(parser, token, *(part.node for part in parts))
    height = 4 + max(part.height for part in parts)
    piece = Piece(node, token.start, parser.previous.end, height, bracketed=True)
    _notes.written_out(parser, piece)
    return piece


def _nth_root(parser: Parser, token: Token, inner: Node, degree: Node) -> Node:
    if isinstance(degree, Number) and degree.value in range(2, _MOST_ROOT):
        return _root_of(inner, int(degree.value))
    raise parser.error("The degree of a root is a whole number from 2 on, as in root(x, 3).", token.start)


def _square_root(*squares: Node) -> Node:
    return Call("sqrt", (Sum(tuple(Power(part, _TWO) for part in squares)),))


_ONE, _TWO = Number(Fraction(1)), Number(Fraction(2))
_LOGARITHM = FUNCTIONS["log"]


def _angle(parser: Parser, token: Token, y: Node, x: Node) -> Node:
    return Product((_TWO, Call("arctan", (Quotient(y, Sum((_square_root(x, y), x))),))))


def _plain(build: Callable[..., Node]) -> Callable[..., Node]:
    """Return a builder that needs only the arguments."""
    return lambda _parser, _token, *nodes: build(*nodes)


_WRITTEN_OUT: dict[str, tuple[int, Callable[..., Node]]] = {
    "root": (2, _nth_root),
    "nthroot": (2, _nth_root),
    "atan2": (2, _angle),
    "arctan2": (2, _angle),
    "hypot": (2, _plain(_square_root)),
    "pow": (2, _plain(Power)),
    "power": (2, _plain(Power)),
    "square": (1, _plain(lambda x: Power(x, _TWO))),
    "reciprocal": (1, _plain(lambda x: Quotient(_ONE, x))),
    "log1p": (1, _plain(lambda x: Call("log", (Sum((_ONE, x)),)))),
    "expm1": (1, _plain(lambda x: Sum((Call("exp", (x,)), Negative(_ONE))))),
    "radians": (1, _plain(lambda x: Quotient(Product((x, Constant("pi"))), Number(Fraction(180))))),
}
_EXAMPLES = {name: f"{name}({'x' if count == 1 else 'y, x' if 'tan2' in name else 'x, 3'})"
             for name, (count, _) in _WRITTEN_OUT.items()}  # fmt: skip
