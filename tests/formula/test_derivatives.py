"""The derivative of a formula: how it reads, and that three roads agree on what it is."""

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mpmath.ctx_mp import MPContext

from lessons_lib import catalogue, numeric
from lessons_lib.formula import FUNCTIONS, Function, evaluate

EXACT = MPContext()
EXACT.dps = 50

TAUGHT = {
    "x^2 - 6x + 13": "2x − 6",
    "13 - 6x + x^2": "2x − 6",
    "t^4 - 4t^2 + t": "4t³ − 8t + 1",
    "-x^2": "−2x",
    "x^3": "3x²",
    "x^3/3": "x²",
    "x^2 sin x": "2x·sin(x) + x²·cos(x)",
    "sin(x^2)": "2x·cos(x²)",
    "(x^2 + 1)^5": "10x·(x² + 1)⁴",
    "sin^2 x": "2 sin(x)·cos(x)",
    "e^x": "e^x",
    "e^(3x)": "3e^(3x)",
    "x e^x": "e^x + x·e^x",
    "2^x": "2^x·log(2)",
    "x^x": "x^x·(log(x) + 1)",
    "log x": "1/x",
    "x log x - x": "log(x)",
    "1/x": "−1/x²",
    "x/(1 + x^2)": "(1 − x²)/(1 + x²)²",
    "(2x + 1)/(x - 3)": "−7/(x − 3)²",
    "x/sqrt(1 + x^2)": "1/(1 + x²)^(3/2)",
    "sin(x)/x": "(x·cos(x) − sin(x))/x²",
    "sqrt x": "1/(2√x)",
    "tanh x": "1 − tanh²(x)",
    "tan x": "1/cos²(x)",
    "arctan x": "1/(1 + x²)",
    "|x|": "sign(x)",
    "relu x": "heaviside(x)",
    "sigmoid x": "sigmoid(x)(1 − sigmoid(x))",
    "softplus x": "sigmoid(x)",
}

# Every known function of one number, at a place where it is smooth.
FUNCTIONS = sorted(
    name
    for name, signature in FUNCTIONS.items()
    if signature.least == 1 and signature.most <= 2 and not signature.of_vector and name not in {"min", "max"}
)
INSIDE = dict.fromkeys(("arcsec", "arccsc", "arccosh", "arccoth"), 2.3)


def exact(f, x):
    """Return f(x) to 50 digits."""
    return EXACT.convert(evaluate(f.tree, {"x": x}))


@pytest.mark.parametrize(("formula", "derivative"), TAUGHT.items())
def test_derivative_reads_as_a_teacher_writes_it(formula, derivative):
    assert Function(formula).derivative.text == derivative


@pytest.mark.parametrize("formula", TAUGHT)
def test_what_a_derivative_shows_is_what_it_computes(formula):
    slope = Function(formula).derivative
    for shown in (slope.text, slope.source):
        assert Function(shown, slope.variables)(0.7) == pytest.approx(slope(0.7), rel=1e-14)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_rule_of_every_known_function(name):
    x = INSIDE.get(name, 0.37)
    f = Function(f"{name}(x)")

    assert f(x) == pytest.approx(float(exact(f, x)), rel=1e-14)
    h = EXACT.mpf(10) ** -14
    slope = (exact(f, x + h) - exact(f, x - h)) / (2 * h)
    assert f.derivative(x) == pytest.approx(float(slope), rel=1e-13, abs=1e-16)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_complex_step_takes_the_same_road(name):
    x = INSIDE.get(name, 0.37)
    f = Function(f"{name}(-x)") if name in {"cbrt", "abs"} else Function(f"{name}(x)")
    assert numeric.derivative(f, scheme="complex")(x) == pytest.approx(f.derivative(x), rel=1e-13, abs=1e-16)


@pytest.mark.parametrize("curve", catalogue.curves(), ids=lambda curve: curve.name)
@given(share=st.floats(0.01, 0.99))
@settings(max_examples=25, deadline=None)
def test_three_roads_agree(curve, share):
    left, right, *_ = curve.view
    x = left + share * (right - left)
    f = curve.function
    slope = f.derivative(x)
    assume(np.isfinite(slope) and abs(x) > 1e-2)
    assert numeric.derivative(f, scheme="complex")(x) == pytest.approx(slope, rel=1e-13, abs=1e-15)
    assert numeric.derivative(f)(x) == pytest.approx(slope, rel=1e-6, abs=1e-8)


SMOOTH = ["sin x", "x^3 - 2x", "e^(-x^2)", "tanh x", "softplus x", "x/(1 + x^2)", "arctan x", "cbrt(x^2 + 1)"]


@given(outer=st.sampled_from(SMOOTH), inner=st.sampled_from(SMOOTH), x=st.floats(-2, 2))
@settings(deadline=None)
def test_chain_rule(outer, inner, x):
    f, g = Function(outer), Function(inner)
    chained = Function(outer.replace("x", f"({inner})").replace("ma(", "max("))
    assert chained.derivative(x) == pytest.approx(f.derivative(g(x)) * g.derivative(x), rel=1e-12, abs=1e-14)


@given(first=st.sampled_from(SMOOTH), second=st.sampled_from(SMOOTH), x=st.floats(-2, 2))
@settings(deadline=None)
def test_product_and_quotient_rule(first, second, x):
    f, g = Function(first), Function(f"2 + sin({second})")
    product = Function(f"({f.source})({g.source})").derivative(x)
    quotient = Function(f"({f.source})/({g.source})").derivative(x)
    df, dg = f.derivative(x), g.derivative(x)
    assert product == pytest.approx(df * g(x) + f(x) * dg, rel=1e-12, abs=1e-13)
    assert quotient == pytest.approx((df * g(x) - f(x) * dg) / g(x) ** 2, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("formula", ["exp(sin x)", "x^7/(1 + x^2)", "log(1 + e^x)", "x^x"])
def test_higher_derivatives_match_a_50_digit_reference(formula):
    f = Function(formula)
    third = f.derivative.derivative.derivative
    h = EXACT.mpf(10) ** -10
    outer, inner = ((exact(f, 0.75 + k * h) - exact(f, 0.75 - k * h)) for k in (2, 1))
    assert third(0.75) == pytest.approx(float((outer - 2 * inner) / (2 * h**3)), rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "x"),
    [
        ("log x", -1),
        ("log x", 0),
        ("1/x", 0),
        ("sqrt x", -1),
        ("x^2/x", 0),
        ("arcsin x", 2),
        ("x log x - x", -1),
    ],
)
def test_derivative_is_undefined_where_the_function_is(formula, x):
    f = Function(formula)
    assert np.isnan(f(x))
    assert np.isnan(f.derivative(x))
    assert np.isnan(f.derivative.derivative(x))


@pytest.mark.parametrize(
    "formula", ["|x|", "relu x", "cbrt x", "sign x", "max(x, -x)", "|sin x|", "sqrt(x^2)"]
)
def test_derivative_is_undefined_at_a_kink_a_jump_and_a_vertical_tangent(formula):
    assert np.isnan(Function(formula).derivative(0))
    assert np.isnan(Function(formula).derivative.derivative(0))


@pytest.mark.parametrize("formula", ["x|x|", "relu(x)^2", "x relu x", "max(x^2, x^3)", "|x|^3"])
def test_a_kink_that_cancels_leaves_a_slope(formula):
    assert Function(formula).derivative(0) == 0


def test_mpmath_is_left_alone():
    Function("exp x").derivative(1)
    assert mpmath.mp.dps == 15
