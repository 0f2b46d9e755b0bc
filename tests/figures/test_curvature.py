"""The quadratic with handles: its Hessian, its kind, what is hidden, and how far an axis reaches."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons_lib.figures import new_figure
from lessons_lib.figures.curvature import Quadratic, unnamed_contours
from lessons_lib.figures.curvature._contours import REACH, Bands
from lessons_lib.figures.curvature._dish import _over, hidden
from lessons_lib.figures.curvature._map import distance, eigenvalue_at
from lessons_lib.pencil.space import Camera
from tests.figures.support import curvature, draw, labels

FEW = settings(max_examples=25, deadline=None)
eigenvalue = st.integers(-60, 60).map(lambda twentieths: twentieths / 20)
angle = st.integers(-179, 180)
KINDS = {
    (2, 0.5): "bowl",
    (-1, -3): "dome",
    (1, -1): "saddle",
    (-1, 1): "saddle",
    (0, 2): "trough",
    (2, 0): "trough",
    (0, -2): "ridge",
    (-2, 0): "ridge",
    (0, 0): "flat",
}


@FEW
@given(first=eigenvalue, second=eigenvalue, angle=angle)
def test_the_axes_are_eigenvectors_of_the_hessian(first, second, angle):
    quadratic = Quadratic(first, second, angle)
    H = quadratic.hessian
    np.testing.assert_allclose(H @ quadratic.axes.T, quadratic.axes.T * [first, second], atol=1e-9)
    assert H[0, 1] == H[1, 0]
    assert np.trace(H) == pytest.approx(first + second, abs=1e-9)
    assert np.linalg.det(H) == pytest.approx(first * second, abs=1e-9)


@FEW
@given(first=eigenvalue, second=eigenvalue, angle=angle, at=st.tuples(*[st.floats(-2, 2)] * 2))
def test_values_are_half_of_v_h_v_and_the_same_after_half_a_turn(first, second, angle, at):
    quadratic, v = Quadratic(first, second, angle), np.array(at)
    assert quadratic(v) == pytest.approx(v @ quadratic.hessian @ v / 2, abs=1e-9)
    assert Quadratic(first, second, angle + 180)(v) == pytest.approx(quadratic(v), abs=1e-9)
    assert Quadratic(second, first, angle + 90)(v) == pytest.approx(quadratic(v), abs=1e-9)


@pytest.mark.parametrize(("pair", "kind"), KINDS.items())
def test_the_kind_follows_from_the_signs(pair, kind):
    quadratic = Quadratic(*pair, 30)
    assert quadratic.kind == kind
    assert kind in quadratic.sentence
    assert ("silent" in quadratic.sentence) == (0 in pair)
    assert kind in quadratic.tag


@FEW
@given(first=eigenvalue, second=eigenvalue)
@example(first=1, second=1)
def test_equal_eigenvalues_have_no_axes(first, second):
    quadratic = Quadratic(first, second, 30)
    assert ("every direction" in quadratic.sentence) == (first == second)


@given(eigenvalue=eigenvalue)
def test_the_ruler_is_read_as_it_is_written(eigenvalue):
    assert eigenvalue_at(distance(eigenvalue)) == pytest.approx(eigenvalue)


@FEW
@given(first=eigenvalue, second=eigenvalue, angle=angle)
def test_a_handle_says_what_state_it_is_in(first, second, angle):
    picture = ONE
    picture.move(first, second, angle)
    for name, value in (("first", first), ("second", second)):
        _, x, y = picture.handles()[name]
        found, turn = picture.reached(name, x, y)
        assert found == pytest.approx(value)
        assert (turn - angle + 180) % 360 == pytest.approx(180)


@FEW
@given(first=eigenvalue, second=eigenvalue, angle=angle, level=st.sampled_from([-1.0, -0.5, 0.5, 1.0]))
def test_contour_lines_run_at_their_heights(first, second, angle, level):
    picture = ONE
    picture.move(first, second, angle)
    above, below = picture._map._contours._lines
    for line, sign in ((above, 1), (below, -1)):
        points = line.get_xydata()
        heights = picture.quadratic(points[np.isfinite(points).all(axis=1)])
        assert (sign * heights > 0.4).all()
        assert np.abs(heights - 0.5 * np.round(heights / 0.5)).max(initial=0) < 0.02


def test_bands_change_where_contour_lines_run():
    picture = curvature(2, -1, 30)
    bands = next(artist for artist in picture.moving if isinstance(artist, Bands)).bands(41, 41)
    side = np.linspace(-REACH, REACH, 41)
    heights = picture.quadratic(np.stack(np.meshgrid(side, side), axis=-1))
    whole = np.abs(heights / 0.5 - np.round(heights / 0.5)) > 1e-3
    np.testing.assert_array_equal(bands[whole], (np.floor(heights / 0.5) + 25)[whole])


@FEW
@given(
    bend=st.tuples(*[st.floats(-2, 2)] * 3), azimuth=st.floats(-180, 180), elevation=st.floats(5, 90),
    at=st.tuples(*[st.floats(-0.7, 0.7)] * 2), lift=st.floats(-1, 1),
)  # fmt: skip
def test_what_is_hidden_is_what_a_look_along_the_line_of_sight_meets(bend, azimuth, elevation, at, lift):
    camera = Camera(azimuth, elevation)
    bend = np.array([[bend[0], bend[1]], [bend[1], bend[2]]])
    point = np.array([*at, lift])
    ways = np.linspace(0.02, 40, 40001)
    sight = point + ways[:, None] * camera.towards
    inside = (sight[:, :2] ** 2).sum(axis=1) < 1
    above = sight[:, 2] - _over(bend, sight[:, :2])[:, 2]
    crossed = (above[1:] * above[:-1] < 0) & inside[1:] & inside[:-1]
    if crossed.any():
        assert hidden(point[None], bend, camera)[0]
    elif np.abs(above[inside]).min(initial=1) > 0.01:
        assert not hidden(point[None], bend, camera)[0]


@pytest.mark.parametrize("pair", [(3, 3), (-3, -3), (3, -3), (0, 0), (3, 0)])
@pytest.mark.parametrize("elevation", [5, 90])
@pytest.mark.parametrize("classroom", [False, True])
def test_ends_of_all_rulers_are_drawn(pair, elevation, classroom):
    picture = curvature(*pair, 45, elevation=elevation, classroom=classroom)
    assert draw(picture).shape[2] == 4
    assert picture.quadratic.tag in labels(picture.moving)


def test_the_axis_says_its_way_without_colour():
    picture = curvature(1, -1, 0)
    styles = [line.get_linestyle() for line in picture._map._axes]
    assert styles == ["-", "--"]
    assert {"λ₁ = 1: up", "λ₂ = −1: down"} <= set(labels(picture.moving))


def test_a_guess_is_made_on_lines_that_tell_no_numbers_of_the_hessian():
    ax = unnamed_contours(2, -1, 30)(new_figure(5.6, 5.2))
    assert not labels(ax.get_children())
    assert sum(len(line.get_xdata()) > 100 for line in ax.lines) >= 2


ONE = curvature()
