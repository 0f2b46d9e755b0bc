"""What must hold for every program: shapes, the chain rule, forward against reverse, nesting."""

import numpy as np
import pytest
from hypothesis import given as given_many
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from lessons_lib.formula import Function
from lessons_lib.slopes.automatic import derivative, gradient, hessian, hvp, jacobian, jvp, vjp


def given(**strategies):
    """Try fewer inputs than usual: each goes through several programs."""
    return lambda test: settings(max_examples=25)(given_many(**strategies)(test))


W = np.array([[1.0, -2.0, 0.5], [0.3, 1.0, 2.0]])


def numbers(low=-2.0, high=2.0):
    return st.floats(low, high, allow_subnormal=False)


def vectors(size):
    return arrays(float, size, elements=numbers())


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def softmax(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def layer(x):
    return np.tanh(W @ x + np.sin(x[0]))


def swirl(x):
    return np.stack([x[0] * np.cos(x[1]), x[0] * np.sin(x[1]) * x[2], np.exp(x[2]) / (1 + x[0] ** 2)])


def loop(x):
    total = 1.0
    for entry in x:
        total = total * np.sin(entry) + entry if entry > 0 else total - entry**3
    return total


SCALARS = [rosenbrock, loop, lambda x: np.log(np.sum(np.exp(x))), lambda x: softmax(x) @ np.arange(3.0)]
VECTORS = [softmax, layer, swirl, lambda x: np.cumsum(x * x[::-1]), lambda x: np.outer(x, x).reshape(-1)]


def complex_step(f, x):
    """Return the Jacobian by steps of 1e-20 along the imaginary axis, columns last."""
    columns = [np.imag(f(x + 1e-20j * unit)) / 1e-20 for unit in np.eye(x.size).reshape(-1, *x.shape)]
    return np.stack(columns, axis=-1).reshape(np.shape(columns[0]) + x.shape)


# shapes


@pytest.mark.parametrize("input_shape", [(1,), (3,), (2, 3), (2, 1, 2)])
def test_the_law_of_shapes(input_shape):
    def scalar(x):
        return np.sum(x**3)

    x = np.ones(input_shape)
    assert gradient(scalar)(x).shape == hvp(scalar)(x, x).shape == input_shape
    assert hessian(scalar)(x).shape == input_shape * 2
    assert isinstance(jvp(scalar)(x, x), float)
    assert vjp(scalar)(x, 1).shape == input_shape


@pytest.mark.parametrize("input_shape", [(1,), (4,), (2, 3)])
@pytest.mark.parametrize("output_shape", [(1,), (3,), (7,), (2, 2)])
def test_the_law_of_shapes_for_arrays(input_shape, output_shape):
    def f(x):
        return np.sum(x) * np.ones(output_shape)

    x = np.ones(input_shape)
    assert_allclose(jacobian(f)(x), np.ones(output_shape + input_shape), strict=True)
    assert jvp(f)(x, x).shape == output_shape
    assert vjp(f)(x, np.ones(output_shape)).shape == input_shape


@pytest.mark.parametrize("output_shape", [(), (1,), (2, 3)])
@pytest.mark.parametrize("points", [(), (1,), (4, 2)])
def test_a_derivative_has_the_shape_of_the_points_then_of_the_output(points, output_shape):
    slopes = derivative(lambda x: x**2 * np.ones(output_shape))(np.full(points, 3.0))
    assert np.shape(slopes) == points + output_shape
    assert np.all(slopes == 6.0)


def test_a_scalar_result_is_a_plain_float():
    assert type(derivative(np.sin)(1)) is float
    assert type(jvp(np.sum)([1, 2], [1, 0])) is float


def test_whole_numbers_are_floats_and_the_input_is_left_alone():
    x = np.array([1, 2])
    assert_allclose(gradient(lambda x: np.sum(x**-1.0))(x), [-1, -0.25])
    assert x.tolist() == [1, 2]


def test_a_layer_s_three_index_array():
    x = np.array([1.0, 2.0, -1.0])
    found = jacobian(lambda V: V @ x)(W)
    assert_allclose(found, np.einsum("ik,j->ikj", np.eye(2), x), strict=True)


def test_the_gradient_of_a_matrix_is_the_textbook_s():
    x, b = np.array([1.0, 2.0, -1.0]), np.array([0.5, -0.5])
    found = gradient(lambda V: np.sum((V @ x - b) ** 2))(W)
    assert_allclose(found, 2 * np.outer(W @ x - b, x), rtol=1e-14)


# forward, reverse and other roads


@given(x=vectors(3), v=vectors(3), data=st.data())
@pytest.mark.parametrize("f", VECTORS)
def test_forward_and_reverse_are_adjoint(f, x, v, data):
    w = data.draw(vectors(f(x).shape))
    assert jvp(f)(x, v) @ w == pytest.approx(v @ vjp(f)(x, w), rel=1e-10, abs=1e-10)


@given(x=vectors(3), v=vectors(3))
@pytest.mark.parametrize("f", VECTORS)
def test_products_agree_with_the_whole_jacobian(f, x, v):
    assert_allclose(jvp(f)(x, v), jacobian(f)(x) @ v, rtol=1e-10, atol=1e-10)


@given(x=vectors(3), v=vectors(3))
@pytest.mark.parametrize("f", SCALARS)
def test_hessian_products_agree_with_the_whole_hessian(f, x, v):
    H = hessian(f)(x)
    assert_allclose(hvp(f)(x, v), H @ v, rtol=1e-9, atol=1e-9)


@given(x=vectors(3))
@pytest.mark.parametrize("f", SCALARS)
def test_a_hessian_is_symmetric_and_the_jacobian_of_the_gradient(f, x):
    H = hessian(f)(x)
    assert np.array_equal(H, H.T)
    assert_allclose(H, jacobian(gradient(f))(x), rtol=1e-10, atol=1e-10)


@given(x=vectors(3))
@pytest.mark.parametrize("f", [swirl, layer, rosenbrock, lambda x: np.prod(x) + x[1] ** 5])
def test_the_complex_step_agrees(f, x):
    verb = gradient if np.ndim(f(x)) == 0 else jacobian
    assert_allclose(verb(f)(x), complex_step(f, x), rtol=1e-13, atol=1e-13)


@given(x=vectors(3))
def test_the_chain_rule(x):
    outer = jacobian(layer)(swirl(x))
    assert_allclose(jacobian(lambda x: layer(swirl(x)))(x), outer @ jacobian(swirl)(x), atol=1e-11)


@given(x=vectors(2))
def test_the_formula_agrees(x):
    f = Function("x^2 y + sin(x y) e^y + x/(1 + y^2)")

    def g(p):
        x, y = p
        return x**2 * y + np.sin(x * y) * np.exp(y) + x / (1 + y**2)

    assert_allclose(gradient(g)(x), f.gradient(x), rtol=1e-12, atol=1e-12)
    assert_allclose(hessian(g)(x), f.hessian(x), rtol=1e-12, atol=1e-11)


BY_HAND = {
    "x^2 - 6x + 13": lambda x: x**2 - 6 * x + 13,
    "e^x": np.exp,
    "log x": np.log,
    "sin x cos x": lambda x: np.sin(x) * np.cos(x),
    "tan x": np.tan,
    "arctan(1/x)": lambda x: np.arctan(1 / x),
    "tanh x": np.tanh,
    "relu x": lambda x: np.maximum(x, 0),
    "sigmoid x": lambda x: 1 / (1 + np.exp(-x)),
    "softplus x": lambda x: np.logaddexp(0, x),
    "x^x": lambda x: x**x,
    "2^x + log_2 x": lambda x: 2**x + np.log2(x),
    "cbrt x sqrt x": lambda x: np.cbrt(x) * np.sqrt(x),
}


@pytest.mark.parametrize("formula", BY_HAND)
@given(x=st.floats(0.1, 1.5))
def test_the_same_program_as_a_formula_agrees(formula, x):
    f, program = Function(formula), BY_HAND[formula]
    assert program(x) == pytest.approx(f(x), rel=1e-14)
    assert derivative(program)(x) == pytest.approx(f.derivative(x), rel=1e-12, abs=1e-13)
    assert derivative(derivative(program))(x) == pytest.approx(
        f.derivative.derivative(x), rel=1e-10, abs=1e-12
    )
    assert vjp(program)(x, 1) == pytest.approx(f.derivative(x), rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("formula", [*BY_HAND, "arctan(x)^2/(1 + x^4)"])
@given(x=st.floats(0.1, 1.5))
def test_a_formula_takes_dual_and_recorded_values(formula, x):
    f = Function(formula)
    assert derivative(f)(x) == pytest.approx(f.derivative(x), rel=1e-12, abs=1e-13)
    assert vjp(f)(x, 1) == pytest.approx(f.derivative(x), rel=1e-12, abs=1e-13)
    assert derivative(derivative(f))(x) == pytest.approx(f.derivative.derivative(x), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("formula", ["sigmoid x", "softplus x", "tanh x", "sqrt(1 + x^2)"])
def test_a_smooth_formula_has_no_kink_at_0(formula):
    f = Function(formula)
    assert derivative(f)(0) == vjp(f)(0, 1) == f.derivative(0)


@given(x=vectors(2))
@pytest.mark.parametrize("formula", ["x^2 y + sin y, x y, 3", "softmax([x, y])", "[[x, y^2], [x y, 1]]"])
def test_a_formula_with_several_outputs_takes_them_too(formula, x):
    f = Function(formula, variables=["x", "y"])
    assert_allclose(jacobian(f)(x), f.jacobian(x), rtol=1e-12, atol=1e-14)


# nesting


@given(x=numbers(), y=numbers())
def test_an_inner_derivative_takes_the_outer_variable_for_a_constant(x, y):
    assert derivative(lambda x: x * derivative(lambda y: x + y)(y))(x) == 1
    assert derivative(lambda x: x * derivative(lambda y: x * y)(y))(x) == pytest.approx(2 * x)


@given(x=numbers())
@pytest.mark.parametrize("inner", [derivative, lambda f: lambda y: gradient(lambda v: f(v[0]))([y])[0]])
@pytest.mark.parametrize("outer", [derivative, lambda f: lambda y: gradient(lambda v: f(v[0]))([y])[0]])
def test_every_mode_inside_every_other(inner, outer, x):
    found = outer(lambda x: inner(lambda y: np.sin(x * y) * y)(x))(x)
    # The inner derivative is sin x² + x² cos x².
    exact = 4 * x * np.cos(x**2) - 2 * x**3 * np.sin(x**2)
    assert found == pytest.approx(exact, rel=1e-12, abs=1e-12)


@given(x=numbers(0.5, 2))
def test_derivatives_of_any_order(x):
    f = np.log
    for order in range(1, 6):
        f = derivative(f)
        assert f(x) == pytest.approx((-1) ** (order - 1) * np.prod(range(1, order)) / x**order, rel=1e-10)


@given(x=vectors(2))
def test_third_derivatives_of_arrays(x):
    def f(x):
        return x[0] ** 3 * x[1] + x[1] ** 4

    third = jacobian(hessian(f))(x)
    assert_allclose(third, np.swapaxes(third, 0, 2), atol=1e-12)
    assert_allclose(third[0, 0], [6 * x[1], 6 * x[0]], atol=1e-12)
    assert third[1, 1, 1] == pytest.approx(24 * x[1])


def test_a_gradient_step_can_be_differentiated():
    def after_steps(rate):
        x = np.array([1.0, -2.0])
        for _ in range(3):
            x = x - rate * gradient(lambda x: x @ x)(x)
        return x @ x

    assert derivative(after_steps)(0.1) == pytest.approx(5 * 6 * 0.8**5 * -2)
