"""How wrong a scheme is at every step size, measured and predicted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric._derivative import derivative, slopes
from lessons_lib.slopes.numeric._sampling import Curve, one_point, positive_step, sample
from lessons_lib.slopes.numeric._schemes import Scheme, scheme_named

_DEGREE = 16
_WINDOW = 0.25
_NEIGHBOURS = 2
# Rounding errors are spread evenly over one spacing: their root mean square is spacing / sqrt(12).
_SPREAD = 12**-0.5


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCurve:
    """The error of a difference scheme against its step size."""

    scheme: str
    step: Array
    error: Array
    truncation: Array
    rounding: Array
    best_step: float
    best_error: float
    order: int


def error_curve(
    f: Curve,
    at: float,
    scheme: str = "central",
    steps: ArrayLike | None = None,
    exact: float | Callable[[float], float] | None = None,
) -> ErrorCurve:
    """Measure a scheme's error over many step sizes, beside what theory predicts.

    Parameters
    ----------
    f : callable
        Takes one number and returns one.
    at : float
        Where the slope is taken.
    scheme : str
        As in `derivative`.
    steps : array_like, shape (k,), optional
        Positive step sizes; by default 1e-16 to 1, ten per decade.
    exact : float or callable, optional
        The true slope or the true derivative. By default f.derivative if f has one, else an own
        estimate good to about 13 digits where f is smooth.

    Returns
    -------
    ErrorCurve

    Raises
    ------
    ValueError
        If a step is not positive, `at` not one finite real number, or the scheme unknown.

    Notes
    -----
    Truncation is the first neglected term of Taylor's series. Rounding supposes that each value of f, and
    each argument x + h, is off by a random part of one unit in its last place; so a slope made from two
    of them is off by the root of the sum of squares, divided by the step.

    Examples
    --------
    >>> curve = error_curve(np.exp, at=1, scheme="forward", exact=np.e)
    >>> 3e-9 < curve.best_step < 3e-8, curve.order
    (True, 1)
    """
    chosen, point, step = scheme_named(scheme), one_point(at), _sorted_steps(steps)
    slope = _exact(f, point, exact)
    error = _measured(f, point, chosen, step, slope)
    best = _best(error)
    return ErrorCurve(
        scheme=scheme,
        step=step,
        error=error,
        truncation=abs(chosen.error_constant * _higher(f, point, chosen.order + 1)) * step**chosen.order,
        rounding=np.maximum(_rounding(f, point, slope, chosen) / step, _resolution(slope)),
        best_step=float(step[best]),
        best_error=float(error[best]),
        order=chosen.order,
    )


def _sorted_steps(steps: ArrayLike | None) -> Array:
    if steps is None:
        return np.logspace(-16, 0, 161)
    chosen = np.sort(np.atleast_1d(np.asarray(steps)))
    return np.array([positive_step(step) for step in chosen])


def _measured(f: Curve, at: float, scheme: Scheme, steps: Array, exact: float) -> Array:
    with np.errstate(all="ignore"):
        approximations = slopes(f, scheme, np.full(steps.shape, at), steps)
    return np.maximum(np.abs(approximations - exact), _resolution(exact))


def _resolution(slope: float) -> float:
    """Return half a unit in the last place of the slope (of 1 where the slope is 0)."""
    return float(np.spacing(abs(slope) or 1.0)) / 2


def _best(error: Array) -> int:
    """Return the index of the least error, not of a lucky dip: neighbours count too."""
    digits = np.pad(np.log(error), _NEIGHBOURS, constant_values=np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(digits, 2 * _NEIGHBOURS + 1)
    smooth = np.nan_to_num(windows.mean(axis=1), nan=np.inf)
    return int(smooth.size - 1 - np.argmin(smooth[::-1]))


def _exact(f: Curve, at: float, exact: float | Callable[[float], float] | None) -> float:
    known = getattr(f, "derivative", None) if exact is None else exact
    if known is None:
        return _estimated(f, at)
    return float(known(at) if callable(known) else known)


def _estimated(f: Curve, at: float) -> float:
    """Return the slope by the complex step where an interpolant confirms it, else by the interpolant."""
    smooth = _interpolated(f, at, 1)
    try:
        exact = float(derivative(f, scheme="complex")(at))
    except TypeError:
        return smooth
    return exact if abs(exact - smooth) <= 1e-8 * max(1.0, abs(smooth)) else smooth


def _rounding(f: Curve, at: float, slope: float, scheme: Scheme) -> float:
    """Return the expected rounding error of the scheme times its step."""
    if scheme.name == "complex":
        return 0.0
    value = _SPREAD * np.spacing(abs(float(sample(f, np.array([at]))[0])))
    argument = _SPREAD * np.spacing(abs(at)) * abs(slope)
    if scheme.order == 1:
        return float(np.sqrt(2 * value**2 + argument**2))
    central = float(np.sqrt(2 * (value**2 + argument**2))) / 2
    return central if scheme.order == 2 else central * 65**0.5 / 3


def _higher(f: Curve, at: float, order: int) -> float:
    """Return the derivative of that order, from the formula if f has one, else from an interpolant."""
    g: Any = f
    for _ in range(order):
        g = getattr(g, "derivative", None)
        if g is None:
            return _interpolated(f, at, order)
    return float(g(at))


def _interpolated(f: Curve, at: float, order: int) -> float:
    reach = _WINDOW * max(1.0, abs(at))

    def values(points: Array) -> Array:
        return sample(f, points).astype(float)

    fit = Chebyshev.interpolate(values, _DEGREE, domain=(at - reach, at + reach))
    return float(fit.deriv(order)(at))
