"""BFGS and L-BFGS as SciPy has them, recorded as a Path."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.descent._path import FLAT, NO_GOOD_STEP, Ground, Path, Record, standing
from lessons_lib.descent._settings import count, tolerated


def bfgs(f: Callable[[Any], Any], start: ArrayLike, steps: int = 100, *, tolerance: float = FLAT) -> Path:
    """Walk with BFGS: Newton's method with a Hessian learned from the slopes on the way.

    Notes
    -----
    It keeps an n x n matrix, as Newton's method does; `l_bfgs` does not. See chapter 6 of [1]_.

    References
    ----------
    .. [1] J. Nocedal and S. J. Wright, "Numerical Optimization", 2nd edition, Springer 2006.

    Examples
    --------
    >>> bfgs(lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2, [-1, 1]).points[-1].round(4).tolist()
    [1.0, 1.0]
    """
    return _walked("BFGS", f, start, steps, tolerance)


def l_bfgs(
    f: Callable[[Any], Any], start: ArrayLike, pairs: int = 10, steps: int = 100, *, tolerance: float = FLAT
) -> Path:
    """Walk with L-BFGS: BFGS that remembers only its last few steps.

    Parameters
    ----------
    f : callable
        Takes one number or one array and returns one number. A `Function` gives its exact gradient;
        anything else is differentiated by `numeric`.
    start : float or array_like, shape (n,)
        Where to begin.
    pairs : int
        How many pairs of a step and its change of slope are kept: 2n numbers each.
    steps : int
        Number of steps allowed; each may try several points, and only the last is recorded.
    tolerance : float
        The ground is flat where the slope is no longer than this.

    Returns
    -------
    Path
        Points of shape (k,) or (k, n), k at most ``steps + 1``.

    Raises
    ------
    ValueError
        If a setting is out of its range, or the start is not one finite point.
    ModuleNotFoundError
        If SciPy, which does the walking, is not installed.

    Notes
    -----
    SciPy's L-BFGS-B [1]_, without bounds.

    References
    ----------
    .. [1] R. H. Byrd, P. Lu, J. Nocedal and C. Zhu, "A limited memory algorithm for bound constrained
       optimization", SIAM Journal on Scientific Computing 16 (1995), 1190-1208.

    Examples
    --------
    >>> l_bfgs(lambda x: (x[0] - 1) ** 2 + (x[1] + 2) ** 4, [0, 0]).points[-1].round(2).tolist()
    [1.0, -2.0]
    """
    if count(pairs) == 0:
        raise ValueError("pairs must be a whole number, 1 or more: got 0")
    return _walked("L-BFGS-B", f, start, steps, tolerance, maxcor=pairs, ftol=0, maxfun=sys.maxsize)


def _walked(
    method: str, f: Callable[[Any], Any], start: ArrayLike, steps: int, tolerance: float, **options: Any
) -> Path:
    follower = _Follower(Ground(f, start), count(steps), tolerated(tolerance))
    minimize = _minimize(method)
    options |= {"maxiter": follower.steps + 1, "gtol": 0.0}
    with np.errstate(all="ignore"), contextlib.suppress(StopIteration):
        follower(np.ravel(follower.ground.start))
        minimize(
            follower.value,
            np.ravel(follower.ground.start),
            jac=follower.slope,
            method=method,
            callback=follower,
            options=options,
        )
    return follower.path()


def _minimize(method: str) -> Any:
    try:
        from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise ModuleNotFoundError(f"{method} needs SciPy: install it with `pip install scipy`") from error
    return minimize


class _Follower:
    """What SciPy calls: value, slope, and after every step a look at whether to go on."""

    def __init__(self, ground: Ground, steps: int, tolerance: float) -> None:
        self.ground, self.steps, self._tolerance = ground, steps, tolerance
        self._record = Record(ground, steps)

    def value(self, x: Any) -> float:
        return self.ground.value(self._shaped(x))

    def slope(self, x: Any) -> Any:
        return np.ravel(self.ground.slope(self._shaped(x)))

    def __call__(self, x: Any) -> None:
        point = self._shaped(x.copy())
        value, slope = self._record.visit(point)
        still = np.linalg.norm(slope) <= self._tolerance
        if not self._record.stopped:
            self._record.stopped = standing(point, value, slope, self._tolerance, 0.0 if still else 1.0)
        if self._record.finished():
            raise StopIteration

    def path(self) -> Path:
        """Return the walk; where SciPy gave up by itself, its line search had failed."""
        self._record.stopped = self._record.stopped or NO_GOOD_STEP
        return self._record.path()

    def _shaped(self, x: Any) -> Any:
        return x.reshape(np.shape(self.ground.start))[()]
