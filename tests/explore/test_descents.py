"""The explorer of walks on a map: what its controls do, and what they cannot break."""

import numpy as np
import pytest

from lessons_lib import explore
from lessons_lib.pictures._walk_map import LANDSCAPES
from lessons_lib.pictures._walks import METHODS
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def walk():
    explorer = explore.descent()
    yield explorer
    explorer.close()


def test_dragging_the_start_walks_anew(walk):
    before = walk.caption
    drag(walk, "start", -8.0, 2.0)
    assert walk.controls["start"].value == (-8, 2)
    assert "from (−8, 2)" in walk.caption
    assert walk.caption != before


def test_a_shared_start_moves_from_outside():
    start = Point(3, 2)
    walk = explore.descent("x^2 + y^2", start, gamma=0.1)
    start.coordinates = (1, -1)
    assert "from (1, −1)" in walk.caption
    walk.close()


@pytest.mark.parametrize("rival", METHODS)
@pytest.mark.parametrize("method", METHODS)
def test_any_two_methods_stand_side_by_side(method, rival):
    walk = explore.descent("x^2 + 3y^2", (2, 1), method=method, gamma=0.1, against=rival, against_gamma=0.05)
    methods = [each.method for each in walk.picture.walks]
    assert methods == [method, rival]
    assert [each.gamma for each in walk.picture.walks] == [
        None if name == "Newton" else gamma for name, gamma in zip(methods, (0.1, 0.05), strict=True)
    ]
    assert walk.live.error == ""
    walk.close()


def test_only_controls_that_have_a_say_are_shown(walk):
    def shown():
        return {name for name, control in walk.controls.items() if control.needed}

    always = {"start", "method", "against", "shown"}
    assert shown() == always | {"gamma"}
    walk.controls["method"].set("momentum")
    assert shown() == always | {"gamma", "momentum"}
    walk.controls["against"].set("Adam")
    assert shown() == always | {"gamma", "momentum", "against_gamma"}
    walk.controls["method"].set("Newton")
    assert shown() == always | {"against_gamma"}


def test_more_steps_are_the_same_walk(walk):
    first = walk.picture.walks[0]
    walk.controls["shown"].set(7)
    assert walk.picture.walks[0] is first
    assert "step 7:" in walk.caption
    walk.controls["gamma"].set(0.05)
    assert walk.picture.walks[0] is not first


def test_a_short_walk_shortens_the_slider(walk):
    walk.controls["gamma"].set(0.1)
    steps = len(walk.picture.walks[0].path) - 1
    assert walk.controls["shown"].widget.max == steps < 120
    assert "explodes" in walk.caption


@pytest.mark.parametrize("text", [*LANDSCAPES, "3", "log x + y", "1e6 x^2 + y^2", "|x| + |y|", "x"])
def test_every_function_is_drawn_with_the_start_in_its_map(walk, text):
    walk.formula.widget.value = text
    assert walk.live.error == ""
    assert "outside the map" not in walk.caption
    walk.controls["shown"].set(3)
    assert walk.live.error == ""


def test_a_text_that_cannot_be_read_leaves_the_picture(walk):
    before = walk.caption
    walk.formula.widget.value = "x y z"
    assert walk.caption == before
    walk.formula.widget.value = "x^2 + y^2"
    assert "x² + y²" in walk.caption


def test_reset_is_the_beginning(walk):
    first = walk.caption
    walk.controls["against"].set("momentum")
    walk.formula.widget.value = "x^2 - y^2"
    drag(walk, "start", 0.5, 0.5)
    walk.reset()
    assert walk.caption == first


def test_the_pasted_line_restores_the_picture():
    walk = explore.descent("x^2 - y^2", (1, 1e-8), gamma=0.1, steps=150, shown=102, view=(-1.5, 1.5, -1, 1))
    assert "leaves the map at step 102" in walk.caption
    twin = eval(walk.code, {"explore": explore})
    assert (twin.caption, twin.code) == (walk.caption, walk.code)
    walk.close()
    twin.close()


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [({"method": "downhill"}, "The method is one of gradient descent, momentum, Adam, Newton"),
     ({"against": "nobody"}, "The method is one of none, gradient descent"),
     ({"gamma": 0}, "positive number"), ({"against_gamma": -1}, "positive number"),
     ({"gamma": np.inf}, "positive number")],
)  # fmt: skip
def test_a_wrong_setting_is_told_its_remedy(wrong, remedy):
    with pytest.raises(ValueError, match=remedy):
        explore.descent(**wrong)


def test_a_method_is_known_in_any_case():
    walk = explore.descent(method="ADAM", gamma=0.5)
    assert "by Adam with γ = 0.5" in walk.caption
    walk.close()
