"""Lesson 03: answers agree with differences, products of matrices and counts made another way."""

import re

import numpy as np
import pytest

from lessons_lib import automatic, numeric
from lessons_lib.drills.skills import skill_named, skills
from lessons_lib.formula import Function
from tests.drills.skills.reading import answer, array, found, function, number, numbers, questions, value

MAP = r"(\(.*?\)), of [a-z, ]+?\. "
OF = r", of ([a-z, ]+?)\. "
AT = r"(?:[Aa]t|Close to) (\([^()]*\))"


def relu(x):
    return np.maximum(x, 0)


def test_there_are_enough_skills_of_this_lesson():
    assert len([each for each in skills().values() if each.lesson in {"jacobians", "layers"}]) >= 7


@pytest.mark.parametrize("each", questions("jacobian"))
def test_a_jacobian_is_what_differences_say(each):
    variables = found(each, r"with respect to ([a-z, ]+)\.")
    f = function(each, r"of ([\[(].*[\])]) with", variables)
    point = np.array([0.7, 1.3, -0.4])[: len(each.variables)]
    right = Function(each.answer, variables=each.variables)(point)
    assert numeric.jacobian(f)(point) == pytest.approx(np.array(right), abs=1e-5)


@pytest.mark.parametrize("each", questions("jacobian at a point"))
def test_a_jacobian_at_a_point_is_what_differences_say(each):
    f = function(each, r"of ([\[(].*[\])]) with", found(each, r"with respect to ([a-z, ]+), at"))
    point = array(f"[{', '.join(each.problem.at)}]")
    assert numeric.jacobian(f)(point) == pytest.approx(answer(each), abs=1e-4)


@pytest.mark.parametrize("each", questions("chain rule for maps", 2, 3))
def test_a_chain_of_maps_is_differentiated_as_one(each):
    f = function(each, r"map f, (\(.*?\)) of", found(each, r"map f, .*? of ([a-z, ]+), then"))
    g = function(each, r"map g, (\(.*?\)) of", found(each, r"map g, .*? of ([a-z, ]+)\."))
    assert numeric.jacobian(lambda x: g(f(x)))(value(each, "P")) == pytest.approx(answer(each), abs=1e-3)


@pytest.mark.parametrize("each", questions("chain rule for maps", 1))
def test_the_map_that_comes_first_stands_on_the_right(each):
    assert value(each, "J_g") @ value(each, "J_f") == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("area factor", 2))
def test_an_area_factor_is_the_size_of_the_determinant(each):
    J = numeric.jacobian(function(each, MAP, found(each, OF)))(array(found(each, AT)))
    assert abs(np.linalg.det(J)) == pytest.approx(answer(each), abs=1e-3)


@pytest.mark.parametrize("each", questions("area factor", 3))
def test_area_factors_of_two_maps_multiply(each):
    f = function(each, r"First comes (\(.*?\)), of", "x y")
    J = numeric.jacobian(lambda x: value(each, "A") @ f(x))(array(found(each, AT)))
    assert abs(np.linalg.det(J)) == pytest.approx(answer(each), rel=1e-5)


def fate(size):
    """Return the words for a determinant."""
    if abs(size) < 1e-6:
        return "collapses: no area is left"
    grown = "keeps its size" if abs(abs(size) - 1) < 1e-6 else "grows" if abs(size) > 1 else "shrinks"
    return f"{grown} and {'flips' if size < 0 else 'does not flip'}"


@pytest.mark.parametrize("each", questions("growing and flipping", 1))
def test_size_and_sign_of_a_given_determinant(each):
    assert each.answer == fate(np.linalg.det(value(each, "J")))


@pytest.mark.parametrize("each", questions("growing and flipping", 2))
def test_size_and_sign_at_a_point(each):
    f = function(each, MAP, "x y")
    assert each.answer == fate(np.linalg.det(f.jacobian(array(found(each, AT)))))


@pytest.mark.parametrize("seed", range(24))
def test_size_and_sign_in_bent_coordinates_and_of_two_maps(seed):
    each = skill_named("growing and flipping").exercise(3, seed)
    if each.said.startswith("First"):
        one, other = map(array, re.findall(r"Jacobian (\(\(.*?\)\))", each.said))
        assert each.answer == fate(np.linalg.det(other @ one))
    else:
        names = found(each, r", of ([a-z, ]+) in this order")
        f = function(each, r"(\(.*\)), of", names)
        first, at = re.search(r"Where (\w) = (.*?):", each.said).groups()
        point = [number(at) if name == first else 0.3 for name in names.split(", ")]
        assert each.answer == fate(np.linalg.det(f.jacobian(point)))


