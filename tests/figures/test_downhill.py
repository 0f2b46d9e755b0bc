"""The walk: the ball is where the path says, also when it runs away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import descent
from lessons_lib.figures import Downhill, new_axes, new_figure
from tests.figures.support import PARABOLA, downhill, draw, function, text_starting


@pytest.fixture(scope="module")
def walk():
    return descent.gradient_descent(PARABOLA, 0.5, gamma=0.2)


@settings(max_examples=25, deadline=None)
@given(shown=st.integers(-3, 200))
def test_the_ball_is_where_the_walk_is(walk, shown):
    picture = downhill(walk, shown)
    last = min(max(shown, 0), len(walk) - 1)
    assert picture.step == last
    np.testing.assert_allclose(picture._ball.get_xydata()[0], [walk.points[last], walk.values[last]])
    np.testing.assert_allclose(picture._last.get_xydata()[0], [last, walk.values[last]])
    assert len(picture._trail.get_xdata()) == last + 1


def test_the_end_is_said(walk):
    assert downhill(walk, 10**6).caption.endswith(f"The walk ends here: {walk.stopped}.")


def test_a_walk_that_runs_away_is_shown_leaving():
    wild = descent.gradient_descent(PARABOLA, 2.5, gamma=1.05, steps=40)
    picture = downhill(wild, 40)
    draw(picture)
    assert "out of the picture" in text_starting(picture, "out of")
    assert text_starting(picture, "↑")
    assert np.isfinite(picture._steps.get_xydata()).all()


def test_a_longer_walk_widens_only_the_log(walk):
    picture = downhill(descent.step_and_shrink(PARABOLA, 0.5))
    hill = (picture.hill.get_xlim(), picture.hill.get_ylim(), picture.log.get_ylim())
    picture.move(path=walk, shown=50)
    assert (picture.hill.get_xlim(), picture.hill.get_ylim(), picture.log.get_ylim()) == hill
    assert picture.log.get_xlim()[1] >= len(walk) - 1


def test_the_arrows_point_along_the_steps():
    bouncing = descent.gradient_descent(PARABOLA, 0.5, gamma=0.95, steps=6)
    picture = downhill(bouncing, 6)
    heads = [path.vertices for path in picture._arrows.get_paths()]
    assert len(heads) == 6
    for number, head in enumerate(heads):
        tip, tail = head[0], (head[1] + head[2]) / 2
        assert np.sign(tip[0] - tail[0]) == np.sign(bouncing.points[number + 1] - bouncing.points[number])


def test_a_start_outside_the_domain_is_said():
    f = function("log x")
    axes = new_axes(new_figure(9, 4.2), 1, 2)
    picture = Downhill(axes, f, descent.gradient_descent(f, -1.0), 3)
    draw(picture)
    assert picture.caption.endswith("undefined at x = −1.")
