"""What an array with wrong entries may have been: transposed, swapped, a matrix left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import Any, NamedTuple

import numpy as np
from mpmath import isfinite
from numpy.typing import NDArray

from lessons_lib.check.matrices import Shape, fitted
from lessons_lib.check.reading import Problem, read_formula
from lessons_lib.check.values import with_children
from lessons_lib.formula import (
    Array,
    Call,
    Name,
    Negative,
    Node,
    Product,
    ShapeError,
    Sum,
    Transpose,
    children,
    evaluate,
    names,
    text,
    walk,
)

from .replay import Work, tolerance
from .steps import points
from .trees import Entries, minus, substituted


class Diagnosis(NamedTuple):
    """A known mistake that explains a wrong answer."""

    tag: str
    message: str
    where: str


Values = NDArray[np.object_]
_WANTED = 3
_MOST_ROWS = 4
_HALF: Any = 0.5


class Change(NamedTuple):
    """A mistake that makes one array of the right one; `make` gives None where it cannot be made."""

    tag: str
    message: str
    make: Callable[[Values], Iterator[Values]]


def shape_of(entries: Entries) -> tuple[int, ...]:
    """Return () for a formula, (n,) for a vector, (m, n) for a matrix."""
    return (len(entries), *shape_of(entries[0])) if isinstance(entries, tuple) else ()


def flat(entries: Entries) -> list[Node]:
    """Return the formulas of all entries, row after row."""
    if isinstance(entries, tuple):
        return [leaf for entry in entries for leaf in flat(entry)]
    return [entries]


class ArraySamples:
    """The values of an answer and of the right entries at a few points."""

    def __init__(
        self, answer: Entries, right: Entries, work: Work, at: Mapping[str, Fraction] | None = None
    ) -> None:
        self._close = max(map(tolerance, flat(answer)))
        self.pairs: list[tuple[Values, Values]] = []
        found = sorted({name for tree in (*flat(answer), *flat(right)) for name in names(tree)})
        for point in [at] if at is not None else points(found):
            one, other = _values(answer, point, work), _values(right, point, work)
            if one is not None and other is not None:
                self.pairs.append((one, other))
            if len(self.pairs) == _WANTED:
                break

    @property
    def is_right(self) -> bool:
        """Whether all entries have the right values."""
        return self.fits(lambda right: iter([right]))

    def fits(self, make: Callable[[Values], Iterator[Values]]) -> bool:
        """Tell whether one of the changes `make` yields leads to the answer at every point."""
        tables = [[self.same(answer, wrong) for wrong in make(right)] for answer, right in self.pairs]
        return bool(tables) and any(all(column) for column in zip(*tables, strict=False))

    def same(self, one: Values, other: Values) -> bool:
        """Tell whether two arrays are the same; a column counts as a vector."""
        if one.size != other.size or (one.shape != other.shape and 1 not in (*one.shape, *other.shape)):
            return False
        return all(self._near(a, b) for a, b in zip(one.ravel(), other.ravel(), strict=True))

    def _near(self, one: Any, other: Any) -> bool:
        return bool(abs(one - other) <= self._close * max(abs(one), abs(other), 1e-3))


def _values(entries: Entries, point: Mapping[str, Fraction], work: Work) -> Values | None:
    values = [work.value(tree, point) for tree in flat(entries)]
    if any(value is None for value in values):
        return None
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array.reshape(shape_of(entries))


# changes


def _transposed(right: Values) -> Iterator[Values]:
    if right.ndim == 2:
        yield right.T


def _rows(right: Values) -> Iterator[Values]:
    if right.ndim and right.shape[0] <= _MOST_ROWS:
        yield from (right[list(order)] for order in permutations(range(len(right))))


def _columns(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[1] <= _MOST_ROWS:
        yield from (right[:, list(order)] for order in permutations(range(right.shape[1])))


def _rows_and_columns(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[0] == right.shape[1] <= _MOST_ROWS:
        orders = map(list, permutations(range(len(right))))
        yield from (right[order][:, order] for order in orders)


def _diagonal_only(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[0] == right.shape[1]:
        yield np.where(np.eye(len(right), dtype=bool), right, 0 * right)
        yield np.diag(right)


def _diagonal_left_out(right: Values) -> Iterator[Values]:
    if right.ndim == 2 and right.shape[0] == right.shape[1]:
        yield np.where(np.eye(len(right), dtype=bool), 0 * right, right)


def _off_diagonal(factor: Any) -> Callable[[Values], Iterator[Values]]:
    def change(right: Values) -> Iterator[Values]:
        if right.ndim == 2 and right.shape[0] == right.shape[1]:
            yield np.where(np.eye(len(right), dtype=bool), right, factor * right)

    return change


def _summed(right: Values) -> Iterator[Values]:
    if right.ndim:
        yield np.array(right.sum(), dtype=object)
    if right.ndim == 2:
        yield right.sum(axis=0)
        yield right.sum(axis=1)


def _one_entry(right: Values) -> Iterator[Values]:
    for part in right if right.ndim else ():
        yield np.array(part, dtype=object)


def _times(factor: Any) -> Callable[[Values], Iterator[Values]]:
    return lambda right: iter([factor * right])


CHANGES = (
    Change(
        "transposed Jacobian", "Rows and columns have changed places: row i belongs to output i.", _transposed
    ),
    Change("sign", "The sizes are right; look at the sign of the whole.", _times(-1)),
    Change("rows swapped", "All entries are there; keep the order of the outputs or variables.", _rows),
    Change("columns swapped", "The columns have changed places; keep the order of the variables.", _columns),
    Change(
        "variables in another order",
        "All entries are there; in rows and columns keep the order of the variables.",
        _rows_and_columns,
    ),
    Change(
        "off-diagonal missing", "The diagonal is right; every output depends on every input.", _diagonal_only
    ),
    Change("diagonal missing", "All is right but the diagonal.", _diagonal_left_out),
    Change("mixed partials", "The diagonal is right; look at the sign beside it.", _off_diagonal(-1)),
    Change("mixed partials", "The diagonal is right; the mixed entries are too large.", _off_diagonal(2)),
    Change("mixed partials", "The diagonal is right; the mixed entries are too small.", _off_diagonal(_HALF)),
    Change("gradient summed", "The parts stay apart: one entry for each variable.", _summed),
    Change("one entry only", "This is one of the entries; there is one for each variable.", _one_entry),
    Change("lost factor 2", "Everything but a number in front is right.", _times(_HALF)),
    Change("factor 2 too many", "Everything but a number in front is right.", _times(2)),
)


_STEP = Fraction(1, 10**14)
_CLOSE = 1e-12
_SIDES = {"m": 3, "n": 2, "p": 4, "q": 5, "k": 2, "l": 3}
_SQUARE = dict.fromkeys(_SIDES, 2)
_MOST_MENDINGS = 60

Numbers = Mapping[str, Any]


def has_matrices(tree: Node) -> bool:
    """Tell whether a formula speaks of vectors and matrices by their letters."""
    arrays = {"norm", "dot", "outer", "diag", "softmax"}
    of_name = any(
        isinstance(part, Call) and part.function in arrays and any(map(names, part.arguments))
        and not _has_entries(part) for part in walk(tree)
    )  # fmt: skip
    return of_name or any(isinstance(part, Transpose) for part in walk(tree))


def _has_entries(node: Node) -> bool:
    return any(isinstance(part, Array) for part in walk(node))


def matrix_diagnoses(problem: Problem, typed: Node) -> list[Diagnosis]:
    """Return what is wrong with an answer to the gradient of a formula of vectors and matrices."""
    tree = read_formula(problem.expression, problem.variables)
    if problem.kind != "gradient" or len(problem.variables) != 1:
        return []
    fit = fitted(tree, typed, {problem.variables[0]: Shape((f"{problem.variables[0]}:0",))})
    if fit is None:
        return []
    (variable,) = problem.variables
    instances = [_Instance(tree, variable, fit.known, sides) for sides in (_SIDES, _SQUARE)]
    instances = [instance for instance in instances if instance.gradient is not None]
    return list(_found(typed, text(tree), instances)) if instances else []


class _Instance:
    """Random numbers for all letters, and the gradient there by differences."""

    def __init__(
        self, tree: Node, variable: str, known: Mapping[str, Shape], sides: Mapping[str, int]
    ) -> None:
        random = Random(11)  # noqa: S311
        self.tree, self.variable = tree, variable
        self.values = {name: _array(_sizes(shape, sides), random) for name, shape in known.items()}
        self.gradient = self._gradient(variable)

    def mirrored(self) -> _Instance:
        """Return the same instance with every square matrix made symmetric."""
        other = copy(self)
        other.values = {name: _mirrored(value) for name, value in self.values.items()}
        other.gradient = other._gradient(self.variable)  # noqa: SLF001
        return other

    def _gradient(self, variable: str) -> list[Any] | None:
        point = self.values.get(variable)
        if not isinstance(point, list):
            return None
        found = [self._slope(variable, point, place) for place in range(len(point))]
        return None if any(slope is None for slope in found) else found

    def _slope(self, variable: str, point: list[Any], place: int) -> Any:
        if isinstance(point[place], list):
            return None
        moved = [{**self.values, variable: _moved(point, place, step)} for step in (_STEP, -_STEP)]
        ends = [_value(self.tree, values) for values in moved]
        if any(end is None or isinstance(end, tuple) for end in ends):
            return None
        return (ends[0] - ends[1]) / 2 * _STEP.denominator

    def ratio(self, answer: Node) -> Any:
        """Return the constant that an answer is the gradient times, or None."""
        value = _value(answer, self.values)
        if not isinstance(value, tuple) or len(value) != len(self.gradient or ()):
            return None
        if any(isinstance(entry, tuple) for entry in value) or not all(self.gradient or ()):
            return None
        ratios = [entry / slope for entry, slope in zip(value, self.gradient or (), strict=True)]
        is_constant = all(abs(ratio - ratios[0]) < _CLOSE * abs(ratios[0]) for ratio in ratios)
        return ratios[0] if is_constant else None


def _sizes(shape: Shape, sides: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(side if isinstance(side, int) else sides.get(side, 2) for side in shape.sides)


def _array(sizes: tuple[int, ...], random: Random) -> Any:
    if not sizes:
        return Fraction(random.randint(20_000, 300_000), 100_000)
    return [_array(sizes[1:], random) for _ in range(sizes[0])]


def _mirrored(value: Any) -> Any:
    is_matrix = isinstance(value, list) and isinstance(value[0], list) and len(value) == len(value[0])
    if not is_matrix:
        return value
    places = range(len(value))
    return [[(value[i][j] + value[j][i]) / 2 for j in places] for i in places]


def _moved(point: list[Any], place: int, step: Fraction) -> list[Any]:
    return [*point[:place], point[place] + step, *point[place + 1 :]]


def _value(tree: Node, values: Numbers) -> Any:
    try:
        found = evaluate(tree, values)
    except (KeyError, ShapeError, TypeError, ValueError):
        return None
    flat = found if isinstance(found, tuple) else (found,)
    return found if all(isinstance(part, tuple) or isfinite(part) for part in flat) else None


def _is_ratio(instances: list[_Instance], answer: Node, wanted: float) -> bool:
    ratios = [instance.ratio(answer) for instance in instances]
    return all(ratio is not None and abs(ratio - wanted) < _CLOSE for ratio in ratios)


def _found(typed: Node, where: str, instances: list[_Instance]) -> Iterator[Diagnosis]:
    if _is_ratio(instances, typed, 1):
        return
    for wanted, tag, message in _RATIOS:
        if _is_ratio(instances, typed, wanted):
            yield Diagnosis(tag, message, where)
            return
    mirrored = [instance.mirrored() for instance in instances[-1:]]
    if any(_is_ratio(mirrored, typed, wanted) for wanted in (1, 0.5)):
        yield Diagnosis("symmetric matrices only", _SYMMETRIC, where)
    seen = set()
    for tag, message, place, mended in _mendings(typed):
        if tag not in seen and any(_is_ratio(instances, mended, wanted) for wanted in (1, 0.5, 2)):
            seen.add(tag)
            yield Diagnosis(tag, message, text(place))


_RATIOS = (
    (0.5, "lost factor 2", "Everything but the number in front is right: a square has been differentiated."),
    (2, "factor 2 too many", "Everything but the number in front is right: a factor has come in twice."),
    (-1, "sign", "The size is right everywhere; look at the sign of the whole."),
)
_SYMMETRIC = "This would do for a symmetric matrix; what changes if the matrix is not symmetric?"
_TRANSPOSE = "Check the shapes: which of these matrices has to be transposed so that all fits?"
_TERM_SIGN = "Go through the signs once more, term by term."
_ORDER = "Matrices do not commute: check the order of the factors by their shapes."


def _mendings(typed: Node) -> Iterator[tuple[str, str, Node, Node]]:
    """Yield (tag, message, where, mended answer): one change at one place, or one letter's sign."""
    for place, part in list(_places(typed))[:_MOST_MENDINGS]:
        for tag, message, other in _mended(part):
            yield tag, message, part, _put(typed, place, other)
    for part in dict.fromkeys(part for part in walk(typed) if isinstance(part, Name)):
        yield "sign of a term", _TERM_SIGN, part, substituted(typed, {part.name: Negative(part)})


