"""Lesson 01 as a learner meets it: seen, run, slid, dragged, nudged, saved and found again."""

import json
from itertools import pairwise

import pytest

from lessons_lib.formula import Function
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pictures.secant import Secant
from tests.browser.lesson import comes_true

LESSON = "01-derivatives.ipynb"
SECANT = 'explore.secant("x^2 - 6x + 13", at=4'


def sentence(at, step):
    return Secant(new_figure(), f=Function("x^2 - 6x + 13"), at=at, step=step).caption


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson(LESSON)


@pytest.fixture(scope="module")
def unrun(lesson):
    """What the page shows before anything runs."""
    pictures = lesson.cell_with(SECANT).locator("img")
    pictures.first.wait_for()
    return [
        pictures.nth(k).evaluate("(img) => [img.naturalWidth, img.width]") for k in range(pictures.count())
    ]


@pytest.fixture(scope="module")
def secant(lesson, unrun):
    lesson.run_all()
    return lesson.explorer(SECANT)


@pytest.fixture
def at_start(secant):
    secant.output.get_by_role("button", name="Reset").click()
    secant.settled()
    return secant


def test_stored_pictures_are_seen_before_anything_runs(unrun):
    assert len(unrun) == 1
    assert unrun[0][0] == 2 * unrun[0][1] == 1400


def test_every_cell_runs_without_error(lesson, secant):
    assert lesson.errors_in_outputs() == []


def test_the_caption_is_the_one_of_the_start(at_start):
    assert at_start.caption == sentence(4, 1)


def test_a_slider_moves_the_picture_by_keyboard(at_start):
    before = at_start.pixels()
    at_start.slider("a").focus()
    for _ in range(5):
        at_start.page.keyboard.press("ArrowRight")
    assert at_start.settled() == sentence(4.05, 1)
    assert at_start.pixels() != before
    assert at_start.place("at") == 4.05


def test_the_arrow_keys_nudge_a_point(at_start):
    before = at_start.pixels()
    at_start.handle("at").focus()
    at_start.page.keyboard.press("ArrowRight")
    at_start.page.keyboard.press("Shift+ArrowRight")
    assert at_start.settled() == sentence(4.11, 1)
    assert at_start.pixels() != before


def test_a_point_is_dragged_by_mouse(at_start):
    before = at_start.pixels()
    at_start.drag("at", 60)
    caption = at_start.settled()
    assert at_start.place("at") > 4.3
    assert caption == sentence(at_start.place("at"), 1)
    assert at_start.pixels() != before


def test_a_drag_past_the_end_stops_there_and_comes_back(at_start):
    at_start.drag("at", 900, release=False)
    right = at_start.settled()
    limit = at_start.place("at")
    at_start.page.mouse.move(*at_start.middle("at"))
    at_start.page.mouse.up()
    assert right == sentence(limit, 1)
    at_start.drag("at", -150)
    caption = at_start.settled()
    assert caption == sentence(at_start.place("at"), 1)
    assert at_start.place("at") < limit - 1


def test_the_second_point_may_pass_the_first(at_start):
    at_start.drag("step", -200)
    at_start.settled()
    step = round(at_start.place("step") - 4, 6)
    assert at_start.settled() == sentence(4, step)
    assert step < 0


def test_both_twins_agree(at_start):
    at_start.drag("at", 40)
    at_start.settled()
    assert at_start.readout("a") == at_start.place("at")


def test_a_typed_function_is_read_or_answered_with_a_caret(at_start):
    field = at_start.output.locator("input[type=text]").first
    field.fill("x^2 + )")
    field.press("Enter")
    assert comes_true(lambda: at_start.error)
    assert "^" in at_start.error.splitlines()[-1]
    field.fill("sin 2x")
    field.press("Enter")
    assert comes_true(lambda: not at_start.error)
    assert comes_true(lambda: "sin" in at_start.caption)


def test_the_handle_follows_while_a_cell_keeps_the_kernel_busy(lesson, at_start):
    lesson.page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute(
            { code: 'import time; end = time.time() + 2\\nwhile time.time() < end: pass' }); }"""
    )
    x, y = at_start.middle("at")
    at_start.page.mouse.move(x, y)
    at_start.page.mouse.down()
    places = at_start.handle("at").evaluate(
        """async (node, [x, y]) => {
            const seen = [];
            for (let step = 1; step <= 40; step += 1) {
                const where = { pointerId: 1, clientX: x + step, clientY: y, bubbles: true };
                node.dispatchEvent(new PointerEvent('pointermove', where));
                await new Promise(requestAnimationFrame);
                seen.push(node.getBoundingClientRect().x);
            }
            return seen;
        }""",
        [x, y],
    )
    at_start.page.mouse.up()
    assert all(one < other for one, other in pairwise(places))
    lesson.wait_for_kernel()
    assert at_start.settled() == sentence(at_start.place("at"), 1)


def test_a_second_view_shows_the_state_and_follows(lesson, at_start):
    at_start.handle("at").focus()
    at_start.page.keyboard.press("ArrowRight")
    at_start.settled()
    other = lesson.another_view(SECANT)
    assert other.caption == sentence(4.01, 1)
    other.handle("at").focus()
    other.page.keyboard.press("ArrowRight")
    assert other.settled() == at_start.settled() == sentence(4.02, 1)
    assert other.pixels() == at_start.pixels()


def test_the_log_console_is_free_of_errors(lesson, secant):
    assert lesson.page.faults == []
    assert "No log messages." in lesson.log_console()


def test_saved_and_reopened_without_a_kernel_the_picture_is_there(lesson, at_start, learner_home):
    lesson.save()
    lesson.page.wait_for_timeout(500)
    lesson.close()
    stored = json.loads((learner_home / "notebooks" / LESSON).read_text())
    kinds = {
        kind
        for cell in stored["cells"]
        for output in cell.get("outputs", [])
        for kind in output.get("data", {})
    }
    assert "image/png" in kinds
    assert "application/vnd.jupyter.widget-view+json" not in kinds
    lesson.open()
    picture = lesson.cell_with(SECANT).locator("img").first
    picture.wait_for()
    assert picture.evaluate("(img) => img.naturalWidth") == 1400
