"""The card of a guess in a real browser, on a bare page: its front end talks to the real Python card."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import lessons_lib.predict
from lessons_lib import predict

FOLDER = Path(lessons_lib.predict.__file__).parent
PAGE = """<!doctype html><html lang="en"><head><title>Cards</title><style>{css}</style></head>
<body><main><h1>Cards</h1></main><script type="module">{js}
window.show = (state) => {{
  const listeners = {{}};
  const fire = (name, content) => (listeners[name] ?? []).forEach((listener) => listener(content));
  const model = {{
    get: (name) => state[name],
    on: (name, listener) => (listeners[name] ??= []).push(listener),
    off: () => {{}},
    async send(content) {{
      const next = JSON.parse(await window.tellPython(JSON.stringify(content)));
      const changed = Object.keys(next).filter((name) => next[name] !== state[name]);
      Object.assign(state, next);
      changed.forEach((name) => fire(`change:${{name}}`));
      fire("msg:custom", {{ type: "done", number: content.number }});
    }},
  }};
  const el = document.createElement("div");
  document.querySelector("main").append(el);
  render({{ model, el }});
}};</script></body></html>"""
PARTS = ("question", "options", "unit", "hint", "stage", "answer", "verdict", "tone", "revealed", "remark")


@pytest.fixture
def show(browser, tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    page = browser.new_page(viewport={"width": 720, "height": 420})
    js = (FOLDER / "card.js").read_text(encoding="utf-8").replace("export default { render };", "")
    page.set_content(PAGE.format(css=(FOLDER / "card.css").read_text(encoding="utf-8"), js=js))

    def shown(card):
        def tell(content):
            card._handle_custom_msg(json.loads(content), [])
            return json.dumps({part: getattr(card, part) for part in PARTS})

        page.expose_function("tellPython", tell)
        page.evaluate("(state) => window.show(state)", {part: getattr(card, part) for part in PARTS})
        return page

    yield shown
    page.close()


def a_number():
    return predict.number("How steep is x² at 1?", 2, name="browser slope")


def a_choice():
    explain = {"yes": "Look from both sides.", "no": "The sides differ."}
    return predict.choice("Has |x| a slope at 0?", ["yes", "no"], "no", explain=explain, name="browser kink")


def focused(page):
    return page.evaluate("document.activeElement.innerText || document.activeElement.value")


def test_a_number_by_keyboard_alone(show):
    page = show(a_number())
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.get_by_text("You said 3; it is 2: 1 too high.").wait_for()
    assert page.locator("input").get_attribute("readonly") is not None
    page.keyboard.press("Tab")
    assert focused(page) == "Try again"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Commit").wait_for()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.get_by_text("You said 2, and so it is.").wait_for()
    assert page.get_by_text("Your first guess: 3.").is_visible()
    assert page.get_by_role("button").count() == 0


def test_bad_input_keeps_text_and_focus(show):
    page = show(a_number())
    page.get_by_label("Your guess").fill("3x")
    page.get_by_role("button", name="Commit").click()
    page.get_by_role("status").get_by_text("is a name").wait_for()
    assert page.locator("input").input_value() == "3x"
    assert focused(page) == "3x"


def test_a_choice_by_keyboard_alone(show):
    page = show(a_choice())
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("You said “yes”; it is “no”. Look from both sides.").wait_for()
    assert page.get_by_text("✓ this one").is_visible()
    assert focused(page) == "Try again"


def test_a_python_that_is_gone_is_said_so(show):
    page = show(a_number())
    page.evaluate("() => { window.tellPython = () => new Promise(() => {}); }")
    page.get_by_label("Your guess").fill("3")
    page.get_by_role("button", name="Commit").click()
    page.get_by_text("Python does not answer: run this cell again").wait_for(timeout=10_000)


@pytest.mark.parametrize("card", [a_number, a_choice])
@pytest.mark.parametrize("committed", [False, True])
def test_no_accessibility_violation(show, card, committed):
    asked = card()
    if committed:
        asked.commit("yes" if asked.options else "3")
    report = Axe().run(show(asked))
    assert report.violations_count == 0, report.generate_report()
