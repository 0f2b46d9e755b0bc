"""The slope in every direction: arrows, shadow and curve tell the same story."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import numeric
from lessons_lib.formula import Function
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.plane import slopes_around, unit
from tests.numbers import read
from tests.pictures.support import draw, line, picture, starting

SLOW = settings(max_examples=15, deadline=None)
GENTLE = Function("(x^2 + x y + 2y^2)/4")
TWISTED = Function("x^2 y/(x^2 + y^2)")
HOSTILE = [
    "3", "1e6 x + y^2", "1/(x y)", "log x + |y|", "sqrt(-1 - x^2 - y^2)", "sqrt(x^2 + y^2)", "cbrt(x y)",
    "x^2 y/(x^2 + y^2)", "sign x + y", "x^2/2 + 50y^2", "1e6 |x|",
]  # fmt: skip
coordinate = st.floats(-3, 3)
angles = st.floats(-180, 180)


def direction(f=GENTLE, at=(1, 1), angle=20, view=(-3, 3, -3, 3)):
    return picture("direction", f, at=at, angle=angle, view=view)


def curve(drawn):
    return line(drawn, "derivative", panel=1)


def gradient_of(drawn):
    return vector(drawn.marks("gradient", "arrow")[0])


@pytest.fixture(scope="module")
def drawn():
    return direction()


def vector(arrow):
    tail, tip = arrow.data
    return tip - tail


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_the_curve_is_the_directional_derivative(drawn, x, y, angle):
    drawn.move(at=(x, y), angle=angle)
    turns, slopes = curve(drawn).T
    expected = [numeric.directional(GENTLE, unit(turn))([x, y]) for turn in turns[::40]]
    np.testing.assert_allclose(slopes[::40], expected, atol=1e-6)
    now = numeric.directional(GENTLE, unit(angle))([x, y])
    assert drawn.handles()["slope"][1:] == pytest.approx((angle if angle != -180 else 180, now), abs=1e-6)


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_the_shadow_is_the_projection_of_the_gradient(drawn, x, y, angle):
    drawn.move(at=(x, y), angle=angle)
    start, foot = line(drawn, "derivative")
    gradient, u = gradient_of(drawn), unit(angle)
    np.testing.assert_allclose(foot - start, (gradient @ u) * u, atol=1e-9)
    foot_again, tip = line(drawn, "measure", 3)
    np.testing.assert_allclose(foot_again, foot)
    assert (tip - foot) @ u == pytest.approx(0, abs=1e-9)


@SLOW
@given(x=coordinate, y=coordinate)
def test_arrows_are_the_gradient_and_a_unit_vector(drawn, x, y):
    drawn.move(at=(x, y), angle=20)
    gradient = gradient_of(drawn)
    true = GENTLE.gradient([x, y])
    assert gradient[0] * true[1] - gradient[1] * true[0] == pytest.approx(0, abs=1e-9)
    if not {"∇f, cut", "∇f, lengthened"} & set(drawn.words()):
        np.testing.assert_allclose(gradient, drawn.scale * true)
    u = vector(drawn.marks("point", "arrow")[0])
    np.testing.assert_allclose(u / math.hypot(*u), unit(20), atol=1e-9)
    np.testing.assert_allclose(np.subtract(drawn.handles()["angle"][1:], (x, y)), unit(20), atol=1e-12)


def test_largest_least_and_zero_are_marked_where_they_are():
    drawn = direction()
    towards, length = drawn.towards, drawn.length
    turns, heights = np.array([mark.place for mark in drawn.marks("gradient", "dot")]).T
    np.testing.assert_allclose(heights, [length, -length, 0, 0])
    for turn, height in zip(turns, heights, strict=True):
        assert float(slopes_around(GENTLE, (1, 1)).along(turn)) == pytest.approx(height, abs=1e-12)
    assert turns[0] == pytest.approx(towards)
    assert curve(drawn)[:, 1].max() == pytest.approx(length, rel=1e-3)


@pytest.mark.parametrize(("turn", "way"), [(0, "uphill"), (180, "downhill"), (90, "level"), (-90, "level")])
def test_the_sign_tells_up_from_down(turn, way):
    drawn = direction(Function("3x + 4y"), at=(0, 0))
    drawn.move(angle=drawn.towards + turn)
    assert drawn.caption.endswith(f", {way}.")
    assert drawn.slope == pytest.approx(5 * math.cos(math.radians(turn)), abs=1e-9)


def test_the_four_compass_directions_miss_the_steepest():
    drawn, found = direction(Function("3x + 4y"), at=(0, 0)), {}
    for angle in (0, 90, 180, -90, math.degrees(math.atan2(4, 3))):
        drawn.move(angle=angle)
        found[angle] = drawn.slope
    assert list(found.values()) == pytest.approx([3, 4, -3, -4, 5])
    assert "has length 5 and points to 53.13°" in drawn.caption


@pytest.mark.parametrize("angle", [0, 45, 90, -120.5])
def test_where_no_gradient_tells_the_slopes_both_curves_are_shown(angle):
    drawn = direction(TWISTED, at=(0, 0), angle=angle, view=(-2, 2, -2, 2))
    turns, slopes = curve(drawn).T
    t = np.radians(turns)
    np.testing.assert_allclose(slopes, np.cos(t) ** 2 * np.sin(t), atol=1e-6)
    np.testing.assert_array_equal(line(drawn, "gradient", panel=1)[:, 1], np.zeros(len(turns)))
    assert "the gradient (0, 0) times u is 0" in drawn.caption
    assert "not differentiable" in drawn.caption


def test_a_point_without_a_gradient_keeps_its_slopes():
    drawn = direction(Function("sqrt(x^2 + y^2)"), at=(0, 0))
    assert (
        drawn.caption == "√(x² + y²) at (0, 0): there is no gradient; along u at 20° the slope is 1, uphill."
    )
    assert "no ∇f" in drawn.words()
    np.testing.assert_allclose(curve(drawn)[:, 1], 1, atol=1e-6)


def test_a_zero_gradient_has_no_direction():
    drawn = direction(at=(0, 0))
    assert "the gradient (0, 0) has no direction, and the slope is 0 along every u" in drawn.caption
    assert not drawn.marks("gradient", "arrow")[0].drawn.get_visible()
    assert math.isnan(drawn.ahead)


def test_outside_the_domain_it_says_where():
    assert direction(Function("log x + y"), at=(-1, 0)).caption == "log(x) + y: undefined at (−1, 0)."


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_numbers_in_words_are_those_of_the_picture(drawn, x, y, angle):
    drawn.move(at=(x, y), angle=angle)
    shadow = starting(drawn, "∇f · u = ").removeprefix("∇f · u = ") if drawn.length else "0"
    assert read(shadow) == pytest.approx(drawn.slope, rel=1e-3, abs=1e-9)
    assert f"is {shadow}" in drawn.caption


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_handles_ride_on_the_circle_and_on_the_curve(drawn, x, y, angle):
    drawn.move(at=(x, y), angle=angle)
    handles = drawn.handles()
    _, *tip = handles["angle"]
    rings = np.hypot(*(np.stack(drawn.track("angle")) - np.reshape([x, y], (2, 1))))
    np.testing.assert_allclose(rings, math.dist(tip, (x, y)))
    assert unit(drawn.taken("angle", *tip)["angle"]) == pytest.approx(unit(angle), abs=0.01)
    assert np.interp(drawn.angle, *drawn.track("slope")) == pytest.approx(handles["slope"][2], abs=1e-2)
    assert drawn.track("at") is None


@SLOW
@given(turn=st.integers(-3, 3), angle=st.integers(-179, 180))
def test_a_full_turn_changes_nothing(drawn, turn, angle):
    drawn.move(angle=angle)
    before = drawn.caption
    drawn.move(angle=angle + 360 * turn)
    assert drawn.caption == before
    assert -180 < drawn.angle <= 180


@SLOW
@given(x=coordinate, y=coordinate, angle=angles)
def test_limits_stand_still_and_units_stay_equal(drawn, x, y, angle):
    limits = [(panel.ax.get_xlim(), panel.ax.get_ylim()) for panel in drawn.panels]
    drawn.move(at=(x, y), angle=angle)
    assert [(panel.ax.get_xlim(), panel.ax.get_ylim()) for panel in drawn.panels] == limits
    assert drawn.panel.ax.bbox.width == pytest.approx(drawn.panel.ax.bbox.height)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_state_is_drawn(text):
    drawn = direction(Function(text, ["x", "y"]))
    for at, angle in (((0, 0), 0), ((0, 2.5), 45), ((-2.9, 2.9), 90), ((9, 0), 180), ((1, -1), 33.3)):
        drawn.move(at=at, angle=angle)
        draw(drawn)
        assert "nan" not in drawn.caption
        assert "nan" not in " ".join(drawn.words())


@pytest.mark.parametrize("view", [(-12, 12, -4, 4), (-0.1, 0.1, -0.1, 0.1)])
def test_where_a_unit_is_too_long_or_too_short_the_picture_says_how_u_is_drawn(view):
    drawn = direction(at=(0.05, 0.05), view=view)
    length = math.dist(drawn.handles()["angle"][1:], drawn.at)
    assert length == pytest.approx(drawn.radius)
    assert 0.08 * drawn.plane.size <= length <= 0.36 * drawn.plane.size
    assert (drawn.radius == 1) == ("u" in drawn.words())


def test_the_gradient_is_green():
    arrow = direction().marks("gradient", "arrow")[0].drawn
    np.testing.assert_allclose(
        arrow.get_facecolor()[:3], [int(LINE["gradient"][i : i + 2], 16) / 255 for i in (1, 3, 5)]
    )
