"""A matplotlib figure as pixels: what stands still is drawn once, what moves is drawn over it."""

import threading
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from lessons_lib.pencil.settings import own_settings

Pixels = NDArray[np.uint8]


class _Drawing:
    """One thread at a time makes and draws pictures, in the course's settings of matplotlib.

    matplotlib's formula reader and font caches serve all figures.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._within = threading.local()

    def __enter__(self) -> None:
        self._lock.acquire()
        settings = own_settings()
        settings.__enter__()
        vars(self._within).setdefault("settings", []).append(settings)

    def __exit__(self, *fault: object) -> None:
        try:
            self._within.settings.pop().__exit__(None, None, None)
        finally:
            self._lock.release()


DRAWING = _Drawing()


class Raster:
    """Draw one figure again and again, quickly."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._canvas: Any = FigureCanvasAgg(figure)
        self._resolution = figure.dpi
        self._moving: tuple[Artist, ...] = ()
        self._background: object = None
        self.background: Pixels = np.empty((0, 0, 4), np.uint8)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        width, height = self.figure.get_size_inches() * self._resolution
        return round(width), round(height)

    def frame(
        self, moving: Iterable[Artist] | None, ratio: float = 1.0, hidden: Sequence[Artist] = ()
    ) -> Pixels:
        """Return the present picture."""
        with DRAWING:
            self._set_resolution(self._resolution * ratio)
            if moving is None:
                self._draw_all()
            else:
                self._blit(tuple(moving), hidden)
            return self._pixels()

    def still(self, moving: Iterable[Artist] | None, ratio: float) -> Pixels:
        """Return the present picture at another resolution, and rest."""
        with DRAWING:
            for artist in moving or ():
                artist.set_animated(False)
            pixels = self.frame(None, ratio)
            self.rest()
            return pixels

    def rest(self) -> None:
        """Let go of all pixels: the next frame draws everything afresh."""
        with DRAWING:
            self._release()
            for text in self.figure.findobj(Text):
                # A text keeps the canvas it was last drawn on, pixels and all.
                vars(text)["_renderer"] = None
            self._canvas = FigureCanvasAgg(self.figure)
            self.background = np.empty((0, 0, 4), np.uint8)

    def _set_resolution(self, resolution: float) -> None:
        if self.figure.dpi != resolution:
            self.figure.set_dpi(resolution)
            self._background = None

    def _draw_all(self) -> None:
        self._release()
        self._canvas.draw()
        self.background = self._pixels()

    def _pixels(self) -> Pixels:
        return np.array(self._canvas.buffer_rgba(), dtype=np.uint8)

    def _release(self) -> None:
        for artist in self._moving:
            artist.set_animated(False)
        self._moving, self._background = (), None

    def _blit(self, moving: tuple[Artist, ...], hidden: Sequence[Artist]) -> None:
        # Animated artists never mark their figure as stale: a stale figure means that the rest has changed.
        if self._background is None or moving != self._moving or self.figure.stale:
            self._draw_background(moving)
        self._canvas.restore_region(self._background)
        for artist in sorted(moving, key=Artist.get_zorder):
            if artist not in hidden:
                self.figure.draw_artist(artist)

    def _draw_background(self, moving: tuple[Artist, ...]) -> None:
        self._release()
        for artist in moving:
            artist.set_animated(True)
        self._canvas.draw()
        self._moving = moving
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)
        self.background = self._pixels()
