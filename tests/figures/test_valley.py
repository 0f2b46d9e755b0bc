"""The long valley: what is drawn is what is measured, and theory's lines have theory's slope."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import descent
from lessons_lib.figures.valley import ADAM, METHODS, PLAIN, RULES, SCALED, STEPS, STILL_ADAM, walked
from tests.figures.support import draw, labels, valley

BEST, SAFE = RULES


@pytest.fixture(scope="module")
def picture():
    return valley()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kappa", [2, 10, 100])
def test_measured_steps_per_digit_are_within_two_percent_of_theory(picture, kappa, rule):
    for angle in (0, 5, 45, 80):
        picture.move(kappa, angle, rule, PLAIN)
        assert picture.measured == pytest.approx(descent.steps_per_digit(kappa, rule), rel=0.02)


@settings(max_examples=15, deadline=None)
@given(kappa=st.floats(1.2, 1000), angle=st.integers(0, 90), rule=st.sampled_from(RULES))
def test_the_line_of_theory_lies_on_the_walk(picture, kappa, angle, rule):
    picture.move(kappa, angle, rule, PLAIN)
    xs, ys = picture.log._laws[rule].get_data()
    steps, shares = picture.log._walk.get_data()
    assert len(steps) == len(picture.walk.path)
    if picture.theory:
        inside = xs <= steps[-1]
        np.testing.assert_allclose(
            np.interp(xs[inside], steps, np.log10(shares)), np.log10(ys[inside]), atol=0.02
        )


@settings(max_examples=15, deadline=None)
@given(kappa=st.floats(1, 1000), angle=st.floats(0, 90))
def test_contour_lines_are_lines_of_one_height(picture, kappa, angle):
    picture.move(kappa, angle, BEST, PLAIN)
    for ring in picture.map._rings:
        heights = picture.walk.bowl(ring.get_xy())
        np.testing.assert_allclose(heights, heights[0], rtol=1e-6)


@settings(max_examples=15, deadline=None)
@given(angle=st.integers(-89, 90), rule=st.sampled_from(RULES), far=st.floats(0.2, 1.4))
def test_the_start_turns_the_valley(picture, angle, rule, far):
    picture.move(100, angle, rule, PLAIN)
    x, y = picture.start
    assert picture.angle_of(far * x, far * y) == pytest.approx(angle)
    assert picture.dots()["angle"].get_xydata()[0] == pytest.approx([x, y])


@pytest.mark.parametrize(("angle", "left"), [(0, "1"), (5, "4.7"), (10, "13.4"), (45, "100")])
def test_the_condition_number_after_scaling_is_said(picture, angle, left):
    picture.move(100, angle, BEST, SCALED)
    assert f"Diagonal scaling takes κ from 100 to {left}." in picture.caption
    assert f"κ = 100\nscaled: κ = {left}" in labels(picture.moving)
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
            picture.move(kappa, angle, rule, method, 0.05)
            draw(picture)
            assert "nan" not in picture.caption
            assert "inf" not in picture.caption
            assert picture.caption.endswith(".")


def test_a_round_bowl_takes_one_step(picture):
    picture.move(1, 30, BEST, PLAIN)
    assert "arrives in one step, as theory says for κ = 1" in picture.caption
    assert len(picture.walk.path) == 2


def test_a_tenth_that_is_not_reached_is_said(picture):
    picture.move(1000, 45, BEST, STILL_ADAM, 0.015)
    assert f"Not even a tenth of the first distance is reached within {STEPS} steps." in picture.caption


def test_the_milestones_are_counted(picture):
    picture.move(100, 0, BEST, PLAIN)
    counts = [descent.steps_needed(100, share) for share in (0.1, 0.001)]
    assert f"reached after {counts[0]} steps, a thousandth after {counts[1]}." in picture.caption
    assert math.isclose(picture.measured, 115.1, rel_tol=0.001)


def test_a_method_that_is_none_is_told():
    with pytest.raises(ValueError, match="The method is one of gradient descent"):
        walked(100, 0, BEST, "magic", 0.1)
