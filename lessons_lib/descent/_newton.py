"""Newton's method: downhill by slope and curvature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.descent._path import FLAT, Ground, Path, walk
from lessons_lib.descent._settings import count, tolerated

_ENOUGH = 1e-4
_LEAST_CURVATURE = 1e-8
_HALVINGS = 60


def newton(
    f: Callable[[Any], Any],
    start: ArrayLike,
    *,
    damped: bool = False,
    steps: int = 100,
    tolerance: float = FLAT,
) -> Path:
    """Step to where the slope would be 0 if the curvature stayed as it is: x <- x - H(x)^-1 grad f(x).

    Parameters
    ----------
    f : callable
        Takes one number or one array and returns one number. A `Function` gives its exact Hessian;
        anything else is differentiated by `numeric`.
    start : float or array_like, shape (n,)
        Where to begin.
    damped : bool
        False takes every step whole: it runs to whatever flat point is near, be it a saddle or a
        maximum, or away. True always goes down: negative curvatures are taken by their size, and the
        step is halved until the value falls enough.
    steps : int
        Number of steps allowed.
    tolerance : float
        The ground is flat where the slope is no longer than this.

    Returns
    -------
    Path
        Points of shape (k,) or (k, n), k at most ``steps + 1``.

    Raises
    ------
    ValueError
        If a setting is out of its range, the start is not one finite point, or its coordinates are not
        in one row.

    Notes
    -----
    "Enough" is Armijo's condition: at least 1e-4 of the fall that the slope promises [1]_. Curvatures
    below 1e-8 of the largest count as that much.

    References
    ----------
    .. [1] J. Nocedal and S. J. Wright, "Numerical Optimization", 2nd edition, Springer 2006, chapter 3.

    Examples
    --------
    >>> newton(lambda x: (x[0] - 3) ** 2 + 50 * x[1] ** 2, [10, 1], steps=1).points[-1].round(4).tolist()
    [3.0, 0.0]
    """
    ground = Ground(f, start)
    move = _Damped(ground, tolerance) if damped else _Plain(ground, tolerance)
    return walk(ground, move, count(steps), tolerated(tolerance))


class _Plain:
    """Newton's step as it is; none where the ground is flat, nan where the Hessian has no inverse."""

    def __init__(self, ground: Ground, tolerance: float) -> None:
        self._ground, self._tolerance = ground, tolerance
        self._curvature = ground.curvature

    def __call__(self, point: Any, slope: Any) -> Any:
        if np.linalg.norm(slope) <= self._tolerance:
            return 0.0 * slope
        hessian = np.asarray(self._curvature(point))
        size = np.size(slope)
        if not np.isfinite(hessian).all() or not np.isfinite(slope).all():
            return np.nan * slope
        shift = self._step(point, hessian.reshape(size, size), np.reshape(slope, size))
        return shift.reshape(np.shape(point))[()]

    def _step(self, _point: Any, hessian: NDArray[Any], slope: NDArray[Any]) -> NDArray[Any]:
        try:
            return -np.linalg.solve(hessian, slope)
        except np.linalg.LinAlgError:
            return np.full_like(slope, np.nan)


class _Damped(_Plain):
    """Newton's step along which the value falls, halved until it falls enough."""

    def _step(self, point: Any, hessian: NDArray[Any], slope: NDArray[Any]) -> NDArray[Any]:
        curvatures, directions = np.linalg.eigh((hessian + hessian.T) / 2)
        sizes = np.abs(curvatures)
        sizes = np.maximum(sizes, _LEAST_CURVATURE * sizes.max()) if sizes.max() else np.ones_like(sizes)
        shift = -directions @ ((directions.T @ slope) / sizes)
        return self._shortened(point, shift, float(slope @ shift))

    def _shortened(self, point: Any, shift: NDArray[Any], promised: float) -> NDArray[Any]:
        here = self._ground.value(point)
        rounding = 4 * np.spacing(abs(here))
        for halvings in range(_HALVINGS):
            share = 0.5**halvings
            there = self._ground.value(point + share * shift.reshape(np.shape(point))[()])
            if there <= here + rounding + _ENOUGH * share * promised:
                return share * shift
        return np.zeros_like(shift)
