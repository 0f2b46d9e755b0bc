"""How far a map leaves its linear approximation, measured along one direction."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.pencil.convergence import Order, measured_order
from lessons_lib.pencil.maps import jacobian_of, plane_images, value_of
from lessons_lib.pencil.plane import unit
from lessons_lib.slopes import numeric

STEPS: Final = (1e-9, 3.0)
SAMPLES = 96
EPSILON = float(np.finfo(float).eps)
CLEAN = 100.0  # times the rounding: an error whose slope can be told
WINDOW = 1.5  # decades that a slope is fitted over
STRAIGHT = 0.03  # how far, in factors of e, the errors may lie off their line
AVERAGED = (1e-5, 1e-6)  # steps of the slopes where there is no Jacobian
DIGITS, MEETS = 8, 1e-4


@dataclass(frozen=True, eq=False)
class Departure:
    """The error ‖f(p + h) − f(p) − J h‖ against the length of h."""

    f: Any
    at: Array
    direction: Array
    value: Array
    matrix: Array
    smooth: bool
    step: Array
    error: Array
    change: Array
    noise: Array
    slope: float
    fitted: Array

    @property
    def is_linear(self) -> bool:
        """Whether nothing but rounding is seen, however long h is."""
        seen = np.isfinite(self.error)
        return bool(seen.any() and (self.error[seen] <= 10 * self.noise[seen]).all())

    def error_at(self, step: float) -> tuple[float, float]:
        """Return the error for one length of h, and what rounding may do to it."""
        error, _, noise = (each[0] for each in _lengths(self, np.array([step])))
        return float(error), float(noise)

    def images(self, steps: Array) -> tuple[Array, Array]:
        """Return f(p + h) and f(p) + J h for some lengths of h, of either sign, shape (k, 2) each."""
        along = np.asarray(steps)[:, None] * self.direction
        return plane_images(self.f, self.at + along), self.value + along @ self.matrix.T


def departure(f: Any, at: Sequence[float], angle: float) -> Departure:
    """Measure how far a map leaves its linear approximation.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> found = departure(Function("x1^2 + x2, x1 x2"), (1, 2), angle=30)
    >>> round(found.slope, 4), found.smooth, found.is_linear
    (2.0, True, False)
    >>> departure(Function("x + y, 2x"), (1, 2), angle=30).is_linear
    True
    """
    point, empty = np.asarray(at, float), np.zeros(0)
    matrix, smooth = _matrix(f, at)
    start = Departure(
        f, point, unit(angle), value_of(f, at), matrix, smooth, np.geomspace(*STEPS, SAMPLES),
        empty, empty, empty, math.nan, np.full(2, np.nan),
    )  # fmt: skip
    error, change, noise = _lengths(start, start.step)
    slope, fitted = _order(start.step, error, noise)
    return replace(start, error=error, change=change, noise=noise, slope=slope, fitted=fitted)


def _matrix(f: Any, at: Sequence[float]) -> tuple[Array, bool]:
    """Return the Jacobian, or the mean of the slopes on both sides, and whether it is the Jacobian."""
    exact = jacobian_of(f, at)
    if np.isfinite(exact).all():
        return exact, True
    with np.errstate(all="ignore"):
        mean, nearer = (
            np.asarray(numeric.jacobian(f, step, "central")(at), float).round(DIGITS) for step in AVERAGED
        )
    # Slopes that grow as the step shrinks belong to a steep place, not to a kink.
    return np.where(np.abs(mean - nearer).max() <= MEETS, mean, np.nan), False


def _lengths(found: Departure, steps: Array) -> tuple[Array, Array, Array]:
    """Return error, change and rounding for some lengths of h."""
    ends, linear = found.images(steps)
    error, change = np.hypot(*(ends - linear).T), np.hypot(*(ends - found.value).T)
    sizes = np.abs(found.matrix).sum() * (np.abs(found.at).max() + steps)
    noise = 2 * EPSILON * (np.abs(found.value).sum() + np.abs(ends).sum(axis=1) + sizes)
    return error, change, noise


def _order(step: Array, error: Array, noise: Array) -> Order:
    decade = (len(step) - 1) / math.log10(step[-1] / step[0])
    samples = round(WINDOW * decade) + 1
    return measured_order(step, error, noise, clean=CLEAN, samples=samples, straight=STRAIGHT)
