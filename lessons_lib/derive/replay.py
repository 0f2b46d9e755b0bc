"""Mistakes replayed: the derivative that comes out if one rule is got wrong, beside the typed answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, permutations
from typing import Any, NamedTuple

from mpmath import isfinite

from lessons_lib.formula import (
    Call,
    Name,
    Negative,
    Node,
    Number,
    ShapeError,
    evaluate,
    names,
    number,
    text,
    walk,
)

from .mistakes import Slip
from .rules import NoRuleError, Slope, rewritten, ruled
from .steps import points
from .trees import ONE, ZERO, depends, minus, over, plus, size, substituted

_WANTED = 4
_LEAST = 2
_EXACT = 1e-24
_MOST_WORK = 40_000


class OutOfWorkError(ValueError):
    """More comparisons than one diagnosis may do."""


class Work:
    """Counts the nodes that are evaluated for one diagnosis."""

    def __init__(self, most: int = _MOST_WORK) -> None:
        self._left = most

    def value(self, node: Node, at: Mapping[str, Fraction]) -> Any:
        """Return a finite number, or None."""
        self._left -= size(node)
        if self._left < 0:
            raise OutOfWorkError
        try:
            found = evaluate(node, at)
        except (KeyError, ShapeError):
            return None
        return None if isinstance(found, tuple) or not isfinite(found) else found


class Samples:
    """An answer and the right formula at a few points, so that many wrong ones are soon told from it."""

    def __init__(
        self, answer: Node, right: Node, work: Work, at: Mapping[str, Fraction] | None = None
    ) -> None:
        self.work = work
        self._close = tolerance(answer)
        self.points: list[Mapping[str, Fraction]] = []
        self.answers: list[Any] = []
        self.rights: list[Any] = []
        self._take(answer, right, at)

    def _take(self, answer: Node, right: Node, at: Mapping[str, Fraction] | None) -> None:
        found = sorted({*names(answer), *names(right)})
        is_number = not found or at is not None
        self._least = 1 if is_number else _LEAST
        for point in [at or {}] if is_number else points(found):
            one, other = self.work.value(answer, point), self.work.value(right, point)
            if one is not None and other is not None:
                self.points.append(point)
                self.answers.append(one)
                self.rights.append(other)
            if len(self.points) == _WANTED:
                return

    @property
    def is_enough(self) -> bool:
        """Whether there are points enough to say anything."""
        return len(self.points) >= self._least

    @property
    def is_right(self) -> bool:
        """Whether the answer has the right values."""
        return all(map(self._same, self.rights, self.answers))

    def matches(self, candidate: Node) -> bool:
        """Tell whether a formula has the answer's values at all points."""
        for point, answer in zip(self.points, self.answers, strict=True):
            value = self.work.value(candidate, point)
            if value is None or not self._same(value, answer):
                return False
        return True

    def ratio(self) -> Any:
        """Return the constant that the answer is the right formula times, or None."""
        if any(not right for right in self.rights):
            return None
        ratios = [one / other for one, other in zip(self.answers, self.rights, strict=True)]
        return ratios[0] if all(self._same(ratio, ratios[0]) for ratio in ratios) else None

    def _same(self, one: Any, other: Any) -> bool:
        return bool(abs(one - other) <= self._close * max(abs(one), abs(other), 1e-3))


def tolerance(answer: Node) -> float:
    """Return how closely a number is meant: 0.42 to two places, a formula exactly."""
    number = answer.operand if isinstance(answer, Negative) else answer
    digits = number.written.partition(".")[2] if isinstance(number, Number) else ""
    return 0.5 * 10.0 ** -len(digits) * 1.01 if len(digits) > 1 else _EXACT


_MOST_VARIANTS = 12


def right_slope(variable: str) -> Slope:
    """Return the function that differentiates by the rules, without lines."""
    known: dict[Node, Node] = {}

    def slope(node: Node) -> Node:
        if node not in known:
            known[node] = _plain(node, variable, slope)
        return known[node]

    return slope


def _plain(node: Node, variable: str, slope: Slope) -> Node:
    if not depends(node, variable):
        return ZERO
    if isinstance(node, Call) and (form := rewritten(node, variable)):
        return slope(form.after)
    return ruled(node, variable, slope).after


def places(tree: Node, variable: str) -> list[Node]:
    """Return the parts of a formula at which a rule is used, each once."""
    return [part for part in dict.fromkeys(walk(tree)) if depends(part, variable)]


def replayed(tree: Node, variable: str, slip: Slip) -> Iterator[tuple[Node, Node]]:
    """Yield (where, wrong derivative) for a slip at each place, then for the same slip throughout."""
    right = right_slope(variable)
    met = []
    for place in places(tree, variable):
        wrong = _wrong(slip, place, variable, right)
        for found in wrong:
            yield place, _with_wrong(tree, variable, place, found)
        met += [place] if wrong else []
    if len(met) > 1:
        for variant in range(2):
            yield met[0], _throughout(tree, variable, slip, variant)


def _wrong(slip: Slip, place: Node, variable: str, slope: Slope) -> list[Node]:
    """Return what a slip makes of one part; nothing where a rule for that is missing."""
    try:
        return list(islice(slip.wrong(place, variable, slope), _MOST_VARIANTS))
    except NoRuleError:
        return []


