"""The explorer of Taylor's second order."""

import pytest

from lessons_lib import explore
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def explorer():
    made = explore.taylor()
    yield made
    made.close()


def test_it_opens_with_slopes_two_and_three(explorer):
    assert explorer.caption.endswith("slope 2 for the tangent plane and 3 for the paraboloid.")
    state = "at=(1, -0.5), angle=20, distance=1, azimuth=-60, elevation=30"
    assert explorer.code == f"explore.taylor('x^3/12 - x + y^2/2', {state}, view=(-3, 3, -3, 3))"


def test_the_point_is_dragged_over_the_surface_and_shared():
    point = Point(1, -0.5)
    made = explore.taylor(at=point)
    handle = made.picture.handles()["surface"]
    drag(made, "surface", handle[1] - 0.3, handle[2])
    assert point.x < 1
    assert f"at ({point.x:g}, {point.y:g})".replace("-", "−") in made.caption
    made.close()


def test_the_end_of_u_turns_it_and_sets_the_distance(explorer):
    explorer.picture.move(angle=60, distance=1.2)
    _, x, y = explorer.picture.handles()["tip"]
    drag(explorer, "tip", x, y)
    assert explorer.state["angle"] == 60
    assert explorer.state["distance"] == pytest.approx(1.2, rel=0.02)


@pytest.mark.parametrize(("x", "distance"), [(0.02, 0.02), (1e-9, 1e-3), (-1.0, 1e-3), (1e6, 10)])
def test_the_grip_sets_the_distance(explorer, x, distance):
    drag(explorer, "distance", x, 1.0)
    assert explorer.state["distance"] == pytest.approx(distance, rel=0.05)


def test_a_quadratic_has_no_error_left(explorer):
    explorer.formula.widget.value = "x^2 - y^2"
    assert "the paraboloid is f itself along u" in explorer.caption
    explorer.reset()
    assert explorer.state["at"] == (1, -0.5)
