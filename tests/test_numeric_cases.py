"""A number from differences is right to what a reader expects, or it is nan: never a wrong one in silence."""

import math
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import numeric

# quick waves and far places

WAVES = [
    (lambda x: np.sin(7 * x), lambda x: 7 * np.cos(7 * x), lambda x: -49 * np.sin(7 * x), 3.0),
    (lambda x: np.cos(x - 2000), lambda x: -np.sin(x - 2000), lambda x: -np.cos(x - 2000), 2001.0),
    (lambda x: np.sin(300 * x), lambda x: 300 * np.cos(300 * x), lambda x: -9e4 * np.sin(300 * x), 1.0),
    (lambda x: np.exp(-((x - 5e3) ** 2)), lambda x: -2 * (x - 5e3) * np.exp(-((x - 5e3) ** 2)), None, 5000.5),
    (lambda x: np.cos(1e6 * x), lambda x: -1e6 * np.sin(1e6 * x), lambda x: -1e12 * np.cos(1e6 * x), 4e-6),
    (lambda x: np.tanh(1e3 * x), lambda x: 1e3 / np.cosh(1e3 * x) ** 2, None, 2e-4),
    (lambda x: (x - 1e6) ** 4 - (x - 1e6) ** 2, None, lambda x: 12 * (x - 1e6) ** 2 - 2, 1e6 + 0.5),
]


@pytest.mark.parametrize(("f", "slope", "bend", "x"), WAVES)
def test_a_quick_wave_far_out_has_its_slope_and_its_bend(f, slope, bend, x):
    if slope:
        assert numeric.derivative(f)(x) == pytest.approx(slope(x), rel=1e-3)
        assert numeric.gradient(lambda v: f(v[0]))([x])[0] == pytest.approx(slope(x), rel=1e-3)
    if bend:
        assert numeric.hessian(lambda v: f(v[0]))([x])[0, 0] == pytest.approx(bend(x), rel=1e-2)


@given(frequency=st.floats(1, 1e9), x=st.floats(-1e4, 1e4))
@settings(max_examples=150, derandomize=True)
def test_a_slope_without_a_step_is_right_or_nan(frequency, x):
    phase = frequency * x
    found = numeric.derivative(lambda t: np.sin(frequency * (t - x) + phase % 6))(x)
    exact = frequency * np.cos(phase % 6)
    assert np.isnan(found) or abs(found - exact) <= 3e-3 * frequency
    bend = numeric.hessian(lambda v: np.sin(frequency * (v[0] - x) + phase % 6))([x])[0, 0]
    assert np.isnan(bend) or abs(bend + frequency**2 * np.sin(phase % 6)) <= 3e-2 * frequency**2


@pytest.mark.parametrize("offset", [1e8, 1e10, -1e12, 1e15, 1e18])
def test_what_rounding_drowns_is_nan(offset):
    found = numeric.derivative(lambda x: offset + np.sin(x))(1.0)
    assert np.isnan(found) or found == pytest.approx(np.cos(1), rel=2e-3)
    bend = numeric.hessian(lambda v: offset + np.sin(v[0]))([1.0])[0, 0]
    assert np.isnan(bend) or bend == pytest.approx(-np.sin(1), rel=2e-2)


@pytest.mark.parametrize(
    "f", [lambda x: x**3, lambda x: 1e3 * x**3, np.cos, lambda x: 1e4 * np.cos(x), lambda x: 3.0]
)
def test_a_flat_place_is_flat(f):
    assert numeric.derivative(f)(0.0) == pytest.approx(0, abs=1e-6)
    assert numeric.gradient(lambda v: f(v[0]) + 2 * v[1])([0, 5]) == pytest.approx([0, 2], abs=1e-5)


@pytest.mark.parametrize(
    "f", [lambda x: x**4 + 4, lambda x: 100 * x**4 - 1, lambda x: x**3 + 1e5, lambda x: 5 * x]
)
def test_a_place_without_bend_has_none(f):
    assert numeric.hessian(lambda v: f(v[0]))([0.0])[0, 0] == pytest.approx(0, abs=1e-3)


def test_a_small_partial_derivative_beside_large_ones_is_found():
    def bowl(x):
        return np.sum(np.arange(1, 101) * (x - np.arange(100)) ** 2)

    x = np.linspace(-3, 99, 100)
    exact = 2 * np.arange(1, 101) * (x - np.arange(100))
    np.testing.assert_allclose(numeric.gradient(bowl)(x), exact, atol=1e-4)
    np.testing.assert_allclose(numeric.hessian(bowl)(x), 2 * np.diag(np.arange(1.0, 101)), atol=1e-2)


