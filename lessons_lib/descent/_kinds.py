"""The kind of a flat point in several dimensions."""

from __future__ import annotations

import numpy as np

from lessons_lib.descent._terrain import Points, Terrain

RADII = (0.01, 0.0025)

_DIRECTIONS = 720
_CLEAR = 0.01
_ROUNDING = 1e3


def kind_of(terrain: Terrain, point: Points) -> str:
    """Return "minimum", "maximum", "saddle" or "undecided"."""
    around = _around(terrain.dimensions)
    local = np.vstack([point, point + RADII[0] * terrain.size * around[::60]])
    curvatures = [np.linalg.eigvalsh(hessian) for hessian in np.nan_to_num(terrain.hessians(local))]
    zero = terrain.blur * np.abs(curvatures).max()
    up, down = (curvatures[0] > zero).any(), (curvatures[0] < -zero).any()
    if up and down:
        return "saddle"
    if (np.abs(curvatures[0]) > zero).all():
        return "minimum" if up else "maximum"
    kinds = {_seen(terrain, point, radius * terrain.size * around) for radius in RADII}
    return kinds.pop() if len(kinds) == 1 else "undecided"


def _around(dimensions: int) -> Points:
    """Return unit vectors in all directions: evenly in the plane, seeded in space."""
    if dimensions == 2:
        angles = 2 * np.pi * (np.arange(_DIRECTIONS) + 0.5) / _DIRECTIONS
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)
    arrows = np.random.default_rng(0).standard_normal((_DIRECTIONS * dimensions, dimensions))
    lengths: Points = np.linalg.norm(arrows, axis=1, keepdims=True)
    return arrows / lengths


def _seen(terrain: Terrain, point: Points, arrows: Points) -> str:
    """Return the kind as it looks on one sphere around the point."""
    height = terrain.values(point[np.newaxis])[0]
    rises = terrain.values(point + arrows) - height
    clear = _CLEAR * np.abs(rises).max()
    if not clear > _ROUNDING * np.spacing(abs(height)):
        return "undecided"
    if rises.max() > clear and rises.min() < -clear:
        return "saddle"
    # In many dimensions a few thousand directions are too few to say "all round".
    if terrain.dimensions > 3 or (rises.max() > -clear and rises.min() < clear):
        return "undecided"
    return "minimum" if rises.min() >= clear else "maximum"
