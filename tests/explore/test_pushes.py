"""The explorer of sensitivity."""

import numpy as np
import pytest

from lessons_lib import explore
from lessons_lib.classifier import TRAINED, Classifier, Network
from lessons_lib.state import Point
from tests.explore.support import drag

MINE = Classifier(Network(2, 2), np.array([1.0, 0, -1, 0, 0.5, 0]), np.eye(2), np.array([0, 1]))


@pytest.fixture
def pushed():
    made = explore.sensitivity()
    yield made
    made.close()


def test_reset_is_the_beginning(pushed):
    first = pushed.caption
    pushed.controls["norm"].set("max")
    pushed.controls["times"].set(2.0)
    drag(pushed, "at", 0.8, 0.3)
    assert pushed.caption != first
    pushed.reset()
    assert pushed.caption == first


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


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: explore.sensitivity("four blobs"), "choose one of three blobs, two moons, linear"),
        (lambda: explore.sensitivity(norm="taxi"), "choose one of Euclidean, max"),
    ],
)
def test_what_is_not_offered_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