# values of other kinds


class Kept:
    """Return the same array each time, written anew."""

    def __init__(self, shape, f):
        self.array, self.f = np.zeros(shape), f

    def __call__(self, x):
        self.array[...] = self.f(x)
        return self.array


def test_an_array_that_is_returned_again_and_again():
    assert numeric.derivative(Kept((), np.sin))(1.0) == pytest.approx(np.cos(1))
    assert numeric.one_sided(Kept((), lambda x: 3 * x), 1.0) == pytest.approx((3, 3))
    assert numeric.derivative(Kept(2, lambda x: [x**2, x**3]))(2.0) == pytest.approx([4, 12])
    assert numeric.gradient(Kept((), lambda x: x[0] * x[1]))([2, 3]) == pytest.approx([3, 2])
    assert numeric.hessian(Kept((), lambda x: x[0] * x[1]))([2, 3]) == pytest.approx(
        np.array([[0, 1], [1, 0]]), abs=1e-9
    )
    assert numeric.directional(Kept((), np.sum), [1, 1])([2, 3]) == pytest.approx(2)
    assert numeric.error_curve(Kept((), np.sin), 1.0, steps=[1e-5], exact=np.cos(1)).error[0] < 1e-9


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.uint16, np.int16, np.uint32])
def test_whole_numbers_of_a_small_type_do_not_wrap(kind):
    assert numeric.derivative(lambda x: kind(100 - 10 * round(x)), step=1)(4.0) == -10
    assert numeric.gradient(lambda x: kind(100 - 10 * round(x[0])), step=1)([4]) == [-10]
    assert numeric.jacobian(lambda x: (100 - 10 * x).astype(kind), step=1)([3, 4]).tolist() == [
        [-10, 0],
        [0, -10],
    ]
    assert numeric.hessian(lambda x: kind(round(x[0]) ** 2), step=1)([4])[0, 0] == 2
    assert numeric.one_sided(lambda x: kind(100), 4.0) == (0, 0)


@pytest.mark.parametrize("f", [np.sin, np.exp, np.cosh, lambda x: x**3, lambda x: 1 / (1 + x * x)])
@pytest.mark.parametrize("kind", [np.float32, np.float16])
@pytest.mark.parametrize("scheme", ["forward", "central", "richardson"])
def test_values_of_half_the_precision_are_asked_for_by_longer_steps(f, kind, scheme):
    exact = numeric.derivative(f, scheme="complex")(0.7)
    found = numeric.derivative(lambda x: kind(f(kind(x))), scheme=scheme)(0.7)
    assert np.isnan(found) or found == pytest.approx(exact, rel=3e-3)
    if kind is np.float32 and scheme == "central":
        assert found == pytest.approx(exact, rel=1e-3)


@pytest.mark.parametrize("returned", [True, None, [None], "1", [1, [2]], np.array([True, False])])
def test_what_is_no_number_is_refused_in_a_sentence(returned):
    for ask in (numeric.derivative, numeric.one_sided):
        with pytest.raises(ValueError, match="must return a number or an array of numbers"):
            ask(lambda x: returned, 1.0) if ask is numeric.one_sided else ask(lambda x: returned)(1.0)
    for verb in (numeric.gradient, numeric.jacobian, numeric.hessian):
        with pytest.raises(ValueError, match="must return a number or an array of numbers"):
            verb(lambda x: returned)([1.0])


def test_complex_numbers_for_a_real_x_are_refused_and_fractions_are_numbers():
    for verb in (numeric.derivative, lambda f: lambda x: numeric.gradient(f)([x])):
        with pytest.raises(ValueError, match=r"return its real part, np\.real"):
            verb(lambda x: 1j * x)(1.0)
    assert numeric.derivative(lambda x: Fraction(float(x)) ** 2)(3.0) == pytest.approx(6)
    assert numeric.derivative(lambda x: Decimal(float(x)) ** 2)(3.0) == pytest.approx(6)
    assert numeric.gradient(lambda x: Fraction(float(x[0])) / 4)([3.0]) == pytest.approx([0.25])


# the edge of the domain, and overflow


@pytest.mark.parametrize("edge", [1e-3, 1e-6, 1e-9, 3e-7, 1e-12])
@pytest.mark.parametrize("log", [np.log, math.log])
def test_near_the_edge_of_the_domain_the_slope_is_found(edge, log):
    assert numeric.derivative(log)(edge) == pytest.approx(1 / edge, rel=1e-3)
    assert numeric.gradient(lambda v: log(v[0]) + v[1])([edge, 1]) == pytest.approx([1 / edge, 1], rel=1e-3)
    assert numeric.jacobian(lambda v: [np.log(v[0]), v[1]])([edge, 1]) == pytest.approx(
        np.diag([1 / edge, 1]), rel=1e-3
    )


