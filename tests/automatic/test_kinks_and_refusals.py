"""Where there is no derivative, what is documented; where it would be lost, a sentence that says so."""

import math
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from lessons_lib.slopes.automatic import (
    LostDerivativeError,
    UnknownOperationError,
    derivative,
    gradient,
    hessian,
    hvp,
    jacobian,
    jvp,
    vjp,
)

NAN = math.nan


def one_entry(f):
    """Return f's slope by the tape."""
    return lambda x: gradient(lambda v: f(v[0]))([x])[0]


BOTH = pytest.mark.parametrize("slope", [derivative, one_entry], ids=["forward", "reverse"])


# kinks


def ramp(x):
    return np.where(x > 0, x, 0)


@BOTH
def test_a_branch_has_slope_0_at_0_so_a_sum_of_two_that_is_x_is_wrong_there(slope):
    assert slope(ramp)(0) == 0
    assert slope(lambda x: ramp(x) - ramp(-x))(0) == 0
    assert slope(lambda x: ramp(x) - ramp(-x))(0.1) == 1


@BOTH
@pytest.mark.parametrize(
    "relu", [lambda x: np.maximum(x, 0), lambda x: np.maximum(0, x), lambda x: x.clip(0)]
)
def test_at_a_tie_the_slope_is_shared_and_a_sum_of_two_that_is_x_is_right(slope, relu):
    assert slope(relu)(0) == 0.5
    assert slope(lambda x: relu(x) - relu(-x))(0) == 1
    assert slope(lambda x: relu(x) - relu(-x))(0.1) == 1


@BOTH
def test_infinity_times_0_is_nan(slope):
    assert math.isnan(slope(lambda x: np.sqrt(x**4))(0))
    assert slope(lambda x: np.sqrt(x**4))(1) == 2


def test_the_branch_not_taken_spoils_reverse_mode_only():
    def f(x):
        return np.where(x > 0, np.sqrt(x), 0)

    assert_array_equal(derivative(f)([-1, 0, 1]), [0, 0, 0.5])
    assert_array_equal(gradient(lambda x: np.sum(f(x)))([-1, 0, 1]), [NAN, NAN, 0.5])


def test_a_harmless_argument_repairs_it():
    def f(x):
        return np.where(x > 0, np.sqrt(np.where(x > 0, x, 1)), 0)

    assert_array_equal(gradient(lambda x: np.sum(f(x)))([-1, 0, 1]), [0, 0, 0.5])


@BOTH
def test_a_branch_for_one_point_has_that_branch_s_slope(slope):
    def f(x):
        return 9 if x == 3 else x**2

    assert slope(f)(3) == 0
    assert slope(f)(3.5) == 7


@BOTH
def test_kinks_and_ties(slope):
    assert slope(abs)(0) == slope(np.abs)(0) == 0
    assert slope(np.sign)(0) == slope(np.floor)(1) == 0
    assert slope(lambda x: np.maximum(x, x**3))(1) == 2  # the mean of 1 and 3
    assert slope(lambda x: np.minimum(2.0, x))(2) == 0.5
    assert slope(lambda x: np.max(np.stack([x, 2 * x])))(0) == 1.5


@BOTH
def test_whole_powers_are_defined_at_0(slope):
    assert slope(lambda x: x**0)(0) == 0
    assert slope(lambda x: x**1)(0) == 1
    assert slope(lambda x: x**2)(0) == 0
    assert slope(lambda x: x**2)(-3) == -6
    assert slope(lambda x: 0.0**x)(2) == 0
    assert derivative(derivative(lambda x: x**2))(0) == 2


@BOTH
@pytest.mark.parametrize(
    ("f", "x"), [(np.log, -1), (np.log, 0), (lambda x: 1 / x, 0), (np.sqrt, -1), (np.exp, 1000)]
)
def test_where_the_value_is_undefined_or_infinite_so_is_the_slope(slope, f, x):
    assert math.isnan(slope(f)(x))


def test_only_the_undefined_output_is_undefined():
    found = jacobian(lambda x: [np.sqrt(x[0]) * x[1], 7 * x[0]])([-1.0, 2.0])
    assert_array_equal(found, [[NAN, NAN], [7, 0]])


