"""The picture of the error that the linear map J h leaves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.figures.linear_error import STEPS, departure
from lessons_lib.formula import Function
from tests.figures.support import NOTCH, draw, linear_error

RICH = Function("x e^y, sin(x y)")
SMOOTH = settings(max_examples=25, deadline=None)
coordinate, angle = st.floats(-2, 2), st.integers(-179, 180)


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
    picture = linear_error(RICH, (1, 0.5))
    line = picture._graph._errors
    np.testing.assert_array_equal(line.get_xdata(), picture.found.step)
    seen = picture.found.error > 1e-15
    np.testing.assert_array_equal(line.get_ydata()[seen], picture.found.error[seen])


def test_the_gap_joins_the_change_and_the_linear_map():
    picture = linear_error(step=0.5)
    true, linear = picture._gap._gap.get_xydata()
    step = 0.5 * picture.found.direction
    np.testing.assert_allclose(0.5 * true, NOTCH(np.array([1, 2]) + step) - NOTCH([1, 2]))
    np.testing.assert_allclose(0.5 * linear, NOTCH.jacobian([1, 2]) @ step)
    assert 0.5 * np.hypot(*(true - linear)) == pytest.approx(picture.found.error_at(0.5)[0])


def test_a_tip_that_cannot_be_seen_is_no_handle():
    picture = linear_error(step=1)
    assert "tip" in picture.handles()
    picture.move(step=1e-6)
    assert "tip" not in picture.handles()


@SMOOTH
@given(degrees=angle, length=st.floats(0.5, 1))
def test_the_tip_tells_angle_and_length(degrees, length):
    picture = linear_error(at=(0, 0), angle=degrees, step=length)
    _, x, y = picture.handles()["tip"]
    found = picture.polar(x, y)
    assert np.cos(np.radians(found[0] - degrees)) == pytest.approx(1)
    assert found[1] == pytest.approx(length)


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
    picture = linear_error(Function(text, ["x", "y"]), at)
    for step in (3.0, 1e-9, 0.0):
        picture.move(step=step, angle=90)
        assert picture.caption.endswith(".")
        assert "nan" not in picture.caption
    draw(picture)
