"""The explorer of one map after another."""

import pytest

from lessons_lib import explore
from lessons_lib.pictures.chain import FIRST, SECOND
from tests.explore.support import drag


@pytest.fixture
def explorer():
    made = explore.chain()
    yield made
    made.close()


def test_every_offered_pair_is_drawn(explorer):
    for f, g in zip(FIRST, SECOND, strict=True):
        explorer.formula.widget.value = f
        explorer.controls["g"].widget.value = g
        explorer.controls["at"].set((0, 0))
        assert explorer.live.error == ""
        assert " nan" not in explorer.caption


@pytest.mark.parametrize("text", ["p q, p - q", "7, 8", "1e6 x, y", "sqrt(x - 9), y", "1/(a b), b"])
def test_any_second_map_can_be_typed(explorer, text):
    explorer.controls["g"].widget.value = text
    assert explorer.live.error == ""
    assert explorer.picture.g.source == text
    assert f"g={text!r}" in explorer.code


@pytest.mark.parametrize("text", ["u v", "u, v, u", "u + ,", "x y z, 1"])
def test_a_fault_in_either_map_leaves_the_picture_and_is_said(explorer, text):
    before = explorer.caption, explorer.code
    explorer.controls["g"].widget.value = text
    assert explorer.live.error
    assert (explorer.picture.caption, explorer.code) == before
    explorer.controls["g"].widget.value = SECOND[1]
    assert explorer.live.error == ""
    explorer.formula.widget.value = text
    assert explorer.live.error


def test_a_fault_does_not_stop_the_point(explorer):
    explorer.controls["g"].widget.value = "u v"
    drag(explorer, "at", 0.5, 1.0)
    assert "f takes (0.5, 1)" in explorer.caption


def test_reset_goes_back_to_the_start(explorer):
    before = explorer.code, explorer.caption
    explorer.formula.widget.value = FIRST[1]
    explorer.controls["g"].widget.value = "nonsense +"
    explorer.controls["at"].set((0.25, 0.5))
    explorer.controls["side"].set(0.1)
    explorer.reset()
    assert (explorer.code, explorer.caption) == before
    assert explorer.live.error == ""


def test_a_map_of_the_wrong_size_is_refused():
    with pytest.raises(ValueError, match="map of two variables with two values"):
        explore.chain("x, y, x y")
    with pytest.raises(ValueError, match="map of two variables with two values"):
        explore.chain(g="u v")
