"""How many steps gradient descent needs: by theory for a condition number, and counted on a path."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.descent._path import Path
from lessons_lib.descent._quadratic import Quadratic

BEST, SAFE = "best fixed step", "1/lambda_max"
STEP_RULES: Final = (BEST, SAFE)

_DUST: Final = 1e-12


def fixed_step(bowl: Quadratic, rule: str = BEST) -> float:
    """Return the step factor that a rule gives.

    Examples
    --------
    >>> bowl = Quadratic([[1, 0], [0, 3]])
    >>> fixed_step(bowl), round(fixed_step(bowl, "1/lambda_max"), 4)
    (0.5, 0.3333)
    """
    low, high = float(bowl.curvatures[0]), float(bowl.curvatures[-1])
    return 2 / (low + high) if _known(rule) == BEST else 1 / high


def shrink_factor(kappa: float, rule: str = BEST) -> float:
    """Return by what the distance to the minimum shrinks in a step from the worst start.

    Notes
    -----
    The value above the minimum shrinks by its square [1]_.

    References
    ----------
    .. [1] B. T. Polyak, "Introduction to Optimization", Optimization Software 1987, section 1.4.

    Examples
    --------
    >>> shrink_factor(3), round(shrink_factor(100), 4), shrink_factor(100, "1/lambda_max")
    (0.5, 0.9802, 0.99)
    """
    if not kappa >= 1:
        raise ValueError(f"kappa must be a condition number, 1 or more: got {kappa!r}")
    if math.isinf(kappa):
        return 1.0
    return (kappa - 1) / (kappa + 1) if _known(rule) == BEST else 1 - 1 / kappa


def steps_per_digit(kappa: float, rule: str = BEST) -> float:
    """Return how many steps make the distance to the minimum ten times smaller, from the worst start.

    Examples
    --------
    >>> [round(steps_per_digit(100, rule), 1) for rule in STEP_RULES]
    [115.1, 229.1]
    """
    factor = shrink_factor(kappa, rule)
    if factor in {0.0, 1.0}:
        return math.inf * factor if factor else 0.0
    return -math.log(10) / math.log(factor)


def steps_needed(kappa: float, tolerance: float, rule: str = BEST) -> int:
    """Return how many steps are enough, from any start, to shrink the distance to a share of the first one.

    Parameters
    ----------
    kappa : float
        The condition number, 1 or more and finite.
    tolerance : float
        The share, between 0 and 1: 1e-3 asks for three digits.
    rule : str
        "best fixed step" or "1/lambda_max".

    Raises
    ------
    ValueError
        If kappa or the tolerance is out of its range, or the rule is unknown.

    Examples
    --------
    >>> steps_needed(100, 1e-3), steps_needed(100, 1e-3, "1/lambda_max"), steps_needed(1, 1e-3)
    (346, 688, 1)
    """
    if not 0 < tolerance < 1 or math.isinf(kappa):
        raise ValueError(
            f"this needs a finite kappa and a tolerance between 0 and 1: got {kappa!r}, {tolerance!r}"
        )
    return max(1, math.ceil(-math.log10(tolerance) * steps_per_digit(kappa, rule) * (1 - _DUST)))


def steps_to(path: Path, tolerance: float, minimum: ArrayLike = 0.0) -> int | None:
    """Count the steps after which a walk stays within a share of its first distance to the minimum.

    Parameters
    ----------
    path : Path
        A walk.
    tolerance : float
        The share, between 0 and 1: 1e-3 asks for three digits.
    minimum : float or array_like, shape (n,)
        The point that distances are measured to; by default 0 in every coordinate.

    Returns
    -------
    int or None
        None if the walk ended farther away than that.

    Examples
    --------
    >>> from lessons_lib.descent import gradient_descent
    >>> bowl = Quadratic([[1, 0], [0, 100]])
    >>> path = gradient_descent(bowl, [1, 1], fixed_step(bowl), steps=400)
    >>> steps_to(path, 1e-3), steps_to(path, 1e-9)
    (346, None)
    """
    distances = distances_to(path, minimum)
    (outside,) = np.nonzero(~(distances <= tolerance * (1 + _DUST) * distances[0]))
    count = int(outside[-1]) + 1 if len(outside) else 0
    return count if count < len(distances) else None


def measured_steps_per_digit(path: Path, minimum: ArrayLike = 0.0) -> float:
    """Return how many steps of a walk made its distance to the minimum ten times smaller, on average.

    Parameters
    ----------
    path : Path
        A walk.
    minimum : float or array_like, shape (n,)
        The point that distances are measured to; by default 0 in every coordinate.

    Returns
    -------
    float
        0 if the walk arrived exactly; infinite if it ended no nearer than it began.

    Examples
    --------
    >>> from lessons_lib.descent import gradient_descent
    >>> path = gradient_descent(Quadratic([[1, 0], [0, 3]]), [1, 1], gamma=0.5, steps=30)
    >>> round(measured_steps_per_digit(path), 4) == round(steps_per_digit(3), 4)
    True
    """
    distances = distances_to(path, minimum)
    if not distances[-1] > 0:
        return 0.0
    digits = math.log10(distances[0] / distances[-1])
    return (len(path) - 1) / digits if digits > 0 else math.inf


def distances_to(path: Path, minimum: ArrayLike = 0.0) -> NDArray[np.float64]:
    """Return how far the points of a walk are from a point, shape (k,).

    Parameters
    ----------
    path : Path
        Of k points.
    minimum : array_like, shape (n,)
        The point; by default the origin.

    Examples
    --------
    >>> from lessons_lib.descent import gradient_descent
    >>> from lessons_lib.formula import Function
    >>> distances_to(gradient_descent(Function("x^2 + y^2"), (3, 4), 0.25, steps=2, tolerance=0)).tolist()
    [5.0, 2.5, 1.25]
    """
    away = (path.points - np.asarray(minimum, float)).reshape(len(path), -1)
    return np.asarray(np.sqrt((away**2).sum(axis=1)))


def _known(rule: str) -> str:
    if rule not in STEP_RULES:
        raise ValueError(f"the step rule is one of {', '.join(STEP_RULES)}: got {rule!r}")
    return rule
