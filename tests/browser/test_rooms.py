"""Where a picture is looked at: a narrow window, a sharp screen, twice the zoom, the dark, a projector.

Each room opens the same running picture, takes hold of it and measures what is seen.
"""

from dataclasses import dataclass

import pytest

from lessons_lib.formula import Function
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pencil.palette import contrast
from lessons_lib.pictures.secant import Secant
from tests.browser.lesson import Lesson, comes_true, write_notebook

NAME = "rooms.ipynb"
CELLS = (
    "from lessons_lib import explore, classroom",
    'secant = explore.secant("x^2", at=1)\nsecant',
    'slope = explore.slope("x^2", at=1)\nslope',
)
CELL, PAIR = "secant = explore", "slope = explore"
COLOURS = """(node) => {
    const ground = (each) => {
        const colour = each ? getComputedStyle(each).backgroundColor : 'rgb(255, 255, 255)';
        return colour === 'rgba(0, 0, 0, 0)' ? ground(each.parentElement) : colour;
    };
    return [getComputedStyle(node).color, ground(node)];
}"""


@dataclass(frozen=True)
class Room:
    """A window and what is chosen in it; zoom counts as the browser's own: fewer, larger points."""

    width: int = 1280
    height: int = 1000
    ratio: float = 1
    theme: str = "JupyterLab Light"
    code: str = "classroom(False)"

    @property
    def is_narrow(self):
        return self.width < 700


ROOMS = {
    "desk": Room(),
    "sharp": Room(ratio=2),
    "narrow": Room(width=600),
    "zoom 200 %": Room(width=640, height=500, ratio=2),
    "dark": Room(theme="JupyterLab Dark"),
    "projector": Room(code="classroom()"),
    "projector, dark, narrow": Room(width=600, theme="JupyterLab Dark", code="classroom()"),
}


@pytest.fixture(scope="module", params=ROOMS)
def room(request):
    return ROOMS[request.param]


@pytest.fixture(scope="module")
def lesson(room, browser, address, learner_home):
    write_notebook(learner_home / "notebooks", NAME, CELLS)
    window = {"width": room.width, "height": room.height}
    context = browser.new_context(viewport=window, device_scale_factor=room.ratio)
    context.set_default_timeout(30_000)
    lesson = Lesson(context.new_page(), address, NAME)
    lesson.command("application:toggle-left-area")
    lesson.command("apputils:change-theme", {"theme": room.theme})
    lesson.run_all()
    lesson.run_code(room.code)
    yield lesson
    lesson.command("apputils:change-theme", {"theme": "JupyterLab Light"})
    lesson.close()
    context.close()


@pytest.fixture
def picture(lesson):
    picture = lesson.explorer(CELL)
    picture.button("Reset").click()
    picture.settled()
    return picture


def sentence(at):
    return Secant(new_figure(), f=Function("x^2"), at=at, step=1).caption


def test_it_fits_into_the_window(room, picture):
    box = picture.canvas.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= room.width
    drawn = picture.canvas.evaluate("(canvas) => canvas.width / canvas.height")
    assert box["width"] / box["height"] == pytest.approx(drawn, rel=0.01)


def test_it_has_a_point_for_each_point_of_the_screen(room, picture):
    wide = 700 * room.ratio
    assert comes_true(lambda: picture.canvas.evaluate("(canvas) => canvas.width") == wide)


def test_what_stands_side_by_side_is_stacked_where_the_window_is_narrow(room, lesson):
    pair = lesson.explorer(PAIR)
    pair.settled()
    box = pair.canvas.bounding_box()
    assert (box["height"] > box["width"]) == room.is_narrow
    pair.drag("slope", 30)
    assert pair.place("slope") > 1.05
    assert pair.settled().startswith(f"x² at x = {pair.place('slope'):g}: value")


def test_a_point_is_under_the_finger_that_takes_it(picture):
    picture.drag("at", 30)
    assert picture.settled() == sentence(picture.place("at"))
    assert picture.place("at") > 1.05


def test_a_slider_is_moved_by_keyboard(picture):
    picture.slider("a").focus()
    picture.page.keyboard.press("ArrowRight")
    assert picture.settled() == sentence(1.01)


@pytest.mark.parametrize("part", [".lessons-live-caption", ".lessons-live-code", "button >> nth=0"])
def test_its_words_stand_out_from_the_ground(picture, part):
    words, ground = picture.output.locator(part).first.evaluate(COLOURS)
    assert contrast(written(words), written(ground)) >= 4.5


def written(colour):
    """Return a browser's rgb(r, g, b) as #RRGGBB."""
    red, green, blue = (int(part) for part in colour.strip("rgba()").split(",")[:3])
    return f"#{red:02X}{green:02X}{blue:02X}"
