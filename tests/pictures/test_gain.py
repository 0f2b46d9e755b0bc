"""A gradient passing back through many layers, and clipping."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from tests.explore.support import drag
from tests.pictures.support import line, picture

QUICK = settings(max_examples=25, deadline=None)
layers = st.integers(1, 60)
gains = st.floats(0.85, 1.2)
clips = st.floats(1e-4, 1e4)


@pytest.fixture(scope="module")
def drawn():
    return picture("gain", clip=5)


@pytest.fixture
def gain():
    made = explore.gain()
    yield made
    made.close()


@pytest.mark.parametrize(("factor", "words"), [(1.1, "1.1⁵⁰ = 117.4"), (0.9, "0.9⁵⁰ = 0.005154")])
def test_fifty_layers(factor, words):
    drawn = picture("gain", layers=50, gain=factor)
    assert drawn.length == pytest.approx(factor**50)
    assert words in drawn.caption
    assert words in drawn.words()


@QUICK
@given(count=layers, factor=gains)
def test_every_layer_multiplies_the_length_by_the_gain(drawn, count, factor):
    drawn.move(layers=count, gain=factor, clip=None)
    lengths = line(drawn, "gradient", panel=0)[:, 1]
    assert len(lengths) == count + 1
    np.testing.assert_allclose(lengths[1:] / lengths[:-1], factor)
    assert lengths[0] == 1


@QUICK
@given(count=layers, factor=gains, clip=clips)
def test_clipping_shortens_to_its_length_and_never_lengthens(drawn, count, factor, clip):
    drawn.move(layers=count, gain=factor, clip=clip)
    assert drawn.length * drawn.factor == pytest.approx(min(drawn.length, clip))
    lengths, clipped = (line(drawn, meaning, panel=0)[:, 1] for meaning in ("gradient", "secant"))
    np.testing.assert_allclose(clipped, np.minimum(lengths, clip))


@QUICK
@given(factor=st.floats(1.05, 1.2), clip=st.floats(0.5, 5))
def test_clipping_keeps_the_direction(drawn, factor, clip):
    drawn.move(layers=50, gain=factor, clip=clip)
    long, short = (
        np.diff(drawn.marks(meaning, "arrow")[0].data, axis=0)[0] for meaning in ("gradient", "secant")
    )
    assert np.hypot(*short) == pytest.approx(1)
    assert long @ short == pytest.approx(np.hypot(*long) * np.hypot(*short))


def test_a_short_gradient_is_left_as_it_is():
    drawn = picture("gain", gain=0.9, clip=5)
    assert "clipping leaves it as it is" in drawn.caption
    assert drawn.factor == 1
    assert "clipped" not in drawn.words()


def test_what_is_not_to_scale_is_said():
    assert any("drawn shorter" in text for text in picture("gain", gain=1.1, clip=5).words())
    assert any("too short to be seen" in text for text in picture("gain", gain=0.9, clip=5).words())


def test_the_clip_length_has_a_handle_only_where_there_is_one():
    drawn = picture("gain", clip=5)
    assert set(drawn.handles()) == {"end", "clip"}
    drawn.move(clip=None)
    assert set(drawn.handles()) == {"end"}


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
def test_they_fit_a_narrow_window(gain, narrow):
    gain._arrange(narrow)
    assert gain.live.error == ""
    assert gain.caption.endswith(".")
