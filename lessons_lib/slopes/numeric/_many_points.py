"""The values of any callable at many points: in one call where that is proven safe, else one by one.

``x[0]**2 * x[1]`` on two points of shape ``(2,)`` gives two numbers, both wrong. So the points come in a
count that no axis of a point has, a point that lies nowhere special is put among them, and the values at
that point and three more must equal those of single calls, to the last few bits: adding up in another
order may change those, and does so for single calls, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Shape

Field = Callable[[Any], Any]

FEW = 8
BLOCK = 2**18
PIECE = 2**12
_LAST_BITS = 64 * float(np.finfo(float).eps)
_GOLDEN = (5**0.5 - 1) / 2


def values_at(f: Field, points: NDArray[Any], output_shape: Shape) -> NDArray[Any]:
    """Return f at every point of an array of shape ``(k, *input_shape)``, shape ``(k, *output_shape)``."""
    if hasattr(f, "input_shape"):
        return np.asarray(f(points))
    if len(points) > FEW:
        together = _together(f, points, output_shape)
        if together is not None:
            return together
    return _one_by_one(f, points, output_shape)


def blocks(count: int, size: int) -> Iterator[slice]:
    """Cut `count` things of so many numbers each into blocks that take a few megabytes."""
    length = max(1, BLOCK // size)
    yield from (slice(start, start + length) for start in range(0, count, length))


def value_at(f: Field, point: NDArray[Any]) -> NDArray[Any]:
    """Return a copy of f(point); f gets an array of its own, so that writing into it does no harm."""
    returned = f(point.copy())
    try:
        value = np.array(returned)
    except ValueError:
        value = np.array(None)
    if value.dtype.kind not in "biufc":
        raise ValueError(f"the function must return a number or an array of numbers: got {returned!r}")
    return value


def _one_by_one(f: Field, points: NDArray[Any], output_shape: Shape) -> NDArray[Any]:
    values = [value_at(f, point) for point in points]
    for value in values:
        if value.shape != output_shape:
            raise ValueError(
                f"the function returned shape {output_shape} at one point and {value.shape} near it: "
                "make it return one shape everywhere"
            )
    return np.stack(values)


def _together(f: Field, points: NDArray[Any], output_shape: Shape) -> NDArray[Any] | None:
    """Return the values from one call, with the points along the last axis or the first, or None.

    The last axis comes first: it suits functions that are written as people write them, with x[0] and x[1].
    """
    count = len(points)
    pieces = _pieces(points)
    chosen = [0, count // 2, count - 1, count]
    expected = _one_by_one(f, pieces.reshape(-1, *points.shape[1:])[chosen], output_shape)
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
    pieces = 1 + points.size // PIECE
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
    return np.array(f(points.copy()))


def _along_last(f: Field, points: NDArray[Any]) -> NDArray[Any]:
    return np.moveaxis(np.array(f(np.moveaxis(points, 0, -1).copy())), -1, 0)
