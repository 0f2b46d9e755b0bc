"""The catalogue tells the truth about its functions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib import catalogue
from lessons_lib.descent import flat_points

EVERY = (*catalogue.curves(), *catalogue.surfaces(), *catalogue.spaces(), *catalogue.maps())

each_example = pytest.mark.parametrize("each", EVERY, ids=lambda each: each.name)
each_surface = pytest.mark.parametrize("surface", catalogue.surfaces(), ids=lambda surface: surface.name)
each_map = pytest.mark.parametrize("each", catalogue.maps(), ids=lambda each: each.name)
each_curve = pytest.mark.parametrize("curve", catalogue.curves(), ids=lambda curve: curve.name)


@each_curve
def test_known_flat_points_are_all_and_are_found(curve):
    found = flat_points(curve.function, curve.view[:2])
    assert [flat.kind for flat in found] == [kind for _, kind in curve.flat_points]
    known = [point for point, _ in curve.flat_points]
    assert [flat.point for flat in found] == pytest.approx(known, abs=1e-12)


@each_curve
def test_the_view_shows_the_curve(curve):
    left, right, bottom, top = curve.view
    values = curve.function(np.linspace(left, right, 201))
    seen = values[(values >= bottom) & (values <= top)]
    assert seen.size > 80
    assert np.ptp(seen) > (top - bottom) / 2


@each_curve
def test_the_domain_in_words_is_the_domain(curve):
    x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    where = {"all numbers": x == x, "x ≥ 0": x >= 0, "x > 0": x > 0, "x ≠ 0": x != 0}  # noqa: PLR0124
    np.testing.assert_array_equal(np.isfinite(curve.function(x)), where[curve.domain])


@each_example
def test_names_find_their_examples(each):
    assert catalogue.example(each.name) is each
    assert [other.name for other in EVERY].count(each.name) == 1


@each_example
def test_each_has_a_source_a_domain_and_a_box_of_its_shape(each):
    assert each.source
    assert each.domain
    box = np.array(each.box)
    assert box.shape[:-1] == each.function.input_shape
    assert (box[..., 0] < box[..., 1]).all()


def test_the_rooms_of_the_catalogue_are_shapes():
    shapes = {
        room: {(each.function.input_shape, each.function.output_shape) for each in getattr(catalogue, room)()}
        for room in ("curves", "surfaces", "maps")
    }
    assert shapes == {"curves": {((), ())}, "surfaces": {((2,), ())}, "maps": {((2,), (2,))}}


def test_the_ten_by_heart():
    shown = [known.function.text for known in catalogue.by_heart()]
    assert shown == [
        "x³", "e^x", "log(x)", "sin(x)", "cos(x)", "tanh(x)", "relu(x)", "sigmoid(x)", "softplus(x)", "1/x",
    ]  # fmt: skip


def test_an_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="parabola"):
        catalogue.example("paraboloid")


def test_the_lesson_s_parabola():
    y = catalogue.example("parabola").function
    assert (y(3), y.derivative(3), y.derivative(1)) == (4, 0, -4)


@each_surface
def test_known_flat_points_of_a_surface_are_all_and_are_found(surface):
    found = flat_points(surface.function, surface.box)
    assert [flat.kind for flat in found] == [kind for _, kind in surface.flat_points]
    known = [point for point, _ in surface.flat_points]
    np.testing.assert_allclose([flat.point for flat in found], known, atol=1e-12)


@each_surface
def test_a_surface_is_level_at_its_flat_points(surface):
    for point, _ in surface.flat_points:
        np.testing.assert_allclose(surface.function.gradient(point), 0, atol=1e-12)


@each_surface
def test_the_domain_of_a_surface_in_words_is_its_domain(surface):
    grid = np.stack(np.meshgrid(*(np.linspace(left, right, 41) for left, right in surface.box)), axis=-1)
    points = np.concatenate([grid.reshape(-1, 2), [[0, 0]]])
    holes = {"all points": np.zeros(len(points), bool), "all points but (0, 0)": ~points.any(axis=1)}
    np.testing.assert_array_equal(np.isnan(surface.function(points)), holes[surface.domain])


@each_surface
def test_the_view_of_a_surface_has_something_to_see(surface):
    grid = np.stack(np.meshgrid(*(np.linspace(left, right, 8) for left, right in surface.box)), axis=-1)
    heights = surface.function(grid)
    assert np.ptp(heights) > 1
    assert np.unique(heights.round(6)).size > 3


@each_map
def test_a_map_is_defined_all_over_its_view(each):
    grid = np.stack(np.meshgrid(*(np.linspace(left, right, 21) for left, right in each.box)), axis=-1)
    assert np.isfinite(each.function(grid)).all()
    assert np.isfinite(each.function.jacobian(grid)).all()


DETERMINANTS = {
    "fold": lambda x, y: 2 * x**2 - y,
    "folded sheet": lambda x, y: 2 * x,
    "polar": lambda r, t: r,
    "complex square": lambda x, y: 4 * (x**2 + y**2),
    "shear": lambda x, y: 1.0,
    "swirl": lambda x, y: 1.0,
    "stretch and squeeze": lambda x, y: 2.0,
    "mirror": lambda x, y: -1.0,
    "collapse": lambda x, y: 0.0,
    "cube of one": lambda x, y: 3 * x**2,
}


@each_map
@given(st.tuples(st.floats(-2, 2), st.floats(-2, 2)))
def test_how_a_map_changes_areas(each, point):
    found = np.linalg.det(each.function.jacobian(point))
    assert found == pytest.approx(DETERMINANTS[each.name](*point), abs=1e-9)


def test_the_softmax_of_equal_numbers_has_the_drill_s_jacobian():
    third = np.full(3, 1 / 3)
    jacobian = catalogue.example("softmax").function.jacobian([0, 0, 0])
    np.testing.assert_allclose(jacobian, np.diag(third) - np.outer(third, third), atol=1e-15)
    assert np.linalg.matrix_rank(jacobian) == 2
