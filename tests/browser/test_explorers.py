"""The explorers of lessons 02 to 04 and 06: one drag, one slider each; the line of code tells all of it."""

import pytest

from lessons_lib import explore
from tests.browser.lesson import write_notebook

NAME = "explorers.ipynb"
CALLS = {
    "partials": ("at", "h"),
    "surface": ("at", "azimuth"),
    "direction": ("angle", "angle of u"),
    "arrow_map": ("at", "x"),
    "descent": ("start", "γ"),
    "outline": ("at", "w"),
    "graph": ("0", "y"),
    "costs": ("inputs", "outputs m"),
    "warp": ("at", "side"),
    "microscope": ("at", "width"),
    "columns": ("at", "h"),
    "linear_error": ("tip", "angle of h"),
    "fold": ("at", "f₁"),
    "chain": ("at", "side"),
    "layer": ("0", "x2"),
    "gain": ("end", "gain"),
    "sensitivity": ("at", "times as long"),
    "fade": ("at", "along the edge"),
    "curvature": ("first", "λ₂"),
    "eigen": ("angle", "A₁₂"),
    "random_hessians": ("n", "dimension n"),
    "taylor": ("tip", "angle of u"),
    "mixed": ("at", "outer step k"),
    "cost": ("memory", "inputs n"),
    "newton": ("start", "γ"),
    "valley": ("angle", "κ"),
}
EVERY = pytest.mark.parametrize("name", CALLS)


@pytest.fixture(scope="module")
def lesson(learner_home, open_lesson):
    cells = ["from lessons_lib import explore", *(f"explore.{name}()" for name in CALLS)]
    write_notebook(learner_home / "notebooks", NAME, cells)
    lesson = open_lesson(NAME)
    lesson.run_all()
    return lesson


@pytest.fixture
def picture(lesson, name):
    picture = lesson.explorer(f"explore.{name}(")
    picture.button("Reset").click()
    picture.settled()
    return picture


def told_by(code):
    """Return the caption of the picture that a line of code makes."""
    explorer = eval(code, {"explore": explore})
    caption = explorer.caption
    explorer.close()
    return caption


@EVERY
def test_a_point_is_dragged_and_the_line_of_code_makes_the_same_picture(picture, name):
    before, start = picture.pixels(), picture.caption
    picture.drag(CALLS[name][0], -25, -20)
    caption = picture.settled()
    assert caption != start
    assert picture.pixels() != before
    assert caption == told_by(picture.code)


@EVERY
def test_a_slider_is_moved_by_keyboard_and_the_line_of_code_makes_the_same_picture(picture, name):
    start = picture.code
    picture.slider(CALLS[name][1]).focus()
    for _ in range(5):
        picture.page.keyboard.press("ArrowLeft")
    caption = picture.settled()
    assert picture.code != start
    assert caption == told_by(picture.code)


@pytest.mark.parametrize("name", ["surface", "taylor", "curvature"])
def test_a_surface_is_turned_by_dragging_what_is_empty(picture, name):
    azimuth, elevation = picture.readout("azimuth"), picture.readout("elevation")
    picture.canvas.evaluate("canvas => canvas.scrollIntoView({block: 'start'})")
    box = picture.canvas.bounding_box()
    x, y = box["x"] + 40, box["y"] + 80
    picture.page.mouse.move(x, y)
    picture.page.mouse.down()
    picture.page.mouse.move(x + 60, y + 20, steps=6)
    picture.page.mouse.up()
    picture.settled()
    assert picture.readout("azimuth") == pytest.approx(azimuth - 30, abs=1)
    assert picture.readout("elevation") == pytest.approx(elevation + 10, abs=1)
    assert f"azimuth={picture.readout('azimuth'):g}" in picture.code