def test_a_constant_has_derivative_0():
    assert derivative(lambda x: 3)(1) == 0
    assert_array_equal(gradient(lambda x: 3)([1, 2]), [0, 0])
    assert_array_equal(jacobian(lambda x: [1, 2, 3])([1, 2]), np.zeros((3, 2)))
    assert_array_equal(hessian(lambda x: x[0] * 2)([1, 2]), np.zeros((2, 2)))


@BOTH
def test_an_exponent_that_stands_still_asks_for_no_logarithm_of_the_base(slope):
    assert slope(lambda x: x**2.0)(-2) == -4
    assert slope(lambda x: np.power(x, 3.0))(-2) == 12


@pytest.mark.parametrize(("base", "exponent"), [(-2, 2), (-3, 3), (-1, -2), (-0.5, 4), (0, 2), (-2, 1)])
def test_along_the_base_alone_a_power_of_a_negative_number_has_a_slope(base, exponent):
    found = jvp(lambda v: v[0] ** v[1])([base, exponent], [1, 0])
    assert (
        found == exponent * base ** (exponent - 1.0) == gradient(lambda v: v[0] ** v[1])([base, exponent])[0]
    )
    assert base == 0 or math.isnan(jvp(lambda v: v[0] ** v[1])([base, exponent], [0, 1]))


def test_a_tangent_that_is_0_here_may_still_grow():
    def product(v):
        return (v[0] ** v[1] - 4) ** 2

    expected = [[2 * 16, 8 * 4 * math.log(2)], [8 * 4 * math.log(2), 2 * (4 * math.log(2)) ** 2]]
    assert_allclose(hessian(product)([2, 2]), expected, rtol=1e-13)


# what is changed after it was used


def changed_weights(x):
    w = np.ones(2)
    s = w @ x
    w *= 10
    return s


def changed_factor(x):
    c = np.array([2.0, 3.0])
    y = np.sum(c * x * x)
    c[:] = 0
    return y


def changed_index(x):
    places = np.array([0, 1])
    y = np.sum(x[places] ** 2 * np.array([1.0, 2.0]))
    places[:] = 0
    return y


def changed_list(x):
    places = [0, 1]
    y = np.sum(x[places] ** 2)
    places[0] = 1
    return y


def changed_pair(x):
    rows = np.array([0, 1])
    y = np.sum(np.outer(x, x)[rows, rows])
    rows[:] = 1
    return y


def changed_mask(x):
    mask = np.array([True, False])
    y = x[mask][0] ** 2
    mask[:] = True
    return y


def changed_condition(x):
    chosen = np.array([True, False])
    y = np.sum(np.where(chosen, x**2, 3 * x))
    chosen[:] = False
    return y


def changed_view(x):
    w = np.arange(6.0).reshape(2, 3)
    y = np.sum(w[:, 1:] @ x)
    w[:] = -1
    return y


def changed_exponent(x):
    p = np.array([2.0, 3.0])
    y = np.sum(x**p)
    p += 1
    return y


def changed_einsum(x):
    a = np.eye(2)
    y = np.einsum("i,ij,j", x, a, x)
    a[:] = 7
    return y


def changed_row(x):
    row = np.zeros(2)
    y = np.sum(np.stack([row, x]) ** 2 * np.array([[1, 2], [3, 4]]))
    row[:] = 5
    return y


CHANGED = [changed_weights, changed_factor, changed_index, changed_list, changed_pair, changed_mask]
CHANGED += [changed_condition, changed_view, changed_exponent, changed_einsum, changed_row]


@pytest.mark.parametrize("f", CHANGED)
def test_changing_a_constant_after_it_was_used_changes_nothing(f):
    x = np.array([1.0, 2.0])
    expected = [(f(x + 1e-6 * u) - f(x - 1e-6 * u)) / 2e-6 for u in np.eye(2)]
    assert_allclose(gradient(f)(x), expected, rtol=1e-8)
    assert_allclose([jvp(f)(x, u) for u in np.eye(2)], expected, rtol=1e-8)
    assert_allclose(jacobian(gradient(f))(x), hessian(f)(x), atol=1e-12)


