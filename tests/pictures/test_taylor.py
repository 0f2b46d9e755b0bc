"""Second-order Taylor: what is drawn is the polynomial, and its errors fall as they should."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib.formula import Function
from lessons_lib.pencil.plane import unit
from lessons_lib.pencil.space import Camera
from lessons_lib.pictures._expansion import Cap, Expansion, errors_along
from tests.pictures.support import draw, line, picture

WAVES = Function("cos x + cos y")
HILL = Function("x^2 y + sin y")
SLOW = settings(max_examples=20, deadline=None)
places = st.tuples(st.floats(-2, 2), st.floats(-2, 2))
angles = st.floats(-180, 180)


def taylor(f=WAVES, at=(1, 0.5), angle=20, distance=0.5, **state):
    return picture("taylor", f, at=at, angle=angle, distance=distance, **state)


@pytest.fixture(scope="module")
def drawn():
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
def test_both_slices_draw_their_polynomials(drawn, at, angle):
    drawn.move(at=at, angle=angle)
    for panel, turn in ((1, 0), (3, 90)):
        a, b, c = drawn.here.along(unit(angle + turn))
        places, heights = line(drawn, "secant", panel=panel).T
        _, _, bottom, top = drawn.panels[panel].limits
        parabola = np.clip(a + b * places + c * places**2, 5 * bottom - 4 * top, 5 * top - 4 * bottom)
        np.testing.assert_allclose(heights, parabola, atol=1e-12)


@given(offset=st.tuples(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3)))
@SLOW
def test_the_cap_in_space_is_the_paraboloid(drawn, offset):
    drawn.move(at=(1, 0.5))
    box, here = drawn.space.box, drawn.here
    step = np.array(offset) * box.unit
    height = here.value + here.gradient @ step + step @ here.hessian @ step / 2
    expected = box.points(here.at + step, height)
    np.testing.assert_allclose(Cap.touching(box, here).over(np.array(offset)), expected, atol=1e-12)


def test_the_marks_are_as_far_apart_as_the_caption_says(drawn):
    drawn.move(at=(1, 0.5), angle=20, distance=0.5)
    plane, paraboloid, true = (mark.place[1] for mark in drawn.marks("", "dot", 1)[:3])
    assert f"off by {abs(plane - true):.4g}" in drawn.caption
    assert f"the paraboloid by {abs(paraboloid - true):.4g}" in drawn.caption
    heights = [drawn.marks(meaning, "dot", 2)[0].place[1] for meaning in ("derivative", "secant")]
    assert heights == pytest.approx([abs(plane - true), abs(paraboloid - true)])


def test_the_slopes_are_written_beside_the_curves(drawn):
    drawn.move(at=(1, 0.5), angle=20, distance=0.5)
    assert {"plane, slope 2", "paraboloid, slope 3"} <= set(drawn.words())
    drawn.move(at=(0, 0))
    assert "paraboloid, slope 4" in drawn.words()
    assert "2 for the tangent plane and 4 for the paraboloid" in drawn.caption


@given(angle=st.floats(-170, 170), distance=st.floats(0.05, 2), azimuth=st.integers(-180, 180))
@SLOW
def test_a_place_on_the_floor_is_found_again(drawn, angle, distance, azimuth):
    drawn.move(at=(0, 0), angle=angle, distance=distance, azimuth=azimuth, elevation=35)
    _, x, y = drawn.handles()["tip"]
    taken = drawn.taken("tip", x, y)
    assert abs(taken["angle"] - angle) <= 0.5 + 1e-6
    assert taken["distance"] == pytest.approx(distance, rel=0.05)


def test_turning_keeps_everything_but_the_view(drawn):
    drawn.move(at=(1, 0.5), angle=20, distance=0.5, azimuth=-60, elevation=30)
    caption = drawn.caption
    drawn.move(azimuth=30, elevation=60)
    assert drawn.caption == caption
    assert drawn.space.camera == Camera(30, 60)


def test_seen_from_above_the_floor_is_the_map(drawn):
    drawn.move(at=(1, 0.5), azimuth=-90, elevation=90)
    _, x, y = drawn.handles()["surface"]
    assert drawn.taken("surface", x, y)["at"] == pytest.approx((1, 0.5), abs=0.02)


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
    found = taylor(Function(text, ["x", "y"]), at)
    draw(found)
    assert words in found.caption


@pytest.mark.parametrize(
    "text", ["1/(x y)", "x^40 + y", "1000000x", "|x| + |y|", "exp(exp x) + y", "tan(x y)"]
)
@pytest.mark.parametrize("at", [(0, 0), (3, -3), (1e3, 1)])
def test_hostile_functions_are_drawn(text, at):
    hostile = taylor(Function(text, ["x", "y"]), at, 45, 10, view=(-3, 3, -3, 3))
    draw(hostile)
    assert hostile.caption.endswith(".")
    assert "nan" not in hostile.caption
