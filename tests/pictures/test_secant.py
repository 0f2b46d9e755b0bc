"""The secant's lines, labels and sentence tell the same story."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.numbers import read
from tests.pictures.support import HOSTILE, PARABOLA, draw, function, line, picture, starting

SLOW = settings(max_examples=25, deadline=None)


def secant(f=PARABOLA, **state):
    return picture("secant", f, **state)


def slope_of(points):
    (x0, y0), (x1, y1) = points
    return (y1 - y0) / (x1 - x0)


@SLOW
@given(at=st.floats(-2, 6), step=st.floats(-3, 3).filter(lambda h: abs(h) > 1e-3))
def test_the_secant_passes_through_both_points(at, step):
    drawn = secant(view=(-0.6, 6.2, -2, 17))
    drawn.move(at=at, step=step)
    points = line(drawn, "secant")
    if np.isfinite(points).all():
        (x0, y0), _ = points
        for x in (at, at + step):
            assert y0 + slope_of(points) * (x - x0) == pytest.approx(float(PARABOLA(x)), abs=1e-6)


@SLOW
@given(at=st.floats(-2, 6), step=st.floats(-3, 3).filter(lambda h: abs(h) > 1e-3))
def test_slopes_in_words_are_the_slopes_of_the_lines(at, step):
    drawn = secant(view=(-2, 9, -30, 60))
    drawn.move(at=at, step=step)
    for meaning, name in (("secant", "secant, slope "), ("derivative", "tangent, slope ")):
        printed = starting(drawn, name).removeprefix(name)
        assert read(printed) == pytest.approx(slope_of(line(drawn, meaning)), rel=1e-3, abs=1e-3)
        assert printed in drawn.caption


def test_the_sentence_of_the_lesson():
    expected = (
        "Secant of x² − 6x + 13 at x = 1 with step h = 1: slope −3; the tangent's slope is −4, error 1."
    )
    assert secant().caption == expected


def test_the_triangle_is_run_and_rise():
    drawn = secant(at=1, step=1.5)
    np.testing.assert_allclose(line(drawn, "measure"), [[1, 8], [2.5, 8], [2.5, 4.25]])
    assert "−3.75" in starting(drawn, "f(a + h)")


def test_without_a_step_the_secant_is_the_tangent():
    drawn = secant(step=0)
    assert np.isnan(line(drawn, "secant")).all()
    assert "has become the tangent" in drawn.caption
    assert starting(drawn, "h = 0").endswith("the secant is the tangent")


def test_a_corner_has_no_tangent():
    drawn = secant(function("|x|"), at=0)
    assert np.isnan(line(drawn, "derivative")).all()
    assert "−1 on the left and 1 on the right" in drawn.caption


def test_a_vertical_tangent_is_drawn_upright():
    drawn = secant(function("cbrt x"), at=0)
    xs = line(drawn, "derivative")[:, 0]
    assert list(xs) == [0, 0]
    assert "the tangent is vertical" in drawn.caption


@pytest.mark.parametrize(("at", "step", "where"), [(-1, 3, "x = −1"), (1, -2, "x = −1"), (0, 1, "x = 0")])
def test_outside_the_domain_it_says_where(at, step, where):
    drawn = secant(function("log x"), at=at, step=step)
    assert drawn.caption.endswith(f"undefined at {where}.")
    draw(drawn)


def test_tiny_steps_print_no_digits_that_rounding_made():
    caption = secant(function("exp x"), step=1e-9).caption
    error = re.search(r"error (.*)\.$", caption)
    assert error is not None
    assert error[1].startswith("about 1e-")


@SLOW
@given(
    text=st.sampled_from(HOSTILE), at=st.floats(-5, 5), step=st.sampled_from([0, 1, -2, 1e-12, 1e6, -1e-3])
)
def test_every_state_is_drawn(text, at, step):
    drawn = secant(function(text), view=(-4, 4))
    drawn.move(at=at, step=step)
    draw(drawn)
    assert "nan" not in " ".join(drawn.words())


@SLOW
@given(at=st.floats(-0.5, 6), step=st.floats(-2, 2))
def test_labels_stay_in_the_axes(at, step):
    drawn = secant(view=(-0.6, 6.2, -2, 17))
    drawn.move(at=at, step=step)
    frame = drawn.panel.ax.bbox
    for label in drawn.words().values():
        box = label.get_window_extent()
        assert box.x0 >= frame.x0 - 2
        assert box.x1 <= frame.x1 + 2
        assert box.y0 >= frame.y0 - 2
        assert box.y1 <= frame.y1 + 2


def test_labels_do_not_jump_while_a_point_is_dragged():
    drawn = secant(view=(-0.6, 6.2, -2, 17))
    places = []
    for at in np.linspace(0.5, 4.5, 161):
        drawn.move(at=at)
        places.append([artist.get_position() for artist in drawn.moving if hasattr(artist, "size_in_points")])
    leaps = np.abs(np.diff(np.array(places), axis=0)).max(axis=2) > 0.2
    assert leaps.sum() <= 12


def test_points_out_of_view_are_hidden_and_known():
    drawn = secant(view=(-0.6, 6.2, -2, 17), at=1, step=1)
    drawn.move(at=20)
    assert math.isnan(drawn.dots()["at"].get_xydata()[0][0])
    assert drawn.handles()["at"][1:] == (20, float(PARABOLA(20.0)))


def test_colours_have_one_meaning():
    drawn = secant()
    assert drawn.marks("secant")[0].drawn.get_color() == "#E69F00"
    assert drawn.marks("derivative")[0].drawn.get_color() == "#D55E00"
    assert drawn.slope == -3
