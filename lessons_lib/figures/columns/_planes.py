"""The nudges in the input plane, and the columns that they give in the plane of changes."""

import math
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.arrays import Array
from lessons_lib.figures.columns._differences import Differences, Entries
from lessons_lib.pencil.figure import dot, label, put_dot, stroke
from lessons_lib.pencil.maps import draw_grid, grid_spacing, plane_axes
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import (
    PlaneView,
    arrow,
    plane_place,
    point_in_data,
    symbols,
    variable_names,
)
from lessons_lib.wording import number

# A column keeps its colour and its line style in both planes and in the table.
MEANINGS: Final = ("derivative", "second", "third", "gradient")
DASHES: Final = ("solid", (0, (4.0, 1.6)), (0, (5.0, 1.5, 1.2, 1.5)), (0, (1.2, 1.2)))
_HEAD = 10.0  # points
_BROAD, _PALE = 4.0, 0.3
_APART = 16.0  # points from which a difference is told apart from the exact column
_SAMPLED, _USUAL, _ROOM = 15, 30, 1.4
_SHORTEST, _LONGEST = 0.1, 0.45  # of the view, for a nudge


class NudgePlane:
    """The input plane: a point that can be dragged, and a nudge along each axis."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView) -> None:
        self.ax, self._names = ax, variable_names(f)
        self.view = plane_axes(ax, view, symbols(f))
        draw_grid(ax, self.view, spacing=2 * grid_spacing(self.view), meaning="axis", strength=0.6, layer=1)
        self._sheet = Sheet(ax)
        self.nudges = [_Pointer(ax, column) for column in (0, 1)]
        self._back = [_column_line(ax, column) for column in (0, 1)]
        self.dot, self._place = dot(ax), label(ax, "point")
        self._words = [label(ax, MEANINGS[column]) for column in (0, 1)]
        parts = [part for nudge in self.nudges for part in nudge.artists]
        self.artists: list[Artist] = [*parts, *self._back, self.dot, self._place, *self._words]

    def move(self, at: Array, step: float, scheme: str) -> None:
        """Show the nudges at a point; those too short to be seen are lengthened, and say so."""
        put_dot(self.dot, *at)
        step = step if step > 0 else math.nan
        side = -1.0 if scheme == "backward" else 1.0
        length = min(max(step, _SHORTEST * self.view.size), _LONGEST * self.view.size)
        longer = length > step
        self._place.set_text(plane_place(at) + (f"\nh = {number(step)}, drawn longer" if longer else ""))
        for column, unit in enumerate(np.eye(2)):
            nudge = side * length * unit
            self.nudges[column].put(at, at + nudge)
            self._back[column].set_data(*np.stack([at, at - nudge * (scheme == "central")], axis=1))
            self._words[column].set_text(self._told(column, scheme) if step > 0 else "")
        self._put_labels(at)

    def _told(self, column: int, scheme: str) -> str:
        nudge = {"backward": "− h", "central": "± h", "complex": "+ ih"}.get(scheme, "+ h")
        return f"{self._names[column]} {nudge}"

    def _put_labels(self, at: Array) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(*(nudge.shaft for nudge in self.nudges), *self._back)
        sheet.avoid_dot(*at)
        for nudge, words, towards in zip(self.nudges, self._words, ((1, 0), (0.3, 1)), strict=True):
            tip = sheet.points(*nudge.tip)[0]
            sheet.place(words, around(tip, towards, rings=3))
        sheet.place(self._place, around(sheet.points(*at)[0], (-1, -1), rings=4))


class ColumnPlane:
    """The plane of changes over the step: a pale band for each exact column, an arrow for its difference."""

    def __init__(self, ax: Axes, differences: Differences, view: PlaneView, at: Array) -> None:
        reach = columns_reach(differences.f, view, at)
        self.ax, self._reach = ax, reach
        self.view = plane_axes(
            ax, PlaneView(-reach, reach, -reach, reach), (r"$\Delta f_1/h$", r"$\Delta f_2/h$")
        )
        thin = ax.spines["left"].get_linewidth()
        ax.axhline(0, color=LINE["ground"], linewidth=thin, zorder=1)
        ax.axvline(0, color=LINE["ground"], linewidth=thin, zorder=1)
        self._sheet = Sheet(ax)
        self.exact = [_band(ax, meaning) for meaning in MEANINGS[:2]]
        self.tips = [_ring(ax, meaning) for meaning in MEANINGS[:2]]
        self.nudged = [_Pointer(ax, column) for column in (0, 1)]
        self._words = [label(ax, MEANINGS[column]) for column in (0, 1)]
        self._errors = [label(ax, MEANINGS[column], size=9.5) for column in (0, 1)]
        parts = [part for pointer in self.nudged for part in pointer.artists]
        self.artists: list[Artist] = [*self.exact, *self.tips, *parts, *self._words, *self._errors]

    def move(self, entries: Entries) -> None:
        """Show the columns of a Jacobian and what the differences make of them."""
        for column in (0, 1):
            exact, nudged = entries.exact[:, column], entries.nudged[:, column]
            tips = [self._cut(vector) for vector in (exact, nudged)]
            self.exact[column].set_data(*np.stack([0 * tips[0], tips[0]], axis=1))
            self.tips[column].set_data(*tips[0][:, None])
            self.nudged[column].put(np.zeros(2), tips[1])
            self._words[column].set_text(f"column {column + 1}" + self._outside(exact))
            apart = math.hypot(*(tips[1] - tips[0])) > _APART * point_in_data(self.ax)
            self._errors[column].set_text("difference" if apart else "")
        self._put_labels(entries.exact)

    def _cut(self, vector: Array) -> Array:
        """Return where an arrow from the middle ends: in the picture in any case."""
        far = float(np.abs(vector).max()) / (0.97 * self._reach)
        return vector / max(far, 1.0)

    def _outside(self, vector: Array) -> str:
        if not np.isfinite(vector).all():
            return ""
        return ", cut" if np.abs(vector).max() > 0.97 * self._reach else ""

    def _put_labels(self, exact: Array) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(*(pointer.shaft for pointer in self.nudged))
        for column, words in enumerate(self._words):
            seen = np.isfinite(exact[:, column]).all()
            tip = self._cut(exact[:, column]) if seen else np.full(2, np.nan)
            towards = tip if np.any(tip) else np.array([1.0, -1.0 if column else 1.0])
            sheet.place(words, around(sheet.points(*tip)[0], np.nan_to_num(towards), rings=4))
        for pointer, words in zip(self.nudged, self._errors, strict=True):
            place = sheet.points(*pointer.tip)[0]
            sheet.place(words, around(place, np.nan_to_num(pointer.tip), rings=3), optional=True)


def _column_line(ax: Axes, column: int) -> Line2D:
    line = stroke(ax, MEANINGS[column], width=0.9, layer=4.5)
    line.set_linestyle(DASHES[column])
    return line


def _band(ax: Axes, meaning: str) -> Line2D:
    band = stroke(ax, meaning, width=_BROAD, dashes="solid", layer=3)
    band.set(alpha=_PALE, solid_capstyle="butt")
    return band


def _ring(ax: Axes, meaning: str) -> Line2D:
    ring = dot(ax, meaning, size=1.0, layer=4)
    ring.set(markerfacecolor="white", markeredgecolor=LINE[meaning])
    return ring


class _Pointer:
    """A thin arrow in the colour and the line style of a column."""

    def __init__(self, ax: Axes, column: int) -> None:
        self._ax, self.shaft = ax, _column_line(ax, column)
        self.head = arrow(ax, MEANINGS[column], width=1.9, layer=5)
        self.artists: list[Artist] = [self.shaft, self.head]
        self.tip: Array = np.full(2, np.nan)

    def put(self, tail: Array, tip: Array) -> None:
        """Move both ends; nothing is seen of an arrow without length, or not finite."""
        self.tip = np.asarray(tip, float)
        length = math.hypot(*(tip - tail))
        head = min(_HEAD * point_in_data(self._ax), length)
        neck = tip - (tip - tail) * (head / length) if length > 0 else tip
        self.shaft.set_data(*np.stack([tail, neck], axis=1))
        self.head.put(neck, tip)


def columns_reach(f: Any, view: PlaneView, at: Array) -> float:
    """Return how far a plane of changes reaches: past most columns over a view, and those at a point.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> columns_reach(Function("3x + y, y"), PlaneView(-3, 3, -3, 3), np.zeros(2))
    4.2
    """
    sides = (np.linspace(low, high, _SAMPLED) for low, high in (view[:2], view[2:]))
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        sizes = np.abs(np.asarray(f.jacobian(points), float)).max(axis=(1, 2))
        here = float(np.abs(np.asarray(f.jacobian(at), float)).max())
    sizes = sizes[np.isfinite(sizes)]
    usual = float(np.percentile(sizes, _USUAL)) if len(sizes) else 0.0
    wanted = max(usual, here if math.isfinite(here) else 0.0)
    return float(f"{_ROOM * wanted:.3g}") or 1.0