def test_results_are_float_arrays_and_objects_are_refused():
    assert jacobian(lambda x: [x[0], 1, True])([1, 2]).dtype == float
    assert gradient(lambda x: x[0] * np.float32(2))([1, 2]).dtype == float
    for strange in (None, Fraction(1, 2), "a", [None, 1]):
        with pytest.raises(ValueError, match="f must return real numbers"):
            gradient(lambda x, strange=strange: strange)([1, 2])
        with pytest.raises(TypeError, match="together with real numbers"):
            gradient(lambda x, strange=strange: x[0] * np.array(strange))([1, 2])
    with pytest.raises(LostDerivativeError, match=r"np\.stack"):
        jacobian(lambda x: np.array([x[0], None], dtype=object))([1, 2])


def test_autograd_itself_is_left_as_it_was():
    assert autograd.grad(lambda x: anp.maximum(x, 0) ** 2)(3.0) == 6
    with pytest.raises(ZeroDivisionError):
        gradient(lambda x: 1 // 0)([1])
    assert autograd.grad(lambda x: anp.sum(x.astype(float) ** 2))(np.array([3.0])) == 6
    assert gradient(lambda x: autograd.grad(lambda y: anp.sum(x * y**3))(2.0))([1, 2]).tolist() == [12, 12]


def test_two_threads_do_not_mix_their_derivatives():
    def slow(x):
        for _ in range(30):
            x = np.sin(x) + derivative(lambda y, x=x: y * x)(x)
        return x

    expected = derivative(slow)(0.1)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(derivative(slow), [0.1] * 12)) == {expected}


