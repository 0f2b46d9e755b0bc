"""From a tree to the graph, node by node and as typed, and from the graph back to a tree.

Vectors and matrices become arrays of places in the graph, so that what is left is a formula for every entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ShapeError
from .graph import HALF, LOG_TOTAL, ONE, SOFTMAX, Entry, Graph, Product, parts, whole_power
from .tree import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Quotient,
    Sum,
    Transpose,
    children,
    number,
)
from .tree import Product as Factors
from .vocabulary import SHOWN_AS

Entries = NDArray[np.int64]


class Builder:
    """Builds the nodes of one formula."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def build(self, tree: Node) -> Entries:
        """Return the node of every entry of `tree`, an array of shape () for a plain formula."""
        below = [self.build(child) for child in children(tree)]
        match tree:
            case Number(value):
                return _entry(self._graph.rational(value))
            case Constant() | Name():
                return _entry(self._graph.add(tree))
            case Call(function, _):
                return self._call(function, below)
            case Array():
                return np.stack(_same_shape(below, "the rows of a matrix"))
        return self._operation(tree, below)

    def _operation(self, tree: Node, below: list[Entries]) -> Entries:
        match tree:
            case Negative():
                return self._each(self._negative, below[0])
            case Sum():
                return self._each(self._sum, *_same_shape(below, "the terms of a sum"))
            case Factors(factors):
                return self._product(below, [isinstance(factor, Transpose) for factor in factors])
            case Quotient():
                return self._each(self._quotient, below[0], _scalar(below[1], "what is divided by"))
            case Power():
                return self._each(self._power, *(_scalar(part, "a power") for part in below))
        return below[0].T

    def _each(self, operation: Callable[..., int], *parts: Entries) -> Entries:
        """Apply an operation on nodes entry by entry."""
        shape = np.broadcast_shapes(*(part.shape for part in parts))
        columns = (np.broadcast_to(part, shape).ravel().tolist() for part in parts)
        entries = [operation(*row) for row in zip(*columns, strict=True)]
        return np.array(entries, dtype=np.int64).reshape(shape)

    def _negative(self, part: int) -> int:
        value = self._graph.value(part)
        if value is not None:
            return self._graph.rational(-value)
        return self._graph.add(Product(-ONE, ((part, ONE),)))

    def _sum(self, *terms: int) -> int:
        return self._graph.add(Sum(terms))

    def _quotient(self, top: int, bottom: int) -> int:
        value = self._graph.value(bottom)
        if value:
            return self._scaled((top,), 1 / value)
        return self._graph.add(Product(ONE, ((top, ONE), (bottom, -ONE))))

    def _power(self, base: int, exponent: int) -> int:
        value, number = self._graph.value(exponent), self._graph.value(base)
        if value is None:
            return self._graph.add(Power(base, exponent))
        folded = None if number is None else whole_power(number, value)
        if folded is not None:
            return self._graph.rational(folded)
        return self._graph.add(Product(ONE, ((base, value),)))

    def _product(self, factors: list[Entries], transposed: list[bool]) -> Entries:
        """Multiply from left to right: numbers together, numbers into arrays, arrays as matrices."""
        if all(factor.ndim == 0 for factor in factors):
            return _entry(self._scaled(tuple(int(factor) for factor in factors), ONE))
        result, row = factors[0], transposed[0]
        for factor, next_row in zip(factors[1:], transposed[1:], strict=True):
            if result.ndim and factor.ndim:
                result = self._matrix(result, factor, row, next_row)
            else:
                result = self._each(self._times, result, factor)
            row = row or next_row
        return result

    def _times(self, *factors: int) -> int:
        return self._scaled(factors, ONE)

    def _scaled(self, factors: tuple[int, ...], scale: Fraction) -> int:
        numbers = [self._graph.value(factor) for factor in factors]
        for value in numbers:
            scale *= ONE if value is None else value
        powers = tuple((f, ONE) for f, value in zip(factors, numbers, strict=True) if value is None)
        if not powers:
            return self._graph.rational(scale)
        return powers[0][0] if scale == 1 and len(powers) == 1 else self._graph.add(Product(scale, powers))

    def _matrix(self, left: Entries, right: Entries, left_row: bool, right_row: bool) -> Entries:
        """Multiply as matrices; a vector is a column unless it is transposed, then it is a row."""
        if left.ndim == right.ndim == 1 and right_row and not left_row:
            return self._outer([left, right])
        misplaced = left.ndim == 1 and not left_row
        if misplaced or left.shape[-1] != right.shape[0]:
            raise ShapeError(f"a product of shapes {left.shape} and {right.shape} does not fit together")
        columns = right.reshape(len(right), -1).T
        rows = left.reshape(-1, left.shape[-1])
        entries = [[self._dot(row, column) for column in columns] for row in rows]
        return np.array(entries, dtype=np.int64).reshape(left.shape[:-1] + right.shape[1:])

    def _dot(self, left: Entries, right: Entries) -> int:
        terms = [self._times(int(a), int(b)) for a, b in zip(left, right, strict=True)]
        return self._sum(*terms) if len(terms) > 1 else terms[0]

    def _call(self, function: str, arguments: list[Entries]) -> Entries:
        if special := _SPECIAL.get(function):
            return special(self, arguments)
        if function == "log" and len(arguments) == 2:
            logarithms = [self._each(self._named("log"), argument) for argument in arguments]
            return self._each(self._quotient, *logarithms)
        return self._each(self._named(function), *arguments)

    def _named(self, function: str) -> Callable[[int], int]:
        if function == "exp":
            return lambda part: self._graph.add(Power(self._graph.add(Constant("e")), part))
        if function == "sqrt":
            return lambda part: self._power(part, self._graph.rational(HALF))
        return lambda part: self._graph.add(Call(function, (part,)))

    def _norm(self, arguments: list[Entries]) -> Entries:
        squares = [self._power(int(part), self._graph.rational(2)) for part in arguments[0].flat]
        return _entry(self._named("sqrt")(self._sum(*squares) if len(squares) > 1 else squares[0]))

    def _softmax(self, arguments: list[Entries]) -> Entries:
        """Return a share for every score: what e^score is of the total."""
        (scores,) = arguments
        if scores.ndim != 1:
            raise ShapeError("softmax needs a vector: softmax([x, y])")
        total = self._graph.add(Call(LOG_TOTAL, tuple(scores.tolist())))
        shares = [self._graph.add(Call(SOFTMAX, (score, total))) for score in scores.tolist()]
        return np.array(shares, dtype=np.int64)

    def _diag(self, arguments: list[Entries]) -> Entries:
        (entries,) = arguments
        if entries.ndim != 1:
            raise ShapeError("diag needs a vector: diag([x, y])")
        return np.where(np.eye(len(entries), dtype=bool), entries, self._graph.rational(0))

    def _outer(self, arguments: list[Entries]) -> Entries:
        left, right = (argument.ravel() for argument in arguments)
        return self._each(self._times, left[:, np.newaxis], right[np.newaxis, :])

    def _inner(self, arguments: list[Entries]) -> Entries:
        left, right = arguments
        if left.shape != right.shape or left.ndim != 1:
            raise ShapeError(f"dot needs two vectors of one length: got {left.shape} and {right.shape}")
        return _entry(self._dot(left, right))

    def _extremum(self, function: str) -> Callable[[list[Entries]], Entries]:
        def chain(arguments: list[Entries]) -> Entries:
            candidates = [int(part) for argument in arguments for part in argument.flat]
            best = candidates[0]
            for candidate in candidates[1:]:
                best = self._graph.add(Call(function, (best, candidate)))
            return _entry(best)

        return chain


