"""The explorer of long valleys."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.explore.valleys import METHODS, RULES, valley
from tests.explore.support import drag


@pytest.fixture(scope="module")
def explorer():
    made = valley()
    yield made
    made.close()


def test_the_default_state_measures_115_steps_per_digit(explorer):
    explorer.reset()
    assert "takes 115.1 steps per digit; theory says 115.1" in explorer.caption
    explorer.controls["rule"].set(RULES[1])
    assert "takes 229.1 steps per digit; theory says 229.1" in explorer.caption
    explorer.reset()


@settings(max_examples=12, deadline=None)
@given(angle=st.integers(0, 90), reach=st.floats(0.3, 1.3))
def test_dragging_the_start_turns_the_valley(explorer, angle, reach):
    explorer.controls["rule"].set(RULES[1])
    turn = math.radians(angle)
    drag(explorer, "angle", reach * math.cos(turn), reach * math.sin(turn))
    assert explorer.state["angle"] == angle
    explorer.reset()


def test_a_valley_is_not_turned_past_the_second_axis(explorer):
    drag(explorer, "angle", -1.0, 0.9)
    assert 0 <= explorer.state["angle"] <= 90
    explorer.reset()


def test_only_controls_that_have_a_say_are_shown(explorer):
    def shown():
        return {name for name, control in explorer.controls.items() if control.needed}

    always = {"kappa", "angle", "method"}
    settings_of = {
        "gradient descent": {"rule"},
        "diagonal scaling": {"rule"},
        "Adam": {"gamma"},
        "Adam without momentum": {"still_gamma"},
    }
    for method in METHODS:
        explorer.controls["method"].set(method)
        assert explorer.live.error == ""
        assert method in explorer.caption
        assert shown() == always | settings_of[method]
    explorer.reset()


@pytest.mark.parametrize(
    "settings_given",
    [
        {"kappa": 10, "angle": 30},
        {"rule": "1/lambda_max"},
        {"angle": 5, "method": "diagonal scaling"},
        {"angle": 45, "method": "adam", "gamma": 0.2},
        {"angle": 45, "method": "Adam without momentum", "still_gamma": 0.01},
    ],
)
def test_the_pasted_line_restores_the_picture(settings_given):
    made = valley(**settings_given)
    twin = eval(made.code, {"explore": explore})
    assert (twin.caption, twin.code) == (made.caption, made.code)
    made.close()
    twin.close()


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [({"kappa": 0.5}, "between 1 and 1000"), ({"kappa": math.inf}, "between 1 and 1000"),
     ({"angle": 100}, "between 0 and 90"), ({"rule": "guess"}, "one of best fixed step"),
     ({"method": "guess"}, "one of gradient descent"), ({"gamma": 0}, "positive number")],
)  # fmt: skip
def test_a_wrong_setting_is_told_its_remedy(wrong, remedy):
    with pytest.raises(ValueError, match=remedy):
        valley(**wrong)
