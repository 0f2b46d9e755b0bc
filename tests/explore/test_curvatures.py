"""Explorers of curvature: axes that are dragged, vectors that are turned, matrices that are typed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.explore.curvatures import MATRICES
from lessons_lib.explore.matrices import read_matrix
from tests.explore.support import drag

SLOW = settings(max_examples=10, deadline=None)
angle = st.integers(-179, 180)


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


@SLOW
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
