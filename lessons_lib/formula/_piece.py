"""A piece of a formula while it is being read: its node, and what the reader must remember of the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ._tree import Constant, Name, Negative, Node, Number, Power, Product, Sum

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
