"""Lesson 04: answers agree with differences, eigenvalues and walks worked out another way."""

import re

import numpy as np
import pytest

from lessons_lib import descent, numeric
from lessons_lib.drills.skills import skill_named, skills
from lessons_lib.drills.skills.hessians_kinds import kind_of
from lessons_lib.formula import Function
from tests.drills.skills.reading import answer, array, found, function, number, numbers, questions, value

POINT = r"at (\([^()]*\))"


def eigenvalues(each):
    """Return the eigenvalues that a question gives, or those of its matrix or formula."""
    if "H = " in each.said:
        return np.linalg.eigvalsh(value(each, "H"))
    if "bowl is" in each.said:
        return np.linalg.eigvalsh(function(each, r"bowl is (.*?)\.", "x y").hessian([0, 0]))
    return np.array([float(size) for size in re.search(r"eigenvalues (\d+) and (\d+)", each.said).groups()])


def test_there_are_enough_skills_of_this_lesson():
    assert len([each for each in skills().values() if each.lesson in {"hessians", "curvature"}]) >= 7


@pytest.mark.parametrize("each", questions("hessian"))
def test_a_hessian_is_the_jacobian_of_the_gradient(each):
    f = Function(each.problem.expression, variables=each.variables)
    point = np.array([0.7, 1.3, -0.4])[: len(each.variables)]
    right = Function(each.answer, variables=each.variables)(point)
    assert numeric.jacobian(f.gradient)(point) == pytest.approx(np.array(right), abs=1e-3)


@pytest.mark.parametrize("each", questions("hessian at a point"))
def test_a_hessian_at_a_point_is_symmetric_and_what_differences_say(each):
    f, point = (
        Function(each.problem.expression, variables=each.variables),
        [float(x) for x in each.problem.at],
    )
    assert answer(each) == pytest.approx(answer(each).T)
    assert numeric.jacobian(f.gradient)(point) == pytest.approx(answer(each), abs=1e-3)


@pytest.mark.parametrize("each", questions("mixed partial derivative"))
def test_both_orders_of_a_mixed_derivative_agree(each):
    f = function(each, r"function is (.*?)\. Find", "x y")
    mixed = Function(each.answer, variables=["x", "y"])
    for point in ([0.3, 0.8], [1.1, -0.4]):
        one, other = f.hessian(point)[0][1], f.hessian(point)[1][0]
        assert one == pytest.approx(other) == pytest.approx(mixed(point))


@pytest.mark.parametrize("each", questions("curvature along a direction", 1, 2))
def test_curvature_uses_the_direction_twice(each):
    u, H = value(each, "u"), value(each, "H")
    assert u @ H @ u == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("curvature along a direction", 3))
def test_curvature_is_the_second_derivative_of_the_cut(each):
    f, point = function(each, r"derivative of (.*) at \(", "x y"), array(found(each, POINT))
    way = array(found(each, r"direction of (\(.*?\))"))
    u, h = way / np.linalg.norm(way), 1e-3
    second = (f(point + h * u) - 2 * f(point) + f(point - h * u)) / h**2
    assert second == pytest.approx(answer(each), abs=1e-3)


@pytest.mark.parametrize("each", questions("hessian-vector product", 2, 3))
def test_a_hessian_times_a_vector_is_how_the_gradient_changes(each):
    v = value(each, "v")
    f, point = (
        function(each, r"Hessian of (.*) at \(", "xyz"[: len(v)].replace("", " ")),
        array(found(each, POINT)),
    )
    change = (f.gradient(point + 1e-4 * v) - f.gradient(point - 1e-4 * v)) / 2e-4
    assert change == pytest.approx(answer(each), abs=1e-4)


@pytest.mark.parametrize("each", questions("second-order taylor", 3))
def test_a_forecast_of_second_order_errs_by_the_cube_of_the_step(each):
    f, point, step = function(each, r"Forecast (.*) to second", "x y"), value(each, "P"), value(each, "s")
    H, slopes = f.hessian(point), f.gradient(point)
    assert f(point) + slopes @ step + step @ H @ step / 2 == pytest.approx(answer(each))
    errors = [
        f(point + t * step) - f(point) - t * slopes @ step - t * t * step @ H @ step / 2 for t in (1, 0.1)
    ]
    assert abs(errors[1]) <= abs(errors[0]) / 900 + 1e-12


