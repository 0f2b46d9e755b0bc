"""The explorer of computation graphs: steps, modes, inputs, formulas."""

import numpy as np
import pytest

from lessons_lib import automatic, explore
from lessons_lib.explore.graphs import FORMULAS, graph, read_graph
from lessons_lib.formula import Function
from lessons_lib.pencil.fields import MOST
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def shown_graph():
    explorer = graph()
    yield explorer
    explorer.close()


def test_all_steps_are_shown_and_end_in_the_gradient(shown_graph):
    assert shown_graph.caption.endswith("so the gradient is (4, 0.5839).")


def test_the_slider_goes_through_the_steps(shown_graph):
    seen = set()
    for step in range(10):
        shown_graph.controls["shown"].widget.value = step
        assert f"step {step} of 9" in shown_graph.caption
        seen.add(shown_graph.caption)
    assert len(seen) == 10


def test_dragging_an_input_moves_its_slider_and_all_numbers(shown_graph):
    drag(shown_graph, "1", 0.5, 0.0)
    assert shown_graph.controls["at"].value == (1, 0.5)
    assert shown_graph.controls["at"].sides[1].widget.value == 0.5
    exact = Function("x^2 y + sin y").gradient([1, 0.5])
    np.testing.assert_allclose(shown_graph.picture.run.gradient(), exact)
    assert "y = 0.5" in shown_graph.caption


def test_a_slider_moves_its_input(shown_graph):
    shown_graph.controls["at"].sides[0].widget.value = -2
    assert "at x = −2, y = 2" in shown_graph.caption


def test_forward_mode_asks_which_input_moves(shown_graph):
    assert not shown_graph.controls["seed"].needed
    shown_graph.controls["mode"].set("forward")
    assert "with x moving at speed 1, step 4 of 4" in shown_graph.caption
    shown_graph.controls["seed"].set("y")
    assert shown_graph.caption.endswith("so the partial derivative by y is 0.5839.")
    shown_graph.controls["mode"].set("reverse")
    assert "step 9 of 9" in shown_graph.caption


def test_several_outputs_are_differentiated_one_at_a_time():
    explorer = graph("x^2 - y^2, 2x y", at=(1, 2), seed="f₂")
    assert explorer.caption.endswith("so the gradient is (4, 2).")
    explorer.controls["seed"].set("f₁")
    assert explorer.caption.endswith("so the gradient is (2, −4).")
    explorer.close()


@pytest.mark.parametrize("text", FORMULAS)
def test_every_offered_formula_is_drawn(shown_graph, text):
    shown_graph.formula.widget.value = text
    assert shown_graph.live.error == ""
    run, f = shown_graph.picture.run, Function(text)
    assert len(shown_graph.controls["at"].value) == run.computation.inputs
    if not f.output_shape:
        road = automatic.gradient if f.input_shape else automatic.derivative
        point = np.reshape(shown_graph.controls["at"].value, f.input_shape)[()]
        np.testing.assert_allclose(run.gradient(), np.ravel(road(f)(point)))


def test_sliders_follow_the_formula_s_variables(shown_graph):
    shown_graph.formula.widget.value = "relu(w x + b)"
    names = [side.widget.description for side in shown_graph.controls["at"].sides if side.needed]
    assert names == ["b", "w", "x"]
    drag(shown_graph, "2", -1.0, 0.0)
    assert "at b = 1, w = 2, x = −1" in shown_graph.caption


def test_a_formula_that_is_too_big_is_said_and_the_picture_stays(shown_graph):
    before = shown_graph.caption
    shown_graph.formula.widget.value = " + ".join(f"sin({k}x)" for k in range(2, 30))
    assert "too many for a picture" in shown_graph.formula.fault
    assert shown_graph.caption == before
    shown_graph.formula.widget.value = " + ".join(f"x{k}" for k in range(1, MOST + 2))
    assert f"at most {MOST} variables" in shown_graph.formula.fault


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"mode": "sideways"}, "The mode is one of"),
        ({"seed": "z", "mode": "forward"}, "The seed in forward mode"),
    ],
)
def test_unknown_names_are_refused(given, words):
    with pytest.raises(ValueError, match=words):
        graph(**given)


def test_a_shared_point_moves_from_outside():
    point = Point(1, 2)
    one, other = graph(at=point), explore.arrow_map("x^2 y + sin y", at=point)
    point.coordinates = (-1, 0.5)
    assert "at x = −1, y = 0.5" in one.caption
    drag(one, "0", 2.0, 0.0)
    assert point.coordinates == (2, 0.5)
    one.close()
    other.close()


def test_one_move_of_a_shared_point_is_told_once():
    point = Point(1, 2)
    explorer, told = graph(at=point), []
    explorer.controls["at"].watch(lambda: told.append(explorer.controls["at"].value))
    point.coordinates = (-1, 0.5)
    assert told == [(-1, 0.5)]
    explorer.close()


@pytest.mark.parametrize(
    "options", [{}, {"mode": "forward", "seed": "y", "shown": 2}, {"f": "x^2", "at": 3.0}]
)
def test_the_pasted_line_restores_the_picture(options):
    explorer = graph(**options)
    twin = eval(explorer.code, {"explore": explore})
    assert (twin.caption, twin.code) == (explorer.caption, explorer.code)
    twin.close()
    explorer.close()


@pytest.mark.parametrize("shown", [None, 5])
def test_reset_is_the_beginning(shown):
    explorer = graph(shown=shown)
    first = explorer.caption
    explorer.formula.widget.value = "relu(w x + b)"
    explorer.controls["mode"].set("forward")
    explorer.controls["at"].set((0, 0, 0))
    explorer.controls["shown"].widget.value = 1
    explorer.reset()
    assert explorer.caption == first
    explorer.close()


def test_a_text_without_a_variable_is_a_constant():
    assert read_graph("3").variables == "x"
    explorer = graph("3")
    assert explorer.caption.endswith("so the derivative is 0.")
    explorer.close()
