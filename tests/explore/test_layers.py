"""The explorer of gain."""

import pytest

from lessons_lib import explore
from tests.explore.support import drag


@pytest.fixture
def gain():
    made = explore.gain()
    yield made
    made.close()


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


def test_reset_goes_back_to_the_start(gain):
    before = gain.code, gain.caption
    for handle in list(gain.picture.handles()):
        drag(gain, handle, 2.0, 2.0)
    assert gain.code != before[0]
    gain.reset()
    assert (gain.code, gain.caption) == before


@pytest.mark.parametrize("narrow", [True, False])
def test_it_fits_a_narrow_window(gain, narrow):
    gain._arrange(narrow)
    assert gain.live.error == ""
    assert gain.caption.endswith(".")
