"""The explorers of sensitivity and of faded edges."""

import numpy as np
import pytest

from lessons_lib import explore
from lessons_lib.classifier import TRAINED, Classifier, Network
from lessons_lib.state import Point
from tests.explore.support import drag

NAMES = ("sensitivity", "fade")
MINE = Classifier(Network(2, 2), np.array([1.0, 0, -1, 0, 0.5, 0]), np.eye(2), np.array([0, 1]))


@pytest.fixture(params=NAMES)
def explorer(request):
    made = getattr(explore, request.param)()
    yield made
    made.close()


@pytest.fixture
def pushed():
    made = explore.sensitivity()
    yield made
    made.close()


@pytest.fixture
def faded():
    made = explore.fade()
    yield made
    made.close()


def change(made):
    for name, value in (("norm", "max"), ("times", 2.0), ("pixels", 3), ("zoom", 10.0), ("shape", "flower")):
        if name in made.controls:
            made.controls[name].set(value)
    drag(made, "at", 0.8, 0.3)


def test_the_pasted_line_restores_the_picture(explorer):
    change(explorer)
    twin = eval(explorer.code, {"explore": explore})
    assert (twin.caption, twin.code) == (explorer.caption, explorer.code)
    twin.close()


def test_reset_is_the_beginning(explorer):
    first = explorer.caption
    change(explorer)
    assert explorer.caption != first
    explorer.reset()
    assert explorer.caption == first


def test_dragging_the_input_looks_at_it(pushed):
    drag(pushed, "at", 1.2, -0.9)
    assert pushed.controls["at"].value == (1.2, -0.9)
    assert pushed.caption.startswith("At (1.2, −0.9) the three blobs classifier says B")


@pytest.mark.parametrize("name", TRAINED)
def test_every_classifier_is_drawn(pushed, name):
    pushed.controls["classifier"].set(name)
    assert pushed.live.error == ""
    assert f"the {name} classifier says" in pushed.caption
    assert pushed.controls["at"].sides[0].widget.max == pushed.picture.view.right


def test_one_of_the_notebook_is_looked_at_and_named_in_the_line():
    made = explore.sensitivity(MINE, at=(1, 0.5))
    assert "At (1, 0.5) the classifier says A" in made.caption
    assert "exact" not in made.caption
    twin = eval(made.code, {"explore": explore, "classifier": MINE})
    assert twin.caption == made.caption
    made.controls["classifier"].set("linear")
    assert "the linear classifier says" in made.caption
    made.close()
    twin.close()


def test_a_shared_point_moves_the_input():
    point = Point(0, 0)
    made = explore.sensitivity(at=point)
    point.coordinates = (1, 1)
    assert made.caption.startswith("At (1, 1)")
    made.close()


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
        (lambda: explore.sensitivity("four blobs"), "choose one of three blobs, two moons, linear"),
        (lambda: explore.sensitivity(norm="taxi"), "choose one of Euclidean, max"),
    ],
)
def test_what_is_not_offered_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
