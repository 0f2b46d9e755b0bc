"""An arrow and a point guessed in a real JupyterLab: dragged, nudged, typed, committed, tried again."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.browser.lesson import LivePicture
from tools.lesson_source import METADATA

NAME = "99_guesses.ipynb"
ARROW = 'predict.arrow("Which way is steepest up?", "x^2 y + sin y", (1, 2), view=(-3, 3, -1, 5))'
POINT = 'predict.point("Where does it end?", "(x + y)^2 + (x - 1)^2", (1, -1), view=(-3, 3, -3, 3))'
CURVE = 'predict.point("Where is it flat?", "x^2 - 6x + 13", 3, view=(0, 6), start=1)'
SECRETS = ("0.5839", "8.3 degrees", "gradient (4")


class GuessCard(LivePicture):
    """A card with a picture on the page."""

    def __init__(self, lesson, code):
        output = lesson.cell_with(code)
        output.locator(".lessons-predict canvas").wait_for()
        super().__init__(lesson.page, output)

    @property
    def field(self):
        return self.output.get_by_label("Your guess")

    @property
    def said(self):
        return self.output.locator(".verdict").text_content()

    def commit(self):
        self.button("Commit").click()
        return self.told()

    def told(self):
        self.output.locator(".verdict", has_text="You said").wait_for()
        return self.said

    def open(self):
        """Bring the card to the state in which a guess can be made."""
        self.output.scroll_into_view_if_needed()
        if self.button("Try again").is_visible():
            self.button("Try again").click()
        self.button("Commit").wait_for()
        self.handle("guess").wait_for()
        return self


@pytest.fixture(scope="module")
def lesson(open_lesson, address, learner_home):
    cells = [
        new_markdown_cell("# Guess where arrows point"),
        new_code_cell("from lessons_lib import predict"),
        *map(new_code_cell, (ARROW, POINT, CURVE)),
    ]
    book = new_notebook(cells=cells, metadata=METADATA)
    nbformat.write(book, learner_home / "notebooks" / NAME)
    lesson = open_lesson(NAME)
    lesson.run_all()
    return lesson


@pytest.fixture
def arrow(lesson):
    return GuessCard(lesson, ARROW).open()


@pytest.fixture
def point(lesson):
    return GuessCard(lesson, POINT).open()


def test_before_a_guess_nothing_in_the_page_gives_it_away(arrow):
    page = arrow.output.evaluate("(node) => node.outerHTML")
    assert [secret for secret in SECRETS if secret in page] == []
    assert "not answered yet" in arrow.caption


def test_a_commitment_without_a_guess_asks_for_one(arrow):
    arrow.button("Commit").click()
    arrow.output.get_by_text("Drag the tip of the arrow first").wait_for()
    assert arrow.field.evaluate("(node) => node === document.activeElement")


def test_an_arrow_is_dragged_committed_and_turned_again(arrow):
    before = arrow.pixels()
    arrow.drag("guess", -20, -70)
    assert "your arrow at (1, 2) points at" in arrow.settled()
    assert arrow.field.input_value().startswith("(")
    assert not any(secret in arrow.caption for secret in SECRETS)
    said = arrow.commit()
    assert "it is (4, 0.5839):" in said
    assert "degrees off" in said
    assert arrow.settled().endswith("degrees off.")
    assert arrow.handle("guess").is_hidden()
    assert arrow.pixels() != before
    arrow.button("Try again").click()
    arrow.handle("guess").wait_for()
    assert "gradient" not in arrow.settled()


def test_an_arrow_is_turned_by_keyboard_alone(arrow):
    arrow.handle("guess").focus()
    for _ in range(3):
        arrow.page.keyboard.press("Shift+ArrowUp")
    arrow.settled()
    typed = arrow.field.input_value()
    arrow.page.keyboard.press("Enter")
    assert arrow.told().startswith(f"You said {typed}")
    focused = arrow.page.evaluate("document.activeElement.innerText")
    assert focused == "Try again"
    arrow.page.keyboard.press("Enter")
    arrow.button("Commit").wait_for()
    assert arrow.output.get_by_text("Your first guess:").is_visible()


def test_typing_is_the_twin_of_dragging(arrow):
    arrow.field.fill("(0, 1)")
    arrow.output.get_by_text("points at 90 degrees").first.wait_for()
    arrow.field.fill("(4, 0.")
    arrow.field.fill("(4, 0.6)")
    arrow.output.get_by_text("points at 8.5 degrees").first.wait_for()
    assert arrow.field.input_value() == "(4, 0.6)"
    arrow.field.press("Enter")
    assert "near enough" in arrow.told()
    assert arrow.output.get_by_text("truth: (4, 0.5839)").is_visible()
    assert arrow.button("Try again").is_hidden()


def test_running_the_cell_again_shows_the_guess(lesson):
    card = GuessCard(lesson, ARROW)
    lesson.command("notebook:run-cell")
    card.output.get_by_text("truth: (4, 0.5839)").wait_for()
    assert "it is (4, 0.5839)" in card.told()


def test_a_point_is_dragged_and_the_gap_is_named(point):
    assert "(1, −1)" not in point.output.evaluate("(node) => node.outerHTML")
    point.drag("guess", 40, 20)
    assert "your point is (" in point.settled()
    said = point.commit()
    assert "it is (1, −1):" in said
    assert "away" in said
    assert point.settled().endswith("away.")


def test_a_point_rides_on_its_curve(lesson):
    card = GuessCard(lesson, CURVE).open()
    card.drag("guess", 60, 200)
    assert card.settled().startswith("The curve of x² − 6x + 13: your point is (")
    x = float(card.field.input_value())
    assert 1 < x < 3
    assert card.commit().startswith(f"You said x = {card.field.input_value()}; it is x = 3:")


@pytest.mark.parametrize("code", [ARROW, POINT, CURVE])
def test_nothing_of_ours_fails_an_accessibility_check(lesson, code):
    GuessCard(lesson, code)
    results = Axe().run(lesson.page, context={"include": [[".lessons-predict"]]})
    serious = [each for each in results.response["violations"] if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []


def test_the_page_had_no_fault(lesson):
    assert lesson.page.faults == []
    assert lesson.errors_in_outputs() == []
