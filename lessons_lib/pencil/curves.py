"""Curves and tangents as lines to draw: gaps, poles, edges of the domain, corners, sane limits."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric import one_sided

_SAMPLES = 601
_HALVINGS = 40


class View(NamedTuple):
    """What a picture shows: limits in data coordinates."""

    left: float
    right: float
    bottom: float
    top: float


def values(f: Callable[[Any], Any], xs: ArrayLike) -> Array:
    """Evaluate a function of one variable on an array; nan wherever it has no finite real value."""
    xs = np.asarray(xs, float)
    with np.errstate(all="ignore"):
        ys = np.broadcast_to(np.asarray(f(xs), float), xs.shape).copy()
    ys[~np.isfinite(ys)] = np.nan
    return ys


def value(f: Callable[[Any], Any], x: float) -> float:
    """Evaluate a function at one point; nan where it has no finite real value."""
    return float(values(f, np.array([x]))[0])


def view_of(f: Callable[[Any], Any], left: float, right: float, including: float | None = None) -> View:
    """Choose limits that show a function on an interval, whatever it does there.

    Examples
    --------
    >>> [round(limit, 2) for limit in view_of(lambda x: x**2, -2, 2)]
    [-2.0, 2.0, -0.48, 4.48]
    """
    left, right = float(left), float(right)
    ys = values(f, np.linspace(left, right, _SAMPLES))
    ys = ys[np.isfinite(ys)]
    if not len(ys):
        return View(left, right, -1.0, 1.0)
    low, high = float(ys.min()), float(ys.max())
    quarter, three_quarters = (float(limit) for limit in np.percentile(ys, [25, 75]))
    spread = three_quarters - quarter
    if high - low > 5 * spread > 0:
        low, high = max(low, quarter - 2 * spread), min(high, three_quarters + 2 * spread)
    if including is not None:
        low, high = min(low, including), max(high, including)
    return View(left, right, *_with_margin(low, high))


def _with_margin(low: float, high: float) -> tuple[float, float]:
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-9):
        middle, room = (low + high) / 2, max(1.0, 0.5 * abs(low))
        return middle - room, middle + room
    margin = 0.12 * (high - low)
    return low - margin, high + margin


def polyline(f: Callable[[Any], Any], view: View) -> tuple[Array, Array]:
    """Sample a function for drawing.

    Examples
    --------
    >>> xs, ys = polyline(lambda x: 1 / x, View(-1, 1, -5, 5))
    >>> bool(np.isnan(ys).any())
    True
    """
    xs = np.linspace(view.left, view.right, _SAMPLES)
    ys = values(f, xs)
    xs, ys = _with_edges(f, xs, ys)
    xs, ys = _with_breaks(f, xs, ys, view.top - view.bottom)
    height = view.top - view.bottom
    with np.errstate(over="ignore"):
        return xs, np.clip(ys, view.bottom - 30 * height, view.top + 30 * height)


def _with_edges(f: Callable[[Any], Any], xs: Array, ys: Array) -> tuple[Array, Array]:
    """Add the last defined point before each gap."""
    defined = np.isfinite(ys)
    edges = np.flatnonzero(defined[:-1] != defined[1:])
    if not len(edges):
        return xs, ys
    left_is_in = defined[edges]
    inner, outer = (np.where(side, xs[edges], xs[edges + 1]) for side in (left_is_in, ~left_is_in))
    for _ in range(_HALVINGS):
        middle = (inner + outer) / 2
        good = np.isfinite(values(f, middle))
        inner, outer = np.where(good, middle, inner), np.where(good, outer, middle)
    return np.insert(xs, edges + 1, inner), np.insert(ys, edges + 1, values(f, inner))


def _with_breaks(f: Callable[[Any], Any], xs: Array, ys: Array, height: float) -> tuple[Array, Array]:
    """Lift the pen where halving an interval does not shrink the jump across it."""
    with np.errstate(invalid="ignore", over="ignore"):
        jumps = np.abs(np.diff(ys))
    steep = np.flatnonzero(jumps > 0.02 * height)
    if not len(steep):
        return xs, ys
    torn = steep[_remaining(f, xs[steep], xs[steep + 1]) > 0.3 * jumps[steep]]
    middles = (xs[torn] + xs[torn + 1]) / 2
    return np.insert(xs, torn + 1, middles), np.insert(ys, torn + 1, np.nan)


def _remaining(f: Callable[[Any], Any], left: Array, right: Array) -> Array:
    """Jump that is left after halving intervals towards their steeper half; infinite at a hole."""
    low, high = values(f, left), values(f, right)
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        mid = values(f, middle)
        with np.errstate(invalid="ignore", over="ignore"):
            go_left = ~(np.abs(mid - low) < np.abs(high - mid))
        left, low = np.where(go_left, left, middle), np.where(go_left, low, mid)
        right, high = np.where(go_left, middle, right), np.where(go_left, mid, high)
    with np.errstate(invalid="ignore", over="ignore"):
        jump = np.abs(high - low)
    return np.where(np.isnan(jump), np.inf, jump)


def straight(x: float, y: float, slope: float, view: View) -> tuple[list[float], list[float]]:
    """Return the two ends of the line through a point as far as the view needs it.

    Examples
    --------
    >>> straight(1, 1, 2, View(0, 2, -5, 5))
    ([0.0, 2.0], [-1.0, 3.0])
    """
    height = view.top - view.bottom
    low, high = view.bottom - height, view.top + height
    if np.isinf(slope) and view.left <= x <= view.right:
        return [x, x], [low, high]
    left, right = float(view.left), float(view.right)
    if np.isfinite(slope) and abs(slope) * (right - left) > height:
        ends = sorted(x + (limit - y) / slope for limit in (low, high))
        left, right = max(left, ends[0]), min(right, ends[1])
    if not np.isfinite(slope + x + y) or left >= right:
        return [np.nan, np.nan], [np.nan, np.nan]
    return [left, right], [float(y + slope * (left - x)), float(y + slope * (right - x))]


@dataclass(frozen=True)
class Tangent:
    """What a function does at a point, as far as slopes go."""

    kind: str
    slope: float
    left: float
    right: float


@lru_cache(maxsize=64)
def tangent_at(f: Any, x: float) -> Tangent:
    """Look at a function at one point from both sides; many states of a picture ask for the same."""
    y, slope = value(f, x), _derivative(f, x)
    if np.isnan(y):
        return Tangent("none", np.nan, np.nan, np.nan)
    if np.isfinite(slope) and _agrees(f, x, y, slope):
        return Tangent("smooth", slope, slope, slope)
    left, right = one_sided(f, x)
    if np.isinf(left) and left == right:
        return Tangent("vertical", left, left, right)
    if np.isfinite(left + right) and abs(left - right) <= 1e-5 * (1 + abs(left)):
        return Tangent("smooth", slope if np.isfinite(slope) else (left + right) / 2, left, right)
    return Tangent("corner" if not np.isnan(left + right) else "none", np.nan, left, right)


def _derivative(f: Any, x: float) -> float:
    with np.errstate(all="ignore"):
        return float(f.derivative(x))


def _agrees(f: Any, x: float, y: float, slope: float) -> bool:
    """Whether small steps to both sides see the slope, up to what rounding allows."""
    step = 1e-6 * max(1.0, abs(x))
    behind, ahead = values(f, [x - step, x + step])
    slack = 1e-3 * (1 + abs(slope)) + 1e-14 * abs(y) / step
    return bool(abs((y - behind) / step - slope) < slack and abs((ahead - y) / step - slope) < slack)
