"""The order in which errors shrink: their slope on logarithmic axes."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


class Order(NamedTuple):
    """What a line through errors on logarithmic axes says.

    Attributes
    ----------
    slope : float
        Of the line; nan where there is none.
    fitted : ndarray, shape (2,)
        The steps between which it was measured; nan where there is no line.
    """

    slope: float
    fitted: Values


def measured_order(
    steps: Values, errors: Values, noise: Values, *, clean: float, samples: int, straight: float
) -> Order:
    """Fit a line to the errors of the shortest steps that rounding leaves alone.

    Parameters
    ----------
    steps, errors, noise : ndarray, shape (k,)
        Steps in rising order; the error of each, and a bound of the rounding in it.
    clean : float
        How many times the rounding an error is that it leaves alone.
    samples : int
        How many neighbours a line is fitted through.
    straight : float
        How far, in factors of e, the errors may lie off their line.

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
