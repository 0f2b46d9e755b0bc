"""A quadratic bowl: how stretched it is, and how many steps gradient descent needs in it."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.descent._path import Path, real, setting

BEST, SAFE = "best fixed step", "1/lambda_max"
STEP_RULES: Final = (BEST, SAFE)

_DUST: Final = 1e-12


class Quadratic:
    """The function f(x) = x^T H x / 2, with its exact derivatives.

    >>> bowl = Quadratic([[2, 0], [0, 6]])
    >>> float(bowl([1, 1])), bowl.gradient([1, 1]).tolist(), bowl.condition
    (4.0, [2.0, 6.0], 3.0)
    """

    def __init__(self, curvatures: ArrayLike) -> None:
        matrix = np.asarray(curvatures, float)
        square = matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1]
        if not square or not np.isfinite(matrix).all() or not np.allclose(matrix, matrix.T):
            raise ValueError(
                "a quadratic needs a symmetric matrix of finite numbers: write rows of equal length"
            )
        self.matrix: Array = (matrix + matrix.T) / 2
        self.input_shape = matrix.shape[:1]

    def __call__(self, x: ArrayLike) -> Any:
        """Return f at points of shape (..., n): shape (...)."""
        x = np.asarray(x, float)
        return 0.5 * (x * (x @ self.matrix)).sum(axis=-1)

    def gradient(self, x: ArrayLike) -> Array:
        """Return H x at points of shape (..., n): shape (..., n)."""
        return np.asarray(np.asarray(x, float) @ self.matrix)

    def hessian(self, x: ArrayLike) -> Array:
        """Return H at points of shape (..., n), the same everywhere: shape (..., n, n)."""
        return np.broadcast_to(self.matrix, (*np.shape(x)[:-1], *self.matrix.shape))

    @cached_property
    def curvatures(self) -> Array:
        """The eigenvalues of H in rising order, shape (n,)."""
        return np.asarray(np.linalg.eigvalsh(self.matrix))

    @property
    def condition(self) -> float:
        """The largest curvature over the smallest; infinite if one is not positive."""
        low, high = float(self.curvatures[0]), float(self.curvatures[-1])
        return high / low if low > 0 else math.inf

    @cached_property
    def units(self) -> Array:
        """The roots of H's diagonal, shape (n,): a coordinate times its own has curvature 1."""
        return np.asarray(np.sqrt(np.diag(self.matrix)))

    @property
    def scaled(self) -> Quadratic:
        """The same function in units in which every coordinate by itself has curvature 1: D^-1/2 H D^-1/2.

        >>> [round(long_valley(100, degrees).scaled.condition, 1) for degrees in (0, 5, 10, 45)]
        [1.0, 4.7, 13.4, 100.0]
        """
        if not (np.diag(self.matrix) > 0).all():
            raise ValueError("diagonal scaling needs positive numbers on the Hessian's diagonal")
        return Quadratic(self.matrix / np.outer(self.units, self.units))


def long_valley(kappa: float, degrees: float = 0.0) -> Quadratic:
    """Return the quadratic bowl of two variables with curvature 1 along its floor and kappa across.

    Parameters
    ----------
    kappa : float
        The condition number, 1 or more.
    degrees : float
        The angle of the floor, counted from the first axis towards the second.

    Examples
    --------
    >>> long_valley(100).matrix.tolist()
    [[1.0, 0.0], [0.0, 100.0]]
    >>> round(long_valley(100, degrees=30).condition, 6)
    100.0
    """
    ratio, turn = _finite_condition(kappa), math.radians(real(degrees))
    if not math.isfinite(turn):
        raise ValueError(f"degrees must be one finite number: got {degrees!r}")
    along, across = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    return Quadratic(np.outer(along, along) + ratio * np.outer(across, across))


def fixed_step(bowl: Quadratic, rule: str = BEST) -> float:
    """Return the step factor that a rule gives."""
    low, high = float(bowl.curvatures[0]), float(bowl.curvatures[-1])
    return 2 / (low + high) if _known(rule) == BEST else 1 / high


def shrink_factor(kappa: float, rule: str = BEST) -> float:
    """Return by what the distance to the minimum shrinks in a step from the worst start.

    The value above it shrinks by the square: B. T. Polyak, "Introduction to Optimization", 1987, section 1.4.

    >>> shrink_factor(3), round(shrink_factor(100), 4), shrink_factor(100, "1/lambda_max")
    (0.5, 0.9802, 0.99)
    """
    best = _known(rule) == BEST
    if kappa == math.inf:
        return 1.0
    ratio = _finite_condition(kappa)
    return (ratio - 1) / (ratio + 1) if best else 1 - 1 / ratio


def steps_per_digit(kappa: float, rule: str = BEST) -> float:
    """Return how many steps make the distance to the minimum ten times smaller, from the worst start.

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
    rule : {"best fixed step", "1/lambda_max"}

    Examples
    --------
    >>> steps_needed(100, 1e-3), steps_needed(100, 1e-3, "1/lambda_max"), steps_needed(1, 1e-3)
    (346, 688, 1)
    """
    digits = -math.log10(setting("tolerance", tolerance, below=1))
    return max(1, math.ceil(digits * steps_per_digit(_finite_condition(kappa), rule) * (1 - _DUST)))


def steps_to(path: Path, tolerance: float, minimum: ArrayLike = 0.0) -> int | None:
    """Count the steps after which a walk stays within a share of its first distance to the minimum.

    Parameters
    ----------
    path : Path
    tolerance : float
        The share: 1e-3 asks for three digits.
    minimum : float or array_like, shape (n,)
        The point that distances are measured to; by default 0 in every coordinate.

    Returns
    -------
    int or None
        None if the walk ended farther away than that.

    Examples
    --------
    >>> from lessons_lib.descent import gradient_descent
    >>> path = gradient_descent(Quadratic([[1, 0], [0, 100]]), [1, 1], 2 / 101, steps=400)
    >>> steps_to(path, 1e-3), steps_to(path, 1e-9)
    (346, None)
    """
    distances = distances_to(path, minimum)
    near = setting("tolerance", tolerance) * (1 + _DUST) * distances[0]
    (outside,) = np.nonzero(~(distances <= near))
    count = int(outside[-1]) + 1 if len(outside) else 0
    return count if count < len(distances) else None


def measured_steps_per_digit(path: Path, minimum: ArrayLike = 0.0) -> float:
    """Return how many steps of a walk made its distance to the minimum ten times smaller, on average.

    It is 0 if the walk arrived exactly, and infinite if it ended no nearer than it began.

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


def distances_to(path: Path, minimum: ArrayLike = 0.0) -> Array:
    """Return how far the k points of a walk are from a point, by default from 0: shape (k,).

    Examples
    --------
    >>> from lessons_lib.descent import gradient_descent
    >>> bowl = Quadratic([[2, 0], [0, 2]])
    >>> distances_to(gradient_descent(bowl, (3, 4), 0.25, steps=2, tolerance=0)).tolist()
    [5.0, 2.5, 1.25]
    """
    away = (path.points - np.asarray(minimum, float)).reshape(len(path), -1)
    return np.asarray(np.sqrt((away**2).sum(axis=1)))


def _finite_condition(kappa: float) -> float:
    ratio = real(kappa)
    if not 1 <= ratio < math.inf:
        raise ValueError(f"kappa must be a finite condition number, 1 or more: got {kappa!r}")
    return ratio


def _known(rule: str) -> str:
    if rule not in STEP_RULES:
        raise ValueError(f"the step rule is one of {', '.join(STEP_RULES)}: got {rule!r}")
    return rule
