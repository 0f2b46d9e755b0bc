"""The diagnosis of one formula or number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from lessons_lib.derive._derivation import NoRuleError, TooBigError, rational, size
from lessons_lib.derive._mistakes import SLIPS
from lessons_lib.formula import Node, evaluate, names, text

from ._diagnosis import Diagnosis
from ._replay import replayed, right_slope
from ._samples import OutOfWorkError, Samples, Work
from ._whole import (
    Whole,
    at_wrong_points,
    is_antiderivative,
    of_variables,
    scaled,
    shifted,
    turned,
    whole_mistakes,
)

MOST = 3
NOT_PUT_IN = "This is the derivative as a formula; put the point in to get its value."
MOST_NODES = 150


@dataclass(frozen=True)
class Asked:
    """A derivative that was asked for: formula, variable, perhaps the point and its coordinates."""

    tree: Node
    variable: str
    at: Mapping[str, Node] | None = None
    work: Work = field(default_factory=Work)

    @property
    def right(self) -> Node:
        """The right formula, not yet at the point."""
        return right_slope(self.variable)(self.tree)

    @property
    def point(self) -> Mapping[str, Fraction] | None:
        """The coordinates as numbers."""
        if self.at is None:
            return None
        return {name: _number(value) for name, value in self.at.items()}


def _number(value: Node) -> Fraction:
    exact = rational(value)
    return Fraction(str(evaluate(value))) if exact is None else exact


def scalar_diagnoses(asked: Asked, answer: Node) -> list[Diagnosis]:
    """Return the known mistakes that lead to an answer, the likeliest first; [] where it is right."""
    if size(asked.tree) > MOST_NODES or size(answer) > 4 * MOST_NODES:
        return []
    found: dict[str, Diagnosis] = {}
    try:
        for diagnosis in _found(asked, answer):
            found.setdefault(diagnosis.tag, diagnosis)
            if len(found) == MOST:
                break
    except (OutOfWorkError, NoRuleError, TooBigError):
        pass
    return list(found.values())


def _found(asked: Asked, answer: Node) -> Iterator[Diagnosis]:
    right, where = asked.right, text(asked.tree)
    if asked.at is not None and _is_unevaluated(answer, right, asked):
        yield Diagnosis("point not put in", NOT_PUT_IN, where)
        return
    samples = Samples(answer, right, asked.work, asked.point)
    if not samples.is_enough or samples.is_right:
        return
    found = False
    for diagnosis in _known(asked, answer, samples, where):
        found = True
        yield diagnosis
    if not found:
        yield from _last_resort(asked, answer, samples, where)


def _known(asked: Asked, answer: Node, samples: Samples, where: str) -> Iterator[Diagnosis]:
    yield from _slips(asked, samples)
    yield from _matching(of_variables(asked.tree, asked.variable), samples, where)
    yield from _matching(whole_mistakes(asked.tree, asked.variable), samples, where)
    if asked.at is not None:
        yield from _matching(at_wrong_points(asked.right, asked.at), samples, where)
    elif is_antiderivative(asked.tree, asked.variable, answer, asked.work):
        message = "You went the other way: this has the function as its derivative."
        yield Diagnosis("antiderivative", message, where)


def _matching(wrong: Iterator[Whole], samples: Samples, where: str) -> Iterator[Diagnosis]:
    yield from (Diagnosis(found.tag, found.message, where) for found in wrong if samples.matches(found.wrong))


def _is_unevaluated(answer: Node, right: Node, asked: Asked) -> bool:
    if not names(answer):
        return False
    free = Samples(answer, right, asked.work)
    return free.is_enough and free.is_right


def _slips(asked: Asked, samples: Samples) -> Iterator[Diagnosis]:
    for slip in SLIPS:
        for where, wrong in replayed(asked.tree, asked.variable, slip):
            if samples.matches(wrong):
                yield Diagnosis(slip.tag, slip.message, text(where))
                break


def _last_resort(asked: Asked, answer: Node, samples: Samples, where: str) -> Iterator[Diagnosis]:
    """Yield what is said only where no rule was seen to be broken."""
    turns = list(_matching(turned(asked.right), samples, where))
    yield from turns
    if not turns and (found := scaled(samples)):
        yield Diagnosis(*found, where)
    if asked.at is None and (found := shifted(asked.tree, asked.variable, answer, asked.work)):
        yield Diagnosis(*found, where)
