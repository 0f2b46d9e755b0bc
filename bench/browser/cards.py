"""Cards of drills: from running a cell to its card, from Enter to the feedback, from Skip to what follows."""

from pathlib import Path
from statistics import median

from bench.browser.stage import new_page
from tests.browser.lesson import Lesson, write_notebook

WATCH = Path(__file__).with_name("cards.js").read_text(encoding="utf-8")
NAME = "cards.ipynb"
SKILLS = ("product rule", "chain rule", "gradient", "jacobian", "hessian", "tangent line")
ANSWERS = ("2x", "x + 1", "[1, 2x]", "[[1, 2x], [0, 1]]", "sin^2 x", "3x^2 cos x + 1")
APPEARS, FEEDBACK, SKIP = "run to card", "Enter to feedback", "Skip to question"
PRACTICE = 'drills.practice("derivatives")'
FORM = ".lessons-drill"


def cards(browser, address, folder):
    """Return the milliseconds of each card's appearing, and of each answer's feedback."""
    calls = [f"drills.drill({skill!r}, level=2, seed=7)" for skill in SKILLS]
    write_notebook(folder, NAME, ["from lessons_lib import drills", *calls, PRACTICE])
    page = new_page(browser)
    page.add_init_script(WATCH)
    lesson = Lesson(page, address, NAME)
    lesson.run_all()
    page.locator(FORM).first.wait_for()
    times = {APPEARS: [again(lesson, call) for call in calls]}
    times[FEEDBACK] = [checked(lesson, call, ANSWERS) for call in calls]
    times[SKIP] = [skipped(lesson, PRACTICE)]
    page.close()
    return {name: [time for some in runs for time in some] for name, runs in times.items()}


def again(lesson, call, count=3):
    """Return the milliseconds from running a cell once more to its card."""
    output = lesson.cell_with(call)
    output.locator(FORM).wait_for()
    return [output.evaluate("(output, form) => cards.again(output, form)", FORM) for _ in range(count)]


def checked(lesson, call, answers):
    """Return the milliseconds from Enter to the feedback, for each answer."""
    form = lesson.cell_with(call).locator(FORM)
    return [answered(form, text) for text in answers]


def answered(form, text):
    field = form.locator("input[type=text]").first
    field.fill(text)
    form.page.wait_for_timeout(400)
    field.focus()
    time = form.evaluate("(form) => cards.submit(form)")
    form.get_by_role("button", name="Try again").click()
    form.page.wait_for_timeout(200)
    return time


def skipped(lesson, call, count=10):
    """Return the milliseconds from Skip to the question that comes then."""
    form = lesson.cell_with(call).locator(FORM)
    return [form.evaluate("(form) => cards.skip(form)") for _ in range(count)]


def words_of_cards(times):
    """Return what was measured, a line each."""
    for name, some in times.items():
        yield f"{name:<20} median {median(some):>4.0f} ms, longest {max(some):>4.0f} ms, of {len(some)}"