@pytest.mark.parametrize("each", questions("rank of a jacobian"))
def test_what_is_lost_is_what_the_rank_leaves(each):
    given = "J = " in each.said
    J = value(each, "J") if given else function(each, MAP, "x y z").jacobian(array(found(each, AT)))
    assert len(J) - np.linalg.matrix_rank(J) == answer(each)


@pytest.mark.parametrize("each", questions("first-order estimate", 2, 3))
def test_the_error_of_an_estimate_shrinks_with_the_square_of_the_step(each):
    f = function(each, MAP, found(each, OF.replace(r"\.", r"\. Estimate")))
    near, point = array(found(each, r"value at (\(.*?\))")), array(found(each, r"Jacobian at (\(.*?\))"))
    slope = answer(each) - f(point)
    errors = [np.abs(f(point + t * (near - point)) - f(point) - t * slope).max() for t in (1e-2, 1e-3)]
    assert errors[1] <= errors[0] / 50 + 1e-12


@pytest.mark.parametrize("each", questions("gradient of half the squares", 2, 3))
def test_the_gradient_of_half_the_squares(each):
    r = function(each, r"r = (\(.*?\))\. What", "a b")
    right = numeric.gradient(lambda p: np.sum(r(p) ** 2) / 2)(array(found(each, r", at (\(.*?\))")))
    assert right == pytest.approx(answer(each), abs=1e-4)


@pytest.mark.parametrize("each", questions("jacobian of a layer", 2, 3))
def test_a_layer_is_what_a_tape_says(each):
    W, b, x = (value(each, name) for name in "Wbx")
    if "loss" not in each.said:
        right = automatic.jacobian(lambda x: relu(W @ x + b))(x)
    else:
        above = array(found(each, r"by y are (\(.*?\))"))
        right = automatic.gradient(lambda W: above @ relu(W @ x + b))(W)
    assert right == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("jacobian of two layers", 2, 3))
def test_two_layers_are_what_a_tape_says(each):
    first, second, b = (value(each, name) for name in ("W₁", "W₂", "b₁"))
    x = array(found(each, r"at x = (\(.*?\))"))
    assert automatic.jacobian(lambda x: second @ relu(first @ x + b))(x) == pytest.approx(answer(each))


def scores(each):
    """Return the scores, which hold logarithms."""
    return np.array([number(one) for one in found(each, r"z = \((.*)\)\?").split(", ")])


@pytest.mark.parametrize("each", questions("jacobian of softmax", 2, 3))
def test_softmax_is_symmetric_with_rows_that_add_to_nothing(each):
    J, z = answer(each), scores(each)
    assert pytest.approx(J.T) == J
    assert J.sum(axis=1) == pytest.approx(0)
    assert automatic.jacobian(lambda z: np.exp(z) / np.sum(np.exp(z)))(z) == pytest.approx(J)


@pytest.mark.parametrize("each", questions("shape of a jacobian", 1))
def test_a_shape_is_output_by_input(each):
    n, m = numbers(each)[:2]
    assert automatic.jacobian(lambda x: np.ones((m, n)) @ x)(np.ones(n)).shape == tuple(answer(each))


@pytest.mark.parametrize("each", questions("shape of a jacobian", 3))
def test_a_shape_by_weights_has_three_sides(each):
    if "whole matrix" in each.said:
        n, m = numbers(each)[:2]
        right = automatic.jacobian(lambda W: W @ np.ones(n))(np.ones((m, n))).shape
    else:
        n, _, m = (int(number) for number in re.findall(r"(\d+) (?:inputs|hidden|outputs)", each.said))
        right = m, n
    assert tuple(answer(each)) == right


@pytest.mark.parametrize("each", questions("size of a jacobian", 2, 3))
def test_a_size_in_bytes_is_shape_times_width(each):
    n, m = (int(number) for number in re.findall(r"(\d+) (?:inputs|outputs)", each.said))
    width = int(found(each, r"(\d) bytes"))
    entries, unit = (m * m * n, 2**30) if "GiB" in each.said else (m * n, 2**20)
    assert entries * width == answer(each) * unit


@pytest.mark.parametrize("each", questions("gain over layers", 3))
def test_one_layer_fewer_does_not_pass_the_limit(each):
    gain, limit = (array(part) for part in re.findall(r"(?:by|than) ([\d/]+)", each.said))
    passed = [min(gain**k, limit) != limit if gain < 1 else gain**k > limit for k in range(12)]
    assert passed.index(True) == answer(each)
