"""All points that a map takes to one place: by formula, or by Newton's method from all over a view."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.pencil.maps import plane_images
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._exact_preimages import KNOWN

GRID = 56
REACH, STRIDE = 2.5, 2.0  # cells: how far a step from a start may lead, how far one step goes
STARTS, ROUNDS = 240, 40
MEETS, DONE = 1e-9, 1e-14
AROUND = np.linspace(-0.7, 0.7, 5)  # cells
FEW = 24
SAME = 1e-6  # of the view: preimages as near as this are one
FLAT = 1e-6  # of the matrix squared: a determinant as small as this is 0


@dataclass(frozen=True, eq=False)
class Preimages:
    """What a map takes to one place."""

    points: Array
    determinants: Array
    everywhere: bool
    curves: bool = False

    def __len__(self) -> int:
        return len(self.points)


class Search:
    """Finds preimages under one map.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> search = Search(Function("x1^2 + x2, x1 x2"), PlaneView(-3, 3, -3, 3))
    >>> [len(search.of(target)) for target in ((3, 1.9), (3, 2), (3, 2.1))]
    [3, 2, 1]
    >>> Search(Function("e^x cos y, e^x sin y"), PlaneView(-3, 3, -3, 3)).of((1, 0)).points.round(9).tolist()
    [[0.0, 0.0]]
    """

    def __init__(self, f: Any, view: PlaneView) -> None:
        self.f, self.view = f, view
        known = KNOWN.get(f.text)
        self._solver = known.solve if known else None
        self.surplus = known.surplus if known else None
        xs, ys = view.grid(GRID)
        self._cell = float(max(xs[1] - xs[0], ys[1] - ys[0]))
        self._grid = np.stack(np.meshgrid(xs, ys), axis=-1)
        self._values, self._jacobians = plane_images(f, self._grid), self._matrices(self._grid)
        dets, sizes = _determinants(self._jacobians), _sizes(self._jacobians)
        seen = np.isfinite(dets)
        self._usual = float(np.median(sizes[seen])) if seen.any() else 1.0
        self.collapsed = bool(seen.any() and (np.abs(dets[seen]) <= 1e-12 * sizes[seen]).all())

    def of(self, target: Sequence[float]) -> Preimages:
        """Return all preimages of a place."""
        goal = np.asarray(target, float)
        if self.collapsed:
            return Preimages(np.zeros((0, 2)), np.zeros(0), everywhere=False, curves=self._is_met(goal))
        if self._solver is not None:
            return self._solved(goal)
        points = self._distinct(self._newton(self._starts(goal), goal), goal)
        if 1 < len(points) <= FEW:
            # Near a cusp a third one hides between two.
            between = np.concatenate([points, self._newton(self._between(points), goal)])
            points = self._distinct(between, goal)
        return Preimages(points, self._signed(points), everywhere=False)

    def _solved(self, goal: Array) -> Preimages:
        assert self._solver is not None
        roots = self._solver(float(goal[0]), float(goal[1]))
        points = np.array([(root.x, root.y) for root in roots]).reshape(-1, 2)
        alone = np.array([not root.multiple for root in roots], bool)
        return Preimages(points, np.where(alone, _determinants(self._matrices(points)), 0.0), everywhere=True)

    def _matrices(self, points: Array) -> Array:
        with np.errstate(all="ignore"):
            found = np.asarray(self.f.jacobian(points), float)
        return np.broadcast_to(found, (*points.shape, 2))

    def _signed(self, points: Array) -> Array:
        """Return determinants, 0 where only rounding is left of them."""
        matrices = self._matrices(points)
        dets = _determinants(matrices)
        least = FLAT * np.maximum(_sizes(matrices), FLAT * self._usual)
        return np.where(np.abs(dets) <= least, 0.0, dets)

    def _starts(self, goal: Array) -> Array:
        """Return grid points whose first Newton step stays near, or that no neighbour beats."""
        misses = self._values - goal
        lengths = np.hypot(*np.moveaxis(_steps(self._jacobians, misses), -1, 0)) / self._cell
        far = np.hypot(*np.moveaxis(misses, -1, 0))
        far[~np.isfinite(far)] = np.inf
        best = np.where(_least_around(far), 0.0, np.inf)
        rank = np.fmin(np.where(lengths <= REACH, lengths, np.inf), best).ravel()
        order = np.argsort(rank, kind="stable")[:STARTS]
        return self._grid.reshape(-1, 2)[order[np.isfinite(rank[order])]]

    def _between(self, points: Array) -> Array:
        """Return places between and around all pairs that lie near each other."""
        first, second = np.triu_indices(len(points), 1)
        near = np.hypot(*(points[first] - points[second]).T) < 2 * STRIDE * self._cell
        middles = (points[first] + points[second])[near] / 2
        offsets = np.stack(np.meshgrid(AROUND, AROUND), axis=-1).reshape(-1, 2) * self._cell
        return np.asarray((middles[:, None] + offsets).reshape(-1, 2))

    def _newton(self, points: Array, goal: Array) -> Array:
        """Follow Newton's method from many points at once, no step longer than a few cells."""
        size = 1 + float(np.abs(goal).max())
        for _ in range(ROUNDS if len(points) else 0):
            misses = plane_images(self.f, points) - goal
            if not (np.abs(misses) > DONE * size).any():
                break
            steps = _steps(self._matrices(points), misses)
            with np.errstate(all="ignore"):
                steps *= np.minimum(1.0, STRIDE * self._cell / np.hypot(*steps.T))[:, None]
            points = points + np.nan_to_num(steps)
        return points

    def _distinct(self, points: Array, goal: Array) -> Array:
        """Keep the points that meet the goal in view, each once."""
        miss = np.abs(plane_images(self.f, points) - goal).max(axis=-1, initial=0.0)
        view, met = self.view, points[miss <= MEETS * (1 + float(np.abs(goal).max()))]
        met = met[(met >= (view.left, view.bottom)).all(axis=1) & (met <= (view.right, view.top)).all(axis=1)]
        met = np.where(np.abs(met) < 1e-12, 0.0, met[:])[np.lexsort(met.T[::-1])]
        near = np.abs(met[:, None] - met).max(axis=-1) <= SAME * view.size
        return np.asarray(met[~np.tril(near, -1).any(axis=1)])

    def _is_met(self, goal: Array) -> bool:
        """Tell whether a map that collapses areas takes any point of the view to a place."""
        points = self._grid[::8, ::8].reshape(-1, 2)
        for _ in range(ROUNDS):
            matrices = np.nan_to_num(self._matrices(points))
            points = points - np.einsum(
                "kij,kj->ki", np.linalg.pinv(matrices), np.nan_to_num(plane_images(self.f, points) - goal)
            )
        return bool(len(self._distinct(points, goal)))


def _determinants(matrices: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(
            matrices[..., 0, 0] * matrices[..., 1, 1] - matrices[..., 0, 1] * matrices[..., 1, 0]
        )


def _sizes(matrices: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray((matrices**2).sum(axis=(-2, -1)))


def _steps(matrices: Array, misses: Array) -> Array:
    """Return −J⁻¹ of each miss, shape (..., 2); a determinant of 0 counts as one that is hardly there."""
    dets = _determinants(matrices)
    least = 1e-14 * _sizes(matrices) + 1e-300
    dets = np.where(np.abs(dets) < least, least, dets)
    (a, b), (c, d) = np.moveaxis(matrices, (-2, -1), (0, 1))
    u, v = np.moveaxis(misses, -1, 0)
    with np.errstate(all="ignore"):
        return np.stack([b * v - d * u, c * u - a * v], axis=-1) / dets[..., None]


def _least_around(heights: Array) -> NDArray[np.bool_]:
    """Mark where no neighbour on a grid is lower."""
    wide = np.pad(heights, 1, constant_values=np.inf)
    around = (wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:])
    return np.asarray((heights <= np.minimum.reduce(around)) & np.isfinite(heights))
