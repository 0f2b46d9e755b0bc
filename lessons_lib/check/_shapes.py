"""Shapes of matrix expressions: which letter is a number, a vector or a matrix, and does all fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Any

from lessons_lib.formula import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    children,
    names,
    text,
    walk,
)

from ._sides import SCALAR, MisfitError, Shape, Size, Sizes

__all__ = ["Fit", "Inference", "MisfitError", "Shape", "Size", "Sizes", "fitted", "readings"]

_MOST_NAMES = 7
_MOST_SHOWN = 80
_GREEK_OR_SCALE = frozenset("cktsrh")
_NEEDS_ARRAY = frozenset(("norm", "outer", "dot", "diag", "softmax"))
_LETTERS = "mnpqkl"


def _shown(node: Node) -> str:
    """Return a formula, cut off where it is long."""
    typed = text(node).replace("·", " ")
    return typed if len(typed) <= _MOST_SHOWN else f"{typed[:_MOST_SHOWN]}…"


class Inference:
    """Finds the shape of formulas from the shapes of their names."""

    def __init__(self, known: dict[str, Shape], fixed: Iterable[Size] = ()) -> None:
        self.known = known
        self.sizes = Sizes(fixed)

    def shape(self, node: Node) -> Shape:
        """Return the shape of a formula.

        Raises
        ------
        MisfitError
        """
        return _RULES[type(node)](self, node)

    def sum(self, terms: tuple[Node, ...]) -> Shape:
        """Return the shape of a sum."""
        first = self.shape(terms[0])
        for term in terms[1:]:
            other = self.shape(term)
            if not self._join(first, other):
                raise MisfitError(
                    f"{_shown(terms[0])} and {_shown(term)} do not add: {self._both(first, 'and', other)}."
                )
        return first

    def _join(self, one: Shape, other: Shape) -> bool:
        if len(one.sides) != len(other.sides) or one.row != other.row:
            return False
        return all(self.sizes.join(*pair) for pair in zip(one.sides, other.sides, strict=True))

    def _both(self, one: Shape, word: str, other: Shape) -> str:
        return f"{self.sizes.settle(one)} {word} {self.sizes.settle(other)}"

    def product(self, factors: tuple[Node, ...]) -> Shape:
        """Return the shape of a product."""
        left = self.shape(factors[0])
        for index, factor in enumerate(factors[1:], 1):
            right = self.shape(factor)
            result = self._times(left, right)
            if result is None:
                typed = _shown(Product(factors[: index + 1]))
                raise MisfitError(f"{typed} does not fit: {self._both(left, 'times', right)}.")
            left = result
        return left

    def _times(self, left: Shape, right: Shape) -> Shape | None:
        if not left.sides or not right.sides:
            return left if left.sides else right
        if len(left.sides) == 1 and not left.row:
            return Shape((*left.sides, *right.sides)) if right.row else None
        if right.row or not self.sizes.join(left.sides[-1], right.sides[0]):
            return None
        rest = (*left.sides[:-1], *right.sides[1:])
        return Shape(rest, left.row and len(rest) == 1)

    def _need_number(self, node: Node, action: str) -> None:
        shape = self.shape(node)
        if shape.sides:
            raise MisfitError(f"You cannot {action} {_shown(node)}: it is {self.sizes.settle(shape)}.")

    def quotient(self, node: Quotient) -> Shape:
        """Return the shape of a quotient."""
        self._need_number(node.bottom, "divide by")
        return self.shape(node.top)

    def power(self, base: Node, exponent: Node) -> Shape:
        """Return the shape of a power."""
        self._need_number(exponent, "raise to")
        shape = self.shape(base)
        if shape.sides and (len(shape.sides) != 2 or not self.sizes.join(*shape.sides)):
            raise MisfitError(
                f"{_shown(base)} is {self.sizes.settle(shape)}; only square matrices have powers."
            )
        return shape

    def call(self, function: str, arguments: tuple[Node, ...]) -> Shape:
        """Return the shape of a function's value."""
        shapes = [self.shape(argument) for argument in arguments]
        if function in {"norm", "min", "max"}:
            return SCALAR
        if function in {"dot", "outer"}:
            return self._of_two_vectors(function, shapes)
        if function == "diag":
            return self._diagonal(shapes[0])
        return shapes[0]

    def _of_two_vectors(self, function: str, shapes: list[Shape]) -> Shape:
        one, other = shapes
        fits = len(one.sides) == len(other.sides) == 1
        if not fits or (function == "dot" and not self.sizes.join(one.sides[0], other.sides[0])):
            raise MisfitError(f"{function} needs two vectors, not {self._both(one, 'and', other)}.")
        return SCALAR if function == "dot" else Shape(one.sides + other.sides)

    def _diagonal(self, shape: Shape) -> Shape:
        if len(shape.sides) == 1:
            return Shape(shape.sides * 2)
        if len(shape.sides) == 2 and self.sizes.join(*shape.sides):
            return Shape(shape.sides[:1])
        raise MisfitError("diag needs a vector or a square matrix.")

    def array(self, entries: tuple[Node, ...]) -> Shape:
        """Return the shape of a list of entries."""
        first = reduce(self._same_shape, map(self.shape, entries))
        return Shape((len(entries), *first.sides))

    def _same_shape(self, one: Shape, other: Shape) -> Shape:
        if not self._join(one, other):
            raise MisfitError("The entries of this list differ in shape; give each the same.")
        return one


