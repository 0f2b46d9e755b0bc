"""What a map itself makes of a little square: the outline, the area, and whether it lies over itself."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from contourpy import contour_generator

from lessons_lib.arrays import Array
from lessons_lib.pencil.maps import EPSILON, UNIT_SQUARE, plane_images
from lessons_lib.pencil.plane import PlaneView

PER_SIDE = 32
FRACTIONS = np.arange(4 * PER_SIDE + 1) / PER_SIDE
EDGE = np.stack([np.interp(FRACTIONS, range(5), along) for along in UNIT_SQUARE.T], axis=-1)
ROOTS, ROOT_WEIGHTS = np.polynomial.legendre.leggauss(8)
NODES, WEIGHTS = (ROOTS + 1) / 2, ROOT_WEIGHTS / 2
INSIDE = np.stack(np.meshgrid(NODES, NODES), axis=-1).reshape(-1, 2)
SHARES = np.outer(WEIGHTS, WEIGHTS).ravel()
SAMPLES = 160


class BentSquare(NamedTuple):
    """The image of a square under a map."""

    outline: Array
    area: float
    kind: str


def bent_square(f: Any, corner: Sequence[float], side: float) -> BentSquare:
    """Return the image of a square under a map.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> square = bent_square(Function("x^2 - y^2, 2x y"), (1, 0), 1)
    >>> square.kind, round(square.area, 12)
    ('plain', 10.666666666667)
    >>> bent_square(Function("x^2, y"), (-0.5, 0), 1).kind
    'folded'
    """
    outline = plane_images(f, corner + side * EDGE)
    points = corner + side * INSIDE
    factors = determinants(f, points)
    if not np.isfinite(factors).all() or np.isnan(outline).any():
        return BentSquare(outline, float("nan"), "torn")
    noise = 1e-12 * np.abs(factors).max()
    if factors.min() < -noise and factors.max() > noise:
        return BentSquare(outline, float("nan"), "folded")
    if np.abs(_turns(outline, plane_images(f, points))).max() > 1.5:
        return BentSquare(outline, float("nan"), "overlapping")
    return BentSquare(outline, side * side * float(SHARES @ np.abs(factors)), "plain")


def determinants(f: Any, points: Array) -> Array:
    """Return the Jacobian's determinant at points of shape (..., 2), nan where there is none."""
    with np.errstate(all="ignore"):
        found = np.asarray(f.jacobian(points), float)
        (a, b), (c, d) = np.moveaxis(np.broadcast_to(found, (*points.shape[:-1], 2, 2)), (-2, -1), (0, 1))
        found, size = a * d - b * c, np.abs(a * d) + np.abs(b * c)
        # What is smaller than rounding is 0, as in `maps.determinant`.
        return np.where(np.abs(found) <= EPSILON * size, 0.0, found)


def fold_lines(f: Any, view: PlaneView) -> Array:
    """Return where in view the determinant changes its sign, shape (n, 2), a row of nan after each piece."""
    xs, ys = (np.linspace(low, high, SAMPLES) for low, high in (view[:2], view[2:]))
    heights = determinants(f, np.stack(np.meshgrid(xs, ys), axis=-1))
    size = np.nanmax(np.abs(heights), initial=0.0)
    # What only rounding tells from 0 has no sign.
    signs = np.where(np.abs(heights) < 1e-12 * size, 0.0, heights)
    if not (np.nanmin(signs, initial=0.0) < 0 < np.nanmax(signs, initial=0.0) < np.inf):
        return np.zeros((0, 2))
    pieces = contour_generator(xs, ys, np.ma.masked_invalid(signs)).lines(0.0)
    gap = np.full((1, 2), np.nan)
    return np.concatenate([np.zeros((0, 2)), *(part for piece in pieces for part in (piece, gap))])


def _turns(outline: Array, points: Array) -> Array:
    """Return how often a closed line goes around each point."""
    arms = outline - points[:, None, :]
    angles = np.arctan2(arms[..., 1], arms[..., 0])
    steps = np.diff(angles, axis=-1)
    return np.asarray((steps - 2 * np.pi * np.round(steps / (2 * np.pi))).sum(axis=-1) / (2 * np.pi))
