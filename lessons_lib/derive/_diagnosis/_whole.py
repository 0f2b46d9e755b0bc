"""Mistakes that are made with a derivative as a whole, rather than at one of its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from lessons_lib.derive._derivation import ONE, NoRuleError, minus, over, plus, substituted
from lessons_lib.formula import Name, Node, names, number, text

from ._replay import right_slope
from ._samples import Samples, Work

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
