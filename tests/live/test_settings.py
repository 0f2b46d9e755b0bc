"""Pictures are made and drawn in the course's settings of matplotlib; the reader's stay as they are."""

import threading

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from lessons_lib import explore
from lessons_lib.live import DRAWING
from lessons_lib.pencil.figure import new_figure


def hinted():
    mpl.rcParams.update({"text.hinting": "none", "path.simplify": False})


READERS = {
    "usetex": lambda: mpl.rcParams.update({"text.usetex": True}),
    "constrained": lambda: mpl.rcParams.update({"figure.constrained_layout.use": True}),
    "auto layout": lambda: mpl.rcParams.update({"figure.autolayout": True}),
    "classic": lambda: mpl.style.use("classic"),
    "serif": lambda: mpl.rcParams.update({"font.family": "serif", "axes.unicode_minus": False}),
    "mathtext": lambda: mpl.rcParams.update({"mathtext.fontset": "stix", "mathtext.default": "regular"}),
    "xkcd": plt.xkcd,
    "hinting": hinted,
    "seaborn": lambda: mpl.style.use("seaborn-v0_8-darkgrid"),
}


def shown():
    """Make three explorers, move them, and return the pixels of what they show."""
    made = [
        explore.secant("x^2/3 - 1", at=1),
        explore.step_error("exp x", at=1),
        explore.surface("x^2 y + sin y", at=(1, 2)),
    ]
    found = []
    for explorer in made:
        explorer.refresh()
        assert explorer.live.error == ""
        assert "course" not in explorer.caption
        found.append(explorer.live._raster.frame(explorer.move(), 1.0).copy())
        found.append(np.frombuffer(explorer.live.still(), np.uint8))
        explorer.close()
    return found


@pytest.fixture(scope="module")
def usual():
    return shown()


@pytest.mark.parametrize("name", READERS)
def test_every_picture_is_the_same_whatever_a_reader_has_set(name, usual):
    with mpl.rc_context():
        READERS[name]()
        before = dict(dict.items(mpl.rcParams))
        pictures = shown()
        assert dict(dict.items(mpl.rcParams)) == before
        assert {key: mpl.rcParams[key] for key in ("text.usetex", "font.family")} == {
            key: before[key] for key in ("text.usetex", "font.family")
        }
    for picture, wanted in zip(pictures, usual, strict=True):
        assert np.array_equal(picture, wanted)


def test_a_readers_plot_in_the_middle_of_a_frame_has_the_readers_settings():
    drawing, plotted = threading.Event(), threading.Event()
    seen = {}

    def draw():
        with DRAWING:
            seen["ours"] = mpl.rcParams["lines.linewidth"]
            drawing.set()
            plotted.wait(30)

    with mpl.rc_context({"lines.linewidth": 7.5}):
        thread = threading.Thread(target=draw)
        thread.start()
        assert drawing.wait(30)
        assert mpl.rcParams["lines.linewidth"] == 7.5
        (line,) = new_figure().add_subplot().plot([0, 1])
        assert line.get_linewidth() == 7.5
        mpl.rcParams["lines.linewidth"] = 8.5
        with mpl.rc_context({"lines.linewidth": 1.5}):
            assert mpl.rcParams["lines.linewidth"] == 1.5
        assert mpl.rcParams["lines.linewidth"] == 8.5
        plotted.set()
        thread.join()
    assert seen["ours"] == 2.2


def test_a_fault_in_a_frame_leaves_no_settings_behind():
    with pytest.raises(ZeroDivisionError), DRAWING, DRAWING:
        raise ZeroDivisionError
    assert mpl.rcParams["lines.linewidth"] == dict.__getitem__(mpl.rcParams, "lines.linewidth")
