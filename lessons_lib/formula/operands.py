"""What an operand can be: brackets, bars, vectors and matrices, fractions, roots, functions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from . import echoes
from .echoes import Piece, joined, multiplied
from .tree import Array, Call, Name, Node, Number, Power, Quotient, number
from .vocabulary import FUNCTIONS, INVERSES

if TYPE_CHECKING:
    from .grammar import Parser
    from .tokens import Token


_CLOSING = {"(": ")", "[": "]", "{": "}"}


def bracket(parser: Parser) -> Piece:
    """Read a bracket: one entry is that entry, several in (a, b) make a vector, [a] always does."""
    start = parser.token.start
    square = parser.sees("[") and not parser.sees_table()
    parts = enclosed(parser)
    end = parser.previous.end
    if square or len(parts) > 1:
        return array(parser, parts, start, end)
    return parts[0].within(start, end)


def enclosed(parser: Parser) -> list[Piece]:
    """Read an opening bracket, the entries after it, and the bracket that closes it."""
    opening = parser.take()
    closing = _CLOSING[opening.text]
    parser.open.append(closing)
    if parser.sees(closing):
        raise parser.error("There is nothing between these brackets; write something inside.")
    parts = entries(parser, closing)
    _close(parser, opening, closing)
    return parts


def _close(parser: Parser, opening: Token, closing: str) -> None:
    if parser.sees(closing):
        parser.open.pop()
        parser.take()
    elif parser.token.kind == "end":
        raise parser.error(f"A closing {closing} is missing for this {opening.text}.", opening.start)
    elif parser.sees(*_CLOSING.values()):
        raise parser.error(f"This {parser.token.text} closes a {opening.text}; write {closing} instead.")
    else:
        raise parser.error(f"Here something is out of place; a closing {closing} is expected.")


def entries(parser: Parser, closing: str) -> list[Piece]:
    """Read expressions with commas between them."""
    found = [parser.expression()]
    while parser.sees(","):
        parser.take()
        if parser.token.kind == "end" or (closing and parser.sees(closing)):
            raise parser.error("Something is missing after the comma; add it or take the comma out.")
        found.append(parser.expression())
    return found


def array(parser: Parser, parts: list[Piece], start: int, end: int) -> Piece:
    lengths = [len(part.node.entries) if isinstance(part.node, Array) else 0 for part in parts]
    for part, length in zip(parts, lengths, strict=True):
        if length != lengths[0]:
            raise parser.error(
                "The rows of this matrix differ in length; give each as many entries.", part.start
            )
    height = 1 + max(part.height for part in parts)
    return Piece(Array(tuple(part.node for part in parts)), start, end, height, bracketed=True)


def bars(parser: Parser) -> Piece:
    """Read |x|, the absolute value, or ||x||, the norm."""
    opening = parser.take()
    doubled = parser.sees("|") and parser.token.start <= opening.end
    parser.open.append("|")
    inner = parser.expression()
    if not parser.sees("|"):
        message = "A closing | is missing; inside other bars write abs(x) for |x|."
        raise parser.error(message, opening.start)
    parser.open.pop()
    end = parser.take().end
    match inner.node:
        case Call("abs", arguments) if doubled and inner.bracketed and inner.end >= end - 1:
            node = Call("norm", arguments)
        case _:
            node = Call("norm" if isinstance(inner.node, Array) else "abs", (inner.node,))
    return Piece(node, opening.start, end, inner.height + 1, bracketed=True)


def fraction(parser: Parser) -> Piece:
    r"""Read \frac{a}{b}."""
    start = parser.take().start
    message = "A fraction in LaTeX needs two parts in braces, as in \\frac{1}{x}."
    top, bottom = (_small(parser, message, "{") for _ in range(2))
    return joined(Quotient(top.node, bottom.node), top, bottom).within(start, bottom.end)


def table(parser: Parser) -> Piece:
    """Read a LaTeX matrix; one column is a vector."""
    start = parser.take().start
    parser.open.append("")
    rows = [_table_row(parser)]
    while parser.sees("\\"):
        parser.take()
        if not parser.sees("end"):
            rows.append(_table_row(parser))
    if not parser.sees("end"):
        raise parser.error("This matrix in LaTeX does not end; close it with \\end.")
    parser.open.pop()
    end = parser.take().end
    lines = [row[0] if len(row) == 1 else array(parser, row, row[0].start, row[-1].end) for row in rows]
    return array(parser, lines, start, end)


def _table_row(parser: Parser) -> list[Piece]:
    found = [parser.expression()]
    while parser.sees("&"):
        parser.take()
        found.append(parser.expression())
    return found


def check_after_name(parser: Parser, left: Piece, right: Piece, first: Token) -> None:
    """Refuse f(x, y) and x[0] for a name, and note that f(x) is a product."""
    if not isinstance(left.node, Name) or left.bracketed:
        return
    name = parser.slice(left.start, left.end)
    if isinstance(right.node, Array) and first.text == "(":
        raise parser.error(f"“{name}” is not a known function, so it takes no arguments.", left.start)
    if isinstance(right.node, Array) and first.text == "[" and len(right.node.entries) == 1:
        raise parser.error(f"An index in brackets is code; write the name {name}0 instead.", first.start)


READERS: dict[str, Callable[[Parser], Piece]] = {
    "(": bracket,
    "[": bracket,
    "{": bracket,
    "|": bars,
    "frac": fraction,
    "begin": table,
}


ROOTS = {"√": 2, "∛": 3, "root": 2}
_FACTOR, _TIGHT = 20, 29
_MOST_ROOT = 100


def call(parser: Parser) -> Piece:
    """Read a function, what stands on its name (a base, an exponent), and its arguments."""
    token = parser.take()
    base = _base(parser, token)
    exponent = _exponent(parser)
    name = token.text if base is None else "log"
    inverse = exponent is not None and exponent.node == number(-1)
    if inverse and name not in INVERSES:
        message = f"{token.text}^-1 is unclear; write 1/{token.text}(x), or the inverse function by its name."
        raise parser.error(message, token.start)
    if inverse:
        name, exponent = INVERSES[name], None
    arguments, bare = _arguments(parser, token)
    node = _made(parser, name, arguments, base, token)
    parts = arguments if base is None else [*arguments, base]
    height = (2 if FUNCTIONS[name].of_vector else 1) + max(part.height for part in parts)
    piece = Piece(node, token.start, parser.previous.end, height, bare=bare)
    echoes.call(parser, arguments[0], piece, inverse=inverse)
    if exponent is None:
        return piece
    height = 1 + max(height, exponent.height)
    return Piece(Power(node, exponent.node), piece.start, piece.end, height, bare=bare)


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


def _small(parser: Parser, message: str, *brackets: str) -> Piece:
    if parser.sees(*(brackets or ("(", "{"))):
        return bracket(parser)
    if parser.token.kind not in {"number", "name", "constant"}:
        raise parser.error(message)
    return parser.expression(100)


def _arguments(parser: Parser, token: Token) -> tuple[list[Piece], bool]:
    """Read the arguments, and tell whether they stand without brackets."""
    if parser.sees("(", "{"):
        return enclosed(parser), False
    if parser.sees("[", "begin"):
        return [READERS[parser.token.text](parser)], False
    if parser.sees("|") and parser.starts_operand():
        return [parser.expression(_FACTOR)], False
    if parser.sees("-"):
        return [parser.signed(lambda: _bare_product(parser, token))], True
    return [_bare_product(parser, token)], True


def _bare_product(parser: Parser, token: Token) -> Piece:
    """Read the implicit product up to the next function or operator."""
    if not parser.starts_operand():
        name = parser.slice(token.start, token.end)
        message = f"{name} stands alone; write what it acts on, as in {name}(x)."
        if parser.sees("'"):
            message = "Derivatives are not carried out here; write the differentiated formula itself."
        raise parser.error(message, token.start)
    product = parser.expression(_FACTOR)
    while parser.starts_operand() and parser.token.kind != "function" and not parser.sees(*ROOTS):
        parser.check_neighbours()
        product = multiplied(product, parser.expression(_FACTOR))
    return product


def _made(parser: Parser, name: str, arguments: list[Piece], base: Piece | None, token: Token) -> Node:
    nodes = tuple(part.node for part in arguments)
    signature = FUNCTIONS[name]
    if signature.of_vector and len(nodes) > 1:
        nodes = (array(parser, arguments, token.start, parser.previous.end).node,)
    if signature.most < 0 and len(nodes) == 1 and isinstance(nodes[0], Array):
        nodes = nodes[0].entries
    most = 1 if base is not None else signature.most
    if len(nodes) < signature.least or 0 <= most < len(nodes):
        raise parser.error(echoes.arity(token.text, signature.least, most), token.start)
    return Call(name, nodes if base is None else (*nodes, base.node))


def root(parser: Parser) -> Piece:
    r"""Read √x, ∛x, \sqrt{x} and \sqrt[3]{x}; the sign reaches over one factor."""
    token = parser.take()
    degree = ROOTS[token.text]
    if token.text == "root" and parser.sees("["):
        degree = _degree(parser)
    brackets = parser.sees("(", "{")
    inner = bracket(parser) if brackets else parser.expression(_TIGHT)
    node: Node = Power(inner.node, number(Fraction(1, degree)))
    if degree in {2, 3}:
        node = Call("sqrt" if degree == 2 else "cbrt", (inner.node,))
    piece = Piece(node, token.start, inner.end, max(inner.height, 2) + 1)
    if not brackets:
        echoes.after_root(parser, piece)
    return piece


def _degree(parser: Parser) -> int:
    start = parser.token.start
    match enclosed(parser):
        case [Piece(Number(value))] if value in range(2, _MOST_ROOT):
            return int(value)
    raise parser.error("The degree of a root is a whole number from 2 on, as in \\sqrt[3]{x}.", start)
