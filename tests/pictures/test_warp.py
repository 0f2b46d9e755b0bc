"""Warped space: the bent square against the parallelogram."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import catalogue
from lessons_lib.formula import Function, read_map
from lessons_lib.pencil.maps import determinant
from lessons_lib.pictures._bent_square import bent_square
from lessons_lib.pictures.warp import MAPS
from tests.pictures.support import draw, line, picture

SLOW = settings(max_examples=15, deadline=None)
BEND = read_map("x^2 - y^2, 2x y")
FOLD = read_map("x1^2 + x2, x1 x2")
SWIRL = read_map("x cos(x^2 + y^2) - y sin(x^2 + y^2), x sin(x^2 + y^2) + y cos(x^2 + y^2)")
POLAR = read_map("r cos t, r sin t")
HOSTILE = [
    "3, 5", "1/(x y), y", "log x, log y", "|x|, |y|", "sqrt(-1 - x^2), y", "1e9 x, y", "1e-9 x, 1e-9 y",
    "e^(e^(x + y)), y", "x^2 y/(x^2 + y^2), y", "sign x, y", "cbrt x, y", "tan x, tan y", "x^40, y^40",
]  # fmt: skip
coordinate = st.floats(-1.5, 1.5)


def warp(f=BEND, at=(1, 0.5), side=0.5):
    return picture("warp", f, at=at, side=side)


def corners(drawn, meaning, panel):
    """Return the corners of a square or of its parallelogram, the first one twice."""
    return line(drawn, meaning, 1, panel)


@pytest.fixture(scope="module")
def drawn():
    return warp()


def outline_area(outline):
    (x, y), (u, v) = outline[:-1].T, outline[1:].T
    return abs(float((x * v - u * y).sum() / 2))


@SLOW
@given(x=coordinate, y=coordinate, side=st.floats(0.02, 1))
def test_the_parallelogram_is_drawn_from_the_jacobian(drawn, x, y, side):
    drawn.move(at=(x, y), side=side)
    origin, first, _, second, _ = corners(drawn, "derivative", 1)
    np.testing.assert_allclose(first - origin, side * BEND.jacobian([x, y])[:, 0], atol=1e-12)
    np.testing.assert_allclose(second - origin, side * BEND.jacobian([x, y])[:, 1], atol=1e-12)
    np.testing.assert_allclose(origin, BEND([x, y]), atol=1e-12)


@pytest.mark.parametrize("f", [BEND, FOLD, SWIRL, POLAR], ids=["square", "fold", "swirl", "polar"])
def test_the_bent_square_converges_to_the_parallelogram_with_the_square_of_the_side(f):
    at, gaps = np.array([0.7, 0.4]), []
    for side in (0.02, 0.01, 0.005):
        bent = bent_square(f, at, side).outline
        square = (bent_square(Function("x, y"), at, side).outline - at) @ f.jacobian(at).T
        gaps.append(np.abs(bent - f(at) - square).max())
    np.testing.assert_allclose(np.divide(gaps[:-1], gaps[1:]), 4, rtol=0.05)


@pytest.mark.parametrize("f", [BEND, SWIRL, POLAR], ids=["square", "swirl", "polar"])
def test_the_area_of_the_image_is_that_of_its_outline(f):
    square = bent_square(f, (0.7, 0.4), 0.3)
    assert square.kind == "plain"
    assert square.area == pytest.approx(outline_area(square.outline), rel=1e-3)


@SLOW
@given(x=st.floats(0.3, 1.5), y=coordinate)
def test_areas_divided_tend_to_the_determinant(x, y):
    side = 1e-5
    ratio = bent_square(FOLD, (x, y), side).area / side**2
    det = abs(determinant(FOLD.jacobian([x, y])))
    assert np.isnan(ratio) or ratio == pytest.approx(det, abs=1e-3)


@SLOW
@given(x=coordinate, y=coordinate, side=st.floats(0.1, 1))
def test_a_swirl_keeps_every_area(x, y, side):
    assert bent_square(SWIRL, (x, y), side).area == pytest.approx(side**2, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("x^2, y", (-0.5, 0), "folded"),
        ("x^2, y", (0, 0), "plain"),
        ("x^2 - y^2, 2x y", (-0.5, -0.5), "overlapping"),
        ("log x, y", (-0.5, 0), "torn"),
        ("x + y, 2x + 2y", (0, 0), "plain"),
    ],
)
def test_an_image_that_lies_over_itself_or_is_torn_is_told(text, at, kind):
    square = bent_square(read_map(text), at, 1)
    assert square.kind == kind
    assert np.isfinite(square.area) == (kind == "plain")


def test_the_lesson_s_point_collapses_to_a_line():
    drawn = warp(FOLD, at=(1, 2))
    assert "J = [[2, 1], [2, 1]] has determinant 0 and rank 1" in drawn.caption
    assert "one dimension is lost" in drawn.caption
    across, up = np.diff(corners(drawn, "derivative", 1), axis=0).T
    np.testing.assert_allclose(across, up)
    assert any("to a line, rank 1" in text for text in drawn.words())


def test_rounding_is_no_area():
    caption = warp(read_map("0.1x + 0.3y, 0.2x + 0.6y"), at=(0.7, 0.3), side=0.3).caption
    assert "determinant 0 and rank 1" in caption
    assert caption.endswith("the bent image of a square of area 0.09 has area 0.")


def test_a_constant_map_loses_both_dimensions():
    assert "rank 0: the square collapses to a point" in warp(read_map("3, 5")).caption


def test_a_flip_is_seen_and_said():
    drawn = warp(read_map("y, x"))
    square, image = (drawn.marks(kind="area", panel=panel)[0].drawn for panel in (0, 1))
    assert image.get_hatch()
    assert not square.get_hatch()
    assert "determinant −1, so areas stay as they are and orientation is flipped" in drawn.caption


def standing_fold(drawn):
    return drawn.standing("second", "line", 0)[0].data


def test_the_determinant_changes_its_sign_on_the_line_that_is_drawn():
    folds = standing_fold(warp(FOLD))
    whole = folds[np.isfinite(folds).all(axis=1)]
    np.testing.assert_allclose(2 * whole[:, 0] ** 2, whole[:, 1], atol=0.01)
    assert not len(standing_fold(warp(BEND)))
    assert not len(standing_fold(warp(read_map("x + y, 2x + 2y"))))


def test_kinks_and_holes_are_told():
    assert "takes (0, 1) to (0, 1) and has no Jacobian there" in warp(read_map("|x|, y"), at=(0, 1)).caption
    assert warp(read_map("log x, y"), at=(-1, 0)).caption == "The map [log(x), y] is undefined at (−1, 0)."
    assert "undefined in a part of it" in warp(read_map("log(1 - x), y"), at=(0.9, 0)).caption


def test_an_image_outside_the_picture_is_told():
    drawn = warp(read_map("1/x, y"), at=(1e-6, 0))
    assert "to (1·10⁶, 0), outside the picture" in drawn.caption
    assert not any(text.startswith("det J =") for text in drawn.words())


@pytest.mark.parametrize("text", HOSTILE)
def test_every_state_is_drawn(text):
    drawn = warp(read_map(text))
    for at in ((0, 0), (0, 2.5), (-2.9, 2.9), (9, 0), (1, -1)):
        for side in (0.5, 1e-3):
            drawn.move(at=at, side=side)
            draw(drawn)
            assert "nan" not in drawn.caption.replace("determinant", "")
            assert "nan" not in " ".join(drawn.words())


def test_units_are_equal_in_both_planes(drawn):
    for panel in drawn.panels:
        left, right, bottom, top = panel.limits
        assert panel.ax.bbox.width / (right - left) == pytest.approx(panel.ax.bbox.height / (top - bottom))


def test_the_offered_maps_are_those_of_the_catalogue():
    offered = {read_map(text).text for text in MAPS}
    missing = [each.name for each in catalogue.maps() if each.function.text not in offered]
    assert missing == []
