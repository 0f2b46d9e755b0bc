"""The explorers from gradients on: one drag, one slider each; the line of code tells all of it."""

import pytest

from lessons_lib import explore
from tests.browser.lesson import write_notebook

CALLS = {
    "gradients": {
        "partials": ("at", "h"),
        "surface": ("at", "azimuth"),
        "direction": ("angle", "angle of u"),
        "arrow_map": ("at", "x"),
        "descent": ("start", "γ"),
        "outline": ("at", "w"),
    },
    "jacobians": {
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
    },
    "hessians": {
        "curvature": ("first", "λ₂"),
        "eigen": ("angle", "A₁₂"),
        "random_hessians": ("n", "dimension n"),
        "taylor": ("tip", "angle of u"),
        "mixed": ("at", "outer step k"),
        "cost": ("memory", "inputs n"),
        "newton": ("start", "γ"),
        "valley": ("angle", "κ"),
    },
    "automatic": {"graph": ("0", "y"), "costs": ("inputs", "outputs m")},
}
EVERY = [(word, name) for word, calls in CALLS.items() for name in calls]
TURNING = [("gradients", "surface"), ("hessians", "taylor"), ("hessians", "curvature")]


@pytest.fixture(scope="module")
def opened():
    return {}


@pytest.fixture
def lesson(learner_home, open_lesson, opened, word):
    """Open the explorers of one lesson; all on one page would slow each other down."""
    if word not in opened:
        opened.clear()
        cells = ["from lessons_lib import explore", *(f"explore.{name}()" for name in CALLS[word])]
        write_notebook(learner_home / "notebooks", f"explorers_{word}.ipynb", cells)
        opened[word] = open_lesson(f"explorers_{word}.ipynb")
        opened[word].run_all()
    return opened[word]


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


@pytest.mark.parametrize(("word", "name"), EVERY)
def test_a_drag_and_a_slider_move_it_and_its_line_of_code_makes_the_same_picture(picture, word, name):
    handle, slider = CALLS[word][name]
    before, start = picture.pixels(), picture.caption
    picture.drag(handle, -25, -20)
    dragged = picture.settled()
    assert dragged != start
    assert picture.pixels() != before
    assert dragged == told_by(picture.code)
    line = picture.code
    picture.slider(slider).focus()
    for _ in range(5):
        picture.page.keyboard.press("ArrowLeft")
    slid = picture.settled()
    assert picture.code != line
    assert slid == told_by(picture.code)


@pytest.mark.parametrize(("word", "name"), TURNING)
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
