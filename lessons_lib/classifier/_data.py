"""Points in the plane with classes to tell apart, the same on every machine."""

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array

Labels = NDArray[np.int64]

_CENTRES = np.array([(-1.3, -0.7), (1.3, -0.7), (0.0, 1.4)])


def blobs(count: int = 120, spread: float = 0.6, seed: int = 0) -> tuple[Array, Labels]:
    """Scatter points around three places, one class at each.

    Parameters
    ----------
    count : int
        Number of points.
    spread : float
        Standard deviation of both coordinates.
    seed : int
        Of the scatter.

    Returns
    -------
    points : ndarray, shape (count, 2)
    labels : ndarray, shape (count,)
        0, 1 or 2.

    Examples
    --------
    >>> points, labels = blobs(6)
    >>> points.shape, labels.tolist()
    ((6, 2), [0, 1, 2, 0, 1, 2])
    """
    labels = np.arange(count) % len(_CENTRES)
    return _CENTRES[labels] + spread * _scatter(count, seed), labels


def moons(count: int = 120, spread: float = 0.15, seed: int = 0) -> tuple[Array, Labels]:
    """Scatter points along two half circles that reach into each other.

    Examples
    --------
    >>> points, labels = moons(4, spread=0)
    >>> points[:2].round(2).tolist(), labels.tolist()
    ([[0.6, -0.3], [-0.6, 0.3]], [0, 1, 0, 1])
    """
    labels = np.arange(count) % 2
    turn = np.pi * (np.arange(count) // 2) / max(count // 2 - 1, 1)
    upper = np.stack([1.2 * np.cos(turn) - 0.6, 1.2 * np.sin(turn) - 0.3], axis=1)
    turned = np.where(labels[:, None] == 0, upper, -upper)
    return turned + spread * _scatter(count, seed), labels


def _scatter(count: int, seed: int) -> Array:
    return np.random.default_rng(seed).standard_normal((count, 2))
