"""Pictures that feel alive: shared points, sliders ahead of their own messages, a teacher's needs, faults."""

import pytest

from lessons_lib.formula import Function
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pictures.secant import Secant
from lessons_lib.pictures.slope import Slope
from tests.browser.lesson import Lesson, comes_true, write_notebook

NAME = "alive.ipynb"
CELLS = [
    "from lessons_lib import explore\nfrom lessons_lib.state import Point\np = Point(1)",
    'first = explore.secant("x^2", at=p)\nfirst',
    'second = explore.slope("x^3", at=p)\nsecond',
    'third = explore.zoom("x^2", at=p)\nthird',
    'fourth = explore.secant("sin x", at=p)\nfourth',
    'fifth = explore.slope("e^x", at=p)\nfifth',
    'sixth = explore.slope("x^2", at=p)\nsixth',
]
FIRST, SIXTH = "first = explore", "sixth = explore"


def secant(at):
    return Secant(new_figure(), f=Function("x^2"), at=at, step=1).caption


def slope(at):
    return Slope(new_figure(9, 4.2), f=Function("x^2"), at=at).caption


@pytest.fixture(scope="module")
def lesson(learner_home, open_lesson):
    write_notebook(learner_home / "notebooks", NAME, CELLS)
    lesson = open_lesson(NAME)
    lesson.run_all()
    return lesson


@pytest.fixture
def first(lesson):
    picture = lesson.explorer(FIRST)
    picture.button("Reset").click()
    picture.settled()
    return picture


@pytest.fixture
def traffic(lesson):
    """Reload the page, run all and count the messages of a kind that the browser sends."""
    counted = []

    def count(data):
        counted.append(data if isinstance(data, bytes) else data.encode())

    lesson.page.on("websocket", lambda socket: socket.on("framesent", count))
    lesson.open()
    lesson.run_all()

    def kind(word):
        wanted = f'"kind":"{word}"'.encode()
        return sum(wanted in each for each in counted)

    return kind


def test_dragging_in_one_of_six_moves_all(lesson, first):
    first.drag("at", 60)
    first.settled()
    place = first.place("at")
    assert place > 1.2
    assert first.caption == secant(place)
    for name in ("second", "third", "fourth", "fifth", "sixth"):
        assert f"x = {place:g}" in lesson.explorer(f"{name} = explore").settled()
    assert lesson.explorer(SIXTH).caption == slope(place)


def test_a_picture_out_of_sight_is_not_drawn_until_it_is_back(lesson, first):
    far = lesson.explorer(SIXTH)
    far.settled()
    canvas = far.canvas.element_handle()
    near = lesson.explorer(FIRST)
    before = canvas.evaluate("(canvas) => canvas.dataset.frame")
    near.page.wait_for_timeout(300)
    near.drag("at", 40)
    near.settled()
    assert canvas.evaluate("(canvas) => canvas.dataset.frame") == before
    assert lesson.explorer(SIXTH).settled() == slope(near.place("at"))


def test_a_dragged_slider_sends_its_own_messages_and_the_picture_ends_where_it_does(lesson, traffic):
    first = lesson.explorer(FIRST)
    first.settled()
    first.drag_slider("a", 40)
    # The first move and the last one, however slow the machine is.
    assert traffic("slide") >= 2
    assert first.settled() == secant(first.readout("a"))
    assert first.readout("a") == first.place("at") != 1


def test_a_dragged_point_makes_no_messages_of_sliders(lesson, traffic):
    first = lesson.explorer(FIRST)
    first.drag("at", 40)
    first.settled()
    assert traffic("move") > 0
    assert traffic("slide") == 0


def test_a_frozen_picture_stays_as_it_is(first):
    first.button("Freeze").click()
    first.page.wait_for_timeout(300)
    first.drag("at", 60)
    first.handle("step").focus()
    first.page.keyboard.press("ArrowRight")
    first.drag_slider("a", 40)
    assert first.settled() == secant(1)
    assert first.place("at") == 1
    assert first.button("Freeze").get_attribute("aria-pressed") == "true"
    first.button("Freeze").click()
    first.page.wait_for_timeout(300)
    first.drag("at", 60)
    assert first.settled() == secant(first.place("at")) != secant(1)


