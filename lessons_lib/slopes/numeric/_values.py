"""What goes in, and the values of any callable at one point or many.

Values become floats and copies: an f may return whole numbers of a small type, or one array again and again.
Where a run overflows, or f raises an error of arithmetic beside a point where it does not, the value is nan.

Many points go through f in one call only where that is proven safe: ``x[0]**2 * x[1]`` on two points of
shape ``(2,)`` gives two numbers, both wrong. So the points come in a count that no axis of a point has, one
that lies nowhere special is put among them, and the values at that one and three more must equal those of
single calls, to the last few bits: adding up in another order may change those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Array, Shape

Field = Callable[[Any], Any]

EPSILON = float(np.finfo(float).eps)
_FEW = 8
_BLOCK = 2**18
_PIECE = 2**12
_LAST_BITS = 64 * EPSILON
_GOLDEN = (5**0.5 - 1) / 2


# what goes in


def real_points(x: ArrayLike) -> Array:
    """Return `x` as an array of finite real numbers."""
    try:
        points = np.asarray(x)
        real = points.astype(np.float64, casting="safe" if points.dtype.kind in "iuf" else "same_kind")
    except (TypeError, ValueError) as error:
        raise ValueError(f"x must be real numbers: got {x!r}") from error
    if not np.isfinite(real).all():
        raise ValueError(f"x must be finite: got {x!r}")
    return real


def one_point(at: float) -> float:
    """Return `at` if it is one finite real number, else raise ValueError."""
    point = real_points(at)
    if point.ndim:
        raise ValueError(f"at must be one number: got {at!r}")
    return float(point)


def point_in_space(x: ArrayLike, verb: str) -> Array:
    """Return x as an array of finite real numbers with at least one axis and one entry."""
    point = real_points(x)
    if point.ndim == 0:
        raise ValueError(f"{verb} needs an array for x: got the number {x!r}; use numeric.derivative")
    if point.size == 0:
        raise ValueError(f"{verb} needs at least one coordinate: got an empty x of shape {point.shape}")
    return point


def direction_like(direction: ArrayLike, point: Array) -> Array:
    """Return the direction as an array of the shape of the point."""
    try:
        u = real_points(direction)
    except ValueError as error:
        raise ValueError(f"the direction must be finite real numbers: got {direction!r}") from error
    if u.shape != point.shape:
        raise ValueError(f"the direction must have the shape {point.shape} of x: got {u.shape}")
    return u


def positive_step(step: float | None) -> float | None:
    """Return `step` if it is None or a positive finite number, else raise ValueError."""
    if step is None:
        return None
    if not (np.ndim(step) == 0 and np.isreal(step) and 0 < step < np.inf):
        raise ValueError(f"step must be a positive number: got {step!r}")
    return float(step)


def needs(verb: str, inputs: Shape, outputs: Shape) -> None:
    """Refuse an output of the wrong kind, naming the verb that fits."""
    if verb == "jacobian" and outputs == ():
        raise ValueError(
            "jacobian needs an array output; this function returned one number: use numeric.gradient"
        )
    if verb != "jacobian" and outputs != ():
        remedy = "return one number, or use numeric.jacobian"
        raise ValueError(f"{verb} needs one number; this function returned shape {outputs}: {remedy}")


# one value


def base_value(f: Field, point: Array) -> tuple[Array, float]:
    """Return f(point), which must be real, and how precise its type is.

    What f raises here is its own; beside the point an error of arithmetic is a place without a value.
    """
    wanted = getattr(f, "input_shape", point.shape)
    if wanted == () != point.shape:
        raise ValueError("this is a function of one number: use numeric.derivative")
    if wanted != point.shape:
        raise ValueError(f"this function takes points of shape {wanted}: got an x of shape {point.shape}")
    try:
        returned = _called(f, point)
    except OverflowError:
        return np.array(np.nan), EPSILON
    except FloatingPointError:
        return np.full(_number(_called(f, point, overflow="ignore")).shape, np.nan), EPSILON
    value = _number(returned)
    if value.dtype.kind == "c":
        raise ValueError("the function returned complex numbers for a real x: return its real part, np.real")
    kind = np.asarray(returned).dtype
    return value, float(np.finfo(kind).eps) if kind in {np.dtype("f2"), np.dtype("f4")} else EPSILON


def _called(f: Field, point: Any, overflow: Any = "raise") -> Any:
    """Return what f makes of a copy of a point, so that writing into it does no harm."""
    # A formula knows its limits by itself.
    with np.errstate(over="ignore" if hasattr(f, "input_shape") else overflow):
        return f(point.copy() if np.ndim(point) else point)


def _number(returned: Any) -> NDArray[Any]:
    """Return a copy of what a function gave as floats, or as complex numbers."""
    try:
        value = np.array(returned)
    except ValueError:
        value = np.array(None)
    if value.dtype.kind == "O" and all(isinstance(each, Fraction | Decimal | int) for each in value.flat):
        return value.astype(np.float64)
    if value.dtype.kind not in "iufc":
        raise ValueError(f"the function must return a number or an array of numbers: got {returned!r}")
    return value if value.dtype.kind == "c" else value.astype(np.float64)


def value_beside(f: Field, point: Any, output_shape: Shape, *, real: bool = True) -> NDArray[Any]:
    """Return f at a point beside one where it has a value; nan where it has none."""
    try:
        returned = _called(f, point)
    except (ValueError, ArithmeticError):
        return np.full(output_shape, np.nan)
    value = _number(returned)
    if value.shape != output_shape:
        raise ValueError(
            f"the function returned shape {output_shape} at one point and {value.shape} near it: "
            "make it return one shape everywhere"
        )
    return np.full(output_shape, np.nan) if real and value.dtype.kind == "c" else value


# many values


def values_at(f: Field, points: NDArray[Any], output_shape: Shape, *, real: bool = True) -> NDArray[Any]:
    """Return f at every point of an array of shape ``(k, *input_shape)``, shape ``(k, *output_shape)``."""
    if hasattr(f, "input_shape"):
        return np.asarray(f(points))
    if len(points) > _FEW and points.ndim > 1:
        together = _together(f, points, output_shape)
        if together is not None:
            return together
    return np.stack([value_beside(f, point, output_shape, real=real) for point in points])


def blocks(count: int, size: int) -> Iterator[slice]:
    """Cut `count` things of so many numbers each into blocks that take a few megabytes."""
    length = max(1, _BLOCK // size)
    yield from (slice(start, start + length) for start in range(0, count, length))


def _together(f: Field, points: NDArray[Any], output_shape: Shape) -> NDArray[Any] | None:
    """Return the values from one call, with the points along the last axis or the first, or None.

    The last axis comes first: it suits functions that are written as people write them, with x[0] and x[1].
    """
    count = len(points)
    pieces = _pieces(points)
    chosen = [0, count // 2, count - 1, count]
    checks = pieces.reshape(-1, *points.shape[1:])[chosen]
    expected = np.stack([value_beside(f, point, output_shape, real=False) for point in checks])
    for evaluate in (_along_last, _along_first):
        values = _in_one_call(partial(evaluate, f), pieces, output_shape)
        if values is not None and _equal(values, expected, chosen):
            return values[:count]
    return None


def _equal(values: NDArray[Any], expected: NDArray[Any], chosen: list[int]) -> bool:
    """Tell whether the chosen values are the expected ones, in their real parts and in their imaginary ones.

    The complex step hides all it has to say in imaginary parts of 1e-20.
    """
    if np.array_equal(values[chosen], expected):
        return True
    parts = (np.real, np.imag) if np.iscomplexobj(values) else (np.real,)
    return all(_equal_part(part(values), part(expected), chosen) for part in parts)


def _equal_part(values: NDArray[Any], expected: NDArray[Any], chosen: list[int]) -> bool:
    scale = np.abs(values).max(axis=0, initial=0.0, where=np.isfinite(values))
    close = np.abs(values[chosen] - expected) <= _LAST_BITS * scale
    same = (values[chosen] == expected) | (np.isnan(values[chosen]) & np.isnan(expected))
    return bool((close | same).all())


def _pieces(points: NDArray[Any]) -> NDArray[Any]:
    """Append a point that lies nowhere special, and cut into pieces that stay in the processor's cache.

    The pieces are equally long; the point is repeated until no axis of a point is as long as a piece.
    """
    centre, reach = points[0], points[-1] - points[0]
    share = (_GOLDEN * np.arange(1, centre.size + 1) % 1).reshape(centre.shape)
    pieces = 1 + points.size // _PIECE
    length = len(points) // pieces + 1
    while length in centre.shape:
        length += 1
    missing = pieces * length - len(points)
    special = np.broadcast_to(centre + share * reach, (missing, *centre.shape))
    return np.concatenate([points, special]).reshape(pieces, length, *centre.shape)


def _in_one_call(f: Field, pieces: NDArray[Any], output_shape: Shape) -> NDArray[Any] | None:
    """Return f of all points, a piece at once; None if f fails on that or gives another shape."""
    try:
        first = f(pieces[0])
        if first.shape == (len(pieces[0]), *output_shape):
            return np.concatenate([first, *map(f, pieces[1:])])
    except Exception:  # noqa: S110  # whatever goes wrong: this callable takes one point at a time
        pass
    return None


def _along_first(f: Field, points: NDArray[Any]) -> NDArray[Any]:
    return _number(_called(f, points))


def _along_last(f: Field, points: NDArray[Any]) -> NDArray[Any]:
    return np.moveaxis(_number(_called(f, np.moveaxis(points, 0, -1))), -1, 0)
