"""The shape where a function of two variables is 0: how far away it is, and how wide a line it makes."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from contourpy import contour_generator
from numpy.typing import ArrayLike, NDArray

from lessons_lib import descent
from lessons_lib.arrays import Array
from lessons_lib.pencil.plane import PlaneView, plane_values

Raster = NDArray[np.float32]

_SAMPLES = 240
_PLACES = 120
_OFFSETS = 180
_NEAREST = 1e-4  # of the view: the first distance that is looked at across the shape
_CLEARANCE = 0.12  # of the view: how far from a singular point a line is judged
_CORNER = 0.77  # cosine of 40 degrees: the shape does not turn by more from place to place
_TAME = 0.02  # of the usual steepness: where f is flatter, the gradient is as good as 0
_SETTLED = 1e-3
_TRIES = 60
_ZERO = 1e-9
_INFINITE = 1e30


class Field(NamedTuple):
    """Two rasters, the lowest row first."""

    distance: Raster
    spread: Raster


class Widths(NamedTuple):
    """How wide the two lines are at places along the shape, in units of the plane."""

    uneven: Array
    even: Array


class ZeroSet:
    """The shape f = 0 in a part of the plane.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> circle = ZeroSet(Function("x^2 + y^2 - 1"), PlaneView(-2, 2, -2, 2))
    >>> circle.kind, len(circle.lines), round(circle.distance_to((0.5, 0)), 3)
    ('crossed', 1, 0.5)
    """

    def __init__(self, f: Any, view: PlaneView) -> None:
        self.f, self.view = f, view
        self.field, self.sides = lru_cache(maxsize=4)(self._field), lru_cache(maxsize=4)(self._sides)
        xs, ys = view.grid(_SAMPLES)
        points = np.stack(np.meshgrid(xs, ys), axis=-1)
        heights = plane_values(f, points)
        outlines: Any = contour_generator(xs, ys, np.ma.masked_invalid(heights)).lines(0.0)
        pieces = [self._pieces(line, heights) for line in outlines]
        self.lines = [piece for part in pieces for piece in part]
        self.torn = sum(map(len, self.lines)) < sum(map(len, outlines))
        self.kind = self._kind(points.reshape(-1, 2), heights.ravel())
        self.singular = self._singular()
        self._choose_places()

    def at(self, points: ArrayLike) -> tuple[Array, Array]:
        """Return abs(f) and the length of its gradient at points of shape (..., 2)."""
        points = np.asarray(points, float)
        with np.errstate(all="ignore"):
            steep = np.hypot(*np.moveaxis(np.asarray(self.f.gradient(points), float), -1, 0))
        return np.abs(plane_values(self.f, points)), steep

    def distance_to(self, point: ArrayLike) -> float:
        """Return how far a point is from the shape; nan where there is none."""
        pieces = [_distance(line, np.asarray(point, float)) for line in self.lines]
        return min(pieces, default=np.nan)

    def widths(self, w: float) -> Widths:
        """Measure both lines across the shape at all places; infinite where they do not end."""
        return Widths(*(sides.sum(axis=0) for sides in self.sides(w)))

    def _sides(self, w: float) -> Widths:
        """Return how far both lines reach on both sides of every place, shape (2, k) each."""
        uneven, even = (
            np.array([_crossing(self._offsets, side, w) for side in sides]) for sides in self._profiles
        )
        return Widths(uneven, even)

    def _field(self, columns: int, rows: int) -> Field:
        """Return the rasters for the middles of pixels."""
        left, _, bottom, _ = self.view
        xs = left + (np.arange(columns) + 0.5) * self.view.width / columns
        ys = bottom + (np.arange(rows) + 0.5) * self.view.height / rows
        size, steep = self.at(np.stack(np.meshgrid(xs, ys), axis=-1))
        known = np.isfinite(size + steep)
        return Field(_raster(_ratio(size, steep), known, _INFINITE), _raster(_ratio(1.0, steep), known, 0.0))

    def _pieces(self, line: Array, heights: Array) -> list[Array]:
        """Return those parts of a line where f is 0 indeed."""
        line = self._settled(line)
        size = np.abs(plane_values(self.f, line))
        sound = size <= _SETTLED * np.nanmedian(np.abs(heights))
        parts = np.split(np.arange(len(line)), np.flatnonzero(np.diff(sound)) + 1)
        return [line[part] for part in parts if sound[part[0]] and len(part) > 1]

    def _settled(self, points: Array) -> Array:
        """Move points along the gradient until f is 0 there; leave those that would go far."""
        reach = 2 * self.view.size / _SAMPLES
        for _ in range(3):
            shift = self._shift(points)
            near = np.hypot(*shift.T) <= reach
            points = np.where(near[:, None], points + np.where(near[:, None], shift, 0.0), points)
        return points

    def _shift(self, points: Array) -> Array:
        """Return Newton's step to f = 0: against the gradient, abs(f) over its length far."""
        with np.errstate(all="ignore"):
            slope = np.asarray(self.f.gradient(points), float)
            shift = -plane_values(self.f, points)[:, None] * slope / (slope**2).sum(axis=1, keepdims=True)
        return np.asarray(shift)

    def _kind(self, points: Array, heights: Array) -> str:
        known = heights[np.isfinite(heights)]
        if not len(known):
            return "undefined"
        if not known.any():
            return "everywhere"
        if known.min() < 0 < known.max() and self.lines:
            return "crossed"
        if self._touched(points, np.abs(heights)):
            return "touched"
        return "edge" if np.abs(known).min() <= _ZERO * np.abs(known).max() else "never"

    def _touched(self, points: Array, sizes: Array) -> bool:
        """Look for a 0 without a change of sign, from where f is smallest."""
        order = np.argsort(np.where(np.isfinite(sizes), sizes, np.inf))[:_TRIES]
        found, scale = points[order], float(np.nanmax(sizes))
        for _ in range(_TRIES):
            shift = self._shift(found)
            found = found + np.where(np.isfinite(shift), shift, 0.0)
        left, steep = self.at(found)
        here = [self.view.contains(*point) for point in found]
        return bool(np.any((left <= _ZERO * scale) & ~(steep > _SETTLED * scale / self.view.size) & here))

    def _singular(self) -> Array:
        if self.kind != "crossed":
            return np.zeros((0, 2))
        box = (self.view[:2], self.view[2:])
        with np.errstate(all="ignore"):
            flat = np.array([each.point for each in descent.flat_points(self.f, box)]).reshape(-1, 2)
        on_shape = [self.distance_to(point) < 1e-2 * self.view.size for point in flat]
        small = np.abs(plane_values(self.f, flat)) <= _ZERO * self._scale
        return np.asarray(flat[small & np.array(on_shape, bool)])

    @property
    def _scale(self) -> float:
        """How large f is around the shape."""
        edges = np.concatenate([np.zeros((0, 2)), *(line[::7] for line in self.lines)])
        return float(np.nanmax(np.abs(plane_values(self.f, edges + 0.05 * self.view.size)), initial=0.0))

    def _choose_places(self) -> None:
        lines = self.lines if self.kind == "crossed" else []
        places = self._settled(np.concatenate([np.zeros((0, 2)), *_spread_along(lines)]))
        with np.errstate(all="ignore"):
            slope = np.asarray(self.f.gradient(places), float).reshape(-1, 2)
            steepness = np.hypot(*slope.T)
            across = slope / steepness[:, None]
        sound = self._judged(places, steepness, across)
        self.places, self.steepness, self.across = places[sound], steepness[sound], across[sound]
        self._look_across()

    def _judged(self, places: Array, steepness: Array, across: Array) -> NDArray[np.bool_]:
        """Tell which places are away from singular points, corners and poles."""
        smooth = np.isfinite(steepness) & (steepness > _TAME * np.nanmedian([*steepness, 1e-300]))
        near = np.hypot(*(np.roll(places, 1, axis=0) - places).T) < 0.1 * self.view.size
        with np.errstate(invalid="ignore"):
            smooth &= ~(near & ((np.roll(across, 1, axis=0) * across).sum(axis=1) < _CORNER))
        for point in [*self.singular, *places[~smooth]]:
            smooth &= np.hypot(*(places - point).T) > _CLEARANCE * self.view.size
        return np.asarray(smooth)

    def _look_across(self) -> None:
        """Sample both estimates on both sides of every place."""
        self._offsets = np.concatenate([[0.0], self.view.size * np.geomspace(_NEAREST, 0.5, _OFFSETS)])
        sides = []
        for sign in (1, -1):
            points = self.places[:, None] + sign * self._offsets[:, None] * self.across[:, None]
            size, steep = self.at(points)
            sides.append((size, _ratio(size, steep)))
        self._profiles = tuple(zip(*sides, strict=True))


