"""The card of a drill in a real JupyterLab: answers, mistakes, help, going on, loading again, keys alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.lesson import write_notebook

NAME = "98_drills.ipynb"
OWN = """
from tests.drills.card_support import CHOICE, GRADIENT, HESSIAN, WAVE, Listener, card_of
memory = Listener()
"""
WAVE, GRADIENT = "card_of(WAVE, CHOICE, memory=memory)", "card_of(GRADIENT, memory=memory)"
HESSIAN, FIVE = "card_of(HESSIAN, memory=memory)", "five(2)"
MISTAKES = {
    "2x cos x": "not the product of the derivatives",
    "2x sin x": "one of them is missing",
    "2x + cos x": "added the factors' derivatives",
    "2x sin x - x^2 cos x": "the minus belongs to the quotient rule",
    "x sin x + x^2 cos x": "look at the number in front",
}


class DrillCard:
    """A card on the page."""

    def __init__(self, lesson, code):
        self.page, self.output = lesson.page, lesson.cell_with(code)
        self.form = self.output.locator(".lessons-drill")
        self.form.wait_for()

    def button(self, name):
        return self.output.get_by_role("button", name=name, exact=True)

    @property
    def field(self):
        return self.output.get_by_label("Your answer")

    @property
    def feedback(self):
        return self.output.get_by_role("status").text_content()

    def check(self, answer):
        before = self.feedback
        self.field.fill(answer)
        self.field.press("Enter")
        self.page.wait_for_function(
            "([node, before]) => node.textContent !== before",
            arg=[self.output.get_by_role("status").element_handle(), before],
        )
        return self.feedback

    def comes_to_say(self, words):
        self.output.get_by_text(words).first.wait_for()

    @property
    def focused(self):
        return self.page.evaluate(
            "() => { const now = document.activeElement; return now.ariaLabel || now.innerText || now.id; }"
        )


@pytest.fixture(scope="module")
def lesson(open_lesson, address, learner_home):
    cells = [OWN, "from lessons_lib.drills import five", WAVE, GRADIENT, HESSIAN, FIVE]
    write_notebook(learner_home / "notebooks", NAME, cells)
    lesson = open_lesson(NAME)
    lesson.wait_for_kernel()
    lesson.run_code("import sys; sys.path.insert(0, '{}')".format(__file__.partition("/tests/")[0]))
    lesson.run_all()
    assert lesson.errors_in_outputs() == []
    return lesson


@pytest.fixture
def wave(lesson):
    return fresh(lesson, WAVE)


def fresh(lesson, code):
    """Run a card's cell again: a card on which nothing has happened."""
    lesson.cell_with(code)
    lesson.command("notebook:run-cell")
    lesson.wait_for_kernel()
    lesson.page.wait_for_timeout(200)
    return DrillCard(lesson, code)


def outcomes(lesson):
    return lesson.run_code("print(*memory.outcomes[-2:])").split()


def test_a_right_answer_in_an_unusual_form(lesson, wave):
    assert "Right" in wave.check("x (sin(x) + sin(x) + x cos(x))")
    assert wave.button("Next").is_visible()
    assert wave.focused == "Next"
    assert outcomes(lesson)[-1:] == ["right"]


@pytest.mark.parametrize(("answer", "words"), MISTAKES.items())
def test_a_known_mistake_is_named(lesson, wave, answer, words):
    said = wave.check(answer)
    assert words in said
    assert "it should be" in said
    assert wave.field.input_value() == answer
    assert wave.field.evaluate("(node) => node === document.activeElement")
    assert outcomes(lesson)[-1:] == ["wrong"]


def test_the_preview_follows_and_points_to_the_place(wave):
    wave.field.fill("2x cos(x")
    wave.comes_to_say("A closing ) is missing")
    assert wave.output.locator(".preview mark").text_content() == "("
    wave.field.fill("1/2x")
    wave.comes_to_say("is read as (1/2)·x")
    assert wave.output.locator(".preview mfrac").count() == 1


def test_a_hint_says_its_cost_before_and_costs_it(lesson, wave):
    wave.comes_to_say("A hint: the question then counts as “with a hint”.")
    wave.button("Hint").click()
    wave.output.locator(".hints li").first.wait_for()
    wave.comes_to_say("This question now counts as “with a hint”.")
    wave.check("2x sin x + x^2 cos x")
    assert outcomes(lesson)[-1:] == ["hint"]


def test_a_worked_solution_then_again_and_next(lesson, wave):
    wave.field.fill("2x")
    wave.button("Show me").click()
    steps = wave.output.get_by_role("list", name="Worked solution")
    steps.wait_for()
    assert steps.get_by_role("listitem").count() >= 3
    assert wave.field.get_attribute("readonly") is not None
    wave.button("Try again").click()
    steps.wait_for(state="hidden")
    assert wave.field.input_value() == "2x"
    wave.button("Show me").click()
    wave.button("Next").click()
    wave.comes_to_say("Which kind?")
    wave.output.get_by_label("saddle").check()
    wave.button("Check").click()
    wave.comes_to_say("Right.")
    assert outcomes(lesson) == ["shown", "right"]


