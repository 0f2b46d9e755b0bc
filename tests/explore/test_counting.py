"""The explorer of costs: whole numbers of inputs and outputs."""

import pytest

from lessons_lib.explore.counting import costs
from tests.explore.support import drag


@pytest.fixture
def explorer():
    made = costs()
    yield made
    made.close()


def test_dragging_along_the_axis_sets_a_whole_number_of_inputs(explorer):
    drag(explorer, "inputs", 6.7, 50.0)
    assert explorer.state == {"inputs": 7, "outputs": 10}
    assert "7 inputs and 10 outputs" in explorer.caption
    assert explorer.code == "explore.costs(inputs=7, outputs=10)"


@pytest.mark.parametrize(("x", "inputs"), [(0.001, 1), (-5.0, 1), (1e9, 1000)])
def test_a_drag_past_an_end_stays_at_the_end(explorer, x, inputs):
    drag(explorer, "inputs", x, 0.0)
    assert explorer.state["inputs"] == inputs
    assert explorer.live.error == ""


def test_the_slider_of_outputs_moves_the_crossing(explorer):
    explorer.controls["outputs"].widget.value = 50
    assert "50 rows" in explorer.caption
    assert explorer.caption.endswith("the lines cross at n = 50.")
    explorer.reset()
    assert explorer.caption.endswith("the lines cross at n = 10.")


@pytest.mark.parametrize(("inputs", "outputs"), [(1, 1), (0, 0), (5000, 5000)])
def test_numbers_out_of_range_are_brought_into_it(inputs, outputs):
    made = costs(inputs, outputs)
    assert 1 <= made.state["outputs"] <= 100
    assert 1 <= made.state["inputs"] <= 1000
    made.close()
