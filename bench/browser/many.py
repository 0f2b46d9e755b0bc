"""Thirty explorers in one notebook: Run All, scrolling, and the kernel's memory."""

import os
import time

import psutil

from bench.browser.stage import new_page
from tests.browser.lesson import Lesson, write_notebook

NAME, COUNT = "thirty.ipynb", 30
CALLS = (
    'explore.secant("sin x", at={})',
    'explore.slope("x^2 - 6x + 13", at={})',
    'explore.zoom("cbrt x", at={})',
    'explore.step_error("exp x", at={})',
    'explore.downhill("t^4 - 4t^2 + t", start={}, method="momentum")',
    'explore.flat_points("t^4 - 4t^2 + {} t")',
)
FINISHED = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .every((cell) => cell.model.type !== 'code' || cell.model.executionCount)"""
PAINTED = ".lessons-live canvas[data-frame]"


def many(browser, address, folder, seconds):
    """Return what thirty explorers cost: Run All in s, frames a second and gap in ms, memory in MB."""
    calls = [CALLS[number % len(CALLS)].format(1 + 0.01 * number) for number in range(COUNT)]
    write_notebook(folder, NAME, ["from lessons_lib import explore", *calls])
    page = new_page(browser)
    lesson = Lesson(page, address, NAME)
    ran = run_all(lesson)
    pane = page.locator(".jp-WindowedPanel-outer")
    scrolled = pane.evaluate("(pane, seconds) => bench.scroll(pane, seconds)", seconds)
    result = {"run all": ran, **scrolled, **memory(lesson)}
    assert lesson.errors_in_outputs() == []
    page.close()
    return result


def run_all(lesson):
    """Return the seconds from Run All until every cell has run and the pictures in view are painted."""
    lesson.wait_for_kernel()
    started = time.perf_counter()
    lesson.command("notebook:run-all-cells")
    lesson.page.wait_for_function(FINISHED)
    lesson.wait_for_kernel()
    lesson.page.locator(PAINTED).first.wait_for()
    return time.perf_counter() - started


def memory(lesson):
    """Return the kernel's memory: resident and, where the system tells it, proportional."""
    kernel = psutil.Process(int(lesson.run_code("import os; print(os.getpid())")))
    full = kernel.memory_full_info() if os.name != "nt" else kernel.memory_info()
    return {"rss": full.rss / 2**20, "pss": getattr(full, "pss", full.rss) / 2**20}