def test_before_an_answer_the_page_does_not_hold_it(lesson):
    card = fresh(lesson, GRADIENT)
    card.check("[1, 1]")
    card.output.locator("img").wait_for()
    page = card.output.evaluate("(node) => node.outerHTML")
    assert "your arrow at (1, 2) is (1, 1)" in page
    assert "(4, 5)" not in page
    assert "should be" not in card.feedback
    card.button("Show me").click()
    card.comes_to_say("the gradient (4, 5)")


def test_a_matrix_in_a_grid_of_a_chosen_shape(lesson):
    card = fresh(lesson, HESSIAN)
    card.button("Type it in a grid").click()
    card.output.get_by_label("Columns").fill("3")
    card.output.get_by_label("row 1, column 3").wait_for()
    card.output.get_by_label("Columns").fill("2")
    for place, entry in {"1, column 1": "2y", "1, column 2": "2x", "2, column 1": "2x"}.items():
        card.output.get_by_label(f"row {place}").fill(entry)
    last = card.output.get_by_label("row 2, column 2")
    last.fill("sin y")
    last.press("Enter")
    card.comes_to_say("3 of 4 entries are right")
    assert last.get_attribute("data-right") == "false"
    last.fill("-sin y")
    last.press("Enter")
    card.comes_to_say("Right: the two are equal.")


def test_the_page_is_loaded_again_and_the_work_goes_on(lesson, wave):
    wave.check("2x cos x")
    wave.field.fill("2x sin x + ")
    wave.comes_to_say("The formula stops too early")
    lesson.save()
    lesson.open()
    lesson.wait_for_kernel()
    card = DrillCard(lesson, WAVE)
    card.comes_to_say("At x = 1.3")
    assert card.field.input_value() == "2x sin x + "
    assert "Right" in card.check("2x sin x + x^2 cos x")


def answer_and_ask_for_all_help(wave):
    """Type a wrong answer, take a hint and the solution; no mouse."""
    page = wave.page
    wave.field.focus()
    page.keyboard.type("2x cos x")
    page.keyboard.press("Enter")
    wave.comes_to_say("At x = 1.3")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert wave.focused == "Hint"
    page.keyboard.press("Space")
    wave.output.locator(".hints li").first.wait_for()
    page.wait_for_timeout(200)
    assert wave.focused.startswith("Another hint")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wave.output.locator(".steps li").first.wait_for()
    page.wait_for_timeout(200)
    assert wave.focused == "Worked solution"


def test_by_keyboard_alone(wave):
    answer_and_ask_for_all_help(wave)
    page = wave.page
    for _ in range(8):
        if wave.focused == "Next":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wave.comes_to_say("Which kind?")
    page.wait_for_timeout(200)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wave.comes_to_say("That is not it.")
    assert wave.output.locator("input:checked").input_value() in ("minimum", "maximum")


def test_running_the_cell_again_closes_the_old_card(lesson):
    count = "from ipywidgets.widgets.widget import _instances; print(len(_instances))"
    fresh(lesson, HESSIAN)
    before = lesson.run_code(count)
    for _ in range(3):
        fresh(lesson, HESSIAN)
    assert lesson.run_code(count) == before


def test_one_of_the_five_is_rated_and_says_what_to_read(lesson):
    card = fresh(lesson, FIVE)
    card.check("2 A' (A x - b)")
    card.button("Next").click()
    card.comes_to_say("Find the Hessian")
    card.button("Show me").click()
    card.button("wobbly").click()
    card.button("Next").click()
    card.comes_to_say("1 of 5 problems done")
    link = card.output.get_by_role("link").first
    assert link.get_attribute("href").startswith("03-gradients.ipynb#")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("code", [WAVE, HESSIAN, GRADIENT])
def test_no_accessibility_violation(lesson, theme, code):
    lesson.command("apputils:change-theme", {"theme": theme})
    card = fresh(lesson, code)
    for step in ("open", "wrong", "shown"):
        if step == "wrong":
            card.check(
                "[[2y, 1], [2x, 1]]" if code == HESSIAN else "[1, 1]" if code == GRADIENT else "2x cos x"
            )
            card.button("Hint").click()
            card.output.locator(".hints li").first.wait_for()
        if step == "shown":
            card.button("Show me").click()
            card.output.locator(".steps li").first.wait_for()
        report = Axe().run(lesson.page, context=".lessons-drill")
        assert report.violations_count == 0, report.generate_report()
    lesson.command("apputils:change-theme", {"theme": "JupyterLab Light"})
