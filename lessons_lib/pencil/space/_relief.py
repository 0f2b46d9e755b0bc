"""The surface as a mesh in its box: its heights, what it hides, and where a line of sight meets it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Points
from lessons_lib.pencil.plane import PlaneView, plane_values
from lessons_lib.pencil.space._camera import Box, Camera
from lessons_lib.pencil.space._mesh import trimmed

_MESH = 68
_SHARES = (10, 90)  # of the values, in percent: between these most of them lie
_KEPT, _TOWERING = 2.0, 12.0  # of their distance: what is kept beyond them, and what no edge may reach
_GROWN = 1.4  # how much higher a pole is, seen from nearby
# Places around a grid point, in steps of the grid.
_AROUND = np.stack(np.meshgrid(*[np.linspace(-0.49, 0.49, 25)] * 2), axis=-1).reshape(-1, 2)
_BEYOND = 2.0  # times the box: values farther away are as good as there
_STEEP = 0.28  # of the box: a step this high between neighbours may be a jump
_CUT, _SLACK = 1e-9, 0.1  # of the box: how far beyond it the surface may go where it is cut, and elsewhere
_LOOKS = 40
_FINE_LOOKS = 320
_NARROWINGS, _PARTS = 5, 17


class Relief:
    """A function over a part of the plane, sampled on a mesh."""

    def __init__(self, f: Any, view: PlaneView) -> None:
        self.f = f
        across, up = view.grid(_MESH)
        values = plane_values(f, np.stack(np.meshgrid(across, up), axis=-1))
        low, high = _range(f, across, up, values)
        self.cut = bool((values < low).any()), bool((values > high).any())
        self.box = Box(*view, low, high)
        self.xs = self.box.flat(np.stack([across, across], axis=-1))[:, 0]
        self.ys = self.box.flat(np.stack([up, up], axis=-1))[:, 1]
        self.heights = self._bounded(values)
        mesh = np.stack([*np.meshgrid(self.xs, self.ys), self.shown(self.heights)], axis=-1)
        self.mesh, self.solid = trimmed(mesh, lambda flat: self.shown(self._exact(flat)), _STEEP)

    def height(self, flat: Points) -> Points:
        """Return the height of the surface over places on the floor, in units of the box."""
        column, across = _cell(flat[..., 0], self.xs)
        row, up = _cell(flat[..., 1], self.ys)
        width, cells = len(self.xs), self.heights.ravel()
        corner = row * width + column
        near = (1 - across) * cells[corner] + across * cells[corner + 1]
        far = (1 - across) * cells[corner + width] + across * cells[corner + width + 1]
        inside = (across >= 0) & (across <= 1) & (up >= 0) & (up <= 1)
        return np.where(inside, (1 - up) * near + up * far, np.nan)

    def shown(self, heights: Points) -> Points:
        """Return heights with nan for those that are too low or too high to be drawn."""
        below, above = (_CUT if cut else _SLACK for cut in self.cut)
        with np.errstate(invalid="ignore"):
            inside = (heights >= Box.LOWEST - below) & (heights <= Box.HIGHEST + above)
        return np.where(inside, heights, np.nan)

    def drawn(self, flat: Points) -> NDArray[np.bool_]:
        """Tell over which places on the floor (n, 2) a cell of the mesh is drawn."""
        column, _ = _cell(np.nan_to_num(flat[:, 0]), self.xs)
        row, _ = _cell(np.nan_to_num(flat[:, 1]), self.ys)
        return np.asarray(self.solid[row, column])

    def clearance(self, camera: Camera, points: Points, looks: int = _LOOKS) -> Points:
        """Tell how freely points are seen: positive where the surface does not come between.

        A point above the surface is seen if its line of sight stays above, one below if it stays below.
        """
        shares = np.linspace(0, 1, looks)
        along = (self._way_out(camera, points)[:, None] * shares)[..., None] * camera.towards
        sight = points[:, None, :] + along
        above = sight[..., 2] - self.height(sight[..., :2])
        undefined = np.isnan(above)
        lowest = np.where(undefined, np.inf, above).min(axis=1)
        highest = np.where(undefined, -np.inf, above).max(axis=1)
        return np.asarray(np.maximum(lowest, -highest))

    def met(self, camera: Camera, place: Points) -> Points:
        """Return where on the floor that point lies which is seen at a place of the picture."""
        start, end = self._depths(camera, place)
        depths = np.linspace(end, start, _FINE_LOOKS)
        above = self._above(camera, place, depths)
        crossed = _crossings(above)
        if len(crossed):
            depth = self._narrowed(camera, place, depths[crossed[0] : crossed[0] + 2])
        else:
            depth = depths[np.argmin(self._miss(camera, place, depths, above))]
        return np.clip(camera.placed(place, depth)[:2], -self.box.half, self.box.half)

    def _bounded(self, values: Points) -> Points:
        limit = _BEYOND * (self.box.high - self.box.low)
        return self.box.level(np.clip(values, self.box.low - limit, self.box.high + limit))

    def _exact(self, flat: Points) -> Points:
        return self._bounded(plane_values(self.f, self.box.inputs(flat)))

    def _way_out(self, camera: Camera, points: Points) -> Points:
        """Distance from points towards the camera until they are over all of the surface, shape (n,)."""
        walls = np.append(self.box.half, Box.HIGHEST) * np.where(camera.towards < 0, -1, 1)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            ways = np.where(camera.towards == 0, np.inf, (walls - points) / camera.towards)
        return np.asarray(np.maximum(ways.min(axis=1), 0.0))

    def _depths(self, camera: Camera, place: Points) -> tuple[float, float]:
        """Return the depths between which a line of sight runs through the layer of the surface."""
        edges = (Box.LOWEST - _SLACK, Box.HIGHEST + _SLACK)
        origin, slope = camera.placed(place, 0.0)[2], camera.towards[2]
        low, high = sorted((edge - origin) / slope for edge in edges)
        return float(low), float(high)

    def _above(self, camera: Camera, place: Points, depths: Points) -> Points:
        """Return how high a line of sight runs above the function itself; nan beside the view."""
        sight = camera.placed(np.broadcast_to(place, (len(depths), 2)), depths)
        inside = (np.abs(sight[:, :2]) <= self.box.half).all(axis=1)
        return np.where(inside, sight[:, 2] - self._exact(sight[:, :2]), np.nan)

    def _miss(self, camera: Camera, place: Points, depths: Points, above: Points) -> Points:
        """Tell how far points of a line of sight are from the surface; far away where it has no height."""
        flat = camera.placed(np.broadcast_to(place, (len(depths), 2)), depths)[:, :2]
        beside = np.maximum(np.abs(flat) - self.box.half, 0).sum(axis=1)
        return np.where(np.isnan(above), _BEYOND * len(depths) + beside, np.abs(above))

    def _narrowed(self, camera: Camera, place: Points, ends: Points) -> float:
        """Find the crossing between two depths."""
        for _ in range(_NARROWINGS):
            depths = np.linspace(ends[0], ends[1], _PARTS)
            crossed = _crossings(self._above(camera, place, depths))
            if len(crossed):
                ends = depths[crossed[0] : crossed[0] + 2]
        return float(ends.mean())


def _crossings(above: Points) -> NDArray[np.intp]:
    """Return the numbers of those values that are followed by one of the other sign."""
    with np.errstate(invalid="ignore"):
        return np.flatnonzero(above[1:] * above[:-1] <= 0)


def _range(f: Any, across: Points, up: Points, values: Points) -> tuple[float, float]:
    """Choose which values are shown of those on a grid."""
    found = values[np.isfinite(values)]
    if not len(found):
        return -1.0, 1.0
    least, most = float(found.min()), float(found.max())
    if most - least <= 1e-9 * max(abs(least), abs(most), 1e-300):
        room = max(1.0, abs(least) / 2)
        return least - room, most + room
    grid = np.stack(np.meshgrid(across, up), axis=-1)
    return -_top(lambda points: -plane_values(f, points), grid, -values), _top(f, grid, values)


def _top(f: Any, grid: Points, values: Points) -> float:
    """Return the largest value, or a lower one where a pole or a steep edge towers over the rest."""
    row, column = np.unravel_index(np.nanargmax(values), values.shape)
    most = float(values[row, column])
    near = plane_values(f, grid[row, column] + (grid[1, 1] - grid[0, 0]) * _AROUND)
    peak = float(np.fmax(most, np.fmax.reduce(near)))
    low, high = (float(share) for share in np.nanpercentile(values, _SHARES))
    kept = high + _KEPT * (high - low)
    if not most > kept > high:
        return most
    at_edge = row in {0, values.shape[0] - 1} or column in {0, values.shape[1] - 1}
    if at_edge and most > high + _TOWERING * (high - low):
        return kept
    return kept if peak - high > _GROWN * (most - high) else peak


def _cell(data: Points, mesh: Points) -> tuple[NDArray[np.intp], Points]:
    """Return the number of the cell in which data lie, and how far in it, as a share of its side."""
    place = (data - mesh[0]) * ((len(mesh) - 1) / (mesh[-1] - mesh[0]))
    cell = np.clip(place, 0, len(mesh) - 2).astype(np.intp)
    return cell, place - cell
