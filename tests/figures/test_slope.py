"""The pair of a function and its derivative."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.pencil.palette import LINE
from tests.figures.support import PARABOLA, draw, function, slope, text_starting

SLOW = settings(max_examples=30, deadline=None)


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
