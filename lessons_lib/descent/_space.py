"""Flat points in several dimensions, by Newton's method on the gradient from many evenly spread starts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.descent._path import defined

STEP = 6e-6
"""Of differences, as a share of a box."""

_STARTS = 200
_MOST_STARTS = 1000
_STEPS = 80
_STEPS_ASIDE = 12
_STRIDE = 0.2
_WIDE_STEP = 1e-4
_STILL = 1e-9
_CLEARLY_BENT = 100
_SHARP = 1e-6
_BLUNT = 1e-3
_ASIDE = 1e-3
_ASKEW = 0.6
_EDGE = 1e-9
_KINK = 0.7
_NEAR = 1 / 14
_CELL = 1 / 150

_RADII = (0.01, 0.0025)
_DIRECTIONS = 720
_CLEAR = 0.01
_ROUNDING = 1e3


class Terrain:
    """Values, gradients and Hessians over a box whose sides are the units of length."""

    def __init__(self, f: Any, left: Array, right: Array) -> None:
        self.left, self.sides = left, right - left
        self.exact = hasattr(f, "input_shape")
        self.blur = 1e-8 if self.exact else 1e-4
        self._f, self._value = f, defined(f)
        n = len(left)
        pairs = [np.eye(n)[i] + side * np.eye(n)[j] for i, j in combinations(range(n), 2) for side in (1, -1)]
        self._stencil = np.vstack([np.eye(n), *pairs])

    def values(self, points: Array) -> Array:
        """Return f at points of shape (k, n): shape (k,)."""
        found = self._f(points) if self.exact else [self._value(point.copy()) for point in points]
        return np.asarray(found, dtype=float).reshape(len(points))

    def slopes(self, points: Array) -> tuple[Array, Array]:
        """Return gradients, shape (k, n), and Hessians, shape (k, n, n), with 0 for what is undefined."""
        k, n = points.shape
        if self.exact:
            gradients, hessians = self._f.gradient(points), self._f.hessian(points)
        else:
            each = [self._differences(point) for point in points]
            gradients, hessians = [g for g, _ in each], [h for _, h in each]
        gradients = np.reshape(np.asarray(gradients, float), (k, n)) * self.sides
        hessians = np.reshape(np.asarray(hessians, float), (k, n, n)) * np.outer(self.sides, self.sides)
        return gradients, np.nan_to_num(hessians)

    def _differences(self, point: Array) -> tuple[Array, Array]:
        """Return gradient and Hessian by central differences; 0 where rounding alone is seen."""
        n = len(point)
        size = np.minimum(self.sides, np.maximum(1.0, np.abs(point)))
        step, wide = STEP * size, _WIDE_STEP * size
        axes, moves = np.diag(step), self._stencil * wide
        here, *values = self.values(
            np.vstack([point, point + axes, point - axes, point + moves, point - moves])
        )
        above, below, ups, downs = np.split(np.array(values), [n, 2 * n, 2 * n + len(moves)])
        noise = 8 * np.spacing(np.abs(values).max())
        rises, bends = (np.where(np.abs(d) <= noise, 0.0, d) for d in (above - below, ups + downs - 2 * here))
        hessian = np.diag(bends[:n])
        rows, columns = np.triu_indices(n, 1)
        hessian[rows, columns] = hessian[columns, rows] = (bends[n::2] - bends[n + 1 :: 2]) / 4
        return rises / (2 * step), hessian / np.outer(wide, wide)

    def smooth(self, points: Array) -> Array:
        """Return the points, with 0 for what rounding leaves of it, that lie in no hole and on no kink."""
        points = np.where(np.abs(points) <= _EDGE * self.sides, 0.0, points)
        solid = np.isfinite(self.values(np.round(points / self.sides, 9) * self.sides))
        axes = np.diag(self.sides)
        shifted = points[:, np.newaxis]
        kinks = has_kink(lambda t: self.values((shifted + t * axes).reshape(-1, len(axes))), _CELL)
        kept: Array = points[solid & ~kinks.reshape(points.shape).any(axis=1)]
        return kept

    def inside(self, points: Array) -> Array:
        """Return the points that are in the box."""
        shares = (points - self.left) / self.sides
        inside = ((shares >= -_EDGE) & (shares <= 1 + _EDGE)).all(axis=1)
        return np.clip(points[inside], self.left, self.left + self.sides)


def has_kink(f: Callable[[float], Any], step: float) -> Any:
    """Tell whether the slope of f jumps at 0: slopes on both sides then stay apart as the step shrinks.

    The shorter step is still longer than those of differences, which find flat what is close to a kink.
    """
    close = _NEAR * step
    here, above = f(0.0), f(close)
    apart, still_apart = np.abs(f(step) + f(-step) - 2 * here), np.abs(above + f(-close) - 2 * here)
    return still_apart > _KINK * _NEAR * apart + 8 * np.spacing(np.abs(above))


def searched(terrain: Terrain) -> Array:
    """Return the flat points that Newton's method reaches, each once: shape (k, n).

    It starts at multiples of powers of a generalised golden ratio, which fill the box evenly.
    """
    n, ratio = len(terrain.left), 2.0
    for _ in range(40):
        ratio = (1 + ratio) ** (1 / (n + 1))
    spread = (0.5 + np.outer(np.arange(min(_STARTS * n, _MOST_STARTS)), ratio ** -np.arange(1.0, n + 1))) % 1
    arrived, at_rest = _walked(terrain, terrain.left + terrain.sides * spread, _STEPS)
    return _distinct(terrain, arrived[at_rest])


def isolated(terrain: Terrain, points: Array) -> Array:
    """Return those that stand alone: close to any other, in a direction without curvature, lie more."""
    near = [point + _ASIDE * terrain.sides * _level_directions(terrain, point) for point in points]
    owners = np.repeat(np.arange(len(points)), [len(each) for each in near])
    arrived, at_rest = _walked(terrain, np.vstack([points[:0], *near]), _STEPS_ASIDE)
    away = np.linalg.norm((arrived - points[owners]) / terrain.sides, axis=1) / _ASIDE
    alone: Array = np.delete(points, owners[at_rest & (away > 0.1) & (away < 10)], axis=0)
    return alone


def _walked(terrain: Terrain, points: Array, steps: int) -> tuple[Array, NDArray[np.bool_]]:
    """Return where Newton's method leads, and whether it is at rest there, on flat ground."""
    moving = np.arange(len(points))
    for _ in range(steps):
        shifts = _newton_steps(*terrain.slopes(points[moving]))
        points[moving] += terrain.sides * shifts
        far = np.linalg.norm(shifts, axis=1)
        moving = moving[far > (0 if terrain.exact else 0.1 * _STILL)]
        if not len(moving):
            break
    gradients, hessians = terrain.slopes(points)
    still = np.linalg.norm(_newton_steps(gradients, hessians), axis=1) <= max(_STILL, terrain.blur**2)
    flat = np.linalg.norm(gradients, axis=1) <= terrain.blur * np.linalg.norm(hessians, axis=(1, 2))
    return points, flat & still & np.isfinite(terrain.values(points))