@pytest.mark.parametrize("each", questions("eigenvalues of a hessian"))
def test_eigenvalues_come_in_order(each):
    assert eigenvalues(each) == pytest.approx(answer(each))


@pytest.mark.parametrize("seed", range(12))
def test_a_flat_point_is_named_by_its_eigenvalues(seed):
    for level in (1, 2):
        each = skill_named("kind of a flat point").exercise(level, seed)
        signs = eigenvalues(each) if level == 2 else array(found(each, r"eigenvalues (\(.*?\))"))
        assert each.answer == kind_of(np.round(signs, 9))


@pytest.mark.parametrize("seed", range(12))
def test_a_flat_point_is_flat_and_its_neighbourhood_agrees(seed):
    each = skill_named("kind of a flat point").exercise(3, seed)
    f, point = function(each, r"gradient of (.*) is zero", "x y"), array(found(each, POINT))
    assert f.gradient(point) == pytest.approx(0)
    angles = np.linspace(0, 2 * np.pi, 721)
    rises = f(point + 1e-3 * np.stack([np.cos(angles), np.sin(angles)], axis=-1)) - f(point)
    if each.answer == "local minimum":
        assert rises.min() > 0
    elif each.answer == "local maximum":
        assert rises.max() < 0
    elif each.answer == "saddle point":
        assert rises.min() < -1e-9
        assert rises.max() > 1e-9
    else:
        assert np.abs(rises).min() < 1e-8


@pytest.mark.parametrize("each", questions("newton step", 3))
def test_a_newton_step_is_the_one_of_the_walk(each):
    f, start = function(each, r"method on (.*) lead from", "x y"), array(found(each, r"lead from (\(.*?\))"))
    assert descent.newton(f, tuple(start), steps=1).points[1] == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("newton step", 2))
def test_a_newton_step_makes_the_gradient_of_the_paraboloid_zero(each):
    slopes, x = array(found(each, r"gradient is (\(.*?\))")), value(each, "x")
    assert slopes + value(each, "H") @ (answer(each) - x) == pytest.approx(0)


@pytest.mark.parametrize("each", questions("condition number"))
def test_a_condition_number_is_largest_over_smallest(each):
    found_ones = eigenvalues(each)
    assert max(found_ones) / min(found_ones) == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("best fixed step"))
def test_no_step_shrinks_the_worst_axis_more_than_the_best(each):
    def worst(step):
        return np.abs(1 - step * eigenvalues(each)).max()

    assert all(worst(answer(each)) < worst(answer(each) * factor) for factor in (0.9, 0.99, 1.01, 1.1))


@pytest.mark.parametrize("each", questions("shrink factor"))
def test_a_walk_from_the_worst_start_shrinks_by_the_factor(each):
    low, high = (1, numbers(each)[0]) if "condition" in each.said else eigenvalues(each)
    is_safe = "over the largest" in each.said
    step = 1 / high if is_safe else 2 / (low + high)
    f = Function(f"{low}/2 x^2 + {high}/2 y^2")
    walk = descent.gradient_descent(f, (1, 0) if is_safe else (1, 1), step, steps=2)
    sizes = walk.values if "height" in each.said else descent.distances_to(walk, (0, 0))
    assert sizes[2] / sizes[1] == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("memory of a hessian", 2, 3))
def test_memory_is_counted_in_bytes(each):
    counted = numbers(each)
    if "L-BFGS" in each.said:
        n, pairs, width = counted[:3]
        assert np.zeros((2 * pairs, n)).size * width == answer(each)
    else:
        n, width = counted[:2]
        size, unit = (1e3, 1e6) if "MB" in each.said else (1e6, 1e12)
        assert (n * size) ** 2 * width / unit == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("second-order taylor", 1))
def test_a_parabola_has_value_slope_and_second_derivative(each):
    pattern = r"value (\S+), the slope (\S+) and the second derivative (\S+)\. .* step of (\S+)\?"
    a, b, c, h = map(number, re.search(pattern, each.said).groups())
    assert np.polyval([c / 2, b, a], h) == pytest.approx(answer(each))
