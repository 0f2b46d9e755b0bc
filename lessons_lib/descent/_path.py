"""A walk: the function that it goes over, its settings, the one loop of every way, and its record."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array, Shape
from lessons_lib.slopes import numeric

Field = Callable[[Any], Any]
Move = Callable[[Any, Any], Any]

FLAT = 1e-10

SETTLED = "the ground is flat here"
OUT_OF_STEPS = "all {} steps are used up"
RAN_AWAY = "the steps are too big: the walk runs away uphill"
BOTTOMLESS = "it goes downhill without end"
UNDEFINED = "the next step leads to where the function is undefined"
UNDEFINED_HERE = "the function is undefined here"
NO_SLOPE = "the function has no slope here"
NO_DIFFERENCE = "differences find no slope here; a Function has its exact one"
TOO_SMALL = "the steps have become too small to move"

_FAR = 1e6
# What the math module says outside the domain of its functions, before and since Python 3.14.
_DOMAIN = ("math domain error", "expected a")


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    r"""A walk over the graph of a function.

    Attributes
    ----------
    points : ndarray, shape (k,) or (k, n)
        Where the walk was, the start first; (k, \*shape) in general. All finite; a walk that runs away is
        cut off a million units from its start.
    values : ndarray, shape (k,)
        f at the points; not finite only if the start itself is outside f's domain.
    gradient_norms : ndarray, shape (k,)
        Length of the gradient at the points: abs(f') in one dimension. nan where there is no slope.
    stopped : str
        Why the walk ended, in plain words.
    """

    points: Array
    values: Array
    gradient_norms: Array
    stopped: str

    def __len__(self) -> int:
        return len(self.values)


class StuckError(Exception):
    """Raised by a move that leads nowhere; holds the reason."""


def setting(name: str, value: float, below: float = math.inf, *, zero: bool = False) -> float:
    """Return a setting that is one number above 0 (or 0, where allowed) and below a limit."""
    number = real(value)
    if not (0 < number < below or (zero and number == 0)):
        wanted = "a positive number" if below == math.inf else f"a number between 0 and {below}"
        raise ValueError(f"{name} must be {wanted}: got {value!r}")
    return number


def whole(name: str, value: float, least: int = 0) -> int:
    """Return a setting that is a whole number, not below the least."""
    number = real(value)
    if not least <= number < math.inf or number % 1:
        raise ValueError(f"{name} must be a whole number, {least} or more: got {value!r}")
    return int(number)


def real(value: Any) -> float:
    """Return one real number as a float, and nan for anything else."""
    plain = value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value
    return float(plain) if isinstance(plain, Real) else math.nan


def defined(f: Field) -> Field:
    """Return f with nan where Python's own arithmetic gives up: log(-1), a division by 0, an overflow."""
    if hasattr(f, "input_shape"):
        return f

    def value(x: Any) -> Any:
        try:
            return f(x)
        except ArithmeticError:
            return math.nan
        except ValueError as error:
            if str(error).startswith(_DOMAIN):
                return math.nan
            raise
        except TypeError as error:
            if "required positional argument" in str(error):
                raise TypeError("f must take one array: write lambda v: f(*v)") from error
            raise
        except StopIteration as error:
            reason = "an iterator inside f has come to its end: let f begin with a new one at each call"
            raise RuntimeError(reason) from error

    return value


def first_derivative(f: Any, dimensions: int) -> Field:
    """Return the derivative of a function of one number, the gradient of one of arrays."""
    road = f if hasattr(f, "input_shape") else None
    if dimensions:
        return cast(Field, road.gradient) if road else numeric.gradient(defined(f))
    return cast(Field, road.derivative) if road else numeric.derivative(defined(f))


class Ground:
    """A function to walk on: exact derivatives where it has a formula, differences where it has not."""

    def __init__(self, f: Field, start: ArrayLike) -> None:
        self.start = _start(start, getattr(f, "input_shape", None))
        self.exact = hasattr(f, "input_shape")
        self._f, self._value = f, defined(f)
        self.slope = first_derivative(f, np.ndim(self.start))

    def value(self, point: Any) -> float:
        """Return f there, nan where it is undefined; f gets a copy, which it may write into."""
        height = np.asarray(self._value(point.copy()))
        if height.ndim:
            raise ValueError(f"walking downhill needs a scalar output: this gives shape {height.shape}")
        if height.dtype.kind not in "biuf":
            raise ValueError(f"walking downhill needs real values: this gives {height[()]!r}")
        return float(height)

    @cached_property
    def hessian(self) -> Field:
        """The Hessian: the second derivative of a function of one number."""
        dimensions = np.ndim(self.start)
        if dimensions > 1:
            raise ValueError("the Hessian is for points with one row of coordinates: flatten them")
        if self.exact:
            f: Any = self._f
            return cast(Field, f.hessian if dimensions else f.derivative.derivative)
        if dimensions:
            return numeric.hessian(self._value)
        row = numeric.hessian(lambda x: self._value(x[0]))
        return lambda point: row(np.array([point]))


def _start(start: ArrayLike, shape: Shape | None) -> Any:
    """Return an array, or one NumPy number: it overflows and divides by 0 without an exception."""
    point = np.asarray(start)
    if point.dtype.kind not in "biuf" or not np.isfinite(point).all():
        raise ValueError(f"start must be one finite point: got {start!r}")
    if shape is not None and point.shape != shape:
        wanted = f"an array of shape {shape}" if shape else "one number"
        raise ValueError(f"start must be {wanted}, as f takes it: got shape {point.shape}")
    return point.astype(float)[()]


def walk(ground: Ground, move: Move, steps: int, tolerance: float = FLAT) -> Path:
    """Follow `move`, which answers point and slope with a displacement, until there is a reason to stop."""
    record, point = Record(ground, steps, tolerance), ground.start
    with np.errstate(all="ignore"):
        while not record.stopped:
            slope = record.visit(point)
            if record.stopped:
                break
            try:
                shift = move(point, slope)
            except StuckError as reason:
                record.stopped = str(reason)
                break
            record.leave(shift)
            point = point + shift
    return record.path()


class Record:
    """The points of a walk as it goes, and why it ended; empty words while it may go on."""

    def __init__(self, ground: Ground, steps: int, tolerance: float) -> None:
        self.stopped = ""
        self._ground = ground
        self._steps, self.tolerance = whole("steps", steps), real(tolerance)
        if not 0 <= self.tolerance < math.inf:
            raise ValueError(f"tolerance must be 0 or a small positive number: got {tolerance!r}")
        self._visited: list[tuple[Any, float, float]] = []

    def visit(self, point: Any) -> Any:
        """Add a point, unless it is out of reach, and return the slope there."""
        value = self._ground.value(point)
        if self._visited and (lost := self._lost(point, value)):
            self.stopped = lost
            return math.nan
        slope = self._ground.slope(point)
        self._visited.append((point, value, length(slope)))
        if not math.isfinite(value):
            self.stopped = UNDEFINED_HERE
        elif math.isnan(self._visited[-1][2]):
            self.stopped = NO_SLOPE if self._ground.exact else NO_DIFFERENCE
        return slope

    def leave(self, shift: Any) -> None:
        """Say why the walk moves no further from the last point, if there is a reason."""
        (point, _, steep), far = self._visited[-1], length(shift)
        if math.isnan(far):
            self.stopped = RAN_AWAY if math.isfinite(steep) else NO_SLOPE
        elif steep <= self.tolerance and far <= self.tolerance:
            self.stopped = SETTLED
        elif np.all(point + shift == point):
            self.stopped = TOO_SMALL
        elif len(self._visited) > self._steps:
            self.stopped = OUT_OF_STEPS.format(self._steps)

    def path(self) -> Path:
        """Return the walk."""
        points, values, norms = zip(*self._visited, strict=True)
        return Path(np.array(points), np.array(values), np.array(norms), self.stopped)

    def _lost(self, point: Any, value: float) -> str:
        """Say why a point is no place to walk on from, or nothing."""
        if math.isnan(value) and np.isfinite(point).all():
            return UNDEFINED
        start, first, steep = self._visited[0]
        away = length(point - start)
        # On the way to a flat place, be it far, the mean slope is less than the first one, but of its size.
        bending = 1e-3 * steep * away < abs(value - first) < (1 - 1e-9) * steep * away
        if math.isfinite(value) and (bending or away <= _FAR * max(1.0, length(start))):
            return ""
        return BOTTOMLESS if value < first else RAN_AWAY


def length(vector: Any) -> float:
    """Return the Euclidean length; NumPy's norm takes twice as long for a few numbers."""
    return abs(vector) if isinstance(vector, float) else math.sqrt(np.vdot(vector, vector))