@pytest.mark.parametrize(
    ("f", "x"),
    [(math.log, 0.1), (math.sqrt, 0.0), (math.acosh, 1.0), (math.asin, 1.0), (lambda x: 1 / (x - 1e-3), 0.0)],
)
def test_an_error_of_arithmetic_beside_the_point_is_a_place_without_a_value(f, x):
    for step in (None, 1e-3, 0.2):
        found = numeric.derivative(f, step)(x)
        assert isinstance(found, float)
        numeric.hessian(lambda v: f(v[0]), step)([x])
    with pytest.raises(ValueError, match=r"math domain error|positive"):
        numeric.derivative(math.log)(-1.0)


def test_only_the_slope_that_is_undefined_is_nan():
    found = numeric.gradient(lambda v: v[0] ** v[1])([-2.0, 2.0])
    assert found[0] == pytest.approx(-4)
    assert np.isnan(found[1])
    assert numeric.directional(lambda v: v[0] ** v[1], [1, 0])([-2.0, 2.0]) == pytest.approx(-4)


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (lambda x: np.exp(x) / (1 + np.exp(x)), 800.0),
        (lambda x: 1 / (1 + np.exp(-x)), -800.0),
        (math.exp, 720.0),
        (lambda x: np.arctan(x**30), 1e20),
        (lambda x: np.sqrt(x * x), 1e200),
        (lambda x: np.minimum(np.cosh(x), 3.0), 1000.0),
    ],
)
def test_a_run_that_overflowed_gives_nan(f, x):
    assert np.isnan(numeric.derivative(f)(x))
    assert np.isnan(numeric.gradient(lambda v: f(v[0]))([x])).all()
    assert np.isnan(numeric.hessian(lambda v: f(v[0]))([x])).all()
    many = numeric.gradient(lambda v: np.sum([f(each) for each in v]))(np.full(12, x))
    assert np.isnan(many).all()


# the true slope of an error curve


@pytest.mark.parametrize(
    ("f", "slope", "x"),
    [
        (np.log, lambda x: 1 / x, 0.3),
        (np.tan, lambda x: 1 / np.cos(x) ** 2, 1.4),
        (lambda x: 1 / x, lambda x: -1 / x**2, 0.5),
        (lambda x: np.sin(30 * x), lambda x: 30 * np.cos(30 * x), 1.0),
        (np.sqrt, lambda x: 0.5 / np.sqrt(x), 0.01),
        (lambda x: 1 / (1 + 25 * x * x), lambda x: -50 * x / (1 + 25 * x * x) ** 2, 0.9),
        (np.arctanh, lambda x: 1 / (1 - x * x), 0.99),
    ],
)
@pytest.mark.parametrize("scheme", ["forward", "central", "complex"])
def test_an_error_curve_measures_the_scheme_not_an_estimate(f, slope, x, scheme):
    own, told = numeric.error_curve(f, x, scheme), numeric.error_curve(f, x, scheme, exact=slope)
    floor = 1e-13 * abs(slope(x))
    np.testing.assert_allclose(own.error, told.error, atol=floor, rtol=1e-3)
    np.testing.assert_allclose(own.truncation, told.truncation, rtol=1e-9)
    assert np.nanmin(own.error) < 1e-5 * abs(slope(x))


@pytest.mark.parametrize("f", [math.sin, lambda x: float(x) ** 2, lambda x: float(np.sin(x)) * x])
def test_an_error_curve_asks_for_the_true_slope_where_it_cannot_know_it(f):
    with pytest.raises(ValueError, match="give it as exact="):
        numeric.error_curve(f, 3.0)
    assert np.isfinite(numeric.error_curve(f, 3.0, exact=6.0).error).any()


def test_the_slope_of_a_run_is_not_taken_for_that_of_the_function():
    curve = numeric.error_curve(lambda x: 9 if x == 3 else x**2, 3.0, steps=[1e-4])
    assert curve.error[0] < 1e-9


def test_many_inputs_need_no_matrix_of_their_own():
    tracemalloc.start()
    f = numeric.jacobian(lambda x: np.array([x.sum(axis=0), (x * x).sum(axis=0)]), 1e-6, "forward")
    found = f(np.ones(3000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    np.testing.assert_allclose(found, [np.ones(3000), 2 * np.ones(3000)], rtol=1e-3)
    assert peak < 30e6
