"""The cost of a Jacobian: what is drawn is what was counted."""

import numpy as np
import pytest

from lessons_lib import automatic, explore
from lessons_lib.pictures.costs import MEANINGS, operations
from tests.explore.support import drag
from tests.pictures.support import line, picture

SIZES = [(1, 1), (1, 7), (7, 1), (10, 10), (4, 100), (30, 8)]


@pytest.fixture(scope="module")
def drawn():
    return picture("costs")


@pytest.fixture
def explorer():
    made = explore.costs()
    yield made
    made.close()


@pytest.mark.parametrize(("outputs", "inputs"), SIZES)
def test_costs_are_those_counted_at_that_very_size(outputs, inputs):
    W, x, v = np.ones((outputs, inputs)), np.ones(inputs), np.ones(outputs)

    def layer(x):
        return np.tanh(W @ x)

    assert operations(outputs, inputs) == {
        "run": automatic.work(layer)(x).operations,
        "columns": inputs * automatic.work(automatic.jvp(layer))(x, x).operations,
        "rows": outputs * automatic.work(automatic.vjp(layer))(x, v).operations,
    }


@pytest.mark.parametrize("outputs", [1, 2, 10, 100])
def test_the_lines_cross_where_inputs_are_as_many_as_outputs(drawn, outputs):
    drawn.move(inputs=outputs, outputs=outputs)
    assert drawn.caption.endswith(f"the lines cross at n = {outputs}.")
    assert f"they cross at n = {outputs}" in drawn.words()


@pytest.mark.parametrize("inputs", [1, 31, 1000])
def test_marks_stand_on_their_lines_at_n(drawn, inputs):
    drawn.move(inputs=inputs, outputs=10)
    for meaning in MEANINGS.values():
        (mark,) = drawn.marks(meaning, "dot")
        n, cost = mark.place
        assert n == inputs
        sizes, costs = line(drawn, meaning).T
        assert np.interp(np.log(n), np.log(sizes), np.log(costs)) == pytest.approx(np.log(cost), abs=1e-2)


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
    made = explore.costs(inputs, outputs)
    assert 1 <= made.state["outputs"] <= 100
    assert 1 <= made.state["inputs"] <= 1000
    made.close()
