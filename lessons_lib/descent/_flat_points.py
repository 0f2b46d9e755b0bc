"""The flat points of a function, found and named; those of a line are zeros of its slope."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from lessons_lib.arrays import Array, Shape
from lessons_lib.descent._path import Field, defined
from lessons_lib.descent._polynomial import real_roots, sign, slope, stationary_points
from lessons_lib.descent._space import STEP, Terrain, has_kink, isolated, kind_of, searched
from lessons_lib.wording import number

Box = Sequence[float] | Sequence[Sequence[float]]

_CELLS = 2000
_DEGREE = 20
_NARROWEST = 1e6
_JUMP = 0.1
_DIP = 0.3
_TOUCH = 1e-4
_EDGE = 1e-9
_FINE = 1e-14
_NAMES = {(-1, 1): "minimum", (1, -1): "maximum", (1, 1): "neither", (-1, -1): "neither"}


@dataclass(frozen=True, slots=True)
class FlatPoint:
    """A point where the slope is 0."""

    point: Any
    value: float
    kind: str


def flat_points(f: Field, box: Box) -> tuple[FlatPoint, ...]:
    """Find and name the isolated points of a box where the derivative or the gradient is 0.

    Parameters
    ----------
    f : callable
        Takes one number, or one array of shape (n,), and returns one number. A `Function` gives its exact
        derivatives; those of anything else are differences, with steps that suit the box.
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
    >>> from lessons_lib import Function
    >>> for flat in flat_points(Function("x^2 + 3x y + y^3"), [(-4, 4), (-4, 4)]):
    ...     print(flat)
    FlatPoint(point=(-2.25, 1.5), value=-1.6875, kind='minimum')
    FlatPoint(point=(0.0, 0.0), value=0.0, kind='saddle')
    """
    ends = _checked(box, getattr(f, "input_shape", None))
    with np.errstate(all="ignore"):
        found = _in_space(f, ends) if ends.ndim == 2 else _on_line(f, *ends.tolist())
    return tuple(flat for flat in found if math.isfinite(flat.value))


def _checked(box: Any, shape: Shape | None) -> Array:
    """Return the ends, of shape (2,) or (n, 2)."""
    try:
        ends = np.asarray(box, dtype=float)
    except (TypeError, ValueError):
        ends = np.empty(0)
    pairs = ends.reshape(-1, 2) if ends.shape[-1:] == (2,) and ends.ndim <= 2 else np.empty((0, 2))
    if not len(pairs) or not np.isfinite(pairs).all() or not (pairs[:, 0] < pairs[:, 1]).all():
        raise ValueError(
            f"box must be two numbers, the smaller first, or such a pair for each coordinate: got {box!r}"
        )
    if shape is not None and len(shape) > 1:
        raise ValueError("flat points need a function of a number or a row of numbers: flatten the input")
    if shape is not None and ends.shape[:-1] != shape:
        wanted = f"{shape[0]} pairs of numbers" if shape else "two numbers"
        raise ValueError(f"box must be {wanted} for this function: got {box!r}")
    for left, right in pairs.tolist():
        spacing = np.spacing(max(abs(left), abs(right)))
        if right - left < _NARROWEST * spacing:
            raise ValueError(
                f"box is too narrow, since numbers near {number(right)} are {number(spacing)} apart: move "
                f"the origin there, as in lambda t: f({right:.6g} + t)"
            )
    return ends


def _in_space(f: Any, ends: Array) -> list[FlatPoint]:
    terrain = Terrain(f, *ends.T)
    points = stationary_points(f)
    if points is None:
        points = terrain.smooth(isolated(terrain, searched(terrain)))
    points = terrain.inside(points)
    named = zip(points.tolist(), terrain.values(points).tolist(), points, strict=True)
    flat = [FlatPoint(tuple(point), value, kind_of(terrain, at)) for point, value, at in named]
    return sorted(flat, key=lambda each: np.round(np.divide(each.point, terrain.sides), 9).tolist())


def _on_line(f: Any, left: float, right: float) -> list[FlatPoint]:
    coefficients = getattr(f, "polynomial", None)
    if coefficients is not None and len(coefficients) <= _DEGREE + 1:
        found = _of_polynomial(slope(coefficients))
    else:
        found = _searched(f, left, right)
    slack, height = _EDGE * (right - left), defined(f)
    near = [(min(max(p, left), right), kind) for p, kind in found if left - slack <= p <= right + slack]
    return [FlatPoint(point, float(height(np.float64(point))), kind) for point, kind in near]


def _of_polynomial(derivative: Any) -> list[tuple[float, str]]:
    """Return every flat point; a level function has none that is isolated."""
    roots = real_roots(derivative) if len(derivative) > 1 else []
    if not roots:
        return []
    between = [(a + b) / 2 for a, b in pairwise(roots)]
    sides = [sign(derivative, x) for x in (roots[0] - 1, *between, roots[-1] + 1)]
    return [(root, _named(*pair)) for root, *pair in zip(roots, sides, sides[1:], strict=False)]


def _named(before: float, after: float) -> str:
    return _NAMES.get((int(before), int(after)), "undecided")


# The cells are shifted by no simple fraction, so that round numbers do not fall on their edges.
def _searched(f: Any, left: float, right: float) -> list[tuple[float, str]]:
    exact = hasattr(f, "derivative")
    derivative = f.derivative if exact else _differences(f, right - left)
    width = (right - left) / _CELLS
    x = np.asarray(left + width * (np.arange(-1, _CELLS + 2) - 0.37139), dtype=float)
    y = np.asarray(derivative(x), dtype=float)
    found = sorted([*_crossing(derivative, x, y), *_touching(derivative, x, y)])
    # A point may be found twice, from two neighbouring cells.
    once = [item for i, item in enumerate(found) if i == 0 or item[0] - found[i - 1][0] > 1e-6 * width]
    at_zero = abs(derivative(0.0))
    for i, (point, kind) in enumerate(once):
        if abs(point) <= _EDGE * (right - left) and not (exact and at_zero > abs(derivative(point))):
            once[i] = (0.0, kind)
    return once if exact else [item for item in once if _is_flat(defined(f), *item, width)]


def _differences(f: Field, size: float) -> Field:
    """Return x -> a central difference whose step suits the size of the box and of x."""
    value = defined(f)

    def quotient(x: Any) -> float:
        step = STEP * min(size, max(1.0, abs(x)))
        below, above = x - step, x + step
        return float((value(above) - value(below)) / (above - below))

    return lambda x: np.array([quotient(each) for each in x]) if np.ndim(x) else quotient(np.float64(x))


def _crossing(derivative: Field, x: Array, y: Array) -> list[tuple[float, str]]:
    """Return the zeros where the slope changes sign and does not jump."""
    found = []
    for i in np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) < 0):
        a, b = _narrowed(derivative, x[i], x[i + 1], y[i])
        if max(abs(derivative(a)), abs(derivative(b))) <= _JUMP * max(abs(y[i]), abs(y[i + 1])):
            found.append((_nearest(derivative, a, b), _named(np.sign(y[i]), np.sign(y[i + 1]))))
    return found


def _touching(derivative: Field, x: Array, y: Array) -> list[tuple[float, str]]:
    """Return the zeros where the slope comes down to 0 and turns back: zeros of its own slope."""
    aside = 0.1 * (x[1] - x[0])
    bend = getattr(derivative, "derivative", lambda at: derivative(at + aside) - derivative(at - aside))
    size, found = np.abs(y), []
    sides = np.maximum(size[:-2], size[2:])
    dips = (size[1:-1] <= np.minimum(size[:-2], size[2:])) & (size[1:-1] > 0) & (size[1:-1] < _DIP * sides)
    one_sign = (y[:-2] * y[1:-1] > 0) & (y[1:-1] * y[2:] > 0)
    for i in np.flatnonzero(dips & one_sign):
        if not bend(x[i]) * bend(x[i + 2]) < 0:
            continue
        point = _nearest(bend, *_narrowed(bend, x[i], x[i + 2], bend(x[i])))
        if abs(derivative(point)) <= _TOUCH * sides[i]:
            found.append((point, "neither"))
    return found


def _narrowed(slope_at: Field, left: float, right: float, at_left: float) -> tuple[float, float]:
    """Return two numbers, as close as makes sense, between which the sign changes or the slope is 0."""
    fine = _FINE * (right - left)
    while right - left > fine and left < (middle := (left + right) / 2) < right:
        at = slope_at(middle)
        if np.isnan(at):
            return float(middle), float(middle)
        if at == 0:
            # On both sides, since some call the slope of a kink 0.
            fine = max(fine, 2 * np.spacing(abs(middle)))
            return float(middle - fine), float(middle + fine)
        left, right = (middle, right) if (at > 0) == (at_left > 0) else (left, middle)
    return float(left), float(right)


def _nearest(slope_at: Field, a: float, b: float) -> float:
    """Return the flattest of two numbers and what lies between them; 0 if that is there."""
    if a <= 0 <= b:
        return 0.0
    return min((a, b, (a + b) / 2), key=lambda x: abs(slope_at(x)))


def _is_flat(f: Field, point: float, kind: str, width: float) -> bool:
    """Tell a flat point from level ground, from a kink, and from waves too short for the cells."""
    steps = width / 4.0 ** np.arange(5)
    here = float(f(np.float64(point)))
    left, right = (np.array([float(f(point + side * step)) for step in steps]) for side in (-1, 1))
    noise = 8 * np.spacing(max(abs(here), abs(left[0]), abs(right[0])))
    if not max(here, left[0], right[0]) - min(here, left[0], right[0]) > noise:
        return False
    before, after = (
        np.where(np.abs(rise) > noise, np.sign(rise), 0)[1:] for rise in (here - left, right - here)
    )
    as_named = {
        "minimum": (before <= 0) & (after >= 0),
        "maximum": (before >= 0) & (after <= 0),
        "neither": before * after >= 0,
    }[kind]
    return bool(as_named.all()) and not has_kink(lambda t: f(point + t), width)
