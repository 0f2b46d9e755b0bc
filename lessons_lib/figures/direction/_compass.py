"""The map with the unit circle, u, the gradient and its shadow."""

import math
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lessons_lib.figures.direction._bearing import Bearing
from lessons_lib.pencil.figure import Curve, dot, label, put_dot, stroke
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import (
    PlaneView,
    arrow,
    arrow_scale,
    contour_map,
    fitted,
    nice,
    note_above,
    point_in_data,
    right_angle,
    scale_words,
    unit,
)
from lessons_lib.wording import number

_RIM = 4.5  # of the dot at the tip of u, in points
_TURN = np.linspace(0, 360, 91)
_SHARE, _LEAST, _MOST = 0.22, 0.1, 0.36  # of the unit circle, in shorter sides of the view


class Compass:
    """The left half of the picture."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView) -> None:
        self.ax, self.view = ax, view
        self.contours = contour_map(ax, f, view, dim=True)
        self.scale = arrow_scale(f, view)
        unscaled = _LEAST * view.size <= 1 <= _MOST * view.size
        self.radius = 1.0 if unscaled else nice(_SHARE * view.size)
        self._sheet = Sheet(ax)
        self._draw_lines()
        self._arrows = {"gradient": arrow(ax, "gradient"), "u": arrow(ax, "point", width=1.8)}
        self.dot, self.tip = dot(ax), dot(ax, size=0.7)
        meanings = {"u": "point", "gradient": "gradient", "shadow": "derivative", "phi": "measure"}
        self._labels = {name: label(ax, key) for name, key in meanings.items()}
        words = scale_words(self.scale)
        note_above(ax, f"$\\nabla f$ {words}" if words else "")

    def _draw_lines(self) -> None:
        self._circle = stroke(self.ax, "measure", width=0.5, layer=2.4)
        self._line = stroke(self.ax, "measure", width=0.4, layer=2.5)
        self._arc = stroke(self.ax, "measure", width=0.5, layer=2.6)
        self._shadow = stroke(self.ax, "derivative", width=3, layer=3)
        self._shadow.set_solid_capstyle("butt")
        self._drop = stroke(self.ax, "measure", width=0.6, dashes="dashed", layer=3.2)
        self._corner = stroke(self.ax, "measure", width=0.6, layer=3.3)

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        lines = [self._circle, self._line, self._arc, self._shadow, self._drop, self._corner]
        return [*lines, *self._arrows.values(), self.tip, self.dot, *self._labels.values()]

    @property
    def ring(self) -> Curve:
        """The circle on which the tip of u rides."""
        return self._ring

    @property
    def end(self) -> NDArray[np.float64]:
        """The tip of u."""
        return self._end

    def move(self, here: Bearing) -> None:
        """Show another point or another direction."""
        start, u = np.array(here.around.at), unit(here.angle)
        across, up = (start + self.radius * unit(_TURN)).T
        self._ring = (across, up)
        self._circle.set_data(across, up)
        far = 2 * (self.view.width + self.view.height) * u
        self._line.set_data(*np.stack([start - far, start + far], axis=1))
        self._end = start + self.radius * u
        # The head of the arrow is seen beside the dot at its tip, not below it.
        self._arrows["u"].put(start, self._end - _RIM * point_in_data(self.ax) * u)
        put_dot(self.dot, *here.around.at)
        put_dot(self.tip, float(self.end[0]), float(self.end[1]))
        self._move_shadow(here, start, u)
        self._arc.set_data(*self._bow(here, start).T)
        self._write(here)
        self._place(here, start)

    def _move_shadow(self, here: Bearing, start: NDArray[np.float64], u: NDArray[np.float64]) -> None:
        """Draw the gradient, drop it on the line of u, and mark the right angle."""
        vector, self.fitted = fitted(self.scale * here.around.gradient, self.view, visible=True)
        self._foot, tip = start + (vector @ u) * u, start + vector
        self._arrows["gradient"].put(start, tip)
        self._shadow.set_data(*np.stack([start, self._foot], axis=1))
        self._drop.set_data(*np.stack([self._foot, tip], axis=1))
        self._corner.set_data(*right_angle(self.ax, self._foot, tip - self._foot, start - self._foot).T)

    def _bow(self, here: Bearing, start: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the arc from the gradient to u."""
        angles = here.towards + here.ahead * np.linspace(0, 1, 25)
        return np.asarray(start + 0.4 * self.radius * unit(angles))

    def _write(self, here: Bearing) -> None:
        seen, words = here.has_direction, self._labels
        long = "" if self.radius == 1 else f", length 1 (drawn {number(self.radius)})"
        words["u"].set_text(f"u{long}")
        words["gradient"].set_text(f"∇f{', ' * bool(self.fitted)}{self.fitted}" if seen else _missing(here))
        words["shadow"].set_text(f"∇f · u = {number(here.product)}" if seen else "")
        words["phi"].set_text(f"φ = {here.between:.0f}°" if seen else "")

    def _place(self, here: Bearing, start: NDArray[np.float64]) -> None:
        sheet, words = self._sheet, self._labels
        sheet.clear()
        self.contours.avoid(sheet)
        sheet.avoid(self._line, self._shadow, self._drop, self._circle)
        sheet.avoid_marks(self.dot, self.tip)
        head = self._arrows["gradient"].tip if here.has_direction else start
        middle, end, tip, foot = (self._spot(place) for place in (start, self.end, head, self._foot))
        sheet.place(words["gradient"], around(tip, tip - middle, rings=4))
        sheet.place(words["u"], around(end, end - middle, rings=3))
        away = (middle + foot) / 2 - tip
        shaded = beside(sheet.of(self._shadow), 7, 0.5, away)
        sheet.place(words["shadow"], shaded, around(foot, away, rings=3))
        bow = sheet.of(self._arc)[12]
        sheet.place(words["phi"], around(bow, np.nan_to_num(bow - middle), rings=2), optional=True)

    def _spot(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a place in points, within the map."""
        found = self._sheet.points(place[0], place[1])[0]
        return np.asarray(np.clip(np.nan_to_num(found), 0, self._sheet.size))


def _missing(here: Bearing) -> str:
    """Say in a label that there is no gradient to see."""
    if math.isnan(here.around.value):
        return ""
    return "no ∇f" if math.isnan(here.length) else "∇f = 0"
