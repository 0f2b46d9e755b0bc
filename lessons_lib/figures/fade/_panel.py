"""One of the two squares of pixels: the faded edge, and how wide the fade is at one place."""

from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgb

from lessons_lib.arrays import Array
from lessons_lib.figures.fade._window import PIXELS, Fading, Window
from lessons_lib.pencil.figure import label, name_axes
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import arrow, point_in_data
from lessons_lib.wording import number

_INK: Final = np.array(to_rgb(LINE["function"]))
_ALONG: Final = 15.0  # points: length of an arrow that shows where a fade ends


class Pixels(Artist):
    """Pixels that can be seen: each one is a square of one tint."""

    def __init__(self, ax: Axes) -> None:
        super().__init__()
        self.cover, self._ax = np.zeros((PIXELS, PIXELS)), ax
        self.set_zorder(1)
        ax.add_artist(self)

    def draw(self, renderer: RendererBase) -> None:
        """Paste them, as large as the axes are."""
        box = self._ax.bbox
        columns, rows = round(box.width), round(box.height)
        tints = np.full((*self.cover.shape, 4), 255, np.uint8)
        tints[..., :3] = np.rint(255 * (1 - self.cover[..., None] * (1 - _INK)))
        across, up = (np.arange(count) * PIXELS // count for count in (columns, rows))
        image = tints[up[:, None], across]
        renderer.draw_image(renderer.new_gc(), round(box.x0), round(box.y0), image)


class Panel:
    """A square of pixels."""

    def __init__(self, ax: Axes, even: bool) -> None:
        self.ax, self._even = ax, even
        self.width, self.widths, self._pixel = np.nan, np.zeros(0), 1.0
        ax.set(xlim=(0, PIXELS), ylim=(0, PIXELS), aspect="equal")
        ax.set_autoscale_on(False)
        ax.apply_aspect()
        name_axes(ax, "pixels", "")
        self._sheet = Sheet(ax)
        self._image = Pixels(ax)
        self._arrows = [arrow(ax, "point", width=1.3) for _ in range(2)]
        self._title = label(ax, "function", size=10.5)
        self._words = label(ax, "point", size=10)

    @property
    def moving(self) -> list[Artist]:
        return [self._image, *self._arrows, self._title, self._words]

    def move(self, fading: Fading, window: Window, at: Array, places: Array) -> None:
        """Show another fade or another window, and measure at one place and along the others."""
        self._image.cover = fading.cover(window.middles)
        into, inner, outer = fading.reaches(np.concatenate([at[None], places]))
        widths = (inner + outer) / window.pixel
        self.width, self.widths, self._pixel = float(widths[0]), widths[1:], window.pixel
        self._measure(window.pixels(at), into[0], inner[0] / window.pixel, outer[0] / window.pixel)
        self._write(fading)

    def _measure(self, at: Array, into: Array, inner: Any, outer: Any) -> None:
        """Point two arrows at both ends of the fade, and write how wide it is."""
        tips, long = (at + inner * into, at - outer * into), _ALONG * point_in_data(self.ax)
        for one, tip, way in zip(self._arrows, tips, (into, -into), strict=True):
            one.put(tip + long * way, tip)
        self._words.set_text(f"{number(self.width, 2)} px")
        self._sheet.clear()
        spot, end = (self._sheet.points(*place)[0] for place in (at, tips[1] - long * into))
        self._sheet.place(self._words, around(np.clip(end, 0, self._sheet.size), end - spot, rings=3))

    def _write(self, fading: Fading) -> None:
        depth = f"|{fading.shape.difference}|"
        even = f"with J: {depth}/|∇| < {number(fading.width / 2 / self._pixel, 2)} px"
        uneven = f"without J: {depth} < {number(fading.width / 2, 2)}"
        self._title.set_text(even if self._even else uneven)
        self._title.set_position((0.5 - self._title.size_in_points()[0] / self._sheet.size[0] / 2, 1.03))
