"""The explorer of one's own: a function that draws, and all the rest for nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.explore.sliders import Slide
from lessons_lib.state import Point
from lessons_lib.wording import number
from tests.explore.support import drag, send


def tangent(pencil, f, x):
    pencil.curve(f)
    pencil.line(x, f(x), f.derivative(x), text="tangent")
    pencil.grip("x", x, f(x), f"x = {number(x)}")
    return f"The slope of {f.text} at x = {number(x)} is {number(f.derivative(x))}."


def between(pencil, f, a, h):
    pencil.curve(f)
    pencil.path([a, a + h], [f(a), f(a + h)], "secant")
    pencil.dot(a + h, f(a + h))
    pencil.grip("a", a, f(a))
    return f"From {number(a)} to {number(a + h)} the curve climbs {number(f(a + h) - f(a))}."


@pytest.fixture
def own():
    explorer = explore.own(tangent, "x^2", x=1)
    yield explorer
    explorer.close()


def test_a_dragged_point_moves_the_number_of_its_name(own):
    drag(own, "x", 1.5, 99.0)
    assert own.state == {"x": 1.5}
    assert own.caption == "The slope of x² at x = 1.5 is 3."


@settings(max_examples=10, deadline=None)
@given(x=st.floats(-2, 2).map(lambda x: round(x, 2)))
def test_the_line_of_code_brings_the_state_back(x):
    explorer = explore.own(tangent, "x^2", x=1)
    explorer.controls["x"].set(x)
    twin = eval(explorer.code, {"explore": explore, "tangent": tangent})
    assert (twin.caption, twin.code) == (explorer.caption, explorer.code)
    explorer.close()
    twin.close()


def test_a_function_that_is_typed_is_drawn_and_reset_takes_it_back(own):
    first = own.caption, own.live.frame
    own.formula.widget.value = "sin x"
    assert own.caption == f"The slope of sin(x) at x = 1 is {number(np.cos(1))}."
    send(own, kind="reset")
    assert (own.caption, own.live.frame) == first


def test_one_point_moves_it_and_another_picture():
    point = Point(1)
    one, other = explore.own(tangent, "x^2", x=point), explore.slope("x^2", at=point)
    drag(other, "at", 2.0, 0.0)
    assert "at x = 2 is 4" in one.caption
    one.close()
    other.close()


def test_a_control_of_ones_own_brings_its_slider():
    explorer = explore.own(between, "x^2", a=1, h=Slide("h", 0.5, 0.1, 2))
    explorer.controls["h"].widget.value = 1.0
    assert explorer.caption == "From 1 to 2 the curve climbs 3."
    assert explorer.code == "explore.own(between, 'x^2', a=1, h=1)"
    explorer.close()


def test_in_a_classroom_and_in_a_narrow_window_it_says_the_same(own):
    said = own.caption
    own._enlarge(None)
    own._arrange(True)
    assert (own.caption, own.live.error) == (said, "")


@pytest.mark.parametrize("text", ["log x", "1/x", "|x|", "cbrt x", "3", "x^40"])
@pytest.mark.parametrize("x", [0, -1, 2.5])
def test_undefined_places_are_gaps(text, x):
    explorer = explore.own(tangent, text, x=x)
    assert explorer.live.error == ""
    assert "nan" not in explorer.caption
    explorer.close()


def test_without_a_number_to_move_it_asks_for_one():
    with pytest.raises(ValueError, match="such as x=1"):
        explore.own(tangent, "x^2")


@pytest.mark.parametrize("said", [None, "", 4.0])
def test_without_a_sentence_it_asks_for_one(said):
    with pytest.raises(ValueError, match="returns no sentence"):
        explore.own(lambda pencil, f, x: said, "x^2", x=1)
