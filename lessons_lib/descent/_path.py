"""The record of a walk: where it went, how high, how steep, and why it stopped."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.descent._slopes import first_derivative, second_derivative

Visit = tuple[Any, float, float]
Move = Callable[[Any, Any], Any]

FLAT = 1e-10
FAR = 1e6

SETTLED = "the ground is flat here"
OUT_OF_STEPS = "all {} steps are used up"
RAN_AWAY = "the steps are too big: the walk runs away uphill"
BOTTOMLESS = "it goes downhill without end"
UNDEFINED = "the next step leads to where the function is undefined"
UNDEFINED_HERE = "the function is undefined here"
NO_SLOPE = "the function has no slope here"
NO_STEP = "the slope does not change in some direction here, so Newton's step is undefined"
NO_GOOD_STEP = "the search along the line finds no good step from here"
TOO_SMALL = "the steps have become too small to move"


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    r"""A walk over the graph of a function.

    Attributes
    ----------
    points : ndarray, shape (k,) or (k, n)
        Where the walk was, the start first; (k, \*shape) in general. All finite; a walk that runs away is
        cut off a million units from its start.
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
        self.start = _start(start, getattr(f, "input_shape", None))
        self._f = f
        self._slope = first_derivative(f, np.ndim(self.start))

    def value(self, point: Any) -> float:
        """Return f there, nan where it is undefined; f gets a copy, which it may write into."""
        height = np.asarray(self._f(point if isinstance(point, float) else point.copy()))
        if height.ndim:
            raise ValueError(f"walking downhill needs a scalar output: this gives shape {height.shape}")
        if height.dtype.kind not in "biuf":
            raise ValueError(f"walking downhill needs real values: this gives {height[()]!r}")
        return float(height)

    def slope(self, point: Any) -> Any:
        """Return the gradient there, in the shape of the point."""
        return self._slope(point)

    @cached_property
    def curvature(self) -> Callable[[Any], Any]:
        """The Hessian: the second derivative of a function of one number."""
        if np.ndim(self.start) > 1:
            raise ValueError("the Hessian is for points with one row of coordinates: flatten them")
        return second_derivative(self._f, np.ndim(self.start))


def _start(start: ArrayLike, shape: tuple[int, ...] | None) -> Any:
    point = np.asarray(start)
    if point.dtype.kind not in "biuf" or not np.isfinite(point).all():
        raise ValueError(f"start must be one finite point: got {start!r}")
    if shape is not None and point.shape != shape:
        wanted = f"an array of shape {shape}" if shape else "one number"
        raise ValueError(f"start must be {wanted}, as f takes it: got shape {point.shape}")
    point = point.astype(float)
    return float(point) if point.ndim == 0 else point


class Record:
    """The points of a walk as it goes, and why it ended; empty words while it may go on."""

    def __init__(self, ground: Ground, steps: int) -> None:
        self.stopped = ""
        self._ground, self._steps = ground, steps
        self._visited: list[Visit] = []

    def visit(self, point: Any) -> tuple[float, Any]:
        """Add a point, unless it is out of reach; return the value and the slope there."""
        value = self._ground.value(point)
        if self._visited:
            self.stopped = _lost(self._ground.start, self._visited[0][1], point, value)
        slope = np.nan if self.stopped else self._ground.slope(point)
        if not self.stopped:
            self._visited.append((point, value, length(slope)))
        return value, slope

    def finished(self) -> bool:
        """Tell whether the walk is over, by now also for having used up its steps."""
        if not self.stopped and len(self._visited) > self._steps:
            self.stopped = OUT_OF_STEPS.format(self._steps)
        return bool(self.stopped)

    def path(self) -> Path:
        """Return the walk."""
        points, values, norms = zip(*self._visited, strict=True)
        return Path(np.array(points), np.array(values), np.array(norms), self.stopped)


def walk(ground: Ground, move: Move, steps: int, tolerance: float = FLAT) -> Path:
    """Follow `move`, which answers point and slope with a displacement, until there is a reason to stop."""
    record, point = Record(ground, steps), ground.start
    with np.errstate(all="ignore"):
        while not record.stopped:
            value, slope = record.visit(point)
            if record.stopped:
                break
            shift = move(point, slope)
            record.stopped = standing(point, value, slope, tolerance, shift)
            if not record.finished():
                point = point + shift
    return record.path()


def _lost(start: Any, first_value: float, point: Any, value: float) -> str:
    """Say why a point is no place to walk on from, or nothing."""
    if math.isnan(value) and np.isfinite(point).all():
        return UNDEFINED
    far = length(point - start) > FAR * max(1.0, length(start))
    if not far and math.isfinite(value):
        return ""
    return BOTTOMLESS if value < first_value else RAN_AWAY


def length(vector: Any) -> float:
    """Return the Euclidean length; NumPy's norm takes twice as long for a few numbers."""
    return abs(vector) if isinstance(vector, float) else math.sqrt(np.vdot(vector, vector))


def standing(point: Any, value: float, slope: Any, tolerance: float, shift: Any) -> str:
    """Say why the walk moves no further from here, or nothing."""
    steep, far = length(slope), length(shift)
    if math.isnan(value):
        return UNDEFINED_HERE
    if math.isnan(steep):
        return NO_SLOPE
    if math.isnan(far):
        return NO_STEP
    if steep <= tolerance and far <= tolerance:
        return SETTLED
    return TOO_SMALL if np.all(point + shift == point) else ""