def _newton_steps(gradients: Array, hessians: Array) -> Array:
    """Return Newton's steps, none longer than a fifth of the box."""
    inverses = np.linalg.pinv(hessians, hermitian=True)
    steps = -np.einsum("kij,kj->ki", inverses, np.nan_to_num(gradients))
    lengths = np.linalg.norm(steps, axis=1, keepdims=True)
    bounded: Array = np.nan_to_num(steps * np.minimum(1.0, _STRIDE / np.maximum(lengths, 1e-300)))
    return bounded


def _distinct(terrain: Terrain, points: Array) -> Array:
    """Return each point once: the flattest of those that are close together."""
    gradients, hessians = terrain.slopes(points)
    least = np.abs(np.linalg.eigvalsh(hessians)).min(axis=1)
    reach = np.where(least > _CLEARLY_BENT * terrain.blur, _SHARP, _BLUNT)
    chosen: list[int] = []
    for i in np.argsort(np.linalg.norm(gradients, axis=1), kind="stable"):
        apart = np.linalg.norm((points[chosen] - points[i]) / terrain.sides, axis=1)
        if (apart > np.maximum(reach[chosen], reach[i])).all():
            chosen.append(int(i))
    once: Array = points[chosen]
    return once


def _level_directions(terrain: Terrain, point: Array) -> Array:
    """Return unit vectors along which the slope does not change, and one askew between them."""
    curvatures, directions = np.linalg.eigh(terrain.slopes(point[np.newaxis])[1][0])
    level = directions[:, np.abs(curvatures) <= terrain.blur * np.abs(curvatures).max()].T
    askew = _ASKEW ** np.arange(len(level)) @ level
    arrows: Array = np.vstack([level, askew / max(float(np.linalg.norm(askew)), 1.0)])[: 2 * len(level)]
    return np.vstack([arrows, -arrows])


def kind_of(terrain: Terrain, point: Array) -> str:
    """Return "minimum", "maximum", "saddle" or "undecided"."""
    around = _around(len(terrain.left)) * terrain.sides
    local = np.vstack([point, point + _RADII[0] * around[::60]])
    curvatures = np.linalg.eigvalsh(terrain.slopes(local)[1])
    zero = terrain.blur * np.abs(curvatures).max()
    up, down = (curvatures[0] > zero).any(), (curvatures[0] < -zero).any()
    if up and down:
        return "saddle"
    if (np.abs(curvatures[0]) > zero).all():
        return "minimum" if up else "maximum"
    kinds = {_seen(terrain, point, radius * around) for radius in _RADII}
    return kinds.pop() if len(kinds) == 1 else "undecided"


def _around(dimensions: int) -> Array:
    """Return unit vectors in all directions: evenly in the plane, seeded in space."""
    if dimensions == 2:
        angles = 2 * np.pi * (np.arange(_DIRECTIONS) + 0.5) / _DIRECTIONS
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)
    arrows = np.random.default_rng(0).standard_normal((_DIRECTIONS * dimensions, dimensions))
    lengths: Array = np.linalg.norm(arrows, axis=1, keepdims=True)
    return arrows / lengths


def _seen(terrain: Terrain, point: Array, arrows: Array) -> str:
    """Return the kind as it looks on one sphere around the point."""
    height = terrain.values(point[np.newaxis])[0]
    rises = terrain.values(point + arrows) - height
    clear = _CLEAR * np.abs(rises).max()
    if not clear > _ROUNDING * np.spacing(abs(height)):
        return "undecided"
    if rises.max() > clear and rises.min() < -clear:
        return "saddle"
    # In many dimensions a few thousand directions are too few to say "all round".
    if len(terrain.left) > 3 or (rises.max() > -clear and rises.min() < clear):
        return "undecided"
    return "minimum" if rises.min() >= clear else "maximum"
