"""Worked derivations: every line is true, every derivative right, and what has no rule says so."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import isfinite

from lessons_lib.catalogue import curves, maps, spaces, surfaces
from lessons_lib.check.reading import Problem
from lessons_lib.derive.derivation import derivation
from lessons_lib.derive.steps import Derivation, Step, points
from lessons_lib.derive.tidy import tidied
from lessons_lib.drills import compare
from lessons_lib.formula import Function, Node, evaluate, names, parse, text

HERE = Path(__file__).parent
HOSTILE = HERE.parent / "formula" / "hostile.txt"
STEP = Fraction(1, 10**14)


def table() -> list[tuple[str, str]]:
    """Return (formula, derivative)."""
    lines = (HERE / "derivatives.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [(formula, right) for formula, right in (line.split("    ") for line in lines)]


def slope(tree: Node, at: dict[str, Fraction]) -> object:
    """Return a difference quotient in x, nan where there is none."""
    ahead, behind = (evaluate(tree, {**at, "x": at["x"] + step}) for step in (STEP, -STEP))
    return (ahead - behind) / 2 * STEP.denominator


def is_close(one: object, other: object) -> bool:
    return bool(abs(one - other) <= 1e-8 * max(abs(one), abs(other), 1e-4))  # type: ignore[operator,arg-type]


def is_derivative(before: str, after: str) -> bool:
    """Tell whether a text is the derivative in x of another, at points where the first has a slope."""
    tree, found = parse(before).tree, parse(after).tree
    met = 0
    for at in points(sorted({*names(tree), *names(found), "x"})):
        expected = slope(tree, at)
        if isfinite(expected) and abs(expected) < 1e6:
            if not is_close(expected, evaluate(found, at)):
                return False
            met += 1
        if met == 3:
            break
    return met > 0


@pytest.mark.parametrize(("formula", "right"), table())
def test_the_derivatives_of_the_textbooks(formula: str, right: str) -> None:
    assert compare(right, derivation(formula, "x").result).accepted


@pytest.mark.parametrize(("formula", "right"), table()[::2])
def test_every_line_is_true_and_leads_on(formula: str, right: str) -> None:
    found = derivation(formula, "x")
    assert found.steps[-1].after == found.result
    for step in found.steps:
        assert parse(step.before).tree is not None
        if step.rewrites:
            assert compare(step.before, step.after).kind.startswith("equal")
        else:
            assert is_derivative(step.before, step.after)
    before = [step.before for step in found.steps]
    assert len(before) == len(set(before)), "a part is differentiated once"


def composed(choose: random.Random, depth: int) -> str:
    """Return a random formula of elementary functions."""
    if depth == 0:
        return choose.choice(
            ["x", "x", "x", "2x", "x^2", "3", "x+1", "a x", "x/2", "1-x", "x^3", "pi", "1/x"]
        )
    parts = [composed(choose, depth - 1 if choose.random() < 0.6 else 0) for _ in range(2)]
    made = choose.choice(SHAPES)
    return made.format(
        *parts, f=choose.choice(FUNCTIONS), n=choose.choice(["2", "3", "-2", "(1/2)", "n", "2.5"])
    )


SHAPES = [*["{f}({0})"] * 6, "({0}) + ({1})", "({0}) - ({1})", *["({0})·({1})"] * 3, *["({0})/({1})"] * 2]
SHAPES += [
    "({0})^{n}",
    "({0})^{n}",
    "e^({0})",
    "2^({0})",
    "a^({0})",
    "log_3({0})",
    "max({0}, {1})",
    "({0})^({1})",
]
CIRCULAR = ["sin", "cos", "tan", "cot", "sec", "csc"]
HYPERBOLIC = ["sinh", "cosh", "tanh", "coth", "sech", "csch"]
OTHERS = ["exp", "log", "sqrt", "cbrt", "abs", "sign", "relu", "sigmoid", "softplus", "heaviside"]
FUNCTIONS = [*CIRCULAR, *HYPERBOLIC, *(f"arc{name}" for name in CIRCULAR + HYPERBOLIC), *OTHERS]


def test_random_compositions_are_right_or_say_that_there_is_no_rule() -> None:
    choose = random.Random(3)
    formulas = [composed(choose, choose.choice([1, 1, 2, 2, 3])) for _ in range(400)]
    worked = [(formula, derivation(formula, "x")) for formula in formulas]
    assert [formula for formula, found in worked if found.result and not is_right(formula, found)] == []
    without = [found for formula, found in worked if found.trouble and has_slope(formula)]
    assert len(without) <= len(formulas) / 100


def is_right(formula: str, found: Derivation) -> bool:
    return is_derivative(formula, found.result) or not has_slope(formula)


def has_slope(formula: str) -> bool:
    """Tell whether a formula has a moderate slope anywhere."""
    try:
        tree = parse(formula).tree
    except ValueError:
        return False
    found = (slope(tree, at) for at in points(sorted({*names(tree), "x"})))
    return any(isfinite(value) and abs(value) < 1e6 for value in found)


# against the other road


def agree_at_points(problem: Problem, function: Function) -> bool:
    """Tell whether a derivation and a function have the same values."""
    tree = parse(derivation(problem).result).tree
    met = 0
    for at in points(list(problem.variables)):
        ours = evaluate(tree, at)
        point = [float(at[name]) for name in problem.variables]
        theirs = function(point if function.input_shape else point[0])
        if np.all(np.isfinite(theirs)):
            assert np.allclose(np.array(ours, dtype=float), theirs, rtol=1e-8)
            met += 1
        if met == 5:
            return True
    return False


@pytest.mark.parametrize("example", curves(), ids=lambda example: example.name)
def test_the_curves_of_the_course(example: object) -> None:
    function = example.function  # type: ignore[attr-defined]
    typed, variables = str(function.text), _flat(function.variables)
    assert agree_at_points(Problem("derivative", typed, variables), function.derivative)
    assert agree_at_points(Problem("second derivative", typed, variables), function.derivative.derivative)


@pytest.mark.parametrize("example", surfaces(), ids=lambda example: example.name)
def test_the_surfaces_of_the_course(example: object) -> None:
    function = example.function  # type: ignore[attr-defined]
    typed, variables = str(function.text), _flat(function.variables)
    assert agree_at_points(Problem("gradient", typed, variables), function.gradient)
    assert agree_at_points(Problem("hessian", typed, variables), function.hessian)


@pytest.mark.parametrize("example", [*maps(), spaces()[1]], ids=lambda example: example.name)
def test_the_maps_of_the_course(example: object) -> None:
    function = example.function  # type: ignore[attr-defined]
    problem = Problem("jacobian", str(function.text), _flat(function.variables))
    assert agree_at_points(problem, function.jacobian)


def _flat(variables: object) -> tuple[str, ...]:
    return (variables,) if isinstance(variables, str) else tuple(variables)  # type: ignore[arg-type]


# laws

FORMULAS = ["x^2 sin(x)", "x/(x^2 + 1)", "e^(-x^2)", "log(x)/x", "x^x", "arctan(2x)", "sqrt(1 + x^2)", "|x|"]


@pytest.mark.parametrize("one", FORMULAS)
@pytest.mark.parametrize("other", FORMULAS[:4])
def test_sums_products_and_compositions(one: str, other: str) -> None:
    f, g = derivation(one, "x").result, derivation(other, "x").result
    assert is_derivative(f"({one}) + 3({other})", f"({f}) + 3({g})")
    total = derivation(f"({one}) + 3·({other})", "x").result
    assert compare(f"({f}) + 3·({g})", total).accepted
    product = derivation(f"({one})·({other})", "x").result
    assert compare(f"({f})·({other}) + ({one})·({g})", product).accepted


@pytest.mark.parametrize("formula", FORMULAS)
def test_another_letter_changes_nothing_but_the_letter(formula: str) -> None:
    def other(typed: str) -> str:
        return typed.replace("exp", "E").replace("x", "t").replace("E", "exp")

    one, same = derivation(formula, "x"), derivation(other(formula), "t")
    assert [other(step.after) for step in one.steps] == [step.after for step in same.steps]


def test_a_derivation_is_the_same_each_time() -> None:
    assert derivation(FORMULAS[0], "x") == derivation(FORMULAS[0], "x")


@pytest.mark.parametrize(("formula", "right"), table()[::7])
def test_tidying_keeps_values_and_has_an_end(formula: str, right: str) -> None:
    once = tidied(parse(right).tree)
    assert compare(right, text(once)).kind.startswith("equal")
    assert compare(text(once), text(tidied(once))).kind.startswith("equal")


# how it reads


def test_a_derivation_reads_like_a_textbook() -> None:
    found = derivation("x^2 sin(3x)", "x")
    assert [step.rule for step in found.steps] == [
        "power rule",
        "chain rule, outside sin",
        "product rule",
        "tidy up",
    ]
    assert found.result == "2x·sin(3x) + 3x²·cos(3x)"
    assert found.steps[1] == Step("chain rule, outside sin", "sin(3x)", "3 cos(3x)")
    assert str(found).splitlines()[1] == "chain rule, outside sin: sin(3x) → 3 cos(3x)"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("x^3 - 2x^2 + 5", "3x² − 4x"),
        ("5/sqrt(x)", "−5/(2x^(3/2))"),
        ("ln(x + sqrt(x^2 + 1))", "1/√(x² + 1)"),
        ("arctan((1 + x)/(1 - x))", "1/(1 + x²)"),
        ("(x^2 - 1)/(x^2 + 1)", "4x/(x² + 1)²"),
        ("sin(x)/sqrt(x)", "(2x·cos(x) − sin(x))/(2x·√x)"),
        ("(x - 1)(x - 2)(x - 3)", "3x² − 12x + 11"),
        ("x·sqrt(x)", "3√x/2"),
        ("x arcsin x + sqrt(1 - x^2)", "arcsin(x)"),
        ("e^(2x)·e^(-x)", "e^(2x)·e^(−x)"),
        ("a x^2 + b x + c", "2a·x + b"),
        ("3", "0"),
        ("x", "1"),
    ],
)
def test_answers_are_tidy(formula: str, shown: str) -> None:
    assert derivation(formula, "x").result == shown


def test_trivial_parts_have_no_lines_of_their_own() -> None:
    assert len(derivation("3x^4 - 5x^2 + 7x - 1", "x").steps) == 1
    assert len(derivation("4x + 1", "x").steps) == 1
    assert len(derivation("sin(2x + 1)", "x").steps) == 1


@pytest.mark.parametrize(("formula", "right"), table()[::3])
def test_rules_have_formulas(formula: str, right: str) -> None:
    for step in derivation(formula, "x").steps:
        named = step.rewrites or step.name.startswith(("two at a time", "slope of"))
        assert step.formula or named


# several variables, points, names


def test_gradients_and_hessians_entry_by_entry() -> None:
    found = derivation("Hessian of x^2 y + y^3 at (1, 2)")
    assert found.result == "[[4, 2], [2, 12]]"
    assert [part.name for part in found.parts] == ["∂/∂x", "∂/∂y", "∂²/∂x²", "∂²/∂y∂x", "∂²/∂y²"]
    assert [part.result for part in found.parts][:2] == ["2x·y", "x² + 3y²"]
    assert derivation("x^2 y + sin y", ["x", "y"]).result == "[2x·y, x² + cos(y)]"
    assert derivation("r cos t, r sin t", ["r", "t"]).result == "[[cos(t), −r·sin(t)], [sin(t), r·cos(t)]]"
    assert derivation("derivative of [cos t, sin t] in t").result == "[−sin(t), cos(t)]"


def test_vectors_are_written_out_first() -> None:
    found = derivation("gradient of norm([x, y])^2")
    assert found.steps[0] == Step("write out", "norm([x, y])²", "x² + y²")
    assert found.result == "[2x, 2y]"
    found = derivation("gradient of norm([[1, 2], [3, 4]] [x, y])^2 in x, y")
    assert found.result == "[20x + 28y, 28x + 40y]"
    assert derivation("gradient of dot([x, 2], [y, x])").result == "[y + 2, x]"


@pytest.mark.parametrize(
    ("formula", "variable", "shown"),
    [("speed^2", "speed", "2speed"), ("x_1^2", "x1", "2x₁"), ("S N^2", "N", "2N·S"), ("β^3", "beta", "3β²")],
)
def test_any_name_can_be_the_variable(formula: str, variable: str, shown: str) -> None:
    assert derivation(formula, variable).result == shown


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("derivative of x^2 sin x in x", Problem("derivative", "x^2 sin x", ("x",))),
        ("the derivative of t^2 + 1", Problem("derivative", "t^2 + 1", ("t",))),
        ("d/dx x^2", Problem("derivative", "x^2", ("x",))),
        ("partial derivative of x^2 y with respect to y", Problem("derivative", "x^2 y", ("y",))),
        ("gradient of x^2 y + sin y", Problem("gradient", "x^2 y + sin y", ("x", "y"))),
        ("Hessian of x^2 y at (1, 2)", Problem("hessian", "x^2 y", ("x", "y"), ("1", "2"))),
        ("Jacobian of r cos t, r sin t in r, t at r = 1, t = pi/2",
         Problem("Jacobian", "r cos t, r sin t", ("r", "t"), ("1", "pi/2"))),
        ("find the second derivative of x^3", Problem("second derivative", "x^3", ("x",))),
    ],
)  # fmt: skip
def test_problems_are_read_from_words(typed: str, problem: Problem) -> None:
    assert Problem.read(typed) == problem


# what has no derivation


@pytest.mark.parametrize(
    ("formula", "variable"),
    [
        ("x^2 +", "x"),
        ("1/0", "x"),
        ("(-2)^x", "x"),
        ("sqrt(-1 - x^2)", "x"),
        ("norm(x)", "x"),
        ("x^2", "x + 1"),
        ("x^2", ""),
        ("sin(" * 40 + "x" + ")" * 40, "x"),
        ("x^" * 20 + "x", "x"),
        ("+".join(f"sin(x^{n})" for n in range(90)), "x"),
        ("x y", ["x", "y"] * 20),
    ],
)
def test_trouble_is_one_sentence(formula: str, variable: str) -> None:
    found = derivation(formula, variable)
    assert (found.steps, found.result) == ((), "")
    assert found.trouble.endswith(".")


@pytest.mark.parametrize("line", HOSTILE.read_text(encoding="utf-8").splitlines())
def test_hostile_text_is_answered(line: str) -> None:
    for found in (derivation(line, "x"), derivation(line), derivation("x", line)):
        assert found.result or found.trouble


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_answered(typed: str) -> None:
    found = derivation(typed, "x")
    assert bool(found.steps) != bool(found.trouble)