def test_the_sentence_can_be_read_from_the_back_row(first):
    size = "(node) => parseFloat(getComputedStyle(node).fontSize)"
    caption = first.output.locator(".lessons-live-caption")
    desk = caption.evaluate(size)
    first.button("Large text").click()
    assert caption.evaluate(size) >= 1.7 * desk
    first.button("Large text").click()
    assert caption.evaluate(size) == desk


def test_the_classroom_enlarges_what_is_on_the_page(lesson, first):
    before = first.pixels()
    lesson.run_code("import lessons_lib; lessons_lib.classroom()")
    first.page.wait_for_function("document.querySelector('.lessons-large')")
    first.settled()
    assert first.pixels() != before
    lesson.run_code("lessons_lib.classroom(False)")
    first.page.wait_for_function("!document.querySelector('.lessons-large')")
    first.settled()
    assert first.pixels() == before


def test_a_fault_is_told_the_last_picture_stays_and_the_next_good_state_clears_it(lesson, first):
    lesson.run_code(
        "draw = first.picture.move\n"
        "def fail(**state):\n"
        "    if state['at'] > 1.5: raise ValueError('too far to the right')\n"
        "    return draw(**state)\n"
        "first.picture.move = fail"
    )
    first.drag("at", 120)
    assert comes_true(lambda: "too far to the right" in first.error)
    assert first.settled() == secant(first.place("at"))
    assert first.place("at") <= 1.5
    first.button("Reset").click()
    assert comes_true(lambda: first.error == "")
    assert first.settled() == secant(1)
    lesson.run_code("first.picture.move = draw")


def test_an_interrupt_in_mid_drag_is_survived(lesson, first):
    first.drag("at", 30, release=False)
    lesson.command("notebook:interrupt-kernel")
    first.page.mouse.up()
    lesson.wait_for_kernel()
    first.drag("at", 30)
    assert first.settled() == secant(first.place("at"))
    assert not first.silence


def test_a_slow_picture_is_never_more_than_one_frame_behind(lesson, first, traffic):
    lesson.run_code(
        "import time\n"
        "draw = first.picture.move\n"
        "first.picture.move = lambda **state: (time.sleep(0.1), draw(**state))[1]"
    )
    first = lesson.explorer(FIRST)
    sent = traffic("move")
    first.drag("at", 80)
    first.page.wait_for_timeout(150)
    in_time = traffic("move") - sent
    first.settled()
    assert first.caption == secant(first.place("at"))
    assert in_time <= traffic("move") - sent <= in_time + 1
    lesson.run_code("first.picture.move = draw")


def save_and_open_again(lesson):
    lesson.save()
    lesson.page.wait_for_timeout(500)
    lesson.open()
    lesson.wait_for_kernel()


def test_a_reloaded_page_finds_its_pictures_alive_while_their_kernel_runs(lesson, first):
    first.drag("at", 30)
    first.settled()
    place = first.place("at")
    save_and_open_again(lesson)
    again = lesson.explorer(FIRST)
    assert again.settled() == secant(place)
    again.drag("at", 30)
    assert again.settled() == secant(again.place("at")) != secant(place)


def test_a_page_opened_after_a_restart_has_the_stored_pictures(lesson):
    save_and_open_again(lesson)
    lesson.restart()
    lesson.open()
    picture = lesson.cell_with(FIRST)
    picture.locator("img").wait_for()
    assert "Error" not in picture.text_content()
    lesson.run_all()


@pytest.mark.parametrize("end", ["restarted", "killed"])
def test_a_picture_outlives_its_kernel_and_says_what_to_do(lesson, first, end):
    before = first.pixels()
    lesson.restart() if end == "restarted" else lesson.kill()
    first.page.wait_for_function("document.querySelector('.lessons-live-silence:not([hidden])')")
    assert first.silence == "Not connected: run the cell again."
    assert first.pixels() == before
    lesson.run_all()
    again = lesson.explorer(FIRST)
    again.drag("at", 30)
    assert again.settled() == secant(again.place("at"))
    assert not again.silence


def test_two_windows_on_one_kernel_follow_each_other(lesson, first, browser):
    lesson.save()
    lesson.page.wait_for_timeout(500)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    other = Lesson(page, lesson.address, NAME).explorer(FIRST)
    assert other.comes_to_say(secant(1))
    other.drag("at", 60)
    assert other.settled() == secant(other.place("at"))
    assert first.comes_to_say(other.caption)
    first.drag("at", -30)
    assert first.settled() == secant(first.place("at"))
    assert other.comes_to_say(first.caption)
    assert other.pixels() == first.pixels()
    page.close()
