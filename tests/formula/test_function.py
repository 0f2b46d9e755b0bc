"""What a Function is: its shapes, its values, its words, its errors."""

import re
import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import catalogue
from lessons_lib.formula import Function, ReadingError, ShapeError

VECTORS = {
    "x^2 y + sin y": ((2,), ()),
    "x1^2 + x2, x1 x2": ((2,), (2,)),
    "x y z, x + y": ((3,), (2,)),
    "cos t, sin t": ((), (2,)),
    "x^2": ((), ()),
    "softmax(x, y, z)": ((3,), (3,)),
    "norm(x, y)": ((2,), ()),
    "[[x, y], [y, x]] [1, 2]": ((2,), (2,)),
}


@pytest.mark.parametrize(("formula", "shapes"), VECTORS.items())
def test_input_and_output_shape(formula, shapes):
    f = Function(formula)
    assert (f.input_shape, f.output_shape) == shapes


def verb(f):
    """Return the name of the derivative that fits the shapes of f."""
    if f.input_shape == ():
        return "derivative"
    return "jacobian" if f.output_shape else "gradient"


@pytest.mark.parametrize("formula", VECTORS)
def test_differentiating_appends_the_input_shape(formula):
    f = Function(formula)
    for _ in range(2):
        slope = getattr(f, verb(f))
        assert slope.output_shape == f.output_shape + f.input_shape
        assert np.shape(slope(np.full(f.input_shape, 0.3))) == slope.output_shape
        f = slope


@pytest.mark.parametrize("formula", VECTORS)
@pytest.mark.parametrize("batch", [(), (1,), (5,), (2, 3), (0,)])
def test_many_points_give_what_single_points_give(formula, batch):
    f = Function(formula)
    points = np.random.default_rng(1).uniform(0.1, 1, batch + f.input_shape)
    together = np.asarray(f(points))
    assert together.shape == batch + f.output_shape
    for place in np.ndindex(batch):
        np.testing.assert_array_equal(together[place], f(points[place]))


def test_more_points_than_one_block():
    x = np.linspace(-1, 1, 10_001)
    np.testing.assert_allclose(Function("x^2 - 6x + 13")(x), x**2 - 6 * x + 13, rtol=1e-15)


@pytest.mark.parametrize("formula", ["x^2 y + sin y", "x y z", "norm(x, y)", "e^(x y)/(1 + x^2)"])
def test_hessian_is_symmetric_and_the_jacobian_of_the_gradient(formula):
    f = Function(formula)
    point = np.linspace(0.3, 1.1, *f.input_shape)
    np.testing.assert_array_equal(f.hessian(point), f.hessian(point).T)
    np.testing.assert_allclose(f.hessian(point), f.gradient.jacobian(point), rtol=1e-13)


@pytest.mark.parametrize("formula", ["x^2 y + sin y", "x1^2 + x2, x1 x2", "softmax(x, y, z)"])
def test_rows_of_a_jacobian_are_gradients_by_the_complex_step(formula):
    f = Function(formula)
    point, step = np.linspace(0.3, 1.1, *f.input_shape), 1e-20
    columns = [np.imag(f(point + 1j * step * unit)) / step for unit in np.eye(*f.input_shape)]
    np.testing.assert_allclose(getattr(f, verb(f))(point), np.stack(columns, axis=-1), rtol=1e-14)


def test_gradient_of_rosenbrock_in_many_variables():
    n = 40  # what fits in one typed line
    formula = " + ".join(f"100(x{i + 1} - x{i}^2)^2 + (1 - x{i})^2" for i in range(1, n))
    x = np.random.default_rng(2).uniform(-2, 2, n)
    exact = np.zeros(n)
    exact[:-1] += -400 * x[:-1] * (x[1:] - x[:-1] ** 2) - 2 * (1 - x[:-1])
    exact[1:] += 200 * (x[1:] - x[:-1] ** 2)
    np.testing.assert_allclose(Function(formula).gradient(x), exact, rtol=1e-13)


@pytest.mark.parametrize(
    ("formula", "x"),
    [("log x", -1), ("log x", 0), ("1/x", 0), ("sqrt x", -1), ("x^(1/3)", -8), ("arccosh x", 0)],
)
def test_undefined_is_nan_for_numbers_and_arrays_without_a_warning(formula, x):
    f = Function(formula)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(f(x))
        values = f(np.array([x, 2.0]))
    assert np.isnan(values[0])
    assert values[1] == f(2)


def test_overflow_is_infinite():
    assert Function("e^x")(1000) == np.inf


