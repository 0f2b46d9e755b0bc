"""The microscope: close up, a bent grid is a linear map's, unless there is a kink."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.formula import read_map
from lessons_lib.pictures._window import look
from lessons_lib.pictures.microscope import share_words
from tests.pictures.support import draw, line, picture

BEND = read_map("x^2 - y^2, 2x y")
SLOW = settings(max_examples=15, deadline=None)
MAPS = ["x^2 - y^2, 2x y", "r cos t, r sin t", "x1^2 + x2, x1 x2", "e^x cos y, e^x sin y", "log x, y^3"]
HOSTILE = [
    "3, 5", "1/(x y), y", "log x, log y", "|x|, |y|", "sqrt(-1 - x^2), y", "1e9 x, y", "1e-9 x, 1e-9 y",
    "e^(e^(x + y)), y", "x^2 y/(x^2 + y^2), y", "sign x, y", "cbrt x, y", "x^2, y^2", "1e200 x, y",
]  # fmt: skip
coordinate = st.floats(-1.5, 1.5)


def microscope(f=BEND, at=(1, 0.5), width=1):
    return picture("microscope", f, at=at, width=width)


@pytest.fixture(scope="module")
def drawn():
    return microscope()


@pytest.mark.parametrize("text", MAPS)
def test_the_gap_as_a_part_of_the_width_halves_with_the_width(text):
    shares = [look(read_map(text), (0.8, 0.4), 0.02 / 2**k).share for k in range(4)]
    np.testing.assert_allclose(np.divide(shares[1:], shares[:-1]), 0.5, rtol=0.02)


@SLOW
@given(x=coordinate, y=coordinate, width=st.floats(1e-3, 2))
def test_the_gap_of_the_complex_square_is_known(drawn, x, y, width):
    drawn.move(at=(x, y), width=width)
    # (z + w s)² − z² − 2 z w s = w² s², and |s|² is at most 1/2.
    assert drawn.window.share == pytest.approx(width / 2, rel=1e-6)
    assert drawn.halved.share == pytest.approx(width / 4, rel=1e-6)


@SLOW
@given(width=st.floats(1e-6, 4), y=coordinate)
def test_a_kink_is_as_bent_in_every_window(width, y):
    window = look(read_map("|x|, y"), (0, y), width)
    assert np.isnan(window.jacobian).all()
    assert window.share == pytest.approx(0.5, rel=1e-4)


def test_the_caption_of_a_kink_says_that_nothing_fits():
    caption = microscope(read_map("|x|, y"), at=(0, 1), width=0.5).caption
    assert "has no Jacobian: even the linear map that fits best leaves it by 50 % of the width" in caption
    assert "half as wide it is 50 %" in caption


@SLOW
@given(width=st.floats(1e-6, 4), x=coordinate, y=coordinate)
def test_a_linear_map_has_no_gap_but_rounding(width, x, y):
    window = look(read_map("3x + y, x - 2y"), (x, y), width)
    assert window.share <= window.rounding
    np.testing.assert_array_equal(window.jacobian, [[3, 1], [1, -2]])


def test_a_gap_that_is_only_rounding_is_given_as_a_bound():
    drawn = microscope()
    drawn.move(width=1e-16)
    assert "cannot be told from the grid of its linear map" in drawn.caption
    assert "below" in drawn.caption


@SLOW
@given(x=coordinate, y=coordinate, width=st.floats(1e-3, 2))
def test_the_dashed_grid_is_the_jacobian_s(drawn, x, y, width):
    drawn.move(at=(x, y), width=width)
    ends = line(drawn, "derivative") * drawn.frame
    ends = ends[np.isfinite(ends).all(axis=1)]
    corner = np.array(drawn.window.jacobian) @ (0.5, 0.5)
    assert np.hypot(*(ends - corner).T).min() < 1e-9
    assert (np.abs(ends) <= np.abs(drawn.window.jacobian).sum(axis=1) / 2 + 1e-9).all()


@SLOW
@given(x=coordinate, y=coordinate, width=st.floats(1e-3, 2))
def test_the_black_line_is_the_largest_gap(drawn, x, y, width):
    drawn.move(at=(x, y), width=width)
    start, end = line(drawn, "point") * drawn.frame
    assert np.hypot(*(end - start)) == pytest.approx(drawn.window.share)


@SLOW
@given(width=st.floats(1e-5, 3))
def test_zooming_keeps_the_frame(drawn, width):
    drawn.move(at=(1, 0.5), width=1)
    frame = drawn.frame
    drawn.move(width=width)
    assert drawn.frame == frame


def test_a_singular_jacobian_is_told():
    assert "J = [[2, 1], [2, 1]] of rank 1, a line," in microscope(read_map(MAPS[2]), at=(1, 2)).caption
    flat = microscope(read_map("x^2, y^2"), at=(0, 0))
    assert "of rank 0, a point," in flat.caption
    assert "linear map J: a point" in flat.words()


def test_holes_are_told():
    assert microscope(read_map("log x, y"), at=(-1, 0)).caption.endswith(
        "the map [log(x), y] is undefined at (−1, 0)."
    )
    assert "in a part of the window it is not" in microscope(read_map("log x, y"), at=(0.3, 0)).caption


@pytest.mark.parametrize("text", HOSTILE)
def test_every_state_is_drawn(text):
    drawn = microscope(read_map(text))
    for at in ((0, 0), (0, 2.5), (-2.9, 2.9), (9, 0), (1, -1)):
        for width in (3, 0.1, 1e-6):
            drawn.move(at=at, width=width)
            draw(drawn)
            assert "nan" not in drawn.caption
            assert "nan" not in " ".join(drawn.words())


def test_units_are_equal_in_both_planes(drawn):
    for panel in drawn.panels:
        left, right, bottom, top = panel.limits
        assert panel.ax.bbox.width / (right - left) == pytest.approx(panel.ax.bbox.height / (top - bottom))


@pytest.mark.parametrize(
    ("share", "rounding", "words"), [(0.25, 1e-15, "25 %"), (1e-12, 3e-12, "below 10⁻⁹ %")]
)
def test_a_gap_has_the_digits_that_rounding_leaves(share, rounding, words):
    window = look(BEND, (1, 0.5), 1)._replace(share=share, rounding=rounding)
    assert share_words(window) == words
