"""The explorers of layers and of gain."""

import pytest

from lessons_lib import explore
from lessons_lib.explore.layers import NAMES
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture(params=["layer", "gain"])
def explorer(request):
    made = getattr(explore, request.param)()
    yield made
    made.close()


@pytest.fixture
def layer():
    made = explore.layer()
    yield made
    made.close()


@pytest.fixture
def gain():
    made = explore.gain()
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


def test_the_end_of_the_line_sets_layers_and_gain(gain):
    drag(gain, "end", 30.2, 1.05**30)
    assert (gain.state["layers"], gain.state["gain"]) == (30, 1.05)
    assert "30 layers of gain 1.05" in gain.caption


@pytest.mark.parametrize(("x", "y"), [(-5, -1), (1e9, 1e300), (20, 0)])
def test_a_drag_past_the_ends_stays_in_view(gain, x, y):
    drag(gain, "end", x, y)
    assert 1 <= gain.state["layers"] <= 60
    assert 0.85 <= gain.state["gain"] <= 1.2
    assert gain.live.error == ""


def test_clipping_is_turned_on_and_off(gain):
    box, slider = gain.controls["clip"].widgets
    assert gain.code == "explore.gain(layers=50, gain=1.1)"
    box.value = True
    assert gain.code == "explore.gain(layers=50, gain=1.1, clip=5)"
    assert "clipping at 5 multiplies it by 0.04259" in gain.caption
    slider.value = 10
    assert "clipping at 10" in gain.caption
    drag(gain, "clip", 3.0, 2.04)
    assert gain.state["clip"] == 2
    box.value = False
    assert gain.caption.endswith("1.1⁵⁰ = 117.4.")


def test_reset_goes_back_to_a_clip_length():
    made = explore.gain(clip=5)
    before = made.code, made.caption
    made.controls["clip"].set(None)
    made.controls["layers"].set(7)
    made.reset()
    assert (made.code, made.caption) == before
    made.close()


@pytest.mark.parametrize(("layers", "gain"), [(0, 0), (1000, 9), (1, 1)])
def test_numbers_out_of_range_are_brought_into_it(layers, gain):
    made = explore.gain(layers, gain)
    assert 1 <= made.state["layers"] <= 60
    assert 0.85 <= made.state["gain"] <= 1.2
    made.close()


def test_reset_goes_back_to_the_start(explorer):
    before = explorer.code, explorer.caption
    for handle in list(explorer.picture.handles()):
        drag(explorer, handle, 2.0, 2.0)
    if "kind" in explorer.controls:
        explorer.controls["kind"].widget.value = "linear"
    assert explorer.code != before[0]
    explorer.reset()
    assert (explorer.code, explorer.caption) == before


@pytest.mark.parametrize("narrow", [True, False])
def test_they_fit_a_narrow_window(explorer, narrow):
    explorer._arrange(narrow)
    assert explorer.live.error == ""
    assert explorer.caption.endswith(".")
