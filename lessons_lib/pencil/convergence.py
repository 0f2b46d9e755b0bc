"""The order in which errors shrink: their slope on logarithmic axes."""

import math
from typing import NamedTuple

import numpy as np

from lessons_lib.arrays import Array


class Order(NamedTuple):
    """What a line through errors on logarithmic axes says."""

    slope: float
    fitted: Array


def measured_order(
    steps: Array, errors: Array, noise: Array, *, clean: float, samples: int, straight: float
) -> Order:
    """Fit a line to the errors of the shortest steps that rounding leaves alone.

    Examples
    --------
    >>> steps = np.geomspace(1e-3, 1, 31)
    >>> found = measured_order(steps, 5 * steps**2, 1e-9 + 0 * steps, clean=100, samples=6, straight=0.1)
    >>> round(found.slope, 6), found.fitted.round(4).tolist()
    (2.0, [0.001, 0.0032])
    """
    with np.errstate(invalid="ignore"):
        seen = np.asarray(errors > clean * noise)
    starts = [k for k in range(len(steps) - samples + 1) if seen[k : k + samples].all()]
    if not starts:
        return Order(math.nan, np.full(2, np.nan))
    window = slice(starts[0], starts[0] + samples)
    across, up = np.log(steps[window]), np.log(errors[window])
    slope, height = np.polyfit(across, up, 1)
    if np.abs(slope * across + height - up).max() > straight:
        return Order(math.nan, np.full(2, np.nan))
    return Order(float(slope), steps[window][[0, -1]])
