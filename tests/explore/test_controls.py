"""The controls of an explorer: shared places, angles, sliders that are ahead of their own messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.explore.controls import Count
from lessons_lib.explore.shared import Along, Position, StepSize
from lessons_lib.explore.sliders import Angle, Log, Slide
from lessons_lib.formula import read_curve, read_map, read_surface
from lessons_lib.pencil.fields import turned
from lessons_lib.state import Point, Step

numbers = st.floats(-4, 4)


def told(control):
    """Return a list that grows whenever the control says that its value has changed."""
    changes = []
    control.watch(lambda: changes.append(control.value))
    return changes


@given(x=numbers, y=numbers)
def test_a_position_lies_on_its_sliders_grids_and_tells_a_move_once(x, y):
    point = Point(0, 0)
    position = Position(point)
    position.fit(-4, 4, -4, 4)
    changes = told(position)
    position.take(x, y)
    assert position.value == (point.x, point.y) == tuple(side.widget.value for side in position.sides)
    assert position.value == pytest.approx((x, y), abs=0.01)
    assert len(changes) == ((point.x, point.y) != (0, 0))


def test_one_slider_of_a_position_moves_one_coordinate():
    position = Position(Point(1, 2))
    changes = told(position)
    position.sides[1].widget.value = 2.5
    assert position.value == (1, 2.5)
    assert changes == [(1, 2.5)]


def test_a_position_goes_back_to_its_first_place_and_is_written_as_one():
    position = Position(Point(1, 2))
    position.take(1.5, 2.5)
    assert position.source == "(1.5, 2.5)"
    position.reset()
    assert position.value == (1, 2)


def test_a_position_takes_the_names_of_the_variables():
    position = Position(Point(1, 2))
    position.rename(("u", "v"))
    assert [widget.description for widget in position.widgets] == ["u", "v"]


def test_a_position_needs_a_point_of_the_plane():
    with pytest.raises(ValueError, match=r"Point\(1, 2\)"):
        Position(Point(1))


def test_a_closed_position_no_longer_listens():
    point = Point(1, 2)
    position = Position(point)
    changes = told(position)
    position.close()
    point.coordinates = (3, 4)
    assert changes == []


@given(degrees=st.floats(-2000, 2000))
def test_an_angle_is_the_same_direction_between_minus_180_and_180(degrees):
    assert -180 < turned(degrees) <= 180
    turns = (turned(degrees) - degrees) / 360
    assert turns == pytest.approx(round(turns), abs=1e-9)


def test_an_angle_goes_round():
    angle = Angle("direction", 170)
    angle.set(190)
    assert angle.value == -170 == angle.widget.value


SLIDERS = {
    "slide": (lambda: Slide("γ", 0.5, 0, 1, 0.01), 0.73),
    "log": (lambda: Log("width", 1.0, 0.01, 10), 10**0.4),
    "angle": (lambda: Angle("direction", 10), 55.0),
    "along": (lambda: Along("a", Point(1)), 1.4),
    "step": (lambda: StepSize("h", Step(0.1)), 10**-2.5),
    "count": (lambda: Count("steps", 3, 9), 5),
}


@pytest.mark.parametrize(("make", "value"), SLIDERS.values(), ids=SLIDERS)
def test_a_slide_is_taken_without_telling_the_slider_and_told_once(make, value):
    control = make()
    (slider,) = control.sliders
    changes, sent = told(control), []
    slider.widget.send_state = sent.append
    slider.slide(value)
    assert control.value == pytest.approx(value, rel=1e-9)
    assert slider.widget.value == value
    assert "value" not in sent
    slider.widget.set_state({"value": value})  # ipywidgets' own message, which comes later
    assert len(changes) == 1


@pytest.mark.parametrize(("make", "value"), SLIDERS.values(), ids=SLIDERS)
def test_a_slide_to_where_it_stands_changes_nothing(make, value):
    control = make()
    changes = told(control)
    control.sliders[0].slide(control.widget.value)
    assert changes == []


def test_while_a_slider_is_dragged_its_own_report_is_left_to_the_browser():
    along = Along("a", Point(0))
    along.fit(-5, 5)
    changes = told(along)
    along.slide(1.0)
    along.widget.set_state({"value": 1.5})
    along.slide(2.0)
    assert changes == [1.0, 2.0]
    along.widget.value = 3.0
    assert along.value == 3


def test_a_report_without_a_drag_is_taken():
    along = Along("a", Point(0))
    along.fit(-5, 5)
    along.widget.set_state({"value": 1.5})
    assert along.value == 1.5


def test_a_late_report_of_a_place_that_was_told_moves_nothing():
    along = Along("a", Point(0))
    along.fit(-5, 5)
    for place in (1.0, 2.0, 3.0):
        along.set(place)
    along._from_widget({"new": 1.0000000001})
    assert along.value == 3


def test_what_a_hand_does_between_is_no_report():
    along = Along("a", Point(0))
    along.fit(-5, 5)
    along.set(1.0)
    for place in (2.0, 1.0, 2.0):
        along.widget.value = place
        assert along.value == place


@pytest.mark.parametrize(
    ("text", "variables"),
    [("x y", ("x", "y")), ("y^2", ("x", "y")), ("3", ("x", "y")), ("u^2", ("u", "v")), ("x2", ("x1", "x2"))],
)
def test_a_surface_has_two_variables_though_fewer_are_named(text, variables):
    assert read_surface(text).variables == variables


@pytest.mark.parametrize(
    ("reader", "text", "wanted"),
    [
        (read_curve, "x y", "one variable"),
        (read_surface, "x y z", "two variables"),
        (read_surface, "x, y", "two variables"),
        (read_map, "x y", "two values"),
        (read_map, "x, y, z", "two values"),
    ],
)
def test_a_function_of_the_wrong_shape_is_refused_with_what_is_needed(reader, text, wanted):
    with pytest.raises(ValueError, match=wanted):
        reader(text)


def test_a_map_may_be_given_as_a_list():
    assert read_map(["x + y", "y"]).text == read_map("x + y, y").text
