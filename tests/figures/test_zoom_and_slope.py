"""The microscope and the pair of a function and its derivative."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.pencil.palette import LINE
from tests.figures.support import HOSTILE, PARABOLA, draw, function, labels, slope, text_starting, zoom

SLOW = settings(max_examples=30, deadline=None)


@SLOW
@given(at=st.floats(-3, 8), width=st.floats(1e-4, 8))
def test_a_parabola_leaves_its_tangent_by_a_quarter_of_the_width(at, width):
    picture = zoom(PARABOLA, at, width)
    assert picture.deviation == pytest.approx(width / 4, rel=1e-3)


def test_the_deviation_is_said_in_percent():
    assert zoom(PARABOLA, 1, 0.01).caption.endswith("leaves its tangent by at most 0.25 % of the width.")


@pytest.mark.parametrize("text", ["|x|", "relu x"])
def test_a_corner_looks_the_same_in_every_window(text):
    pictures = [zoom(function(text), 0, width) for width in (4, 1e-3, 1e-8)]
    curves = [picture._curve.get_ydata() for picture in pictures]
    for curve in curves[1:]:
        np.testing.assert_allclose(curve, curves[0], atol=1e-9)
    assert "keeps its corner" in pictures[-1].caption


def test_a_cube_root_only_gets_steeper():
    heights = [np.nanmax(zoom(function("cbrt x"), 0, width)._curve.get_ydata()) for width in (1, 1e-2, 1e-4)]
    assert heights == sorted(heights)
    assert "stands upright" in zoom(function("cbrt x"), 0, 1e-4).caption


def test_one_sided_slopes_are_named():
    picture = zoom(function("|x|"), 0, 1)
    assert {"left slope −1", "right slope 1"} <= set(labels(picture.moving))


def test_the_window_says_how_wide_it_is():
    picture = zoom(PARABOLA, 1, 0.5)
    assert {"−0.25", "x = 1", "+0.25", "window 0.5 wide"} <= set(labels(picture.moving))


def test_no_line_crosses_a_pole():
    ys = zoom(function("1/x"), 0.1, 1)._curve.get_ydata()
    steps = np.diff(ys)
    assert not (np.nan_to_num(steps) > 1).any()


@SLOW
@given(text=st.sampled_from(HOSTILE), at=st.floats(-3, 3), width=st.sampled_from([8, 1e-3, 1e-13]))
def test_every_window_is_drawn(text, at, width):
    picture = zoom(function(text), 0, 1)
    picture.move(at=at, width=width)
    draw(picture)
    assert picture.ax.get_xlim() == (-0.5, 0.5)


@SLOW
@given(at=st.floats(-3, 5))
def test_the_slope_here_is_the_height_there(at):
    picture = slope(PARABOLA, at)
    (_, _, height), (_, x, steep) = picture.handles()["at"], picture.handles()["slope"]
    tangent = next(
        a
        for a in picture.moving
        if getattr(a, "get_color", str)() == LINE["derivative"] and hasattr(a, "get_xydata")
    )
    (x0, y0), (x1, y1) = tangent.get_xydata()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(steep, abs=1e-9)
    assert steep == pytest.approx(2 * at - 6)
    assert (x, height) == (at, float(PARABOLA(at)))


def test_downhill_is_to_the_right_at_1():
    assert slope().caption == "x² − 6x + 13 at x = 1: value 8, slope −4, so downhill is to the right."
    assert "flat" in slope(at=3).caption
    assert slope(at=4).caption.endswith("to the left.")


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("|x|", 0, "corner"),
        ("cbrt x", 0, "vertical"),
        ("log x", -1, "undefined at x = −1"),
        ("1/x", 0, "undefined"),
    ],
)
def test_places_without_a_slope_are_named(text, at, words):
    picture = slope(function(text), at)
    draw(picture)
    assert words in picture.caption
    assert np.isnan(picture.handles()["slope"][2])


def test_the_derivative_is_said_at_its_point():
    assert text_starting(slope(), "f\u200a′(1)").endswith("= −4")
