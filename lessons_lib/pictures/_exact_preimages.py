"""Maps whose preimages have a formula: all of them are found, wherever they lie."""

import cmath
import math
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np

TOUCHING = 1e-13  # of a discriminant's parts: below this two roots are one


class Root(NamedTuple):
    """A preimage, and whether several have met there."""

    x: float
    y: float
    multiple: bool = False


Solver = Callable[[float, float], list[Root]]


def folded(a: float, b: float) -> list[Root]:
    """Solve x² + y = a, x y = b: the roots x of x³ − a x + b, each with y = a − x².

    Examples
    --------
    >>> [(root.x, root.y, root.multiple) for root in folded(3, 2)]
    [(-2.0, -1.0, False), (1.0, 2.0, True)]
    >>> len(folded(3, 1.9)), len(folded(3, 2.1))
    (3, 1)
    """
    parts = 4 * a**3, 27 * b**2
    size = abs(parts[0]) + parts[1]
    if not size:
        return [Root(0.0, a, multiple=True)]
    if abs(parts[0] - parts[1]) <= TOUCHING * size:
        double = 3 * b / (2 * a)
        roots = [Root(double, a - double**2, multiple=True), Root(-2 * double, a - 4 * double**2)]
        return sorted(roots)
    found = np.roots([1, 0, -a, b])
    real = found.real if parts[0] > parts[1] else found.real[[np.argmin(np.abs(found.imag))]]
    return [Root(x, a - x**2) for x in sorted(_polished(float(x), a, b) for x in real)]


def _polished(x: float, a: float, b: float) -> float:
    """Improve a root of x³ − a x + b by Newton's method."""
    for _ in range(3):
        slope = 3 * x**2 - a
        x -= (x**3 - a * x + b) / slope if slope else 0.0
    return x


def mirrored(a: float, b: float) -> list[Root]:
    """Solve x² = a, y = b."""
    if a < 0:
        return []
    side = math.sqrt(a)
    return [Root(-side, b), Root(side, b)] if side else [Root(0.0, b, multiple=True)]


def wound(a: float, b: float) -> list[Root]:
    """Solve x² − y² = a, 2 x y = b: both square roots of a + b i."""
    root = cmath.sqrt(complex(a, b))
    if not root:
        return [Root(0.0, 0.0, multiple=True)]
    return [Root(-root.real, -root.imag), Root(root.real, root.imag)]


class Known(NamedTuple):
    """A map whose preimages have a formula."""

    solve: Solver
    surplus: Callable[[Any, Any], Any] | None = None


KNOWN: Final[dict[str, Known]] = {
    "[x₁² + x₂, x₁·x₂]": Known(folded, lambda a, b: 4 * a**3 - 27 * b**2),
    "[x², y]": Known(mirrored, lambda a, b: a + 0 * b),
    "[x² − y², 2x·y]": Known(wound),
}
"""By the map's text."""
