"""Flash cards and a derivation line by line in a real JupyterLab, by keys alone."""

import pytest

from tests.browser.lesson import write_notebook

NAME = "97_flash.ipynb"
OWN = """
from lessons_lib.drills import derive, flash_cards
from tests.drills.card_support import Listener
memory = Listener()
"""
CARDS = "cards = flash_cards(memory=memory); cards"
LINES = 'lines = derive("derivative of sin(x) e^(2x) in x", memory=memory); lines'


@pytest.fixture(scope="module")
def lesson(open_lesson, learner_home):
    write_notebook(learner_home / "notebooks", NAME, [OWN, CARDS, LINES])
    lesson = open_lesson(NAME)
    lesson.wait_for_kernel()
    lesson.run_code("import sys; sys.path.insert(0, '{}')".format(__file__.partition("/tests/")[0]))
    lesson.run_all()
    assert lesson.errors_in_outputs() == []
    return lesson


def fresh(lesson, code):
    """Run a card's cell again and return its output."""
    output = lesson.cell_with(code)
    lesson.command("notebook:run-cell")
    lesson.wait_for_kernel()
    lesson.run_code("memory.told.clear()")
    lesson.page.wait_for_timeout(200)
    output.locator(".lessons-drill").wait_for()
    return output


def outcomes(lesson):
    return lesson.run_code(
        "print(*memory.outcomes, *[each.outcome for each in memory.told if each.rating])"
    ).split()


def focused(lesson):
    return lesson.page.evaluate("() => document.activeElement.ariaLabel || document.activeElement.id")


def comes_to_focus(lesson, words):
    lesson.page.wait_for_function(
        "(words) => (document.activeElement.ariaLabel ?? '').includes(words)", arg=words
    )


def says(output, words):
    output.get_by_text(words).first.wait_for()


def asked_for(lesson):
    """Return the answer of the card that lies on top."""
    return lesson.run_code("print(cards.slope.exercise.answer)").strip()


def test_the_cards_are_turned_and_rated_by_keys(lesson):
    output, keys = fresh(lesson, CARDS), lesson.page.keyboard
    says(output, "10 cards left")
    face = output.get_by_role("button", name="turn the card")
    first = face.get_attribute("aria-label")
    assert output.locator("img").count() == 0
    face.focus()
    keys.press("Space")
    comes_to_focus(lesson, "The slope of")
    output.locator("img").wait_for()
    assert "dashed; at x = 1 the slope is" in output.locator("img").get_attribute("alt")
    keys.press("3")
    says(output, "10 cards left, 1 of them again")
    for left in ("9 cards left", "8 cards left"):
        comes_to_focus(lesson, "turn the card")
        assert focused(lesson) != first
        keys.press("Enter")
        comes_to_focus(lesson, "The slope of")
        keys.press("1")
        says(output, left)
    comes_to_focus(lesson, "turn the card")
    assert focused(lesson) == first
    assert outcomes(lesson).count("shown") == 1
    assert outcomes(lesson).count("right") == 2


def test_a_slope_is_typed(lesson):
    output, keys = fresh(lesson, CARDS), lesson.page.keyboard
    field = output.get_by_label("Or type it")
    field.fill("7 + 3 sin(x)^2")
    field.press("Enter")
    says(output, "it should be")
    says(output, "After a wrong answer the card comes again.")
    field.fill("sin(")
    output.locator(".preview mark").wait_for()
    assert output.locator(".back").is_hidden()
    field.fill(asked_for(lesson))
    field.press("Enter")
    comes_to_focus(lesson, "The slope of")
    assert output.get_by_role("button", name="knew it").is_hidden()
    keys.press("1")
    keys.press("2")
    says(output, "1 of them again")
    lesson.page.wait_for_function("() => document.activeElement.id.endsWith('-answer')")
    assert output.get_by_label("Or type it").input_value() == ""
    assert outcomes(lesson) == ["wrong", "hint"]


def test_a_derivation_is_typed_line_by_line(lesson):
    output, keys = fresh(lesson, LINES), lesson.page.keyboard
    output.get_by_label("Line 1").focus()
    keys.type("d/dx(sin x) e^(2x) + sin x d/dx(e^(2x))")
    output.locator(".lines mfrac").first.wait_for()
    keys.press("Enter")
    keys.type("cos(x) e^(2x) + sin(x) e^(2x)")
    assert output.get_by_label("Line 2").input_value() == "cos(x) e^(2x) + sin(x) e^(2x)"
    says(output, "So far all is right")
    keys.press("Enter")
    says(output, "Line 2 does not follow")
    comes_to_focus(lesson, "Line 2")
    assert output.get_by_label("Line 3").count() == 0
    assert output.get_by_label("Line 2").get_attribute("aria-invalid") == "true"
    assert output.get_by_label("Line 1").get_attribute("aria-invalid") == "false"
    output.get_by_label("Line 2").fill("cos(x) e^(2x) + 2 sin(x) e^(2x)")
    keys.press("Enter")
    says(output, "That is the derivative, in 2 lines.")
    assert outcomes(lesson) == ["wrong", "right"]


def test_the_next_line_is_shown_for_a_cost_told_before(lesson):
    output, keys = fresh(lesson, LINES), lesson.page.keyboard
    says(output, "Show the next line: the derivation then counts as “with a hint”")
    output.get_by_role("button", name="Show the next line").click()
    says(output, "now counts as “with a hint”")
    assert output.get_by_label("Line 1").input_value().startswith("d/dx(sin(x))")
    comes_to_focus(lesson, "Line 2")
    keys.type("x")
    keys.press("Backspace")
    keys.press("Backspace")
    comes_to_focus(lesson, "Line 1")
    keys.press("Enter")
    comes_to_focus(lesson, "Line 2")
    keys.type("e^(2x) (cos x + 2 sin x)")
    keys.press("Enter")
    says(output, "That is the derivative, in 2 lines.")
    says(output, "This derivation counts as “with a hint”.")
    assert outcomes(lesson) == ["hint"]


def test_a_page_that_is_loaded_again_shows_the_lines(lesson):
    output = fresh(lesson, LINES)
    output.get_by_label("Line 1").fill("d/dx(sin x) e^(2x) + sin x d/dx(e^(2x))")
    output.get_by_label("Line 1").press("Enter")
    output.get_by_label("Line 2").fill("cos(x) e^(2x")
    says(output, "A closing ) is missing")
    lesson.save()
    lesson.open()
    lesson.wait_for_kernel()
    output = lesson.cell_with(LINES)
    output.get_by_label("Line 2").wait_for()
    assert output.get_by_label("Line 2").input_value() == "cos(x) e^(2x"
    assert output.locator("li[data-mark='follows']").count() == 1
    assert lesson.page.faults == []
