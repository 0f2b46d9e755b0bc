"""How many steps descent needs: what is counted on a path is what theory says of the condition number."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import descent
from lessons_lib.descent import STEP_RULES, Quadratic, long_valley

BEST, SAFE = STEP_RULES
kappas = st.floats(1.5, 200)
angles = st.floats(-90, 90)


def from_the_worst(kappa, rule, steps, angle=0.0):
    """Walk from a start that is as bad as any: on the floor, or for the best step anywhere."""
    valley, turn = long_valley(kappa, angle), math.radians(angle)
    along, across = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    start = along + (across if rule == BEST else 0)
    return descent.gradient_descent(valley, start, descent.fixed_step(valley, rule), steps, tolerance=0)


@pytest.mark.parametrize("rule", STEP_RULES)
@pytest.mark.parametrize(("kappa", "digits"), [(2, 12), (10, 10), (100, 6)])
def test_counted_steps_per_digit_are_within_two_percent_of_theory(kappa, digits, rule):
    theory = descent.steps_per_digit(kappa, rule)
    path = from_the_worst(kappa, rule, math.ceil(1.1 * digits * theory))
    counts = [descent.steps_to(path, 10.0**-sought) for sought in (1, digits)]
    # Between two counts a whole step may be lost: over many digits that is little.
    counted = (counts[1] - counts[0]) / (digits - 1)
    assert counted == pytest.approx(theory, rel=0.02)
    assert descent.measured_steps_per_digit(path) == pytest.approx(theory, rel=1e-6)


def test_a_hundred_takes_115_steps_per_digit_and_229_with_the_safe_step():
    assert descent.steps_per_digit(100) == pytest.approx(115.1, abs=0.05)
    assert descent.steps_per_digit(100, SAFE) == pytest.approx(229.1, abs=0.05)


@settings(max_examples=25, deadline=None)
@given(kappa=kappas, angle=angles, direction=angles)
def test_with_the_best_step_every_start_in_the_plane_is_as_bad(kappa, angle, direction):
    valley, turn = long_valley(kappa, angle), math.radians(direction)
    start = np.array([math.cos(turn), math.sin(turn)])
    path = descent.gradient_descent(valley, start, descent.fixed_step(valley), 8, tolerance=0)
    factor = descent.shrink_factor(kappa)
    distances = descent.distances_to(path)
    np.testing.assert_allclose(distances[1:], factor * distances[:-1], rtol=1e-9)
    np.testing.assert_allclose(path.values[1:], factor**2 * path.values[:-1], rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(kappa=kappas, share=st.floats(0.05, 1.95))
def test_no_fixed_step_has_a_better_worst_start(kappa, share):
    step = share * descent.fixed_step(long_valley(kappa))
    worst = max(abs(1 - step), abs(1 - step * kappa))
    assert worst >= descent.shrink_factor(kappa) - 1e-12


@settings(max_examples=25, deadline=None)
@given(kappa=st.floats(1, 100), rule=st.sampled_from(STEP_RULES), tolerance=st.floats(1e-6, 0.5))
def test_the_steps_that_are_needed_are_the_steps_that_are_counted(kappa, rule, tolerance):
    needed = descent.steps_needed(kappa, tolerance, rule)
    path = from_the_worst(kappa, rule, needed + 2)
    assert descent.steps_to(path, tolerance) in {needed - 1, needed, needed + 1}
    assert descent.steps_to(path, tolerance * (1 + 1e-6)) <= needed


@settings(max_examples=30, deadline=None)
@given(kappa=st.floats(1, 1000), angle=angles)
def test_turning_a_valley_changes_neither_its_condition_nor_its_trace(kappa, angle):
    valley = long_valley(kappa, angle)
    assert valley.condition == pytest.approx(kappa, rel=1e-9)
    assert np.trace(valley.matrix) == pytest.approx(1 + kappa)
    turn = math.radians(angle)
    assert valley([math.cos(turn), math.sin(turn)]) == pytest.approx(0.5, rel=1e-9, abs=1e-12 * kappa)


@pytest.mark.parametrize(("angle", "left"), [(0, 1.0), (5, 4.7), (10, 13.4), (45, 100.0)])
def test_diagonal_scaling_helps_less_the_more_a_valley_is_turned(angle, left):
    assert long_valley(100, angle).scaled.condition == pytest.approx(left, abs=0.05)


@settings(max_examples=30, deadline=None)
@given(kappa=st.floats(1, 1000), angle=angles)
def test_scaling_sets_the_diagonal_to_1_and_is_a_change_of_units(kappa, angle):
    valley = long_valley(kappa, angle)
    np.testing.assert_allclose(np.diag(valley.scaled.matrix), 1)
    point = np.array([0.3, -0.7])
    assert valley.scaled(valley.units * point) == pytest.approx(valley(point))


@settings(max_examples=30, deadline=None)
@given(numbers=st.lists(st.floats(-5, 5), min_size=5, max_size=5))
def test_a_quadratic_has_the_derivatives_that_differences_find(numbers):
    a, b, c, x, y = numbers
    bowl, point, step = Quadratic([[a, b], [b, c]]), np.array([x, y]), 1e-4
    differences = [(bowl(point + step * way) - bowl(point - step * way)) / (2 * step) for way in np.eye(2)]
    np.testing.assert_allclose(bowl.gradient(point), differences, atol=1e-6)
    np.testing.assert_array_equal(bowl.hessian(point), bowl.matrix)
    np.testing.assert_allclose(bowl(np.stack([point, 2 * point])), [bowl(point), 4 * bowl(point)], atol=1e-9)


def test_newton_takes_one_step_on_every_bowl():
    path = descent.newton(long_valley(1000, 30), [3.0, -2.0], tolerance=1e-9)
    assert descent.steps_to(path, 1e-9) == 1


def test_a_walk_that_does_not_arrive_is_not_counted():
    away = descent.gradient_descent(Quadratic([[2]]), [1.0], gamma=1.2, steps=20)
    assert descent.steps_to(away, 0.1) is None
    assert descent.measured_steps_per_digit(away) == math.inf
    at_once = descent.gradient_descent(Quadratic([[2]]), [1.0], gamma=0.5, steps=20)
    assert descent.steps_to(at_once, 1e-12) == 1
    assert descent.measured_steps_per_digit(at_once) == 0


def test_distances_are_measured_to_any_minimum():
    path = descent.gradient_descent(lambda x: (x - 3) ** 2, 5.0, gamma=0.25, steps=10)
    assert descent.distances_to(path, 3.0)[:3] == pytest.approx([2, 1, 0.5])
    assert descent.steps_to(path, 0.26, 3.0) == 2


@pytest.mark.parametrize(
    ("call", "remedy"),
    [
        (lambda: descent.shrink_factor(0.5), "1 or more"),
        (lambda: descent.shrink_factor(math.nan), "1 or more"),
        (lambda: descent.steps_per_digit(10, "guess"), "the step rule is one of best fixed step"),
        (lambda: descent.steps_needed(10, 2), "between 0 and 1"),
        (lambda: descent.steps_needed(math.inf, 0.1), "finite condition number"),
        (lambda: long_valley(0.1), "1 or more"),
        (lambda: Quadratic([[1, 2], [3, 4]]), "symmetric"),
        (lambda: Quadratic([1, 2]), "symmetric"),
        (lambda: Quadratic([[1, 0], [0, -1]]).scaled, "positive numbers"),
    ],
)
def test_what_cannot_be_is_told_its_remedy(call, remedy):
    with pytest.raises(ValueError, match=remedy):
        call()


def test_the_ends_of_the_scale():
    assert descent.steps_per_digit(1) == 0
    assert descent.steps_per_digit(math.inf) == math.inf
    assert Quadratic([[1, 0], [0, 0]]).condition == math.inf