def _with_wrong(tree: Node, variable: str, place: Node, wrong: Node) -> Node:
    """Return the derivative in which the part at `place` has the slope `wrong`."""
    known: dict[Node, Node] = {place: wrong}

    def slope(node: Node) -> Node:
        if node not in known:
            known[node] = _plain(node, variable, slope)
        return known[node]

    return slope(tree)


def _throughout(tree: Node, variable: str, slip: Slip, variant: int) -> Node:
    """Return the derivative in which the slip is made wherever it can be."""
    known: dict[Node, Node] = {}

    def slope(node: Node) -> Node:
        if node not in known:
            wrong = _wrong(slip, node, variable, slope)[: variant + 1]
            known[node] = wrong[-1] if wrong else _plain(node, variable, slope)
        return known[node]

    return slope(tree)


_MOST_COORDINATES = 4


class Whole(NamedTuple):
    """A mistake with its tag and sentence, and the formula it leads to."""

    tag: str
    message: str
    wrong: Node


def of_variables(tree: Node, variable: str) -> Iterator[Whole]:
    """Yield the derivative by another variable, and the one in which all of them move."""
    right = right_slope(variable)(tree)
    yield from _of_other_variables(tree, variable, right)


def whole_mistakes(tree: Node, variable: str) -> Iterator[Whole]:
    """Yield what a derivative may be confused with."""
    yield Whole("function value instead of derivative", "This is the function; its slope is asked for.", tree)
    again = "You differentiated once more than was asked; stop one derivative earlier."
    slope = right_slope(variable)
    yield Whole("one derivative too many", again, slope(slope(tree)))


def turned(right: Node) -> Iterator[Whole]:
    """Yield the right derivative with its sign changed, and upside-down."""
    yield Whole("sign", "The size is right everywhere; look at the sign of the whole.", minus(right))
    yield Whole("upside-down", "Numerator and denominator have changed places.", over(ONE, right))


def _of_other_variables(tree: Node, variable: str, right: Node) -> Iterator[Whole]:
    others = [name for name in names(tree) if name != variable]
    slopes = [right_slope(name)(tree) for name in others]
    for name, slope in zip(others, slopes, strict=True):
        message = f"You differentiated by {name}; the question is how the value changes with {variable}."
        yield Whole("wrong variable", message, slope)
    for slope in [plus(*slopes)] if slopes else []:
        message = f"While {variable} moves the other letters stand still: they are constants here."
        yield Whole("the other variable moves too", message, plus(right, slope))


def is_antiderivative(tree: Node, variable: str, answer: Node, work: Work) -> bool:
    """Tell whether the answer has the given formula as its derivative."""
    try:
        slope = right_slope(variable)(answer)
    except NoRuleError:
        return False
    samples = Samples(slope, tree, work)
    return samples.is_enough and samples.is_right


def shifted(tree: Node, variable: str, answer: Node, work: Work) -> tuple[str, str] | None:
    """Return tag and sentence for an answer that is the right formula plus a constant."""
    slope = right_slope(variable)
    try:
        samples = Samples(slope(answer), slope(slope(tree)), work)
    except NoRuleError:
        return None
    if not (samples.is_enough and samples.is_right):
        return None
    if set(names(answer)) - set(names(tree)):
        message = "A constant of integration belongs to antiderivatives; a derivative has none."
        return "constant of integration", message
    return "constant kept", "All is right but for a constant: what does a constant add to the slope?"


def scaled(samples: Samples) -> tuple[str, str] | None:
    """Return tag and sentence for an answer that is a constant times the right formula."""
    ratio = samples.ratio()
    if ratio is None:
        return None
    if abs(ratio - 0.5) < 1e-20:
        return "lost factor 2", "Everything but the number in front is right: a factor has been lost."
    if abs(ratio - 2) < 1e-20:
        return "factor 2 too many", "Everything but the number in front is right: a factor has come in twice."
    return "constant factor", "Everything but the constant in front is right; go through the numbers again."


# at a point


def wrong_points(at: Mapping[str, Node]) -> Iterator[tuple[str, dict[str, Node]]]:
    """Yield a sentence and other coordinates: changed places, changed signs."""
    listed: Sequence[Node] = list(at.values())
    for order in permutations(listed) if 1 < len(listed) <= _MOST_COORDINATES else ():
        if list(order) != listed:
            yield "Which coordinate belongs to which letter?", dict(zip(at, order, strict=True))
    for name in at:
        changed = {**at, name: minus(at[name])}
        yield f"Look at the sign of the coordinate {text_of(name)}.", changed
    for name in at:
        yield "Look at the coordinates once more.", {**at, name: number(0)}
        yield "Look at the coordinates once more.", {**at, name: number(1)}


def text_of(name: str) -> str:
    """Return a name as it is shown."""
    return text(Name(name))


def at_wrong_points(right: Node, at: Mapping[str, Node]) -> Iterator[Whole]:
    """Yield the right formula at other points than the one that was asked for."""
    for message, other in wrong_points(at):
        said = f"The derivative is right, its value is taken somewhere else. {message}"
        yield Whole("evaluated at the wrong point", said, substituted(right, other))
