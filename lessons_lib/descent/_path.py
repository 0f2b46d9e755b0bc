"""The record of a walk: where it went, how high, how steep, and why it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import numeric

Visit = tuple[Any, float, float]

FLAT = 1e-10
FAR = 1e6

SETTLED = "the ground is flat here"
OUT_OF_STEPS = "all {} steps are used up"
RAN_AWAY = "the steps are too big: the walk runs away uphill"
BOTTOMLESS = "it goes downhill without end"
UNDEFINED = "the next step leads to where the function is undefined"
UNDEFINED_HERE = "the function is undefined here"
NO_SLOPE = "the function has no slope here"
TOO_SMALL = "the steps have become too small to move"


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A walk over the graph of a function.

    Attributes
    ----------
    points : ndarray, shape (k,) or (k, n)
        Where the walk was, the start first. All finite; a walk that runs away is cut off a million
        units from its start.
    values : ndarray, shape (k,)
        f at the points; nan only if the start itself is outside f's domain.
    gradient_norms : ndarray, shape (k,)
        Length of the gradient at the points: abs(f') in one dimension. nan where there is no slope.
    stopped : str
        Why the walk ended, in plain words.
    """

    points: NDArray[np.float64]
    values: NDArray[np.float64]
    gradient_norms: NDArray[np.float64]
    stopped: str

    def __len__(self) -> int:
        return len(self.values)


class Ground:
    """A function to walk on: its value, and its slope by formula or, failing that, by differences."""

    def __init__(self, f: Callable[[Any], Any], start: ArrayLike) -> None:
        self.start = _start(start)
        self._f = f
        self._slope = _slope_of(f, self.start)

    def value(self, point: Any) -> float:
        """Return f there, nan where it has no single real value."""
        height = np.asarray(self._f(point))
        if height.ndim:
            raise ValueError(f"walking downhill needs a scalar output: this gives shape {height.shape}")
        return float(height)

    def slope(self, point: Any) -> Any:
        """Return the gradient there, in the shape of the point."""
        return self._slope(point)


def _start(start: ArrayLike) -> Any:
    point = np.asarray(start)
    if point.dtype.kind not in "biuf" or point.ndim > 1 or not np.isfinite(point).all():
        raise ValueError(f"start must be one finite point: got {start!r}")
    point = point.astype(float)
    return float(point) if point.ndim == 0 else point


def _slope_of(f: Callable[[Any], Any], start: Any) -> Callable[[Any], Any]:
    name = "derivative" if np.ndim(start) == 0 else "gradient"
    if hasattr(f, "input_shape"):
        exact: Callable[[Any], Any] = getattr(f, name)
        return exact
    if name == "gradient":
        raise ValueError("a start with several coordinates needs a Function, which knows its gradient")
    return numeric.derivative(f)


def walk(ground: Ground, move: Callable[[Any], Any], steps: int) -> Path:
    """Follow `move`, which answers each slope with the next displacement, until there is a reason to stop."""
    with np.errstate(all="ignore"):
        return _path(*_followed(ground, move, steps))


def _followed(ground: Ground, move: Callable[[Any], Any], steps: int) -> tuple[list[Visit], str]:
    visited: list[Visit] = []
    point = ground.start
    for _ in range(steps + 1):
        value, slope = ground.value(point), ground.slope(point)
        if visited and (reason := _lost(ground.start, visited[0][1], point, value)):
            return visited, reason
        visited.append((point, value, float(np.linalg.norm(slope))))
        shift = move(slope)
        if reason := _at_rest(point, value, slope, shift):
            return visited, reason
        point = point + shift
    return visited, OUT_OF_STEPS.format(steps)


def _lost(start: Any, first_value: float, point: Any, value: float) -> str:
    """Say why a point is no place to walk on from, or nothing."""
    if np.isnan(value):
        return UNDEFINED
    far = np.linalg.norm(point - start) > FAR * max(1.0, float(np.linalg.norm(start)))
    if not far and np.isfinite(value):
        return ""
    return BOTTOMLESS if value < first_value else RAN_AWAY


def _at_rest(point: Any, value: float, slope: Any, shift: Any) -> str:
    """Say why the walk moves no further from here, or nothing."""
    if np.isnan(value):
        return UNDEFINED_HERE
    if np.isnan(slope).any():
        return NO_SLOPE
    if np.linalg.norm(slope) <= FLAT and np.linalg.norm(shift) <= FLAT:
        return SETTLED
    return TOO_SMALL if np.all(point + shift == point) else ""


def _path(visited: list[Visit], stopped: str) -> Path:
    points, values, norms = zip(*visited, strict=True)
    return Path(np.array(points), np.array(values), np.array(norms), stopped)
