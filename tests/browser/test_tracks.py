"""A point on a circle: it goes where it is dragged, and arrow keys take it all the way round."""

import math

import pytest

from tests.browser.lesson import comes_true, write_notebook

NAME = "97_tracks.ipynb"
CALLS = {
    "direction": 'explore.direction("x^2 + y^2", at=(1, 1), angle=0)',
    "eigen": "explore.eigen([[2, 0], [0, 1]], angle=0)",
}


@pytest.fixture(scope="module")
def lesson(open_lesson, address, learner_home):
    write_notebook(learner_home / "notebooks", NAME, ["from lessons_lib import explore", *CALLS.values()])
    lesson = open_lesson(NAME)
    lesson.run_all()
    assert lesson.errors_in_outputs() == []
    return lesson


@pytest.fixture(params=CALLS)
def picture(request, lesson):
    picture = lesson.explorer(CALLS[request.param])
    put_back(picture)
    return picture


def put_back(picture):
    picture.button("Reset").click()
    assert comes_true(lambda: picture.readout("angle of u") == 0 and not picture.waiting)
    picture.settled()


def radius(picture):
    """Where the circle's middle is on the screen, and how long its radius: at 0 degrees the tip is right."""
    right, height = picture.middle("angle")
    picture.slider("angle of u").focus()
    picture.page.keyboard.press("End")
    assert comes_true(lambda: "180" in picture.caption and not picture.waiting)
    picture.settled()
    left, _ = picture.middle("angle")
    put_back(picture)
    return (left + right) / 2, height, (right - left) / 2


@pytest.mark.parametrize("degrees", [60, 150, -60, -135])
def test_the_tip_goes_where_it_is_dragged(picture, degrees):
    across, height, long = radius(picture)
    x, y = picture.middle("angle")
    turn = math.radians(degrees)
    # Twice as far from the middle as the circle: the tip stays on it, in the same direction.
    goal = across + 2 * long * math.cos(turn), height - 2 * long * math.sin(turn)
    picture.drag("angle", goal[0] - x, goal[1] - y)
    assert comes_true(lambda: picture.readout("angle of u") == pytest.approx(degrees, abs=2))


def test_arrow_keys_take_the_tip_all_the_way_round(picture):
    picture.handle("angle").focus()
    angles = []
    for angle in range(36, 361, 36):
        picture.page.keyboard.press("PageUp")
        angles.append(comes_true(lambda angle=angle: abs(turned(picture) - angle % 360) <= 2))
    assert angles == [True] * 10


def turned(picture):
    return picture.readout("angle of u") % 360
