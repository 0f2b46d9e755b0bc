"""Labels that are cheap to redraw: glyphs are drawn once, kept, and set like lead type.

Setting a text through matplotlib costs about 0.6 ms, with a white stroke 2 ms. A moving picture has five
labels and 4 ms, so `Label` keeps each glyph as a small mask and pastes strings, with their halo, from these.
On a canvas that is not Agg (PDF, SVG) it draws as an ordinary text.
"""

import math
import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

Mask = NDArray[np.uint8]

_SUBPIXELS = 4
# The article before a word, and the first letter of such names as L-BFGS.
_WORDS: Final = re.compile(r"(?<= )a(?= [^\W\d_]{2})|[A-Z](?=-[A-Z]{2})")
# matplotlib leaves its renderer without types.
_renderer: Any = RendererAgg


@lru_cache(maxsize=64)
def _font(size: float, italic: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size, style="oblique" if italic else "normal")


@lru_cache(maxsize=1)
def _scribe() -> Any:
    return _renderer(1, 1, 72)


@lru_cache(maxsize=4096)
def _advance(char: str, italic: bool) -> float:
    """Width of a character for type of size 1."""
    font = _font(64.0, italic)
    both, frame = (_scribe().get_text_width_height_descent(s, font, False)[0] for s in (f"n{char}n", "nn"))
    return float(both - frame) / 64


@lru_cache(maxsize=4096)
def _glyph(char: str, italic: bool, size: float, dpi: float, shift: int) -> Mask:
    """Coverage of one glyph, its origin one em from the left and bottom of a box of three ems."""
    em = math.ceil(size * dpi / 72)
    renderer = _renderer(3 * em, 3 * em, dpi)
    graphics = renderer.new_gc()
    renderer.draw_text(graphics, em + shift / _SUBPIXELS, 2 * em, char, _font(size, italic), 0)
    coverage: Mask = np.array(renderer.buffer_rgba())[..., 3]
    return coverage


def _signs(text: str) -> list[str]:
    """Split a text into characters, each with the accents that are set on it, as the bar of v̄."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def italics(text: str) -> list[bool]:
    """Tell which characters are symbols of mathematics: letters standing alone that are no words.

    Examples
    --------
    >>> italics("at a")
    [False, False, False, True]
    >>> any(italics("to a line")), any(italics("L-BFGS"))
    (False, False)
    """
    bare = [sign[0] for sign in _signs(text)]
    letters = [False, *(unicodedata.category(char) in {"Ll", "Lu"} for char in bare), False]
    words = {found.start() for found in _WORDS.finditer("".join(bare))}
    triples = enumerate(zip(letters, letters[1:], letters[2:], strict=False))
    return [here and not (before or after or at in words) for at, (before, here, after) in triples]


def _line(text: str, size: float, dpi: float, rim: int) -> Mask:
    """Coverage of one line of text with an empty rim: two ems high, as wide as the pen went."""
    em, signs = math.ceil(size * dpi / 72), _signs(text)
    slanted = italics(text)
    steps = [_advance(c, i) * size * dpi / 72 for c, i in zip(signs, slanted, strict=True)]
    strip = np.zeros((3 * em, math.ceil(sum(steps)) + 3 * em), np.uint8)
    pen = 0.0
    for char, italic, step in zip(signs, slanted, steps, strict=True):
        left, shift = divmod(round(pen * _SUBPIXELS), _SUBPIXELS)
        window = strip[:, left : left + 3 * em]
        np.maximum(window, _glyph(char, italic, size, dpi, shift), out=window)
        pen += step
    # From the accents of capitals to the tails of g and y.
    return strip[em - em // 8 - rim : 2 * em + em // 3 + rim, em - rim : em + math.ceil(pen) + 1 + rim]


def _widened(mask: Mask, reach: int) -> Mask:
    """Grow a coverage mask by some pixels: the shape of the halo."""
    wide = mask
    for turned in (False, True):
        source, wide = wide.T if turned else wide, wide.copy()
        target = wide.T if turned else wide
        for shift in range(1, reach + 1):
            np.maximum(target[:-shift], source[shift:], out=target[:-shift])
            np.maximum(target[shift:], source[:-shift], out=target[shift:])
    return wide


def _stacked(lines: list[Mask], rim: int) -> Mask:
    """Set lines under each other; their rims overlap."""
    if len(lines) == 1:
        return lines[0]
    height, pitch = lines[0].shape[0], lines[0].shape[0] - 2 * rim
    block = np.zeros((height + pitch * (len(lines) - 1), max(line.shape[1] for line in lines)), np.uint8)
    for number, line in enumerate(lines):
        top = pitch * number
        window = block[top : top + height, : line.shape[1]]
        np.maximum(window, line, out=window)
    return block


@lru_cache(maxsize=256)
def _inks(colour: str) -> Mask:
    """Colour on white for each coverage from 0 to 255, shape (256, 3)."""
    cover = np.arange(256)[:, None] / 255
    inks: Mask = np.rint(255 * (1 - cover * (1 - np.array(to_rgb(colour))))).astype(np.uint8)
    return inks


@lru_cache(maxsize=512)
def _sprite(text: str, size: float, dpi: float, colour: str, halo: float) -> Mask:
    """Image of a text on its halo, shape (height, width, 4), straight alpha."""
    rim = max(1, round(halo * dpi / 72))
    ink = _stacked([_line(line, size, dpi, rim) for line in text.split("\n")], rim)
    image = np.empty((*ink.shape, 4), np.uint8)
    image[..., :3] = _inks(colour)[ink]
    image[..., 3] = _widened(ink, rim)
    return image


class Label(Text):
    """A text in an axes, on a white halo, placed in fractions of the axes."""

    def __init__(self, ax: Axes, text: str, colour: str, size: float, halo: float = 1.8) -> None:
        super().__init__(0, 0, text, color=colour, fontsize=size, transform=ax.transAxes, clip_on=False)
        self._halo = halo
        self.set_path_effects([withStroke(linewidth=2 * halo, foreground="white")])
        ax.add_artist(self)

    def size_in_points(self) -> tuple[float, float]:
        """Width and height of the box that the words fill, in points."""
        dpi = self._dpi()
        height, width = self._image(dpi).shape[:2]
        return width * 72 / dpi, height * 72 / dpi

    def get_window_extent(self, renderer: RendererBase | None = None, dpi: float | None = None) -> Bbox:
        """Box of the words in pixels, halo included."""
        height, width = self._image(dpi or self._dpi()).shape[:2]
        left, bottom = self.get_transform().transform(self.get_position())
        return Bbox.from_bounds(left, bottom, width, height)

    def draw(self, renderer: RendererBase) -> None:
        """Paste the words; on other canvases than Agg draw them as matplotlib does."""
        if not isinstance(renderer, RendererAgg):
            super().draw(renderer)
        elif self.get_visible() and self.get_text():
            image = self._image(renderer.dpi)
            left, bottom = self.get_transform().transform(self.get_position())
            renderer.draw_image(renderer.new_gc(), round(left), round(bottom), image[::-1])

    def _dpi(self) -> float:
        figure = self.get_figure(root=True)
        return float(figure.dpi) if figure is not None else 100.0

    def _image(self, dpi: float) -> Mask:
        colour = self.get_color()
        return _sprite(self.get_text(), self.get_fontsize(), dpi, str(colour), self._halo)
