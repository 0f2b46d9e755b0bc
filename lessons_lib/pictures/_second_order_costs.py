"""What is counted: short programs, run onto a tape, and the numbers that each has to keep."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from math import comb
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lessons_lib.slopes import automatic
from lessons_lib.wording import number

PAIRS: Final = 10  # that L-BFGS remembers
_BYTES: Final = 8  # in a number
_UNITS: Final = ("kB", "MB", "GB", "TB", "PB", "EB")

Array = Any


def landscape(x: Array) -> Array:
    """Return log(1 + |x|²), whose value takes 2n + 1 operations and whose Hessian is full."""
    return np.log(1 + np.sum(x * x))


def solve(matrix: Array, right: Array) -> Array:
    """Solve a linear system by elimination, without looking for pivots."""
    pivot, across = matrix[0, 0], matrix[0, 1:]
    if len(right) == 1:
        return right / pivot
    factors = matrix[1:, 0] / pivot
    rest = solve(matrix[1:, 1:] - np.outer(factors, across), right[1:] - factors * right[0])
    return np.concatenate([np.reshape((right[0] - across @ rest) / pivot, (1,)), rest])


def bfgs(inverse: Array, slope: Array, step: Array, change: Array) -> tuple[Array, Array]:
    """Return the next approximation of the inverse Hessian, and the next direction.

    Notes
    -----
    Formula (6.17) of Nocedal and Wright, "Numerical Optimization", multiplied out: n² numbers, of the order
    of n² operations.
    """
    moved, scale = inverse @ change, 1 / (step @ change)
    crossed = np.outer(scale * step, moved)
    stretch = scale * (1 + scale * (change @ moved))
    learned = inverse - crossed - crossed.T + np.outer(stretch * step, step)
    return learned, -(learned @ slope)


def l_bfgs(slope: Array, steps: Array, changes: Array) -> Array:
    """Return the direction that BFGS would take if it had seen only the last few steps.

    Notes
    -----
    The two loops of algorithm 7.4 of Nocedal and Wright, "Numerical Optimization".
    """
    taken, along = [], slope
    pairs = [(s, y, s @ y) for s, y in zip(steps, changes, strict=True)]
    for step, change, product in reversed(pairs):
        taken.append((step @ along) / product)
        along = along - taken[-1] * change
    _, change, product = pairs[-1]
    along = product / (change @ change) * along
    for (step, change, product), share in zip(pairs, reversed(taken), strict=True):
        along = along + (share - (change @ along) / product) * step
    return -along


def _ones(*shape: int) -> NDArray[np.float64]:
    return np.ones(shape)


# The program, its inputs for a size, and the degree of the count as a polynomial of the size.
_Job = tuple[Callable[..., Array], Callable[[int], tuple[Array, ...]], int]
JOBS: Final[dict[str, _Job]] = {
    "gradient": (automatic.gradient(landscape), lambda n: (_ones(n),), 1),
    "product": (automatic.hvp(landscape), lambda n: (_ones(n), _ones(n)), 1),
    "l_bfgs": (l_bfgs, lambda n: (_ones(n), _ones(PAIRS, n), _ones(PAIRS, n)), 1),
    "hessian": (automatic.hessian(landscape), lambda n: (_ones(n),), 2),
    "bfgs": (bfgs, lambda n: (_ones(n, n), *(_ones(n) for _ in range(3))), 2),
    "solve": (solve, lambda n: (np.eye(n) + _ones(n, n), _ones(n)), 3),
}


def operations(job: str, size: int) -> int:
    """Return the operations of a job with any number of inputs, from counts with very few.

    Examples
    --------
    >>> operations("gradient", 1000), operations("solve", 1)
    (6002, 1)
    """
    # Newton's interpolation: exact, since the counts are polynomials of n.
    counts, total = list(_counted(job)), 0
    for order in range(len(counts)):
        total += counts[0] * comb(size - 1, order)
        counts = [after - before for before, after in pairwise(counts)]
    return total


@lru_cache(maxsize=16)
def _counted(job: str) -> tuple[int, ...]:
    """Count with n = 1, 2, ...: one more count than the degree."""
    program, inputs, degree = JOBS[job]
    return tuple(automatic.work(program)(*inputs(n)).operations for n in range(1, degree + 2))


def memory(job: str, size: int) -> int:
    """Return the bytes that a job has to keep at once, 8 for a number.

    Examples
    --------
    >>> data_size(memory("bfgs", 10**6)), data_size(memory("l_bfgs", 10**6))
    ('8 TB', '160 MB')
    """
    numbers = {"gradient": size, "product": size, "l_bfgs": 2 * PAIRS * size}
    return _BYTES * numbers.get(job, size**2)


def data_size(count: int) -> str:
    """Write a number of bytes for people, in steps of a thousand.

    Examples
    --------
    >>> data_size(80), data_size(1_600), data_size(8 * 10**12)
    ('80 bytes', '1.6 kB', '8 TB')
    """
    if count < 1000:
        return f"{count} bytes"
    step = min((len(str(count)) - 1) // 3, len(_UNITS))
    return f"{number(count / 1000**step, 3)} {_UNITS[step - 1]}"
