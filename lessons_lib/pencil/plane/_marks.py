"""The mark of a right angle, and a note above a map."""

import math

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lessons_lib.pencil.scale import scale_of

_SIDE = 7.0  # of a right angle's mark, in points


def right_angle(ax: Axes, foot: ArrayLike, first: ArrayLike, second: ArrayLike) -> NDArray[np.float64]:
    """Return the mark of a right angle."""
    foot, side, sides = np.asarray(foot, float), _SIDE * point_in_data(ax), []
    for leg in (first, second):
        length = math.hypot(*np.asarray(leg, float))
        if not length > 1.5 * side:
            return np.full((3, 2), np.nan)
        sides.append(side * np.asarray(leg, float) / length)
    return np.array([foot + sides[0], foot + sides[0] + sides[1], foot + sides[1]])


def point_in_data(ax: Axes) -> float:
    """Return how much of an axis one point of type is, grown with the type scale, in data coordinates."""
    figure = ax.get_figure(root=True)
    (left, right), width = ax.get_xlim(), ax.bbox.width
    return float((right - left) / width * getattr(figure, "dpi", 100.0) / 72 * scale_of(figure))


def note_above(ax: Axes, words: str) -> None:
    """Write a note that stays above the right end of a map; nothing where there are no words."""
    if words:
        scale = scale_of(ax.get_figure(root=True))
        shift = (18 * scale, 9 * scale)
        ax.annotate(
            words, (1, 1), shift, "axes fraction", "offset points", ha="right", va="bottom", size="small"
        )
