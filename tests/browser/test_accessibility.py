"""axe-core over every lesson: no serious fault in anything of ours, all of it in view, in both themes.

axe judges contrast only where it believes that something can be seen. It skips what is scrolled out of view,
so the window is made as tall as the lesson; and it takes JupyterLab's page for hidden, since the page's body
has no height and clips what hangs out of it, so the body is given one.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from lessons_lib import contents

LESSONS = [each.notebook for each in contents.LESSONS]
OURS = ".lessons-explorer, .lessons-live, .lessons-predict, .lessons-drill"
DRAWN = "canvas[data-frame], .lessons-predict label, .lessons-drill"
WINDOW = {"width": 1280, "height": 1000}
WIDGETS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map((cell, number) => [cell.model, number])
    .filter(([model]) => model.type === 'code' && model.outputs.toJSON()
        .some((output) => output.data?.['application/vnd.jupyter.widget-view+json']))
    .map(([, number]) => number)"""
SCROLL = "(number) => window.jupyterapp.shell.currentWidget.content.scrollToItem(number, 'start')"
HEIGHT = "() => document.querySelector('.jp-WindowedPanel-outer').scrollHeight + 200"
STRETCHED = """(height) => {
    const pane = document.querySelector('.jp-WindowedPanel-outer');
    document.body.style.height = '100vh';
    pane.scrollTop = 0;
    return pane.clientHeight > height - 400 && pane.scrollTop === 0;
}"""


def see_all(lesson):
    """Scroll to each cell with a widget until it is drawn, then make the window as tall as the lesson."""
    lesson.command("notebook:show-all-cell-outputs")
    for number in lesson.page.evaluate(WIDGETS):
        lesson.page.evaluate(SCROLL, number)
        cell = lesson.page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{number}']")
        cell.locator(DRAWN).first.wait_for()
    height = lesson.page.evaluate(HEIGHT)
    lesson.page.set_viewport_size({**WINDOW, "height": height})
    lesson.page.wait_for_function(STRETCHED, arg=height)


def serious(page, **options):
    """Return what axe finds serious or critical in ours: the rule and the element."""
    report = Axe().run(
        page, context={"include": [[OURS]]}, options={"resultTypes": ["violations"], **options}
    )
    faults = (each for each in report.response["violations"] if each["impact"] in {"serious", "critical"})
    return [(each["id"], node["html"]) for each in faults for node in each["nodes"]]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, open_lesson):
    lesson = open_lesson(request.param)
    lesson.run_all()
    see_all(lesson)
    yield lesson
    lesson.page.set_viewport_size(WINDOW)
    lesson.command("apputils:change-theme", {"theme": "JupyterLab Light"})
    lesson.close()


def test_all_of_it_is_looked_at(lesson):
    captions = lesson.page.locator(".lessons-live-caption")
    captions.evaluate_all("(nodes) => nodes.forEach((node) => (node.style.color = '#bbb'))")
    pale = [html for rule, html in serious(lesson.page) if rule == "color-contrast"]
    captions.evaluate_all("(nodes) => nodes.forEach((node) => node.style.removeProperty('color'))")
    assert len(pale) == captions.count() > 0


def test_nothing_of_ours_has_a_serious_fault(lesson):
    assert serious(lesson.page) == []


def test_all_of_ours_can_be_read_in_the_dark(lesson):
    lesson.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
    lesson.page.locator("body[data-jp-theme-light='false']").wait_for()
    assert serious(lesson.page, runOnly=["color-contrast"]) == []
