"""Eigenvectors are found by turning: the words agree with the algebra."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.explore.matrices import read_matrix
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pencil.plane import unit
from lessons_lib.pictures._turning import Turning, caught, kept_directions
from lessons_lib.pictures.eigen import MATRICES, Eigen
from tests.explore.support import drag
from tests.pictures.support import picture

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
    ONE.move(matrix=matrix, angle=angle)
    (image,) = ONE.marks("function", "arrow")
    np.testing.assert_allclose(image.place, matrix @ unit(float(angle)), atol=1e-8)
    _, x, y = ONE.handles()["angle"]
    assert ONE.taken("angle", x, y) == {"angle": angle}
    assert bool(ONE.marks("derivative", "line")) == ONE.turning.is_near
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
    assert words in picture("eigen", matrix=matrix, angle=angle).caption


@FEW
@given(angle=angle, turn=st.integers(1, 179))
def test_a_rotation_turns_every_vector_alike(angle, turn):
    across, up = unit(float(turn))
    here = Turning(np.array([[across, -up], [up, across]]), angle)
    assert here.turn == pytest.approx(turn)
    assert not here.is_near or turn == 180


def test_a_large_matrix_is_drawn_smaller_and_says_so():
    large = picture("eigen", matrix=[[200, 1], [1, 3]])
    (image,) = large.marks("function", "arrow")
    assert np.abs(image.place).max() < 3.6
    assert any("of its length" in text.get_text() for text in large.panel.ax.texts)
    assert not large.shows({"matrix": [[2, 1], [1, 2]]})


@pytest.mark.parametrize("classroom", [False, True])
def test_numbers_fit_below_each_other_on_a_narrow_sheet(classroom):
    figure = new_figure(8.4, 4.9, classroom=classroom)
    figure.narrow = True
    plane, numbers = Eigen(figure, matrix=((2, 1), (1, 2)), angle=20).panels
    low, high = numbers.ax.get_position(), plane.ax.get_position()
    assert 0 < low.y0 < low.y1 < high.y0 < high.y1 < 1


def test_where_it_is_found_the_line_and_the_eigenvalue_are_named():
    ONE.move(matrix=((2, 1), (1, 2)), angle=45)
    assert "A u = 3 u" in ONE.words()
    assert any(text.endswith("so λ = 3") for text in ONE.words())


@pytest.fixture
def eigen():
    made = explore.eigen()
    yield made
    made.close()


@pytest.fixture(scope="module")
def searched():
    made = explore.eigen()
    yield made
    made.close()


def test_the_pasted_line_restores_the_picture():
    made = explore.eigen()
    made.controls["matrix"].set("[[1, 2], [0, 3]]")
    twin = eval(made.code, {"explore": explore})
    assert (twin.caption, twin.code) == (made.caption, made.code)
    made.reset()
    assert made.code != twin.code
    made.close()
    twin.close()


@settings(max_examples=10, deadline=None)
@given(angle=angle, reach=st.floats(0.1, 3))
def test_the_tip_of_u_turns_it(searched, angle, reach):
    turn = np.radians(angle)
    drag(searched, "angle", reach * np.cos(turn), reach * np.sin(turn))
    assert searched.state["angle"] == pytest.approx(angle, abs=0.5)


@pytest.mark.parametrize("name", ["drag", "slider"])
def test_an_eigenvector_between_whole_degrees_is_found(eigen, name):
    eigen.controls["matrix"].widget.value = "[[2, 1], [1, 3]]"
    if name == "drag":
        drag(eigen, "angle", np.cos(np.radians(58)), np.sin(np.radians(58)))
    else:
        eigen.controls["angle"].widget.value = 58
    assert "u is an eigenvector with eigenvalue 3.618" in eigen.caption
    twin = eval(eigen.code, {"explore": explore})
    assert twin.caption == eigen.caption
    twin.close()


@pytest.mark.parametrize("text", MATRICES)
def test_every_offered_matrix_is_drawn(eigen, text):
    eigen.controls["matrix"].widget.value = text
    assert eigen.live.error == ""
    assert eigen.state["matrix"] == read_matrix(text)
    assert eigen.caption.startswith("A = [[")


def test_the_sliders_write_the_matrix(eigen):
    eigen.controls["matrix"].widgets[2].value = -1.5
    assert eigen.state["matrix"] == ((2, -1.5), (1, 2))
    assert eigen.controls["matrix"].widget.value == "[[2, -1.5], [1, 2]]"
    assert "A = [[2, −1.5], [1, 2]]" in eigen.caption


@pytest.mark.parametrize(
    "text",
    ["[[2, 1], [1", "[[x, 1], [1, 2]]", "[2, 1]", "7", "", "[[1, 2, 3], [4, 5, 6]]", "[[1e7, 0], [0, 1]]"],
)
def test_what_is_no_matrix_is_said_and_changes_nothing(eigen, text):
    before = eigen.code, eigen.picture.caption
    eigen.controls["matrix"].widget.value = text
    assert eigen.live.error
    assert (eigen.code, eigen.picture.caption) == before
    eigen.controls["matrix"].widget.value = "[[1, 0], [0, 2]]"
    assert eigen.live.error == ""


def test_a_large_matrix_gets_a_picture_of_its_own_scale(eigen):
    eigen.controls["matrix"].widget.value = "[[500, 1], [1, 3]]"
    assert eigen.picture.scale < 0.1
    assert "A = [[500, 1], [1, 3]]" in eigen.caption
    eigen.reset()
    assert eigen.picture.scale == 1
    assert eigen.code == "explore.eigen(matrix=[[2, 1], [1, 2]], angle=20)"


ONE = picture("eigen")
