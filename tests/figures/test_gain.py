"""A gradient passing back through many layers, and clipping."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.support import draw, gain, labels

QUICK = settings(max_examples=25, deadline=None)
layers = st.integers(1, 60)
gains = st.floats(0.85, 1.2)
clips = st.floats(1e-4, 1e4)


@pytest.fixture(scope="module")
def picture():
    return gain()


@pytest.mark.parametrize(("factor", "words"), [(1.1, "1.1⁵⁰ = 117.4"), (0.9, "0.9⁵⁰ = 0.005154")])
def test_fifty_layers(factor, words):
    picture = gain(50, factor, None)
    assert picture.length == pytest.approx(factor**50)
    assert words in picture.caption
    assert words in labels(picture.moving)


@QUICK
@given(count=layers, factor=gains)
def test_every_layer_multiplies_the_length_by_the_gain(picture, count, factor):
    picture.move(layers=count, gain=factor, clip=None)
    lengths = picture._line.get_ydata()
    assert len(lengths) == count + 1
    np.testing.assert_allclose(lengths[1:] / lengths[:-1], factor)
    assert lengths[0] == 1


@QUICK
@given(count=layers, factor=gains, clip=clips)
def test_clipping_shortens_to_its_length_and_never_lengthens(picture, count, factor, clip):
    picture.move(layers=count, gain=factor, clip=clip)
    assert picture.length * picture.factor == pytest.approx(min(picture.length, clip))
    clipped = picture._clipped.get_ydata()
    np.testing.assert_allclose(clipped, np.minimum(picture.lengths, clip))


@QUICK
@given(factor=st.floats(1.05, 1.2), clip=st.floats(0.5, 5))
def test_clipping_keeps_the_direction(picture, factor, clip):
    picture.move(layers=50, gain=factor, clip=clip)
    long, short = (arrow.tip - arrow.tail for arrow in (picture._long, picture._short))
    assert np.hypot(*short) == pytest.approx(1)
    assert long @ short == pytest.approx(np.hypot(*long) * np.hypot(*short))


def test_a_short_gradient_is_left_as_it_is():
    assert "clipping leaves it as it is" in gain(50, 0.9, 5).caption
    assert gain(50, 0.9, 5).factor == 1
    assert "clipped" not in labels(gain(50, 0.9, 5).moving)


def test_what_is_not_to_scale_is_said():
    assert any("drawn shorter" in text for text in labels(gain(50, 1.1, 5).moving))
    assert any("too short to be seen" in text for text in labels(gain(50, 0.9, 5).moving))


def test_the_clip_length_has_a_handle_only_where_there_is_one():
    picture = gain()
    assert set(picture.handles()) == {"end", "clip"}
    picture.move(clip=None)
    assert set(picture.handles()) == {"end"}
    picture.move(layers=3)
    assert picture.clip is None


@pytest.mark.parametrize("factor", [1e-3, 0.5, 1.0, 2.0, 1e9])
@pytest.mark.parametrize("clip", [None, 1e-9, 1.0, 1e12])
def test_every_state_is_drawn(factor, clip):
    picture = gain(60, factor, clip)
    draw(picture)
    assert "nan" not in picture.caption
    assert all(np.isfinite(place[1:]).all() for place in picture.handles().values())
