"""Ways downhill that know the curvature, or learn it: Newton's method, BFGS and L-BFGS."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.descent._path import FLAT, Field, Ground, Path, Record, StuckError, length, walk, whole

NO_STEP = "the slope does not change in some direction here, so Newton's step is undefined"
NO_HESSIAN = "differences find no curvature here, so Newton's step is undefined; a Function has its exact one"
NO_GOOD_STEP = "the search along the line finds no good step from here"

_ENOUGH = 1e-4
_LEAST_CURVATURE = 1e-8
_HALVINGS = 60


def newton(
    f: Field, start: ArrayLike, *, damped: bool = False, steps: int = 100, tolerance: float = FLAT
) -> Path:
    """Step to where the slope would be 0 if the curvature stayed as it is: x <- x - H(x)^-1 grad f(x).

    Parameters
    ----------
    f, start, steps
        As for `gradient_descent`; the coordinates are in one row.
    damped : bool
        False takes every step whole: it runs to whatever flat point is near, be it a saddle or a
        maximum, or away. True always goes down: negative curvatures are taken by their size, and the
        step is halved until the value falls enough.
    tolerance : float
        The ground is flat where the slope is no longer than this.

    Notes
    -----
    "Enough" is Armijo's condition: at least 1e-4 of the fall that the slope promises (J. Nocedal and S. J.
    Wright, "Numerical Optimization", 2006, chapter 3). Curvatures below 1e-8 of the largest count as that.

    Examples
    --------
    >>> newton(lambda x: (x[0] - 3) ** 2 + 50 * x[1] ** 2, [10, 1], steps=1).points[-1].round(4).tolist()
    [3.0, 0.0]
    """
    ground = Ground(f, start)
    curvature = ground.hessian

    def move(point: Any, slope: Any) -> Any:
        if length(slope) <= tolerance:
            return 0.0 * slope
        size = np.size(slope)
        hessian = np.asarray(curvature(point)).reshape(size, size)
        if not np.isfinite(hessian).all():
            raise StuckError(NO_STEP if ground.exact else NO_HESSIAN)
        shape = np.shape(point)
        if damped:
            return _shortened(ground, point, slope, _downhill(hessian, np.ravel(slope)).reshape(shape)[()])
        try:
            return -np.linalg.solve(hessian, np.ravel(slope)).reshape(shape)[()]
        except np.linalg.LinAlgError:
            raise StuckError(NO_STEP) from None

    return walk(ground, move, steps, tolerance)


def _downhill(hessian: Array, slope: Array) -> Array:
    """Return Newton's step with every curvature taken by its size."""
    curvatures, directions = np.linalg.eigh((hessian + hessian.T) / 2)
    sizes = np.abs(curvatures)
    sizes = np.maximum(sizes, _LEAST_CURVATURE * sizes.max()) if sizes.max() else np.ones_like(sizes)
    return np.asarray(-directions @ ((directions.T @ slope) / sizes))


def _shortened(ground: Ground, point: Any, slope: Any, shift: Any) -> Any:
    """Return the step, halved until the value falls enough."""
    here, promised = ground.value(point), float(np.dot(slope, shift))
    rounding = 4 * np.spacing(abs(here))
    for halvings in range(_HALVINGS):
        share = 0.5**halvings
        if ground.value(point + share * shift) <= here + rounding + _ENOUGH * share * promised:
            return share * shift
    return 0.0 * shift


def bfgs(f: Field, start: ArrayLike, steps: int = 100, *, tolerance: float = FLAT) -> Path:
    """Walk with BFGS: Newton's method with a Hessian learned from the slopes on the way.

    It keeps an n x n matrix, as Newton's method does; `l_bfgs`, which has the other settings, does not.

    Examples
    --------
    >>> bfgs(lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2, [-1, 1]).points[-1].round(4).tolist()
    [1.0, 1.0]
    """
    return _by_scipy("BFGS", f, start, steps, tolerance)


def l_bfgs(f: Field, start: ArrayLike, pairs: int = 10, steps: int = 100, *, tolerance: float = FLAT) -> Path:
    """Walk with L-BFGS: BFGS that remembers only its last few steps.

    Parameters
    ----------
    f, start, tolerance
        As for `newton`.
    pairs : int
        How many pairs of a step and its change of slope are kept: 2n numbers each.
    steps : int
        Number of steps allowed; each may try several points, and only the last is recorded.

    Notes
    -----
    SciPy does the walking: L-BFGS-B without bounds (R. H. Byrd, P. Lu, J. Nocedal and C. Zhu, 1995).

    Examples
    --------
    >>> l_bfgs(lambda x: (x[0] - 1) ** 2 + (x[1] + 2) ** 4, [0, 0]).points[-1].round(2).tolist()
    [1.0, -2.0]
    """
    kept = whole("pairs", pairs, least=1)
    return _by_scipy("L-BFGS-B", f, start, steps, tolerance, maxcor=kept, ftol=0, maxfun=sys.maxsize)


class _FinishedError(Exception):
    """Leaves SciPy's loop; StopIteration would be mistaken for one that f raises."""


def _by_scipy(method: str, f: Field, start: ArrayLike, steps: int, tolerance: float, **options: Any) -> Path:
    try:
        from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise ModuleNotFoundError(f"{method} needs SciPy: install it with `pip install scipy`") from error
    ground = Ground(f, start)
    record, shape, flat_start = (
        Record(ground, steps, tolerance),
        np.shape(ground.start),
        np.ravel(ground.start),
    )

    def visit(x: Array) -> None:
        slope = record.visit(x.copy().reshape(shape)[()])
        if not record.stopped:
            record.leave(0.0 if length(slope) <= record.tolerance else 1.0)
        if record.stopped:
            raise _FinishedError

    options |= {"maxiter": whole("steps", steps) + 1, "gtol": 0.0}
    with np.errstate(all="ignore"), contextlib.suppress(_FinishedError):
        visit(flat_start)
        minimize(
            lambda x: ground.value(x.reshape(shape)[()]),
            flat_start,
            jac=lambda x: np.ravel(ground.slope(x.reshape(shape)[()])),
            method=method,
            callback=visit,
            options=options,
        )
    # Where SciPy gives up by itself, its line search has failed.
    record.stopped = record.stopped or NO_GOOD_STEP
    return record.path()
