"""The long valley: what is drawn is what is measured, and theory's lines have theory's slope."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Polygon

from lessons_lib import descent, explore
from lessons_lib.pictures._long_valley import ADAM, METHODS, PLAIN, RULES, SCALED, STEPS, STILL_ADAM, walked
from tests.explore.support import drag
from tests.pictures import support

BEST, SAFE = RULES


@pytest.fixture(scope="module")
def picture():
    return support.picture("valley")


def move(picture, *valley, gamma=0.1):
    state = dict(zip(("kappa", "angle", "rule", "method"), valley, strict=True))
    picture.move(**state, gamma=gamma, still_gamma=gamma)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kappa", [2, 10, 100])
def test_measured_steps_per_digit_are_within_two_percent_of_theory(picture, kappa, rule):
    for angle in (0, 5, 45, 80):
        move(picture, kappa, angle, rule, PLAIN)
        assert picture.measured == pytest.approx(descent.steps_per_digit(kappa, rule), rel=0.02)


@settings(max_examples=15, deadline=None)
@given(kappa=st.floats(1.2, 1000), angle=st.integers(0, 90), rule=st.sampled_from(RULES))
def test_the_line_of_theory_lies_on_the_walk(picture, kappa, angle, rule):
    move(picture, kappa, angle, rule, PLAIN)
    law = {RULES[0]: "point", RULES[1]: "measure"}[rule]
    xs, ys = picture.marks(law, "line", 1)[0].data.T
    steps, shares = picture.marks("secant", "line", 1)[0].data.T
    assert len(steps) == len(picture.walk.path)
    if picture.theory:
        inside = xs <= steps[-1]
        np.testing.assert_allclose(
            np.interp(xs[inside], steps, np.log10(shares)), np.log10(ys[inside]), atol=0.02
        )


@settings(max_examples=15, deadline=None)
@given(kappa=st.floats(1, 1000), angle=st.floats(0, 90))
def test_contour_lines_are_lines_of_one_height(picture, kappa, angle):
    move(picture, kappa, angle, BEST, PLAIN)
    rings = [artist for artist in picture.moving if isinstance(artist, Polygon)]
    assert len(rings) == 10
    for ring in rings:
        heights = picture.walk.bowl(ring.get_xy())
        np.testing.assert_allclose(heights, heights[0], rtol=1e-6)


@settings(max_examples=15, deadline=None)
@given(angle=st.integers(-89, 90), rule=st.sampled_from(RULES), far=st.floats(0.2, 1.4))
def test_the_start_turns_the_valley(picture, angle, rule, far):
    move(picture, 100, angle, rule, PLAIN)
    _, x, y = picture.handles()["angle"]
    assert picture.taken("angle", far * x, far * y) == {"angle": angle}
    assert (x, y) == tuple(picture.walk.points[0])


@pytest.mark.parametrize(("angle", "left"), [(0, "1"), (5, "4.7"), (10, "13.4"), (45, "100")])
def test_the_condition_number_after_scaling_is_said(picture, angle, left):
    move(picture, 100, angle, BEST, SCALED)
    assert f"Diagonal scaling takes κ from 100 to {left}." in picture.caption
    assert f"κ = 100\nscaled: κ = {left}" in picture.words()
    assert picture.walk.kappa == pytest.approx(float(left), abs=0.05)
    if angle:
        assert picture.measured == pytest.approx(descent.steps_per_digit(picture.walk.kappa), rel=0.02)
    else:
        assert len(picture.walk.path) == 2


def tenth(method, angle, gamma):
    return descent.steps_to(walked(100, angle, BEST, method, gamma).path, 0.1)


def test_adam_without_momentum_helps_less_the_more_the_valley_is_turned():
    counts = [tenth(STILL_ADAM, angle, 0.015) for angle in (0, 5, 10, 20, 45)]
    assert counts == sorted(counts)
    assert counts[-1] > 4 * counts[0]


def test_with_momentum_adam_bears_a_longer_step_and_stays_fast():
    slowest = [descent.steps_to(walked(100, angle, BEST, ADAM, 0.1).path, 1e-3) for angle in (0, 45)]
    assert slowest[1] < 2 * slowest[0]
    assert slowest[1] < descent.steps_needed(100, 1e-3)
    assert tenth(STILL_ADAM, 45, 0.1) > 3 * tenth(ADAM, 45, 0.1)


def test_the_walk_is_drawn_in_the_units_of_the_map():
    scaled, plain = walked(100, 20, BEST, SCALED, 0.1), walked(100, 20, BEST, PLAIN, 0.1)
    np.testing.assert_allclose(scaled.points[0], plain.points[0])
    np.testing.assert_allclose(scaled.bowl(scaled.points), scaled.path.values, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kappa", [1, 1.0001, 2, 1000])
def test_every_valley_gets_a_picture_and_a_true_sentence(picture, kappa, method):
    for angle in (0, 45, 90):
        for rule in RULES:
            move(picture, kappa, angle, rule, method, gamma=0.05)
            assert "nan" not in picture.caption
            assert "inf" not in picture.caption
            assert picture.caption.endswith(".")


def test_a_round_bowl_takes_one_step(picture):
    move(picture, 1, 30, BEST, PLAIN)
    assert "arrives in one step, as theory says for κ = 1" in picture.caption
    assert len(picture.walk.path) == 2


def test_a_tenth_that_is_not_reached_is_said(picture):
    move(picture, 1000, 45, BEST, STILL_ADAM, gamma=0.015)
    assert f"Not even a tenth of the first distance is reached within {STEPS} steps." in picture.caption


def test_the_milestones_are_counted(picture):
    move(picture, 100, 0, BEST, PLAIN)
    counts = [descent.steps_needed(100, share) for share in (0.1, 0.001)]
    assert f"reached after {counts[0]} steps, a thousandth after {counts[1]}." in picture.caption
    assert math.isclose(picture.measured, 115.1, rel_tol=0.001)


@pytest.fixture(scope="module")
def explorer():
    made = explore.valley()
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
    made = explore.valley(**settings_given)
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
        explore.valley(**wrong)