_SPECIAL: dict[str, Callable[[Builder, list[Entries]], Entries]] = {
    "norm": Builder._norm,  # noqa: SLF001
    "softmax": Builder._softmax,  # noqa: SLF001
    "diag": Builder._diag,  # noqa: SLF001
    "outer": Builder._outer,  # noqa: SLF001
    "dot": Builder._inner,  # noqa: SLF001
    "max": lambda builder, arguments: builder._extremum("max")(arguments),  # noqa: SLF001
    "min": lambda builder, arguments: builder._extremum("min")(arguments),  # noqa: SLF001
}


def _entry(index: int) -> Entries:
    return np.array(index, dtype=np.int64)


def _same_shape(parts: list[Entries], what: str) -> list[Entries]:
    if len({part.shape for part in parts}) > 1:
        shapes = " and ".join(dict.fromkeys(str(part.shape) for part in parts))
        raise ShapeError(f"{what} need one shape: got {shapes}")
    return parts


def _scalar(part: Entries, what: str) -> Any:
    if part.ndim:
        raise ShapeError(f"{what} must be a number, not an array of shape {part.shape}")
    return part


# back to a tree


def written_size(graph: Graph, roots: Sequence[int]) -> int:
    """Count the parts of the roots written out in full, every shared part as often as it is used."""
    sizes: dict[int, int] = {}
    for index in graph.reachable(roots):
        sizes[index] = 1 + sum(sizes[part] for part in parts(graph.nodes[index]))
    return sum(sizes[root] for root in roots)


