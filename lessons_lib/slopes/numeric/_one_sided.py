"""The slope seen from the left and the slope seen from the right."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric._values import EPSILON, Field, one_point, values_at

Improve = Callable[[Array, int], Array]

# The factor is no simple fraction, so that a periodic curve is not met at the same height every time.
_SPREAD = 0.01371 * 0.5 ** np.arange(25)
_COLUMNS = 6
_TAIL = 10
_TRUST = 1e-4


def one_sided(f: Field, at: float) -> tuple[float, float]:
    """Return the limits of (f(at + h) - f(at)) / h as h goes to 0 from below and from above.

    Parameters
    ----------
    f : callable
        Takes one number and returns one.
    at : float
        Where to look.

    Returns
    -------
    left, right : float
        The two one-sided slopes, good to about 8 digits: the same number where f is differentiable,
        different ones at a kink, inf or -inf where the curve turns vertical or jumps, nan where f is
        undefined on that side (or at the point) or where the quotients settle on nothing.

    Raises
    ------
    ValueError
        If `at` is not one finite real number.

    Notes
    -----
    The quotients for ever shorter steps are extrapolated to h = 0: by Neville's scheme where f has a
    power series on that side, by Aitken's where it starts with a fractional power.

    Examples
    --------
    >>> one_sided(abs, 0)
    (-1.0, 1.0)
    >>> one_sided(np.cbrt, 0)
    (inf, inf)
    """
    point = one_point(at)
    with np.errstate(all="ignore"):
        return _limit(f, point, -1), _limit(f, point, 1)


def _limit(f: Field, at: float, side: int) -> float:
    others = at + side * max(1.0, abs(at)) * _SPREAD
    values = values_at(f, np.append(others, at), ())
    rises, heights = values[:-1] - values[-1], np.maximum(abs(values[:-1]), abs(values[-1]))
    quotients, noise = rises / (others - at), EPSILON * heights / abs(others - at)
    if not np.isfinite(quotients[-_TAIL:]).all():
        return float("nan")
    if _runs_away(quotients[-_TAIL:], rises[-1], heights[-1]):
        return float(np.copysign(np.inf, quotients[-1]))
    return _extrapolated(quotients, noise)


def _runs_away(quotients: Array, last_rise: float, height: float) -> bool:
    """Tell whether the quotients grow without end, and not by rounding alone."""
    sizes = np.abs(quotients)
    growing = bool((np.diff(sizes) > 0).all() and sizes[-1] > 1.4 * sizes[0])
    return growing and abs(last_rise) > 1e-11 * height


def _extrapolated(quotients: Array, noise: Array) -> float:
    """Return the entry of two extrapolation tables with the least estimated error, nan if none is good."""
    finite = np.isfinite(quotients)
    column, noise = quotients[finite], noise[finite]
    error, limit = min([*_guesses(column, noise, _neville), *_guesses(column, noise, _aitken)])
    return limit + 0.0 if error <= _TRUST * max(1.0, abs(limit)) else float("nan")


def _guesses(column: Array, noise: Array, improve: Improve) -> list[tuple[float, float]]:
    """Return (error estimate, guess) for every trusted entry of one extrapolation table."""
    guesses = [(float("inf"), float("nan"))]
    for order in range(1, min(_COLUMNS, column.size // 2 - 1) + 1):
        better = improve(column, order)
        change = np.maximum(abs(np.diff(better)), abs(better - column[-better.size :])[1:])
        errors = change + noise[-change.size :]
        trusted = np.isfinite(errors)
        guesses += zip(errors[trusted].tolist(), better[1:][trusted].tolist(), strict=True)
        column = better
    return guesses


def _neville(column: Array, order: int) -> Array:
    better: Array = column[1:] + np.diff(column) / (2**order - 1)
    return better


def _aitken(column: Array, _order: int) -> Array:
    step, bend = np.diff(column), np.diff(column, 2)
    settling = abs(step[1:]) < abs(step[:-1])
    correction = step[1:] ** 2 / np.where(settling, bend, 1)
    return np.where(settling, column[2:] - correction, np.where(step[1:] == 0, column[2:], np.nan))
