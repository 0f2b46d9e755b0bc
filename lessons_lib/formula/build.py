"""From a tree to the graph, node by node and as typed, and from the graph back to a tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrays
from .errors import ShapeError
from .evaluation import Evaluator
from .graph import HALF, LOG_TOTAL, ONE, SOFTMAX, Entry, Graph, Product, parts, whole_power
from .tree import Array, Call, Constant, Name, Negative, Node, Number, Power, Quotient, Sum, children, number
from .tree import Product as Factors
from .vocabulary import SHOWN_AS

Entries = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Place:
    """A node of a graph that can be computed with: what comes out are nodes, as typed."""

    graph: Graph
    index: int

    @property
    def value(self) -> Fraction | None:
        return self.graph.value(self.index)

    def __add__(self, other: _Place) -> _Place:
        return _Place(self.graph, self.graph.add(Sum((self.index, other.index))))

    def __neg__(self) -> _Place:
        if self.value is not None:
            return _Place(self.graph, self.graph.rational(-self.value))
        return _Place(self.graph, self.graph.add(Product(-ONE, ((self.index, ONE),))))

    def __mul__(self, other: _Place) -> _Place:
        return _typed_product([self, other])

    def __rmul__(self, scale: int) -> _Place:
        return (
            _typed_product([self], Fraction(scale)) if scale else _Place(self.graph, self.graph.rational(0))
        )

    def __truediv__(self, bottom: _Place) -> _Place:
        if bottom.value:
            return _typed_product([self], 1 / bottom.value)
        powers = ((self.index, ONE), (bottom.index, -ONE))
        return _Place(self.graph, self.graph.add(Product(ONE, powers)))


def _typed_product(factors: Sequence[_Place], scale: Fraction = ONE) -> _Place:
    """Return a product with its numbers multiplied together."""
    graph = factors[0].graph
    for factor in factors:
        scale *= ONE if factor.value is None else factor.value
    powers = tuple((factor.index, ONE) for factor in factors if factor.value is None)
    if not powers:
        return _Place(graph, graph.rational(scale))
    alone = scale == 1 and len(powers) == 1
    return _Place(graph, powers[0][0] if alone else graph.add(Product(scale, powers)))


class Builder(Evaluator):
    """Builds the nodes of one formula by evaluating it: its numbers are nodes."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        super().__init__({name: self._added(Name(name)) for name in graph.names}, real=True)

    def build(self, tree: Node) -> Entries:
        """Return the node of every entry of `tree`, an array of shape () for a plain formula."""
        try:
            return np.array(arrays.each(lambda place: place.index, self.value(tree)), dtype=np.int64)
        except ValueError as error:
            if isinstance(error, ShapeError):
                raise
            raise ShapeError("The rows of a matrix need one length.") from None

    def _added(self, node: Entry) -> _Place:
        return _Place(self._graph, self._graph.add(node))

    def number(self, value: Fraction) -> _Place:
        return _Place(self._graph, self._graph.rational(value))

    def constant(self, name: str) -> _Place:
        return self._added(Constant(name))

    def function(self, name: str, value: _Place) -> _Place:
        if name == "exp":
            return self._added(Power(self.constant("e").index, value.index))
        return self.power(value, self.number(HALF)) if name == "sqrt" else self._called(name, value)

    def _called(self, name: str, *places: _Place) -> _Place:
        return self._added(Call(name, tuple(place.index for place in places)))

    def power(self, base: _Place, exponent: _Place) -> _Place:
        if exponent.value is None:
            return self._added(Power(base.index, exponent.index))
        folded = None if base.value is None else whole_power(base.value, exponent.value)
        if folded is not None:
            return self.number(folded)
        return self._added(Product(ONE, ((base.index, exponent.value),)))

    def whole(self, value: _Place) -> int | None:
        return int(value.value) if value.value is not None and value.value.denominator == 1 else None

    def matrix_power(self, base: Any, exponent: int) -> Any:
        if exponent < 1:
            raise ShapeError("The inverse of a matrix is not worked out as a formula; write it out.")
        return super().matrix_power(base, exponent)

    def add(self, terms: Sequence[_Place]) -> _Place:
        alone = len(terms) == 1
        return terms[0] if alone else self._added(Sum(tuple(term.index for term in terms)))

    def product(self, factors: list[Any]) -> Any:
        if any(isinstance(factor, tuple) for factor in factors):
            return super().product(factors)
        return _typed_product(factors)

    def extreme(self, name: str, values: list[_Place]) -> _Place:
        best, *others = values
        for value in others:
            best = self._called(name, best, value)
        return best

    def norm(self, entries: list[_Place]) -> _Place:
        return self.function(
            "sqrt", self.add([self.power(entry, self.number(Fraction(2))) for entry in entries])
        )

    def softmax(self, scores: tuple[_Place, ...]) -> tuple[_Place, ...]:
        """Return a share for every score: what e^score is of the total."""
        total = self._called(LOG_TOTAL, *scores)
        return tuple(self._called(SOFTMAX, score, total) for score in scores)


# back to a tree


def written_size(graph: Graph, roots: Sequence[int]) -> int:
    """Count the parts of the roots written out in full, every shared part as often as it is used."""
    sizes: dict[int, int] = {}
    for index in graph.reachable(roots):
        sizes[index] = 1 + sum(sizes[part] for part in parts(graph.nodes[index]))
    return sum(sizes[root] for root in roots)


def tree_of(graph: Graph, root: int) -> Node:
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
