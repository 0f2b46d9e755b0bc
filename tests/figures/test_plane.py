"""Maps of functions over the plane: limits, levels, contour lines, arrows, slopes around a point."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib import numeric
from lessons_lib.catalogue import surfaces
from lessons_lib.figures import new_axes, new_figure
from lessons_lib.formula import Function
from lessons_lib.pencil.plane import (
    PlaneView,
    arrow,
    arrow_scale,
    chosen_levels,
    contour_map,
    fitted,
    gradient_at,
    gradient_lengths,
    nice,
    plane_values,
    point_in_data,
    right_angle,
    slopes_around,
    unit,
    value_at,
)

SLOW = settings(max_examples=25, deadline=None)
SQUARE = PlaneView(-3, 3, -3, 3)
HOSTILE = [
    "3", "1e6 x + y^2", "1e6(x^2 + y^2)", "1/(x y)", "log x + y", "sqrt(-1 - x^2 - y^2)", "sign x + sign y",
    "tan(x y)", "1e9 + x", "x^40 y^40", "e^(e^(x + y))", "|x| - |y|", "1e-9 x y", "relu x + relu y",
]  # fmt: skip
coordinate = st.floats(-3, 3)


def surface(text):
    return Function(text, ["x", "y"])


def drawn(text, view=SQUARE, **options):
    classroom = options.pop("classroom", False)
    (ax,) = new_axes(new_figure(5, 5, classroom=classroom))
    return contour_map(ax, surface(text), view, **options)


@pytest.fixture(scope="module")
def bowl():
    return drawn("x^2 + y^2")


@pytest.fixture(scope="module")
def product():
    return drawn("x y")


def test_the_view_is_what_was_given():
    assert PlaneView.of((-2, 2, -1, 3), None) == (-2, 2, -1, 3)


@given(x=st.floats(-1e6, 1e6), y=st.floats(-1e6, 1e6))
def test_the_chosen_view_holds_the_point_and_the_origin(x, y):
    view = PlaneView.of(None, None, (x, y))
    assert view.contains(x, y)
    assert view.contains(0, 0)
    assert view.width == view.height >= 6


def test_a_thread_of_a_view_is_widened_about_its_middle():
    view = PlaneView.of((0, 100, 2, 3), None)
    assert view.width == 4 * view.height == 100
    assert (view.bottom + view.top) / 2 == 2.5


@pytest.mark.parametrize("view", [(0, 1), (1, 0, 0, 1), (0, 1, 1, 1), (0, 1, 0, 1, 2)])
def test_other_views_are_refused_in_a_sentence(view):
    with pytest.raises(ValueError, match=r"\(left, right, bottom, top\)"):
        PlaneView.of(view, None)


@SLOW
@given(
    scale=st.sampled_from([1e-6, 0.01, 1, 3, 1e6]),
    power=st.integers(1, 6),
    shift=st.sampled_from([0, -5, 1e4]),
)
def test_levels_are_increasing_within_the_values_and_readable(scale, power, shift):
    heights = scale * (np.linspace(-1, 3, 4000) ** power + shift)
    levels = chosen_levels(heights)
    assert 4 <= len(levels) <= 20
    assert (np.diff(levels) > 0).all()
    assert heights.min() <= levels[0] < levels[-1] <= heights.max()
    between = np.bincount(np.searchsorted(levels, heights), minlength=len(levels) + 1)
    assert between.max() < 0.5 * len(heights)


def test_a_plateau_gets_no_line():
    heights = np.maximum(np.linspace(-1, 1, 1000), 0)
    assert 0 not in chosen_levels(heights)


@pytest.mark.parametrize("heights", [np.full(9, np.nan), np.full(9, 7.0), np.full(9, -1e9)])
def test_nothing_to_see_has_no_levels(heights):
    assert len(chosen_levels(heights)) == 0


@pytest.mark.parametrize("example", surfaces(), ids=lambda each: each.name)
def test_every_surface_of_the_course_has_a_readable_map(example):
    (ax,) = new_axes(new_figure(5, 5))
    made = contour_map(ax, example.function, PlaneView.of(example.view, None))
    assert 5 <= len(made.levels) <= 16
    assert 1 <= sum(label.get_visible() for label in made.labels) <= 5


@SLOW
@given(height=st.floats(0.5, 8))
def test_a_contour_line_has_one_height(bowl, height):
    line = bowl.line_at(height)
    radius = np.hypot(*line[np.isfinite(line).all(axis=1)].T)
    assert len(radius) > 50
    np.testing.assert_allclose(radius, math.sqrt(height), atol=1e-3)


def test_pieces_of_a_contour_line_are_not_joined():
    line = drawn("x^2 - y^2").line_at(1.0)
    assert np.isnan(line).all(axis=1).sum() == 2
    assert len(drawn("x + y").line_at(math.nan)) == 0


def test_no_line_is_drawn_along_a_pole():
    made = drawn("1/x")
    for level in made.levels[made.levels != 0]:
        xs = made.line_at(level)[:, 0]
        np.testing.assert_allclose(xs[np.isfinite(xs)], 1 / level, atol=0.02)


@pytest.mark.parametrize("view", [SQUARE, PlaneView(-12, 12, -4, 4), PlaneView(0, 1, 0, 3)])
@pytest.mark.parametrize("classroom", [False, True])
def test_units_are_equal_along_both_axes(view, classroom):
    ax = drawn("x y", view, classroom=classroom).ax
    ax.get_figure().canvas.draw()
    assert ax.bbox.width / view.width == pytest.approx(ax.bbox.height / view.height)
    assert (*ax.get_xlim(), *ax.get_ylim()) == view


def test_the_size_in_points_is_final_before_the_first_drawing():
    ax = drawn("x y", PlaneView(-12, 12, -4, 4)).ax
    before = tuple(ax.bbox.size)
    ax.get_figure().canvas.draw()
    assert tuple(ax.bbox.size) == pytest.approx(before)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_function_has_a_map(text):
    made = drawn(text)
    made.ax.get_figure().canvas.draw()
    assert np.isfinite(made.levels).all()
    assert arrow_scale(surface(text), SQUARE) > 0


def test_a_map_says_what_is_constant_or_undefined():
    assert drawn("3").words == "the function is constant, so there are no contour lines"
    assert "hatched" in drawn("log x + y").words
    assert drawn("log x + y").undefined == pytest.approx(0.5, abs=0.01)
    assert drawn("sqrt(-1 - x^2 - y^2)").words == "the function is undefined all over the picture"
    assert drawn("x y").words == ""


def test_heights_on_lines_can_be_left_out():
    assert drawn("x y", labels=False).labels == []


@SLOW
@given(x=coordinate, y=coordinate)
def test_values_and_gradients_agree_with_differences(x, y):
    f = surface("x^2 y + sin y")
    assert value_at(f, (x, y)) == pytest.approx(plane_values(f, [(x, y)])[0])
    np.testing.assert_allclose(gradient_at(f, (x, y)), numeric.gradient(f)([x, y]), atol=1e-6)


def test_outside_the_domain_there_is_no_value_and_no_gradient():
    f = surface("log x + y")
    assert math.isnan(value_at(f, (-1, 0)))
    assert np.isnan(gradient_at(f, (-1, 0))).all()
    assert np.isnan(gradient_at(surface("|x| + y"), (0, 1))).all()


@SLOW
@given(tail=st.tuples(coordinate, coordinate), tip=st.tuples(coordinate, coordinate))
def test_an_arrow_points_from_tail_to_tip(product, tail, tip):
    one = arrow(product.ax, "gradient")
    one.put(tail, tip)
    assume(math.dist(tail, tip) > 0.1)
    assert one.get_visible()
    corners = product.ax.transData.inverted().transform(one.get_transform().transform(one.get_xy()))
    np.testing.assert_allclose(corners[3], tip, atol=1e-6)
    np.testing.assert_allclose((corners[0] + corners[6]) / 2, tail, atol=1e-6)


def test_arrowheads_have_one_size():
    made, widths = drawn("x y"), []
    one = arrow(made.ax, "gradient")
    for length in (0.8, 1.6, 2.9):
        one.put((0, 0), (length, 0))
        corners = one.get_xy()
        widths.append((corners[2, 1] - corners[4, 1], corners[3, 0] - corners[2, 0]))
    np.testing.assert_allclose(widths, [widths[0]] * 3, rtol=1e-6)


@pytest.mark.parametrize("tip", [(1.0, 1.0), (math.nan, 0.0), (math.inf, 0.0)])
def test_arrows_without_a_length_are_not_seen(tip):
    one = arrow(drawn("x y").ax, "gradient")
    one.put((1.0, 1.0), tip)
    assert not one.get_visible()


@SLOW
@given(steepness=st.floats(1e-9, 1e9))
def test_gradients_of_any_size_are_drawn_so_that_they_fit(steepness):
    f = lambda p: steepness * (p[..., 0] ** 2 + p[..., 1] ** 2)  # noqa: E731
    f.gradient = lambda p: 2 * steepness * p
    usual = np.percentile(gradient_lengths(f, SQUARE), 67) * arrow_scale(f, SQUARE)
    assert 0.07 * SQUARE.size <= usual <= 0.4 * SQUARE.size


@given(size=st.floats(1e-12, 1e12))
def test_nice_numbers_are_near_and_not_above(size):
    assert size / 2.5 <= nice(size) <= size * (1 + 1e-9)
    assert nice(nice(size)) == nice(size)


@given(x=st.floats(-1e9, 1e9), y=st.floats(-1e9, 1e9))
def test_a_fitted_arrow_keeps_its_direction_and_says_what_was_done(x, y):
    vector = np.array([x, y])
    found, word = fitted(vector, SQUARE, visible=True)
    assert math.hypot(*found) <= 0.55 * 6 + 1e-9
    assert found @ [-y, x] == pytest.approx(0, abs=1e-9 * (1 + math.hypot(x, y)))
    assert (word == "") == np.array_equal(found, vector)
    assert not vector.any() or math.hypot(*found) > 0.35


@SLOW
@given(turn=st.floats(0, 360))
def test_the_mark_of_a_right_angle_is_a_square(product, turn):
    ax = product.ax
    one, other = unit(turn), unit(turn + 90)
    mark = right_angle(ax, (0.5, 0.5), one, other)
    square = np.vstack([mark, [(0.5, 0.5)]])
    sides = np.hypot(*np.diff(np.vstack([square, square[:1]]), axis=0).T)
    np.testing.assert_allclose(sides, 7 * point_in_data(ax))
    assert np.isnan(right_angle(ax, (0.5, 0.5), one, 1e-3 * other)).all()


@SLOW
@given(x=coordinate, y=coordinate, angle=st.floats(-180, 180))
def test_slopes_around_a_smooth_point_are_the_gradient_times_u(x, y, angle):
    f = surface("x^2 y + sin y")
    here = slopes_around(f, (x, y))
    assert here.smooth
    assert float(here.along(angle)) == pytest.approx(numeric.directional(f, unit(angle))([x, y]), abs=1e-5)


@given(angle=st.floats(-180, 180))
def test_slopes_that_no_gradient_tells(angle):
    t = math.radians(angle)
    here = slopes_around(surface("x^2 y/(x^2 + y^2)"), (0, 0))
    assert (here.value, here.filled, here.smooth) == (0, True, False)
    assert here.gradient.tolist() == [0, 0]
    assert float(here.along(angle)) == pytest.approx(math.cos(t) ** 2 * math.sin(t), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "value", "gradient", "smooth"),
    [
        ("sqrt(x^2 + y^2)", 0, None, False),
        ("|x| + |y|", 0, None, False),
        ("sqrt(|x y|)", 0, (0, 0), False),
        ("|x| y", 0, (0, 0), True),
        ("sin(x^2 + y^2)/(x^2 + y^2) + x", 1, (1, 0), True),
        ("x y/(x^2 + y^2)", math.nan, None, False),
        ("1/(x^2 + y^2)", math.nan, None, False),
        ("log x + y", math.nan, None, False),
        ("x/|x|", math.nan, None, False),
    ],
)
def test_what_happens_at_the_origin(text, value, gradient, smooth):
    here = slopes_around(surface(text), (0, 0))
    assert here.value == pytest.approx(value, nan_ok=True)
    np.testing.assert_allclose(here.gradient, gradient or (math.nan, math.nan), atol=1e-6)
    assert here.smooth is smooth


def test_infinite_slopes_are_no_slopes():
    slopes = slopes_around(surface("cbrt x + y"), (0, 0)).along([0, 90, 180, -90])
    np.testing.assert_allclose(slopes, [math.nan, 1, math.nan, -1], atol=1e-6)
