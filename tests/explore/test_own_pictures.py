"""A picture that a function draws: marks are made once, and what a state leaves out is hidden."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.explore.sketches import Own
from lessons_lib.pencil.figure import new_figure
from tests.pictures.support import draw, function


def stairs(pencil, f, x):
    """Draw a mark more for every whole number below x."""
    pencil.curve(f)
    for step in range(int(x)):
        pencil.dot(step, f(step), f"step {step}")
        pencil.path([step, step], [0, f(step)])
    pencil.grip("x", x, f(x))
    return f"{int(x)} steps."


def sketch(rule, text="x^2", **state):
    return Own(new_figure(), rule=rule, f=function(text), view=(-1, 6), **(state or {"x": 2.0}))


@settings(max_examples=20, deadline=None)
@given(places=st.lists(st.floats(0, 5), min_size=1, max_size=4))
def test_what_is_seen_depends_on_the_state_alone(places):
    picture = sketch(stairs)
    for x in places:
        picture.move(x=x)
    seen = {text for text in picture.words() if text.startswith("step")}
    assert len(seen) <= int(places[-1])
    assert sum(artist.get_visible() for artist in marks_of(picture)) == 2 + 2 * int(places[-1])
    again = sketch(stairs, x=places[-1])
    assert lines_of(again) == lines_of(picture)


def marks_of(picture):
    return [artist for artist in picture.moving if hasattr(artist, "get_xydata")]


def lines_of(picture):
    return [line.get_xydata().tolist() for line in marks_of(picture) if line.get_visible()]


def test_no_mark_is_made_twice():
    picture = sketch(stairs, x=5.0)
    made = [id(artist) for artist in picture.moving]
    picture.move(x=1.0)
    assert [id(artist) for artist in picture.move(x=5.0)] == made


def test_a_grip_rides_on_the_curve_it_stands_on():
    picture = sketch(stairs)
    xs, ys = picture.track("x")
    assert np.allclose(ys, xs**2)
    before = picture.track("x")
    picture.move(x=3.0)
    assert picture.track("x") is before


def test_elsewhere_a_grip_keeps_its_height():
    def below(pencil, f, x):
        pencil.curve(f)
        pencil.grip("x", x, -1)
        return "Below."

    picture = sketch(below)
    assert set(picture.track("x")[1]) == {-1.0}
    assert picture.track("x") is picture.track("x")
    assert picture.track("nothing") is None


def test_a_place_that_is_nowhere_is_not_drawn():
    def pole(pencil, f, x):
        pencil.line(x, f(x), 1 / (x - x))
        pencil.path([x, np.inf, 1], [1, 2, np.nan])
        pencil.dot(np.nan, 1, "nowhere")
        return "A pole."

    picture = sketch(pole, "1/x", x=0.0)
    assert "nowhere" not in picture.words()
    assert (draw(picture)[..., :3] != 255).any()


def test_a_rule_that_says_nothing_is_told_so():
    def silent(pencil, f, x):
        pencil.curve(f)

    with pytest.raises(ValueError, match="silent returns no sentence"):
        sketch(silent)
