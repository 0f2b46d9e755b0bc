"""Mistakes with matrix expressions, such as the gradient of ||A x − b||²: told on random instances.

Here the answer is mended rather than the problem broken: where one small change makes an answer right,
that is what went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from fractions import Fraction
from random import Random
from typing import Any

from mpmath import isfinite

from lessons_lib.check._problem import Problem, read_formula
from lessons_lib.check._shapes import Shape, fitted
from lessons_lib.derive._derivation import minus, substituted, with_children
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

from ._diagnosis import Diagnosis

_STEP = Fraction(1, 10**14)
_CLOSE = 1e-12
_SIDES = {"m": 3, "n": 2, "p": 4, "q": 5, "k": 2, "l": 3}
_SQUARE = dict.fromkeys(_SIDES, 2)
_MOST_MENDINGS = 60

Values = Mapping[str, Any]


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


def _value(tree: Node, values: Values) -> Any:
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
