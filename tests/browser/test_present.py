"""A lesson on a projector: prepared in sight, page by page, answers covered, nothing asked elsewhere."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.lesson import LivePicture
from tests.browser.server import served
from tests.pictures import support

PRESENT = ("-m", "lessons_lib.cli", "present", "03", "--no-browser", "--port", "{port}")
GRADIENTS, DRILLS = "03-gradients.ipynb", "10-drills.ipynb"
SLOPES, SEEN, GUESS, TOLD, ARROW, LAST = 2, 3, 4, 5, 10, 18  # pages of the lesson
PATIENCE = 120_000  # ms: all cells of a lesson run, on a machine that may be busy


class Show:
    """What a teacher does in front of a room."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def open(self, where):
        self.page.goto(f"{self.address}/{where}", wait_until="commit")
        words = self.page.locator("#lessons-progress-words")
        words.filter(has_text=re.compile(r"cell \d+ of \d+")).wait_for()
        self.wait_until_ready()

    def wait_until_ready(self):
        self.page.locator("#lessons-bar:visible").wait_for(timeout=PATIENCE)

    def go(self, number):
        self.page.evaluate("(number) => { location.hash = number; }", number)
        self.reaches(number)

    def reaches(self, number):
        """Wait until a page is shown, and only that."""
        self.page.locator("#lessons-place", has_text=re.compile(rf"^{number} of ")).wait_for()
        shown = self.page.locator(".lessons-page:visible")
        assert [each.get_attribute("data-number") for each in shown.all()] == [str(number - 1)]

    @property
    def shown(self):
        return self.page.locator(".lessons-page:visible")

    @property
    def box(self):
        return self.shown.locator(".lessons-box")

    @property
    def focused(self):
        return self.page.evaluate("document.activeElement.firstChild?.textContent ?? ''")

    def press(self, key):
        self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def show(page, chromium, tmp_path_factory):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(reduced_motion="reduce")
    with served(tmp_path_factory.mktemp("present"), PRESENT, up="voila/static/voila.js") as address:
        show = Show(page, address)
        show.asked = asked
        show.open("")
        yield show
        page.goto("about:blank")  # ends the kernel


def test_it_begins_with_the_title_and_its_name_in_the_bar(show):
    show.go(1)
    assert show.page.title() == "Gradients: find which way is up"
    assert (
        show.shown.get_by_role("heading", level=1)
        .text_content()
        .startswith("Gradients: find which way is up")
    )
    assert show.page.locator("#lessons-name").text_content() == "Gradients: find which way is up"
    assert show.page.get_by_role("button", name="Previous").is_disabled()


def test_nowhere_is_code(show):
    assert show.page.locator(".jp-InputArea-editor, .jp-InputPrompt, .jp-OutputPrompt").count() == 0
    show.go(SLOPES)
    show.shown.locator("canvas[data-frame]").wait_for()
    assert not show.shown.locator(".lessons-live-code").is_visible()
    assert "explore.partials(" not in show.shown.inner_text()


def test_pages_turn_by_key_and_by_button(show):
    show.go(1)
    show.press("ArrowRight")
    show.reaches(2)
    show.page.get_by_role("button", name="Next").click()
    show.reaches(3)
    assert show.page.url.endswith("#3")
    show.press("ArrowLeft")
    show.reaches(2)
    show.page.get_by_role("button", name="Previous").click()
    show.reaches(1)
    show.press("End")
    show.page.locator("#lessons-name", has_text="Recap").wait_for()
    assert show.page.get_by_role("button", name="Next").is_disabled()
    show.press("Home")
    show.reaches(1)


def test_the_heading_has_the_focus_when_the_page_is_turned(show):
    show.go(SEEN)
    assert show.focused == "What you saw: hold the others still"


@pytest.mark.parametrize(("on", "back"), [("PageDown", "PageUp"), (" ", "Shift+ ")])
def test_a_clicker_reads_a_long_page_before_it_turns_it(show, on, back):
    show.go(SLOPES)
    show.shown.locator("canvas[data-frame]").wait_for()
    show.press(on)
    show.page.wait_for_function("scrollY > 300")
    show.reaches(SLOPES)
    for _ in range(6):
        if show.page.locator(f".lessons-page:nth-of-type({SLOPES})").is_visible():
            show.press(on)
    show.page.wait_for_function("(number) => location.hash !== `#${number}`", arg=SLOPES)
    show.go(SEEN)
    show.page.evaluate("scrollTo(0, 0)")
    show.press(back)
    show.reaches(SLOPES)


def test_keys_belong_to_the_field_that_has_the_focus(show):
    show.go(GUESS)
    show.shown.get_by_label("Your guess").fill("12")
    for key in ("ArrowLeft", " ", "Home", "d", "c"):
        show.press(key)
    show.reaches(GUESS)
    assert show.shown.get_by_label("Your guess").input_value() == "dc1 2"


def test_a_drag_moves_the_picture_and_the_sentence_follows(show):
    show.go(SLOPES)
    picture = LivePicture(show.page, show.shown.locator(".lessons-explorer"))
    picture.handle("at").wait_for()
    before = picture.settled(), picture.pixels()
    picture.drag("at", 0, -40)
    picture.settled()
    assert picture.comes_to_say(sentence(picture))
    assert (picture.caption, picture.pixels()) != before
    said = picture.caption
    show.press("PageDown")  # the mouse left the focus on the point, and yet it is the clicker's key
    assert picture.settled() == said


