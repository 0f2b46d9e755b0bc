"""Laws of the projection, and of the box that a surface stands in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.pencil.space import Box, Camera

cameras = st.builds(Camera, st.floats(-180, 180), st.floats(0, 90))
numbers = st.floats(-10, 10)
points = st.tuples(numbers, numbers, numbers).map(np.array)
sides = st.floats(0.1, 100)


@st.composite
def boxes(draw):
    left, bottom, low = (draw(numbers) for _ in range(3))
    return Box(left, left + draw(sides), bottom, bottom + draw(sides), low, low + draw(st.floats(1e-3, 1e6)))


@given(cameras)
def test_the_camera_stands_square_to_its_picture(camera):
    np.testing.assert_allclose(camera.axes @ camera.axes.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(camera.axes) == pytest.approx(1)


@given(cameras, points)
def test_place_and_depth_together_are_the_point(camera, point):
    found = camera.placed(camera.seen(point), camera.depth(point))
    np.testing.assert_allclose(found, point, atol=1e-11)


@given(cameras, points, points)
def test_distances_split_into_picture_and_depth(camera, one, other):
    across = np.sum((camera.seen(one) - camera.seen(other)) ** 2)
    deep = (camera.depth(one) - camera.depth(other)) ** 2
    assert across + deep == pytest.approx(np.sum((one - other) ** 2), abs=1e-9)


@given(points)
def test_from_straight_above_one_sees_the_map(point):
    camera = Camera(azimuth=-90, elevation=90)
    np.testing.assert_allclose(camera.seen(point), point[:2], atol=1e-12)
    assert camera.depth(point) == pytest.approx(point[2])


@given(cameras)
def test_upright_lines_stay_upright(camera):
    foot, top = camera.seen([0, 0, 0]), camera.seen([0, 0, 1])
    assert top[0] == pytest.approx(foot[0], abs=1e-12)
    assert top[1] >= foot[1]


@given(azimuth=st.floats(-180, 180), elevation=st.floats(5, 90))
def test_turning_moves_the_camera_around_the_upright_axis(azimuth, elevation):
    camera = Camera(azimuth, elevation)
    across, along, up = camera.towards
    assert np.degrees(np.arcsin(up)) == pytest.approx(elevation, abs=1e-5)
    assert np.hypot(across, along) * np.cos(np.radians(azimuth)) == pytest.approx(across, abs=1e-12)


@given(boxes(), st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)))
def test_what_is_in_view_lies_in_the_box_and_comes_back(box, share):
    inputs = np.array([box.left, box.bottom]) + share[:2] * np.array(
        [box.right - box.left, box.top - box.bottom]
    )
    value = box.low + share[2] * (box.high - box.low)
    *flat, level = box.points(inputs, value)
    assert (np.abs(flat) <= box.half + 1e-9).all()
    assert Box.LOWEST - 1e-6 <= level <= Box.HIGHEST + 1e-6
    np.testing.assert_allclose(box.inputs(np.array(flat)), inputs, atol=1e-9)


@given(boxes())
def test_directions_on_the_floor_are_true(box):
    across, up = (box.flat(np.array(step)) - box.flat(np.zeros(2)) for step in ((1.0, 0.0), (0.0, 1.0)))
    assert np.hypot(*across) == pytest.approx(np.hypot(*up), rel=1e-6)
    assert across @ up == pytest.approx(0, abs=1e-9)
    assert max(box.half) == pytest.approx(1)


@given(boxes(), cameras)
def test_the_box_never_reaches_beyond_its_own_ball(box, camera):
    corners = np.concatenate([box.corners(Box.FLOOR), box.corners(Box.HIGHEST)])
    assert np.linalg.norm(camera.seen(corners), axis=1).max() <= np.hypot(np.sqrt(2), Box.HIGHEST) + 1e-9
