"""The tree of a formula: small frozen nodes that keep the order and the brackets of what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

# The parts of a node are nodes in a tree, and places in a graph (see `graph`).
if TYPE_CHECKING:
    from typing_extensions import TypeVar as TypeVarWithDefault

    Part = TypeVarWithDefault("Part", default="Node")
else:
    Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed: not negative, with a finite decimal expansion (see `number` for any other).

    `written` keeps the digits that were typed ("2.50"; "≈2.50" for a rounded number) and plays no part in
    comparisons.
    """

    value: Fraction
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Constant:
    """One of the constants "pi" and "e"."""

    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """A variable: "x", "x1" (also typed x_1 or x₁), "theta" (also θ), "x_i"."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """−operand; a difference a − b is ``Sum((a, Negative(b)))``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Sum(Generic[Part]):
    """Two or more terms."""

    terms: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors, in the order in which they were typed (matrices do not commute)."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """top / bottom."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Power(Generic[Part]):
    """base ^ exponent; for a negative base and an exponent such as 1/3 undefined on the reals."""

    base: Part
    exponent: Part


@dataclass(frozen=True, slots=True)
class Call(Generic[Part]):
    """A known function of one or more arguments; `function` is a key of `FUNCTIONS`.

    ``log`` of two arguments is the logarithm of the first to the base of the second.
    """

    function: str
    arguments: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """A vector of its entries; a matrix is an array of its rows."""

    entries: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Transpose:
    """The transpose of a matrix: A' or A^T."""

    operand: Node


Node: TypeAlias = (
    Number | Constant | Name | Negative | Sum | Product | Quotient | Power | Call | Array | Transpose
)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below `node`, from left to right.

    Examples
    --------
    >>> children(Power(Name("x"), number(2)))
    (Name(name='x'), Number(value=Fraction(2, 1), written=''))
    """
    match node:
        case Number() | Constant() | Name():
            return ()
        case Negative(inner) | Transpose(inner):
            return (inner,)
        case Sum(parts) | Product(parts) | Call(_, parts) | Array(parts):
            return parts
        case Quotient(first, second) | Power(first, second):
            return (first, second)


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything below it, each node before its children.

    Examples
    --------
    >>> [type(part).__name__ for part in walk(Negative(Name("x")))]
    ['Negative', 'Name']
    """
    pending = [node]
    while pending:
        part = pending.pop()
        yield part
        pending.extend(reversed(children(part)))


def names(node: Node) -> tuple[str, ...]:
    """Return the free names of a tree in natural order: x2 before x10.

    Examples
    --------
    >>> names(Sum((Name("x10"), Name("x2"), Name("a"))))
    ('a', 'x2', 'x10')
    """
    found = {part.name for part in walk(node) if isinstance(part, Name)}
    return tuple(sorted(found, key=natural_order))


def rounded(node: Node) -> Node:
    """Return a formula whose numbers are marked as rounded: those of ≈ 2.65 and ≈ [2.65, −1.41]."""
    match node:
        case Number(value, written):
            return Number(value, f"≈{written}")
        case Negative(inner):
            return Negative(rounded(inner))
        case Product((first, *others)):
            return Product((rounded(first), *others))
        case Array(entries):
            return Array(tuple(map(rounded, entries)))
    return node


def natural_order(name: str) -> tuple[str, int, str]:
    """Return the sorting key of a name: its letters without regard to case, then its number."""
    letters, digits = re.fullmatch(r"(.*?)([0-9]*)", name, re.DOTALL).groups()  # type: ignore[union-attr]
    return letters.lower(), int(digits or -1), name


def number(value: int | Fraction) -> Node:
    """Return the tree of any rational number, as the reader would build it.

    Examples
    --------
    >>> number(-2)
    Negative(operand=Number(value=Fraction(2, 1), written=''))
    >>> number(Fraction(1, 3)) == Quotient(number(1), number(3))
    True
    """
    value = Fraction(value)
    if value < 0:
        return Negative(number(-value))
    if value.denominator > 1:
        return Quotient(number(value.numerator), number(value.denominator))
    return Number(value)
