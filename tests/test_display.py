"""Projector mode: one call, and everything on the page is readable from the back row."""

import subprocess
import sys

import pytest

import lessons_lib
from lessons_lib import explore
from lessons_lib.display import display
from lessons_lib.pencil.figure import CLASSROOM


@pytest.fixture(autouse=True)
def on_a_desk():
    yield
    lessons_lib.classroom(False)


def sizes(explorer):
    ax = explorer.live.figure.axes[0]
    return [ax.xaxis.get_ticklabels()[0].get_size(), explorer.picture.moving[0].get_linewidth()]


def test_pictures_that_stand_and_pictures_to_come_are_enlarged_alike():
    standing = explore.secant()
    desk = sizes(standing)
    lessons_lib.classroom()
    to_come = explore.secant()
    assert sizes(standing) == sizes(to_come) == pytest.approx([CLASSROOM * size for size in desk])
    assert standing.live.classroom
    lessons_lib.classroom(False)
    assert sizes(standing) == sizes(to_come) == desk
    standing.close()
    to_come.close()


def test_a_picture_keeps_its_state_and_its_sentence():
    explorer = explore.secant(at=2, step=0.5)
    caption, code = explorer.caption, explorer.code
    lessons_lib.classroom()
    assert (explorer.caption, explorer.code) == (caption, code)
    explorer.close()


def test_a_closed_picture_no_longer_listens():
    explorer = explore.secant()
    explorer.close()
    lessons_lib.classroom()
    assert explorer.picture is None
    assert display.classroom


def test_the_package_stays_light_until_it_is_asked():
    code = "import sys, lessons_lib; print(sorted({'numpy', 'traitlets', 'matplotlib'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"


def test_what_is_not_there_is_told_what_is():
    with pytest.raises(AttributeError, match="classroom"):
        lessons_lib.nothing  # noqa: B018
