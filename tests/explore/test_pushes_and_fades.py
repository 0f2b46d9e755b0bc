"""The explorer of faded edges."""

import numpy as np
import pytest

from lessons_lib import explore
from tests.explore.support import drag


@pytest.fixture
def faded():
    made = explore.fade()
    yield made
    made.close()


def change(made):
    for name, value in (("pixels", 3), ("zoom", 10.0), ("shape", "flower")):
        made.controls[name].set(value)
    drag(made, "at", 0.8, 0.3)


def test_the_pasted_line_restores_the_picture(faded):
    change(faded)
    twin = eval(faded.code, {"explore": explore})
    assert (twin.caption, twin.code) == (faded.caption, faded.code)
    twin.close()


def test_reset_is_the_beginning(faded):
    first = faded.caption
    change(faded)
    assert faded.caption != first
    faded.reset()
    assert faded.caption == first


def test_the_point_slides_along_the_edge(faded):
    drag(faded, "at", 1.0, 1.0 * np.tan(np.radians(15)))
    assert faded.controls["at"].value == pytest.approx(1 / np.cos(np.radians(15)) / 1.7, abs=0.01)
    faded.controls["shape"].set("flower")
    drag(faded, "at", 0.0, 1.3)
    assert "at θ = 90° the fade is" in faded.caption


@pytest.mark.parametrize("zoom", [1.0, 7.0, 100.0])
def test_at_any_zoom_the_fade_with_the_jacobian_is_as_wide(faded, zoom):
    faded.controls["pixels"].set(5)
    faded.controls["zoom"].set(zoom)
    assert "and 5 with it; along" in faded.caption


def test_numbers_beyond_the_sliders_are_brought_to_their_ends():
    made = explore.fade("flower", pixels=40, at=-1, zoom=1e6)
    assert (made.state["pixels"], made.state["at"], made.state["zoom"]) == (12, 0.02, 100)
    made.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: explore.fade("square"), "choose one of sector, flower"),
    ],
)
def test_what_is_not_offered_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
