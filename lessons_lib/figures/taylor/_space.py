"""The surface in space with its tangent plane, its paraboloid, and the line along u on the floor."""

import math
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.arrays import Points
from lessons_lib.figures.taylor._expansion import Expansion
from lessons_lib.figures.taylor._sheets import Cap, SheetMarks
from lessons_lib.pencil.figure import dot, label, put_dot, stroke
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import PlaneView, chosen_levels, plane_values, unit, variable_names
from lessons_lib.pencil.space import Box, Camera, Facet, Relief, Scene, spread
from lessons_lib.wording import number

_PARTS: Final = 81
_BEHIND: Final = 0.006  # of the box: a curve this little behind the surface lies on it


class Space:
    """The picture in space."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView, camera: Camera) -> None:
        self.ax, self.view, self.camera = ax, view, camera
        self.relief = Relief(f, view)
        spread(ax)
        names = variable_names(f)
        heights = plane_values(f, np.stack(np.meshgrid(*view.grid(120)), axis=-1))
        upward = "z" if "z" not in names else "f"
        self.scene = Scene(ax, self.relief, chosen_levels(heights), (*names, upward))
        self.scene.turn(camera)
        self._paper = Sheet(ax)
        self._draw_marks()

    def _draw_marks(self) -> None:
        ax = self.ax
        self._across = stroke(ax, "measure", width=0.55, layer=3.6)
        self._slices = [stroke(ax, "function", width=width, layer=3.7) for width in (0.9, 0.5)]
        self.plane = SheetMarks(ax, self.relief, "derivative", 3.1, net=False)
        self.cap = SheetMarks(ax, self.relief, "secant", 3.4, net=True)
        self._stem = stroke(ax, "measure", width=0.6, dashes="dashed", layer=3)
        self._foot = dot(ax, size=0.55, layer=5)
        self.tip, self.dot = dot(ax, size=0.75), dot(ax)
        meanings = {"plane": "derivative", "cap": "secant", "u": "point"}
        self._words = {name: label(ax, meaning, size=10.5) for name, meaning in meanings.items()}

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        lines = [self._across, *self._slices, self._stem, self._foot, self.tip, self.dot]
        return [*self.plane.artists, *self.cap.artists, *lines, *self._words.values()]

    def turn(self, camera: Camera) -> None:
        """Look from somewhere else."""
        if camera != self.camera:
            self.camera = camera
            self.scene.turn(camera)

    def under(self, x: float, y: float) -> tuple[float, float]:
        """Return the inputs of the point of the surface that is seen at a place of the picture."""
        across, up = self.relief.box.inputs(self.relief.met(self.camera, np.array([x, y], float)))
        return float(across), float(up)

    def on_floor(self, x: float, y: float) -> tuple[float, float]:
        """Return the inputs of the place of the floor that is seen at a place of the picture."""
        place, camera = np.array([x, y], float), self.camera
        depth = (Box.FLOOR - camera.placed(place, 0.0)[2]) / camera.towards[2]
        across, up = self.relief.box.inputs(camera.placed(place, depth)[:2])
        return float(across), float(up)

    def move(self, here: Expansion, angle: float, distance: float) -> None:
        """Show another point, another direction or another distance."""
        box, camera = self.relief.box, self.camera
        self._put_sheets(here)
        tip = here.at + distance * unit(angle)
        inside = self.view.contains(*here.at)
        nowhere = np.full(3, np.nan)
        foot = box.on_floor(here.at) if inside else nowhere
        shown = inside and np.isfinite(self.relief.shown(box.level(here.value)))
        point = box.points(here.at, here.value) if shown else nowhere
        self._stem.set_data(*camera.seen(np.stack([foot, point])).T)
        self.dot.set_data(*camera.seen(point)[:, None])
        self._foot.set_data(*camera.seen(foot)[:, None])
        put_dot(self.tip, *camera.seen(box.on_floor(tip)))
        for line, turn in zip(self._slices, (0, 90), strict=True):
            self._put_slice(line, here, self._line(here, angle + turn))
        self._across.set_data(*camera.seen(box.on_floor(self._line(here, angle))).T)
        self._place_words(angle)

    def _put_sheets(self, here: Expansion) -> None:
        box = self.relief.box
        seen = self.view.contains(*here.at) and np.isfinite(self.relief.shown(box.level(here.value)))
        flat = bool(seen and np.isfinite(here.gradient).all())
        round_ = bool(flat and np.isfinite(here.hessian).all())
        piece = Facet.at(box, (here.at[0], here.at[1]), here.value, here.gradient) if flat else None
        self.plane.put(self.camera, piece)
        self.cap.put(self.camera, Cap.touching(box, here) if round_ else None)
        self._words["plane"].set_text("tangent plane" if flat else "")
        self._words["cap"].set_text("paraboloid" if round_ else "")

    def _line(self, here: Expansion, angle: float) -> Points:
        """Return the inputs on the line through the point, shape (n, 2), nan beside the picture."""
        reach = self.view.size / 2 if self.view.contains(*here.at) else math.nan
        inputs = np.asarray(here.at + np.linspace(-reach, reach, _PARTS)[:, None] * unit(angle))
        left, right, bottom, top = self.view
        beside = ((inputs < (left, bottom)) | (inputs > (right, top))).any(axis=1)
        inputs[beside] = np.nan
        return inputs

    def _put_slice(self, line: Line2D, here: Expansion, inputs: Points) -> None:
        """Draw the slice above a line on the surface, where it is seen."""
        points = self.relief.box.points(inputs, plane_values(here.f, inputs))
        # A constant has a value everywhere, even where there is no input.
        points[:, 2] = self.relief.shown(points[:, 2] + 0 * inputs[:, 0])
        whole = np.flatnonzero(np.isfinite(points[:, 2]))
        free = self.relief.clearance(self.camera, points[whole], looks=24)
        points[whole[free < -_BEHIND]] = np.nan
        line.set_data(*self.camera.seen(points).T)

    def _place_words(self, angle: float) -> None:
        words, sheet = self._words, self._paper
        sheet.clear()
        words["u"].set_text(f"u at {number(angle)}°" if np.isfinite(self.tip.get_xdata()).all() else "")
        sheet.avoid(self.plane.outline, self.cap.outline, self._stem, self._across, *self._slices)
        sheet.avoid_marks(self.dot, self.tip)
        for written in self.scene.labels:
            sheet.avoid_label(written)
        start, end = sheet.of(self._foot)[0], sheet.of(self.tip)[0]
        sheet.place(words["u"], around(end, np.nan_to_num(end - start), rings=3))
        for name, sheet_marks, side in (("cap", self.cap, 1), ("plane", self.plane, -1)):
            outline = sheet.of(sheet_marks.outline)
            ends = [around(corner, (side, side), rings=3) for corner in outline[:: max(1, len(outline) // 4)]]
            sheet.place(words[name], beside(outline, 9, 0.5, (0, side)), *ends)
