"""What is seen of a map in a little window: its bent grid, and how far that is from a linear map's."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.pencil.maps import EPSILON, jacobian_of, plane_images, value_of

CELLS, SAMPLES = 8, 33
MARKS, ALONG = np.linspace(-0.5, 0.5, CELLS + 1), np.linspace(-0.5, 0.5, SAMPLES)
FIRST = np.stack(np.meshgrid(ALONG, MARKS), axis=-1)
GRID = np.concatenate([FIRST, FIRST[..., ::-1]])
"""The lines of the grid in units of the window, shape (k, n, 2): first those along the first variable."""

NEAR = 0.1
FRAMES = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
ROOM = 0.72  # of the linear map's grid there is this much on each side of the middle of its frame
LARGE = 1e150


class Window(NamedTuple):
    """A map in a window, lengths in units of the window's width."""

    value: Array
    jacobian: Array
    bent: Array
    flat: Array
    share: float
    rounding: float
    worst: Array
    torn: bool


def look(f: Any, at: Sequence[float], width: float) -> Window:
    """Look at a map through a window.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> f = Function("x^2 - y^2, 2x y")
    >>> look(f, (1, 0.5), 0.5).share, look(f, (1, 0.5), 0.25).share
    (0.25, 0.125)
    """
    value, jacobian = value_of(f, at), jacobian_of(f, at)
    with np.errstate(over="ignore", invalid="ignore"):
        bent = (plane_images(f, at + width * GRID) - value) / width
        bent[~(np.abs(bent) < LARGE).all(axis=-1)] = np.nan
        flat = GRID @ (jacobian if np.isfinite(jacobian).all() else best_linear(bent)).T
        gaps = np.nan_to_num(np.hypot(*np.moveaxis(bent - flat, -1, 0)), nan=-1.0)
    place = np.unravel_index(int(gaps.argmax()), gaps.shape)
    share = float(gaps[place]) if gaps[place] >= 0 else float("nan")
    noise, torn = _rounding(value, jacobian, at, width), bool(np.isnan(bent).any())
    worst = np.array([flat[place], bent[place]])
    return Window(value, jacobian, bent, flat, share, noise, worst, torn)


def best_linear(bent: Array) -> Array:
    """Return the matrix that fits a bent grid best, by least squares; nan where nothing is defined."""
    whole = np.isfinite(bent).all(axis=-1)
    if whole.sum() < GRID.shape[1]:
        return np.full((2, 2), np.nan)
    return np.asarray(np.linalg.lstsq(GRID[whole], bent[whole], rcond=None)[0].T)


def frame_size(f: Any, at: Sequence[float]) -> float:
    """Return half the height of what is shown of the output, in units of the window: 1, 1.5, 2, 3, 5, ...

    It depends on the point alone, so that zooming changes nothing but the bend.
    """
    jacobian = jacobian_of(f, at)
    if not np.isfinite(jacobian).all():
        jacobian = look(f, at, NEAR).flat[:, [0, -1]] if np.isfinite(value_of(f, at)).all() else jacobian
        reach = float(np.nan_to_num(np.abs(jacobian)).max())
    else:
        reach = float(np.abs(jacobian).sum(axis=1).max()) / 2
    if not 1 / LARGE < reach < LARGE:
        return 1.0
    power = 10.0 ** np.floor(np.log10(reach / ROOM))
    return float(power * min(factor for factor in FRAMES if factor * power >= 0.999 * reach / ROOM))


def _rounding(value: Array, jacobian: Array, at: Sequence[float], width: float) -> float:
    """Bound what rounding of the map and of its inputs does to a gap, in units of the window."""
    slopes = np.nan_to_num(np.abs(jacobian)).sum(axis=1) * (np.abs(at).max() + width)
    return float(EPSILON * (np.nan_to_num(np.abs(value)) + slopes).max() / width)
