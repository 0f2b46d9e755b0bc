import base64
import io
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lessons_lib import explore
from lessons_lib.explore.controls import Count, Pick
from lessons_lib.explore.shared import Along, StepSize
from lessons_lib.explore.sliders import Log, Slide
from lessons_lib.pencil.fields import grain
from lessons_lib.state import Point, Step
from tests.explore.support import drag, send

places = st.floats(-0.5, 6.0).map(lambda x: round(x, 2))


@pytest.fixture
def secant():
    explorer = explore.secant()
    yield explorer
    explorer.close()


def test_one_point_moves_every_picture_it_was_given_to():
    point = Point(1)
    one, other = explore.secant("x^2", at=point), explore.secant("x^3", at=point)
    drag(one, "at", 2.0, 0.0)
    assert point.x == 2
    assert "at x = 2" in one.caption
    assert "at x = 2" in other.caption
    assert other.controls["at"].widget.value == 2
    one.close()
    other.close()


def test_one_step_serves_several_pictures():
    step = Step(1)
    one, other = explore.secant("x^2", step=step), explore.secant("x^3", step=step)
    one.controls["step"].widget.value = 0.1
    assert step.value == pytest.approx(0.1)
    assert "h = 0.1" in other.caption
    one.close()
    other.close()


@given(at=places, step=st.floats(-2, 2).map(lambda x: round(x, 3)))
@settings(max_examples=10, deadline=None)
def test_the_pasted_line_restores_the_exact_picture(at, step):
    explorer = explore.secant()
    explorer.controls["at"].set(at)
    explorer.controls["step"].set(step)
    twin = eval(explorer.code, {"explore": explore})
    assert twin.caption == explorer.caption
    for one, other in zip(curves_of(twin), curves_of(explorer), strict=True):
        assert np.array_equal(one, other, equal_nan=True)
    explorer.close()
    twin.close()


@pytest.mark.parametrize("name", [name for name in dir(explore) if name not in {"Explorer", "own"}])
def test_every_explorer_is_restored_by_its_line(name):
    explorer = getattr(explore, name)()
    first = next(control for control in explorer.controls.values() if hasattr(control.widget, "max"))
    first.widget.value = first.widget.min + 0.6 * (first.widget.max - first.widget.min)
    twin = eval(explorer.code, {"explore": explore})
    assert twin.caption == explorer.caption
    assert twin.code == explorer.code
    assert explorer.live.error == ""
    explorer.close()
    twin.close()


# All but the graph, which runs from left to right whatever the window.
@pytest.mark.parametrize("name", [name for name in dir(explore) if name not in {"Explorer", "own", "graph"}])
def test_in_a_narrow_window_panels_stand_above_each_other_and_say_the_same(name):
    explorer = getattr(explore, name)()
    size, caption, code = explorer.live.size, explorer.caption, explorer.code
    explorer._arrange(True)
    boxes = [ax.get_position() for ax in explorer.live.figure.axes]
    assert explorer.live.size[0] < min(size[0], 500)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert (explorer.caption, explorer.code, explorer.live.error) == (caption, code, "")
    explorer._arrange(False)
    assert explorer.live.size == size
    explorer.close()


def curves_of(explorer):
    """Return what is drawn; labels may stand elsewhere, since they prefer to stay where they were."""
    return [line.get_xydata() for ax in explorer.live.figure.axes for line in ax.lines]


def test_reset_goes_back_to_the_start(secant):
    start = secant.code, secant.caption, secant.live.frame
    secant.controls["at"].set(3.3)
    secant.controls["step"].widget.value = 0.01
    secant.formula.widget.value = "sin x"
    assert secant.code != start[0]
    send(secant, kind="reset")
    assert (secant.code, secant.caption, secant.live.frame) == start


def test_a_text_that_cannot_be_read_is_answered_and_loses_nothing(secant):
    good = secant.caption, secant.live.frame
    secant.formula.widget.value = "x^2 + )"
    assert "^" in secant.live.error.splitlines()[-1]
    assert (secant.caption, secant.live.frame) == good
    secant.controls["at"].set(2)
    assert "at x = 2" in secant.caption
    secant.formula.widget.value = "x^3"
    assert secant.live.error == ""
    assert "x³" in secant.caption


@pytest.mark.parametrize("text", ["x y", "x, 2x", "[[x, 1], [1, x]]"])
def test_a_function_of_the_wrong_shape_is_told_what_is_needed(secant, text):
    secant.formula.widget.value = text
    assert "one variable" in secant.live.error


@pytest.mark.parametrize(
    "text", ["log x", "1/x", "sqrt x", "cbrt x", "|x|", "3", "exp(exp x)", "t^4 - 4t^2 + t"]
)
@pytest.mark.parametrize(("at", "step"), [(0, 0), (-1, 0.5), (1, -1), (1, 1e-9)])
def test_every_state_is_sane(text, at, step):
    explorer = explore.secant(text, at=at, step=step)
    assert explorer.live.error == ""
    assert explorer.caption.endswith(".")
    assert "nan" not in explorer.caption
    explorer.close()


def test_how_a_formula_was_read_is_said(secant):
    secant.formula.widget.value = "1/2x"
    assert "(1/2)·x" in secant.live.remark
    secant.controls["at"].set(2)
    assert "(1/2)·x" in secant.live.remark
    secant.formula.widget.value = "x/2"
    assert secant.live.remark == ""


