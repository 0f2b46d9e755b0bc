"""The explorer of columns."""

import pytest

from lessons_lib import explore
from lessons_lib.explore.jacobians import SIZED_MAPS, read_sized
from lessons_lib.formula import read_map
from lessons_lib.state import Point, Step
from tests.explore.support import drag

OFFERED = {"columns": SIZED_MAPS}


@pytest.fixture(params=OFFERED)
def explorer(request):
    made = getattr(explore, request.param)()
    yield made
    made.close()


def test_every_offered_map_is_shown(explorer):
    for text in OFFERED[explorer.name]:
        explorer.formula.widget.value = text
        assert not explorer.formula.fault
        assert explorer.caption.endswith(".")


def test_the_code_makes_the_same_picture(explorer):
    for text in OFFERED[explorer.name]:
        explorer.formula.widget.value = text
        again = eval(explorer.code, {"explore": explore})
        assert (again.code, again.caption) == (explorer.code, explorer.caption)
        again.close()


def test_reset_brings_back_the_first_state(explorer):
    code = explorer.code
    explorer.formula.widget.value = OFFERED[explorer.name][2]
    explorer.controls["at"].set((0.5, 0.5))
    explorer.reset()
    assert explorer.code == code


def test_a_dragged_point_is_shared(explorer):
    point = Point(1, 1)
    made = getattr(explore, explorer.name)(at=point)
    drag(made, "at", 0.5, 0.25)
    assert (point.x, point.y) == pytest.approx((0.5, 0.25), abs=0.02)
    made.close()


@pytest.mark.parametrize(
    ("text", "outputs", "inputs"),
    [("x y", 1, 2), ("t, t^2", 2, 1), ("x, y z", 2, 3), ("3, 4", 2, 1), ("a b c d, a, b, c", 4, 4)],
)
def test_a_map_of_any_size_is_read(text, outputs, inputs):
    f = read_sized(text)
    assert (f.output_shape, f.input_shape) == ((outputs,), (inputs,))
    assert f.jacobian.output_shape == (outputs, inputs)


@pytest.mark.parametrize("text", ["a b c d g", "x, x, x, x, x", "[[x, y], [y, x]]"])
def test_what_has_no_room_is_told_what_works(text):
    with pytest.raises(ValueError, match=r"f\.jacobian works for any size"):
        read_sized(text)


@pytest.mark.parametrize("text", ["x y, x, y", "x, y, z", "x y", "t, t^2, t^3"])
def test_a_map_of_another_size_is_told_who_shows_it(text):
    with pytest.raises(ValueError, match=r"explore\.columns shows maps of any size"):
        read_map(text)
    assert read_sized(text).output_shape


def test_a_matrix_is_not_sent_to_the_columns():
    with pytest.raises(ValueError, match="something else") as refused:
        read_map("[[x, y], [y, x]]")
    assert "explore.columns" not in str(refused.value)


def test_a_wrong_size_leaves_the_picture_and_says_so():
    made = explore.linear_error()
    caption = made.caption
    made.formula.widget.value = "x, y, x y"
    assert "explore.columns" in made.formula.fault
    assert made.caption == caption
    made.close()


def test_sliders_follow_the_number_of_variables():
    made = explore.columns()
    for text, names in (("x y z, x", ["x", "y", "z"]), ("cos t, sin t", ["t"])):
        made.formula.widget.value = text
        shown = [side for side in made.controls["at"].sides if side.needed]
        assert [side.widget.description for side in shown] == names
        assert len(made.state["at"]) == len(names)
    made.close()


def test_steps_stay_positive():
    step = Step(0.1)
    made = explore.columns(step=step)
    made.controls["step"].set(-1e-20)
    assert step.value == pytest.approx(1e-12)
    made.close()


def test_an_unknown_scheme_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="forward, backward, central"):
        explore.columns(scheme="best")
