"""The walk: the ball is where the path says, also when it runs away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import descent, explore
from tests.pictures.support import PARABOLA, function, line, picture, starting

VIEW = (-0.6, 6.2, -2, 17)


def downhill(gamma=0.2, start=0.5, shown=None, f=PARABOLA):
    """Draw a walk of gradient descent, and return it too."""
    asked = {"start": start, "method": "gradient descent", "gamma": gamma, "shown": shown, "view": VIEW}
    return picture("downhill", f, **asked), descent.gradient_descent(f, start, gamma, steps=400)


@settings(max_examples=25, deadline=None)
@given(shown=st.integers(-3, 200))
def test_the_ball_is_where_the_walk_is(shown):
    drawn, walk = downhill(shown=shown)
    last = min(max(shown, 0), len(walk) - 1)
    (ball,), (value,) = drawn.marks("point", "dot", panel=0), drawn.marks("point", "dot", panel=1)
    np.testing.assert_allclose(ball.place, [walk.points[last], walk.values[last]])
    np.testing.assert_allclose(value.place, [last, walk.values[last]])
    assert [len(line(drawn, "secant", number, panel=0)) for number in (0, 1)] == [last + 1, last + 1]


def test_the_end_is_said():
    drawn, walk = downhill()
    assert drawn.caption.endswith(f"The walk ends here: {walk.stopped}.")


def test_a_walk_that_runs_away_is_shown_leaving():
    drawn, _ = downhill(gamma=1.05, start=2.5, shown=40)
    assert starting(drawn, "out of the picture")
    assert starting(drawn, "↑")
    assert np.isfinite(line(drawn, "secant", panel=0)).all()


def test_a_longer_walk_widens_only_the_values():
    drawn, _ = downhill(gamma=0.4)
    hill, values = (panel.ax for panel in drawn.panels)
    before = (hill.get_xlim(), hill.get_ylim(), values.get_ylim())
    drawn.move(gamma=0.02)
    assert (hill.get_xlim(), hill.get_ylim(), values.get_ylim()) == before
    walk = descent.gradient_descent(PARABOLA, 0.5, 0.02, steps=400)
    assert values.get_xlim()[1] >= len(walk) - 1


def test_the_arrows_point_along_the_steps():
    drawn, walk = downhill(gamma=0.95, shown=6)
    steps = drawn.panels[0].sheet.points(*line(drawn, "secant", panel=0).T)
    heads = drawn.arrow_heads(steps)
    assert len(heads) == 6
    for number, head in enumerate(heads):
        tip, tail = head[0], (head[1] + head[2]) / 2
        assert np.sign(tip[0] - tail[0]) == np.sign(walk.points[number + 1] - walk.points[number])


def test_a_start_outside_the_domain_is_said():
    drawn = picture("downhill", function("log x"), start=-1.0, method="gradient descent")
    assert drawn.caption.endswith("undefined at x = −1.")


def test_a_method_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="step and shrink, gradient descent, momentum"):
        picture("downhill", PARABOLA, method="falling")


@pytest.mark.parametrize("shown", [0, 1, 3])
def test_as_many_steps_are_shown_as_were_asked_for(shown):
    explorer = explore.downhill("x^2 - 6x + 13", method="gradient descent", shown=shown)
    assert explorer.state["shown"] == shown
    assert f"step {shown}:" in explorer.caption
    assert f"shown={shown}" in explorer.code
    explorer.close()
