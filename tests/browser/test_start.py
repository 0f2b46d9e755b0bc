"""The first minute of a newcomer: lesson 00 by keyboard and mouse, as its text says."""

import pytest


@pytest.fixture(scope="module")
def lesson(open_lesson):
    lesson = open_lesson("00-start-here.ipynb")
    lesson.wait_for_kernel()
    return lesson


def test_the_first_cells_lead_to_a_picture_that_moves(lesson):
    lesson.cell_with("import numpy")
    lesson.page.locator(".jp-CodeCell .cm-content").first.click()
    for _ in range(4):
        lesson.page.keyboard.press("Shift+Enter")
    picture = lesson.explorer("explore.secant(")
    before = picture.caption
    picture.drag("at", -80)
    assert picture.settled() != before
    assert picture.caption.startswith("Secant of sin(x)")
    assert lesson.errors_in_outputs() == []


def test_the_double_arrow_asks_nothing_and_runs_all(lesson):
    lesson.page.locator("[data-command='notebook:restart-run-all']").click()
    lesson.page.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter((cell) => cell.model.type === 'code').every((cell) => cell.model.executionCount)"""
    )
    lesson.wait_for_kernel()
    assert lesson.explorer("explore.secant(").caption.startswith("Secant of sin(x) at x = 1 ")
    assert lesson.errors_in_outputs() == []
    assert lesson.page.faults == []
