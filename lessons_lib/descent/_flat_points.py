"""The flat points of a function, found and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.descent._exact import stationary_points
from lessons_lib.descent._kinds import kind_of
from lessons_lib.descent._line import on_line
from lessons_lib.descent._search import isolated, searched
from lessons_lib.descent._terrain import Terrain

Box = Sequence[float] | Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class FlatPoint:
    """A point where the slope is 0."""

    point: Any
    value: float
    kind: str


def flat_points(f: Callable[[Any], Any], box: Box) -> tuple[FlatPoint, ...]:
    """Find and name the isolated points of a box where the derivative or the gradient is 0.

    Parameters
    ----------
    f : callable
        Takes one number, or one array of shape (n,), and returns one number. A `Function` gives its exact
        derivatives; anything else is differentiated by `numeric`.
    box : (left, right), or n such pairs
        Where to look, ends included; a pair for every coordinate if f takes arrays.

    Returns
    -------
    tuple of FlatPoint
        From left to right; in several dimensions by the first coordinate, then the second, and so on.

        All of them if f is a `Function` and a polynomial: of one number up to degree 20, of two or three
        where SymPy's Groebner basis has at most 16 solutions. Otherwise those that a search can see: over
        2000 cells of a line, or by Newton's method from some hundred evenly spread points of a box.
        A kink such as that of abs(x) at 0 has no slope and is not flat; a stretch, a line or a curve of
        flat points has no isolated one.

    Raises
    ------
    ValueError
        If the box is not made of pairs of finite numbers, the smaller first, or does not fit f.

    Notes
    -----
    On a line the kind is read off the sign of f' on both sides, not off f'', which is 0 at the minimum of
    x^4. In several dimensions it is read off the Hessian's eigenvalues: of one sign, a minimum or a
    maximum; of both signs, a saddle, whatever the others are. Where they leave it open, f is looked at on
    two small spheres around the point: it is decided where f is clearly higher all round, clearly lower
    all round, or clearly both; a trough such as x^2 + y^4 stays undecided.

    Examples
    --------
    >>> for flat in flat_points(lambda t: t**4 - 4 * t**2 + t, (-3, 3)):
    ...     print(f"{flat.kind} at {flat.point:.3f}, value {flat.value:.3f}")
    minimum at -1.473, value -5.444
    maximum at 0.126, value 0.063
    minimum at 1.347, value -2.619
    >>> from lessons_lib.formula import Function
    >>> for flat in flat_points(Function("x^2 + 3x y + y^3"), [(-4, 4), (-4, 4)]):
    ...     print(flat)
    FlatPoint(point=(-2.25, 1.5), value=-1.6875, kind='minimum')
    FlatPoint(point=(0.0, 0.0), value=0.0, kind='saddle')
    """
    ends = _checked(box, getattr(f, "input_shape", None))
    with np.errstate(all="ignore"):
        if ends.ndim == 1:
            found = (
                FlatPoint(p, float(f(p)), kind) for p, kind in on_line(f, float(ends[0]), float(ends[1]))
            )
        else:
            found = (flat for flat in _in_space(f, ends[:, 0], ends[:, 1]))
        return tuple(flat for flat in found if np.isfinite(flat.value))


def _checked(box: Box, shape: tuple[int, ...] | None) -> NDArray[np.float64]:
    """Return the ends, of shape (2,) or (n, 2)."""
    ends = np.asarray(box, dtype=float) if _is_rectangular(box) else np.empty(0)
    pairs = ends.reshape(-1, 2) if ends.shape[-1:] == (2,) and ends.ndim <= 2 else np.empty((0, 2))
    if not len(pairs) or not np.isfinite(pairs).all() or not (pairs[:, 0] < pairs[:, 1]).all():
        raise ValueError(
            f"box must be two numbers, the smaller first, or such a pair for each coordinate: got {box!r}"
        )
    if shape is not None and len(shape) > 1:
        raise ValueError(
            "flat points are found for functions of a number or a row of numbers: flatten the input"
        )
    if shape is not None and ends.shape[:-1] != shape:
        wanted = f"{shape[0]} pairs of numbers" if shape else "two numbers"
        raise ValueError(f"box must be {wanted} for this function: got {box!r}")
    return ends


def _is_rectangular(box: Any) -> bool:
    try:
        np.asarray(box, dtype=float)
    except (TypeError, ValueError):
        return False
    return True


def _in_space(f: Any, left: NDArray[Any], right: NDArray[Any]) -> list[FlatPoint]:
    terrain = Terrain(f, left, right)
    points = stationary_points(f)
    if points is None:
        points = isolated(terrain, searched(terrain))
    points = terrain.tidy(points)
    values, kinds = terrain.values(points), [kind_of(terrain, point) for point in points]
    named = zip(points.tolist(), values.tolist(), kinds, strict=True)
    return sorted((FlatPoint(tuple(point), value, kind) for point, value, kind in named), key=_place)


def _place(flat: FlatPoint) -> tuple[float, ...]:
    return tuple(round(coordinate, 9) for coordinate in flat.point)
