"""Arrows whose heads keep their size, and how long an arrow is drawn."""

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike, NDArray

from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.plane._values import plane_values
from lessons_lib.pencil.plane._view import PlaneView
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

_GRID = 24
# Of the shorter side of the view: the usual length, what needs no scale, what is cut, what can be seen.
_LONG, _SHORTEST, _LONGEST, _CUT, _SEEN = 0.2, 0.1, 0.4, 0.55, 0.1
_FAR = 1e4
_NOWHERE = np.zeros((7, 2))
# Head length, half head width, both in widths of the shaft.
_HEAD, _WING = 5.0, 2.2


class Arrow(Polygon):
    """An arrow from one point to another: shaft and head as one polygon, its head of one size in points."""

    def __init__(self, ax: Axes, colour: str, width: float) -> None:
        super().__init__(
            _NOWHERE, closed=True, facecolor=colour, edgecolor="white", joinstyle="miter",
            transform=ax.transAxes, linewidth=0.35 * width, visible=False,
        )  # fmt: skip
        self._stem = width
        self.tail = self.tip = np.full(2, np.nan)
        ax.add_patch(self)

    def put(self, tail: ArrayLike, tip: ArrayLike) -> None:
        """Move both ends; an arrow without length, or not finite, is not seen."""
        self.tail, self.tip = np.array(tail, float), np.array(tip, float)
        with np.errstate(all="ignore"):
            start, end = self._in_points(self.tail), self._in_points(self.tip)
            length = math.hypot(*(end - start))
        self.set_visible(0.5 < length < math.inf)
        if self.get_visible():
            outline = _outline(min(length, _FAR), self._stem)
            along = (end - start) / length
            turned = outline @ np.array([along, [-along[1], along[0]]])
            self.set_xy((start + turned) / self._size)

    def hide(self) -> None:
        """Take the arrow out of the picture."""
        self.put((np.nan, np.nan), (np.nan, np.nan))

    def _in_points(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        ax: Any = self.axes
        figure = ax.get_figure(root=True)
        self._size = np.asarray(ax.bbox.size, float) * (72 / figure.dpi)
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        return np.asarray((place - (left, bottom)) / (right - left, top - bottom) * self._size)


def _outline(length: float, width: float) -> NDArray[np.float64]:
    """Return the seven corners of an arrow to the right, shape (7, 2), in points."""
    shrink = min(1.0, length / (1.4 * _HEAD * width))
    half, wing = shrink * width / 2, shrink * _WING * width
    neck = length - shrink * _HEAD * width
    upper = [(0, half), (neck, half), (neck, wing)]
    return np.array([*upper, (length, 0), *[(x, -y) for x, y in reversed(upper)]], float)


def arrow(ax: Axes, meaning: str, *, width: float = 2.4, layer: float = 5) -> Arrow:
    """Add an arrow with the colour of its meaning, not yet anywhere."""
    made = Arrow(ax, LINE[meaning], width * scale_of(ax.get_figure(root=True)))
    made.set_zorder(layer)
    return made


def arrow_scale(f: Any, view: PlaneView) -> float:
    """Return how long the gradients of one picture are drawn.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> arrow_scale(Function("x + y"), PlaneView(-3, 3, -3, 3))
    1.0
    >>> arrow_scale(Function("100x + y"), PlaneView(-3, 3, -3, 3))
    0.01
    """
    lengths = gradient_lengths(f, view)
    if not len(lengths):
        return 1.0
    usual = float(np.percentile(lengths, 67))
    fits = _SHORTEST * view.size <= usual <= _LONGEST * view.size
    return 1.0 if fits else nice(_LONG * view.size / usual)


def fitted(
    vector: NDArray[np.float64], view: PlaneView, *, visible: bool = False
) -> tuple[NDArray[np.float64], str]:
    """Cut an arrow that is too long for the picture, and lengthen one that is too short to be seen.

    Examples
    --------
    >>> fitted(np.array([30.0, 40.0]), PlaneView(-5, 5, -5, 5))
    (array([3.3, 4.4]), 'cut')
    >>> fitted(np.array([0.0, 1e-9]), PlaneView(-5, 5, -5, 5), visible=True)
    (array([0., 1.]), 'lengthened')
    """
    length, shortest, longest = math.hypot(*vector), _SEEN * view.size, _CUT * view.size
    if length > longest:
        return vector / length * longest, "cut"
    if visible and 0 < length < shortest:
        return vector / length * shortest, "lengthened"
    return vector, ""


def gradient_lengths(f: Any, view: PlaneView) -> NDArray[np.float64]:
    """Return the lengths of gradients all over a view, shape (n,), without those that are 0 or missing."""
    points = np.stack(np.meshgrid(*view.grid(_GRID)), axis=-1)
    lengths = plane_values(lambda p: np.hypot(*np.moveaxis(f.gradient(p), -1, 0)), points)
    return np.asarray(lengths[lengths > 0])


def nice(size: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above a positive number.

    Examples
    --------
    >>> nice(0.7), nice(26), nice(1)
    (0.5, 20.0, 1.0)
    """
    power = math.floor(math.log10(size) + 1e-12)
    digit = max(each for each in (1, 2, 5) if each == 1 or each * 10.0**power <= size * (1 + 1e-12))
    return float(f"{digit}e{power}")


def scale_words(scale: float) -> str:
    """Say how an arrow is drawn; nothing where it has its own length.

    Examples
    --------
    >>> scale_words(1), scale_words(0.02), scale_words(10)
    ('', 'drawn at 1/50 of its length', 'drawn 10 times as long')
    """
    if scale == 1:
        return ""
    if scale > 1:
        return f"drawn {number(scale)} times as long"
    return f"drawn at 1/{number(round(1 / scale, 12)).removeprefix('1·')} of its length"
