"""The quadratic with handles: its Hessian, its kind, what is hidden, and how far an axis reaches."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.pencil.space import Camera
from lessons_lib.pictures._dish import above, hidden
from lessons_lib.pictures._quadratic import REACH, TAGS, Bands, Quadratic
from lessons_lib.pictures.curvature import distance, eigenvalue_at
from tests.explore.support import drag, send
from tests.pictures.support import picture

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
@given(first=eigenvalue, second=eigenvalue, angle=angle, level=st.sampled_from([-1.0, -0.5, 0.5, 1.0]))
def test_contour_lines_run_at_their_heights(first, second, angle, level):
    ONE.move(first=first, second=second, angle=angle)
    for line, sign in zip(ONE.marks("function", "line", 1), (1, -1), strict=True):
        heights = ONE.quadratic(line.data[np.isfinite(line.data).all(axis=1)])
        assert (sign * heights > 0.4).all()
        assert np.abs(heights - 0.5 * np.round(heights / 0.5)).max(initial=0) < 0.02


def test_bands_change_where_contour_lines_run():
    ONE.move(first=2, second=-1, angle=30)
    bands = next(artist for artist in ONE.moving if isinstance(artist, Bands)).bands(41, 41)
    side = np.linspace(-REACH, REACH, 41)
    heights = ONE.quadratic(np.stack(np.meshgrid(side, side), axis=-1))
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
    over = sight[:, 2] - above(bend, sight[:, :2])[:, 2]
    crossed = (over[1:] * over[:-1] < 0) & inside[1:] & inside[:-1]
    if crossed.any():
        assert hidden(point[None], bend, camera)[0]
    elif np.abs(over[inside]).min(initial=1) > 0.01:
        assert not hidden(point[None], bend, camera)[0]


@pytest.mark.parametrize("pair", [(3, 3), (-3, -3), (3, -3), (0, 0), (3, 0)])
@pytest.mark.parametrize("classroom", [False, True])
def test_the_kind_is_written_below_the_surface(pair, classroom):
    drawn = picture("curvature", classroom, first=pair[0], second=pair[1], elevation=5)
    assert TAGS[drawn.quadratic.kind] in drawn.words()


def test_the_axis_says_its_way_without_colour():
    ONE.move(first=1, second=-1, angle=0)
    styles = [ONE.marks(meaning, "line", 1)[0].drawn.get_linestyle() for meaning in ("derivative", "second")]
    assert styles == ["-", "--"]
    assert {"λ₁ = 1: up", "λ₂ = −1: down"} <= set(ONE.words())


@pytest.fixture(scope="module")
def explorer():
    made = explore.curvature()
    yield made
    made.close()


@FEW
@given(first=eigenvalue, second=eigenvalue, angle=angle, name=st.sampled_from(["first", "second"]))
def test_an_end_dropped_where_it_is_changes_nothing(explorer, first, second, angle, name):
    for key, value in {"first": first, "second": second, "angle": angle}.items():
        explorer.controls[key].set(value)
    before = explorer.state, explorer.caption
    _, x, y = explorer.picture.handles()[name]
    drag(explorer, name, x, y)
    assert (explorer.state, explorer.caption) == before


@FEW
@given(x=st.floats(-2, 2), y=st.floats(-2, 2), name=st.sampled_from(["first", "second"]))
def test_a_dragged_end_leaves_the_other_eigenvalue_alone(explorer, x, y, name):
    other = {"first": "second", "second": "first"}[name]
    before = explorer.state[other]
    drag(explorer, name, x, y)
    assert explorer.state[other] == before
    assert -3 <= explorer.state[name] <= 3
    place = np.array(explorer.picture.handles()[name][1:])
    away = np.hypot(x, y)
    if 0.35 < away < 1.85:
        assert np.hypot(*(place - (x, y))) < 0.03


def test_pulling_an_end_out_makes_a_bowl_a_trough_and_then_a_saddle(explorer):
    explorer.reset()
    kinds = []
    for away in (0.6, 1.1, 1.5):
        drag(explorer, "second", 0.0, away)
        kinds.append(explorer.picture.quadratic.kind)
    assert kinds == ["bowl", "trough", "saddle"]


def test_the_sliders_are_twins_of_the_handles(explorer):
    explorer.controls["first"].widget.value = -1.5
    explorer.controls["angle"].widget.value = 70
    assert "eigenvalue −1.5 along 70°" in explorer.caption


def test_the_surface_turns_and_the_sentence_stays(explorer):
    before = explorer.caption
    send(explorer, kind="turn", azimuth=20.0, elevation=60.0)
    assert (explorer.state["azimuth"], explorer.state["elevation"]) == (20, 60)
    assert explorer.caption == before


@pytest.mark.parametrize("far", [7, -7, 1e9])
def test_eigenvalues_out_of_range_are_brought_into_it(far):
    made = explore.curvature(first=far)
    assert made.state["first"] == np.sign(far) * 3
    made.close()


ONE = picture("curvature")
