"""Trees built and taken apart: numbers, sums and products, vectors and matrices entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import isqrt, prod
from typing import TypeAlias

from lessons_lib.check.values import rational, replaced, with_children
from lessons_lib.formula import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    children,
    number,
    walk,
)

ZERO, ONE, TWO = number(0), number(1), number(2)
EULER = Constant("e")


def depends(node: Node, variable: str) -> bool:
    """Tell whether a name occurs in a tree."""
    return any(isinstance(part, Name) and part.name == variable for part in walk(node))


def size(node: Node, most: int = 100_000) -> int:
    """Count the nodes of a tree, up to `most`."""
    return sum(1 for _, _ in zip(walk(node), range(most), strict=False))


def substituted(node: Node, values: Mapping[str, Node]) -> Node:
    """Return a tree with other trees in the place of names."""
    return replaced(node, lambda part: values.get(part.name) if isinstance(part, Name) else None)


def plus(*terms: Node) -> Node:
    """Return the sum, without zeros."""
    flat = [part for term in terms for part in (term.terms if isinstance(term, Sum) else (term,))]
    kept = tuple(term for term in flat if term != ZERO)
    return Sum(kept) if len(kept) > 1 else kept[0] if kept else ZERO


def minus(node: Node) -> Node:
    """Return −node; −(−x) is x."""
    if node == ZERO:
        return ZERO
    return node.operand if isinstance(node, Negative) else Negative(node)


def times(*factors: Node) -> Node:
    """Return the product, without ones and with its signs in front; 0 if a factor is 0.

    A product with a number in front that is not the first factor stays in brackets: x·(2x).
    """
    flat = [part for place, factor in enumerate(factors) for part in _factors(factor, place > 0)]
    bare = [part.operand if isinstance(part, Negative) else part for part in flat]
    if ZERO in bare:
        return ZERO
    kept = tuple(factor for factor in bare if factor != ONE)
    odd = sum(isinstance(part, Negative) for part in flat) % 2
    return minus(_product(kept)) if odd else _product(kept)


def _product(factors: tuple[Node, ...]) -> Node:
    if len(factors) > 1:
        first, *others = factors
        return Product((*_factors(first, False), *others))
    return factors[0] if factors else ONE


def _factors(node: Node, keep: bool) -> tuple[Node, ...]:
    """Return the factors of a product; with `keep` those of 2x stay together."""
    inner = node.operand if isinstance(node, Negative) else node
    if not isinstance(inner, Product) or (keep and rational(inner.factors[0]) is not None):
        return (node,)
    first, *others = inner.factors
    opened = tuple(part for factor in others for part in _factors(factor, True))
    return (*_factors(minus(first) if inner is not node else first, False), *opened)


def over(top: Node, bottom: Node) -> Node:
    """Return the quotient with its sign in front."""
    if bottom == ONE or top == ZERO:
        return top
    if isinstance(top, Negative):
        return minus(over(top.operand, bottom))
    return Quotient(top, bottom)


def to_power(base: Node, exponent: Node) -> Node:
    """Return the power; x^1 is x and x^0 is 1."""
    if exponent == ZERO:
        return ONE
    return base if exponent == ONE else Power(base, exponent)


def square(node: Node) -> Node:
    """Return the square; that of a root is what stands below it."""
    if isinstance(node, Call) and node.function == "sqrt":
        return node.arguments[0]
    return Power(node, TWO)


def lowered(exponent: Node) -> Node:
    """Return the exponent less one."""
    value = rational(exponent)
    return plus(exponent, minus(ONE)) if value is None else number(value - 1)


def gathered(node: Node) -> Node:
    """Return a product with all its numbers put together in front."""
    if isinstance(node, Negative):
        return minus(gathered(node.operand))
    if not isinstance(node, Product):
        return node
    factors = [part for factor in node.factors for part in _factors(gathered(factor), False)]
    values = [rational(factor) for factor in factors]
    scale = prod((value for value in values if value is not None), start=Fraction(1))
    return times(number(scale), *(part for part, value in zip(factors, values, strict=True) if value is None))


_AT_ZERO = dict.fromkeys(("sin", "tan", "arcsin", "arctan", "sinh", "tanh", "arcsinh", "arctanh"), ZERO) | {
    "cos": ONE,
    "cosh": ONE,
    "sec": ONE,
    "sech": ONE,
    "exp": ONE,
    "sigmoid": number(Fraction(1, 2)),
}
_PIECEWISE: dict[str, Callable[[Fraction], Fraction]] = {
    "abs": abs,
    "relu": lambda value: max(value, Fraction()),
    "sign": lambda value: Fraction((value > 0) - (value < 0)),
    "heaviside": lambda value: Fraction(1 + (value > 0) - (value < 0), 2),
}


def simple_value(function: str, argument: Node) -> Node | None:
    """Return log 1, log e, cos 0, √4, |−3| and their like, else None."""
    if function == "log" and argument in (ONE, EULER):
        return ZERO if argument == ONE else ONE
    value = rational(argument)
    if value is None:
        return _even(function, argument)
    if value == 0 and function in _AT_ZERO:
        return _AT_ZERO[function]
    if function in _PIECEWISE:
        return number(_PIECEWISE[function](value))
    return _root(value) if function == "sqrt" else None


def _even(function: str, argument: Node) -> Node | None:
    """Return |u| for |−u|."""
    return Call("abs", (minus(argument),)) if function == "abs" and isinstance(argument, Negative) else None


def _root(value: Fraction) -> Node | None:
    if value < 0:
        return None
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    return number(Fraction(top, bottom)) if Fraction(top, bottom) ** 2 == value else None


Entries: TypeAlias = "Node | tuple[Entries, ...]"

_MOST_ENTRIES = 64
_MOST_NODES = 2_000


class EntriesError(ValueError):
    """Vectors or matrices that are not written out here."""


def spread(node: Node) -> Entries:
    """Return a formula for every entry of a vector or matrix; a plain formula stays one."""
    if isinstance(node, Array):
        return tuple(spread(entry) for entry in node.entries)
    if isinstance(node, Power) and node.exponent == TWO and is_norm(node.base):
        return _squares(spread(children(node.base)[0]))
    parts = [spread(part) for part in children(node)]
    if isinstance(node, Call) and node.function in _OF_ARRAYS:
        return _bounded(_OF_ARRAYS[node.function](*parts))
    if isinstance(node, Transpose):
        return _transposed(parts[0]) if _is_matrix(parts[0]) else _as_vector(parts[0])
    if isinstance(node, Product) and any(isinstance(part, tuple) for part in parts):
        rows = [isinstance(factor, Transpose) for factor in node.factors]
        return reduce(_multiplied, zip(parts, rows, strict=True))[0]
    return _entrywise(node, parts)


def _bounded(entries: Entries) -> Entries:
    """Refuse entries that have become very long: each softmax in a softmax writes its inside out anew."""
    if gathered_size(entries) > _MOST_NODES:
        raise EntriesError("This is too long once it is written out; take a smaller part of it.")
    return entries


def gathered_size(entries: Entries) -> int:
    """Count the nodes of all entries."""
    if isinstance(entries, tuple):
        return sum(map(gathered_size, entries))
    return size(entries, _MOST_NODES + 1)


def _entrywise(node: Node, parts: list[Entries]) -> Entries:
    """Apply an operation entry by entry; only a sum wants one shape, others join numbers to entries."""
    arrays = [part for part in parts if isinstance(part, tuple)]
    if not arrays:
        plain = tuple(part for part in parts if not isinstance(part, tuple))
        return plus(*plain) if isinstance(node, Sum) else with_children(node, plain) if plain else node
    is_allowed = isinstance(node, Negative | Call) or (isinstance(node, Sum) and len(arrays) == len(parts))
    divides = isinstance(node, Quotient) and not isinstance(parts[1], tuple)
    if not (is_allowed or divides) or len({len(part) for part in arrays}) > 1:
        raise EntriesError
    rows = [part if isinstance(part, tuple) else (part,) * len(arrays[0]) for part in parts]
    return tuple(_entrywise(node, list(row)) for row in zip(*rows, strict=True))


def _is_matrix(entries: Entries) -> bool:
    return isinstance(entries, tuple) and isinstance(entries[0], tuple)


def _transposed(entries: Entries) -> Entries:
    if not isinstance(entries, tuple):
        return entries
    return tuple(zip(*(row for row in entries if isinstance(row, tuple)), strict=True))


def _multiplied(left: tuple[Entries, bool], right: tuple[Entries, bool]) -> tuple[Entries, bool]:
    """Multiply (entries, is a row) by the same: numbers, dot products, matrices."""
    (one, row), (other, other_row) = left, right
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return _scaled(one, other), row or other_row
    if _is_matrix(one):
        return _matrix_times(one, other), False
    if row and not _is_matrix(other):
        return dot(one, other), False
    if other_row and not _is_matrix(other):
        return outer(one, other), False
    if row:
        return _matrix_times(_transposed(other), one), True
    raise EntriesError


def _scaled(one: Entries, other: Entries) -> Entries:
    if isinstance(one, tuple):
        return tuple(_scaled(entry, other) for entry in one)
    if isinstance(other, tuple):
        return tuple(_scaled(one, entry) for entry in other)
    return times(one, other)


def _matrix_times(matrix: Entries, other: Entries) -> Entries:
    if not isinstance(matrix, tuple):
        raise EntriesError
    if _is_matrix(other):
        columns = _transposed(other)
        assert isinstance(columns, tuple)
        return tuple(tuple(dot(row, column) for column in columns) for row in matrix)
    return tuple(dot(row, other) for row in matrix)


def _as_vector(entries: Entries) -> Entries:
    """Return a vector as it is: that it is a row is seen where it is multiplied."""
    _vector(entries)
    return entries


def _vector(entries: Entries) -> list[Node]:
    """Return the entries of a vector."""
    if not isinstance(entries, tuple):
        raise EntriesError
    plain = [entry for entry in entries if not isinstance(entry, tuple)]
    if len(plain) != len(entries) or len(plain) > _MOST_ENTRIES:
        raise EntriesError
    return plain


def dot(left: Entries, right: Entries) -> Node:
    """Return the sum of the products of two vectors' entries."""
    one, other = _vector(left), _vector(right)
    if len(one) != len(other):
        raise EntriesError
    return plus(*(times(a, b) for a, b in zip(one, other, strict=True)))


