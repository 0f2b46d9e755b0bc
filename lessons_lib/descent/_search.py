"""Flat points in several dimensions, by Newton's method on the gradient from many evenly spread starts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lessons_lib.descent._terrain import Points, Terrain

_STEPS_ASIDE = 12
_FORMULA_STARTS = 200
_CALLABLE_STARTS = 24
_MOST_STARTS = 1000
_STRIDE = 0.2
_STILL = 1e-9
_CLEARLY_BENT = 100
_SHARP = 1e-6
_BLUNT = 1e-3
_ASIDE = 1e-3
_ASKEW = 0.6


def searched(terrain: Terrain) -> Points:
    """Return the flat points that Newton's method reaches, each once: shape (k, n)."""
    each, steps = (_FORMULA_STARTS, 80) if terrain.exact else (_CALLABLE_STARTS, 30)
    spread = _spread(min(each * terrain.dimensions, _MOST_STARTS), terrain.dimensions)
    arrived, at_rest = _walked(terrain, terrain.left + (terrain.right - terrain.left) * spread, steps)
    return _distinct(terrain, arrived[at_rest])


def isolated(terrain: Terrain, points: Points) -> Points:
    """Return those that stand alone: close to any other, in a direction without curvature, lie more."""
    aside = _ASIDE * terrain.size
    near = [point + aside * _level_directions(terrain, point) for point in points]
    owners = np.repeat(np.arange(len(points)), [len(each) for each in near])
    arrived, at_rest = _walked(terrain, np.vstack([points[:0], *near]), _STEPS_ASIDE)
    away = np.linalg.norm(arrived - points[owners], axis=1) / aside
    alone: Points = np.delete(points, owners[at_rest & (away > 0.1) & (away < 10)], axis=0)
    return alone


def _spread(count: int, dimensions: int) -> Points:
    """Return points that fill the unit cube evenly: multiples of powers of a generalised golden ratio."""
    ratio = 2.0
    for _ in range(40):
        ratio = (1 + ratio) ** (1 / (dimensions + 1))
    powers = ratio ** -np.arange(1.0, dimensions + 1)
    spread: Points = (0.5 + np.outer(np.arange(count), powers)) % 1
    return spread


def _walked(terrain: Terrain, points: Points, steps: int) -> tuple[Points, NDArray[np.bool_]]:
    """Return where Newton's method leads, and whether it is at rest there, on flat ground."""
    for _ in range(steps):
        points = points + _newton_steps(terrain, points)
    shifts, slopes = _newton_steps(terrain, points), terrain.gradients(points)
    bend = np.linalg.norm(np.nan_to_num(terrain.hessians(points)), axis=(1, 2)) * terrain.size
    flat = np.linalg.norm(slopes, axis=1) <= terrain.blur * bend
    still = np.linalg.norm(shifts, axis=1) <= max(_STILL, terrain.blur**2) * terrain.size
    return points, flat & still & np.isfinite(terrain.values(points))


def _newton_steps(terrain: Terrain, points: Points) -> Points:
    """Return Newton's steps, none longer than a fifth of the box, none where something is undefined."""
    hessians, slopes = np.nan_to_num(terrain.hessians(points)), np.nan_to_num(terrain.gradients(points))
    steps = -np.einsum("kij,kj->ki", np.linalg.pinv(hessians, hermitian=True), slopes)
    length = np.linalg.norm(steps, axis=1, keepdims=True)
    shorter = np.minimum(1.0, _STRIDE * terrain.size / np.maximum(length, 1e-300))
    bounded: Points = np.nan_to_num(steps * shorter)
    return bounded


def _distinct(terrain: Terrain, points: Points) -> Points:
    """Return each point once: the flattest of those that are close together."""
    least = np.abs(np.linalg.eigvalsh(np.nan_to_num(terrain.hessians(points)))).min(axis=1)
    reach = np.where(least > _CLEARLY_BENT * terrain.blur, _SHARP, _BLUNT) * terrain.size
    chosen: list[int] = []
    for i in np.argsort(np.linalg.norm(terrain.gradients(points), axis=1), kind="stable"):
        apart = np.linalg.norm(points[chosen] - points[i], axis=1)
        if (apart > np.maximum(reach[chosen], reach[i])).all():
            chosen.append(int(i))
    once: Points = points[chosen]
    return once


def _level_directions(terrain: Terrain, point: Points) -> NDArray[np.float64]:
    """Return unit vectors along which the slope does not change, and one askew between them."""
    curvatures, directions = np.linalg.eigh(np.nan_to_num(terrain.hessians(point[np.newaxis])[0]))
    level = directions[:, np.abs(curvatures) <= terrain.blur * max(np.abs(curvatures).max(), 1.0)].T
    askew = _ASKEW ** np.arange(len(level)) @ level
    arrows: Points = np.vstack([level, askew / max(float(np.linalg.norm(askew)), 1.0)])[: 2 * len(level)]
    return np.vstack([arrows, -arrows])