def sentence(picture):
    """Return what is true of the hillside where the point is."""
    told = picture.handle("at").get_attribute("aria-valuetext")
    at = [float(number.replace("−", "-")) for number in re.findall(r"[−-]?[\d.]+", told)]
    return support.picture("partials", "x^2 y + sin y", at=at, step=0.5).caption


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_nothing_has_a_serious_fault(show, scheme):
    show.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    show.page.evaluate("() => sessionStorage.clear()")
    show.page.locator(f"body[data-jp-theme-light='{str(scheme == 'light').lower()}']").wait_for()
    for number in (SLOPES, ARROW, TOLD):
        show.go(number)
        show.shown.locator("canvas[data-frame], .lessons-box").first.wait_for()
        assert serious(show.page) == []


def serious(page):
    seen = {"include": [[".lessons-page:not([hidden])"], ["#lessons-bar"]]}
    report = Axe().run(page, context=seen, options={"resultTypes": ["violations"]})
    faults = (each for each in report.response["violations"] if each["impact"] in {"serious", "critical"})
    return [(each["id"], node["html"][:200]) for each in faults for node in each["nodes"]]


def test_the_answer_is_out_of_reach_until_the_guess_is_revealed(show):
    show.go(GUESS)
    answer = show.shown.locator(".lessons-covered")
    assert show.box.inner_text().startswith("Hidden until the guess above is revealed.")
    assert not answer.is_visible()
    assert "-3.998" not in show.shown.aria_snapshot()
    show.go(TOLD)
    assert show.page.locator("#lessons-name").text_content() == "What you saw"
    assert "−4" not in show.shown.inner_text()
    assert show.focused.startswith("Hidden until the guess before this page")


def test_a_revealed_guess_opens_what_waits_for_it(show):
    show.go(GUESS)
    show.shown.get_by_label("Your guess").fill("3")
    show.press("Enter")
    show.shown.locator(".lessons-covered canvas[data-frame]").wait_for()
    assert show.box.count() == 0
    assert "-3.998" in show.shown.inner_text()
    show.go(TOLD)
    assert show.page.locator("#lessons-name").text_content() == "What you saw: a sign and a size"
    assert show.box.count() == 0


def test_a_teacher_can_uncover_an_answer(show):
    show.go(ARROW)
    show.box.get_by_role("button", name="Show").click()
    assert show.box.count() == 0
    assert "59 degrees, slope 1.458" in show.shown.inner_text()
    assert show.page.evaluate("document.activeElement.className") == "lessons-covered"
    show.go(ARROW + 1)
    show.box.get_by_role("button", name="Show").click()
    assert show.page.locator("#lessons-name").text_content() == "What you saw: the gradient knew"


def test_the_contents_lead_anywhere_and_mark_what_is_further(show):
    show.go(1)
    show.press("c")
    contents = show.page.get_by_role("dialog", name="Contents")
    further = contents.locator("li", has_text="7. Gradients draw pictures")
    assert further.locator(".lessons-mark").text_content() == "further"
    contents.get_by_role("link", name="7. Gradients draw pictures").click()
    show.page.locator("#lessons-further:visible").wait_for()
    assert not contents.is_visible()


def test_it_is_dark_where_the_system_is_until_somebody_turns_it(show):
    ground = "getComputedStyle(document.body).backgroundColor"
    light = show.page.evaluate(ground)
    show.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    show.page.locator("body[data-jp-theme-light='false']").wait_for()
    assert show.page.evaluate(ground) != light
    show.press("d")
    show.page.locator("body[data-jp-theme-light='true']").wait_for()
    assert show.page.evaluate(ground) == light
    show.page.emulate_media(color_scheme="light", reduced_motion="reduce")


def test_nothing_is_lost_at_twice_the_size(show):
    show.page.set_viewport_size({"width": 640, "height": 360})
    for number in (SLOPES, GUESS, ARROW):
        show.go(number)
        assert show.page.evaluate("document.documentElement.scrollWidth") <= 640
        assert show.page.get_by_role("button", name="Next").is_visible()
    show.page.set_viewport_size({"width": 1280, "height": 720})


def test_a_reload_comes_back_to_the_page_and_keeps_what_was_revealed(show):
    show.go(GUESS)
    show.page.reload(wait_until="commit")
    show.wait_until_ready()
    show.reaches(GUESS)
    show.shown.get_by_text("You said 3; it is −4: 7 too high.").wait_for()
    show.shown.locator(".lessons-covered canvas[data-frame]").wait_for()
    assert show.box.count() == 0


def test_a_link_leads_to_a_page_of_another_lesson(show):
    show.go(LAST)
    show.shown.get_by_role("link", name="Lesson 10", exact=True).click(no_wait_after=True)
    show.page.wait_for_url(f"**/{DRILLS}*")
    show.wait_until_ready()
    show.page.locator("#lessons-name", has_text="2. How to answer").wait_for()
    assert show.page.get_by_role("heading", name="2. How to answer").is_visible()


def test_nothing_is_asked_of_another_machine_and_nothing_fails(show):
    hosts = {
        urlsplit(url).hostname for url in show.asked if urlsplit(url).scheme not in {"blob", "data", "about"}
    }
    assert hosts == {"127.0.0.1"}
    assert show.page.faults == []
