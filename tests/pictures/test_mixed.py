"""Mixed differences: what is drawn is what is measured, and both orders are told apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore, numeric
from lessons_lib.formula import Function
from tests.pictures.support import draw, line, picture

PEANO = Function("x y (x^2 - y^2)/(x^2 + y^2)")
SMOOTH = Function("x^2 sin y")
steps = st.floats(-2, 0).map(lambda power: 10.0**power)
places = st.tuples(st.floats(-2, 2), st.floats(-2, 2))


def mixed(f, at, inner=0.1, outer=0.4, view=None):
    return picture("mixed", f, at=at, inner=inner, outer=outer, view=view)


@pytest.fixture(scope="module")
def peano():
    return mixed(PEANO, (0, 0), view=(-2, 2, -2, 2))


@pytest.fixture(scope="module")
def smooth():
    return mixed(SMOOTH, (1, 2), 0.1, 0.1)


def test_peanos_function_tells_the_order(peano):
    peano.move(inner=1e-6, outer=1e-3)
    assert peano.values == pytest.approx((-1, 1), abs=1e-5)
    assert peano.exact == pytest.approx((-1, 1), abs=1e-12)
    assert "mixed difference is −1, first along y and then along x it is 1; they differ by 2" in peano.caption


@given(step=steps)
@settings(max_examples=20, deadline=None)
def test_equal_steps_hide_the_order(peano, step):
    peano.move(inner=step, outer=step)
    assert peano.values == pytest.approx((0, 0), abs=1e-9)
    assert "the same four values, so they agree" in peano.caption


@given(ratio=st.floats(-3, 3))
@settings(max_examples=20, deadline=None)
def test_only_the_ratio_of_the_steps_matters_to_peano(peano, ratio):
    inner, outer = (1e-3, 1e-3 * 10**ratio)
    peano.move(inner=inner, outer=outer)
    expected = (inner**2 - outer**2) / (inner**2 + outer**2)
    assert peano.values == pytest.approx((expected, -expected), abs=1e-6)


@given(at=places, step=steps)
@settings(max_examples=20, deadline=None)
def test_nested_differences_with_equal_steps_commute(smooth, at, step):
    smooth.move(at=at, inner=step, outer=step)
    first, second = smooth.values
    assert first == pytest.approx(second, abs=20 * smooth.noise + 1e-12)


@given(at=places)
@settings(max_examples=20, deadline=None)
def test_both_orders_of_a_symmetric_function_meet_its_hessian(smooth, at):
    smooth.move(at=at, inner=1e-4, outer=1e-3)
    assert smooth.values == pytest.approx([SMOOTH.hessian(at)[0, 1]] * 2, abs=1e-4)


def test_equal_steps_are_the_stencil_of_the_numerical_hessian(smooth):
    smooth.move(at=(1, 2), inner=0.25, outer=0.25)
    assert smooth.values == pytest.approx([numeric.hessian(SMOOTH, step=0.25)([1, 2])[0, 1]] * 2)


@pytest.mark.parametrize("axis", [0, 1])
def test_the_secant_goes_through_two_inner_slopes(peano, axis):
    peano.move(inner=1e-3, outer=2e-3)
    slopes = dict(np.round(line(peano, "secant", panel=1 + axis), 9).tolist())
    ends = line(peano, "second", 1, panel=1 + axis)
    for place, height in ends:
        assert slopes[place] == pytest.approx(height)
    assert np.diff(ends[:, 1])[0] / 2 == pytest.approx(peano.values[axis])


def test_the_exact_slopes_are_those_of_the_formula(peano):
    peano.move(at=(0, 0), inner=1e-2, outer=1e-3)
    places, slopes = line(peano, "derivative", panel=1).T
    seen = np.isfinite(slopes)
    np.testing.assert_allclose(slopes[seen], -places[seen], atol=1e-12)


def test_the_places_where_f_is_asked_have_the_shape_of_the_steps(smooth):
    smooth.move(at=(1, 2), inner=0.1, outer=0.3)
    one, other = (np.ptp(mark.data, axis=0) for mark in smooth.marks("second", "line", 0))
    assert one[1] / one[0] == pytest.approx(3)
    assert other.tolist() == pytest.approx(one[::-1].tolist())


def test_where_the_curves_are_one_they_have_one_name(smooth):
    smooth.move(at=(1, 2), inner=1e-4, outer=1e-3)
    assert "∂f by differences\nand exact" in smooth.words()
    assert "∂f exact" not in smooth.words()


@pytest.mark.parametrize(
    "text", ["log x + y", "|x y|", "1/(x y)", "3", "x^40 y^40", "sqrt(x^2 + y^2)", "relu x"]
)
@pytest.mark.parametrize(("inner", "outer"), [(1e-7, 1e-7), (1, 1e-7), (1e-3, 1)])
@pytest.mark.parametrize("at", [(0, 0), (2, -2)])
def test_hostile_functions_are_drawn(text, inner, outer, at):
    hostile = mixed(Function(text, ["x", "y"]), at, inner, outer)
    draw(hostile)
    assert hostile.caption.endswith(".")
    assert "nan" not in hostile.caption


def test_outside_the_domain_it_says_so():
    assert "f is undefined at one of the points" in mixed(Function("log x + y"), (0, 0)).caption


@pytest.mark.parametrize("step", [0, -1, 50])
def test_steps_out_of_range_are_brought_into_it(step):
    made = explore.mixed(inner=step, outer=step)
    assert 1e-7 <= made.state["inner"] == made.state["outer"] <= 1
    made.close()
