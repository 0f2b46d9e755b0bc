"""The explorer of mixed differences."""

import pytest

from lessons_lib import explore
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def explorer():
    made = explore.mixed()
    yield made
    made.close()


def test_it_opens_on_peanos_pair(explorer):
    assert (
        "mixed difference is −1, first along y and then along x it is 1; they differ by 2" in explorer.caption
    )
    source = "x y (x^2 - y^2)/(x^2 + y^2)"
    assert explorer.code == f"explore.mixed({source!r}, at=(0, 0), inner=1e-06, outer=0.001)"


def test_the_sliders_set_the_steps(explorer):
    explorer.controls["inner"].widget.value = 1e-3
    assert "with equal steps both ask for the same four values" in explorer.caption
    explorer.controls["outer"].widget.value = 1e-5
    assert "mixed difference is 0.9998" in explorer.caption
    explorer.reset()
    assert explorer.state == {"at": (0, 0), "inner": 1e-6, "outer": 1e-3}


def test_the_point_can_be_dragged_and_shared():
    point = Point(1, 1)
    made = explore.mixed("x^2 sin y", at=point)
    drag(made, "at", -1.0, 0.5)
    assert (point.x, point.y) == (-1, 0.5)
    assert "x²·sin(y) at (−1, 0.5)" in made.caption
    made.close()


@pytest.mark.parametrize("step", [0, -1, 50])
def test_steps_out_of_range_are_brought_into_it(step):
    made = explore.mixed(inner=step, outer=step)
    assert 1e-7 <= made.state["inner"] == made.state["outer"] <= 1
    made.close()
