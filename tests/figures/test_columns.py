"""The picture of a Jacobian that is built column by column."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.figures.columns import SCHEMES, Differences, columns_reach, map_name
from lessons_lib.formula import Function
from lessons_lib.pencil.plane import PlaneView
from tests.figures.support import NOTCH, columns, draw, labels

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
    picture = columns(f, range(1, len(variables) + 1))
    assert picture.entries.nudged.shape == (*f.output_shape, len(variables))
    assert picture.table.texts(0, 0)[1]
    assert picture.handles() == {}
    assert draw(picture).any()


def test_the_table_says_what_the_entries_are():
    table = columns().table
    assert table.texts(0, 0)[:2] == ("2.1", "2")
    assert table.texts(0, 0)[2].startswith("0.1 = h/2·2")
    assert table.texts(1, 1) == ("1", "1", "< 10⁻¹², rounding")


def test_the_arrows_end_at_the_columns():
    picture = columns(RICH, (1, 0.5), 0.5)
    _, plane = picture._planes
    for column in (0, 1):
        assert plane.nudged[column].tip == pytest.approx(picture.entries.nudged[:, column])
        assert plane.tips[column].get_xydata()[0] == pytest.approx(picture.entries.exact[:, column])


def test_both_columns_differ_in_more_than_their_colour():
    first, second = (pointer.shaft for pointer in columns()._planes[1].nudged)
    assert first.get_linestyle() != second.get_linestyle()
    assert {"column 1", "column 2"} <= set(labels(columns().moving))


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
    picture = columns(Function(text, ["x", "y"]), at, scheme=scheme)
    for step in (1.0, 1e-12, 0.0, -1.0):
        picture.move(step=step)
        assert picture.caption.endswith(".")
        assert "nan" not in picture.caption
        assert "--" not in picture.caption
    draw(picture)


def test_a_step_that_is_not_positive_says_so():
    assert columns(step=0).caption.endswith("a step has to be positive.")


def test_the_plane_of_changes_holds_the_columns_it_begins_with():
    assert columns_reach(Function("100x, y"), PlaneView(-1, 1, -1, 1), np.zeros(2)) >= 100


def test_a_map_is_named_with_round_brackets():
    assert map_name(NOTCH) == "(x₁² + x₂, x₁·x₂)"
