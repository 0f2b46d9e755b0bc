"""Gradient, Jacobian and directional derivative from values alone, in any number of dimensions."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib import numeric
from lessons_lib.formula import Function
from lessons_lib.slopes.numeric import _values as many_points

ORDERS = {"forward": 1, "backward": 1, "central": 2, "complex": 2, "richardson": 4}
ACCURACY = {"forward": 1e-6, "backward": 1e-6, "central": 1e-9, "complex": 1e-14, "richardson": 2e-11}
schemes = st.sampled_from(sorted(ORDERS))


def points(*shape, bound=2.0):
    return hnp.arrays(float, shape, elements=st.floats(-bound, bound))


def rosenbrock(x):
    return np.sum(100 * (x[..., 1:] - x[..., :-1] ** 2) ** 2 + (1 - x[..., :-1]) ** 2, axis=-1)


def rosenbrock_gradient(x):
    """Return the gradient to double precision from a 50-digit computation."""
    with mpmath.workdps(50):
        x = [mpmath.mpf(float(entry)) for entry in x]
        slopes = [mpmath.mpf(0)] * len(x)
        for i in range(len(x) - 1):
            gap = x[i + 1] - x[i] ** 2
            slopes[i] += -400 * x[i] * gap - 2 * (1 - x[i])
            slopes[i + 1] += 200 * gap
        return np.array([float(slope) for slope in slopes])


def waves(x):
    return np.sin(x[0]) * np.exp(x[1]) + np.cos(x[0] * x[1])


# the law of shapes

shapes = hnp.array_shapes(min_dims=1, max_dims=3, max_side=4)


@given(inputs=shapes, outputs=hnp.array_shapes(min_dims=1, max_dims=2, max_side=3), scheme=schemes)
def test_a_derivative_appends_the_input_s_shape_to_the_output_s(inputs, outputs, scheme):
    weights = np.random.default_rng(1).normal(size=outputs + inputs)
    axes = len(inputs)

    def linear(x):
        return np.tensordot(weights, x, axes)

    x = np.linspace(-1, 1, int(np.prod(inputs))).reshape(inputs)
    jacobian = numeric.jacobian(linear, scheme=scheme)(x)
    slope = numeric.directional(linear, weights[0, ...] if outputs == () else x, scheme=scheme)(x)
    assert jacobian.shape == outputs + inputs
    np.testing.assert_allclose(jacobian, weights, atol=1e-6)
    assert slope.shape == outputs
    np.testing.assert_allclose(slope, linear(x), atol=1e-6)


@given(shape=shapes, scheme=schemes)
def test_a_gradient_has_the_shape_of_its_input(shape, scheme):
    x = np.linspace(-1, 1, int(np.prod(shape))).reshape(shape)
    gradient = numeric.gradient(lambda x: np.sum(x**2), scheme=scheme)(x)
    assert gradient.shape == shape
    np.testing.assert_allclose(gradient, 2 * x, atol=1e-6)


@pytest.mark.parametrize("scheme", sorted(set(ORDERS) - {"richardson"}))
def test_one_coordinate_is_the_derivative(scheme):
    slope = numeric.gradient(lambda x: np.sin(x[0]), scheme=scheme)([0.7])
    assert slope.tolist() == [numeric.derivative(np.sin, scheme=scheme)(0.7)]


# how good they are


@pytest.mark.parametrize("scheme", ORDERS)
@pytest.mark.parametrize("verb", ["gradient", "directional"])
def test_order_of_convergence_is_the_slope_on_log_log_axes(scheme, verb):
    steps, x, u = np.geomspace(2e-2, 2e-1, 8), np.array([0.4, 0.3]), np.array([0.6, 0.8])
    exact = np.array([np.cos(0.4) * np.exp(0.3) - 0.3 * np.sin(0.12), 0.0])
    exact[1] = np.sin(0.4) * np.exp(0.3) - 0.4 * np.sin(0.12)
    errors = []
    for step in steps:
        if verb == "gradient":
            errors.append(np.abs(numeric.gradient(waves, step, scheme)(x) - exact).max())
        else:
            errors.append(abs(numeric.directional(waves, u, step, scheme)(x) - exact @ u))
    slope, _ = np.polyfit(np.log(steps), np.log(errors), 1)
    assert slope == pytest.approx(ORDERS[scheme], abs=0.2)


@pytest.mark.parametrize("scheme", ORDERS)
@pytest.mark.parametrize("n", [2, 10, 100])
def test_accuracy_on_rosenbrock_at_the_default_step(scheme, n):
    for x in (np.tile([-1.2, 1.0], n // 2), np.random.default_rng(n).uniform(-2, 2, n)):
        exact = rosenbrock_gradient(x)
        error = np.abs(numeric.gradient(rosenbrock, scheme=scheme)(x) - exact).max()
        assert error <= ACCURACY[scheme] * np.abs(exact).max()


@pytest.mark.parametrize("scheme", ORDERS)
def test_every_coordinate_has_a_step_of_its_own_scale(scheme):
    x, moves = np.array([1e-3, 1.0, -1e6]), []

    def watched(point):
        assert point.shape == x.shape
        moves.append(np.abs(point - x))
        return point.sum()

    numeric.gradient(watched, scheme=scheme)(x)
    reach = np.max(moves, axis=0)
    np.testing.assert_allclose(reach / reach[0], [1, 1, 1e6], rtol=1e-5)


def test_richardson_shortens_its_step_where_the_function_bends_quickly():
    slope = numeric.gradient(lambda x: np.sin(60 * x[0]), scheme="richardson")([0.3])
    assert slope == pytest.approx(60 * np.cos(18), rel=1e-6)
    edge = numeric.gradient(lambda x: np.log(x[0]), scheme="richardson")([0.01])
    assert edge == pytest.approx(100, rel=1e-3)


@given(x=points(3), u=points(3), scheme=st.sampled_from(["central", "complex"]))
def test_directional_derivative_is_the_gradient_times_the_direction(x, u, scheme):
    slope = numeric.directional(rosenbrock, u, scheme=scheme)(x)
    product = numeric.gradient(rosenbrock, scheme="complex")(x) @ u
    assert slope == pytest.approx(product, rel=1e-6, abs=1e-5)


def test_a_direction_twice_as_long_gives_twice_the_slope():
    along = [
        numeric.directional(rosenbrock, u, scheme="complex")([1.0, 2.0]) for u in ([1, 1], [2, 2], [0, 0])
    ]
    assert along[1] == 2 * along[0]
    assert along[2] == 0


# all points in one call, or one by one

x_of_many = np.random.default_rng(5).uniform(0.5, 1.5, 12)
COUPLED = np.random.default_rng(6).normal(size=(12, 12))
FOOLING = {
    "first axis": lambda x: x[0] ** 2 * x[1],
    "sum of all": lambda x: np.sum(x**2),
    "sum of last": lambda x: np.sum(x**2, axis=-1),
    "sum of first": lambda x: np.sum(x**2, axis=0),
    "largest": lambda x: np.log(np.sum(np.exp(x - x.max()), axis=-1)) + x.max(),
    "dot": lambda x: np.dot(x, x),
    "norm": np.linalg.norm,
    "branch": lambda x: x[0] if x[0] > 1 else x[0] ** 2,
    "loop": lambda x: sum(entry**3 for entry in x),
    "first and last": lambda x: x[0] * x[-1],
    "length": lambda x: x[0] * len(x),
    "mean": lambda x: np.mean(x) ** 2,
    "rounded": lambda x: float(x[0]) * float(x[1]),
}
FOOLING_VECTORS = {
    "squares": lambda x: x**2,
    "reversed": lambda x: x[::-1] ** 2,
    "running sum": np.cumsum,
    "running sum along the first axis": lambda x: np.cumsum(x, axis=0),
    "centred": lambda x: x - x.mean(axis=0),
    "scaled": lambda x: x / np.linalg.norm(x),
    "sorted": lambda x: np.sort(x, axis=0),
    "softmax": lambda x: np.exp(x) / np.exp(x).sum(),
    "rolled": lambda x: np.roll(x, 1),
    "from the left": lambda x: COUPLED @ x,
    "from the right": lambda x: x @ COUPLED,
    "pairs": lambda x: np.array([x[0] * x[1], x[2]]),
    "outer": lambda x: np.outer(x, x),
    "transposed": lambda x: x.T * x,
}


NOT_ANALYTIC = {"scaled", "sorted"}


def single(f):
    """Return f as a function that can only be asked for one point at a time."""

    def one(x):
        assert x.shape == x_of_many.shape
        return f(x)

    return one


@pytest.mark.parametrize("scheme", sorted(set(ORDERS) - {"complex"}))
@pytest.mark.parametrize("name", FOOLING)
@pytest.mark.parametrize("x", [x_of_many, np.zeros(12), np.ones(12)], ids=["somewhere", "zeros", "ones"])
def test_one_call_equals_one_by_one(name, scheme, x):
    f, steps = FOOLING[name], 1e-4
    together = numeric.gradient(f, steps, scheme)(x)
    one_by_one = numeric.gradient(single(f), steps, scheme)(x)
    np.testing.assert_allclose(together, one_by_one, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        (name, scheme)
        for name in FOOLING_VECTORS
        for scheme in ("forward", "central", "complex")
        if scheme != "complex" or name not in NOT_ANALYTIC
    ],
)
@pytest.mark.parametrize("x", [x_of_many, np.zeros(12), np.ones(12)], ids=["somewhere", "zeros", "ones"])
def test_one_call_equals_one_by_one_for_vectors(name, scheme, x):
    f = FOOLING_VECTORS[name]
    together = numeric.jacobian(f, 1e-4, scheme)(x)
    one_by_one = numeric.jacobian(single(f), 1e-4, scheme)(x)
    np.testing.assert_allclose(together, one_by_one, rtol=1e-9, atol=1e-9)


@given(n=st.integers(1, 14), m=st.integers(1, 14), x=points(14, 14, bound=1))
def test_never_fooled_whatever_the_shape_of_a_matrix(n, m, x):
    x = x[:n, :m]
    corner = numeric.gradient(lambda x: x[0, 0] ** 2 * x[-1, -1] + x[0].sum())(x)
    alone = numeric.gradient(lambda x: float(x[0, 0] ** 2 * x[-1, -1] + x[0].sum()))(x)
    np.testing.assert_allclose(corner, alone, atol=1e-8)


def calls(f, x, verb=numeric.gradient, **keywords):
    """Count how often f is called."""
    count = 0

    def counted(x):
        nonlocal count
        count += 1
        return f(x)

    verb(counted, **keywords)(x)
    return count


@pytest.mark.parametrize("f", [rosenbrock, lambda x: np.sum(x**2, axis=0)], ids=["last axis", "first axis"])
def test_many_points_take_few_calls(f):
    assert calls(f, x_of_many) < 22
    assert calls(single(rosenbrock), x_of_many) > 24


def test_a_formula_takes_a_call_for_each_step():
    f = Function(" + ".join(f"x{i}^2" for i in range(1, 13)))
    formula = type("Formula", (), {"input_shape": (12,), "__call__": lambda self, x: f(x)})
    seen = []
    formula.__call__ = lambda self, x: (seen.append(np.shape(x)), f(x))[1]
    numeric.gradient(formula())(x_of_many)
    assert seen == [(12,), *[(24, 12)] * 3]


def test_pieces_are_never_as_long_as_an_axis():
    for n in range(1, 200, 7):
        pieces = many_points._pieces(np.zeros((2 * n, n)))
        assert pieces.shape[1] != n
        assert pieces.shape[0] * pieces.shape[1] > 2 * n


# what is refused, and what is harmless


def test_a_function_may_write_into_its_argument():
    def careless(x):
        x *= x
        return x.sum()

    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(numeric.gradient(careless)(x), [2, 4], atol=1e-9)
    assert x.tolist() == [1, 2]


def test_a_function_may_return_one_array_again_and_again():
    kept = np.zeros(2)

    def reusing(x):
        kept[:] = x**2
        return kept

    np.testing.assert_allclose(numeric.jacobian(reusing)([1, 2]), [[2, 0], [0, 4]], atol=1e-9)


@pytest.mark.parametrize("x", [[1, 2], np.array([1, 2], dtype=np.int8), (1, 2), np.float32([1, 2])])
def test_whole_numbers_and_lists_are_taken_as_floats(x):
    np.testing.assert_allclose(numeric.gradient(lambda x: x[0] ** 2 * x[1])(x), [4, 1], atol=1e-9)


@pytest.mark.parametrize("scheme", ORDERS)
def test_undefined_at_the_point_gives_nan(scheme):
    assert np.isnan(numeric.gradient(lambda x: np.log(x[0]) * x[1], scheme=scheme)([-1, 2])).all()
    partly = numeric.jacobian(lambda x: np.array([x[0], np.log(x[1])]), scheme=scheme)([1, -1])
    np.testing.assert_allclose(partly, [[1, 0], [np.nan, np.nan]], atol=1e-7)


def test_the_central_slope_of_a_kink_is_the_mean_of_both_sides():
    assert numeric.gradient(lambda x: abs(x[0]) + x[1])([0, 0]) == pytest.approx([0, 1])


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: numeric.gradient(np.sum)(1.0), "use numeric.derivative"),
        (lambda: numeric.gradient(np.sin)([1, 2]), "use numeric.jacobian"),
        (lambda: numeric.jacobian(np.sum)([1, 2]), "use numeric.gradient"),
        (lambda: numeric.hessian(np.sin)([1, 2]), "use numeric.jacobian"),
        (lambda: numeric.gradient(np.sum)([]), "at least one coordinate"),
        (lambda: numeric.gradient(np.sum)([1, np.nan]), "x must be finite"),
        (lambda: numeric.gradient(np.sum)([1, np.inf]), "x must be finite"),
        (lambda: numeric.gradient(np.sum)([1j]), "x must be real"),
        (lambda: numeric.gradient(np.sum)(["a"]), "x must be real"),
        (lambda: numeric.gradient(np.sum, step=0), "step must be a positive number"),
        (lambda: numeric.hessian(np.sum, step=-1), "step must be a positive number"),
        (lambda: numeric.jacobian(np.sin, scheme="middle"), "scheme must be one of"),
        (lambda: numeric.gradient(lambda x: None)([1]), "must return a number or an array"),
        (lambda: numeric.gradient(lambda x: [1, [2, 3]])([1]), "must return a number or an array"),
        (lambda: numeric.gradient(lambda x: 1j * x[0])([1]), "np.real"),
        (lambda: numeric.jacobian(lambda x: x[x > 1])([0.5, 1]), "one shape everywhere"),
        (lambda: numeric.directional(np.sum, [1, 2, 3])([1, 2]), "must have the shape (2,)"),
        (lambda: numeric.directional(np.sum, [1, np.nan])([1, 2]), "direction must be finite"),
        (lambda: numeric.gradient(Function("x"))([1]), "use numeric.derivative"),
        (lambda: numeric.gradient(Function("x y"))([1, 2, 3]), "takes points of shape (2,)"),
    ],
)
def test_errors_name_the_remedy(ask, sentence):
    with pytest.raises(ValueError) as error:  # noqa: PT011  # the sentence is compared below
        ask()
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def into_a_float_array(x):
    out = np.zeros(len(x))
    out[:] = x
    return out.sum()


@pytest.mark.parametrize("n", [2, 20])
@pytest.mark.parametrize("f", [lambda x: np.abs(x).sum(), lambda x: float(x[0]), into_a_float_array])
def test_code_that_loses_the_complex_number_is_named(f, n):
    with pytest.raises(TypeError, match='scheme="central"'):
        numeric.gradient(f, scheme="complex")(np.ones(n))
