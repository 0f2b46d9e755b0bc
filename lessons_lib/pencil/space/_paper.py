"""A panel on which a surface is seen: what is in space is drawn as a camera sees it."""

import math
from typing import Any

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from lessons_lib.arrays import Points
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.panel import Mark, Panel
from lessons_lib.pencil.plane import PlaneView, chosen_levels, plane_values, unit, variable_names
from lessons_lib.pencil.space._camera import Box, Camera
from lessons_lib.pencil.space._facet import Facet
from lessons_lib.pencil.space._relief import Relief
from lessons_lib.pencil.space._scene import Scene, spread

NOWHERE = Path(np.empty((0, 2)))
BEHIND, BENEATH = 0.006, 0.004  # of the box: a curve, or a point, this little behind the surface lies on it
EVERY, LOOKS, PARTS = 3, 24, 81


class Space:
    """A surface in its box, on a panel; `panel` draws in picture coordinates, which `seen` gives."""

    def __init__(
        self, panel: Panel, f: Any, plane: PlaneView, camera: Camera, levels: Points | None = None
    ) -> None:
        self.panel, self.f, self.plane, self.camera = panel, f, plane, camera
        self.relief, names = Relief(f, plane), variable_names(f)
        self.box = self.relief.box
        spread(panel.ax)
        panel.view((*panel.ax.get_xlim(), *panel.ax.get_ylim()), None)
        if levels is None:
            levels = chosen_levels(plane_values(f, np.stack(np.meshgrid(*plane.grid(120)), axis=-1)))
        self.scene = Scene(panel.ax, self.relief, levels, (*names, "z" if "z" not in names else "f"))
        self.scene.turn(camera)
        panel.written = lambda: self.scene.labels

    def turn(self, azimuth: float, elevation: float) -> None:
        """Look from somewhere else."""
        camera = Camera(float(azimuth), float(elevation))
        if camera != self.camera:
            self.camera = camera
            self.scene.turn(camera)

    def seen(self, points: ArrayLike) -> Points:
        """Return where points in space are seen, for the pencil: (3,) -> (2,), (n, 3) -> (2, n)."""
        return self.camera.seen(points).T

    def point(self, at: Points, value: float) -> Points:
        """Return a point of the surface in space, nan where it is not shown."""
        shown = self.plane.contains(*at) and np.isfinite(self.relief.shown(self.box.level(value)))
        return self.box.points(at, value) if shown else np.full(3, np.nan)

    def foot(self, at: Points) -> Points:
        """Return the point of the floor below inputs, nan beside the picture."""
        return self.box.on_floor(at) if self.plane.contains(*at) else np.full(3, np.nan)

    def way(self, at: Points, angle: float) -> Points:
        """Return the inputs on a line through a point, shape (n, 2), nan beside the picture."""
        reach = self.plane.size / 2 if self.plane.contains(*at) else math.nan
        inputs = np.asarray(at + np.linspace(-reach, reach, PARTS)[:, None] * unit(angle))
        left, right, bottom, top = self.plane
        inputs[((inputs < (left, bottom)) | (inputs > (right, top))).any(axis=1)] = np.nan
        return inputs

    def slice(self, inputs: Points, **look: Any) -> Mark:
        """Draw the line on the surface above inputs, where it is seen."""
        points = self.box.points(inputs, plane_values(self.f, inputs))
        # A constant has a value everywhere, even where there is no input.
        points[:, 2] = self.relief.shown(points[:, 2] + 0 * inputs[:, 0])
        whole = np.flatnonzero(np.isfinite(points[:, 2]))
        free = self.relief.clearance(self.camera, points[whole], looks=LOOKS)
        points[whole[free < -BEHIND]] = np.nan
        return self._draw(self.camera.seen(points), "function", **look)

    def sheet(self, piece: Facet | None, meaning: str, layer: float, *, net: bool) -> Mark:
        """Draw a piece of a plane or paraboloid: what is seen of it in full, its outline dashed."""
        patch = self.panel.artist(f"sheet {meaning}", lambda ax: PathPatch(
            NOWHERE, facecolor=to_rgba(LINE[meaning], 0.34), edgecolor=LINE[meaning], zorder=layer,
            linewidth=0.9 * ax.spines["left"].get_linewidth()))  # fmt: skip
        rim = lines = np.full((1, 2), np.nan)
        patch.set_path(NOWHERE)
        if piece is not None and (piece.high > piece.low).all():
            free = self.relief.clearance(self.camera, piece.grid, looks=LOOKS)
            patch.set_path(piece.seen_part(self.camera, free))
            side = math.isqrt(len(free))
            places = self.camera.seen(piece.grid).reshape(side, side, 2)
            rim = np.concatenate([places[0], places[1:, -1], places[-1, -2::-1], places[-2::-1, 0]])
            lines = _net(np.where((free < -BENEATH).reshape(side, side, 1), np.nan, places))
        if net:
            self._draw(lines, meaning, width=0.4, dashes="solid", layer=layer + 0.05, avoided=False)
        return self._draw(rim, meaning, width=0.4, dashes="dashed", layer=layer - 0.05)

    def under(self, x: float, y: float) -> tuple[float, float]:
        """Return the inputs of the point of the surface that is seen at a place of the picture."""
        across, up = self.box.inputs(self.relief.met(self.camera, np.array([x, y], float)))
        return float(across), float(up)

    def on_floor(self, x: float, y: float) -> Points:
        """Return the inputs of the place of the floor that is seen at a place of the picture."""
        place = np.array([x, y], float)
        depth = (Box.FLOOR - self.camera.placed(place, 0.0)[2]) / self.camera.towards[2]
        return self.box.inputs(self.camera.placed(place, depth)[:2])

    def _draw(self, places: Points, meaning: str, **look: Any) -> Mark:
        return self.panel.line(places[:, 0], places[:, 1], meaning, **look)


def _net(places: Points) -> Points:
    """Return lines along a grid, shape (n, 2), with nan between them."""
    gap = np.full((1, 2), np.nan)
    rows = [*places[::EVERY], *places.swapaxes(0, 1)[::EVERY]]
    return np.concatenate([part for row in rows for part in (row, gap)])
