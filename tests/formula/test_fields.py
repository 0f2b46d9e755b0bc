"""Functions of vectors and matrices: gradients, Jacobians, directions, lines, softmax."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib.formula import Function

MATRIX = [["a", "b"], ["c", "d"]]
DETERMINANT = Function("a d - b c", MATRIX)
CURVED = Function("x^2 y + sin(y z) + e^(x z/4)")
FIELD = Function("x^2 y, sin(y z), x/(1 + z^2)")


def points(*shape, bound=2.0):
    """Draw arrays of numbers with three decimals: an exact 1e-300 has too many digits for a formula."""
    thousandths = st.integers(-int(1000 * bound), int(1000 * bound))
    return hnp.arrays(float, shape, elements=thousandths.map(lambda count: count / 1000))


def names(n):
    return [f"x{i}" for i in range(1, n + 1)]


def softmax(n):
    return Function(f"softmax([{', '.join(names(n))}])", names(n))


# shapes


@given(
    inputs=hnp.array_shapes(min_dims=1, max_dims=2, max_side=3),
    outputs=hnp.array_shapes(min_dims=1, max_dims=2, max_side=3),
    batch=hnp.array_shapes(min_dims=0, max_dims=2, max_side=3),
)
def test_a_derivative_appends_the_input_s_shape_to_the_output_s(inputs, outputs, batch):
    variables = np.array(names(int(np.prod(inputs))), dtype=object).reshape(inputs)
    entries = [f"{variables.flat[0]}^{power + 2}" for power in range(int(np.prod(outputs)))]
    f = Function(np.array(entries, dtype=object).reshape(outputs).tolist(), variables.tolist())
    x = np.linspace(0, 1, int(np.prod(batch + inputs))).reshape(batch + inputs)
    direction = np.ones(inputs)
    assert np.shape(f.jacobian(x)) == batch + outputs + inputs
    assert np.shape(f.jacobian.jacobian(x)) == batch + outputs + inputs + inputs
    assert np.shape(f.directional(direction)(x)) == batch + outputs
    assert np.shape(f.on_line(direction, direction)(np.zeros(batch))) == batch + outputs


@given(x=points(2, 2))
def test_gradient_of_a_matrix_is_a_matrix(x):
    (a, b), (c, d) = x
    np.testing.assert_array_equal(DETERMINANT.gradient(x), [[d, -c], [-b, a]])
    hessian = DETERMINANT.hessian(x)
    assert hessian.shape == (2, 2, 2, 2)
    np.testing.assert_array_equal(hessian, hessian.transpose(2, 3, 0, 1))
    np.testing.assert_array_equal(hessian, DETERMINANT.gradient.jacobian(x))


@given(x=points(2, 2), v=st.just([3.0, -2.0]))
def test_jacobian_of_a_matrix_times_a_vector_has_three_indices(x, v):
    f = Function("[[a, b], [c, d]] [3, -2]", MATRIX)
    expected = np.zeros((2, 2, 2))
    expected[0, 0], expected[1, 1] = v, v
    np.testing.assert_array_equal(f.jacobian(x), expected)


# directions and lines


@given(x=points(3), u=points(3))
def test_directional_derivative_is_the_jacobian_times_the_direction(x, u):
    np.testing.assert_allclose(CURVED.directional(u)(x), CURVED.gradient(x) @ u, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(FIELD.directional(u)(x), FIELD.jacobian(x) @ u, rtol=1e-12, atol=1e-12)


@given(p=points(3), u=points(3), t=st.floats(-1, 1))
def test_on_a_line_the_function_is_the_same(p, u, t):
    for f in (CURVED, FIELD):
        np.testing.assert_allclose(f.on_line(p, u)(t), f(p + t * u), rtol=1e-10, atol=1e-10)


@given(p=points(3), u=points(3))
def test_the_slope_of_the_line_is_the_directional_derivative(p, u):
    for f in (CURVED, FIELD):
        slope = f.on_line(p, u).derivative(0)
        np.testing.assert_allclose(slope, f.directional(u)(p), rtol=1e-10, atol=1e-10)


@given(p=points(3), u=points(3))
def test_the_second_slope_of_the_line_is_the_hessian_twice_multiplied(p, u):
    bend = CURVED.on_line(p, u).derivative.derivative(0)
    assert bend == pytest.approx(u @ CURVED.hessian(p) @ u, rel=1e-9, abs=1e-9)


def test_lines_read_as_one_would_write_them():
    assert CURVED.on_line([1, 0, 0], [0, 1, 0]).text == "t + sin(0) + e⁰"
    assert Function("x^2 + y^2").on_line([3, 4], [1, -1]).text == "(3 + t)² + (4 − t)²"
    assert Function("x y").on_line([0, 0], [1, 1]).text == "t²"
    assert Function("x^2 y + sin y").directional([1, 0]).text == "2x·y"
    assert Function("x y").directional([0.6, 0.8]).text == "3y/5 + 4x/5"


def test_nothing_is_cancelled_on_a_line():
    assert np.isnan(Function("x/y").on_line([0, 0], [1, 1])(0))
    assert np.isnan(Function("0x + log y").on_line([0, 0], [0, 1]).derivative(-1))
    np.testing.assert_array_equal(
        Function("|x| + y").gradient.on_line([-1, 0], [1, 0])([0, 1]), [[-1, 1], [np.nan, 1]]
    )


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: Function("x").directional(1),
            "directional needs a vector input; this maps R to R: use .derivative",
        ),
        (lambda: Function("x").on_line(0, 1), "on_line needs a vector input"),
        (
            lambda: Function("x y").directional([1, 2, 3]),
            "the direction must have shape (2,): got shape (3,)",
        ),
        (lambda: Function("x y").directional([1, np.inf]), "the direction must be finite real numbers"),
        (lambda: Function("x y").on_line([1j, 0], [1, 1]), "the point must be finite real numbers"),
        (
            lambda: Function(["a", "b"], MATRIX).gradient,
            "gradient needs a scalar output; this maps R^2x2 to R^2",
        ),
        (lambda: DETERMINANT.jacobian, "use .gradient"),
    ],
)
def test_errors_name_the_remedy(ask, sentence):
    with pytest.raises(ValueError) as error:  # noqa: PT011  # the sentence is compared below
        ask()
    assert sentence in str(error.value).replace("(2x2)", "2x2")


# softmax


def exact_softmax(x):
    with mpmath.workdps(50):
        weights = [mpmath.exp(mpmath.mpf(float(entry))) for entry in x]
        return np.array([weight / sum(weights) for weight in weights], dtype=object)


@given(x=points(6, bound=300))
def test_softmax_to_the_last_digits_and_never_overflows(x):
    p = exact_softmax(x)
    np.testing.assert_allclose(softmax(6)(x), p.astype(float), rtol=1e-13, atol=0)
    with mpmath.workdps(50):
        exact = (np.diag(p) - np.outer(p, p)).astype(float)
    np.testing.assert_allclose(softmax(6).jacobian(x), exact, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("n", [1, 2, 50])
def test_softmax_jacobian_of_any_size(n):
    f, x = softmax(n), np.linspace(-2, 2, n)
    p = np.exp(x) / np.exp(x).sum()
    np.testing.assert_allclose(f.jacobian(x), np.diag(p) - np.outer(p, p), atol=1e-15)
    assert len(f._entries.graph.nodes) <= n * n + 4 * n + 5


def test_softmax_of_formulas_and_in_formulas():
    f = Function("dot(softmax(x y, x - y, 2), [1, 2, 3])")
    x, step = np.array([0.4, -0.7]), 1e-20
    columns = [np.imag(f(x + 1j * step * unit)) / step for unit in np.eye(2)]
    np.testing.assert_allclose(f.gradient(x), columns, rtol=1e-14)
    np.testing.assert_allclose(f.hessian(x), f.hessian(x).T, rtol=1e-15)


def test_what_a_softmax_derivative_shows_can_be_read():
    jacobian, x = softmax(3).jacobian, [0.3, -0.2, 1.1]
    np.testing.assert_allclose(Function(jacobian.source, names(3))(x), jacobian(x), rtol=1e-14)
    assert softmax(3).jacobian.text.startswith("[[(e^x₁/(e^x₁ + e^x₂ + e^x₃))(1 − e^x₁/")


def test_softmax_of_many_points():
    x = np.random.default_rng(3).normal(size=(4, 5, 3))
    together = softmax(3).jacobian(x)
    assert together.shape == (4, 5, 3, 3)
    np.testing.assert_allclose(together[1, 2], softmax(3).jacobian(x[1, 2]), rtol=1e-15)
