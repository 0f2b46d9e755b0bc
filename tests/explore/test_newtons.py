"""The explorer of several ways downhill at once."""

import pytest

from lessons_lib import explore
from lessons_lib.explore.newtons import LANDSCAPES, newton
from lessons_lib.figures.newton import METHODS
from lessons_lib.state import Point
from tests.explore.support import drag


@pytest.fixture
def race():
    explorer = newton()
    yield explorer
    explorer.close()


def methods_in(explorer):
    return tuple(walk.method for walk in explorer.walks())


def test_all_six_methods_are_shown_at_first(race):
    assert methods_in(race) == METHODS
    assert "Newton reaches the saddle (0, 0)" in race.caption


@pytest.mark.parametrize("method", METHODS)
def test_each_method_can_be_shown_alone_and_left_out(race, method):
    race.controls["methods"].set((method,))
    assert methods_in(race) == (method,)
    race.controls["methods"].set(METHODS)
    button = next(each for each in race.controls["methods"].widgets if each.description == method)
    button.value = False
    assert methods_in(race) == tuple(each for each in METHODS if each != method)
    assert race.live.error == ""


def test_no_method_leaves_the_map_and_its_start(race):
    race.controls["methods"].set(())
    assert race.caption.endswith("no method is chosen.")
    drag(race, "start", 0.5, 0.5)
    assert "from (0.5, 0.5)" in race.caption


def test_only_controls_that_have_a_say_are_shown(race):
    def shown():
        return {name for name, control in race.controls.items() if control.needed}

    always = {"start", "methods", "shown"}
    assert shown() == always | {"gamma", "momentum", "adam"}
    race.controls["methods"].set(("Newton", "BFGS"))
    assert shown() == always
    race.controls["methods"].set(("Adam",))
    assert shown() == always | {"adam"}
    race.controls["methods"].set(("momentum",))
    assert shown() == always | {"gamma", "momentum"}


def test_dragging_the_start_walks_anew_and_the_buttons_do_not(race):
    first = race.walks()
    race.controls["methods"].set(("Newton",))
    assert race.walks()[0] is first[METHODS.index("Newton")]
    drag(race, "start", -1.2, 1.0)
    assert "Newton reaches the minimum (−1, 0)" in race.caption


def test_a_shared_start_moves_from_outside():
    start = Point(0.3, 1)
    explorer = newton(start=start, methods=["Newton"])
    start.coordinates = (1.5, 1)
    assert "from (1.5, 1)" in explorer.caption
    explorer.close()


def test_steps_are_shown_one_by_one():
    explorer = newton("x^2/2 + 50y^2", (10, 1), methods=["gradient descent", "Newton"], shown=1)
    assert "gradient descent with γ = 0.01 is at (9.9, 0) after 1 step" in explorer.caption
    assert "Newton reaches the minimum (0, 0) in 1 step" in explorer.caption
    explorer.close()


@pytest.mark.parametrize(
    "text", [*LANDSCAPES, "3", "log x + y", "1e6 x^2 + y^2", "|x| + |y|", "x", "1/(x y)"]
)
def test_every_function_is_drawn_with_the_start_in_its_map(race, text):
    race.formula.widget.value = text
    assert race.live.error == ""
    assert race.picture.view.contains(*race.controls["start"].value)
    race.controls["shown"].set(2)
    assert race.live.error == ""
    assert "nan" not in race.caption


@pytest.mark.parametrize("text", LANDSCAPES)
def test_on_the_offered_functions_no_walk_runs_away(race, text):
    race.formula.widget.value = text
    lost = [walk.method for walk in race.walks() if "runs away" in walk.path.stopped]
    assert lost == []


def test_a_text_that_cannot_be_read_leaves_the_picture(race):
    before = race.caption
    race.formula.widget.value = "x y z"
    assert race.caption == before


def test_reset_is_the_beginning(race):
    first, line = race.caption, race.code
    race.controls["methods"].set(("BFGS",))
    race.formula.widget.value = "x^2 + 3x y + y^3"
    drag(race, "start", 0.5, 0.5)
    race.reset()
    assert (race.caption, race.code) == (first, line)


def test_the_pasted_line_restores_the_picture():
    made = newton("x^2 + 3x y + y^3", (-1, -0.5), methods=["newton", "bfgs"], shown=3, steps=20)
    twin = eval(made.code, {"explore": explore})
    assert (twin.caption, twin.code) == (made.caption, made.code)
    made.close()
    twin.close()


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [({"methods": ["downhill"]}, "The method is one of gradient descent, momentum"),
     ({"gamma": 0}, "positive number"), ({"adam": -1}, "positive number")],
)  # fmt: skip
def test_a_wrong_setting_is_told_its_remedy(wrong, remedy):
    with pytest.raises(ValueError, match=remedy):
        newton(**wrong)
