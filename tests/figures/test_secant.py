"""The secant's lines, labels and sentence tell the same story."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.pencil.palette import LINE
from lessons_lib.wording import number
from tests.figures.support import HOSTILE, PARABOLA, colour, draw, function, labels, secant, text_starting
from tests.numbers import read

SLOW = settings(max_examples=25, deadline=None)


def line(picture, meaning):
    return next(
        a
        for a in picture.moving
        if getattr(a, "get_color", str)() == LINE[meaning] and hasattr(a, "get_xydata")
    )


def slope_of(drawn):
    (x0, y0), (x1, y1) = drawn.get_xydata()
    return (y1 - y0) / (x1 - x0)


@SLOW
@given(at=st.floats(-2, 6), step=st.floats(-3, 3).filter(lambda h: abs(h) > 1e-3))
def test_the_secant_passes_through_both_points(at, step):
    picture = secant(view=(-0.6, 6.2, -2, 17))
    picture.move(at=at, step=step)
    drawn = line(picture, "secant")
    if np.isfinite(drawn.get_xydata()).all():
        (x0, y0), _ = drawn.get_xydata()
        for x in (at, at + step):
            assert y0 + slope_of(drawn) * (x - x0) == pytest.approx(float(PARABOLA(x)), abs=1e-6)


@SLOW
@given(at=st.floats(-2, 6), step=st.floats(-3, 3).filter(lambda h: abs(h) > 1e-3))
def test_slopes_in_words_are_the_slopes_of_the_lines(at, step):
    picture = secant(view=(-2, 9, -30, 60))
    picture.move(at=at, step=step)
    for meaning, name in (("secant", "secant, slope "), ("derivative", "tangent, slope ")):
        printed = text_starting(picture, name).removeprefix(name)
        assert read(printed) == pytest.approx(slope_of(line(picture, meaning)), rel=1e-3, abs=1e-3)
        assert printed in picture.caption


def test_the_sentence_of_the_lesson():
    expected = (
        "Secant of x² − 6x + 13 at x = 1 with step h = 1: slope −3; the tangent's slope is −4, error 1."
    )
    assert secant().caption == expected


def test_the_triangle_is_run_and_rise():
    picture = secant(at=1, step=1.5)
    run = next(a for a in picture.moving if getattr(a, "get_color", str)() == LINE["measure"])
    np.testing.assert_allclose(run.get_xydata(), [[1, 8], [2.5, 8], [2.5, 4.25]])
    assert "−3.75" in text_starting(picture, "f(a + h)")


def test_without_a_step_the_secant_is_the_tangent():
    picture = secant(step=0)
    assert np.isnan(line(picture, "secant").get_xydata()).all()
    assert "has become the tangent" in picture.caption
    assert text_starting(picture, "h = 0").endswith("the secant is the tangent")


def test_a_corner_has_no_tangent():
    picture = secant(function("|x|"), at=0)
    assert np.isnan(line(picture, "derivative").get_xydata()).all()
    assert "−1 on the left and 1 on the right" in picture.caption


def test_a_vertical_tangent_is_drawn_upright():
    picture = secant(function("cbrt x"), at=0)
    xs = line(picture, "derivative").get_xdata()
    assert list(xs) == [0, 0]
    assert "the tangent is vertical" in picture.caption


@pytest.mark.parametrize(("at", "step", "where"), [(-1, 3, "x = −1"), (1, -2, "x = −1"), (0, 1, "x = 0")])
def test_outside_the_domain_it_says_where(at, step, where):
    picture = secant(function("log x"), at=at, step=step)
    assert picture.caption.endswith(f"undefined at {where}.")
    draw(picture)


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
    picture = secant(function(text), view=(-4, 4))
    picture.move(at=at, step=step)
    draw(picture)
    assert "nan" not in " ".join(labels(picture.moving))


@SLOW
@given(at=st.floats(-0.5, 6), step=st.floats(-2, 2))
def test_labels_stay_in_the_axes(at, step):
    picture = secant(view=(-0.6, 6.2, -2, 17))
    picture.move(at=at, step=step)
    frame = picture.ax.bbox
    for label in labels(picture.moving).values():
        box = label.get_window_extent()
        assert box.x0 >= frame.x0 - 2
        assert box.x1 <= frame.x1 + 2
        assert box.y0 >= frame.y0 - 2
        assert box.y1 <= frame.y1 + 2


def test_labels_do_not_jump_while_a_point_is_dragged():
    picture = secant(view=(-0.6, 6.2, -2, 17))
    places = []
    for at in np.linspace(0.5, 4.5, 161):
        picture.move(at=at)
        places.append(
            [artist.get_position() for artist in picture.moving if hasattr(artist, "size_in_points")]
        )
    leaps = np.abs(np.diff(np.array(places), axis=0)).max(axis=2) > 0.2
    assert leaps.sum() <= 12


def test_points_out_of_view_are_hidden_and_known():
    picture = secant(view=(-0.6, 6.2, -2, 17), at=1, step=1)
    picture.move(at=20)
    assert math.isnan(picture.dots()["at"].get_xydata()[0][0])
    assert picture.handles()["at"][1:] == (20, float(PARABOLA(20.0)))


def test_colours_have_one_meaning():
    picture = secant()
    assert colour(picture._secant) == "#E69F00"
    assert colour(picture._tangent) == "#D55E00"
    assert number(picture.slope) == "−3"