def tree_of(graph: Graph, root: int) -> Node:
    """Return the tree of one node of the graph."""
    trees: dict[int, Node] = {}
    for index in graph.reachable([root]):
        trees[index] = _tree(graph.nodes[index], trees)
    return trees[root]


def _tree(node: Entry, trees: dict[int, Node]) -> Node:
    match node:
        case Number(value):
            return number(value)
        case Constant() | Name():
            return node
        case Sum(terms):
            return Sum(tuple(trees[term] for term in terms))
        case Product(coefficient, powers):
            return _quotient(coefficient, [(trees[base], exponent) for base, exponent in powers])
        case Power(base, exponent):
            return Power(trees[base], trees[exponent])
        case Call(function, arguments):
            return _called(function, [trees[argument] for argument in arguments])


def _called(function: str, arguments: list[Node]) -> Node:
    """Write a call in functions that can be read back: softmax as e^x / (e^x + e^y + ...)."""
    if function == LOG_TOTAL:
        weights = tuple(_to_the(argument) for argument in arguments)
        return Call("log", (Sum(weights) if len(weights) > 1 else weights[0],))
    if function == SOFTMAX:
        score, total = arguments
        return Quotient(_to_the(score), children(total)[0])
    return Call(SHOWN_AS.get(function, function), tuple(arguments))


def _to_the(exponent: Node) -> Node:
    return Power(Constant("e"), exponent)


def _quotient(coefficient: Fraction, powers: list[tuple[Node, Fraction]]) -> Node:
    """Write a coefficient and powers as ±(p a b) / (q c d)."""
    above = [_power(base, exponent) for base, exponent in powers if exponent > 0]
    below = [_power(base, -exponent) for base, exponent in powers if exponent < 0]
    whole = _product(abs(coefficient.numerator), above)
    if below or coefficient.denominator > 1:
        whole = Quotient(whole, _product(coefficient.denominator, below))
    return Negative(whole) if coefficient < 0 else whole


def _product(scale: int, factors: list[Node]) -> Node:
    every = [number(scale), *factors] if scale != 1 or not factors else factors
    return every[0] if len(every) == 1 else Factors(tuple(every))


def _power(base: Node, exponent: Fraction) -> Node:
    if exponent == 1:
        return base
    if exponent == Fraction(1, 2):
        return Call("sqrt", (base,))
    return Power(base, number(exponent))


def nested(roots: NDArray[np.int64], show: Callable[[int], Node]) -> Node:
    """Return the tree of an array of nodes: a vector, a matrix, or an array of those."""
    return show(int(roots)) if roots.ndim == 0 else Array(tuple(nested(row, show) for row in roots))
