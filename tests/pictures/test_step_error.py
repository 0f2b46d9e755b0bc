"""Errors of schemes: what is drawn is what is measured."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore, numeric
from tests.pictures.support import draw, function, line, picture


def step_error(f="exp x", at=1, step=1e-4):
    return picture("step_error", f, at=at, step=step)


@pytest.fixture(scope="module")
def drawn():
    return step_error()


@settings(max_examples=25, deadline=None)
@given(power=st.floats(-15, 0))
def test_marks_show_the_error_of_the_scheme(drawn, power):
    step = 10.0**power
    drawn.move(step=step)
    for scheme, error in drawn.errors.items():
        slope = numeric.derivative(drawn.f, step, scheme)(1)
        assert error == pytest.approx(abs(float(slope) - np.e), abs=5e-16)


def test_the_line_stands_at_the_step(drawn):
    drawn.move(step=1e-5)
    assert set(line(drawn, "measure")[:, 0]) == {1e-5}
    assert drawn.handles()["step"][1] == 1e-5


@pytest.mark.parametrize(("meaning", "order"), [("secant", 1), ("second", 2)])
def test_predicted_lines_have_the_order_as_slope(drawn, meaning, order):
    steps, errors = drawn.standing(meaning, "line")[1].data.T
    np.testing.assert_allclose(np.diff(np.log(errors)) / np.diff(np.log(steps)), order, atol=1e-6)


def test_the_best_steps_are_marked_and_said(drawn):
    drawn.move(step=1e-4)
    assert "best step about 10⁻⁸ forward, about 5·10⁻⁶ central, anything below 10⁻⁸ complex" in drawn.caption
    assert sum(each.get_text().startswith("best h") for each in drawn.panel.written()) == 3
    for star, curve in zip(drawn.standing(kind="dot"), drawn.curves.values(), strict=True):
        assert star.place == (curve.best_step, curve.best_error)


@pytest.mark.parametrize("meaning", ["secant", "second", "third"])
def test_a_measured_error_is_never_hidden_below(drawn, meaning):
    errors = drawn.standing(meaning, "line")[0].data[:, 1]
    assert (errors > drawn.panel.limits.bottom).all()
    assert (errors < drawn.panel.limits.top).all()


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


@pytest.mark.parametrize(("scheme", "best"), [("forward", 1e-8), ("central", 5e-6)])
def test_a_button_goes_to_the_best_step(scheme, best):
    made = explore.step_error()
    made.controls["step"].buttons[f"best {scheme} step"].click()
    assert made.state["step"] == pytest.approx(numeric.error_curve(made.function, 1, scheme).best_step)
    assert best / 20 < made.state["step"] < 20 * best
    made.close()


def test_another_point_is_measured_anew():
    made, twin = explore.step_error(), explore.step_error(at=0.5)
    made.controls["at"].set(0.5)
    assert made.caption == twin.caption
    assert made.picture.panel.limits == twin.picture.panel.limits
    made.close()
    twin.close()
