"""Two slices through one point: their slopes are the partial derivatives."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import automatic, numeric
from lessons_lib.figures import new_axes, new_figure
from lessons_lib.figures.partials import Partials
from lessons_lib.formula import Function
from tests.figures.support import axes_of, draw, labels
from tests.numbers import read

SLOW = settings(max_examples=15, deadline=None)
WAVE = Function("x^2 y + sin y")
HOSTILE = [
    "3", "1e6 x + y^2", "1/(x y)", "log x + |y|", "sqrt(-1 - x^2 - y^2)", "sqrt(x^2 + y^2)", "cbrt(x y)",
    "x^2 y/(x^2 + y^2)", "sign x + y", "(1 - x)^2 + 100(y - x^2)^2",
]  # fmt: skip
coordinate = st.floats(-3, 3)
steps = st.floats(-1, 1).filter(lambda h: abs(h) > 1e-3)


def partials(f=WAVE, at=(1, 2), step=0.5, view=None, classroom=False):
    return Partials(new_axes(new_figure(11.5, 4, classroom=classroom), 1, 3), f, at, step, view)


@pytest.fixture(scope="module")
def picture():
    return partials(view=(-3, 3, -3, 3))


def slope_of(line):
    (x0, y0), (x1, y1) = line.get_xydata()
    return (y1 - y0) / (x1 - x0)


def sides(picture):
    return picture._slices


@SLOW
@given(x=coordinate, y=coordinate)
def test_tangents_have_the_partial_derivatives_by_all_three_roads(picture, x, y):
    picture.move(at=(x, y))
    drawn = [slope_of(side._tangent) for side in sides(picture)]
    np.testing.assert_allclose(drawn, WAVE.gradient([x, y]), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(drawn, numeric.gradient(WAVE)([x, y]), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(drawn, automatic.gradient(WAVE)([x, y]), rtol=1e-6, atol=1e-6)


@SLOW
@given(x=coordinate, y=coordinate, h=steps)
def test_secants_pass_through_two_points_of_their_slice(picture, x, y, h):
    picture.move(at=(x, y), step=h)
    for axis, side in enumerate(sides(picture)):
        (x0, y0), _ = side._secant.get_xydata()
        for ahead in (0, h):
            point = np.array([x, y]) + ahead * np.eye(2)[axis]
            reached = y0 + slope_of(side._secant) * (point[axis] - x0)
            assert reached == pytest.approx(float(WAVE(point)), abs=1e-6)


@SLOW
@given(x=coordinate, y=coordinate)
def test_each_curve_is_the_function_with_the_other_variable_held(picture, x, y):
    picture.move(at=(x, y))
    for axis, side in enumerate(sides(picture)):
        ts, heights = side._curve.get_data()
        points = np.full((len(ts), 2), (x, y))
        points[:, axis] = ts
        np.testing.assert_allclose(heights, WAVE(points), atol=1e-9)


def test_a_secant_becomes_the_tangent_as_the_step_shrinks():
    picture, errors = partials(), []
    for step in (0.1, 0.05, 0.025):
        picture.move(step=step)
        errors.append(np.abs(np.array(picture.slopes) - [each.slope for each in picture.tangents]))
    np.testing.assert_allclose(np.array(errors[:-1]) / errors[1:], 2, rtol=0.05)


@SLOW
@given(x=coordinate, y=coordinate, h=steps)
def test_slopes_in_words_are_the_slopes_of_the_lines(picture, x, y, h):
    picture.move(at=(x, y), step=h)
    for side in sides(picture):
        for line, name in ((side._secant, "secant"), (side._tangent, "tangent")):
            printed = side._labels[name].get_text().removeprefix(f"{name}, slope ")
            assert read(printed) == pytest.approx(slope_of(line), rel=1e-3, abs=1e-6)
            assert printed in picture.caption


def test_the_map_shows_what_is_held():
    picture = partials(at=(1, 2))
    held = {"x = 1 held", "y = 2 held"}
    assert held <= set(labels(picture.moving))
    along, across = picture._lines
    assert set(along.get_ydata()) == {2}
    assert set(across.get_xdata()) == {1}
    np.testing.assert_allclose(picture._steps.get_xydata(), [(1.5, 2), (1, 2), (1, 2.5)])


def test_both_slices_show_the_same_range_of_values():
    picture = partials()
    first, second = sides(picture)
    assert first.ax.get_ylim() == second.ax.get_ylim()
    assert first.ax.get_xlim() == picture.map.get_xlim()
    assert second.ax.get_xlim() == picture.map.get_ylim()


def test_a_slice_is_a_new_track_only_when_it_has_changed():
    picture = partials()
    tracks = [picture.track(name) for name in ("first", "second")]
    picture.move(at=(-1, 2))
    assert picture.track("first") is tracks[0]
    assert picture.track("second") is not tracks[1]
    assert picture.track("at") is None


@SLOW
@given(x=coordinate, y=coordinate)
def test_handles_ride_on_their_slices(picture, x, y):
    picture.move(at=(x, y))
    for name, coordinate in (("first", x), ("second", y)):
        _, across, height = picture.handles()[name]
        assert across == coordinate
        assert np.interp(across, *picture.track(name)) == pytest.approx(height, abs=1e-2)


@SLOW
@given(x=coordinate, y=coordinate, h=steps)
def test_limits_stand_still_and_units_stay_equal(picture, x, y, h):
    limits = [(ax.get_xlim(), ax.get_ylim()) for ax in axes_of(picture)]
    picture.move(at=(x, y), step=h)
    assert [(ax.get_xlim(), ax.get_ylim()) for ax in axes_of(picture)] == limits
    assert picture.map.bbox.width == pytest.approx(picture.map.bbox.height)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_state_is_drawn(text):
    picture = partials(Function(text, ["x", "y"]), view=(-3, 3, -3, 3))
    for at, step in (((0, 0), 0), ((0, 2.5), 1), ((-2.9, 2.9), -2), ((9, 0), 1e-12), ((1, -1), 1e6)):
        picture.move(at=at, step=step)
        draw(picture)
        assert "nan" not in picture.caption
        assert "nan" not in " ".join(labels(picture.moving))


def test_a_corner_has_one_slope_on_each_side():
    caption = partials(Function("log x + |y|"), at=(1, 0), step=0.5).caption
    assert "along x, with y held at 0, the secant has slope 0.8109 and the tangent 1" in caption
    assert "there is no tangent, the slope is −1 on the left and 1 on the right" in caption


def test_a_step_out_of_the_domain_has_no_secant():
    picture = partials(Function("log x + |y|"), at=(1, 1), step=-2)
    assert "there is no secant, for f is undefined at x = −1" in picture.caption
    assert math.isnan(picture.slopes[0])


def test_without_a_step_the_tangents_remain():
    picture = partials(step=0)
    assert np.isnan(picture.slopes).all()
    assert "along x, with y held at 2, the tangent's slope is 4" in picture.caption


def test_outside_the_domain_it_says_where():
    assert partials(Function("log x + y"), at=(-1, 0)).caption == "log(x) + y: undefined at (−1, 0)."
