"""A learner's own derivation, line by line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.derive.derivation import derivation
from lessons_lib.derive.lines import check_lines

PRODUCT = "derivative of x^2 sin x in x"
HOSTILE = Path(__file__).parent.parent / "formula" / "hostile.txt"


@pytest.mark.parametrize(
    ("problem", "lines"),
    [
        (PRODUCT, ["2x sin x + x^2 cos x"]),
        (PRODUCT, ["f(x) = x^2 sin x", "f'(x) = 2x sin x + x^2 cos x", "= x(2 sin x + x cos x)"]),
        (PRODUCT, ["y' = d/dx(x^2) sin x + x^2 d/dx(sin x) = 2x sin x + x^2 cos x"]),
        (PRODUCT, ["dy/dx = (d/dx(x^2)) sin x + x^2 cos x", "", "= 2x sin x + x^2 cos x"]),
        ("derivative of (x^2 + 1)^2", ["y = x^4 + 2x^2 + 1", "y' = 4x^3 + 4x"]),
        ("gradient of x^2 y + sin y", ["∂f/∂x = 2x y", "∂f/∂y = x^2 + cos y"]),
        ("gradient of x^2 y + sin y", ["∇f = [2x y, x^2 + cos y]"]),
        ("Hessian of x^2 y", ["[[2y, 2x], [2x, 0]]"]),
        ("derivative of e^x", ["e^x"]),
    ],
)
def test_right_lines_are_accepted(problem: str, lines: list[str]) -> None:
    found = check_lines(problem, lines)
    assert found.accepted
    assert found.first is None
    assert not found.diagnoses


@pytest.mark.parametrize(
    ("problem", "lines", "first", "tag"),
    [
        (PRODUCT, ["f'(x) = 2x cos x"], 0, "product of derivatives"),
        (PRODUCT, ["f(x) = x^2 sin x", "f'(x) = 2x sin x"], 1, "product rule, a term missing"),
        (PRODUCT, ["2x sin x + x^2 cos x", "= x(2 sin x - x cos x)"], 1, "sign lost"),
        (PRODUCT, ["2x sin x + x^2 cos x", "= 2x sin x"], 1, "term lost"),
        (PRODUCT, ["2x sin x + x^2 cos x", "= x sin x + x^2 cos x"], 1, "factor lost"),
        ("derivative of (x^2 + 1)^2", ["4x(x^2 + 1)", "4x^3 + 1"], 1, "bracket multiplied in part"),
        ("derivative of x^2/2 - (x - 1)^2/2", ["x - (x - 1)", "x - x - 1"], 1, "minus before a bracket"),
        ("derivative of (x + 1)^3", ["3(x + 1)^2", "3(x^2 + 1)"], 1, "power of a sum"),
        ("derivative of (x + 1)^3", ["3(x + 1)^2", "3(x + 1)"], 1, "exponent lost"),
        ("gradient of x^2 y + sin y", ["∂f/∂x = 2x y", "∂f/∂y = x^2 - cos y"], 1, "sign of cos and sin"),
        ("gradient of x^2 y", ["[2x y, x^2]", "[x^2, 2x y]"], 1, None),
    ],
)
def test_the_first_line_that_does_not_follow_is_found(
    problem: str, lines: list[str], first: int, tag: str | None
) -> None:
    found = check_lines(problem, lines)
    assert not found.accepted
    assert found.first == first
    assert f"Line {first + 1}" in found.why
    assert tag is None or tag in [diagnosis.tag for diagnosis in found.diagnoses]


@pytest.mark.parametrize("formula", ["x^2 sin(3x)", "x/(x^2 + 1)", "x^x", "e^(-x^2)", "log(x)/x", "5"])
def test_our_own_derivation_is_accepted(formula: str) -> None:
    last = [step.after for step in derivation(formula, "x").steps if step.rewrites]
    lines = [f"y = {formula}", *last[-1:], f"= {derivation(formula, 'x').result}"]
    assert check_lines(f"derivative of {formula} in x", lines).accepted


def test_what_is_still_to_come_is_said() -> None:
    found = check_lines(PRODUCT, ["f(x) = x^2 sin x"])
    assert (found.accepted, found.first) == (False, None)
    assert "still to come" in found.why
    assert not check_lines("gradient of x^2 y", ["∂f/∂x = 2x y"]).accepted


def test_a_line_that_cannot_be_read_is_named() -> None:
    found = check_lines(PRODUCT, ["2x sin x + x^2 cos x", "x (2 sin x +"])
    assert found.first == 1
    assert found.why.endswith(".")
    assert check_lines(PRODUCT, ["d/dx(x^2"]).first == 0
    assert not check_lines("what is this", ["x"]).accepted


@pytest.mark.parametrize("line", HOSTILE.read_text(encoding="utf-8").splitlines()[:80])
def test_hostile_lines_are_answered(line: str) -> None:
    assert check_lines(PRODUCT, [line]).why
    assert check_lines(PRODUCT, [f"d/dx({line})", line]).why


@given(st.lists(st.text(max_size=30), max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_lines_are_answered(lines: list[str]) -> None:
    assert check_lines(PRODUCT, lines).why
