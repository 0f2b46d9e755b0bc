"""Explorers of slopes on a map."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.pictures.direction import SURFACES
from lessons_lib.state import Point, Step
from tests.explore.support import drag

NAMES = ("partials", "direction", "arrow_map")
SLOW = settings(max_examples=10, deadline=None)
coordinate = st.floats(-2.9, 2.9)


@pytest.fixture(params=NAMES)
def explorer(request):
    made = getattr(explore, request.param)()
    yield made
    made.close()


@pytest.fixture(scope="module")
def partials():
    made = explore.partials()
    yield made
    made.close()


@pytest.fixture(scope="module")
def direction():
    made = explore.direction()
    yield made
    made.close()


def test_one_point_moves_all_three():
    point = Point(1, 1)
    made = [getattr(explore, name)("x^2 + y^2", at=point) for name in NAMES]
    drag(made[0], "at", -2.0, 0.5)
    assert (point.x, point.y) == (-2, 0.5)
    assert all("(−2, 0.5)" in each.caption for each in made)
    for each in made:
        each.close()


@SLOW
@given(x=coordinate, y=coordinate)
def test_a_point_on_the_first_slice_moves_the_first_coordinate_only(partials, x, y):
    partials.controls["at"].set((1, 2))
    drag(partials, "first", x, y)
    assert partials.state["at"] == (pytest.approx(x, abs=0.01), 2)
    drag(partials, "second", y, 7.0)
    assert partials.state["at"] == (pytest.approx(x, abs=0.01), pytest.approx(y, abs=0.01))


def test_a_step_is_shared_with_the_secant():
    step = Step(1)
    one, other = explore.secant("x^2", step=step), explore.partials(step=step)
    one.controls["step"].widget.value = 0.1
    assert "with step h = 0.1" in other.caption
    one.close()
    other.close()


@SLOW
@given(angle=st.integers(-179, 180), reach=st.floats(0.1, 2))
def test_the_tip_of_u_turns_it(direction, angle, reach):
    x, y = direction.state["at"]
    turn = np.radians(angle)
    drag(direction, "angle", x + reach * np.cos(turn), y + reach * np.sin(turn))
    assert direction.state["angle"] == angle
    assert f"along u at {angle}°".replace("-", "−") in direction.caption


@SLOW
@given(angle=st.integers(-179, 180))
def test_the_place_on_the_curve_turns_u_too(direction, angle):
    drag(direction, "slope", float(angle), 0.0)
    assert direction.state["angle"] == angle


def test_the_point_of_the_direction_is_free(direction):
    drag(direction, "at", 0.5, -1.5)
    assert direction.state["at"] == (0.5, -1.5)


def test_every_offered_function_is_drawn(explorer):
    for text in SURFACES:
        explorer.formula.widget.value = text
        explorer.controls["at"].set((0, 0))
        assert explorer.live.error == ""
        assert explorer.caption.endswith(".")
        assert "nan" not in explorer.caption


@pytest.mark.parametrize("text", ["7", "1e6 x", "sqrt(x - 9)", "1/(x y)", "a b^2", "x1 - x2^2"])
def test_anything_that_is_typed_is_drawn(explorer, text):
    explorer.formula.widget.value = text
    assert explorer.live.error == ""
    assert explorer.function.source == text


def test_a_fault_leaves_the_picture(explorer):
    before = explorer.caption
    explorer.formula.widget.value = "x y z"
    assert "two variables" in explorer.live.error
    assert explorer.picture.caption == before


def test_handles_that_ride_follow_the_state(partials):
    partials.controls["at"].set((1, 2))
    before = {handle.name: handle.track for handle in partials._handles()}
    partials.controls["at"].set((1, -1))
    after = {handle.name: handle.track for handle in partials._handles()}
    assert before["at"] is after["at"] is None
    assert not np.allclose(before["first"][1], after["first"][1])
    np.testing.assert_array_equal(before["second"][1], after["second"][1])
