"""Which contour lines make a map readable."""

import numpy as np

from lessons_lib.arrays import Array

_COUNT, _FINE = 10, 100  # steps from low to high: of even lines, of what others are counted from
_CROWDED = 0.3  # of the map between two neighbouring lines: too much to read
_PLATEAU = 0.02  # of the map exactly at one height: a line there would be noise
_SHARES = (1, 4, 10, 20, 32, 44, 56, 68, 80, 90, 96)
_FEW = 5


def chosen_levels(heights: Array) -> Array:
    """Choose the heights of contour lines.

    Examples
    --------
    >>> chosen_levels(np.linspace(0, 80, 1000)).tolist()
    [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0]
    >>> chosen_levels(np.linspace(0, 10, 1000) ** 4).tolist()
    [0.0001, 0.03, 1.0, 20.0, 100.0, 300.0, 1000.0, 2000.0, 5000.0, 8000.0]
    """
    heights = heights[np.isfinite(heights)]
    if not len(heights) or _is_constant(heights):
        return np.empty(0)
    low, high = (float(limit) for limit in np.percentile(heights, [1, 99]))
    levels = _even(low, high)
    if _fullest(heights, levels) > _CROWDED:
        levels = _by_share(heights)
    return np.array([each for each in levels if np.mean(heights == each) < _PLATEAU])


def _is_constant(heights: Array) -> bool:
    low, high = float(heights.min()), float(heights.max())
    return high - low <= 1e-9 * max(abs(low), abs(high))


def _even(low: float, high: float) -> Array:
    """Return the multiples of 1, 2, 5, 10, ... between two heights."""
    if not high > low:
        return np.empty(0)
    step = _round((high - low) / _COUNT, (1.0, 2.0, 5.0, 10.0))
    return np.asarray(step * np.arange(np.ceil(low / step), np.floor(high / step) + 1))


def _fullest(heights: Array, levels: Array) -> float:
    """Return the largest share of the map between two neighbouring levels."""
    if not len(levels):
        return 1.0
    counts = np.bincount(np.searchsorted(levels, heights))
    return float(counts.max() / len(heights))


def _by_share(heights: Array) -> Array:
    """Return round heights with comparable shares of the map between them."""
    shares = np.percentile(heights, _SHARES)
    for base in (0.0, _crowded(shares)):
        levels = np.unique([base, *(base + _rounded(float(share) - base) for share in shares)])
        levels = levels[(levels > heights.min()) & (levels < heights.max())]
        if len(levels) >= _FEW and _fullest(heights, levels) <= 1.4 * _CROWDED:
            return np.asarray(levels)
    return np.unique(shares[shares > heights.min()])


def _crowded(shares: Array) -> float:
    """Return a round height near which most of the map lies."""
    densest = int(np.diff(shares).argmin())
    step = _round(float(shares[-1] - shares[0]) / _FINE or 1.0, (1.0, 2.0, 5.0, 10.0))
    return float(step * np.round(shares[densest] / step)) + 0.0


def _rounded(value: float) -> float:
    return float(np.copysign(_round(abs(value), (1.0, 2.0, 3.0, 5.0, 8.0, 10.0)), value)) if value else 0.0


def _round(size: float, steps: tuple[float, ...]) -> float:
    """Return the nearest of these numbers, times a power of ten."""
    power = 10.0 ** np.floor(np.log10(size))
    nearest = min(steps, key=lambda step: abs(np.log(step * power / size)))
    # Dividing by 10**3 is exact where multiplying by 10**-3 is not.
    return float(nearest * power if power >= 1 else nearest / round(1 / power))