def _places(tree: Node, above: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Node]]:
    """Yield every part with the way that leads to it."""
    yield above, tree
    for index, part in enumerate(children(tree)):
        yield from _places(part, (*above, index))


def _mended(part: Node) -> Iterator[tuple[str, str, Node]]:
    match part:
        case Name(name) if name[0].isupper():
            yield "transpose forgotten", _TRANSPOSE, Transpose(part)
        case Transpose(inner):
            yield "transpose too many", _TRANSPOSE, inner
        case Sum(terms):
            for place, term in enumerate(terms):
                changed = Sum((*terms[:place], minus(term), *terms[place + 1 :]))
                yield "sign of a term", _TERM_SIGN, changed
        case Product(factors) if len(factors) > 1:
            yield from _reordered(factors)


def _reordered(factors: tuple[Node, ...]) -> Iterator[tuple[str, str, Node]]:
    for place in range(len(factors) - 1):
        swapped = (*factors[:place], factors[place + 1], factors[place], *factors[place + 2 :])
        yield "order of the factors", _ORDER, Product(swapped)


def _put(tree: Node, place: tuple[int, ...], other: Node) -> Node:
    """Return the tree with another part at one place."""
    if not place:
        return other
    parts = list(children(tree))
    parts[place[0]] = _put(parts[place[0]], place[1:], other)
    return with_children(tree, tuple(parts))