def outer(left: Entries, right: Entries) -> Entries:
    """Return the matrix of all products of two vectors' entries."""
    return tuple(tuple(times(a, b) for b in _vector(right)) for a in _vector(left))


def is_norm(node: Node) -> bool:
    """Tell whether a formula is the length of a vector."""
    return isinstance(node, Call) and node.function == "norm"


def _norm(entries: Entries) -> Node:
    return Call("sqrt", (_squares(entries),))


def _squares(entries: Entries) -> Node:
    """Return the sum of the squares of all entries."""
    if isinstance(entries, tuple) and _is_matrix(entries):
        return plus(*(_squares(row) for row in entries))
    return plus(*(Power(entry, TWO) for entry in _vector(entries)))


def _softmax(entries: Entries) -> Entries:
    powers = [Power(EULER, score) for score in _vector(entries)]
    return tuple(over(power, plus(*powers)) for power in powers)


def _diagonal(entries: Entries) -> Entries:
    found = _vector(entries)
    return tuple(tuple(entry if i == j else ZERO for j in range(len(found))) for i, entry in enumerate(found))


_OF_ARRAYS: dict[str, Callable[..., Entries]] = {
    "norm": _norm,
    "softmax": _softmax,
    "diag": _diagonal,
    "dot": dot,
    "outer": outer,
}


def gathered_entries(entries: Entries) -> Node:
    """Return nested tuples of trees as one tree."""
    if isinstance(entries, tuple):
        return Array(tuple(gathered_entries(entry) for entry in entries))
    return entries
