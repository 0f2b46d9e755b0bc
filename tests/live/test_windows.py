"""Who is looking decides what is drawn."""

import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from lessons_lib.live import LiveFigure, windows
from lessons_lib.live.tiles import COLUMNS, SIDE, laid
from lessons_lib.live.windows import advice
from tests.live.test_widget import Scene


@pytest.fixture
def scene():
    scene = Scene()
    yield scene
    scene.live.close()


def look(scene, window, *, seen, number=1, room=1000):
    words = {"window": window, "seen": seen, "ratio": 1, "room": room, "number": number}
    scene.live._receive(scene.live, {"kind": "look", **words}, [])


def moved(scene, height):
    """Move the line and say whether a new frame was sent."""
    frame = scene.live.frame
    scene.height = height
    scene.live.refresh()
    return scene.live.frame is not frame


def test_a_picture_that_nobody_has_opened_is_drawn_all_the_same(scene):
    assert moved(scene, 0.2)


def test_a_picture_out_of_sight_costs_no_frames_and_is_drawn_when_it_comes_back(scene):
    look(scene, "a", seen=True)
    assert moved(scene, 0.2)
    look(scene, "a", seen=False)
    assert not moved(scene, 0.3)
    before = scene.live.frame
    look(scene, "a", seen=True)
    assert scene.live.frame is not before
    assert scene.live.caption == "A line at height 0.3."


def test_one_window_in_which_it_is_seen_is_enough(scene):
    look(scene, "a", seen=False)
    look(scene, "b", seen=True)
    assert moved(scene, 0.2)


def test_a_window_that_closes_counts_no_longer(scene):
    look(scene, "a", seen=True)
    look(scene, "b", seen=False)
    scene.live._receive(scene.live, {"kind": "closed", "window": "a"}, [])
    assert not moved(scene, 0.2)


def test_the_sentence_is_up_to_date_though_nobody_is_looking(scene):
    look(scene, "a", seen=False)
    moved(scene, 0.3)
    assert repr(scene.live) == "A line at height 0.3."
    moved(scene, 0.4)
    assert scene.live._repr_mimebundle_()[0]["text/plain"] == "A line at height 0.4."


def test_looking_is_answered_without_a_new_frame_where_nothing_has_changed(scene):
    look(scene, "a", seen=True)
    before = scene.live.frame
    look(scene, "a", seen=True, number=2)
    assert scene.live.answered["a"] == 2
    assert scene.live.frame is before


def test_a_frozen_picture_answers_and_stays(scene):
    frozen = []
    scene.live._freeze = frozen.append
    scene.send(kind="freeze", frozen=True, number=1)
    scene.send(kind="move", name="line", x=0.5, y=0.1, number=2)
    assert frozen == [True]
    assert scene.live.caption == "A line at height 0.5."
    assert scene.live.answered["w"] == 2
    scene.send(kind="freeze", frozen=False, number=3)
    scene.send(kind="move", name="line", x=0.5, y=0.1, number=4)
    assert scene.live.caption == "A line at height 0.1."


def test_an_interrupted_drawing_is_made_up_for(scene):
    scene.fault = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        scene.send(kind="move", name="line", x=0.5, y=0.1, number=1)
    scene.fault = None
    assert scene.live.answered["w"] == 1
    scene.live.catch_up()
    assert scene.live.caption == "A line at height 0.1."


def test_a_picture_is_narrow_while_no_window_has_room_for_it(scene):
    heard = []
    scene.live._arrange = heard.append
    look(scene, "a", seen=True, room=150)
    look(scene, "a", seen=True, room=160, number=2)
    look(scene, "b", seen=True)
    scene.live._receive(scene.live, {"kind": "closed", "window": "b"}, [])
    look(scene, "a", seen=True, room=150, number=3)
    assert heard == [True, False, True]


def near(scene, window, *, here):
    """Say in which window, and whether it is on this machine."""
    words = {"window": window, "seen": True, "ratio": 1, "room": 1000, "number": 1, "near": here}
    scene.live._receive(scene.live, {"kind": "look", **words}, [])
    scene.height = 0.9 - scene.height
    scene.live.refresh()


def shown(live):
    """Return the frame as a browser lays it."""
    places = np.frombuffer(live.places, np.uint32)
    if live.plain:
        sheet = np.frombuffer(live.frame, np.uint8).reshape(-1, COLUMNS * SIDE, 4)
    else:
        sheet = np.array(Image.open(io.BytesIO(live.frame)).convert("RGBA"))
    return laid(sheet, places, live._raster.background)


def test_frames_for_this_machine_are_not_packed_and_show_the_same(scene):
    near(scene, "a", here=True)
    assert scene.live.plain
    plain = shown(scene.live)
    near(scene, "a", here=True)
    near(scene, "b", here=False)
    assert not scene.live.plain
    np.testing.assert_array_equal(shown(scene.live), plain)


def test_one_window_far_away_is_enough_to_pack(scene):
    near(scene, "a", here=False)
    near(scene, "b", here=True)
    assert not scene.live.plain
    scene.live._receive(scene.live, {"kind": "closed", "window": "a"}, [])
    near(scene, "b", here=True)
    assert scene.live.plain


def test_a_window_that_does_not_say_where_it_is_gets_packed_frames(scene):
    look(scene, "a", seen=True)
    assert moved(scene, 0.2)
    assert not scene.live.plain


def test_frames_of_a_kernel_in_the_browser_are_not_packed(scene, monkeypatch):
    look(scene, "a", seen=True)
    assert moved(scene, 0.2)
    assert not scene.live.plain
    monkeypatch.setattr(windows, "IN_BROWSER", True)
    assert moved(scene, 0.3)
    assert scene.live.plain


def test_one_picture_says_what_to_install_where_the_server_has_no_extension_of_ours(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
    monkeypatch.delenv("LESSONS_SERVER", raising=False)
    advice.cache_clear()
    try:
        first, second = LiveFigure(Figure()), LiveFigure(Figure())
        assert "slowly" in first.remark
        assert "pip install" in first.remark
        assert second.remark == ""
        first.close()
        assert "slowly" in LiveFigure(Figure()).remark
        monkeypatch.setenv("LESSONS_SERVER", "1")
        advice.cache_clear()
        assert advice() == ""
    finally:
        advice.cache_clear()
