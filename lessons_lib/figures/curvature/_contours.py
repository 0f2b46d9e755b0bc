"""The contour lines of a quadratic, drawn anew for each state: solid above the middle, dashed below."""

from typing import Any, Final

import numpy as np
from contourpy import contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.figures.curvature._quadratic import Quadratic
from lessons_lib.pencil.figure import name_axes, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.plane import note_above

REACH: Final = 2.0
LARGEST: Final = 3.0
_STEP = 0.5  # from contour line to contour line
_LEVELS = np.arange(_STEP, LARGEST * REACH**2, _STEP)
_SAMPLES = 72
_PALEST, _DARKEST, _TINTED = 0.02, 0.42, 6.0


class Bands(Artist):
    """The bands between contour lines as pixels, computed as they are drawn: a tenth of an image."""

    def __init__(self, ax: Axes) -> None:
        super().__init__()
        self._half = np.zeros((2, 2))
        self.set_zorder(0.1)
        ax.add_artist(self)

    def show(self, hessian: Array) -> None:
        """Take another matrix, shape (2, 2)."""
        self._half = hessian / 2
        self.stale = True

    def draw(self, renderer: Any) -> None:
        """Paint the pixels of the axes, from the lowest row up."""
        assert self.axes is not None
        left, low, right, high = (round(edge) for edge in self.axes.bbox.extents)
        pixels = _TINTS[self.bands(high - low, right - left)].view(np.uint8)
        renderer.draw_image(renderer.new_gc(), left, low, pixels.reshape(high - low, right - left, 4))

    def bands(self, rows: int, columns: int) -> NDArray[np.uint8]:
        """Return the numbers of the bands in which pixels lie, shape (rows, columns)."""
        (square, mixed), (_, other) = (self._half / _STEP).astype(np.float32)
        up, across = (np.linspace(-REACH, REACH, count, dtype=np.float32) for count in (rows, columns))
        values = np.outer(up, 2 * mixed * across)
        values += (square * across**2 + len(_TINTS) // 2)[None]
        values += (other * up**2)[:, None]
        return np.asarray(np.clip(values, 0, len(_TINTS) - 1, out=values), np.uint8)


class ContourLines:
    """Lines and bands that move; the axes get their limits and names."""

    def __init__(self, ax: Axes) -> None:
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
        ax.set_autoscale_on(False)
        ax.apply_aspect()
        name_axes(ax, "$x$", "$y$")
        note_above(ax, f"a line for every {_STEP}, dashed below 0")
        self._bands = Bands(ax)
        self._lines = [stroke(ax, "function", width=0.45, dashes=d, layer=1) for d in ("solid", "dashed")]
        self._level = stroke(ax, "measure", width=0.7, layer=1.5)

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        return [self._bands, *self._lines, self._level]

    def show(self, quadratic: Quadratic) -> None:
        """Draw another quadratic; of a saddle also the line as high as its middle."""
        self._bands.show(quadratic.hessian)
        traced = contour_generator(_SIDE, _SIDE, quadratic(_POINTS))
        for line, levels in zip(self._lines, (_LEVELS, -_LEVELS), strict=True):
            line.set_data(*_joined(traced, levels).T)
        middle = np.zeros(1 if quadratic.kind == "saddle" else 0)
        self._level.set_data(*_joined(traced, middle).T)


def _joined(traced: Any, levels: Array) -> Array:
    """Return the contour lines of several levels as one line with gaps, shape (n, 2)."""
    gap, pieces = np.full((1, 2), np.nan), [np.zeros((0, 2))]
    for height in levels:
        found = traced.lines(height)
        if not found:
            break
        pieces += [part for line in found for part in (line, gap)]
    return np.concatenate(pieces)


def _inks() -> NDArray[np.uint32]:
    """Colours of all bands from low, pale, to high, dark, shape (k,): four bytes each."""
    edges = np.arange(-LARGEST * REACH**2 - _STEP, LARGEST * REACH**2 + _STEP, _STEP)
    shares = np.clip((edges + _TINTED) / (2 * _TINTED), 0, 1) * (_DARKEST - _PALEST) + _PALEST
    inks = 1 - shares[:, None] * (1 - np.array(to_rgb(LINE["function"])))
    whole = np.column_stack([inks, np.ones(len(inks))])
    return np.ascontiguousarray(np.round(255 * whole), np.uint8).view(np.uint32).ravel()


_TINTS = _inks()
_SIDE = np.linspace(-REACH, REACH, _SAMPLES)
_POINTS = np.stack(np.meshgrid(_SIDE, _SIDE), axis=-1)
