"""Second-order Taylor: what is drawn is the polynomial, and its errors fall as they should."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib.figures.taylor import Expansion, errors_along
from lessons_lib.figures.taylor._sheets import Cap
from lessons_lib.formula import Function
from lessons_lib.pencil.plane import unit
from lessons_lib.pencil.space import Camera
from tests.figures.support import draw, labels, taylor

WAVES = Function("cos x + cos y")
HILL = Function("x^2 y + sin y")
SLOW = settings(max_examples=20, deadline=None)
places = st.tuples(st.floats(-2, 2), st.floats(-2, 2))
angles = st.floats(-180, 180)


@pytest.fixture(scope="module")
def picture():
    return taylor()


@given(at=places, angle=angles)
@settings(max_examples=60, deadline=None)
def test_errors_have_slopes_two_and_three_where_the_next_derivative_is_not_zero(at, angle):
    u = unit(angle)
    second = u @ HILL.hessian(at) @ u
    third = 6 * u[0] ** 2 * u[1] - np.cos(at[1]) * u[1] ** 3
    assume(min(abs(second), abs(third)) > 0.2)
    assert errors_along(Expansion.of(HILL, at), u).slopes == pytest.approx([2, 3], abs=0.05)


@pytest.mark.parametrize("angle", [0, 30, 90])
def test_a_cosine_at_its_top_has_slope_four(angle):
    assert errors_along(Expansion.of(WAVES, (0, 0)), unit(angle)).slopes == pytest.approx([2, 4], abs=0.05)


@given(at=places, angle=angles)
@SLOW
def test_a_quadratic_is_its_own_paraboloid(at, angle):
    found = errors_along(Expansion.of(Function("x^2 + 3x y - y^2 + x"), at), unit(angle))
    assert found.vanishes[1]
    assert np.isnan(found.slopes[1])


@given(at=places, angle=angles)
@SLOW
def test_the_parabola_has_value_slope_and_bend_of_the_slice(at, angle):
    u, step = unit(angle), 1e-3
    here = Expansion.of(HILL, at)
    below, middle, above = here.values(u, np.array([-step, 0, step]))
    a, b, c = here.along(u)
    assert a == middle
    assert b == pytest.approx((above - below) / (2 * step), abs=1e-4)
    assert c == pytest.approx((above - 2 * middle + below) / (2 * step**2), abs=1e-3)


@given(at=places, angle=angles)
@SLOW
def test_both_slices_draw_their_polynomials(picture, at, angle):
    picture.move(at=at, angle=angle)
    for part, turn in ((picture.along, 0), (picture.across, 90)):
        a, b, c = picture.here.along(unit(angle + turn))
        places, heights = part._parabola.get_data()
        room = 4 * (part.view.top - part.view.bottom)
        drawn = np.clip(a + b * places + c * places**2, part.view.bottom - room, part.view.top + room)
        np.testing.assert_allclose(heights, drawn, atol=1e-12)


@given(offset=st.tuples(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3)))
@SLOW
def test_the_cap_in_space_is_the_paraboloid(picture, offset):
    picture.move(at=(1, 0.5))
    box, here = picture.space.relief.box, picture.here
    step = np.array(offset) * box.unit
    height = here.value + here.gradient @ step + step @ here.hessian @ step / 2
    expected = box.points(here.at + step, height)
    np.testing.assert_allclose(Cap.touching(box, here).over(np.array(offset)), expected, atol=1e-12)


def test_the_marks_are_as_far_apart_as_the_caption_says(picture):
    picture.move(at=(1, 0.5), angle=20, distance=0.5)
    plane, paraboloid, true = (mark.get_ydata()[0] for mark in picture.along._marks)
    assert f"off by {abs(plane - true):.4g}" in picture.caption
    assert f"the paraboloid by {abs(paraboloid - true):.4g}" in picture.caption
    heights = [mark.get_ydata()[0] for mark in picture.graph._here]
    assert heights == pytest.approx([abs(plane - true), abs(paraboloid - true)])


def test_the_slopes_are_written_beside_the_curves(picture):
    picture.move(at=(1, 0.5), angle=20, distance=0.5)
    assert {"plane, slope 2", "paraboloid, slope 3"} <= set(labels(picture.moving))
    picture.move(at=(0, 0))
    assert "paraboloid, slope 4" in labels(picture.moving)
    assert "2 for the tangent plane and 4 for the paraboloid" in picture.caption


@given(angle=st.floats(-170, 170), distance=st.floats(0.05, 2), azimuth=st.integers(-180, 180))
@SLOW
def test_a_place_on_the_floor_is_found_again(picture, angle, distance, azimuth):
    picture.move(at=(0, 0), angle=angle, distance=distance, azimuth=azimuth, elevation=35)
    _, x, y = picture.handles()["tip"]
    assert picture.aim(x, y) == pytest.approx((angle, distance), abs=1e-6)


def test_turning_keeps_everything_but_the_view(picture):
    picture.move(at=(1, 0.5), angle=20, distance=0.5, azimuth=-60, elevation=30)
    caption = picture.caption
    picture.move(azimuth=30, elevation=60)
    assert picture.caption == caption
    assert picture.space.camera == Camera(30, 60)


def test_seen_from_above_the_floor_is_the_map(picture):
    picture.move(at=(1, 0.5), azimuth=-90, elevation=90)
    _, x, y = picture.handles()["surface"]
    assert picture.under(x, y) == pytest.approx((1, 0.5), abs=0.02)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("log x + y", (-1, 0), ": undefined there."),
        ("sqrt(x^2 + y^2)", (0, 0), "no gradient, so neither plane nor paraboloid"),
        ("|x|^1.5 + y", (0, 0), "no Hessian, so no paraboloid"),
        ("3", (1, 1), "the tangent plane is f itself along u"),
    ],
)
def test_what_is_missing_is_said(text, at, words):
    drawn = taylor(Function(text, ["x", "y"]), at)
    draw(drawn)
    assert words in drawn.caption


@pytest.mark.parametrize(
    "text", ["1/(x y)", "x^40 + y", "1000000x", "|x| + |y|", "exp(exp x) + y", "tan(x y)"]
)
@pytest.mark.parametrize("at", [(0, 0), (3, -3), (1e3, 1)])
def test_hostile_functions_are_drawn(text, at):
    hostile = taylor(Function(text, ["x", "y"]), at, 45, 10, view=(-3, 3, -3, 3))
    draw(hostile)
    assert hostile.caption.endswith(".")
    assert "nan" not in hostile.caption
