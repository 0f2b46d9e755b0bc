"""The same widgets in Notebook 7 and in Voila, both started plainly: dragged, keyed, and a guess committed.

A plain `jupyter notebook` takes the arrow keys for itself before the page's own parts see them, and none of
our server settings are there.
"""

import sys
from dataclasses import dataclass
from typing import Any

import pytest

from lessons_lib.drills.skills import skill_named
from lessons_lib.formula import Function
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pictures.secant import Secant
from tests.browser.lesson import LivePicture, PlainNotebook, write_notebook
from tests.browser.server import plain_jupyter, voila

NAME = "widgets.ipynb"
CHOICE = """
why = {"yes": "Look from both sides.", "no": "The sides differ."}
predict.choice("Has |x| a slope at 0?", [*why], "no", explain=why, name="front ends: choice")
"""
CELLS = (
    "from lessons_lib import drills, explore, predict",
    'explore.secant("x^2 - 6x + 13", at=1, step=1)',
    'explore.downhill("x^2 - 6x + 13", start=0.5)',
    'predict.number("How steep is x² at 1?", 2, name="front ends: number")',
    CHOICE,
    'drills.drill("product rule", level=1, seed=7)',
)


@dataclass
class Shown:
    """A page with the notebook's widgets, whatever shows them."""

    page: Any
    secant: LivePicture
    downhill: LivePicture


def in_notebook(page, address):
    notebook = PlainNotebook(page, address, NAME)
    notebook.run_all()
    assert notebook.errors_in_outputs() == []


def in_voila(page, address):
    page.goto(f"{address}/voila/render/{NAME}")


FRONT_ENDS = {
    "notebook": (lambda home: plain_jupyter("notebook", home, python=sys.executable), in_notebook),
    "voila": (voila, in_voila),
}


@pytest.fixture(scope="module", params=FRONT_ENDS)
def shown(request, page, tmp_path_factory):
    home = tmp_path_factory.mktemp(request.param)
    write_notebook(home, NAME, CELLS)
    serve, opened = FRONT_ENDS[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONS_HOME", str(home))
        with serve(home) as address:
            page.faults.clear()
            opened(page, address)
            explorers = [page.locator(".lessons-explorer").nth(number) for number in range(2)]
            for explorer in explorers:
                explorer.locator("canvas[data-frame]").wait_for()
            yield Shown(page, *(LivePicture(page, explorer) for explorer in explorers))


@pytest.fixture
def secant(shown):
    shown.secant.output.get_by_role("button", name="Reset").click()
    shown.secant.settled()
    return shown.secant


def sentence(at):
    return Secant(new_figure(), f=Function("x^2 - 6x + 13"), at=at, step=1).caption


def test_a_point_is_dragged(secant):
    before = secant.pixels()
    secant.drag("at", 60)
    assert secant.settled() == sentence(secant.place("at"))
    assert secant.place("at") > 1.3
    assert secant.readout("a") == secant.place("at")
    assert secant.pixels() != before


@pytest.mark.parametrize(("key", "at"), [("ArrowRight", 1.01), ("ArrowDown", 0.99)])
def test_arrow_keys_move_the_slider_and_the_point(secant, key, at):
    secant.slider("a").focus()
    secant.page.keyboard.press(key)
    assert secant.settled() == sentence(at)
    secant.output.get_by_role("button", name="Reset").click()
    secant.settled()
    secant.handle("at").focus()
    secant.page.keyboard.press(key)
    assert secant.settled() == sentence(at)


def test_arrow_keys_choose_from_a_menu(shown):
    menu = shown.downhill.output.locator("select").first
    before, caption = menu.input_value(), shown.downhill.settled()
    menu.focus()
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.press("Tab")
    assert shown.downhill.settled() != caption
    assert menu.input_value() != before


def test_a_number_is_committed_and_judged(shown):
    card = shown.page.locator(".lessons-predict").nth(0)
    card.get_by_label("Your guess").fill("3")
    shown.page.keyboard.press("Enter")
    card.get_by_text("You said 3; it is 2: 1 too high.").wait_for()


def test_a_choice_is_made_by_arrow_keys_and_judged(shown):
    card = shown.page.locator(".lessons-predict").nth(1)
    card.get_by_label("yes").focus()
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.press("Enter")
    card.get_by_text("You said “no”, and so it is.").wait_for()


def test_a_drill_is_answered_from_the_keyboard(shown):
    form = shown.page.locator(".lessons-drill")
    form.get_by_label("Your answer").fill("2x +")
    shown.page.keyboard.press("Enter")
    form.get_by_role("status").get_by_text("stops too early").first.wait_for()
    form.get_by_label("Your answer").fill(skill_named("product rule").exercise(1, 7).answer)
    shown.page.keyboard.press("Enter")
    form.get_by_role("status").get_by_text("Right").first.wait_for()


def test_nothing_of_ours_fails(shown):
    assert [fault for fault in shown.page.faults if "anywidget" in fault or "lessons" in fault] == []