def test_outside_the_domain_the_caption_says_where(secant):
    secant.formula.widget.value = "log x"
    secant.controls["at"].owner.x = -1
    assert "undefined at x = −1" in secant.caption


def test_a_drag_past_the_end_stays_at_the_end_and_comes_back(secant):
    slider = secant.controls["at"].widget
    drag(secant, "at", 1e6, 0.0)
    assert secant.controls["at"].value == pytest.approx(slider.max, abs=slider.step)
    drag(secant, "at", 2.0, 0.0)
    assert secant.controls["at"].value == 2


def test_code_may_place_a_point_beyond_the_slider(secant):
    secant.controls["at"].owner.x = 50
    assert "at x = 50" in secant.caption
    assert secant.controls["at"].widget.value == secant.controls["at"].widget.max


def test_a_closed_explorer_lets_go_of_the_point():
    point = Point(1)
    explorer = explore.secant(at=point)
    frame = explorer.live.frame
    explorer.close()
    point.x = 2
    assert explorer.live.frame == frame


def test_a_closed_explorer_shows_its_sentence_and_the_remedy():
    explorer = explore.secant()
    explorer.close()
    explorer.close()
    assert repr(explorer).startswith("Secant of")
    assert "run its cell again" in repr(explorer)


def test_the_rich_output_is_view_picture_and_caption(secant):
    data, _ = secant._repr_mimebundle_()
    assert data["text/plain"] == secant.caption
    assert "application/vnd.jupyter.widget-view+json" in data
    assert np.asarray(Image.open(io.BytesIO(base64.b64decode(data["image/png"])))).std() > 5


def test_every_grip_has_a_slider_twin(secant):
    assert set(secant.grips) <= set(secant.controls)
    handles = {handle["name"]: handle for handle in secant.live.handles}
    assert handles["at"]["label"] == "point a"
    assert handles["at"]["across"] == [secant.controls["at"].widget.min, secant.controls["at"].widget.max]


def test_an_unknown_explorer_is_told_the_known_ones():
    with pytest.raises(AttributeError, match="secant"):
        _ = explore.sekant


@given(value=st.floats(-5, 5), low=st.floats(-5, 0), high=st.floats(0.1, 5))
@settings(max_examples=25, deadline=None)
def test_a_slider_fits_any_view_without_moving_the_point(value, low, high):
    point = Point(value)
    control = Along("x", point)
    control.fit(low, high)
    assert point.x == value
    step = control.widget.step
    assert low - 1e-9 <= control.widget.min < low + step
    assert high - step < control.widget.max <= high + 1e-9
    assert control.widget.min <= control.widget.value <= control.widget.max


@given(size=st.floats(1e-9, 1e3), sign=st.sampled_from([-1, 1]))
@settings(max_examples=25, deadline=None)
def test_the_step_slider_keeps_the_sign(size, sign):
    step = Step(sign * size)
    control = StepSize("h", step)
    assert control.value == sign * size
    control.widget.value = 0.5
    assert step.value == (sign * 0.5)


@given(value=st.floats(1e-5, 9))
@settings(max_examples=25, deadline=None)
def test_the_browsers_rounding_is_no_move(value):
    step, width = StepSize("h", Step(value)), Log("width", value, 1e-6, 10)
    for control in (step, width):
        told, held = control.widget.value, control.value
        control.widget.value = told * (1 + 1e-13)
        assert control.value == held
        control.widget.value = told * 10 ** (1 / 50)
        assert control.value == pytest.approx(told * 10 ** (1 / 50), rel=1e-9)


def test_a_log_slider_has_the_tenths_of_its_first_value_on_its_grid():
    control = Log("width", 4.0, 1e-6, 10)
    for width in (4, 0.4, 0.04, 0.004):
        control.set(width)
        assert control.widget.value == pytest.approx(width, rel=1e-9)


@pytest.mark.parametrize(
    ("control", "new"),
    [
        (Slide("gamma", 0.1, 0, 1), 0.5),
        (Log("h", 0.1, 1e-8, 1), 0.001),
        (Count("steps", 3, 10), 7),
        (Pick("method", "newton", ["newton", "adam"]), "adam"),
    ],
)
def test_plain_controls_tell_and_reset(control, new):
    first, calls = control.value, []
    control.watch(lambda: calls.append(control.value))
    control.set(new)
    assert calls == [new]
    control.reset()
    assert control.value == first
    control.close()
    control.set(new)
    assert calls == [new, first]


def test_a_longer_walk_is_shown_whole_and_drawn_once():
    explorer = explore.downhill(method="gradient descent", gamma=0.4)
    frames = []
    explorer.live.observe(frames.append, "frame")
    explorer.controls["gamma"].set(0.1)
    assert explorer.controls["shown"].value == explorer.controls["shown"].widget.max
    assert len(frames) == 1
    explorer.close()


@given(low=st.floats(-1e6, 1e6), width=st.floats(1e-3, 1e6))
def test_a_grain_is_a_power_of_ten_that_fits_the_range(low, width):
    step = grain(low, low + width)
    exponent = np.log10(step)
    assert exponent == pytest.approx(round(exponent))
    assert 150 <= (low + width - low) / step <= 2500
