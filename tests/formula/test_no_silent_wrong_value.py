"""A value is right, or undefined, or refused: at kinks, powers of 0, the ends of floats, in SymPy's forms."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lessons_lib.formula import FUNCTIONS, Function, evaluate

x = sympy.Symbol("x")


# kinks: the reference is the quotient of differences on both sides, to 50 digits

KINKED = {
    "|x| + |x^2 - x|": 0,
    "relu(x) - relu(-x)": 0,
    "|x - 1| + |1 - x|": 1,
    "|x| - |-x|": 0,
    "max(x, 0) + min(x, 0)": 0,
    "||x| - x|": 0,
    "|x^9|": 0,
    "|x|^3": 0,
    "max(x, x^2)": 0,
    "max(x, x^2, x^3)": 1,
    "max(x, 2x) - max(-x, -2x)": 0,
    "relu(-relu(x)) + x": 0,
    "relu(x^2) - relu(-x^2)": 0,
    "|x|/2 - |x/2|": 0,
    "|sin x| - |x|": 0,
    "|x|sin|x|": 0,
    "relu(x) + relu(1 - x) + relu(x - 1)": 1,
    "min(|x|, x^2)": 0,
    "||x| - |x||": 0,
    "e^|x| - e^|-x| + 3x": 0,
}


def one_sided(f, a, step):
    here, there = (evaluate(f.tree, {"x": Fraction(a) + shift}) for shift in (0, step))
    return float((there - here) / (step.numerator / step.denominator))


@pytest.mark.parametrize(("formula", "a"), KINKED.items())
def test_at_a_kink_there_is_a_slope_where_both_sides_have_the_same(formula, a):
    f = Function(formula)
    left, right = (one_sided(f, a, step) for step in (Fraction(-1, 2**60), Fraction(1, 2**60)))
    expected = right if abs(left - right) < 1e-9 else np.nan
    np.testing.assert_allclose(f.derivative(a), expected, atol=1e-9)
    np.testing.assert_allclose(f.derivative([a, a + 0.5])[0], expected, atol=1e-9)


PIECES = [
    "|x|",
    "|-x|",
    "relu(x)",
    "relu(-x)",
    "|x^2 - x|",
    "max(x, -2x)",
    "min(x, x^2)",
    "|3x|",
    "x",
    "sin x",
]


@given(pieces=st.lists(st.tuples(st.integers(-3, 3), st.sampled_from(PIECES)), min_size=2, max_size=4))
@settings(deadline=None)
def test_sums_of_kinks(pieces):
    f = Function(" + ".join(f"({count}) {piece}" for count, piece in pieces), "x")
    left, right = (one_sided(f, 0, step) for step in (Fraction(-1, 2**60), Fraction(1, 2**60)))
    expected = right if abs(left - right) < 1e-9 else np.nan
    np.testing.assert_allclose(f.derivative(0), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("formula", "point", "gradient"),
    [
        ("max(x, y)", [1, 1], [np.nan, np.nan]),
        ("max(x, y) + min(x, y)", [1, 1], [1, 1]),
        ("|x y|", [0, 0], [0, 0]),
        ("x|y|", [0, 0], [0, 0]),
        ("x|y|", [1, 0], [0, np.nan]),
        ("|x| + y", [0, 3], [np.nan, 1]),
        ("|x - y| + |y - x|", [2, 2], [np.nan, np.nan]),
    ],
)
def test_partial_derivatives_at_a_kink(formula, point, gradient):
    np.testing.assert_array_equal(Function(formula, ["x", "y"]).gradient(point), gradient)


def test_along_the_kink_there_is_a_slope():
    f = Function("|x - y|")
    assert f.directional([1, 1])([2, 2]) == 0
    assert np.isnan(f.directional([1, 0])([2, 2]))


def test_a_second_derivative_needs_the_first():
    assert np.isnan(Function("|x|").derivative.derivative(0))
    assert np.isnan(Function("x|x|").derivative.derivative(0))
    assert Function("|x|^3").derivative.derivative(0) == 0


# powers of 0


@pytest.mark.parametrize("base", ["0", "(1 - 1)", "log(1)", "sin(0)", "0.0", "(pi - pi)"])
def test_a_power_of_zero_is_flat_where_it_is_defined(base):
    slope = Function(f"{base}^(t^2 + 1)").derivative
    assert slope(0.5) == slope(-2) == 0
    assert slope.text == "0"
    one_sided_only = Function(f"{base}^t").derivative
    assert one_sided_only(2) == 0
    assert np.isnan(one_sided_only([0, -1])).all()


@pytest.mark.parametrize("formula", ["x^y", "(2x)^y", "x^(y^2)", "(x^2)^y", "3x^y + y"])
def test_where_the_base_is_zero_the_exponent_changes_nothing(formula):
    f = Function(formula)
    assert f.gradient([0, 2])[1] == (1 if formula.endswith("+ y") else 0)
    assert np.isnan(f.gradient([0, 0])[1])


def test_a_typed_logarithm_of_zero_stays_undefined():
    assert np.isnan(Function("x^y log x")([0, 2]))
    assert np.isnan(Function("x^y log x").gradient([0, 2])).all()


# the ends of floats: the reference has 50 digits

FAR = {
    "sigmoid x": [40, 100, 700, -700],
    "tanh x": [19, 100, 300, -25],
    "1/(1 + e^(-x))": [-800, -400, 400, 709],
    "sqrt(x^2 + 1)": [1e160, -1e200, 1e300],
    "log(1 + e^x)": [800, -800, 1e5],
    "x/sqrt(x^2 + 1)": [1e160, 1e300],
    "(e^x - e^(-x))/(e^x + e^(-x))": [720, 400, -720],
    "e^x/(1 + e^x)^2": [750, -750, 500],
    "cosh(x)/e^x": [800, -300],
    "sqrt(x^2)": [1e-170, 1e170],
    "x^200/(1 + x^199)": [1e5, 1e-5],
    "1/(1 + x^4)": [1e90, 1e70],
    "log(cosh x)": [800, -1000],
    "(x^3 + 1)^(1/3)": [1e120],
    "arctan(x^2)": [1e170, 1e-170],
    "softmax(x, 0)": [40, 800, -800],
}


# Even 50 digits cancel in 1 − tanh² x: another form of the slope.
STABLE = {"sigmoid x": "e^(-x)/(1 + e^(-x))^2", "tanh x": "1/cosh(x)^2"}


@pytest.mark.parametrize("formula", FAR)
def test_values_and_slopes_far_out(formula):
    f = Function(formula)
    slope = Function(STABLE[formula]) if formula in STABLE else f.derivative
    for g, reference in ((f, f), (f.derivative, slope)):
        for at in FAR[formula]:
            exact = np.array(evaluate(reference.tree, {"x": Fraction(at)}), dtype=float)
            np.testing.assert_allclose(g(at), exact, rtol=1e-12, atol=1e-307)
        together = g(np.array(FAR[formula]))
        np.testing.assert_allclose(together, [g(at) for at in FAR[formula]], rtol=1e-14, atol=1e-307)


@given(at=st.floats(-300, 300).map(lambda power: 10**power))
@settings(deadline=None)
def test_a_root_of_squares_of_any_size(at):
    f = Function("sqrt(x^2 + 1)")
    assert f(at) == pytest.approx(np.hypot(at, 1), rel=1e-14)
    assert f.derivative(at) == pytest.approx(at / np.hypot(at, 1), rel=1e-14)


@pytest.mark.parametrize("n", [2, 5])
def test_shares_near_one_keep_their_digits(n):
    names = [f"x{i}" for i in range(n)]
    f = Function(f"softmax([{', '.join(names)}])", names)
    scores = np.array([60.0] + [0.0] * (n - 1))
    left_over = (n - 1) * np.exp(-60) / (1 + (n - 1) * np.exp(-60))
    assert f.jacobian(scores)[0, 0] == pytest.approx(left_over, rel=1e-13)


def test_what_is_too_large_is_infinite_and_what_is_undefined_stays_so():
    assert Function("e^(e^x)")(1000) == np.inf
    assert Function("-e^x - x^3")(1e200) == -np.inf
    assert np.isnan(Function("log(-x^2)")(1e200))
    assert np.isnan(Function("sin(x^2)")(1e200))


# every row of the table: its slope is that of its 50 digits

WITH_SLOPES = [name for name, known in FUNCTIONS.items() if known.slope and not known.jumps]


@pytest.mark.parametrize("name", WITH_SLOPES)
@given(u=st.floats(-4, 4))
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.filter_too_much])
def test_the_slope_in_the_table_is_that_of_the_values(name, u):
    h = Fraction(1, 10**15)
    f, slope = Function(f"{name}(u)"), Function(FUNCTIONS[name].slope, "u")
    values = [evaluate(f.tree, {"u": Fraction(u) + k * h}) for k in (-1, 1)]
    expected, told = float((values[1] - values[0]) * 10**15 / 2), float(slope(u))
    assume(np.isfinite(expected) and np.isfinite(told) and abs(expected) < 1e6 and abs(u) > 1e-3)
    assert told == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert f.derivative(u) == pytest.approx(told, rel=1e-9, abs=1e-12)


# SymPy


@pytest.mark.parametrize(
    ("expression", "at", "value"),
    [
        (3 / (1 + sympy.exp(-x)), 709, 3),
        (1 / (2 + sympy.exp(-x)), 800, 0.5),
        (x / (1 + sympy.exp(-2 * x)), 400, 400),
        (5 * sympy.exp(-x) / 2, 800, 0),
        (x * sympy.exp(-x) / (1 + sympy.exp(-x)), 750, 0),
        (sympy.exp(-x) / (3 * x**2), -2, np.exp(2) / 12),
        (sympy.Heaviside(x, 0), 0, 0),
        (sympy.Heaviside(x, 1), 0, 1),
        (sympy.Heaviside(x, sympy.Rational(1, 4)) * 8, 0, 2),
        (sympy.Heaviside(x), 0, 0.5),
        (sympy.Heaviside(x - 1, 0), 3, 1),
        (sympy.Heaviside(-x, 0), 3, 0),
        (-2 * x / 3, 3, -2),
        (x * sympy.sqrt(2) / 2, 2, np.sqrt(2)),
    ],
    ids=str,
)
def test_a_sympy_expression_has_its_own_value(expression, at, value):
    assert Function(expression)(at) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "expression",
    [
        sympy.Function("f")(x),
        sympy.Function("sin")(x),
        sympy.Function("log")(x) + 1,
        sympy.Derivative(sympy.Function("f")(x), x),
        sympy.Piecewise((x, x > 0), (1, True)),
        sympy.oo * x,
        sympy.I * x,
        sympy.Mod(x, 2),
        x > 1,
    ],
    ids=str,
)
def test_what_sympy_knows_and_we_do_not_is_named(expression):
    with pytest.raises(TypeError, match="is not known here: write the formula as text"):
        Function(expression)


@pytest.mark.parametrize(
    ("name", "ours"), [("x_1", "x1"), ("α", "alpha"), ("β_1", "beta1"), ("lambda", "lambda")]
)
def test_sympy_s_names_are_spelled_as_ours(name, ours):
    assert Function(sympy.Symbol(name) ** 2).variables == ours


# errors that name the remedy


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: Function("x y")(1, 2), "write (x, y) as a list, f([1, 2])"),
        (lambda: Function("x y").gradient(1, 2), "write (x, y) as a list, f([1, 2])"),
        (lambda: Function("x y z")(1, 2, 3), "write (x, y, z) as a list, f([1, 2, 3])"),
        (lambda: Function("x")(1, 2), "write several points as a list, f([1, 2])"),
        (lambda: Function("x y").gradient(), "takes one point, and not 0 arguments"),
        (lambda: Function("x y").hessian(*[1, 2]), "takes one point, and not 2 arguments"),
        (lambda: Function("x y")([[1], [2, 3]]), "x must be made of numbers"),
        (lambda: Function("x")(None), "x must be made of numbers"),
        (lambda: Function("x")([1, None]), "x must be made of numbers"),
        (lambda: Function("x")({}), "x must be made of numbers"),
        (lambda: Function("x")(x), "x must be made of numbers"),
        (lambda: Function("x", 3), "is no name of a variable"),
        (lambda: Function("x", ["x", None]), "is no name of a variable"),
        (lambda: Function("x", [["x"], ["y", "z"]]), "is no name of a variable"),
    ],
)
def test_errors_name_the_remedy(ask, sentence):
    with pytest.raises((TypeError, ValueError), match=re.escape(sentence)):
        ask()


@pytest.mark.parametrize("number", [Fraction(1, 2), Decimal("0.5"), sympy.Rational(1, 2)])
def test_exact_numbers_are_numbers(number):
    assert Function("x")(number) == 0.5
    assert Function("x y")([number, 3]) == 1.5
