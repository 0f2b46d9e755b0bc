"""The Gaussian orthogonal ensemble: random symmetric matrices that look the same from every direction."""

import math
from functools import lru_cache

import numpy as np

from lessons_lib.arrays import Array

NODES = 40


@lru_cache(maxsize=16)
def eigenvalues(n: int, count: int, seed: int) -> Array:
    """Draw random symmetric matrices; return the eigenvalues of each in order, shape (count, n)."""
    entries = np.random.default_rng(seed).standard_normal((count, n, n))
    symmetric = (entries + entries.swapaxes(1, 2)) / math.sqrt(2)
    return np.asarray(np.linalg.eigvalsh(symmetric), float)


@lru_cache(maxsize=32)
def exact_share(n: int) -> float:
    """Return the probability that all eigenvalues are positive.

    The density of the eigenvalues is a product of differences and normal densities. By de Bruijn's formula
    (On some multiple integrals involving determinants, J. Indian Math. Soc. 19, 1955) its integral, over all
    numbers or over the positive ones, is a Pfaffian of double integrals of pairs of powers; in polar
    coordinates each is a factorial times an integral of a polynomial in sine and cosine.

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
    if n % 2 == 0:
        return np.asarray(pairs)
    # An odd number of eigenvalues needs the integrals of single powers, too.
    single = np.array([math.gamma((power + 1) / 2) for power in powers]) / 2
    if quadrants == 4:
        single = np.where(powers % 2, 0.0, 2 * single)
    edge = (single / sizes)[:, None]
    return np.block([[pairs, edge], [-edge.T, np.zeros((1, 1))]])


def _circle(quadrants: int) -> tuple[Array, Array]:
    """Return angles and weights that integrate over quadrants, broken where sine equals cosine."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half = math.pi / 8
    middles = half * (1 + 2 * np.arange(2 * quadrants))
    turns = (middles[:, None] + half * nodes).ravel()
    return turns, np.tile(half * weights, 2 * quadrants)