def test_many_inputs_need_no_matrix_of_their_own():
    tracemalloc.start()
    found = jacobian(lambda x: np.stack([np.sum(x), x @ x]))(np.ones(10_000))
    product = gradient(lambda x: np.einsum("ij,jk,kl->", x, x, x))(np.ones((60, 60)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.shape == (2, 10_000)
    assert product.shape == (60, 60)
    assert peak < 10e6


# what has no rule

UNKNOWN = {
    "np.linalg.eigvalsh": lambda x: np.linalg.eigvalsh(np.outer(x, x)),
    "np.fft.fft": np.fft.fft,
    "np.spacing": np.spacing,
    "np.nextafter": lambda x: np.nextafter(x, 1),
    "np.add.reduce": np.add.reduce,
    "np.multiply.outer": lambda x: np.multiply.outer(x, x),
    "np.sum(..., dtype=)": lambda x: np.sum(x, dtype=float),
    "np.exp with where=": lambda x: np.exp(x, where=x > 0),
    "np.cumprod": lambda x: x.cumprod(),
    "np.linalg.norm with ord=1": lambda x: np.linalg.norm(x, 1),
    "np.interp": lambda x: np.interp(x, [0, 1], [0, 1]),
    "np.einsum('ii', ...)": lambda x: np.einsum("ii", np.outer(x, x)),
    "np.dot with 3 and 3 axes": lambda x: np.dot(x[None, None], x[None, :, None]),
}


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("verb", [gradient, lambda f: lambda x: jvp(f)(x, x)], ids=["tape", "dual"])
def test_an_unknown_operation_is_named_with_a_remedy(verb, name):
    with pytest.raises(UnknownOperationError) as caught:
        verb(UNKNOWN[name])([1.0, 2.0])
    assert str(caught.value).startswith(f"{name} has no derivative rule here: ")
    assert "lessons_lib.numeric" in str(caught.value)


def written(x):
    y = np.zeros(2)
    y[0] = x[0]
    return y


def added_in_place(x):
    x += 1
    return x


def added_into(x):
    y = np.zeros(2)
    y += x
    return y


def overwritten(x):
    x[0] = 5
    return x


LOST = {
    "np.asarray": np.asarray,
    "np.array": lambda x: np.array([x[0], x[1]]),
    "float()": lambda x: float(x[0]),
    "math": lambda x: math.sin(x[0]),
    "writing it into an array": written,
    "x += y": added_in_place,
    "np.add with out=": added_into,
    "x[...] = y": overwritten,
    "int()": lambda x: int(x[0]),
    "complex()": lambda x: complex(x[0]),
    "index": lambda x: [1, 2, 3][x[0]],
    "round()": lambda x: round(x[0]),
    ".item()": lambda x: x[0].item(),
    ".tolist()": lambda x: x.tolist(),
    ".astype()": lambda x: x.astype(int),
    ".fill()": lambda x: x.fill(0),
    ".sort()": lambda x: x.sort(),
}


@pytest.mark.parametrize("name", LOST)
@pytest.mark.parametrize("verb", [gradient, lambda f: lambda x: jvp(f)(x, x)], ids=["tape", "dual"])
def test_what_would_lose_the_derivative_is_refused_by_name(verb, name):
    with pytest.raises(LostDerivativeError, match="would lose the derivative: ") as caught:
        verb(LOST[name])([1.0, 2.0])
    assert name in str(caught.value)


def test_a_value_kept_from_another_call_is_refused():
    kept = []
    derivative(lambda x: (kept.append(x), x)[1])(1)
    with pytest.raises(LostDerivativeError, match="kept from an earlier call"):
        derivative(lambda x: x * kept[0])(2)
    with pytest.raises(LostDerivativeError, match="kept from an earlier call"):
        derivative(lambda x: (derivative(lambda y: (kept.append(x * y), y)[1])(x), kept[-1])[1])(2)


def test_an_attribute_no_array_function_stands_for():
    with pytest.raises(AttributeError, match=r"no \.strides: use a NumPy function"):
        gradient(lambda x: x.strides)([1])


def test_numpy_s_own_errors_stay():
    with pytest.raises(IndexError, match="out of bounds"):
        gradient(lambda x: x[5])([1, 2])
    with pytest.raises(ValueError, match="mismatch"):
        gradient(lambda x: np.ones(3) @ x)([1, 2])


# bad input

VERBS = [derivative, gradient, jacobian, hessian]
PAIRED = [jvp, vjp, hvp]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("x", "said"),
    [
        ([1, NAN], "finite"),
        ([math.inf], "finite"),
        ([1j], "real"),
        ([], "number"),
        (["a"], "real"),
        ([[1], [1, 2]], "number"),
    ],
)
def test_a_point_is_finite_and_real(verb, x, said):
    with pytest.raises(ValueError, match=f"x must .*{said}.*: got"):
        verb(np.sum)(x)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("returned", [None, "a", 1j, [1, [2, 3]]])
def test_a_function_returns_numbers(verb, returned):
    at = 1 if verb is derivative else [1]
    with pytest.raises(ValueError, match="f must return"):
        verb(lambda x: returned)(at)


@pytest.mark.parametrize("verb", PAIRED)
def test_directions_and_weights_have_the_right_shape(verb):
    with pytest.raises(ValueError, match=r"[vw] must have the shape of (x|f\(x\)), .*: got shape \(3,\)"):
        verb(lambda x: x @ x)([1, 2], [1, 2, 3])


@pytest.mark.parametrize(
    ("verb", "f", "x", "sentence"),
    [
        (gradient, np.sin, [1, 2], "gradient needs a scalar output; this maps R^2 to R^2: use jacobian(f)"),
        (gradient, np.sin, 1, "gradient needs a vector input; this maps R to R: use derivative(f)"),
        (jacobian, np.sum, [1, 2], "jacobian needs a vector output; this maps R^2 to R: use gradient(f)"),
        (
            jacobian,
            np.sum,
            [[1, 2]],
            "jacobian needs a vector output; this maps R^(1x2) to R: use gradient(f)",
        ),
        (
            hessian,
            np.sin,
            [1],
            "hessian needs a scalar output; this maps R^1 to R^1: use jacobian(jacobian(f))",
        ),
        (hessian, np.sin, 1, "hessian needs a vector input; this maps R to R: use derivative(derivative(f))"),
    ],
)
def test_the_wrong_verb_names_the_right_one(verb, f, x, sentence):
    with pytest.raises(ValueError, match="needs") as caught:
        verb(f)(x)
    assert str(caught.value) == sentence


def test_a_function_of_several_numbers_has_no_derivative():
    with pytest.raises(IndexError, match=r"one number and has no entries.*gradient"):
        derivative(lambda x: x[0] ** 2)(1)
    with pytest.raises(TypeError, match="one number and has no length"):
        derivative(len)(1)


@pytest.mark.parametrize(
    ("other", "named"),
    [(1j, "complex numbers"), (np.array([1j]), "complex numbers"), ("a", "'a'"), (None, "None")],
)
def test_traced_values_go_together_with_real_numbers_only(other, named):
    with pytest.raises(TypeError, match=f"together with real numbers .*: got {named}"):
        derivative(lambda x: x * other)(1)
