"""The site as a visitor meets it: the first page, a lesson, and Python in the browser, without a network."""

import json
from urllib.parse import urlsplit

import pytest

from lessons_lib.formula import Function
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pictures.secant import Secant
from tests.browser import pyodide
from tests.browser.lesson import Lesson
from tests.browser.server import served
from tests.test_readme import make
from tools.lesson_source import NOTEBOOKS

NAME = "01-derivatives.ipynb"
SECANT = 'explore.secant("x^2 - 6x + 13", at=4'
GUESS = 'name="slope at a point"'
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def distribution():
    if reason := pyodide.obstacle():
        pytest.skip(reason)
    return pyodide.distribution()


@pytest.fixture(scope="module")
def site(distribution, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    made = make("site", f"PYODIDE={distribution}", f"SITE_FOLDER={folder}")
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture(scope="module")
def address(site, tmp_path_factory):
    # The tests reach JupyterLab by a handle that the site itself does not offer.
    settings = site / "jupyter-lite.json"
    changed = json.loads(settings.read_text(encoding="utf-8"))
    changed["jupyter-config-data"]["exposeAppInBrowser"] = True
    settings.write_text(json.dumps(changed), encoding="utf-8")
    command = ["-m", "http.server", "--bind", "127.0.0.1", "--directory", str(site), "{port}"]
    with served(tmp_path_factory.mktemp("server"), command, up="index.html") as address:
        yield address


@pytest.fixture(scope="module")
def page(browser, chromium):
    """A page of a browser that reaches this machine only, and notes whom it asks."""
    apart = browser.browser_type.launch(executable_path=chromium, args=["--no-sandbox", NOWHERE])
    page = apart.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    page.faults, page.asked = [], set()
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: line.type == "error" and page.faults.append(line.text))
    page.context.on("request", lambda request: page.asked.add(request.url))
    yield page
    apart.close()


class SiteLesson(Lesson):
    """One lesson, opened by keyboard from the first page."""

    def open(self):
        self.page.goto(f"{self.address}/index.html")
        self.page.locator(f"li a[href*='{self.name}']").focus()
        self.page.keyboard.press("Enter")
        self.wait()

    def again(self):
        """Reload the page, as a visitor does the next day."""
        self.page.reload()
        self.wait()

    def wait(self):
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", state="attached")
        self.page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context?.isReady")

    def run_up_to(self, text):
        """Run all cells down to the one that holds a text, and return its output."""
        self.wait_for_kernel()
        output = self.cell_with(text)
        self.command("notebook:run-all-above")
        self.wait_for_kernel()
        self.command("notebook:run-cell")
        self.wait_for_kernel()
        return output

    def texts(self):
        """Return what each code cell has printed or shown, in words, by the cell's name."""
        return self.page.evaluate(
            """() => Object.fromEntries(window.jupyterapp.shell.currentWidget.content.widgets
                .filter((cell) => cell.model.type === 'code')
                .map((cell) => [cell.model.id, cell.model.outputs.toJSON()
                    .map((output) => output.text ?? output.data?.['text/plain'] ?? '').join('')]))"""
        )

    def stored(self):
        """Return the kinds of data that the saved notebook holds."""
        return self.page.evaluate(
            """async (path) => {
                const { contents } = window.jupyterapp.serviceManager;
                const { content } = await contents.get(path, { content: true });
                return content.cells.flatMap((cell) => cell.outputs ?? [])
                    .flatMap((output) => Object.keys(output.data ?? {}));
            }""",
            self.name,
        )


@pytest.fixture(scope="module")
def lesson(page, address):
    lesson = SiteLesson(page, address, NAME)
    lesson.run_all()
    return lesson


@pytest.fixture(scope="module")
def secant(lesson):
    return lesson.explorer(SECANT)


def sentence(at):
    return Secant(new_figure(), f=Function("x^2 - 6x + 13"), at=at, step=1).caption


def test_the_first_page_stands_by_itself(address, page):
    page.goto(f"{address}/index.html")
    assert page.locator("h1").count() == 1
    assert page.locator("li img").count() == len(list(NOTEBOOKS.glob("*.ipynb")))
    for picture in page.locator("li img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("(img) => img.complete && img.naturalWidth > 0", arg=picture.element_handle())
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 1000})


def test_the_browser_s_python_gives_the_numbers_of_the_lesson(lesson):
    assert lesson.errors_in_outputs() == []
    cells = json.loads((NOTEBOOKS / NAME).read_text(encoding="utf-8"))["cells"]
    told = lesson.texts()
    compared = [cell for cell in cells if cell.get("outputs")]
    assert compared
    for cell in compared:
        assert told[cell["id"]] == "".join(map(words, cell["outputs"]))


def words(output):
    return "".join(output.get("text") or output.get("data", {}).get("text/plain", ""))


def test_a_point_is_dragged(secant):
    before = secant.pixels()
    secant.drag("at", 60)
    assert secant.settled() == sentence(secant.place("at")) != sentence(4)
    assert secant.pixels() != before


def test_a_slider_is_moved(secant):
    secant.button("Reset").click()
    secant.settled()
    secant.slider("a").focus()
    for _ in range(5):
        secant.page.keyboard.press("ArrowRight")
    assert secant.settled() == sentence(4.05)


def test_what_is_saved_holds_pictures_and_no_live_views(lesson, secant):
    lesson.save()
    assert "image/png" in lesson.stored()
    assert LIVE_VIEW not in lesson.stored()


def test_a_guess_outlives_the_page_and_its_kernel(lesson):
    field = lesson.cell_with(GUESS).locator("input").first
    field.fill("-3")
    field.press("Enter")
    lesson.page.get_by_text("You said −3").wait_for()
    lesson.again()
    card = lesson.run_up_to(GUESS)
    card.locator("input").first.wait_for()
    assert "You said −3" in card.inner_text()


def test_nothing_left_this_machine_and_nothing_went_wrong(lesson, page):
    asked = [urlsplit(url) for url in page.asked if url.startswith(("http", "ws"))]
    assert {url.hostname for url in asked} == {"127.0.0.1"}
    # What the kernel's worker fetches is among them.
    assert any(url.path.endswith(("/pyodide.asm.wasm", ".whl")) for url in asked)
    assert page.faults == []


LISTED = """async (path) => (await window.jupyterapp.serviceManager.contents.get(path, { content: true }))
    .content.map((file) => file.name)"""
SAVE = """([path, content]) => window.jupyterapp.serviceManager.contents
    .save(path, { type: "notebook", format: "json", content })"""


def test_lessons_that_an_older_site_left_in_the_browser_are_set_aside(address, page):
    apart = page.context.browser.new_context()
    visit = apart.new_page()
    visit.set_default_timeout(60_000)
    visit.goto(f"{address}/lab/index.html?path={NAME}")
    visit.wait_for_function("window.jupyterapp?.shell?.currentWidget")
    mine = json.loads((NOTEBOOKS / NAME).read_text(encoding="utf-8"))
    mine["cells"][0]["source"] = ["mine"]
    for name in ("02_gradients.ipynb", "07_my_own.ipynb"):
        visit.evaluate(SAVE, [name, mine])
    visit.reload()
    visit.get_by_text("Your lessons of the first edition are unchanged").wait_for()
    assert visit.evaluate(LISTED, "first edition") == ["02_gradients.ipynb"]
    assert {"07_my_own.ipynb", NAME} <= set(visit.evaluate(LISTED, ""))
    assert "02_gradients.ipynb" not in visit.evaluate(LISTED, "")
    apart.close()
