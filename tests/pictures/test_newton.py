"""Several ways downhill at once: where they are drawn, and what is said of where they lead."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.formula import Function
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._landscape import Landscape
from lessons_lib.pictures.newton import LOOKS, METHODS, PLACES, TOLERANCE
from lessons_lib.state import Point
from tests.explore.support import drag
from tests.pictures.support import picture

NEAR = (-2.0, 2.0, -2.0, 2.0)
NEWTONS = ("Newton", "damped Newton")
DOUBLE_WELL = Function("x^4 - 2x^2 + y^2")


def surface(text):
    return Function(text, ["x", "y"])


def picture_of(f, start, methods=("Newton",), view=NEAR, **state):
    return picture("newton", f, start=start, methods=methods, view=view, **state)


@pytest.fixture(scope="module")
def wells():
    return picture_of(DOUBLE_WELL, (0.3, 1.0), METHODS[:5])


@settings(max_examples=15, deadline=None)
@given(shown=st.integers(-3, 90), x=st.floats(-1.9, 1.9), y=st.floats(-1.9, 1.9))
def test_every_walk_is_where_its_path_is(wells, shown, x, y):
    wells.move(shown=shown, start=(x, y), methods=METHODS[:5])
    for walk in wells.walks:
        last, meaning = walk.last(shown), LOOKS[walk.method][0]
        (line,), (log,) = wells.marks(meaning, "line", 0), wells.marks(meaning, "line", 1)
        np.testing.assert_array_equal(line.data, walk.path.points[: last + 1])
        heights = log.data[:, 1]
        assert len(heights) == last + 1
        above = walk.path.values[last] + 1
        assert heights[-1] == pytest.approx(
            np.clip(above, wells.log.bottom / 1e3, 1e3 * wells.log.top), rel=1e-6
        )
    assert not wells.marks("point", "line")


def test_newton_runs_to_the_saddle_and_damped_newton_does_not():
    drawn = picture_of(DOUBLE_WELL, (0.3, 1.0), NEWTONS)
    steps = [len(walk.path) - 1 for walk in drawn.walks]
    assert f"Newton reaches the saddle (0, 0) in {steps[0]} steps" in drawn.caption
    assert f"damped Newton reaches the minimum (1, 0) in {steps[1]} steps" in drawn.caption
    assert "eigenvalues −2.92 and 2, so Newton's step goes to the saddle" in drawn.caption
    assert "damped Newton turns its step downhill" in drawn.caption
    assert f"Newton: saddle, {steps[0]} steps" in drawn.words()


@settings(max_examples=25, deadline=None)
@given(x=st.floats(-1.5, 1.5), y=st.floats(-1.5, 1.5))
def test_what_is_said_of_newtons_step_is_where_it_goes(wells, x, y):
    low = np.linalg.eigvalsh(DOUBLE_WELL.hessian([x, y]))[0]
    wells.move(shown=None, methods=("Newton",), start=(x, y))
    if low > 1e-6:
        assert "goes to the minimum of the quadratic" in wells.caption
    elif low < -1e-6:
        assert "goes to the saddle of the quadratic" in wells.caption
    walk = wells.walks[0]
    if walk.path.gradient_norms[-1] <= TOLERANCE:
        end = walk.path.points[-1]
        kind = "saddle" if abs(end[0]) < 0.5 else "minimum"
        assert f" the {kind} " in wells.caption


@settings(max_examples=20, deadline=None)
@given(a=st.floats(0.1, 50), c=st.floats(0.1, 50), x=st.floats(-1.9, 1.9), y=st.floats(0.1, 1.9))
def test_one_step_is_enough_on_every_quadratic_bowl(a, c, x, y):
    f = surface(f"{a:.6f}x^2 + {c:.6f}y^2")
    caption = picture_of(f, (x, y)).caption
    assert "Newton reaches the minimum (0, 0) in 1 step" in caption
    assert "which is the function itself: one whole step arrives" in caption


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("x^2", (1, 1), "(the Hessian cannot be inverted there)"),
        ("x^2", (1, 1), "eigenvalues 0 and 2: it cannot be inverted there"),
        ("x + y", (0, 0), "(the Hessian cannot be inverted there)"),
        ("-x^2 - y^2", (1, 1), "Newton reaches the maximum (0, 0) in 1 step"),
        ("x^2 - y^2", (1, 1), "Newton reaches the saddle (0, 0) in 1 step"),
        ("x^3 + y^2", (1, 1), "a flat point (0, 0)"),
        ("3 + 0x + 0y", (1, 1), "stays where it starts, at a flat point (1, 1)"),
        ("log(x) + y^2", (-1, 1), "the function is undefined there"),
        ("sqrt(x^2 + y^2)", (0, 0), "There is no Hessian at the start."),
        ("sqrt(x^2 + y^2)", (0, 0), "the function has no slope there"),
        ("1/(x^2 + y^2)", (0, 0), "the function is undefined there"),
        ("1e6 (x^2 + y^2)", (1, 1), "in 1 step"),
        ("e^(x + y)", (0, 0), "cannot be inverted"),
        ("sqrt(x + y - 50)", (30, 30), "Newton"),
        ("|x| + |y|", (1, 0.95), "cannot be inverted"),
        ("e^(e^(x^2)) + y^2", (1, 1), "Newton"),
        ("x^40 + y^40", (1.9, 1.9), "Newton"),
    ],
)
def test_every_function_gets_a_picture_and_a_true_sentence(text, start, said):
    f = surface(text)
    caption = picture_of(f, start, NEWTONS).caption
    assert said in caption
    assert "nan" not in caption
    assert caption.endswith(".")


def test_a_walk_that_runs_away_is_said_to():
    caption = picture_of(
        surface("50x^2 + y^2/2"), (1, 1), ("gradient descent",), gamma=0.1, steps=500
    ).caption
    assert "the steps are too big" in caption


def test_no_method_at_all_is_said():
    drawn = picture_of(DOUBLE_WELL, (0.5, 1.0), ())
    assert drawn.caption == "Downhill on x⁴ − 2x² + y² from (0.5, 1): no method is chosen."
    assert drawn.handles()["start"][1:] == (0.5, 1.0)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("x^2/2 + 50y^2", "value"),
        ("x^4 - 2x^2 + y^2", "value above −1"),
        ("x^2 + 3x y + y^3", "length of the gradient"),
        ("x^2 - y^2", "length of the gradient"),
        ("x + y", "length of the gradient"),
        ("3 + 0x + 0y", "length of the gradient"),
    ],
)
def test_the_axis_is_logarithmic_and_says_what_it_shows(text, quantity):
    f = surface(text)
    drawn = picture_of(f, (0.3, 0.4), ("damped Newton",), view=(-5, 3, -3, 4))
    ax = drawn.panels[1].ax
    assert ax.get_yscale() == "log"
    assert quantity in [words.get_text() for words in ax.texts]
    (line,) = drawn.marks("gradient", "line", 1)
    if quantity == "length of the gradient":
        norms = drawn.walks[0].path.gradient_norms
        assert line.data[0, 1] == pytest.approx(max(norms[0], drawn.log.bottom / 1e3))


@pytest.mark.parametrize(
    ("text", "point", "kind"),
    [
        ("x^4 - 2x^2 + y^2", (1.0, 1e-8), "minimum"),
        ("x^4 - 2x^2 + y^2", (0.0, 0.0), "saddle"),
        ("sin x + sin y", (20.42035224833, 20.42035224833), "maximum"),
        ("sin x + sin y", (20.42035224833, 23.5619449), "saddle"),
        ("sin x + sin y", (23.5619449, 23.5619449), "minimum"),
        ("sin(x)^3 + y^2", (6.2832, 0.0), "flat point"),
        ("x^2", (0.0, 0.5), "flat point"),
    ],
)
def test_a_flat_point_is_named_inside_the_view_and_outside(text, point, kind):
    assert Landscape(surface(text), PlaneView(*NEAR)).kind(point) == kind


def test_there_is_a_name_and_a_style_for_each_method():
    drawn = picture_of(DOUBLE_WELL, (0.3, 1.0), METHODS)
    lines = [drawn.marks(meaning, "line", 0)[0].drawn for meaning, _, _ in LOOKS.values()]
    styles = {(line.get_linestyle(), line.get_marker()) for line in lines}
    assert len(styles) == len({line.get_color() for line in lines}) == len(METHODS)


@pytest.fixture
def race():
    explorer = explore.newton()
    yield explorer
    explorer.close()


def methods_in(explorer):
    return tuple(walk.method for walk in explorer.picture.walks)


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
    first = race.picture.walks
    race.controls["methods"].set(("Newton",))
    assert race.picture.walks[0] is first[METHODS.index("Newton")]
    drag(race, "start", -1.2, 1.0)
    assert "Newton reaches the minimum (−1, 0)" in race.caption


def test_a_shared_start_moves_from_outside():
    start = Point(0.3, 1)
    explorer = explore.newton(start=start, methods=["Newton"])
    start.coordinates = (1.5, 1)
    assert "from (1.5, 1)" in explorer.caption
    explorer.close()


def test_steps_are_shown_one_by_one():
    explorer = explore.newton("x^2/2 + 50y^2", (10, 1), methods=["gradient descent", "Newton"], shown=1)
    assert "gradient descent with γ = 0.01 is at (9.9, 0) after 1 step" in explorer.caption
    assert "Newton reaches the minimum (0, 0) in 1 step" in explorer.caption
    explorer.close()


@pytest.mark.parametrize("text", [*PLACES, "3", "log x + y", "1e6 x^2 + y^2", "|x| + |y|", "x", "1/(x y)"])
def test_every_function_is_drawn_with_the_start_in_its_map(race, text):
    race.formula.widget.value = text
    assert race.live.error == ""
    assert race.picture.plane.contains(*race.controls["start"].value)
    race.controls["shown"].set(2)
    assert race.live.error == ""
    assert "nan" not in race.caption


@pytest.mark.parametrize("text", PLACES)
def test_on_the_offered_functions_no_walk_runs_away(race, text):
    race.formula.widget.value = text
    lost = [walk.method for walk in race.picture.walks if "runs away" in walk.path.stopped]
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
    made = explore.newton("x^2 + 3x y + y^3", (-1, -0.5), methods=["newton", "bfgs"], shown=3, steps=20)
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
        explore.newton(**wrong)
