"""The picture of the error that the linear map J h leaves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.formula import Function
from lessons_lib.pictures._departure import STEPS, departure
from tests.explore.support import drag
from tests.pictures.support import draw, line, picture

NOTCH = Function("x1^2 + x2, x1 x2")
RICH = Function("x e^y, sin(x y)")
SMOOTH = settings(max_examples=25, deadline=None)
coordinate, angle = st.floats(-2, 2), st.integers(-179, 180)


def linear_error(f=NOTCH, at=(1, 2), angle=30, step=1):
    return picture("linear_error", f, at=at, angle=angle, step=step)


@SMOOTH
@given(x=coordinate, y=coordinate, degrees=angle)
def test_the_error_of_a_quadratic_map_has_slope_two(x, y, degrees):
    found = departure(NOTCH, (x, y), degrees)
    bend = found.direction[0] ** 2 + abs(found.direction[0] * found.direction[1])
    if bend > 1e-3:
        assert found.slope == pytest.approx(2, abs=0.02)
        assert found.error[-1] == pytest.approx(
            STEPS[1] ** 2 * np.hypot(found.direction[0] ** 2, found.direction[0] * found.direction[1])
        )


@pytest.mark.parametrize("degrees", [0, 30, 90, 135, -60])
def test_the_error_of_a_smooth_map_has_slope_two(degrees):
    assert departure(RICH, (1, 0.5), degrees).slope == pytest.approx(2, abs=0.02)


@pytest.mark.parametrize(
    ("text", "at", "degrees", "slope"),
    [
        ("x^3, y^3", (0, 0), 30, 3),
        ("sin x, y", (0, 0), 10, 3),
        ("x^4 + y, x", (0, 1), 0, 4),
        ("|x|, y", (0, 1), 30, 1),
        ("sqrt(|x|), y", (0, 1), 0, 0.5),
    ],
)
def test_other_slopes_are_told_as_they_are(text, at, degrees, slope):
    found = departure(Function(text), at, degrees)
    assert found.slope == pytest.approx(slope, abs=0.02)
    assert f"slope {slope}" in linear_error(Function(text), at, degrees).caption


@SMOOTH
@given(x=coordinate, y=coordinate, degrees=angle)
def test_a_linear_map_leaves_rounding_only(x, y, degrees):
    found = departure(Function("x + 3y, 2x - y"), (x, y), degrees)
    assert found.is_linear
    assert np.isnan(found.slope)
    assert "exactly linear" in linear_error(Function("x + 3y, 2x - y"), (x, y), degrees).caption


def test_at_a_kink_no_jacobian_is_claimed():
    found = departure(Function("|x|, y"), (0, 1), 30)
    assert not found.smooth
    np.testing.assert_allclose(found.matrix, [[0, 0], [0, 1]], atol=1e-8)
    assert "no Jacobian" in linear_error(Function("|x|, y"), (0, 1)).caption


@pytest.mark.parametrize(("text", "at"), [("cbrt x, y", (0, 1)), ("sqrt x, y", (0, 1))])
def test_a_vertical_place_has_no_matrix_at_all(text, at):
    assert np.isnan(departure(Function(text), at, 30).matrix).all()
    assert linear_error(Function(text), at).caption.endswith("there is no Jacobian.")


def test_the_drawn_errors_are_the_measured_ones():
    drawn = linear_error(RICH, (1, 0.5))
    steps, errors = line(drawn, "secant", panel=2).T
    found = departure(RICH, (1, 0.5), 30)
    np.testing.assert_array_equal(steps, found.step)
    seen = found.error > 1e-15
    np.testing.assert_array_equal(errors[seen], found.error[seen])


def test_the_gap_joins_the_change_and_the_linear_map():
    drawn = linear_error(step=0.5)
    true, linear = line(drawn, "secant", panel=1)
    step = 0.5 * np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    np.testing.assert_allclose(0.5 * true, NOTCH(np.array([1, 2]) + step) - NOTCH([1, 2]))
    np.testing.assert_allclose(0.5 * linear, NOTCH.jacobian([1, 2]) @ step)
    assert 0.5 * np.hypot(*(true - linear)) == pytest.approx(drawn.found.error_at(0.5)[0])


def test_a_tip_that_cannot_be_seen_is_no_handle_and_can_still_be_dropped():
    drawn = linear_error(step=1)
    assert "tip" in drawn.handles()
    drawn.move(step=1e-6)
    assert "tip" not in drawn.handles()
    assert drawn.taken("tip", 1, 3) == {"angle": 90, "step": 1}


@SMOOTH
@given(degrees=angle, length=st.floats(0.5, 1))
def test_the_tip_tells_angle_and_length(degrees, length):
    drawn = linear_error(at=(0, 0), angle=degrees, step=length)
    found = drawn.taken("tip", *drawn.handles()["tip"][1:])
    assert np.cos(np.radians(found["angle"] - degrees)) == pytest.approx(1)
    assert found["step"] == pytest.approx(length)


def test_the_grip_slides_the_length():
    made = explore.linear_error("x^2 - y^2, 2x y", at=(0, 0))
    drag(made, "step", 1e-4, 7.0)
    assert made.state["step"] == pytest.approx(1e-4)
    assert "|h| = 0.0001" in made.caption
    made.close()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("log x, y", (-1, 1)),
        ("y/x, x", (0, 1)),
        ("3, 4", (0, 0)),
        ("10^6 x^2, y", (1, 1)),
        ("x^40, y", (1, 1)),
        ("e^(1000x), y", (1, 1)),
        ("tan x, y", (1.5707963, 0)),
    ],
)
def test_what_is_undefined_steep_or_constant_stays_sane(text, at):
    drawn = linear_error(Function(text, ["x", "y"]), at)
    for step in (3.0, 1e-9, 0.0):
        drawn.move(step=step, angle=90)
        assert drawn.caption.endswith(".")
        assert "nan" not in drawn.caption
    draw(drawn)
