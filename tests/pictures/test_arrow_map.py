"""The field of gradients: every arrow at right angles to the contour line through its tail."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib.formula import Function
from lessons_lib.pencil.plane import plane_values
from tests.pictures.support import draw, line, picture

SLOW = settings(max_examples=15, deadline=None)
WAVE = Function("x^2 y + sin y")
HOSTILE = [
    "3", "1e6 x + y^2", "1/(x y)", "log x + |y|", "sqrt(-1 - x^2 - y^2)", "sqrt(x^2 + y^2)", "cbrt(x y)",
    "x^2 y/(x^2 + y^2)", "sign x + y", "e^(e^(x + y))", "1e-9 x y",
]  # fmt: skip
coordinate = st.floats(-2.9, 2.9)


def arrow_map(f=WAVE, at=(1, 2), view=(-3, 3, -3, 3)):
    return picture("arrow_map", f, at=at, view=view)


@pytest.fixture(scope="module")
def drawn():
    return arrow_map()


def gradient_of(drawn):
    tail, tip = drawn.marks("gradient", "arrow")[0].data
    return tip - tail


def field(drawn):
    """Return tails and vectors of the arrows that stand still."""
    ends = np.array([mark.data for mark in drawn.standing("gradient", "arrow")])
    return ends[:, 0], ends[:, 1] - ends[:, 0]


def nearest_direction(line, at):
    """Return where the line nearest to a point goes, as a unit vector, and how far it is."""
    ends = np.stack([line[:-1], line[1:]], axis=1)
    ends = ends[np.isfinite(ends).all(axis=(1, 2))]
    steps = ends[:, 1] - ends[:, 0]
    lengths = np.hypot(*steps.T)
    ends, steps, lengths = ends[lengths > 1e-6], steps[lengths > 1e-6], lengths[lengths > 1e-6]
    far = np.hypot(*(ends.mean(axis=1) - at).T)
    best = int(far.argmin())
    return steps[best] / lengths[best], far[best]


@SLOW
@given(x=coordinate, y=coordinate)
def test_the_arrow_crosses_the_contour_line_at_a_right_angle(drawn, x, y):
    drawn.move(at=(x, y))
    arrow = gradient_of(drawn)
    true = WAVE.gradient([x, y])
    assume(math.hypot(*true) > 0.5)
    along, far = nearest_direction(line(drawn, "function"), (x, y))
    assert far < 0.05
    assert abs(along @ arrow) / math.hypot(*arrow) < 0.1
    assert arrow @ true == pytest.approx(math.hypot(*arrow) * math.hypot(*true))


@SLOW
@given(x=coordinate, y=coordinate)
def test_the_contour_line_keeps_the_height_of_the_point(drawn, x, y):
    drawn.move(at=(x, y))
    contour = line(drawn, "function")
    contour = contour[np.isfinite(contour).all(axis=1)]
    np.testing.assert_allclose(plane_values(WAVE, contour), WAVE([x, y]), atol=0.01)


@SLOW
@given(x=coordinate, y=coordinate)
def test_the_marked_angle_is_right(drawn, x, y):
    drawn.move(at=(x, y))
    first, corner, second = line(drawn, "measure", 1)
    assert (first - corner) @ (second - corner) == pytest.approx(0, abs=1e-9)
    (x0, y0), (x1, y1) = line(drawn, "measure")
    arrow = gradient_of(drawn)
    assert np.array([x1 - x0, y1 - y0]) @ arrow == pytest.approx(0, abs=1e-9)


def test_small_arrows_point_along_their_gradients_and_stay_apart():
    tails, vectors = field(arrow_map())
    gradients, lengths = WAVE.gradient(tails), np.hypot(*vectors.T)
    turns = (gradients * vectors).sum(axis=1)
    np.testing.assert_allclose(turns, np.hypot(*gradients.T) * lengths)
    assert lengths.max() <= 0.95 * 0.6 + 1e-9
    assert len(lengths) == 100


def test_gradients_of_a_slope_that_is_the_same_everywhere_are_all_alike():
    _, vectors = field(arrow_map(Function("3x + 4y")))
    np.testing.assert_allclose(vectors, [vectors[0]] * 100)
    assert vectors[0, 1] / vectors[0, 0] == pytest.approx(4 / 3)


def test_a_flat_point_has_no_arrow():
    drawn = arrow_map(Function("x^2 - y^2"), at=(0, 0))
    assert not drawn.marks("gradient", "arrow")[0].drawn.get_visible()
    assert np.isnan(line(drawn, "measure", 1)).all()
    assert "the gradient is (0, 0), and no direction leads up at first" in drawn.caption


def test_a_corner_has_no_gradient():
    drawn = arrow_map(Function("sqrt(x^2 + y^2)"), at=(0, 0))
    assert "no ∇f" in drawn.words()
    assert "there is no gradient" in drawn.caption


def test_outside_the_domain_it_says_where():
    drawn = arrow_map(Function("log x + y"), at=(-1, 0))
    assert drawn.caption == "Gradients of log(x) + y: undefined at (−1, 0)."
    assert (field(drawn)[0][:, 0] > 0).all()


def test_the_caption_says_that_arrows_lie_in_the_plane():
    assert arrow_map(Function("u^2 + v^2")).caption.endswith("the arrows lie in the plane of u and v.")


@SLOW
@given(x=coordinate, y=coordinate)
def test_limits_stand_still_and_units_stay_equal(drawn, x, y):
    limits = [(panel.ax.get_xlim(), panel.ax.get_ylim()) for panel in drawn.panels]
    drawn.move(at=(x, y))
    assert [(panel.ax.get_xlim(), panel.ax.get_ylim()) for panel in drawn.panels] == limits
    assert drawn.panel.ax.bbox.width == pytest.approx(drawn.panel.ax.bbox.height)
    assert drawn.track("at") is None
    assert drawn.handles()["at"][1:] == (x, y)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_state_is_drawn(text):
    drawn = arrow_map(Function(text, ["x", "y"]))
    for at in ((0, 0), (0, 2.5), (-2.9, 2.9), (9, 0), (1, -1)):
        drawn.move(at=at)
        draw(drawn)
        assert "nan" not in drawn.caption
        assert "nan" not in " ".join(drawn.words())
