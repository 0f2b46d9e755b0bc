"""Matrix expressions: which letter is a number, a vector or a matrix, then random instances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import cycle, product
from random import Random
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

from .entries import reshaped, shape_of
from .survey import Relation, Survey
from .values import PRECISIONS, Formula, Nothing, Work
from .verdicts import RIGHT, Verdict

Size = int | str


class MisfitError(ValueError):
    """Shapes that do not fit; its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Shape:
    """(), (n,) or (m, n), each side a number or a letter; `row` marks a transposed vector."""

    sides: tuple[Size, ...] = ()
    row: bool = False

    def __str__(self) -> str:
        inside = ", ".join(map(str, self.sides)) + ("," if len(self.sides) == 1 else "")
        return f"a row of {self.sides[0]}" if self.row else f"({inside})"


SCALAR = Shape()


class Sizes:
    """Which sides must be the same: m = n after A A; `fixed` letters never become another."""

    def __init__(self, fixed: Iterable[Size] = ()) -> None:
        self._same: dict[Size, Size] = {}
        self._fixed = frozenset(fixed)

    def find(self, side: Size) -> Size:
        """Return the one name of a side."""
        while side in self._same:
            side = self._same[side]
        return side

    def settle(self, shape: Shape) -> Shape:
        """Return a shape with its sides under their one name."""
        return Shape(tuple(map(self.find, shape.sides)), shape.row)

    def join(self, one: Size, other: Size) -> bool:
        """Make two sides the same; return whether that is possible."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        if self._is_fixed(one) and self._is_fixed(other):
            return False
        if self._is_fixed(one):
            one, other = other, one
        self._same[one] = other
        return True

    def _is_fixed(self, side: Size) -> bool:
        return isinstance(side, int) or side in self._fixed


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
        """Return the shape of a formula."""
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


_ARRAY_FUNCTIONS = frozenset(("norm", "outer", "dot", "diag", "softmax"))
_MATRIX_LETTERS = frozenset("ABMWXHJQU")
_SIZES = ((3, 2, 4, 5, 2, 3), (2, 4, 3, 2, 5, 4))
_INSTANCES = 6


def speaks_of_matrices(tree: Node) -> bool:
    """Tell whether letters of a formula are vectors or matrices."""
    return any(_is_of_arrays(part) for part in walk(tree))


def _is_of_arrays(node: Node) -> bool:
    match node:
        case Transpose(inner):
            return bool(names(inner)) and _has_bare_name(inner)
        case Call(function, arguments) if function in _ARRAY_FUNCTIONS:
            return any(map(_has_bare_name, arguments))
        case Product(factors):
            found = {factor.name for factor in factors if isinstance(factor, Name)}
            return len(found & _MATRIX_LETTERS) > 1
    return False


def _has_bare_name(node: Node) -> bool:
    """Tell whether a name stands in a formula without a list around it."""
    if isinstance(node, Array):
        return False
    return isinstance(node, Name) or any(map(_has_bare_name, children(node)))


def instances(known: Mapping[str, Shape]) -> Iterator[dict[str, Any]]:
    """Yield values for all names, in two sizes."""
    random = Random(2024)  # noqa: S311 - the same points every time
    open_sides = sorted({side for shape in known.values() for side in shape.sides if isinstance(side, str)})
    for index in range(_INSTANCES):
        sizes: dict[Size, int] = dict(zip(open_sides, cycle(_SIZES[index % 2]), strict=False))
        yield {name: _value(name, shape, sizes, random) for name, shape in sorted(known.items())}


def _value(name: str, shape: Shape, sizes: Mapping[Size, int], random: Random) -> Any:
    sides = [sizes.get(side, side) for side in shape.sides]
    if name == "I" and len(sides) == 2 and sides[0] == sides[1]:
        return tuple(tuple(Fraction(i == j) for j in range(int(sides[1]))) for i in range(int(sides[0])))
    return _random(tuple(map(int, sides)), random)


def _random(sides: tuple[int, ...], random: Random) -> Any:
    if not sides:
        return Fraction(random.choice((-1, 1)) * random.randint(20, 300), 100)
    return tuple(_random(sides[1:], random) for _ in range(sides[0]))


def given_shapes(variables: object) -> dict[str, Shape]:
    """Return the shapes that `variables` gives, where it is a mapping from name to shape."""
    if not isinstance(variables, Mapping):
        return {}
    return {str(name): Shape(_sides(shape)) for name, shape in variables.items()}


def _sides(shape: object) -> tuple[Size, ...]:
    sides = tuple(shape) if isinstance(shape, tuple | list) else (shape,)
    if len(sides) > 2 or not all(_is_side(side) for side in sides):
        raise ValueError("Give the shape of a variable as (), (n,) or (m, n) with sides from 1 to 12.")
    return sides


def _is_side(side: object) -> bool:
    return isinstance(side, str) or (isinstance(side, int) and 0 < side < 13)


_WORK = 60_000


UNFINISHED = Verdict(
    "different",
    accepted=False,
    why="Your answer still has a derivative in it, marked by '; carry it out.",
    unfinished=True,
)
_TRANSPOSE = "the sign ' is read as a transpose"


def matrix_verdict(
    expected: Node, answer: Node, given: Mapping[str, Shape], *, has_primes: bool = False
) -> Verdict | None:
    """Compare two formulas in matrices and vectors; None where the expected one has only numbers."""
    fit = fitted(expected, answer, given)
    if fit is None or not any(shape.sides for shape in fit.known.values()):
        return None
    if has_primes and fit.answer is not None and _transposes_a_number(answer, fit):
        return UNFINISHED
    verdict = _on_shapes(expected, answer, fit)
    return replace(verdict, notes=(*verdict.notes, _TRANSPOSE)) if has_primes else verdict


def _transposes_a_number(answer: Node, fit: Fit) -> bool:
    """Tell whether ' stands after a number, where it can only be meant as a derivative."""
    operands = [part.operand for part in walk(answer) if isinstance(part, Transpose)]
    return any(not Inference(fit.known).shape(operand).sides for operand in operands)


