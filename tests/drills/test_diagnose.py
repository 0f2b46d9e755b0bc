"""Diagnosis: every known mistake is recognised, and nothing is ever said against a right answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.check.reading import Problem
from lessons_lib.derive.arrays import Diagnosis
from lessons_lib.derive.derivation import derivation
from lessons_lib.derive.diagnosis import diagnose
from lessons_lib.derive.mistakes import SLIPS
from lessons_lib.formula import parse

HERE = Path(__file__).parent
HOSTILE = HERE.parent / "formula" / "hostile.txt"


def listed() -> Iterator[tuple[str, str, str]]:
    """Yield (tag, formula, wrong answer)."""
    tag = ""
    for line in (HERE / "mistakes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            tag = line.strip("[]")
        else:
            formula, wrong = line.split("    ")
            yield tag, formula, wrong


def right_pairs() -> list[tuple[str, str]]:
    """Return (formula, derivative) from the table of derivatives."""
    lines = (HERE / "derivatives.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [(formula, right) for formula, right in (line.split("    ") for line in lines)]


MISTAKES = list(listed())
OF_ARRAYS = [
    ("gradient summed", "gradient of x^2 y + sin y", "2x y + x^2 + cos y"),
    ("gradient summed", "gradient of x^2 + y^2", "2x + 2y"),
    ("gradient summed", "gradient of x y z", "y z + x z + x y"),
    ("gradient summed", "gradient of e^(x y)", "(x + y) e^(x y)"),
    ("gradient summed", "gradient of x/y", "1/y - x/y^2"),
    ("one entry only", "gradient of x^2 y + sin y", "2x y"),
    ("one entry only", "gradient of x^2 + y^3", "3y^2"),
    ("one entry only", "gradient of x y z", "x z"),
    ("one entry only", "gradient of e^(x y)", "y e^(x y)"),
    ("one entry only", "gradient of x/y", "-x/y^2"),
    ("entries swapped", "gradient of x^2 y + sin y", "[x^2 + cos y, 2x y]"),
    ("entries swapped", "gradient of x^2 + y^3", "[3y^2, 2x]"),
    ("entries swapped", "gradient of x y^2 z^3", "[2x y z^3, y^2 z^3, 3x y^2 z^2]"),
    ("entries swapped", "gradient of e^(x + 2y)", "[2e^(x + 2y), e^(x + 2y)]"),
    ("entries swapped", "gradient of x/y", "[-x/y^2, 1/y]"),
    (
        "transposed Jacobian",
        "Jacobian of [r cos t, r sin t] in r, t",
        "[[cos t, sin t], [-r sin t, r cos t]]",
    ),
    ("transposed Jacobian", "Jacobian of [x^2 + y, x y] in x, y", "[[2x, y], [1, x]]"),
    ("transposed Jacobian", "Jacobian of [x y, x + y^2, sin x] in x, y", "[[y, 1, cos x], [x, 2y, 0]]"),
    ("transposed Jacobian", "Jacobian of [x^2 - y^2, 3x y] in x, y", "[[2x, 3y], [-2y, 3x]]"),
    ("transposed Jacobian", "Jacobian of [x + y, y] in x, y", "[[1, 0], [1, 1]]"),
    ("rows swapped", "Jacobian of [r cos t, r sin t] in r, t", "[[sin t, r cos t], [cos t, -r sin t]]"),
    ("rows swapped", "Jacobian of [x^2 + y, x y] in x, y", "[[y, x], [2x, 1]]"),
    ("rows swapped", "Jacobian of [x y, x + y^2, sin x] in x, y", "[[1, 2y], [y, x], [cos x, 0]]"),
    ("rows swapped", "Jacobian of [x + y, y] in x, y", "[[0, 1], [1, 1]]"),
    ("rows swapped", "Jacobian of [e^x y, x y^2] in x, y", "[[y^2, 2x y], [e^x y, e^x]]"),
    ("columns swapped", "Jacobian of [r cos t, r sin t] in r, t", "[[-r sin t, cos t], [r cos t, sin t]]"),
    ("columns swapped", "Jacobian of [x^2 + y, x y] in x, y", "[[1, 2x], [x, y]]"),
    ("columns swapped", "Jacobian of [x y, x + y^2, sin x] in x, y", "[[x, y], [2y, 1], [0, cos x]]"),
    ("columns swapped", "Jacobian of [x^3, x y] in x, y", "[[0, 3x^2], [x, y]]"),
    ("columns swapped", "Jacobian of [e^x y, x y^2] in x, y", "[[e^x, e^x y], [2x y, y^2]]"),
    ("Hessian diagonal only", "Hessian of x^2 y + sin y", "[[2y, 0], [0, -sin y]]"),
    ("Hessian diagonal only", "Hessian of x^2 + 3x y + y^3", "[[2, 0], [0, 6y]]"),
    ("Hessian diagonal only", "Hessian of x^2 + 3x y + y^3", "[2, 6y]"),
    ("Hessian diagonal only", "Hessian of x^2 y^2", "[[2y^2, 0], [0, 2x^2]]"),
    ("Hessian diagonal only", "Hessian of e^(x y)", "[[y^2 e^(x y), 0], [0, x^2 e^(x y)]]"),
    ("one derivative too few", "Hessian of x^2 y + sin y", "[2x y, x^2 + cos y]"),
    ("one derivative too few", "Hessian of x^2 + 3x y + y^3", "[2x + 3y, 3x + 3y^2]"),
    ("one derivative too few", "second derivative of x^4", "4x^3"),
    ("one derivative too few", "second derivative of sin x", "cos x"),
    ("one derivative too few", "second derivative of x log x", "log x + 1"),
    ("mixed partials", "Hessian of x^2 y + sin y", "[[2y, -2x], [-2x, -sin y]]"),
    ("mixed partials", "Hessian of x^2 + 3x y + y^3", "[[2, 6], [6, 6y]]"),
    ("mixed partials", "Hessian of x^2 + 3x y + y^3", "[[2, 1.5], [1.5, 6y]]"),
    ("mixed partials", "Hessian of x^2 sin y + x^3", "[[2·sin y + 6x, -2x cos y], [-2x cos y, -x^2 sin y]]"),
    (
        "mixed partials",
        "Hessian of e^(x y)",
        "[[y^2 e^(x y), -(1 + x y)e^(x y)], [-(1 + x y)e^(x y), x^2 e^(x y)]]",
    ),
    ("diagonal missing", "Hessian of x^2 + 3x y + y^3", "[[0, 3], [3, 0]]"),
    ("diagonal missing", "Hessian of x^2 y + sin y", "[[0, 2x], [2x, 0]]"),
    ("diagonal missing", "Jacobian of [x^2 + y, x y] in x, y", "[[0, 1], [y, 0]]"),
    ("diagonal missing", "Hessian of x^2 y^2", "[[0, 4x y], [4x y, 0]]"),
    ("diagonal missing", "Jacobian of [2x + y, x + 3y] in x, y", "[[0, 1], [1, 0]]"),
    ("off-diagonal missing", "Jacobian of [x^2 + y, x y] in x, y", "[[2x, 0], [0, x]]"),
    ("off-diagonal missing", "Jacobian of [x y, x + y] in x, y", "[[y, 0], [0, 1]]"),
    ("off-diagonal missing", "Jacobian of [sin(x y), x + y^2] in x, y", "[[y cos(x y), 0], [0, 2y]]"),
    ("off-diagonal missing", "Jacobian of [x + y, x - y] in x, y", "[1, -1]"),
    ("off-diagonal missing", "Jacobian of [e^x y, x y^2] in x, y", "[[e^x y, 0], [0, 2x y]]"),
    ("lost factor 2", "gradient of x^2 + y^2", "[x, y]"),
    ("sign", "gradient of x^2 + y^3", "[-2x, -3y^2]"),
    ("constant factor lost", "gradient of x^2 y + sin y", "[2x, x^2 + cos y]"),
    ("inner derivative missing", "gradient of sin(x y)", "[cos(x y), x cos(x y)]"),
]
P = "e^x1 e^x2/(e^x1 + e^x2)^2"
SOFTMAX = [
    ("jacobian of softmax([x1, x2])", f"[[{P}, 0], [0, {P}]]"),
    ("jacobian of softmax([x1, x2])", f"[{P}, {P}]"),
    ("jacobian of softmax([x, y]) in x, y", "[[e^(x+y)/(e^x+e^y)^2, 0], [0, e^(x+y)/(e^x+e^y)^2]]"),
    ("jacobian of softmax([2x, y]) in x, y", "[[2e^(2x+y)/(e^(2x)+e^y)^2, 0], [0, e^(2x+y)/(e^(2x)+e^y)^2]]"),
    ("jacobian of softmax([x1, x2]) at (0, 0)", "[[1/4, 0], [0, 1/4]]"),
]
AT_POINTS = [
    ("evaluated at the wrong point", "gradient of x^2 y + y^3 at (1, 2)", "[4, 7]"),
    ("evaluated at the wrong point", "derivative of x^3 + x^2 at 2", "8"),
    ("evaluated at the wrong point", "derivative of e^x + x at 2", "e + 1"),
    ("evaluated at the wrong point", "derivative of sin x + x^2 at 2", "1"),
    ("evaluated at the wrong point", "derivative of x^4 at 3", "-108"),
    ("point not put in", "derivative of x^3 at 2", "3x^2"),
    ("point not put in", "derivative of sin x at 0", "cos x"),
    ("point not put in", "gradient of x^2 y at (1, 2)", "[2x y, x^2]"),
    ("point not put in", "Hessian of x^2 y at (1, 2)", "[[2y, 2x], [2x, 0]]"),
    ("point not put in", "derivative of log x at 3", "1/x"),
    ("function value instead of derivative", "derivative of x^3 at 2", "8"),
]
LEAST = "gradient of ||A x - b||^2 in x"
OF_MATRICES = [
    ("lost factor 2", LEAST, "A'(A x - b)"),
    ("lost factor 2", "gradient of norm(x)^2 in x", "x"),
    ("transpose forgotten", LEAST, "2A(A x - b)"),
    ("transpose forgotten", LEAST, "2 A A x - 2 A' b"),
    ("sign of a term", LEAST, "2A'(A x + b)"),
    ("sign of a term", LEAST, "2A'A x + 2A'b"),
    ("sign", LEAST, "-2A'(A x - b)"),
    ("order of the factors", LEAST, "2(A x - b) A'"),
    ("symmetric matrices only", "gradient of x' A x in x", "2A x"),
    ("factor 2 too many", "gradient of b' x in x", "2b"),
]


def tags(found: list[Diagnosis]) -> list[str]:
    return [diagnosis.tag for diagnosis in found]


@pytest.mark.parametrize(("tag", "formula", "wrong"), MISTAKES)
def test_mistakes_at_one_rule_are_recognised(tag: str, formula: str, wrong: str) -> None:
    found = diagnose(Problem("derivative", formula, ("x",)), wrong)
    assert tag in tags(found)


@pytest.mark.parametrize(
    ("tag", "problem", "wrong"),
    [*OF_ARRAYS, *AT_POINTS, *OF_MATRICES, *(("softmax off-diagonal missing", *case) for case in SOFTMAX)],
)
def test_mistakes_with_arrays_points_and_matrices_are_recognised(tag: str, problem: str, wrong: str) -> None:
    assert tag in tags(diagnose(problem, wrong))


def test_every_mistake_is_met_on_five_problems() -> None:
    known = {slip.tag for slip in SLIPS}
    met = [tag for tag, _, _ in MISTAKES]
    assert known <= set(met)
    assert min(map(met.count, met)) >= 5
    assert len({*known, *met, *(tag for tag, _, _ in OF_ARRAYS)}) >= 25


@pytest.mark.parametrize(("formula", "right"), right_pairs())
def test_nothing_is_said_against_a_right_answer(formula: str, right: str) -> None:
    problem = Problem("derivative", formula, ("x",))
    shown = derivation(problem).result
    for answer in (right, shown, f"({right})·(x^2 + 3)/(x^2 + 3)", f"0 + {shown}", f"-(-({right}))"):
        assert diagnose(problem, answer) == []


@pytest.mark.parametrize(
    ("problem", "right"),
    [
        ("gradient of x^2 y + sin y", "[2x y, cos y + x^2]"),
        ("gradient of x^2 y + sin y", "[[2x y], [x^2 + cos y]]"),
        ("Hessian of x^2 + 3x y + y^3", "[[2, 3], [3, 6y]]"),
        ("Jacobian of [r cos t, r sin t] in r, t", "[[cos t, -r sin t], [sin t, r cos t]]"),
        ("derivative of sin x at pi/4", "0.7071"),
        ("derivative of sin x at pi/4", "1/sqrt 2"),
        ("gradient of x^2 + 3x y + y^3 at (1, 2)", "[8, 15]"),
        (LEAST, "2A'(A x - b)"),
        (LEAST, "2 A^T A x - 2 A^T b"),
        ("gradient of x' A x in x", "(A + A') x"),
        ("derivative of x^2", "f'(x) = 2x"),
        ("second derivative of x^4", "12x^2"),
    ],
)
def test_nothing_is_said_against_right_arrays_and_numbers(problem: str, right: str) -> None:
    assert diagnose(problem, right) == []


@pytest.mark.parametrize(("tag", "formula", "wrong"), MISTAKES[::5])
def test_a_message_is_one_sentence_about_a_part_of_the_formula(tag: str, formula: str, wrong: str) -> None:
    right = derivation(formula, "x").result
    for diagnosis in diagnose(Problem("derivative", formula, ("x",)), wrong):
        assert diagnosis.message[0].isupper()
        assert diagnosis.message[-1] in ".?"
        assert len(right) < 4 or right not in diagnosis.message
        parse(diagnosis.where)


def test_the_place_is_the_part_that_went_wrong() -> None:
    (found, *_) = diagnose("derivative of x e^(sin x) in x", "e^(sin x) + x e^(sin x)")
    assert found.where == "e^(sin(x))"
    (found, *_) = diagnose("derivative of 3x + sin(x) log(x) in x", "3 + cos(x)/x")
    assert found.where == "sin(x)·log(x)"


def test_the_same_slip_made_twice_is_one_diagnosis() -> None:
    (found, *_) = diagnose("derivative of sin(2x) + cos(3x) in x", "cos(2x) - sin(3x)")
    assert found.tag == "inner derivative missing"


@pytest.mark.parametrize("line", HOSTILE.read_text(encoding="utf-8").splitlines()[:80])
def test_hostile_text_gets_no_diagnosis_and_no_error(line: str) -> None:
    assert diagnose("derivative of x^2 sin x in x", line) == [] or parse(line, ["x"])
    assert isinstance(diagnose(line, "2x"), list)
    assert isinstance(diagnose(f"derivative of {line} in x", line), list)


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered(problem: str, answer: str) -> None:
    assert isinstance(diagnose(f"gradient of {problem} in x", answer), list)
