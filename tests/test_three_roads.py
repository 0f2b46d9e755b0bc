"""Formula, differences and automatic differentiation lead to the same derivatives."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib import automatic, catalogue, numeric
from lessons_lib.formula import Function

MATRIX = [["a", "b"], ["c", "d"]]

NUMBERS = {
    name: Function(*formula)
    for name, formula in {
        "lesson": ("x^2 y + sin y",),
        "rosenbrock": ("100(y - x^2)^2 + (1 - x)^2",),
        "himmelblau": ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2",),
        "saddle": ("x^2 - y^2",),
        "smooth pieces": ("softplus(x) sigmoid(y) + tanh(x y)",),
        "quotient": ("(x + y)/(1 + x^2 + y^2)",),
        "three": ("3x^2 + 6y z^3 + 4",),
        "share": ("dot(softmax(x, y, z), [1, 2, 3])",),
        "determinant": ("a d - b c", MATRIX),
        "matrix": ("sin(a b) + e^(c/2) d^2", MATRIX),
    }.items()
}
VECTORS = {
    name: Function(*formula)
    for name, formula in {
        "fold": ("x1^2 + x2, x1 x2",),
        "polar": ("r cos t, r sin t",),
        "softmax": ("softmax(x, y, z)",),
        "wide": ("x y z, sin(x + y)",),
        "tall": ("x^2, x y, y^2, e^(x/2)",),
        "matrix times vector": ("[[a, b], [c, d]] [1, 2]", MATRIX),
        "matrix squared": ("[[a, b], [c, d]] [[a, b], [c, d]]", MATRIX),
    }.items()
}

numbers = pytest.mark.parametrize("name", NUMBERS)
vectors = pytest.mark.parametrize("name", VECTORS)


def somewhere(data, f):
    thousandths = st.integers(-1500, 1500).map(lambda count: count / 1000)
    return data.draw(hnp.arrays(float, f.input_shape, elements=thousandths))


def agree(exact, difference, program):
    """Compare three results: the formula's, the differences', the program's."""
    assert np.shape(exact) == np.shape(difference) == np.shape(program)
    scale = max(1.0, np.abs(exact).max(initial=0.0))
    np.testing.assert_allclose(difference, exact, atol=1e-6 * scale, rtol=0)
    np.testing.assert_allclose(program, exact, atol=1e-12 * scale, rtol=0)


@numbers
@given(data=st.data())
@settings(max_examples=20)
def test_gradient(name, data):
    f = NUMBERS[name]
    x = somewhere(data, f)
    agree(f.gradient(x), numeric.gradient(f)(x), automatic.gradient(f)(x))
    np.testing.assert_allclose(
        numeric.gradient(f, scheme="complex")(x), f.gradient(x), rtol=1e-11, atol=1e-11
    )


@vectors
@given(data=st.data())
@settings(max_examples=20)
def test_jacobian(name, data):
    f = VECTORS[name]
    x = somewhere(data, f)
    agree(f.jacobian(x), numeric.jacobian(f)(x), automatic.jacobian(f)(x))
    np.testing.assert_allclose(
        numeric.jacobian(f, scheme="complex")(x), f.jacobian(x), rtol=1e-12, atol=1e-12
    )


@numbers
@given(data=st.data())
@settings(max_examples=10)
def test_hessian(name, data):
    f = NUMBERS[name]
    x = somewhere(data, f)
    agree(f.hessian(x), numeric.hessian(f)(x), automatic.hessian(f)(x))
    np.testing.assert_allclose(f.hessian(x), f.gradient.jacobian(x), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("name", [*NUMBERS, *VECTORS])
@given(data=st.data())
@settings(max_examples=10)
def test_directional_derivative(name, data):
    f = NUMBERS.get(name) or VECTORS[name]
    x, u = somewhere(data, f), somewhere(data, f)
    agree(f.directional(u)(x), numeric.directional(f, u)(x), automatic.jvp(f)(x, u))


@given(data=st.data(), g=st.sampled_from(sorted(VECTORS)), seed=st.integers(0, 9))
@settings(max_examples=20)
def test_chain_rule(data, g, seed):
    inner, x = VECTORS[g], somewhere(data, VECTORS[g])
    weights = np.random.default_rng(seed).normal(size=inner.output_shape)

    def whole(x):
        return np.sum(np.sin(weights * inner(x)))

    outer = weights * np.cos(weights * inner(x))
    exact = np.tensordot(outer, inner.jacobian(x), outer.ndim)
    agree(exact, numeric.gradient(whole)(x), automatic.gradient(whole)(x))


@pytest.mark.parametrize("curve", catalogue.curves(), ids=lambda curve: curve.name)
@given(share=st.floats(0.01, 0.99))
@settings(max_examples=15)
def test_every_curve_of_the_catalogue(curve, share):
    left, right, *_ = curve.view
    f, x = curve.function, left + share * (right - left)
    exact = f.derivative(x)
    assume(np.isfinite(exact) and abs(x) > 1e-2)
    agree(exact, numeric.derivative(f)(x), automatic.derivative(f)(x))


@pytest.mark.parametrize(
    "example", [*catalogue.surfaces(), *catalogue.spaces(), *catalogue.maps()], ids=lambda each: each.name
)
@given(data=st.data())
@settings(max_examples=15)
def test_every_field_of_the_catalogue(example, data):
    f = example.function
    x = somewhere(data, f)
    verb = "jacobian" if f.output_shape else "gradient"
    exact = getattr(f, verb)(x)
    # Kinks and undefined values lie at the origin or where two coordinates are equally far out.
    assume(np.isfinite(exact).all() and np.ptp(np.abs(x)) > 1e-2 and np.min(np.abs(x)) > 1e-2)
    agree(exact, getattr(numeric, verb)(f)(x), getattr(automatic, verb)(f)(x))


@pytest.mark.parametrize("text", ["3", "x^2"])
def test_a_formula_of_traced_numbers_keeps_their_shape(text):
    f = Function(text, variables="x")
    exact = np.diag(np.broadcast_to(f.derivative(np.array([1.0, 2.0])), 2))
    assert np.array_equal(automatic.jacobian(f)(np.array([1.0, 2.0])), exact)
