"""The flat points of a function of one number: zeros of its slope, named by its sign on both sides."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.descent._polynomial import real_roots, slope, value
from lessons_lib.slopes import numeric

Slope = Callable[[Any], Any]
Interval = tuple[float, float]

CELLS = 2000
DEGREE = 20

_JUMP = 0.1
_DIP = 0.3
_TOUCH = 1e-4
_KINK = 1e-4
_EDGE = 1e-9
_FINE = 1e-14
_NAMES = {(-1, 1): "minimum", (1, -1): "maximum", (1, 1): "neither", (-1, -1): "neither"}


def on_line(f: Callable[[Any], Any], left: float, right: float) -> list[tuple[float, str]]:
    """Return the flat points between left and right with their kinds, from left to right."""
    coefficients = getattr(f, "polynomial", None)
    if coefficients is not None and len(coefficients) <= DEGREE + 1:
        found = _of_polynomial(slope(coefficients))
    else:
        found = _searched(f, left, right)
    slack = _EDGE * (right - left)
    return [(min(max(p, left), right), kind) for p, kind in found if left - slack <= p <= right + slack]


def _of_polynomial(derivative: Any) -> list[tuple[float, str]]:
    """Return every flat point; a level function has none that is isolated."""
    roots = real_roots(derivative) if len(derivative) > 1 else []
    if not roots:
        return []
    between = [(a + b) / 2 for a, b in pairwise(roots)]
    sides = [np.sign(float(value(derivative, x))) for x in (roots[0] - 1, *between, roots[-1] + 1)]
    return [(root, _named(*pair)) for root, *pair in zip(roots, sides, sides[1:], strict=False)]


def _named(before: float, after: float) -> str:
    return _NAMES.get((int(before), int(after)), "undecided")


# The cells are shifted by no simple fraction, so that round numbers do not fall on their edges.
def _searched(f: Callable[[Any], Any], left: float, right: float) -> list[tuple[float, str]]:
    exact = getattr(f, "derivative", None)
    derivative = exact or numeric.derivative(f)
    width = (right - left) / CELLS
    x = left + width * (np.arange(-1, CELLS + 2) - 0.37139)
    with np.errstate(all="ignore"):
        y = np.asarray(derivative(x), dtype=float)
        found = sorted([*_crossing(derivative, x, y), *_touching(derivative, x, y)])
    found = _distinct([(_at_origin(p, right - left), kind) for p, kind in found], width)
    return found if exact else [item for item in found if _rises(f, item[0], width) and _smooth(f, item[0])]


def _at_origin(point: float, size: float) -> float:
    """Return 0 for what bisection leaves of it."""
    return 0.0 if abs(point) <= _EDGE * size else point


def _crossing(derivative: Slope, x: NDArray[Any], y: NDArray[Any]) -> list[tuple[float, str]]:
    """Return the zeros where the slope changes sign and does not jump."""
    found = []
    for i in np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) < 0):
        a, b = _narrowed(derivative, x[i], x[i + 1], y[i])
        if max(abs(derivative(a)), abs(derivative(b))) <= _JUMP * max(abs(y[i]), abs(y[i + 1])):
            found.append((_nearest(derivative, a, b), _named(np.sign(y[i]), np.sign(y[i + 1]))))
    return found


def _touching(derivative: Slope, x: NDArray[Any], y: NDArray[Any]) -> list[tuple[float, str]]:
    """Return the zeros where the slope comes down to 0 and turns back."""
    size, found = np.abs(y), []
    sides = np.maximum(size[:-2], size[2:])
    dips = (size[1:-1] <= np.minimum(size[:-2], size[2:])) & (size[1:-1] > 0) & (size[1:-1] < _DIP * sides)
    one_sign = (y[:-2] * y[1:-1] > 0) & (y[1:-1] * y[2:] > 0)
    for i in np.flatnonzero(dips & one_sign):
        point = _lowest(derivative, x[i], x[i + 2])
        if abs(derivative(point)) <= _TOUCH * sides[i]:
            found.append((point, "neither"))
    return found


def _lowest(derivative: Slope, left: float, right: float) -> float:
    """Return where the size of the slope is least: where its own slope is 0, if it has a formula."""
    bend = getattr(derivative, "derivative", None)
    if bend is not None and bend(left) * bend(right) < 0:
        return _nearest(bend, *_narrowed(bend, left, right, bend(left)))
    golden = (5**0.5 - 1) / 2
    for _ in range(60):
        a, b = right - golden * (right - left), left + golden * (right - left)
        left, right = (left, b) if abs(derivative(a)) < abs(derivative(b)) else (a, right)
    return float((left + right) / 2)


def _narrowed(slope_at: Slope, left: float, right: float, at_left: float) -> Interval:
    """Return two numbers, as close as makes sense, between which the sign changes."""
    fine = _FINE * (right - left)
    while right - left > fine and left < (middle := (left + right) / 2) < right:
        at = slope_at(middle)
        if at == 0 or np.isnan(at):
            return float(middle), float(middle)
        left, right = (middle, right) if (at > 0) == (at_left > 0) else (left, middle)
    return float(left), float(right)


def _nearest(slope_at: Slope, a: float, b: float) -> float:
    if a <= 0 <= b:
        return 0.0
    return float(a if abs(slope_at(a)) <= abs(slope_at(b)) else b)


def _rises(f: Callable[[Any], Any], point: float, width: float) -> bool:
    """Tell a flat point from rounding errors on level ground."""
    heights = np.array([float(f(x)) for x in (point - width, point, point + width)])
    return bool(np.ptp(heights) > 8 * np.spacing(np.abs(heights).max()))


def _smooth(f: Callable[[Any], Any], point: float) -> bool:
    """Tell a flat point from a kink, which differences round off."""
    left, right = numeric.one_sided(f, point)
    return not abs(left - right) > _KINK


def _distinct(found: list[tuple[float, str]], width: float) -> list[tuple[float, str]]:
    """Drop a point found twice, from two neighbouring cells."""
    return [item for i, item in enumerate(found) if i == 0 or item[0] - found[i - 1][0] > 1e-6 * width]