def _on_shapes(expected: Node, answer: Node, fit: Fit) -> Verdict:
    if fit.answer is None:
        return Verdict("different", accepted=False, why=fit.misfit, notes=(_shapes_note(fit),))
    if not _may_match(fit.expected, fit.answer):
        return _wrong_shape(fit)
    return _by_instances(expected, answer, fit)


def _shapes_note(fit: Fit) -> str:
    said = [f"{name} is {_said(shape)}" for name, shape in fit.known.items() if shape.sides]
    return f"here {', '.join(said)}" if said else "all letters are numbers"


def _said(shape: Shape) -> str:
    return f"a matrix {shape}" if len(shape.sides) == 2 else f"a vector {shape}"


def _may_match(expected: Shape, answer: Shape) -> bool:
    """Tell whether shapes are the same but for a row in place of a column."""
    return expected.sides == answer.sides or _open_sides(expected) == _open_sides(answer)


def _open_sides(shape: Shape) -> tuple[object, ...]:
    return tuple(side for side in shape.sides if side != 1)


def _wrong_shape(fit: Fit) -> Verdict:
    assert fit.answer is not None
    wanted = "be a number" if not fit.expected.sides else f"have shape {fit.expected}"
    yours = "is a number" if not fit.answer.sides else f"has shape {fit.answer}"
    why = f"Yours {yours}; it should {wanted}."
    return Verdict("different", accepted=False, why=why, notes=(_shapes_note(fit),))


def _by_instances(expected: Node, answer: Node, fit: Fit) -> Verdict:
    work, met = Work(_WORK), 0
    for values in instances(fit.known):
        seen = _meetings(Formula(expected), Formula(answer), values, work)
        if Relation.APART in seen:
            return _apart(fit)
        met += seen == {Relation.SAME}
    return _all_met(fit) if met else _unsure(fit)


def _meetings(expected: Formula, answer: Formula, values: dict[str, object], work: Work) -> set[Relation]:
    """Return what the entries say for one instance; a row may stand for a column."""
    wanted = expected.at(values, PRECISIONS[0], work)
    shape = () if isinstance(wanted, Nothing) else shape_of(wanted)
    survey = Survey(
        expected, answer, work, lambda found: found if isinstance(found, Nothing) else reshaped(found, shape)
    )
    return {seen for seen, _ in survey.at(values).values()}


def _apart(fit: Fit) -> Verdict:
    sizes = _shapes_note(fit)
    what = "has the right shape, but other values" if fit.expected.sides else "has another value"
    why = f"Yours {what}: with random numbers for the letters the two differ."
    return Verdict("different", accepted=False, why=why, notes=(sizes,))


def _all_met(fit: Fit) -> Verdict:
    assert fit.answer is not None
    if fit.expected == fit.answer:
        return Verdict("equal", accepted=True, why=RIGHT)
    note = f"it should have shape {fit.expected}; yours is {_row(fit.answer)}, with the same entries"
    return Verdict("equal", accepted=True, why=RIGHT, notes=(note,))


def _row(shape: Shape) -> str:
    return str(shape) if shape.row else f"of shape {shape}"


def _unsure(fit: Fit) -> Verdict:
    why = "This could not be decided: for random matrices one of the two has no value."
    return Verdict("unsure", accepted=False, why=why, notes=(_shapes_note(fit),))
