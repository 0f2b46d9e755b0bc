"""Two slices through one point: their slopes are the partial derivatives."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import automatic, numeric
from lessons_lib.formula import Function
from tests.numbers import read
from tests.pictures.support import draw, line, picture

SLOW = settings(max_examples=15, deadline=None)
WAVE = Function("x^2 y + sin y")
HOSTILE = [
    "3", "1e6 x + y^2", "1/(x y)", "log x + |y|", "sqrt(-1 - x^2 - y^2)", "sqrt(x^2 + y^2)", "cbrt(x y)",
    "x^2 y/(x^2 + y^2)", "sign x + y", "(1 - x)^2 + 100(y - x^2)^2",
]  # fmt: skip
coordinate = st.floats(-3, 3)
steps = st.floats(-1, 1).filter(lambda h: abs(h) > 1e-3)


def partials(f=WAVE, at=(1, 2), step=0.5, view=None):
    return picture("partials", f, at=at, step=step, view=view)


@pytest.fixture(scope="module")
def drawn():
    return partials(view=(-3, 3, -3, 3))


def slope_of(ends):
    (x0, y0), (x1, y1) = ends
    return (y1 - y0) / (x1 - x0)


def on_slices(drawn, meaning):
    """Return the points of a line of both slices."""
    return [line(drawn, meaning, panel=panel) for panel in (1, 2)]


@SLOW
@given(x=coordinate, y=coordinate)
def test_tangents_have_the_partial_derivatives_by_all_three_roads(drawn, x, y):
    drawn.move(at=(x, y))
    slopes = [slope_of(tangent) for tangent in on_slices(drawn, "derivative")]
    np.testing.assert_allclose(slopes, WAVE.gradient([x, y]), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(slopes, numeric.gradient(WAVE)([x, y]), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(slopes, automatic.gradient(WAVE)([x, y]), rtol=1e-6, atol=1e-6)


@SLOW
@given(x=coordinate, y=coordinate, h=steps)
def test_secants_pass_through_two_points_of_their_slice(drawn, x, y, h):
    drawn.move(at=(x, y), step=h)
    for axis, secant in enumerate(on_slices(drawn, "secant")):
        (x0, y0), _ = secant
        for ahead in (0, h):
            point = np.array([x, y]) + ahead * np.eye(2)[axis]
            reached = y0 + slope_of(secant) * (point[axis] - x0)
            assert reached == pytest.approx(float(WAVE(point)), abs=1e-6)


@SLOW
@given(x=coordinate, y=coordinate)
def test_each_curve_is_the_function_with_the_other_variable_held(drawn, x, y):
    drawn.move(at=(x, y))
    for axis, curve in enumerate(on_slices(drawn, "function")):
        ts, heights = curve.T
        points = np.full((len(ts), 2), (x, y))
        points[:, axis] = ts
        np.testing.assert_allclose(heights, WAVE(points), atol=1e-9)


def test_a_secant_becomes_the_tangent_as_the_step_shrinks():
    drawn, errors = partials(), []
    for step in (0.1, 0.05, 0.025):
        drawn.move(step=step)
        errors.append([abs(each.secant - each.tangent.slope) for each in drawn.slopes])
    np.testing.assert_allclose(np.divide(errors[:-1], errors[1:]), 2, rtol=0.05)


@SLOW
@given(x=coordinate, y=coordinate, h=steps)
def test_slopes_in_words_are_the_slopes_of_the_lines(drawn, x, y, h):
    drawn.move(at=(x, y), step=h)
    for meaning, name in (("secant", "secant"), ("derivative", "tangent")):
        words = [text for text in drawn.words() if text.startswith(f"{name}, slope ")]
        printed = [read(text.removeprefix(f"{name}, slope ")) for text in words]
        for slope in map(slope_of, on_slices(drawn, meaning)):
            assert min(abs(slope - each) for each in printed) <= 1e-3 * abs(slope) + 1e-6
        assert all(text.removeprefix(f"{name}, slope ") in drawn.caption for text in words)


def test_the_map_shows_what_is_held():
    drawn = partials(at=(1, 2))
    held = {"x = 1 held", "y = 2 held"}
    assert held <= set(drawn.words())
    along, across = (line(drawn, "function", number, panel=0) for number in (0, 1))
    assert set(along[:, 1]) == {2}
    assert set(across[:, 0]) == {1}
    np.testing.assert_allclose(line(drawn, "secant", panel=0), [(1.5, 2), (1, 2), (1, 2.5)])


def test_both_slices_show_the_same_range_of_values():
    drawn = partials()
    drawn_map, first, second = (panel.ax for panel in drawn.panels)
    assert first.get_ylim() == second.get_ylim()
    assert first.get_xlim() == drawn_map.get_xlim()
    assert second.get_xlim() == drawn_map.get_ylim()


def test_a_slice_is_a_new_track_only_when_it_has_changed():
    drawn = partials()
    tracks = [drawn.track(name) for name in ("first", "second")]
    drawn.move(at=(-1, 2))
    assert drawn.track("first") is tracks[0]
    assert drawn.track("second") is not tracks[1]
    assert drawn.track("at") is None


@SLOW
@given(x=coordinate, y=coordinate)
def test_handles_ride_on_their_slices(drawn, x, y):
    drawn.move(at=(x, y))
    assert drawn.taken("first", 0.5, 9.0)["at"] == pytest.approx((0.5, math.nan), nan_ok=True)
    assert drawn.taken("second", 0.5, 9.0)["at"] == pytest.approx((math.nan, 0.5), nan_ok=True)
    for name, coordinate in (("first", x), ("second", y)):
        _, across, height = drawn.handles()[name]
        assert across == coordinate
        assert np.interp(across, *drawn.track(name)) == pytest.approx(height, abs=1e-2)


@SLOW
@given(x=coordinate, y=coordinate, h=steps)
def test_limits_stand_still_and_units_stay_equal(drawn, x, y, h):
    limits = [(panel.ax.get_xlim(), panel.ax.get_ylim()) for panel in drawn.panels]
    drawn.move(at=(x, y), step=h)
    assert [(panel.ax.get_xlim(), panel.ax.get_ylim()) for panel in drawn.panels] == limits
    assert drawn.panel.ax.bbox.width == pytest.approx(drawn.panel.ax.bbox.height)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_state_is_drawn(text):
    drawn = partials(Function(text, ["x", "y"]), view=(-3, 3, -3, 3))
    for at, step in (((0, 0), 0), ((0, 2.5), 1), ((-2.9, 2.9), -2), ((9, 0), 1e-12), ((1, -1), 1e6)):
        drawn.move(at=at, step=step)
        draw(drawn)
        assert "nan" not in drawn.caption
        assert "nan" not in " ".join(drawn.words())


def test_a_corner_has_one_slope_on_each_side():
    caption = partials(Function("log x + |y|"), at=(1, 0), step=0.5).caption
    assert "along x, with y held at 0, the secant has slope 0.8109 and the tangent 1" in caption
    assert "there is no tangent, the slope is −1 on the left and 1 on the right" in caption


def test_a_step_out_of_the_domain_has_no_secant():
    drawn = partials(Function("log x + |y|"), at=(1, 1), step=-2)
    assert "there is no secant, for f is undefined at x = −1" in drawn.caption
    assert math.isnan(drawn.slopes[0].secant)


def test_without_a_step_the_tangents_remain():
    drawn = partials(step=0)
    assert all(math.isnan(each.secant) for each in drawn.slopes)
    assert "along x, with y held at 2, the tangent's slope is 4" in drawn.caption


def test_outside_the_domain_it_says_where():
    assert partials(Function("log x + y"), at=(-1, 0)).caption == "log(x) + y: undefined at (−1, 0)."
