"""What an operand can be: brackets, bars, vectors and matrices, fractions, roots, functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from . import echoes
from .echoes import Piece, joined, multiplied
from .tree import Array, Call, Constant, Name, Negative, Node, Number, Power, Product, Quotient, Sum
from .vocabulary import FUNCTIONS, INVERSES

if TYPE_CHECKING:
    from .grammar import Parser
    from .tokens import Token


_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "<": ">"}
_MOST_DETERMINANT = 4


def bracket(parser: Parser) -> Piece:
    """Read a bracket: one entry is that entry, several in (a, b) make a vector, [a] always does."""
    start = parser.token.start
    square = parser.sees("[", "<", "⟨") and not parser.sees_table()
    parts = enclosed(parser)
    end = parser.previous.end
    if square and len(parts) == 1:
        echoes.one_entry(parser, parts[0])
    if square or len(parts) > 1:
        return array(parser, parts, start, end)
    return parts[0].within(start, end)


def grouped(piece: Piece, parser: Parser) -> Piece:
    """Return [x + 1] beside an operator as (x + 1): there a square bracket is a round one."""
    match piece:
        case Piece(Array((entry,)), bracketed=True) if not isinstance(entry, Array):
            echoes.square_brackets(parser, piece, entry)
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
        message = echoes.mixed_number(before.text, top.node.written, bottom.node.written)
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
    echoes.determinant(parser, matrix, node)
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
    echoes.call(parser, arguments[0], piece, inverse=inverse)
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
        return bracket(parser)
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
        return enclosed(parser), False
    if parser.sees("[", "begin"):
        piece = READERS[parser.token.text](parser)
        is_entrywise = not FUNCTIONS.get(token.text, _LOGARITHM).of_vector
        return [grouped(piece, parser) if is_entrywise else piece], False
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
    piece = Piece(_root_of(inner.node, degree), token.start, inner.end, max(inner.height, 2) + 1)
    if not brackets:
        echoes.after_root(parser, piece)
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
    inner = bracket(parser)
    return Piece(_root_of(inner.node, degree), token.start, inner.end, max(inner.height, 2) + 1)


def _degree(parser: Parser) -> int:
    start = parser.token.start
    match enclosed(parser):
        case [Piece(Number(value))] if value in range(2, _MOST_ROOT):
            return int(value)
    raise parser.error("The degree of a root is a whole number from 2 on, as in \\sqrt[3]{x}.", start)


# functions that are read as formulas


def _written_out(parser: Parser, token: Token) -> Piece:
    """Read root(x, 3), atan2(y, x) and their like as the formula they stand for."""
    if not parser.sees("(", "{"):
        raise parser.error(f"{token.text} stands alone; write {_EXAMPLES[token.text]}.", token.start)
    parts = enclosed(parser)
    count, build = _WRITTEN_OUT[token.text]
    if len(parts) != count:
        raise parser.error(f"Write {token.text} as in {_EXAMPLES[token.text]}.", token.start)
    node = build(parser, token, *(part.node for part in parts))
    height = 4 + max(part.height for part in parts)
    piece = Piece(node, token.start, parser.previous.end, height, bracketed=True)
    echoes.written_out(parser, piece)
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
