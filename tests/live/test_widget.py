import base64
import io
from threading import Thread

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from lessons_lib.live import Handle, LiveFigure
from lessons_lib.live.tiles import laid


class Scene:
    """A line whose height is dragged; it refuses heights above 0.9 as a slider's end would."""

    def __init__(self):
        self.figure = Figure(figsize=(3, 2), dpi=100)
        self.ax = self.figure.add_subplot()
        self.ax.set(xlim=(0, 1), ylim=(0, 1))
        (self.line,) = self.ax.plot([], [], lw=3)
        self.height, self.fault = 0.5, None
        self.live = LiveFigure(
            self.figure,
            self.update,
            caption=lambda: f"A line at height {self.height:g}.",
            handles=lambda: [Handle("line", "the line", self.ax, 0.5, self.height)],
            on_move=self.move,
            on_reset=lambda: self.move("line", 0.5, 0.5),
            code=lambda: f"line({self.height:g})",
        )

    def update(self):
        if self.fault:
            raise self.fault
        self.line.set_data([0, 1], [self.height, self.height])
        return [self.line]

    def move(self, name, x, y):
        self.height = min(y, 0.9)

    def send(self, **message):
        self.live._receive(self.live, {"window": "w", **message}, [])


@pytest.fixture
def scene():
    scene = Scene()
    yield scene
    scene.live.close()


def pixels(live):
    background, sheet = (
        np.asarray(Image.open(io.BytesIO(data)).convert("RGBA")) for data in (live.background, live.frame)
    )
    return laid(sheet, np.frombuffer(live.places, np.uint32), background)


def test_a_moved_handle_moves_picture_caption_code_and_handle(scene):
    before = pixels(scene.live)
    scene.send(kind="move", name="line", x=0.5, y=0.25, number=1)
    assert scene.live.caption == "A line at height 0.25."
    assert scene.live.code == "line(0.25)"
    assert scene.live.handles[0]["y"] == 0.25
    assert not np.array_equal(pixels(scene.live), before)


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "move", "name": "line", "x": 0.5, "y": 0.5},
        {"kind": "move", "name": "line", "x": 0.5, "y": 7.0},
        {"kind": "look", "seen": True, "ratio": 2},
        {"kind": "reset"},
        {"kind": "nobody knows"},
    ],
)
def test_every_message_is_answered(scene, message):
    scene.move("line", 0.5, 0.9)
    for number in (1, 2, 3):
        scene.send(**message, number=number)
        assert scene.live.answered == {"w": number}


def test_a_message_is_answered_when_drawing_fails(scene):
    scene.fault = ValueError("no such curve")
    scene.send(kind="move", name="line", x=0.5, y=0.1, number=4)
    assert scene.live.answered == {"w": 4}


def test_a_message_is_answered_when_the_move_itself_fails(scene):
    with pytest.raises(KeyError):
        scene.send(kind="move", number=5)
    assert scene.live.answered == {"w": 5}


def test_each_window_is_answered_by_its_own_number(scene):
    for window, number in (("one", 3), ("two", 8), ("one", 4)):
        scene.live._receive(None, {"window": window, "number": number, "kind": "reset"}, [])
    assert scene.live.answered == {"one": 4, "two": 8}


def test_a_fault_is_shown_and_the_last_good_frame_stays(scene):
    good = scene.live.frame
    scene.fault = ZeroDivisionError("division by zero")
    scene.live.refresh()
    assert scene.live.frame == good
    assert "division by zero" in scene.live.error
    scene.fault = None
    scene.live.refresh()
    assert scene.live.error == ""


def test_a_picture_that_fails_from_the_start_says_so():
    def fail():
        raise ValueError("nothing to draw")

    live = LiveFigure(Figure(), fail)
    assert "nothing to draw" in live.error
    live.close()


def test_a_picture_that_cannot_be_drawn_still_shows_its_widget(scene):
    scene.fault = ValueError("no such curve")
    scene.live.refresh()
    data, _ = scene.live._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == "A line at height 0.5."
    assert "image/png" not in data


def test_changes_held_together_make_one_frame(scene):
    frames = []
    scene.live.observe(frames.append, "frame")
    with scene.live.held():
        for height in (0.1, 0.2, 0.3):
            scene.height = height
            scene.live.refresh()
    assert len(frames) == 1
    assert scene.live.caption == "A line at height 0.3."


def test_the_rich_output_holds_view_picture_and_caption(scene):
    data, metadata = scene.live._repr_mimebundle_()
    assert data["text/plain"] == "A line at height 0.5."
    assert "application/vnd.jupyter.widget-view+json" in data
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.width == 2 * metadata["image/png"]["width"] == 600
    assert picture.height > 400


def test_a_still_picture_leaves_the_frames_as_they_are(scene):
    before = scene.live.frame
    scene.live.still()
    scene.live.refresh()
    assert scene.live.frame == before


def test_a_sharper_window_gets_sharper_frames(scene):
    scene.send(kind="look", seen=True, ratio=2, number=1)
    assert pixels(scene.live).shape[:2] == (400, 600)
    scene.send(kind="look", seen=True, ratio=50, number=2)
    assert scene.live.ratio == 3


def test_what_stands_still_is_sent_once(scene):
    sent = []
    scene.live.observe(sent.append, "background")
    for number in range(3):
        scene.send(kind="move", name="line", x=0.5, y=0.1 * number, number=number)
    assert sent == []


def test_tracks_are_sent_once(scene):
    curve = (np.linspace(0, 1, 5), np.zeros(5))
    scene.live._grips = lambda: [Handle("line", "the line", scene.ax, 0.5, 0.5, track=curve)]
    sent = []
    scene.live.observe(sent.append, "tracks")
    for _ in range(3):
        scene.live.refresh()
    assert len(sent) == 1


def test_a_figure_without_update_is_drawn_whole_each_time():
    figure = Figure(figsize=(2, 2))
    ax = figure.add_subplot()
    live = LiveFigure(figure)
    before = pixels(live)
    ax.plot([0, 1], [0, 1])
    live.refresh()
    assert not np.array_equal(pixels(live), before)
    live.close()


def test_two_threads_refreshing_at_once_end_in_the_last_state(scene):
    other = Scene()

    def drag(one):
        for number, height in enumerate(np.linspace(0.1, 0.8, 20)):
            one.send(kind="move", name="line", x=0.5, y=float(height), number=number)

    threads = [Thread(target=drag, args=(one,)) for one in (scene, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert scene.live.frame == other.live.frame
    assert scene.live.answered == other.live.answered == {"w": 19}
    other.live.close()
