"""Explorers of maps of the plane."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import catalogue, explore
from lessons_lib.explore.maps import MAPS
from lessons_lib.formula import read_map
from lessons_lib.state import Point
from tests.explore.support import drag

NAMES = {"warp": "side", "microscope": "width"}
TYPED = [
    "7, 8", "x", "1e6 x, y", "sqrt(x - 9), y", "1/(x y), x", "a b^2, a", "log x1, x2", "[x y, x]",
    "e^(e^x), y^40",
]  # fmt: skip
SLOW = settings(max_examples=10, deadline=None)


@pytest.fixture(params=NAMES)
def explorer(request):
    made = getattr(explore, request.param)()
    yield made
    made.close()


@pytest.fixture(scope="module")
def warp():
    made = explore.warp()
    yield made
    made.close()


def test_one_point_moves_both():
    point = Point(1, 1)
    made = [getattr(explore, name)("x^2 - y^2, 2x y", at=point) for name in NAMES]
    drag(made[0], "at", -1.5, 0.5)
    assert (point.x, point.y) == (-1.5, 0.5)
    assert all("(−1.5, 0.5)" in each.caption for each in made)
    for each in made:
        each.close()


@SLOW
@given(x=st.floats(-9, 9), y=st.floats(-9, 9))
def test_the_corner_stays_on_the_grid_of_the_picture(warp, x, y):
    drag(warp, "at", x, y)
    at = warp.state["at"]
    assert at == pytest.approx((min(max(x, -2), 2), min(max(y, -2), 2)), abs=0.01)


@pytest.mark.parametrize("text", MAPS)
def test_every_offered_map_is_drawn(explorer, text):
    explorer.formula.widget.value = text
    for place in ((0, 0), (1, 0.5), (0, 1)):
        explorer.controls["at"].set(place)
        assert explorer.live.error == ""
        assert explorer.caption.endswith(".")
    known = catalogue.known_view(explorer.function)
    assert known is None or explorer.picture.view == known


@pytest.mark.parametrize("text", TYPED)
def test_anything_that_is_typed_is_drawn_or_refused(explorer, text):
    explorer.formula.widget.value = text
    refused = text == "x"
    assert bool(explorer.live.error) == refused
    assert explorer.function.source == (MAPS[0] if refused else text)


@pytest.mark.parametrize("text", ["x, y, x y", "x y z, x", "x^2 + y", "sin t"])
def test_a_map_of_another_shape_leaves_the_picture(explorer, text):
    before = explorer.caption
    explorer.formula.widget.value = text
    assert "two" in explorer.live.error
    assert explorer.picture.caption == before


def test_reset_goes_back_to_the_start(explorer):
    before = explorer.code, explorer.caption
    explorer.formula.widget.value = "r cos t, r sin t"
    explorer.controls["at"].set((0.5, 0.5))
    explorer.controls[NAMES[explorer.name]].set(0.125)
    assert explorer.code != before[0]
    explorer.reset()
    assert (explorer.code, explorer.caption) == before


@pytest.mark.parametrize("text", ["x^2 - y^2, 2x y", "x y, x - y"])
def test_the_pasted_line_restores_the_picture(explorer, text):
    explorer.formula.widget.value = text
    explorer.controls["at"].set((-0.5, 1.25))
    explorer.controls[NAMES[explorer.name]].set(0.125)
    twin = eval(explorer.code, {"explore": explore})
    assert (twin.caption, twin.code) == (explorer.caption, explorer.code)
    twin.close()


def test_the_offered_maps_of_the_lesson_are_those_of_the_catalogue():
    offered = {read_map(text).text for text in MAPS}
    missing = [each.name for each in catalogue.maps() if each.function.text not in offered]
    assert missing == []
