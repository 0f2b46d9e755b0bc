"""The Gaussian orthogonal ensemble: random symmetric matrices that look the same from every direction."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array

_NODES = 40


@dataclass(frozen=True, eq=False)
class Sample:
    """The eigenvalues of some random matrices."""

    eigenvalues: Array

    @property
    def count(self) -> int:
        """How many matrices there are."""
        return len(self.eigenvalues)

    @property
    def positive(self) -> int:
        """How many have only positive eigenvalues."""
        return int((self.eigenvalues[:, 0] > 0).sum())


@lru_cache(maxsize=16)
def sample(n: int, count: int, seed: int) -> Sample:
    """Draw random symmetric matrices.

    Examples
    --------
    >>> sample(2, 1000, seed=0).count
    1000
    """
    entries = np.random.default_rng(seed).standard_normal((count, n, n))
    symmetric = (entries + entries.swapaxes(1, 2)) / math.sqrt(2)
    return Sample(np.asarray(np.linalg.eigvalsh(symmetric), float))


@lru_cache(maxsize=32)
def exact_share(n: int) -> float:
    """Return the probability that all eigenvalues are positive.

    Notes
    -----
    The density of the eigenvalues is a product of differences and normal densities. By de Bruijn's formula
    its integral, over all numbers or over the positive ones, is a Pfaffian of double integrals of pairs of
    powers; in polar coordinates each is a factorial times an integral of a polynomial in sine and cosine.

    References
    ----------
    N. G. de Bruijn, On some multiple integrals involving determinants, J. Indian Math. Soc. 19 (1955).

    Examples
    --------
    >>> [round(exact_share(n), 5) for n in (1, 2, 3)]
    [0.5, 0.14645, 0.02492]
    """
    return math.sqrt(np.linalg.det(_pairs(n, 1)) / np.linalg.det(_pairs(n, 4)))


def _pairs(n: int, quadrants: int) -> Array:
    """Return the skew matrix whose Pfaffian is the integral over one quadrant's numbers, or over all."""
    powers = np.arange(n)
    turns, weights = _circle(quadrants)
    side = weights * np.sign(np.sin(turns) - np.cos(turns))
    rows, columns = np.cos(turns) ** powers[:, None], np.sin(turns) ** powers[:, None]
    angular = (rows * side) @ columns.T
    totals = powers[:, None] + powers
    # Each row and column is divided by the size of its power, so that none towers over the others.
    sizes = np.array([math.gamma(power + 0.5) for power in powers]) ** 0.5
    radial = np.array([[math.gamma(total / 2 + 1) for total in row] for row in totals])
    pairs = angular * radial / np.outer(sizes, sizes)
    return pairs if n % 2 == 0 else _bordered(pairs, powers, sizes, quadrants)


def _bordered(pairs: Array, powers: NDArray[np.intp], sizes: Array, quadrants: int) -> Array:
    """Add the integrals of single powers, which an odd number of eigenvalues needs."""
    single = np.array([math.gamma((power + 1) / 2) for power in powers]) / 2
    if quadrants == 4:
        single = np.where(powers % 2, 0.0, 2 * single)
    edge = (single / sizes)[:, None]
    return np.block([[pairs, edge], [-edge.T, np.zeros((1, 1))]])


def _circle(quadrants: int) -> tuple[Array, Array]:
    """Return angles and weights that integrate over quadrants, broken where sine equals cosine."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    half = math.pi / 8
    middles = half * (1 + 2 * np.arange(2 * quadrants))
    turns = (middles[:, None] + half * nodes).ravel()
    return turns, np.tile(half * weights, 2 * quadrants)
