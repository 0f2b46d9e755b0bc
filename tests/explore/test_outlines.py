"""The explorer of shapes: width, point, formula."""

import pytest

from lessons_lib import explore
from lessons_lib.explore.outlines import SHAPES, outline
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def shape():
    explorer = outline()
    yield explorer
    explorer.close()


def test_dragging_the_point_measures_anew(shape):
    drag(shape, "at", 0.5, -1.0)
    assert shape.controls["at"].value == (0.5, -1)
    assert "At (0.5, −1), |f| = " in shape.caption


def test_the_slider_sets_the_width_of_both_lines(shape):
    shape.controls["width"].widget.value = 0.2
    assert "with w = 0.2:" in shape.caption
    assert "it is 0.4" in shape.caption


@pytest.mark.parametrize(
    "text", [*SHAPES, "3", "log x + y", "0", "(x - y)^2", "x", "1e6(x^2 - y)", "1/x - y"]
)
def test_every_shape_is_drawn(shape, text):
    shape.formula.widget.value = text
    assert shape.live.error == ""
    assert "= 0 with w = 0.1" in shape.caption
    shape.controls["width"].set(0.01)
    drag(shape, "at", 0.0, 0.0)
    assert shape.live.error == ""


def test_at_least_six_shapes_are_offered_and_seen_whole():
    assert len(SHAPES) >= 6
    for text in SHAPES:
        made = outline(text)
        assert made.picture.shape.kind == "crossed"
        made.close()


def test_a_shared_point_moves_from_outside():
    point = Point(1, 1)
    shape = outline("x^2 + y^2 - 1", at=point)
    point.coordinates = (0.5, 0)
    assert "At (0.5, 0), |f| = 0.75 and |grad f| = 1, so the shape is about 0.75 away; measured, 0.5." in (
        shape.caption
    )
    shape.close()


def test_the_pasted_line_restores_the_picture(shape):
    shape.controls["width"].set(0.05)
    drag(shape, "at", -1.0, 0.3)
    twin = eval(shape.code, {"explore": explore})
    assert (twin.caption, twin.code) == (shape.caption, shape.code)
    twin.close()


def test_reset_is_the_beginning(shape):
    first = shape.caption
    shape.formula.widget.value = "|x| + |y| - 1"
    shape.controls["width"].set(0.3)
    shape.reset()
    assert shape.caption == first