_RULES: dict[type, Callable[[Inference, Any], Shape]] = {
    Number: lambda _, node: SCALAR,
    Constant: lambda _, node: SCALAR,
    Name: lambda at, node: at.known[node.name],
    Negative: lambda at, node: at.shape(node.operand),
    Sum: lambda at, node: at.sum(node.terms),
    Product: lambda at, node: at.product(node.factors),
    Quotient: lambda at, node: at.quotient(node),
    Power: lambda at, node: at.power(node.base, node.exponent),
    Transpose: lambda at, node: _transposed(at.shape(node.operand)),
    Call: lambda at, node: at.call(node.function, node.arguments),
    Array: lambda at, node: at.array(node.entries),
}


def _transposed(shape: Shape) -> Shape:
    if len(shape.sides) == 1:
        return Shape(shape.sides, not shape.row)
    return Shape(shape.sides[::-1])


# which letter is what


def readings(trees: Sequence[Node], given: Mapping[str, Shape]) -> Iterator[tuple[int, dict[str, Shape]]]:
    """Yield the ways in which the names can be numbers, vectors and matrices, the usual one first.

    Capital letters are matrices, small ones vectors, Greek ones numbers, if all fits that way; the
    number tells how far a way is from that.
    """
    found = sorted({name for tree in trees for name in names(tree)} - set(given))
    marked = {name for tree in trees for name in _marked(tree)}
    most = None if len(found) <= _MOST_NAMES else 1
    ways = product(*(enumerate(_ranks(name, marked=name in marked)[:most]) for name in found))
    for cost, way in sorted((sum(cost for cost, _ in way), way) for way in ways):
        shapes = {name: _shape(name, rank) for name, (_, rank) in zip(found, way, strict=True)}
        yield cost, shapes | dict(given)


def _marked(tree: Node) -> Iterator[str]:
    """Yield the names that stand right under a transpose, a norm and their like."""
    for part in walk(tree):
        if isinstance(part, Transpose) or (isinstance(part, Call) and part.function in _NEEDS_ARRAY):
            yield from (inner.name for inner in children(part) if isinstance(inner, Name))


def _ranks(name: str, *, marked: bool) -> list[int]:
    if name[0].isupper() and len(name) == 1:
        order = [2, 1, 0]
    elif (len(name) > 1 and name.isalpha()) or (name in _GREEK_OR_SCALE and not marked):
        order = [0, 1, 2]
    else:
        order = [1, 0, 2]
    return sorted(order, key=lambda rank: rank == 0) if marked else order


def _shape(name: str, rank: int) -> Shape:
    return Shape(tuple(f"{name}:{side}" for side in range(rank)))


@dataclass(frozen=True, slots=True)
class Fit:
    """Shapes for all names under which the expected formula fits."""

    known: dict[str, Shape]
    expected: Shape
    answer: Shape | None
    misfit: str = ""


def fitted(expected: Node, answer: Node, given: Mapping[str, Shape]) -> Fit | None:
    """Find shapes for all names so that the expected formula fits, and if possible the answer too.

    What the expected formula leaves open stays open: an answer that fits only for square matrices
    does not fit.
    """
    best, best_cost = None, 0
    for cost, known in readings((expected, answer), given):
        if best is not None and cost > best_cost:
            break
        try:
            fit = _fit(expected, answer, known)
        except MisfitError:
            continue
        if not fit.misfit:
            return fit
        best, best_cost = best or fit, cost
    return best


def _fit(expected: Node, answer: Node, known: dict[str, Shape]) -> Fit:
    first = Inference(known)
    first.shape(expected)
    fixed = _lettered(first, names(expected))
    second = Inference(fixed, {side for name in names(expected) for side in fixed[name].sides})
    wanted = second.shape(expected)
    try:
        found = second.shape(answer)
    except MisfitError as error:
        return Fit(fixed, wanted, None, str(error))
    settled = {name: second.sizes.settle(shape) for name, shape in fixed.items()}
    return Fit(settled, second.sizes.settle(wanted), second.sizes.settle(found))


def _lettered(inference: Inference, spoken: Iterable[str]) -> dict[str, Shape]:
    """Return the shapes of all names, with the open sides of the spoken ones called m, n, p, ..."""
    settled = {name: inference.sizes.settle(shape) for name, shape in inference.known.items()}
    open_sides = dict.fromkeys(
        side for name in spoken for side in settled[name].sides if isinstance(side, str) and ":" in side
    )
    letters = dict(zip(open_sides, _LETTERS, strict=False))
    return {
        name: Shape(tuple(letters.get(side, side) for side in shape.sides), shape.row)  # type: ignore[arg-type]
        for name, shape in settled.items()
    }
