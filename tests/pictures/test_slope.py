"""The pair of a function and its derivative."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pictures.support import PARABOLA, function, line, picture, starting


@settings(max_examples=30, deadline=None)
@given(at=st.floats(-3, 5))
def test_the_slope_here_is_the_height_there(at):
    drawn = picture("slope", PARABOLA, at=at)
    (_, _, height), (_, x, slope) = drawn.handles()["at"], drawn.handles()["slope"]
    (x0, y0), (x1, y1) = line(drawn, "derivative", panel=0)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-9)
    assert slope == pytest.approx(2 * at - 6)
    assert (x, height) == (at, float(PARABOLA(at)))


def test_downhill_is_to_the_right_at_1():
    said = picture("slope", PARABOLA, at=1).caption
    assert said == "x² − 6x + 13 at x = 1: value 8, slope −4, so downhill is to the right."
    assert "flat" in picture("slope", PARABOLA, at=3).caption
    assert picture("slope", PARABOLA, at=4).caption.endswith("to the left.")


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
    drawn = picture("slope", function(text), at=at)
    assert words in drawn.caption
    assert np.isnan(drawn.handles()["slope"][2])


def test_the_derivative_is_said_at_its_point():
    assert starting(picture("slope", PARABOLA, at=1), "f\u200a′(1)").endswith("= −4")
