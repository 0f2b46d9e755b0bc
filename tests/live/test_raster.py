import io
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from PIL import Image

from lessons_lib.live.encoding import encode_frame, encode_still, frame_type, with_caption
from lessons_lib.live.handle import Handle, axes_message
from lessons_lib.live.raster import Raster
from lessons_lib.live.tiles import changed_tiles, laid


def scene(colour="tab:blue"):
    figure = Figure(figsize=(3, 2), dpi=100)
    ax = figure.add_subplot()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.plot([0, 1], [0, 1], color="grey")
    (line,) = ax.plot([], [], color=colour, lw=3, zorder=5)
    return figure, line


def drawn_afresh(colour, height):
    figure, line = scene(colour)
    line.set_data([0, 1], [height, height])
    return Raster(figure).frame(None)


@given(height=st.floats(0.0, 1.0))
@settings(max_examples=15, deadline=None)
def test_a_blitted_frame_equals_one_drawn_afresh(height):
    figure, line = scene()
    raster = Raster(figure)
    for start in (0.3, height):
        line.set_data([0, 1], [start, start])
        blitted = raster.frame([line])
    assert np.array_equal(blitted, drawn_afresh("tab:blue", height))


def counted_draws(raster, monkeypatch):
    draws = []
    draw = raster._canvas.draw
    monkeypatch.setattr(raster._canvas, "draw", lambda: (draws.append(1), draw()))
    return draws


def test_what_stands_still_is_drawn_once(monkeypatch):
    figure, line = scene()
    raster = Raster(figure)
    draws = counted_draws(raster, monkeypatch)
    for height in np.linspace(0, 1, 9):
        line.set_data([0, 1], [height, height])
        raster.frame([line])
        axes_message(figure.axes[0])
    assert len(draws) == 1


def test_a_changed_background_is_drawn_anew(monkeypatch):
    figure, line = scene()
    raster = Raster(figure)
    before = raster.frame([line])
    draws = counted_draws(raster, monkeypatch)
    figure.axes[0].set_title("new")
    assert not np.array_equal(raster.frame([line]), before)
    assert len(draws) == 1


@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_a_frame_has_the_pixels_of_its_ratio(ratio):
    figure, line = scene()
    raster = Raster(figure)
    assert raster.frame([line], ratio).shape == (200 * ratio, 300 * ratio, 4)
    assert raster.size == (300, 200)


def test_hidden_artists_are_left_out():
    figure, line = scene()
    line.set_data([0, 1], [0.2, 0.2])
    raster = Raster(figure)
    assert not np.array_equal(raster.frame([line]), raster.frame([line], hidden=[line]))


def test_two_threads_never_mix():
    heights = np.linspace(0.05, 0.95, 25)
    wanted = {colour: [drawn_afresh(colour, height) for height in heights] for colour in ("red", "green")}
    seen = {}

    def draw(colour):
        figure, line = scene(colour)
        raster = Raster(figure)
        seen[colour] = []
        for height in heights:
            line.set_data([0, 1], [height, height])
            seen[colour].append(raster.frame([line]))

    threads = [Thread(target=draw, args=(colour,)) for colour in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for colour, frames in wanted.items():
        assert all(np.array_equal(one, other) for one, other in zip(frames, seen[colour], strict=True))


@given(
    size=st.tuples(st.integers(1, 70), st.integers(1, 70)),
    changes=st.lists(st.tuples(st.integers(0, 69), st.integers(0, 69)), max_size=12),
)
@settings(deadline=None)
def test_tiles_laid_on_the_background_are_the_frame(size, changes):
    background = np.random.default_rng(1).integers(0, 256, (*size, 4), np.uint8)
    frame = background.copy()
    for row, column in changes:
        frame[row % size[0], column % size[1]] ^= 255
    sheet, places = changed_tiles(frame, background)
    assert np.array_equal(laid(sheet, places, background), frame)
    assert len(places) <= len(changes)


@pytest.mark.parametrize("encode", [encode_frame, encode_still])
def test_encoding_loses_nothing(encode):
    pixels = drawn_afresh("red", 0.4)
    decoded = np.asarray(Image.open(io.BytesIO(encode(pixels))).convert("RGBA"))
    assert np.array_equal(decoded, pixels)


def test_frames_are_png_where_pillow_lacks_webp(monkeypatch):
    frame_type.cache_clear()
    monkeypatch.setattr("PIL.features.check", lambda name: False)
    try:
        assert frame_type() == "image/png"
        assert Image.open(io.BytesIO(encode_frame(drawn_afresh("red", 0.4)))).format == "PNG"
    finally:
        frame_type.cache_clear()


def test_the_caption_stands_beneath_the_picture():
    pixels = drawn_afresh("red", 0.4)
    short, long = (with_caption(pixels, words, 1.0) for words in ("One line.", "Many words. " * 12))
    assert len(pixels) < len(short) < len(long)
    assert np.array_equal(long[: len(pixels)], pixels)
    assert long[len(pixels) :, :, :3].min() < 128
    assert np.array_equal(with_caption(pixels, "", 1.0), pixels)


@given(x=st.floats(-1e3, 1e3), y=st.floats(-1e3, 1e3))
@settings(max_examples=20, deadline=None)
def test_a_handle_tells_the_browser_where_it_is(x, y):
    figure, _ = scene()
    (ax,) = figure.axes
    message = Handle("a", "point a", ax, x, y, track=(np.array([0.0, 1.0]), np.array([0.0, np.nan])))
    assert (message.message([ax])["x"], message.message([ax])["y"]) == (x, y)
    assert message.track_message() == {"x": [0.0, 1.0], "y": [0.0, None]}


def test_a_place_outside_the_domain_is_sent_as_none():
    figure, _ = scene()
    (ax,) = figure.axes
    assert Handle("a", "a", ax, 1.0, np.nan).message([ax])["y"] is None
