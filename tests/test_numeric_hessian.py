"""The Hessian from values alone."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib import numeric
from lessons_lib.formula import Function


def points(n, bound=2.0):
    return hnp.arrays(float, n, elements=st.floats(-bound, bound))


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def rosenbrock_hessian(x):
    matrix = np.diag(-400 * x[:-1], 1) + np.diag(-400 * x[:-1], -1)
    diagonal = np.zeros(len(x))
    diagonal[:-1] = 1200 * x[:-1] ** 2 - 400 * x[1:] + 2
    diagonal[1:] += 200
    return matrix + np.diag(diagonal)


def log_total(x):
    return np.log(np.sum(np.exp(x)))


@given(x=points(5))
def test_ten_digits_on_a_polynomial(x):
    exact = rosenbrock_hessian(x)
    error = np.abs(numeric.hessian(rosenbrock)(x) - exact).max()
    assert error <= 1e-10 * max(np.abs(exact).max(), rosenbrock(x))


@given(x=points(4))
def test_ten_digits_on_a_smooth_function(x):
    p = np.exp(x) / np.exp(x).sum()
    np.testing.assert_allclose(numeric.hessian(log_total)(x), np.diag(p) - np.outer(p, p), atol=1e-10)


def test_against_fifty_digits():
    def f(x, y):
        return mpmath.sin(x * y) * mpmath.exp(x)

    with mpmath.workdps(50):
        exact = [[float(mpmath.diff(f, (0.7, 1.1), orders)) for orders in row] for row in ORDERS]
    found = numeric.hessian(lambda x: np.sin(x[0] * x[1]) * np.exp(x[0]))([0.7, 1.1])
    np.testing.assert_allclose(found, exact, rtol=1e-10)


ORDERS = [[(2, 0), (1, 1)], [(1, 1), (0, 2)]]


@given(x=points(4), step=st.sampled_from([None, 1e-3, 0.1]))
def test_symmetric_to_the_last_digit(x, step):
    matrix = numeric.hessian(log_total, step)(x)
    np.testing.assert_array_equal(matrix, matrix.T)


def test_a_given_step_makes_a_stencil_of_order_two():
    x, steps = np.array([0.3, -0.4, 0.8]), np.geomspace(1e-2, 1e-1, 6)
    p = np.exp(x) / np.exp(x).sum()
    exact = np.diag(p) - np.outer(p, p)
    errors = [np.abs(numeric.hessian(log_total, step)(x) - exact).max() for step in steps]
    slope, _ = np.polyfit(np.log(steps), np.log(errors), 1)
    assert slope == pytest.approx(2, abs=0.1)


@given(x=points(3))
def test_the_jacobian_of_the_gradient(x):
    f = Function("x^2 y + sin(y z) + e^(x z/4)")
    twice = numeric.jacobian(numeric.gradient(f, scheme="complex"))(x)
    np.testing.assert_allclose(numeric.hessian(f)(x), twice, atol=2e-7)
    np.testing.assert_allclose(numeric.hessian(f)(x), f.hessian(x), atol=1e-8)


def test_a_function_of_a_matrix_has_four_indices():
    found = numeric.hessian(np.linalg.det, step=0.5)([[1, 2], [3, 4]])
    assert found.shape == (2, 2, 2, 2)
    np.testing.assert_allclose(
        found, Function("a d - b c", [["a", "b"], ["c", "d"]]).hessian(np.eye(2)), atol=1e-12
    )


@pytest.mark.parametrize("x", [1e-1, 1e-2, 1e-4])
def test_close_to_the_edge_of_the_domain(x):
    assert numeric.hessian(lambda x: np.log(x[0]))([x]) == pytest.approx(-1 / x**2, rel=1e-5)


@pytest.mark.parametrize("frequency", [1, 2 * np.pi, 64 * np.pi, 200])
def test_a_wave_is_not_mistaken_for_a_line(frequency):
    found = numeric.hessian(lambda x: np.cos(frequency * x[0]))([0.0])
    assert found == pytest.approx(-(frequency**2), rel=1e-6)


def test_many_pairs_come_in_blocks():
    x = np.linspace(-1, 1, 60)
    np.testing.assert_allclose(numeric.hessian(rosenbrock)(x), rosenbrock_hessian(x), rtol=1e-11, atol=1e-7)


def test_undefined_at_the_point_gives_nan():
    assert np.isnan(numeric.hessian(lambda x: np.log(x[0]) * x[1])([-1, 2])).all()


def test_equal_steps_hide_that_the_order_of_differentiation_matters():
    def peano(x):
        square = x[0] ** 2 + x[1] ** 2
        return x[0] * x[1] * (x[0] ** 2 - x[1] ** 2) / square if square else 0.0

    assert numeric.hessian(peano, step=1e-3)([0, 0])[0, 1] == 0
