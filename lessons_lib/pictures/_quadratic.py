"""A quadratic given by its eigenvalues and the direction of its axes: its Hessian, kind, words and map."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.pencil import Panel
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import matrix_words
from lessons_lib.pencil.plane import unit
from lessons_lib.wording import number

TAGS = {
    "bowl": "bowl: minimum",
    "dome": "dome: maximum",
    "saddle": "saddle: neither minimum nor maximum",
    "trough": "trough: lowest all along a line",
    "ridge": "ridge: highest all along a line",
    "flat": "flat: the same everywhere",
}
KINDS = {(1, 1): "bowl", (-1, -1): "dome", (-1, 1): "saddle", (0, 1): "trough", (-1, 0): "ridge",
         (0, 0): "flat"}  # fmt: skip
SILENT = "for a function with this Hessian at a flat point the test is silent"
REACH, LARGEST = 2.0, 3.0
STEP = 0.5  # from contour line to contour line
LEVELS = np.arange(STEP, LARGEST * REACH**2, STEP)
SIDE = np.linspace(-REACH, REACH, 72)
POINTS = np.stack(np.meshgrid(SIDE, SIDE), axis=-1)
PALEST, DARKEST, TINTED = 0.02, 0.42, 6.0


@dataclass(frozen=True)
class Quadratic:
    """The quadratic ½ vᵀH v with given eigenvalues of H.

    Examples
    --------
    >>> Quadratic(3, 1, 45).hessian.tolist()
    [[2.0, 1.0], [1.0, 2.0]]
    >>> Quadratic(3, 1, 45).kind, Quadratic(3, -1, 45).kind, Quadratic(0, 1, 0).kind
    ('bowl', 'saddle', 'trough')
    """

    first: float
    second: float
    angle: float

    @property
    def eigenvalues(self) -> tuple[float, float]:
        """Both eigenvalues, in the order of the axes."""
        return self.first, self.second

    @cached_property
    def axes(self) -> Array:
        """Unit vectors along both axes, shape (2, 2), one in each row."""
        return unit(np.array([self.angle, self.angle + 90]))

    @cached_property
    def hessian(self) -> Array:
        """The symmetric matrix H, shape (2, 2), without the dust of a rotation."""
        return np.asarray(np.round(self.axes.T @ np.diag(self.eigenvalues) @ self.axes, 12) + 0.0)

    @property
    def kind(self) -> str:
        """What the quadratic is: a bowl, dome, saddle, trough or ridge, or flat."""
        low, high = sorted(int(np.sign(each)) for each in self.eigenvalues)
        return KINDS[low, high]

    def __call__(self, points: Array) -> Array:
        """Return the values at points: (..., 2) -> (...)."""
        along = points @ self.axes.T
        return np.asarray(along**2 @ np.array(self.eigenvalues) / 2)

    @property
    def sentence(self) -> str:
        """The caption."""
        # A line at −150° is one at 30°.
        one, other = (f"{number(round((self.angle + turn) % 180, 9) % 180)}°" for turn in (0, 90))
        pair = f"eigenvalue {number(self.first)} along {one} and {number(self.second)} along {other}"
        if self.first == self.second:
            pair = f"both eigenvalues are {number(self.first)}, so every direction is an eigenvector"
        up, down = (one, other) if self.first > self.second else (other, one)
        level = other if self.first else one
        kind = {
            "bowl": "both positive: a bowl, and its middle a minimum",
            "dome": "both negative: a dome, and its middle a maximum",
            "saddle": f"up along {up} and down along {down}: a saddle, neither minimum nor maximum",
            "trough": f"a trough, level along {level}, all of it as low as the middle; {SILENT}",
            "ridge": f"a ridge, level along {level}, all of it as high as the middle; {SILENT}",
            "flat": f"flat, 0 everywhere; {SILENT}",
        }[self.kind]
        return f"Quadratic ½ vᵀH v with H = {matrix_words(self.hessian)}: {pair}; {kind}."


def draw_contours(p: Panel, quadratic: Quadratic) -> None:
    """Draw the contour lines, solid above the middle and dashed below; of a saddle also at 0."""
    p.artist("bands", Bands).show(quadratic.hessian)
    traced = contour_generator(SIDE, SIDE, quadratic(POINTS))
    for dashes, levels in (("solid", LEVELS), ("dashed", -LEVELS)):
        p.path(joined(traced, levels), "function", width=0.45, dashes=dashes, layer=1, avoided=False)
    if quadratic.kind == "saddle":
        p.path(joined(traced, np.zeros(1)), width=0.7, layer=1.5, avoided=False)


def joined(traced: Any, levels: Array) -> Array:
    """Return the contour lines of several levels as one line with gaps, shape (n, 2)."""
    gap, pieces = np.full((1, 2), np.nan), [np.zeros((0, 2))]
    for height in levels:
        found = traced.lines(height)
        if not found:
            break
        pieces += [part for line in found for part in (line, gap)]
    return np.concatenate(pieces)


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
        pixels = TINTS[self.bands(high - low, right - left)].view(np.uint8)
        renderer.draw_image(renderer.new_gc(), left, low, pixels.reshape(high - low, right - left, 4))

    def bands(self, rows: int, columns: int) -> NDArray[np.uint8]:
        """Return the numbers of the bands in which pixels lie, shape (rows, columns)."""
        (square, mixed), (_, other) = (self._half / STEP).astype(np.float32)
        up, across = (np.linspace(-REACH, REACH, count, dtype=np.float32) for count in (rows, columns))
        values = np.outer(up, 2 * mixed * across)
        values += (square * across**2 + len(TINTS) // 2)[None]
        values += (other * up**2)[:, None]
        return np.asarray(np.clip(values, 0, len(TINTS) - 1, out=values), np.uint8)


def tints() -> NDArray[np.uint32]:
    """Return the colours of all bands from low, pale, to high, dark, shape (k,): four bytes each."""
    edges = np.arange(-LARGEST * REACH**2 - STEP, LARGEST * REACH**2 + STEP, STEP)
    shares = np.clip((edges + TINTED) / (2 * TINTED), 0, 1) * (DARKEST - PALEST) + PALEST
    inks = 1 - shares[:, None] * (1 - np.array(to_rgb(LINE["function"])))
    whole = np.column_stack([inks, np.ones(len(inks))])
    return np.ascontiguousarray(np.round(255 * whole), np.uint8).view(np.uint32).ravel()


TINTS = tints()
