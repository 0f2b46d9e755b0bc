"""The verdict on matrix expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lessons_lib.formula import Node, Transpose, walk

from ._entries import reshaped, shape_of
from ._judging import RIGHT
from ._matrix import instances
from ._shapes import Fit, Inference, Shape, fitted
from ._survey import Meeting, Survey
from ._values import PRECISIONS, Formula, Nothing, Work
from ._verdict import Verdict

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
        if Meeting.APART in seen:
            return _apart(fit)
        met += seen == {Meeting.SAME}
    return _all_met(fit) if met else _unsure(fit)


def _meetings(expected: Formula, answer: Formula, values: dict[str, object], work: Work) -> set[Meeting]:
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
