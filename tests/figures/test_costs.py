"""The cost of a Jacobian: what is drawn is what was counted."""

import numpy as np
import pytest

from lessons_lib import automatic
from tests.figures.support import costs, draw, labels

SIZES = [(1, 1), (1, 7), (7, 1), (10, 10), (4, 100), (30, 8)]


@pytest.fixture(scope="module")
def picture():
    return costs()


@pytest.mark.parametrize(("outputs", "inputs"), SIZES)
def test_costs_are_those_counted_at_that_very_size(picture, outputs, inputs):
    W, x, v = np.ones((outputs, inputs)), np.ones(inputs), np.ones(outputs)

    def layer(x):
        return np.tanh(W @ x)

    picture.move(inputs=inputs, outputs=outputs)
    assert picture.costs == {
        "run": automatic.work(layer)(x).operations,
        "columns": inputs * automatic.work(automatic.jvp(layer))(x, x).operations,
        "rows": outputs * automatic.work(automatic.vjp(layer))(x, v).operations,
    }


@pytest.mark.parametrize("outputs", [1, 2, 10, 100])
def test_the_lines_cross_where_inputs_are_as_many_as_outputs(picture, outputs):
    picture.move(inputs=outputs, outputs=outputs)
    assert picture.crossing == outputs
    assert picture.costs["columns"] == picture.costs["rows"]
    assert f"they cross at n = {outputs}" in labels(picture.moving)


@pytest.mark.parametrize("inputs", [1, 31, 1000])
def test_marks_stand_on_their_lines_at_n(picture, inputs):
    picture.move(inputs=inputs, outputs=10)
    for key, mark in picture._marks.items():
        assert mark.get_xydata().tolist() == [[inputs, picture.costs[key]]]
        line = picture._lines[key]
        height = np.interp(np.log(inputs), np.log(line.get_xdata()), np.log(line.get_ydata()))
        assert height == pytest.approx(np.log(picture.costs[key]), abs=1e-2)


@pytest.mark.parametrize("outputs", [1, 100])
@pytest.mark.parametrize("inputs", [1, 2, 1000])
@pytest.mark.parametrize("classroom", [False, True])
def test_the_ends_are_drawn_and_said(inputs, outputs, classroom):
    picture = costs(inputs, outputs, classroom=classroom)
    draw(picture)
    assert f"{outputs} output{'s' * (outputs > 1)}:" in picture.caption
    assert f"{inputs} column{'s' * (inputs > 1)} J v" in picture.caption
