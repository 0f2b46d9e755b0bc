"""A plain `jupyter lab` in the learner's environment, nothing configured: being installed is all it takes."""

import json

import pytest

from lessons_lib import explore
from lessons_lib.saving import LIVE_VIEW
from tests.browser.lesson import Lesson, write_notebook
from tests.browser.server import plain_jupyter

NAME = "plain.ipynb"
CELL = 'first = explore.secant("x^2", at=1, step=1)\nfirst'
OFF = "--ServerApp.jpserver_extensions={'lessons_lib.server': False}"


def sentence(at):
    secant = explore.secant("x^2", at=at, step=1)
    try:
        return secant.caption
    finally:
        secant.close()


def served_lesson(page, home, *options):
    write_notebook(home, NAME, ["from lessons_lib import explore", CELL])
    return plain_jupyter("lab", home, *options)


@pytest.fixture(scope="module")
def lesson(page, tmp_path_factory):
    home = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONS_HOME", str(home))
        with served_lesson(page, home) as address:
            lesson = Lesson(page, address, NAME)
            lesson.home = home
            yield lesson


@pytest.fixture
def picture(lesson):
    lesson.run_all()
    picture = lesson.explorer(CELL)
    picture.settled()
    return picture


def reopened(lesson):
    lesson.page.wait_for_timeout(500)
    lesson.open()
    lesson.wait_for_kernel()


def drags(picture):
    """Drag the point; say whether the picture went along."""
    before = picture.place("at")
    picture.drag("at", 40 if before < 3 else -40)
    said = picture.settled()
    assert said == sentence(picture.place("at"))
    return picture.place("at") != before


def test_it_says_nothing_of_being_slow_and_follows(picture):
    assert drags(picture)
    assert picture.output.locator(".lessons-live-remark").text_content() == ""


def test_a_reloaded_page_is_alive_and_the_file_holds_no_live_view(lesson, picture):
    lesson.save()
    reopened(lesson)
    assert drags(lesson.explorer(CELL))
    assert LIVE_VIEW not in (lesson.home / NAME).read_text(encoding="utf-8")


def test_a_page_reloaded_before_it_was_saved_again_says_that_the_cell_must_be_run(lesson, picture):
    lesson.save()
    lesson.page.wait_for_timeout(500)
    lesson.restart()
    lesson.run_all()
    reopened(lesson)
    told = lesson.cell_with(CELL)
    told.get_by_text("This picture stands still: run its cell to move it.").wait_for()
    lesson.run_all()
    assert drags(lesson.explorer(CELL))
    assert told.get_by_text("stands still").count() == 0
    stored = json.loads((lesson.home / NAME).read_text(encoding="utf-8"))
    assert "stands still" not in json.dumps(stored)


def test_a_second_window_follows(lesson, picture, browser):
    lesson.save()
    lesson.page.wait_for_timeout(500)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    other = Lesson(page, lesson.address, NAME).explorer(CELL)
    assert drags(other)
    assert picture.comes_to_say(other.caption)
    page.close()


def test_a_renamed_notebook_stays_alive_also_after_a_reload(lesson, picture):
    lesson.save()
    lesson.page.wait_for_timeout(500)
    lesson.rename("renamed.ipynb")
    assert drags(picture)
    reopened(lesson)
    assert drags(lesson.explorer(CELL))
    lesson.rename(NAME)


def test_after_a_restart_the_picture_says_what_to_do(lesson, picture):
    lesson.restart()
    lesson.page.wait_for_function("document.querySelector('.lessons-live-silence:not([hidden])')")
    assert picture.silence == "Not connected: run the cell again."


def test_where_the_server_lacks_the_extension_one_sentence_says_what_to_install(
    browser, tmp_path, monkeypatch
):
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    with served_lesson(page, tmp_path, OFF) as address:
        lesson = Lesson(page, address, NAME)
        lesson.run_all()
        remark = lesson.explorer(CELL).output.locator(".lessons-live-remark")
        remark.get_by_text("pip install").wait_for()
    page.close()
