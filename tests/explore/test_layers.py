"""The explorer of layers."""

import pytest

from lessons_lib import explore
from lessons_lib.explore.layers import NAMES
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def explorer():
    made = explore.layer()
    yield made
    made.close()


@pytest.fixture
def layer():
    made = explore.layer()
    yield made
    made.close()


@pytest.mark.parametrize("kind", NAMES)
def test_every_kind_can_be_chosen_and_pasted(layer, kind):
    layer.controls["kind"].widget.value = kind
    assert layer.picture.kind == kind
    assert layer.live.error == ""
    twin = eval(layer.code, {"explore": explore})
    assert (twin.caption, twin.code) == (layer.caption, layer.code)
    twin.close()


@pytest.mark.parametrize("kind", NAMES)
def test_only_the_inputs_of_a_kind_have_sliders(layer, kind):
    layer.controls["kind"].widget.value = kind
    shown = [side.widget.description for side in layer.controls["at"].sides if side.needed]
    assert shown == ["x1", "x2", "x3"][: layer.picture.layer.inputs]


def test_a_point_in_the_plane_moves_both_entries(layer):
    layer.controls["kind"].widget.value = "two layers"
    drag(layer, "at", -2.0, -1.5)
    assert layer.state["at"] == (-2, -1.5)
    assert "x = (−2, −1.5)" in layer.caption


def test_a_point_on_the_curve_moves_its_entry(layer):
    layer.controls["kind"].widget.value = "tanh"
    drag(layer, "1", 0.75, 0.9)
    assert layer.state["at"] == (1, 0.75, 0.5)


def test_a_stem_moves_up_and_down(layer):
    drag(layer, "2", 9.0, -3.0)
    assert layer.state["at"] == (1, -0.5, -3)
    drag(layer, "2", 9.0, -30.0)
    assert layer.state["at"] == (1, -0.5, -4)


def test_a_slider_moves_its_entry(layer):
    layer.controls["at"].sides[0].widget.value = 2.5
    assert "x = (2.5, −0.5, 0.5)" in layer.caption


def test_layers_share_a_point_of_the_plane():
    point = Point(1, 1)
    made = [explore.layer(kind, at=point) for kind in ("linear", "two layers", "softmax")]
    drag(made[0], "at", 2.0, -1.0)
    assert (point.x, point.y) == (2, -1)
    assert "x = (2, −1)" in made[1].caption
    assert "x = (2, −1, 1)" in made[2].caption
    drag(made[2], "2", 0.0, 3.0)
    assert "x = (2, −1, 3)" in made[2].caption
    for each in made:
        each.close()


def test_a_layer_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="choose one of"):
        explore.layer("attention")