def _ratio(above: Array | float, below: Array) -> Array:
    """Divide; 0/0 counts as 0."""
    with np.errstate(all="ignore"):
        return np.where(np.equal(above, 0), 0.0, above / below)


def _raster(grid: Array, known: NDArray[np.bool_], otherwise: float) -> Raster:
    return np.minimum(np.where(known, grid, otherwise), _INFINITE).astype(np.float32)


def _distance(line: Array, point: Array) -> float:
    """Return how far a point is from a polyline."""
    starts, steps = line[:-1], np.diff(line, axis=0)
    lengths = np.maximum((steps**2).sum(axis=1), np.finfo(float).tiny)
    share = np.clip(((point - starts) * steps).sum(axis=1) / lengths, 0, 1)
    return float(np.hypot(*(starts + share[:, None] * steps - point).T).min(initial=np.inf))


def _spread_along(lines: list[Array]) -> list[Array]:
    """Return evenly spaced points on polylines, about as many as there are places."""
    travelled = [np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))]) for line in lines]
    spacing = sum(far[-1] for far in travelled) / _PLACES
    return [
        np.stack([np.interp(np.arange(0, far[-1], spacing), far, line[:, axis]) for axis in (0, 1)], axis=1)
        for line, far in zip(lines, travelled, strict=True)
        if far[-1] > 0
    ]


def _crossing(offsets: Array, profiles: Array, w: float) -> Array:
    """Return where each profile, a row, first rises above w: interpolated, infinite where it never does."""
    above = ~(profiles < w)
    first = np.argmax(above, axis=1)
    rows = np.arange(len(profiles))
    low, high = profiles[rows, np.maximum(first - 1, 0)], profiles[rows, first]
    with np.errstate(all="ignore"):
        share = np.where(np.isfinite(high), (w - low) / (high - low), 0.5)
        found = offsets[first - 1] + share * (offsets[first] - offsets[first - 1])
    return np.where(above.any(axis=1), np.where(first > 0, found, 0.0), np.inf)
