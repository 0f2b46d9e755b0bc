"""A quadratic bowl: how stretched it is, and what a change of units does to it."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Quadratic:
    """The function f(x) = x^T H x / 2, with its exact derivatives.

    Examples
    --------
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
        self.matrix: NDArray[np.float64] = (matrix + matrix.T) / 2
        self.input_shape = matrix.shape[:1]

    def __call__(self, x: ArrayLike) -> Any:
        """Return f at points of shape (..., n): shape (...)."""
        x = np.asarray(x, float)
        return 0.5 * (x * (x @ self.matrix)).sum(axis=-1)

    def gradient(self, x: ArrayLike) -> NDArray[np.float64]:
        """Return H x at points of shape (..., n): shape (..., n)."""
        return np.asarray(np.asarray(x, float) @ self.matrix)

    def hessian(self, _x: ArrayLike) -> NDArray[np.float64]:
        """Return H, whatever the point."""
        return self.matrix

    @cached_property
    def curvatures(self) -> NDArray[np.float64]:
        """The eigenvalues of H in rising order, shape (n,)."""
        return np.asarray(np.linalg.eigvalsh(self.matrix))

    @property
    def condition(self) -> float:
        """The largest curvature over the smallest; infinite if one is not positive."""
        low, high = float(self.curvatures[0]), float(self.curvatures[-1])
        return high / low if low > 0 else math.inf

    @cached_property
    def units(self) -> NDArray[np.float64]:
        """The roots of H's diagonal, shape (n,): a coordinate times its own has curvature 1."""
        return np.asarray(np.sqrt(np.diag(self.matrix)))

    @property
    def scaled(self) -> Quadratic:
        """The same function in units in which every coordinate by itself has curvature 1: D^-1/2 H D^-1/2.

        Examples
        --------
        >>> turned = [long_valley(100, degrees) for degrees in (0, 5, 10, 45)]
        >>> [round(valley.scaled.condition, 1) for valley in turned]
        [1.0, 4.7, 13.4, 100.0]
        """
        if not (np.diag(self.matrix) > 0).all():
            raise ValueError("diagonal scaling needs positive numbers on the Hessian's diagonal")
        return Quadratic(self.matrix / np.outer(self.units, self.units))


def long_valley(kappa: float, degrees: float = 0.0) -> Quadratic:
    """Return the quadratic bowl with curvature 1 along its floor and kappa across.

    Parameters
    ----------
    kappa : float
        The condition number, 1 or more.
    degrees : float
        The angle of the floor, counted from the first axis towards the second.

    Returns
    -------
    Quadratic
        Of two variables.

    Raises
    ------
    ValueError
        If kappa is below 1 or not finite.

    Examples
    --------
    >>> long_valley(100).matrix.tolist()
    [[1.0, 0.0], [0.0, 100.0]]
    >>> round(long_valley(100, degrees=30).condition, 6)
    100.0
    """
    if not 1 <= kappa < math.inf:
        raise ValueError(f"kappa must be a condition number, 1 or more: got {kappa!r}")
    turn = math.radians(degrees)
    along, across = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    return Quadratic(np.outer(along, along) + kappa * np.outer(across, across))
