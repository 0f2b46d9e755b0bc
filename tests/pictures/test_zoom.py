"""The microscope."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pictures.support import HOSTILE, PARABOLA, draw, line, picture

SLOW = settings(max_examples=30, deadline=None)


@SLOW
@given(at=st.floats(-3, 8), width=st.floats(1e-4, 8))
def test_a_parabola_leaves_its_tangent_by_a_quarter_of_the_width(at, width):
    drawn = picture("zoom", PARABOLA, at=at, width=width)
    assert drawn.deviation == pytest.approx(width / 4, rel=1e-3)


def test_the_deviation_is_said_in_percent():
    assert picture("zoom", PARABOLA, at=1, width=0.01).caption.endswith(
        "leaves its tangent by at most 0.25 % of the width."
    )


@pytest.mark.parametrize("text", ["|x|", "relu x"])
def test_a_corner_looks_the_same_in_every_window(text):
    windows = [picture("zoom", text, at=0, width=width) for width in (4, 1e-3, 1e-8)]
    curves = [line(window, "function")[:, 1] for window in windows]
    for curve in curves[1:]:
        np.testing.assert_allclose(curve, curves[0], atol=1e-9)
    assert "keeps its corner" in windows[-1].caption


def test_a_cube_root_only_gets_steeper():
    heights = [
        np.nanmax(line(picture("zoom", "cbrt x", at=0, width=width), "function")[:, 1])
        for width in (1, 1e-2, 1e-4)
    ]
    assert heights == sorted(heights)
    assert "stands upright" in picture("zoom", "cbrt x", at=0, width=1e-4).caption


def test_one_sided_slopes_are_named():
    drawn = picture("zoom", "|x|", at=0, width=1)
    assert {"left slope −1", "right slope 1"} <= set(drawn.words())


def test_the_window_says_how_wide_it_is():
    drawn = picture("zoom", PARABOLA, at=1, width=0.5)
    assert {"−0.25", "x = 1", "+0.25", "window 0.5 wide"} <= set(drawn.words())


def test_no_line_crosses_a_pole():
    ys = line(picture("zoom", "1/x", at=0.1, width=1), "function")[:, 1]
    steps = np.diff(ys)
    assert not (np.nan_to_num(steps) > 1).any()


@SLOW
@given(text=st.sampled_from(HOSTILE), at=st.floats(-3, 3), width=st.sampled_from([8, 1e-3, 1e-13]))
def test_every_window_is_drawn(text, at, width):
    drawn = picture("zoom", text, at=0, width=1)
    drawn.move(at=at, width=width)
    draw(drawn)
    assert drawn.panel.ax.get_xlim() == (-0.5, 0.5)
