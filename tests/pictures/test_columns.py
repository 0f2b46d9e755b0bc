"""The picture of a Jacobian that is built column by column."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.formula import Function, read_map
from lessons_lib.pencil.maps import columns_reach
from lessons_lib.pencil.phrases import map_name
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._differences import SCHEMES, Differences
from lessons_lib.pictures.columns import read_sized
from lessons_lib.state import Point, Step
from tests.explore.support import drag
from tests.pictures.support import draw, picture

NOTCH = Function("x1^2 + x2, x1 x2")
RICH = Function("x e^y, sin(x y)")
SIZES = {
    "[x y]": ("x", "y"),
    "x y, x + y, x^2": ("x", "y"),
    "x y z, x^2 + z": ("x", "y", "z"),
    "cos t, sin t, t": ("t",),
    "w x, x y, y z, z w": ("w", "x", "y", "z"),
}
ORDERS = {"forward": 1, "backward": 1, "central": 2, "complex": 2}
SMOOTH = settings(max_examples=25, deadline=None)
coordinate = st.floats(-2, 2)


def columns(f=NOTCH, at=(1, 2), step=0.1, **asked):
    return picture("columns", f, at=tuple(at), step=step, **asked)


@pytest.mark.parametrize(("scheme", "order"), ORDERS.items())
def test_the_error_of_a_scheme_has_its_order(scheme, order):
    made = Differences(RICH)
    coarse, fine = (made.entries((1, 0.5), step, scheme).error for step in (2e-3, 1e-3))
    shrinking = coarse > 1e-9
    assert shrinking.any()
    np.testing.assert_allclose(coarse[shrinking] / fine[shrinking], 2.0**order, rtol=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@SMOOTH
@given(x=coordinate, y=coordinate)
def test_the_taylor_term_foretells_a_small_error(scheme, x, y):
    entries = Differences(RICH).entries((x, y), 1e-3, scheme)
    scale = np.abs(entries.exact).max() + 1
    np.testing.assert_allclose(entries.nudged - entries.exact, entries.leading, atol=3e-5 * scale)


@SMOOTH
@given(x=coordinate, y=coordinate, step=st.sampled_from([1.0, 0.1, 1e-3]))
def test_a_column_times_the_step_is_the_change_of_all_outputs(x, y, step):
    made = Differences(RICH)
    entries = made.entries((x, y), step, "forward")
    changes = (RICH(made.nudged_points((x, y), step)) - RICH(np.array([x, y]))).T
    np.testing.assert_allclose(step * entries.nudged, changes, atol=1e-12)


@SMOOTH
@given(x=coordinate, y=coordinate)
def test_of_the_notch_one_entry_is_off_by_the_step_and_the_others_by_rounding(x, y):
    entries = Differences(NOTCH).entries((x, y), 0.1, "forward")
    np.testing.assert_allclose(entries.error, [[0.1, 0], [0, 0]], atol=1e-12)
    np.testing.assert_array_equal(entries.is_rounding, [[False, True], [True, True]])
    assert entries.is_exactly_leading[0, 0]


@pytest.mark.parametrize("step", [1e-10, 1e-12])
def test_with_tiny_steps_rounding_takes_over(step):
    entries = Differences(RICH).entries((1, 0.5), step, "forward")
    assert entries.is_rounding.all()
    assert entries.error.max() > 1e-9
    assert (entries.error <= 3 * entries.noise).all()


@pytest.mark.parametrize(("text", "variables"), SIZES.items())
def test_a_map_of_any_size_has_a_table(text, variables):
    f = Function(text, list(variables))
    drawn = columns(f, range(1, len(variables) + 1))
    assert len(drawn.figure.axes) == 1
    assert {f"nudge {name}" for name in variables} <= written(drawn)
    assert drawn.handles() == {}
    assert draw(drawn).any()


def written(drawn):
    """Return all words of the table, its heads too."""
    return {each.get_text() for each in drawn.panels[-1].ax.texts}


def test_the_table_says_what_the_entries_are():
    words = columns().words()
    assert {"2.1", "2", "1", "< 10⁻¹², rounding"} <= set(words)
    assert any(text.startswith("0.1 = h/2·2") for text in words)


def test_the_arrows_end_at_the_columns():
    drawn = columns(RICH, (1, 0.5), 0.5)
    entries = Differences(RICH).entries((1, 0.5), 0.5, "forward")
    for column, meaning in enumerate(("derivative", "second")):
        (arrow,), (ring,) = drawn.marks(meaning, "arrow", 1), drawn.marks(meaning, "dot", 1)
        assert arrow.place == pytest.approx(entries.nudged[:, column])
        assert ring.place == pytest.approx(entries.exact[:, column])


def test_both_columns_differ_in_more_than_their_colour():
    drawn = columns()
    first, second = (drawn.marks(meaning, "line", 1)[1].drawn for meaning in ("derivative", "second"))
    assert first.get_linestyle() != second.get_linestyle()
    assert {"column 1", "column 2"} <= set(drawn.words())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("|x|, y/x", (0, 1)),
        ("log x, sqrt y", (-1, -1)),
        ("10^6 x, y^40", (3, 3)),
        ("3, 4 + 0x y", (0, 0)),
        ("1/x, 1/y", (0, 0)),
        ("tan x, e^(100y)", (1.5707963, 50)),
    ],
)
def test_what_is_undefined_steep_or_constant_stays_sane(text, at, scheme):
    drawn = columns(Function(text, ["x", "y"]), at, scheme=scheme)
    for step in (1.0, 1e-12, 0.0, -1.0):
        drawn.move(step=step)
        assert drawn.caption.endswith(".")
        assert "nan" not in drawn.caption
        assert "--" not in drawn.caption
    draw(drawn)


def test_a_step_that_is_not_positive_says_so():
    assert columns(step=0).caption.endswith("a step has to be positive.")


def test_the_plane_of_changes_holds_the_columns_it_begins_with():
    assert columns_reach(Function("100x, y"), PlaneView(-1, 1, -1, 1), np.zeros(2)) >= 100


def test_a_map_is_named_with_round_brackets():
    assert map_name(NOTCH) == "(x₁² + x₂, x₁·x₂)"


def test_a_dragged_point_is_shared():
    point = Point(1, 1)
    made = explore.columns(at=point)
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
