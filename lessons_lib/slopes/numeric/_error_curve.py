"""How wrong a scheme is at every step size, measured and predicted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric._schemes import Scheme, scheme_named
from lessons_lib.slopes.numeric._slopes import derivative, quotients, takes_arrays
from lessons_lib.slopes.numeric._values import Field, one_point, positive_step, value_beside

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
    f: Field,
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
        The true slope or the true derivative. By default f.derivative if f has one, else the slope by
        `automatic` or by the complex step, whichever f lends itself to.

    Returns
    -------
    ErrorCurve

    Raises
    ------
    ValueError
        If a step is not positive, `at` not one finite real number, the scheme unknown, or the true slope
        to be given.

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
    return np.array([positive_step(step) for step in np.sort(np.atleast_1d(np.asarray(steps)))], float)


def _measured(f: Field, at: float, scheme: Scheme, steps: Array, exact: float) -> Array:
    base, point = value_beside(f, at, ()), np.float64(at)
    with np.errstate(all="ignore"):
        if takes_arrays(f):
            found = quotients(f, scheme, np.full(steps.shape, at), steps, np.full(steps.shape, base))
        else:
            found = np.array([quotients(f, scheme, point, step, base) for step in steps])
    return np.maximum(np.abs(np.where(np.isfinite(base), found, np.nan) - exact), _resolution(exact))


def _resolution(slope: float) -> float:
    """Return half a unit in the last place of the slope (of 1 where the slope is 0)."""
    return float(np.spacing(abs(slope) or 1.0)) / 2


def _best(error: Array) -> int:
    """Return the index of the least error, not of a lucky dip: neighbours count too."""
    digits = np.pad(np.log(error), _NEIGHBOURS, constant_values=np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(digits, 2 * _NEIGHBOURS + 1)
    smooth = np.nan_to_num(windows.mean(axis=1), nan=np.inf)
    return int(smooth.size - 1 - np.argmin(smooth[::-1]))


def _exact(f: Field, at: float, exact: float | Callable[[float], float] | None) -> float:
    known = getattr(f, "derivative", None) if exact is None else exact
    if known is None:
        return _found_out(f, at)
    return float(known(at) if callable(known) else known)


def _found_out(f: Field, at: float) -> float:
    """Return the slope of a program, or by the complex step, unless a difference contradicts it."""
    from lessons_lib.slopes import automatic  # noqa: PLC0415  # as below

    difference = float(np.asarray(derivative(f)(at)))
    for road in (automatic.derivative(f), derivative(f, scheme="complex")):
        try:
            slope = float(np.asarray(road(at)))
        except TypeError:
            continue
        if np.isnan(difference) or abs(slope - difference) <= 1e-3 * abs(slope) + 1e-6:
            return slope
    raise ValueError("the true slope is not known here: give it as exact=, a number or a function")


def _rounding(f: Field, at: float, slope: float, scheme: Scheme) -> float:
    """Return the expected rounding error of the scheme times its step."""
    if scheme.name == "complex":
        return 0.0
    value = _SPREAD * np.spacing(abs(float(value_beside(f, at, ()))))
    argument = _SPREAD * np.spacing(abs(at)) * abs(slope)
    if scheme.order == 1:
        return float(np.sqrt(2 * value**2 + argument**2))
    central = float(np.sqrt(2 * (value**2 + argument**2))) / 2
    return central if scheme.order == 2 else central * 65**0.5 / 3


def _higher(f: Field, at: float, order: int) -> float:
    """Return the derivative of that order, of the formula or of the program; nan if neither is known."""
    from lessons_lib.slopes import automatic  # noqa: PLC0415  # slow, and seldom needed

    g: Any = f
    try:
        for _ in range(order):
            g = getattr(g, "derivative", None) or automatic.derivative(g)
        return float(g(at))
    except TypeError:
        return float("nan")
