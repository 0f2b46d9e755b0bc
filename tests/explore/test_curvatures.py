"""Explorers of curvature: axes that are dragged, vectors that are turned, matrices that are typed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.explore.curvatures import MATRICES
from lessons_lib.explore.matrices import read_matrix
from tests.explore.support import drag, send

SLOW = settings(max_examples=10, deadline=None)
eigenvalue = st.integers(-60, 60).map(lambda twentieths: twentieths / 20)
angle = st.integers(-179, 180)


@pytest.fixture(scope="module")
def curvature():
    made = explore.curvature()
    yield made
    made.close()


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


@SLOW
@given(first=eigenvalue, second=eigenvalue, angle=angle, name=st.sampled_from(["first", "second"]))
def test_an_end_dropped_where_it_is_changes_nothing(curvature, first, second, angle, name):
    for key, value in {"first": first, "second": second, "angle": angle}.items():
        curvature.controls[key].set(value)
    before = curvature.state, curvature.caption
    _, x, y = curvature.picture.handles()[name]
    drag(curvature, name, x, y)
    assert (curvature.state, curvature.caption) == before


@SLOW
@given(x=st.floats(-2, 2), y=st.floats(-2, 2), name=st.sampled_from(["first", "second"]))
def test_a_dragged_end_leaves_the_other_eigenvalue_alone(curvature, x, y, name):
    other = {"first": "second", "second": "first"}[name]
    before = curvature.state[other]
    drag(curvature, name, x, y)
    assert curvature.state[other] == before
    assert -3 <= curvature.state[name] <= 3
    place = np.array(curvature.picture.handles()[name][1:])
    away = np.hypot(x, y)
    if 0.35 < away < 1.85:
        assert np.hypot(*(place - (x, y))) < 0.03


def test_pulling_an_end_out_makes_a_bowl_a_trough_and_then_a_saddle(curvature):
    curvature.reset()
    kinds = []
    for away in (0.6, 1.1, 1.5):
        drag(curvature, "second", 0.0, away)
        kinds.append(curvature.picture.quadratic.kind)
    assert kinds == ["bowl", "trough", "saddle"]


def test_the_sliders_are_twins_of_the_handles(curvature):
    curvature.controls["first"].widget.value = -1.5
    curvature.controls["angle"].widget.value = 70
    assert "eigenvalue −1.5 along 70°" in curvature.caption


def test_the_surface_turns_and_the_sentence_stays(curvature):
    before = curvature.caption
    send(curvature, kind="turn", azimuth=20.0, elevation=60.0)
    assert (curvature.state["azimuth"], curvature.state["elevation"]) == (20, 60)
    assert curvature.caption == before


@pytest.mark.parametrize("name", ["curvature", "eigen"])
def test_the_pasted_line_restores_the_picture(name):
    made = getattr(explore, name)()
    made.controls[next(iter(made.controls))].set(2 if name != "eigen" else "[[1, 2], [0, 3]]")
    twin = eval(made.code, {"explore": explore})
    assert (twin.caption, twin.code) == (made.caption, made.code)
    made.reset()
    assert made.code != twin.code or name == "curvature"
    made.close()
    twin.close()


@pytest.mark.parametrize("far", [7, -7, 1e9])
def test_eigenvalues_out_of_range_are_brought_into_it(far):
    made = explore.curvature(first=far)
    assert made.state["first"] == np.sign(far) * 3
    made.close()


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
