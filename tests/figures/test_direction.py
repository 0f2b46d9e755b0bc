"""The slope in every direction: arrows, shadow and curve tell the same story."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import numeric
from lessons_lib.figures import new_axes, new_figure
from lessons_lib.figures.direction import Direction
from lessons_lib.formula import Function
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.plane import unit
from tests.figures.support import axes_of, draw, labels, text_starting
from tests.numbers import read

SLOW = settings(max_examples=15, deadline=None)
GENTLE = Function("(x^2 + x y + 2y^2)/4")
TWISTED = Function("x^2 y/(x^2 + y^2)")
HOSTILE = [
    "3", "1e6 x + y^2", "1/(x y)", "log x + |y|", "sqrt(-1 - x^2 - y^2)", "sqrt(x^2 + y^2)", "cbrt(x y)",
    "x^2 y/(x^2 + y^2)", "sign x + y", "x^2/2 + 50y^2", "1e6 |x|",
]  # fmt: skip
coordinate = st.floats(-3, 3)
angles = st.floats(-180, 180)


def direction(f=GENTLE, at=(1, 1), angle=20, view=(-3, 3, -3, 3), classroom=False):
    return Direction(new_axes(new_figure(9, 4.2, classroom=classroom), 1, 2), f, at, angle, view)


@pytest.fixture(scope="module")
def picture():
    return direction()


def vector(arrow):
    return arrow.tip - arrow.tail


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_the_curve_is_the_directional_derivative(picture, x, y, angle):
    picture.move(at=(x, y), angle=angle)
    turns, slopes = picture._curve._curve.get_data()
    expected = [numeric.directional(GENTLE, unit(turn))([x, y]) for turn in turns[::40]]
    np.testing.assert_allclose(slopes[::40], expected, atol=1e-6)
    now = numeric.directional(GENTLE, unit(angle))([x, y])
    assert picture.handles()["slope"][1:] == pytest.approx((angle if angle != -180 else 180, now), abs=1e-6)


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_the_shadow_is_the_projection_of_the_gradient(picture, x, y, angle):
    picture.move(at=(x, y), angle=angle)
    start, foot = picture._compass._shadow.get_xydata()
    gradient, u = vector(picture._compass._arrows["gradient"]), unit(angle)
    np.testing.assert_allclose(foot - start, (gradient @ u) * u, atol=1e-9)
    foot_again, tip = picture._compass._drop.get_xydata()
    np.testing.assert_allclose(foot_again, foot)
    assert (tip - foot) @ u == pytest.approx(0, abs=1e-9)


@SLOW
@given(x=coordinate, y=coordinate)
def test_arrows_are_the_gradient_and_a_unit_vector(picture, x, y):
    picture.move(at=(x, y), angle=20)
    gradient = vector(picture._compass._arrows["gradient"])
    true = GENTLE.gradient([x, y])
    assert gradient[0] * true[1] - gradient[1] * true[0] == pytest.approx(0, abs=1e-9)
    if not picture._compass.fitted:
        np.testing.assert_allclose(gradient, picture._compass.scale * true)
    u = vector(picture._compass._arrows["u"])
    np.testing.assert_allclose(u / math.hypot(*u), unit(20), atol=1e-9)
    np.testing.assert_allclose(picture._compass.end - (x, y), unit(20), atol=1e-12)


def test_largest_least_and_zero_are_marked_where_they_are():
    picture = direction()
    towards, length = picture.bearing.towards, picture.bearing.length
    turns, heights = picture._curve._marks.get_data()
    np.testing.assert_allclose(heights, [length, -length, 0, 0])
    for turn, height in zip(turns, heights, strict=True):
        assert float(picture.around.along(turn)) == pytest.approx(height, abs=1e-12)
    assert turns[0] == pytest.approx(towards)
    assert picture._curve._curve.get_ydata().max() == pytest.approx(length, rel=1e-3)


@pytest.mark.parametrize(("turn", "way"), [(0, "uphill"), (180, "downhill"), (90, "level"), (-90, "level")])
def test_the_sign_tells_up_from_down(turn, way):
    picture = direction(Function("3x + 4y"), at=(0, 0))
    picture.move(angle=picture.bearing.towards + turn)
    assert picture.caption.endswith(f", {way}.")
    assert picture.bearing.slope == pytest.approx(5 * math.cos(math.radians(turn)), abs=1e-9)


def test_the_four_compass_directions_miss_the_steepest():
    picture, found = direction(Function("3x + 4y"), at=(0, 0)), {}
    for angle in (0, 90, 180, -90, math.degrees(math.atan2(4, 3))):
        picture.move(angle=angle)
        found[angle] = picture.bearing.slope
    assert list(found.values()) == pytest.approx([3, 4, -3, -4, 5])
    assert "has length 5 and points to 53.13°" in picture.caption


@pytest.mark.parametrize("angle", [0, 45, 90, -120.5])
def test_where_no_gradient_tells_the_slopes_both_curves_are_shown(angle):
    picture = direction(TWISTED, at=(0, 0), angle=angle, view=(-2, 2, -2, 2))
    turns, slopes = picture._curve._curve.get_data()
    t = np.radians(turns)
    np.testing.assert_allclose(slopes, np.cos(t) ** 2 * np.sin(t), atol=1e-6)
    np.testing.assert_array_equal(picture._curve._would.get_ydata(), np.zeros(len(turns)))
    assert "the gradient (0, 0) times u is 0" in picture.caption
    assert "not differentiable" in picture.caption


def test_a_point_without_a_gradient_keeps_its_slopes():
    picture = direction(Function("sqrt(x^2 + y^2)"), at=(0, 0))
    assert (
        picture.caption
        == "√(x² + y²) at (0, 0): there is no gradient; along u at 20° the slope is 1, uphill."
    )
    assert "no ∇f" in labels(picture.moving)
    np.testing.assert_allclose(picture._curve._curve.get_ydata(), 1, atol=1e-6)


def test_a_zero_gradient_has_no_direction():
    picture = direction(at=(0, 0))
    assert "the gradient (0, 0) has no direction, and the slope is 0 along every u" in picture.caption
    assert not picture._compass._arrows["gradient"].get_visible()
    assert math.isnan(picture.bearing.between)


def test_outside_the_domain_it_says_where():
    assert direction(Function("log x + y"), at=(-1, 0)).caption == "log(x) + y: undefined at (−1, 0)."


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_numbers_in_words_are_those_of_the_picture(picture, x, y, angle):
    picture.move(at=(x, y), angle=angle)
    shadow = text_starting(picture, "∇f · u = ").removeprefix("∇f · u = ") if picture.bearing.length else "0"
    assert read(shadow) == pytest.approx(picture.bearing.slope, rel=1e-3, abs=1e-9)
    assert f"is {shadow}" in picture.caption


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_handles_ride_on_the_circle_and_on_the_curve(picture, x, y, angle):
    picture.move(at=(x, y), angle=angle)
    handles = picture.handles()
    _, *tip = handles["angle"]
    rings = np.hypot(*(np.stack(picture.track("angle")) - np.reshape([x, y], (2, 1))))
    np.testing.assert_allclose(rings, math.dist(tip, (x, y)))
    assert unit(picture.angle_of(*tip)) == pytest.approx(unit(angle))
    assert np.interp(picture.angle, *picture.track("slope")) == pytest.approx(handles["slope"][2], abs=1e-2)
    assert picture.track("at") is None


@SLOW
@given(turn=st.integers(-3, 3), angle=st.integers(-179, 180))
def test_a_full_turn_changes_nothing(picture, turn, angle):
    picture.move(angle=angle)
    before = picture.caption
    picture.move(angle=angle + 360 * turn)
    assert picture.caption == before
    assert -180 < picture.angle <= 180


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_limits_stand_still_and_units_stay_equal(picture, x, y, angle):
    limits = [(ax.get_xlim(), ax.get_ylim()) for ax in axes_of(picture)]
    picture.move(at=(x, y), angle=angle)
    assert [(ax.get_xlim(), ax.get_ylim()) for ax in axes_of(picture)] == limits
    assert picture.map.bbox.width == pytest.approx(picture.map.bbox.height)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_state_is_drawn(text):
    picture = direction(Function(text, ["x", "y"]))
    for at, angle in (((0, 0), 0), ((0, 2.5), 45), ((-2.9, 2.9), 90), ((9, 0), 180), ((1, -1), 33.3)):
        picture.move(at=at, angle=angle)
        draw(picture)
        assert "nan" not in picture.caption
        assert "nan" not in " ".join(labels(picture.moving))


@pytest.mark.parametrize("view", [(-12, 12, -4, 4), (-0.1, 0.1, -0.1, 0.1)])
def test_where_a_unit_is_too_long_or_too_short_the_picture_says_how_u_is_drawn(view):
    picture = direction(at=(0.05, 0.05), view=view)
    drawn = math.dist(picture._compass.end, picture.at)
    assert drawn == pytest.approx(picture._compass.radius)
    assert 0.08 * picture.view.size <= drawn <= 0.36 * picture.view.size
    assert (picture._compass.radius == 1) == ("u" in labels(picture.moving))


def test_the_gradient_is_green():
    arrow = direction()._compass._arrows["gradient"]
    np.testing.assert_allclose(
        arrow.get_facecolor()[:3], [int(LINE["gradient"][i : i + 2], 16) / 255 for i in (1, 3, 5)]
    )
