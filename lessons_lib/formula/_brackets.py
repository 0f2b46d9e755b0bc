"""Everything that encloses: brackets, bars, vectors and matrices, fractions in LaTeX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from . import _notes
from ._piece import Piece, joined
from ._tree import Array, Call, Name, Negative, Node, Number, Product, Quotient, Sum

if TYPE_CHECKING:
    from ._grammar import Parser
    from ._tokens import Token

_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "<": ">"}
_MOST_DETERMINANT = 4


def bracket(parser: Parser) -> Piece:
    """Read a bracket: one entry is that entry, several in (a, b) make a vector, [a] always does."""
    start = parser.token.start
    square = parser.sees("[", "<", "⟨") and not parser.sees_table()
    parts = enclosed(parser)
    end = parser.previous.end
    if square and len(parts) == 1:
        _notes.one_entry(parser, parts[0])
    if square or len(parts) > 1:
        return array(parser, parts, start, end)
    return parts[0].within(start, end)


def grouped(piece: Piece, parser: Parser) -> Piece:
    """Return [x + 1] beside an operator as (x + 1): there a square bracket is a round one."""
    match piece:
        case Piece(Array((entry,)), bracketed=True) if not isinstance(entry, Array):
            _notes.square_brackets(parser, piece, entry)
            return replace(piece, node=entry)
    return piece


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
    """Make a vector of its entries, or a matrix of its rows."""
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
    if isinstance(inner.node, Array) and isinstance(inner.node.entries[0], Array) and not doubled:
        return determinant(parser, replace(inner, start=opening.start, end=end))
    node = _norm_or_abs(inner, doubled=doubled, end=end)
    return Piece(node, opening.start, end, inner.height + 1, bracketed=True)


def _norm_or_abs(inner: Piece, *, doubled: bool, end: int) -> Node:
    match inner.node:
        case Call("abs", arguments) if doubled and inner.bracketed and inner.end >= end - 1:
            return Call("norm", arguments)
        case Array():
            return Call("norm", (inner.node,))
    return Call("abs", (inner.node,))


def fraction(parser: Parser) -> Piece:
    r"""Read \frac{a}{b}."""
    start = parser.take().start
    before = parser.whole_number_before()
    top, bottom = _fraction_part(parser), _fraction_part(parser)
    if before and isinstance(top.node, Number) and isinstance(bottom.node, Number):
        message = _notes.mixed_number(before.text, top.node.written, bottom.node.written)
        raise parser.error(message, before.start)
    return joined(Quotient(top.node, bottom.node), top, bottom).within(start, bottom.end)


def _fraction_part(parser: Parser) -> Piece:
    if parser.sees("{"):
        return bracket(parser)
    if parser.token.kind not in {"number", "name", "constant"}:
        raise parser.error("A fraction in LaTeX needs two parts in braces, as in \\frac{1}{x}.")
    return parser.expression(100)


def table(parser: Parser) -> Piece:
    """Read a LaTeX matrix; one column is a vector, and between bars it is its determinant."""
    is_determinant = parser.sees("determinant")
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
    found = array(parser, [_table_entry(parser, row) for row in rows], start, end)
    return determinant(parser, found) if is_determinant else found


def determinant(parser: Parser, matrix: Piece) -> Piece:
    """Write out the determinant of a matrix that was typed between bars."""
    rows = [row.entries if isinstance(row, Array) else (row,) for row in _entries_of(matrix.node)]
    if any(len(row) != len(rows) for row in rows) or len(rows) > _MOST_DETERMINANT:
        most = f"{_MOST_DETERMINANT} by {_MOST_DETERMINANT}"
        raise parser.error(f"A determinant needs a square matrix, of at most {most} entries.", matrix.start)
    node = _expanded(rows)
    _notes.determinant(parser, matrix, node)
    return replace(matrix, node=node, height=matrix.height + 2 * len(rows), bracketed=True)


def _entries_of(node: Node) -> tuple[Node, ...]:
    return node.entries if isinstance(node, Array) else (node,)


def _expanded(rows: list[tuple[Node, ...]]) -> Node:
    """Expand a determinant along its first row."""
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for column, entry in enumerate(rows[0]):
        minor = _expanded([(*row[:column], *row[column + 1 :]) for row in rows[1:]])
        product = Product((entry, minor))
        terms.append(Negative(product) if column % 2 else product)
    return Sum(tuple(terms))


def _table_row(parser: Parser) -> list[Piece]:
    found = [parser.expression()]
    while parser.sees("&"):
        parser.take()
        found.append(parser.expression())
    return found


def _table_entry(parser: Parser, row: list[Piece]) -> Piece:
    return row[0] if len(row) == 1 else array(parser, row, row[0].start, row[-1].end)


def check_after_name(parser: Parser, left: Piece, right: Piece, first: Token) -> None:
    """Refuse f(x, y) and x[0] for a name, and note that f(x) is a product."""
    if not isinstance(left.node, Name) or left.bracketed:
        return
    name = parser.slice(left.start, left.end)
    if isinstance(right.node, Array) and first.text == "(":
        raise parser.error(f"“{name}” is not a known function, so it takes no arguments.", left.start)
    if _is_index(right.node) and first.text == "[":
        raise parser.error(f"An index in brackets is code; write the name {name}0 instead.", first.start)


def _is_index(node: Node) -> bool:
    return isinstance(node, Array) and len(node.entries) == 1 and isinstance(node.entries[0], Number)


READERS: dict[str, Callable[[Parser], Piece]] = {
    "(": bracket,
    "[": bracket,
    "{": bracket,
    "|": bars,
    "frac": fraction,
    "begin": table,
    "determinant": table,
    "⟨": bracket,
    "<": bracket,
}
