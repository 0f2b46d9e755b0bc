"""The order of errors, and the axes that it is read from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.figures import new_axes, new_figure
from lessons_lib.pencil.convergence import measured_order
from lessons_lib.pencil.powers import level_line, mark_powers, power_of_ten

STEPS = np.geomspace(1e-6, 1, 61)
FIT = {"clean": 100.0, "samples": 8, "straight": 0.05}


@given(order=st.floats(0.2, 6), scale=st.floats(1e-3, 1e3))
def test_the_order_of_a_power_is_its_exponent(order, scale):
    found = measured_order(STEPS, scale * STEPS**order, np.zeros(61), **FIT)
    assert found.slope == pytest.approx(order)
    assert found.fitted == pytest.approx(STEPS[[0, 7]])


@given(lost=st.integers(1, 40))
def test_steps_where_rounding_has_a_say_are_left_out(lost):
    noise = np.where(np.arange(61) < lost, 1.0, 0.0)
    found = measured_order(STEPS, STEPS**2, noise, **FIT)
    assert found.slope == pytest.approx(2)
    assert found.fitted[0] == STEPS[lost]


@pytest.mark.parametrize("errors", [np.full(61, np.nan), np.zeros(61), 1.5 ** (np.arange(61) % 2)])
def test_what_lies_on_no_line_has_no_order(errors):
    found = measured_order(STEPS, errors, np.full(61, 1e-9), **FIT)
    assert np.isnan([found.slope, *found.fitted]).all()


@given(power=st.integers(-30, 30), start=st.integers(-5, 0), end=st.integers(0, 5))
def test_a_power_is_written_out_where_that_is_asked_for(power, start, end):
    plain = range(start, end + 1)
    raised, written = (power_of_ten(10.0**power, which) for which in ((), plain))
    assert raised.startswith("10")
    assert (written != raised) == (power in plain)


def test_marks_stand_at_the_powers_and_nowhere_else():
    (ax,) = new_axes(new_figure())
    ax.set(xscale="log", xlim=(1e-4, 1e4))
    mark_powers(ax.xaxis, range(-4, 5, 2))
    assert ax.get_xticks() == pytest.approx(10.0 ** np.arange(-4, 5, 2))
    assert list(ax.xaxis.get_minorticklocs()) == []


def test_a_level_line_is_the_same_object_each_time():
    assert level_line(1e-3, 1, 0.5) is level_line(1e-3, 1, 0.5)