@pytest.mark.parametrize("x", [1e3, -1e3])
def test_sigmoid_and_softplus_far_out(x):
    assert Function("sigmoid x")(x) == (x > 0)
    assert Function("softplus x")(x) == max(x, 0)
    assert np.isfinite(Function("sigmoid x").derivative(x + 0j))


@pytest.mark.parametrize("x", [1, 1.0, np.float32(1), np.int8(1), True, np.array(1)])
def test_any_kind_of_number_gives_a_float(x):
    value = Function("x^2 - 6x + 13")(x)
    assert type(value) is float
    assert value == 8


def test_zero_has_no_sign():
    assert str(Function("-x^2").derivative(0)) == "0.0"
    assert str(Function("-x^2").derivative([0.0])[0]) == "0.0"


def test_the_input_is_left_alone():
    x = np.array([1.0, 2.0])
    value = Function("x")(x)
    value[0] = 7
    assert x.tolist() == [1, 2]


@given(x=st.floats(-50, 50), curve=st.sampled_from(catalogue.curves()))
@settings(deadline=None)
def test_numbers_and_arrays_agree(x, curve):
    f = curve.function
    np.testing.assert_allclose(f([x]), [f(x)], rtol=1e-15)


def test_text_keeps_what_was_typed():
    f = Function("x^2-6x+13")
    assert f.text == "x² − 6x + 13"
    assert f.source == "x^2-6x+13"
    assert f.latex == "x^{2} - 6 x + 13"
    assert f._repr_latex_() == "$x^{2} - 6 x + 13$"
    assert repr(f) == 'Function("x² − 6x + 13", variables="x")'
    assert repr(Function("y x")) == 'Function("y·x", variables=["x", "y"])'


def test_notes_come_from_the_reader():
    assert Function("1/2x").notes == ("1/2x is read as (1/2)·x",)


def test_variables_choose_shape_and_order():
    assert Function("x", variables=["x"]).input_shape == (1,)
    assert Function("x - y", variables=["y", "x"])([1, 3]) == 2
    assert Function("x10 + x2").variables == ("x2", "x10")
    assert Function("3", variables="x")([1, 2]).tolist() == [3, 3]
    assert Function("θ^2 + x_1").variables == ("theta", "x1")


def test_a_list_is_a_vector():
    assert Function(["x^2", "x y"]).text == Function("x^2, x y").text


def test_polynomial_coefficients():
    assert Function("(x - 1)^2 (x + 2)/2").polynomial == (1, -1.5, 0, 0.5)
    assert Function("sin x").polynomial is None
    assert Function("1/x").polynomial is None
    assert Function("3 - 3", variables="x").polynomial == ()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: Function("x, y").gradient,
            "gradient needs a scalar output; this maps R^2 to R^2: use .jacobian",
        ),
        (
            lambda: Function("x y").jacobian,
            "jacobian needs a vector output; this maps R^2 to R: use .gradient",
        ),
        (
            lambda: Function("x y").derivative,
            "derivative needs a scalar input; this maps R^2 to R: use .gradient",
        ),
        (lambda: Function("x").gradient, "gradient needs a vector input; this maps R to R: use .derivative"),
        (
            lambda: Function("x").hessian,
            "hessian needs a vector input; this maps R to R: use .derivative.derivative",
        ),
        (lambda: Function("x, y").hessian, "use .jacobian.jacobian"),
        (lambda: Function("3"), "no variable in 3: name it with variables="),
        (lambda: Function("x", ["x", "x"]), "all be different"),
        (lambda: Function("x", "x y"), "is no name of a variable"),
        (lambda: Function("x y")([1, 2, 3]), "a point here is (x, y), of shape (2,): got shape (3,)"),
        (lambda: Function("x")("one"), "x must be made of numbers"),
    ],
)
def test_errors_name_the_remedy(make, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        make()


def test_text_that_cannot_be_read_gets_a_caret():
    with pytest.raises(ReadingError, match=r"\^$"):
        Function("x +")


@pytest.mark.parametrize("formula", ["[x, 1] + [1, 2, 3]", "[x, 1] + 1", "[x, y] [1, 2]", "[[x, 1], [2]]"])
def test_shapes_that_do_not_fit(formula):
    with pytest.raises((ShapeError, ReadingError)):
        Function(formula)


def test_no_other_kind_of_formula():
    with pytest.raises(TypeError, match="a formula is text"):
        Function(None)


def test_formulas_need_no_sympy():
    code = (
        "import sys; from lessons_lib.formula import Function; f = Function('x^2 - 6x + 13');"
        "f.derivative(1), f.latex; assert 'sympy' not in sys.modules and 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("text", ["3", "0x", "x", "x^2"])
def test_a_complex_point_gives_a_complex_value(text):
    assert isinstance(Function(text, variables="x")(1 + 1j), complex)
