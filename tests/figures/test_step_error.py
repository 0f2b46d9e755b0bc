"""Errors of schemes: what is drawn is what is measured."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import numeric
from tests.figures.support import draw, function, labels, step_error


@pytest.fixture(scope="module")
def picture():
    return step_error()


@settings(max_examples=25, deadline=None)
@given(power=st.floats(-15, 0))
def test_marks_show_the_error_of_the_scheme(picture, power):
    step = 10.0**power
    picture.move(step=step)
    for scheme, error in picture.errors.items():
        slope = numeric.derivative(picture.f, step, scheme)(1)
        assert error == pytest.approx(abs(float(slope) - np.e), abs=5e-16)


def test_the_line_stands_at_the_step(picture):
    picture.move(step=1e-5)
    assert set(picture._line.get_xdata()) == {1e-5}
    assert picture.handles()["step"][1] == 1e-5


def test_predicted_lines_have_the_order_as_slope(picture):
    for scheme, order in (("forward", 1), ("central", 2)):
        line = picture._rows[scheme].lines[1]
        rise = np.diff(np.log(line.get_ydata())) / np.diff(np.log(line.get_xdata()))
        np.testing.assert_allclose(rise, order, atol=1e-6)


def test_the_best_steps_are_marked_and_said(picture):
    picture.move(step=1e-4)
    assert (
        "best step about 10⁻⁸ forward, about 5·10⁻⁶ central, anything below 10⁻⁸ complex" in picture.caption
    )
    assert any(text.startswith("best h") for text in labels(picture.moving))


def test_a_measured_error_is_never_hidden_below(picture):
    for row in picture._rows.values():
        assert (row.lines[0].get_ydata() > picture.view.bottom).all()
        assert (row.lines[0].get_ydata() < picture.view.top).all()


@pytest.mark.parametrize(
    ("text", "at"), [("log x", -1), ("|x|", 1), ("3", 1), ("x^2", 0), ("exp x", 20), ("1/x", 0)]
)
@pytest.mark.parametrize("step", [1e-16, 1e-3, 1.0, 0.0])
def test_hostile_functions_are_drawn(text, at, step):
    hostile = step_error(function(text), at, step)
    draw(hostile)
    assert hostile.caption.endswith(".")
    assert "nan" not in hostile.caption


def test_outside_the_domain_it_says_so():
    assert step_error(function("log x"), -1).caption == "Slope of log(x): undefined at x = −1."


def test_another_point_is_measured_anew():
    moved = step_error()
    moved.move(at=0.5)
    assert moved.caption == step_error(at=0.5).caption
