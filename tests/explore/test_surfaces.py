"""The explorer of a surface: one point in space and on the map, and a view that turns."""

import pytest

from lessons_lib import explore
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def surface():
    explorer = explore.surface()
    yield explorer
    explorer.close()


def test_a_point_dragged_on_the_map_goes_there(surface):
    drag(surface, "at", -1.0, 0.5)
    assert surface.state["at"] == (-1, 0.5)
    assert "at (−1, 0.5)" in surface.caption


def test_a_point_dragged_in_space_stays_under_the_pointer(surface):
    before = surface.picture.handles()["surface"]
    place = before[1] - 0.3, before[2] - 0.1
    drag(surface, "surface", place[0], place[1])
    after = surface.picture.handles()["surface"]
    assert after[1:] == pytest.approx(place, abs=0.03)
    assert surface.state["at"] != (1, 2)


def test_turning_moves_no_point(surface):
    handles = surface.picture.handles()
    surface.controls["azimuth"].set(40)
    surface.controls["elevation"].set(60)
    assert surface.picture.camera.azimuth == 40
    assert surface.picture.camera.elevation == 60
    assert surface.picture.handles()["at"] == handles["at"]
    assert surface.picture.handles()["surface"] != handles["surface"]
    assert surface.state["at"] == (1, 2)


def test_elevation_stays_between_the_ground_and_straight_above(surface):
    surface.controls["elevation"].set(-20)
    assert surface.state["elevation"] == 5
    surface.controls["elevation"].set(200)
    assert surface.state["elevation"] == 90


def test_the_line_restores_point_and_camera(surface):
    surface.controls["at"].take(0.5, -1)
    surface.controls["azimuth"].set(-120)
    assert surface.code == "explore.surface('x^2 y + sin y', at=(0.5, -1), azimuth=-120, elevation=30)"
    twin = eval(surface.code, {"explore": explore})
    assert twin.caption == surface.caption
    assert twin.picture.camera == surface.picture.camera
    twin.close()


def test_a_shared_point_moves_two_surfaces():
    point = Point(1, 2)
    one, other = explore.surface(at=point), explore.surface("x^2 - y^2", at=point)
    drag(one, "at", 0.5, 0.5)
    assert (point.x, point.y) == (0.5, 0.5)
    assert "at (0.5, 0.5)" in other.caption
    one.close()
    other.close()


def test_the_sliders_run_over_the_view():
    explorer = explore.surface("x^2 + y^2", view=(-1, 1, -2, 2))
    across, up = explorer.controls["at"].sides
    assert (across.widget.min, across.widget.max) == (-1, 1)
    assert (up.widget.min, up.widget.max) == (-2, 2)
    explorer.close()


def test_another_function_keeps_the_camera(surface):
    surface.controls["azimuth"].set(10)
    surface.formula.widget.value = "a^2 - b^2"
    assert surface.picture.camera.azimuth == 10
    assert surface.live.error == ""
    assert "slopes 2 along a and −4 along b" in surface.caption


def test_a_function_of_three_variables_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="one function of two variables"):
        explore.surface("x y z")
