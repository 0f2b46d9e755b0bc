"""The explorer of README.md in a real JupyterLab, and its picture as the tool takes it."""

import pytest
from PIL import Image

from tools.pictures import captions
from tools.pictures.stills import CALL, Own, readme_code
from tools.pictures.studio import Studio


@pytest.fixture
def studio(browser, address, learner_home):
    return Studio(browser, address, learner_home / "notebooks")


def test_its_picture_is_taken_and_told_as_it_stands_there(studio, tmp_path):
    assert Own().take(studio, tmp_path) == captions.read()["own.png"]
    with Image.open(tmp_path / "own.png") as picture:
        assert picture.width == 900


def test_its_point_is_dragged_along_the_curve(studio):
    with studio.opened("start", (), own=readme_code()) as lesson:
        picture = lesson.explorer(CALL)
        before = picture.settled()
        picture.drag("x", 120, -300)
        said = picture.settled()
        assert said != before
        x = picture.place("x")
        assert f"from x = {x:g}:" in said
        assert picture.readout("x") == pytest.approx(x)
        assert f"x={x:g}" in picture.code
        assert (picture.error, lesson.page.locator(".lessons-live-handle").count()) == ("", 1)
