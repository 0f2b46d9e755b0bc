"""Eigenvectors are found by turning: the words agree with the algebra."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.figures import new_figure
from lessons_lib.figures.eigen import Turning, caught, eigen_axes
from lessons_lib.figures.eigen._turning import kept_directions
from lessons_lib.pencil.plane import unit
from tests.figures.support import draw, eigen, labels

FEW = settings(max_examples=50, deadline=None)
entry = st.integers(-60, 60).map(lambda twentieths: twentieths / 20)
matrices = st.tuples(entry, entry, entry, entry).map(lambda e: np.array(e).reshape(2, 2))
angle = st.integers(-179, 180)


@FEW
@given(matrix=matrices)
def test_kept_directions_are_kept(matrix):
    for direction in kept_directions(matrix) or ():
        here = Turning(matrix, direction)
        np.testing.assert_allclose(matrix @ here.u, here.along * here.u, atol=1e-8)


@FEW
@given(matrix=matrices)
def test_there_are_as_many_as_the_discriminant_says(matrix):
    discriminant = round(np.trace(matrix) ** 2 - 4 * np.linalg.det(matrix), 9)
    scalar = np.array_equal(matrix, matrix[0, 0] * np.eye(2))
    found = kept_directions(matrix)
    assert (found is None) == scalar
    if found is not None:
        assert len(found) == 1 + np.sign(discriminant)


@FEW
@given(matrix=matrices, angle=angle)
def test_a_hand_rests_on_an_eigenvector_only(matrix, angle):
    found = caught(matrix, angle)
    assert abs(found - angle) <= 0.5
    assert found == angle or Turning(matrix, found).is_exact


@FEW
@given(matrix=matrices)
def test_every_eigenvector_is_within_reach_of_whole_degrees(matrix):
    for direction in kept_directions(matrix) or ():
        found = caught(matrix, round(direction))
        assert Turning(matrix, found).is_exact


@FEW
@given(matrix=matrices, angle=angle)
def test_the_picture_agrees_with_the_algebra(matrix, angle):
    ONE.move(matrix, angle)
    u = unit(float(angle))
    np.testing.assert_allclose(ONE.tip, matrix @ u, atol=1e-8)
    _, x, y = ONE.handles()["angle"]
    assert ONE.angle_of(x, y) == pytest.approx(angle)
    drawn = np.isfinite(ONE._line.get_xdata()).all()
    assert drawn == ONE.turning.is_near
    assert ("is an eigenvector" in ONE.caption) == ONE.turning.is_exact
    assert "nan" not in ONE.caption


@pytest.mark.parametrize(
    ("matrix", "angle", "words"),
    [
        ([[0, -1], [1, 0]], 20, "turned by 90° and no longer or shorter; A keeps no direction"),
        ([[2, 0], [0, 2]], 33, "eigenvalue 2; A keeps every direction"),
        ([[0, 0], [0, 0]], 33, "the zero vector, so u is an eigenvector with eigenvalue 0; A keeps every"),
        ([[1, 1], [0, 1]], 0, "eigenvalue 1; A keeps one direction only"),
        ([[1, 1], [0, 1]], 4, "nearly 1.07 u; A keeps one direction only"),
        ([[0, 1], [1, 0]], -45, "opposite to u, so u is an eigenvector with eigenvalue −1; A keeps two"),
        ([[1, 0], [0, 0]], 90, "the zero vector, so u is an eigenvector with eigenvalue 0; A keeps two"),
        ([[1e-9, 0], [0, 2e-9]], 90, "eigenvalue 2·10⁻⁹; A keeps two directions"),
    ],
)
def test_special_matrices_are_spoken_of_truly(matrix, angle, words):
    picture = eigen(matrix, angle)
    draw(picture)
    assert words in picture.caption


@FEW
@given(angle=angle, turn=st.integers(1, 179))
def test_a_rotation_turns_every_vector_alike(angle, turn):
    across, up = unit(float(turn))
    here = Turning(np.array([[across, -up], [up, across]]), angle)
    assert here.turn == pytest.approx(turn)
    assert not here.is_near or turn == 180


def test_a_large_matrix_is_drawn_smaller_and_says_so():
    picture = eigen([[200, 1], [1, 3]], 20)
    assert picture.scale < 1
    assert np.abs(picture.tip).max() < 3.6
    assert any("of its length" in text.get_text() for text in picture.ax.texts)
    assert not picture.shows([[2, 1], [1, 2]])


@pytest.mark.parametrize("classroom", [False, True])
def test_numbers_fit_below_each_other_on_a_narrow_sheet(classroom):
    figure = new_figure(8.4, 4.9, classroom=classroom)
    figure.narrow = True
    plane, panel = eigen_axes(figure)
    low, high = panel.get_position(), plane.get_position()
    assert 0 < low.y0 < low.y1 < high.y0 < high.y1 < 1


def test_where_it_is_found_the_line_and_the_eigenvalue_are_named():
    picture = eigen([[2, 1], [1, 2]], 45)
    assert "A u = 3 u" in labels(picture.moving)
    assert any(text.endswith("so λ = 3") for text in labels(picture.moving))


ONE = eigen()
