import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.state import Point, Step

numbers = st.floats(-1e9, 1e9)


@given(numbers, numbers, numbers)
def test_one_move_is_one_call(x, y, z):
    point, calls = Point(x, y), []
    point.on_move(lambda change: calls.append(change["new"]))
    point.coordinates = (z, y)
    assert calls == ([] if z == x else [(z, y)])
    assert (point.x, point.y) == (z, y)


@given(numbers, numbers)
def test_setting_one_coordinate_keeps_the_other(x, y):
    point = Point(1, 2)
    point.x, point.y = x, y
    assert point.coordinates == (x, y)


def test_off_move_ends_the_calls():
    point, calls = Point(1), []
    point.on_move(calls.append)
    point.off_move(calls.append)
    point.x = 2
    assert calls == []


@pytest.mark.parametrize("bad", [(float("nan"),), (float("inf"),), (), (1, 2)])
def test_a_bad_move_is_refused_with_a_sentence_and_changes_nothing(bad):
    point = Point(1)
    with pytest.raises(ValueError, match=r"finite|coordinates"):
        point.coordinates = bad
    assert point.x == 1


def test_a_point_on_an_axis_has_no_y():
    with pytest.raises(AttributeError, match=r"Point\(x, y\)"):
        _ = Point(1).y


def test_of_shares_what_is_shared():
    point, step = Point(1, 2), Step(0.1)
    assert Point.of(point) is point
    assert Step.of(step) is step
    assert Point.of((3, 4)).coordinates == (3, 4)
    assert Point.of(5).x == 5
    assert float(Step.of(0.25)) == 0.25


@pytest.mark.parametrize("bad", [float("nan"), float("-inf")])
def test_a_step_is_finite(bad):
    with pytest.raises(ValueError, match="finite"):
        Step(bad)


@given(numbers)
def test_a_step_tells_its_watchers(value):
    step, calls = Step(1), []
    step.on_move(lambda change: calls.append(change["new"]))
    step.value = value
    assert calls == ([] if value == 1 else [value])


def test_both_show_themselves_as_code():
    assert (repr(Point(1, 2.5)), repr(Step(0.1))) == ("Point(1, 2.5)", "Step(0.1)")
