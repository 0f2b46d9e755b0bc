"""The mesh that is drawn: it ends where the surface ends, and is torn where the function jumps."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Points

Flags = NDArray[np.bool_]
Height = Callable[[Points], Points]

_HALVINGS = 30
_LEFT = 0.5  # of a jump: what is left of it however close one looks
_SIDES = [(0, 1), (0, -1), (1, 0), (-1, 0)]
_DIAGONALS = [(1, 1), (1, -1), (-1, 1), (-1, -1)]


def trimmed(points: Points, height: Height, steep: float) -> tuple[Points, Flags]:
    """Move those points of a mesh that are not on the surface to its edge."""
    found, inside = points.copy(), np.isfinite(points[..., 2])
    outside = ~inside
    for neighbours in (_SIDES, _DIAGONALS):
        outside &= ~_moved(found, points, outside, neighbours, height)
    some = inside[:-1, :-1] | inside[:-1, 1:] | inside[1:, :-1] | inside[1:, 1:]
    return found, np.asarray(some & ~_torn(points, height, steep))


def _moved(
    found: Points, points: Points, outside: Flags, neighbours: list[tuple[int, int]], height: Height
) -> Flags:
    """Move points outside to the edge, towards whichever neighbour inside has it nearest to them."""
    nearest = np.full(outside.shape, -1.0)
    for down, right in neighbours:
        start = _shifted(points, down, right)
        rows, columns = np.nonzero(outside & np.isfinite(start[..., 2]))
        if not len(rows):
            continue
        share, edge = _edge(start[rows, columns], points[rows, columns, :2], height)
        better = share > nearest[rows, columns]
        rows, columns = rows[better], columns[better]
        found[rows, columns], nearest[rows, columns] = edge[better], share[better]
    return np.asarray(nearest >= 0)


def _edge(start: Points, beyond: Points, height: Height) -> tuple[Points, Points]:
    """Find how far one can go from points inside (k, 3) to places outside (k, 2), and where that is."""
    shares, reached = np.zeros(len(start)), start.copy()
    for step in 0.5 ** np.arange(1, _HALVINGS):
        places = start[:, :2] + (shares + step)[:, None] * (beyond - start[:, :2])
        ahead = np.column_stack([places, height(places)])
        good = np.isfinite(ahead[:, 2])
        shares[good] += step
        reached[good] = ahead[good]
    return shares, reached


def _torn(points: Points, height: Height, steep: float) -> Flags:
    """Tell which cells have a jump on one of their sides."""
    torn = np.zeros(points.shape[:2], bool)
    for down, right in ((0, 1), (1, 0)):
        ahead = _shifted(points, down, right)
        with np.errstate(invalid="ignore"):
            rows, columns = np.nonzero(np.abs(ahead[..., 2] - points[..., 2]) > steep)
        jumps = _jumps(points[rows, columns], ahead[rows, columns], height)
        rows, columns = rows[jumps], columns[jumps]
        torn[rows, columns] = True
        # The side belongs to the cells on both sides of it.
        torn[np.maximum(rows - right, 0), np.maximum(columns - down, 0)] = True
    return torn[:-1, :-1]


def _jumps(one: Points, other: Points, height: Height) -> Flags:
    """Tell whether halving the way between points does not shrink the difference of their heights."""
    low, high = one.copy(), other.copy()
    for _ in range(_HALVINGS):
        places = (low[:, :2] + high[:, :2]) / 2
        middle = np.column_stack([places, height(places)])
        first = np.abs(middle[:, 2] - low[:, 2]) > np.abs(high[:, 2] - middle[:, 2])
        low, high = np.where(first[:, None], low, middle), np.where(first[:, None], middle, high)
    left = np.abs(high[:, 2] - low[:, 2])
    return np.asarray(~(left <= _LEFT * np.abs(one[:, 2] - other[:, 2])))


def _shifted(points: Points, down: int, right: int) -> Points:
    """Return the points that stand so many places further down and to the right; nan beyond the mesh."""
    shifted = np.full_like(points, np.nan)
    rows, columns = points.shape[:2]
    here = (slice(max(-down, 0), rows - max(down, 0)), slice(max(-right, 0), columns - max(right, 0)))
    there = (slice(max(down, 0), rows + min(down, 0)), slice(max(right, 0), columns + min(right, 0)))
    shifted[here] = points[there]
    return shifted
