"""Difference quotients: their orders, their errors, their limits, and what they refuse."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import catalogue, numeric
from lessons_lib.formula import Function

WITHOUT_COMPLEX = ["forward", "backward", "central", "richardson"]
ORDERS = {"forward": 1, "backward": 1, "central": 2, "complex": 2, "richardson": 4}
EPSILON = np.finfo(float).eps


def parabola(x):
    return x**2 - 6 * x + 13


def exact_slope(function, at):
    """Return a slope to double precision from a 50-digit computation."""
    with mpmath.workdps(50):
        return float(mpmath.diff(function, at))


@pytest.mark.parametrize("scheme", ORDERS)
def test_order_of_convergence_is_the_slope_on_log_log_axes(scheme):
    steps = np.geomspace(2e-2, 2e-1, 8)
    exact = exact_slope(lambda x: mpmath.exp(mpmath.sin(x)), 1)
    errors = [abs(numeric.derivative(lambda x: np.exp(np.sin(x)), h, scheme)(1) - exact) for h in steps]
    slope, _ = np.polyfit(np.log(steps), np.log(errors), 1)
    assert slope == pytest.approx(ORDERS[scheme], abs=0.15)


@pytest.mark.parametrize(
    ("scheme", "accuracy"),
    [("forward", 1e-7), ("backward", 1e-7), ("central", 1e-9), ("richardson", 2e-12), ("complex", 1e-15)],
)
@pytest.mark.parametrize("at", [0.3, -1.7, 40.0])
def test_accuracy_at_the_default_step(scheme, accuracy, at):
    exact = exact_slope(mpmath.atan, at)
    scale = max(1, abs(at)) ** 2 * abs(exact)
    assert numeric.derivative(np.arctan, scheme=scheme)(at) == pytest.approx(exact, abs=20 * accuracy * scale)


@pytest.mark.parametrize(("scheme", "slope"), [("forward", -3), ("backward", -5), ("central", -4)])
def test_the_lesson_s_secant(scheme, slope):
    assert numeric.derivative(parabola, step=1, scheme=scheme)(1) == slope


@given(a=st.floats(-3, 3), b=st.floats(-3, 3), x=st.floats(-2, 2), scheme=st.sampled_from(sorted(ORDERS)))
@settings(deadline=None)
def test_linearity(a, b, x, scheme):
    def both(t):
        return a * np.sin(t) + b * t**3

    d = numeric.derivative
    parts = a * d(np.sin, 1e-3, scheme)(x) + b * d(lambda t: t**3, 1e-3, scheme)(x)
    assert d(both, 1e-3, scheme)(x) == pytest.approx(parts, abs=1e-10)


@pytest.mark.parametrize("scheme", ORDERS)
@pytest.mark.parametrize("shape", [(), (1,), (4,), (2, 3)])
def test_shape_of_the_result(scheme, shape):
    x = np.linspace(0.5, 1.5, int(np.prod(shape))).reshape(shape)
    slope = numeric.derivative(np.sin, scheme=scheme)(x)
    velocity = numeric.derivative(lambda t: np.array([np.cos(t), np.sin(t)]), scheme=scheme)(x)
    assert np.shape(slope) == shape
    assert np.shape(velocity) == (*shape, 2)
    np.testing.assert_allclose(slope, np.cos(x), atol=1e-7)


@pytest.mark.parametrize("f", [Function("x sin x"), Function("cos x, sin x")], ids=["number", "vector"])
def test_a_formula_gets_all_points_at_once_with_the_same_result(f):
    x = np.linspace(-2, 2, 7)
    together = numeric.derivative(f)(x)
    np.testing.assert_array_equal(together, [numeric.derivative(f)(point) for point in x])


def test_a_callable_never_sees_an_array():
    def picky(x):
        assert np.ndim(x) == 0
        return x * x

    np.testing.assert_allclose(numeric.derivative(picky)(np.arange(3)), [0, 2, 4], atol=1e-9)


@pytest.mark.parametrize("scheme", ORDERS)
@pytest.mark.parametrize(("f", "at"), [(Function("log x"), -1), (Function("1/x"), 0), (np.log, -1.0)])
def test_undefined_gives_nan(scheme, f, at):
    assert np.isnan(numeric.derivative(f, scheme=scheme)(at))


@pytest.mark.parametrize("step", [0, -1, np.nan, np.inf, "h", 1j, [0.1]])
def test_a_step_must_be_positive(step):
    with pytest.raises(ValueError, match="step must be a positive number"):
        numeric.derivative(np.sin, step=step)


@pytest.mark.parametrize("x", [np.nan, np.inf, [1, np.nan], 1j, "one", None])
def test_x_must_be_finite_and_real(x):
    with pytest.raises(ValueError, match="x must be"):
        numeric.derivative(np.sin)(x)


def test_an_unknown_scheme_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="forward, backward, central, complex, richardson"):
        numeric.derivative(np.sin, scheme="middle")


@pytest.mark.parametrize("f", [np.abs, float, math.sin, lambda x: np.real(x) ** 2])
def test_code_that_loses_the_complex_number_is_named(f):
    with pytest.raises(TypeError, match='scheme="central"'):
        numeric.derivative(f, scheme="complex")(1)


# one-sided slopes


@pytest.mark.parametrize(
    ("formula", "at", "left", "right"),
    [
        ("|x|", 0, -1, 1),
        ("relu x", 0, 0, 1),
        ("cbrt x", 0, np.inf, np.inf),
        ("-cbrt x", 0, -np.inf, -np.inf),
        ("|x|^(1/2)", 0, -np.inf, np.inf),
        ("sqrt x", 0, np.nan, np.inf),
        ("1/x", 0, np.nan, np.nan),
        ("log x", -1, np.nan, np.nan),
        ("sign x", 0, np.inf, np.inf),
        ("x^2 - 6x + 13", 1, -4, -4),
        ("|x - 0.00001|", 0, -1, -1),
        ("|x|^1.5", 0, 0, 0),
        ("sin(200x)", 0, 200, 200),
        ("max(x, 3 - 2x)", 1, -2, 1),
        ("3", 0, 0, 0),
    ],
)
def test_one_sided_slopes(formula, at, left, right):
    found = numeric.one_sided(Function(formula, variables="x"), at)
    assert found == pytest.approx((left, right), rel=1e-8, abs=1e-8, nan_ok=True)


def test_one_sided_slopes_of_quotients_that_never_settle():
    def wobble(x):
        return x * np.sin(1 / x) if x else 0.0

    assert np.isnan(numeric.one_sided(wobble, 0)).all()


@pytest.mark.parametrize("curve", catalogue.curves(), ids=lambda curve: curve.name)
@given(share=st.floats(0.01, 0.99))
@settings(max_examples=10, deadline=None)
def test_one_sided_slopes_agree_where_there_is_a_derivative(curve, share):
    left, right, *_ = curve.view
    x = left + share * (right - left)
    slope = curve.function.derivative(x)
    if np.isfinite(slope) and abs(x) > 1e-2:
        assert numeric.one_sided(curve.function, x) == pytest.approx((slope, slope), rel=1e-6, abs=1e-7)


# the error curve


@pytest.mark.parametrize("f", [np.exp, Function("exp x")], ids=["callable", "formula"])
@pytest.mark.parametrize(
    ("scheme", "best", "error"),
    [("forward", 1e-8, 1e-7), ("central", 4e-6, 1e-10), ("richardson", 1e-3, 1e-11)],
)
def test_best_step_for_exp_at_1(f, scheme, best, error):
    curve = numeric.error_curve(f, at=1, scheme=scheme)
    assert best / 4 < curve.best_step < best * 4
    assert curve.best_error < error
    predicted = curve.step[np.argmin(curve.truncation + curve.rounding)]
    assert best / 4 < predicted < best * 4


@pytest.mark.parametrize("scheme", WITHOUT_COMPLEX)
def test_the_prediction_is_right_on_both_sides(scheme):
    curve = numeric.error_curve(Function("exp x"), at=1, scheme=scheme)
    coarse = (curve.step > 30 * curve.best_step) & (curve.step < 0.1)
    fine = (curve.step < curve.best_step / 30) & (curve.step > 1e-13)
    np.testing.assert_allclose(curve.error[coarse], curve.truncation[coarse], rtol=0.1)
    ratio = np.exp(np.mean(np.log(curve.error[fine] / curve.rounding[fine])))
    assert 1 / 3 < ratio < 3


@pytest.mark.parametrize("scheme", ["forward", "central", "complex", "richardson"])
def test_truncation_has_the_slope_of_the_order(scheme):
    curve = numeric.error_curve(Function("exp x"), at=1, scheme=scheme)
    rise = np.log(curve.truncation[-1] / curve.truncation[0]) / np.log(curve.step[-1] / curve.step[0])
    assert rise == pytest.approx(curve.order) == ORDERS[scheme]


def test_the_complex_step_has_no_left_side():
    curve = numeric.error_curve(Function("exp x"), at=1, scheme="complex")
    assert curve.error[curve.step < 1e-9].max() < 4 * EPSILON
    assert 1e-9 < curve.best_step < 1e-7


@pytest.mark.parametrize("formula", ["x^2", "sin x", "3", "exp x"])
def test_errors_can_stand_on_a_logarithmic_axis(formula):
    curve = numeric.error_curve(Function(formula, variables="x"), at=0, scheme="central")
    assert (curve.error > 0).all()
    assert (curve.rounding > 0).all()


def test_exact_slope_from_a_number_a_callable_a_formula_or_an_own_estimate():
    def error(f, exact=None):
        return numeric.error_curve(f, 1, "forward", [1e-2], exact).error[0]

    known = error(np.exp, np.e)
    assert error(np.exp, np.exp) == known
    assert error(Function("exp x")) == pytest.approx(known, rel=1e-12)
    assert error(np.exp) == pytest.approx(known, rel=1e-10)
    assert error(lambda x: np.exp(np.real(x))) == pytest.approx(known, rel=1e-9)


def test_steps_come_back_sorted():
    curve = numeric.error_curve(np.exp, 1, steps=[1e-1, 1e-3, 1e-2], exact=np.e)
    np.testing.assert_allclose(curve.step, [1e-3, 1e-2, 1e-1])


def test_an_undefined_point_gives_nan_all_along():
    curve = numeric.error_curve(Function("log x"), at=-1)
    assert np.isnan(curve.error).all()


@pytest.mark.parametrize("steps", [[0.1, 0], [-1], [np.nan]])
def test_steps_must_be_positive(steps):
    with pytest.raises(ValueError, match="step must be a positive number"):
        numeric.error_curve(np.exp, 1, steps=steps)
