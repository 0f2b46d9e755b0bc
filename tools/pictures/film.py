"""A film taken frame by frame: a hand moves a little, the page answers, one frame is taken."""

from __future__ import annotations

import cmath
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

FRAME_MS = 66
WIDTH, HEIGHT = 900, 610  # as a reader sees it, in CSS pixels
SHARP = 1.25
PIXELS = int(WIDTH * SHARP), int(HEIGHT * SHARP)
# An arrow with a white rim, its tip at the place it points to.
POINTER = """
<svg xmlns="http://www.w3.org/2000/svg" width="26" height="34" viewBox="-2 -2 26 34">
<path d="M0 0 L0 24 L5.6 18.8 L9.4 27.6 L13.6 25.8 L9.9 17.2 L17.4 17.2 Z" fill="#111"
 stroke="#fff" stroke-width="2" stroke-linejoin="round"/></svg>
"""
PLACED = """([x, y, svg]) => {
    let hand = document.getElementById('film-hand');
    if (!hand) {
        hand = Object.assign(document.createElement('div'), { id: 'film-hand', innerHTML: svg });
        hand.style = 'position:fixed;left:0;top:0;z-index:99999;pointer-events:none;line-height:0';
        document.body.append(hand);
    }
    hand.style.transform = `translate(${x - 2}px, ${y - 2}px)`;
}"""
QUIET = "() => !document.querySelector('[data-waiting]')"


class Film:
    """Frames of one size, each with the time for which it is seen."""

    def __init__(self) -> None:
        self.frames: list[Image.Image] = []
        self.times: list[int] = []
        self._last = b""

    def add(self, png: bytes, milliseconds: int = FRAME_MS) -> None:
        """Add a frame; one that shows the same as the last prolongs it."""
        if png == self._last:
            self.times[-1] += milliseconds
            return
        self._last = png
        with Image.open(io.BytesIO(png)) as picture:
            # A page that is cut between two pixels gives a pixel more.
            self.frames.append(picture.convert("RGB").crop((0, 0, *PIXELS)))
        self.times.append(milliseconds)

    def save(self, path: Path) -> None:
        """Write an animated WebP, without loss, that begins anew when it has ended."""
        first, *others = self.frames
        whole = io.BytesIO()
        first.save(
            whole, "WEBP", save_all=True, append_images=others, duration=self.times, loop=0,
            lossless=True, quality=60, method=4, minimize_size=True,
        )  # fmt: skip
        path.write_bytes(whole.getvalue())

    @property
    def seconds(self) -> float:
        """How long it runs."""
        return sum(self.times) / 1000


class Hand:
    """A pointer on a page, seen in every frame that it takes.

    Parameters
    ----------
    page : playwright.sync_api.Page
    film : Film
        Where frames go.
    middle, top : float
        The middle of the film's upper edge on the page, in CSS pixels.
    zoom : float
        How much larger than usual the page is shown.
    """

    def __init__(self, page: Page, film: Film, middle: float, top: float, zoom: float = 1) -> None:
        self.page, self.film = page, film
        width, height = WIDTH / zoom, HEIGHT / zoom
        self.clip = {"x": middle - width / 2, "y": top, "width": width, "height": height}
        self.x, self.y = middle + 0.15 * width, top + 0.8 * height
        self._put(self.x, self.y)

    def frame(self, count: int = 1) -> None:
        """Wait until all is answered, and take a frame that is seen for some time."""
        self.page.wait_for_function(QUIET)
        self.page.wait_for_timeout(90)
        self.film.add(self.page.screenshot(clip=self.clip), count * FRAME_MS)

    def glide(self, x: float, y: float, frames: int) -> None:
        """Go to a place, slowly at both ends."""
        start = self.x, self.y
        for way in eased(frames):
            self._put(*between(start, (x, y), way))
            self.frame()

    def carry(self, grip: Locator, x: float, frames: int) -> None:
        """Carry a grip that rides on a curve to another x, and stay on the curve with it."""
        start = self.x
        for way in eased(frames):
            self._put(start + way * (x - start), self.y)
            self.page.wait_for_function(QUIET)
            self._put(self.x, middle(grip)[1])
            self.frame()

    def turn(self, centre: tuple[float, float], degrees: float, frames: int) -> None:
        """Go round a centre, counter-clockwise on the page."""
        start = complex(self.x - centre[0], centre[1] - self.y)
        for way in eased(frames):
            place = start * cmath.exp(1j * math.radians(way * degrees))
            self._put(centre[0] + place.real, centre[1] - place.imag)
            self.frame()

    def to(self, target: Locator, frames: int = 8) -> None:
        """Go to the middle of something on the page."""
        self.glide(*middle(target), frames)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the button down."""
        self.page.mouse.down()
        yield
        self.page.mouse.up()
        self.frame()

    def click(self) -> None:
        """Click where the hand is."""
        with self.held():
            self.frame(2)

    def type(self, text: str, frames: int = 1) -> None:
        """Type a text, letter by letter."""
        for letter in text:
            self.page.keyboard.type(letter)
            self.frame(frames)

    def _put(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.page.mouse.move(x, y)
        self.page.evaluate(PLACED, [x, y, POINTER])


def middle(target: Locator) -> tuple[float, float]:
    """Return the middle of something on the page, in CSS pixels."""
    box = target.bounding_box()
    if box is None:
        raise RuntimeError(f"{target} cannot be seen.")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def eased(frames: int) -> list[float]:
    """Return parts of a way, from just above 0 to 1: slow, quick, slow."""
    return [(1 - math.cos(math.pi * number / frames)) / 2 for number in range(1, frames + 1)]


def between(start: tuple[float, float], end: tuple[float, float], way: float) -> tuple[float, float]:
    """Return the place so much of the way from start to end."""
    return start[0] + way * (end[0] - start[0]), start[1] + way * (end[1] - start[1])
