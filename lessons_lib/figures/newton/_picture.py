"""Paths of several methods from one start on a map, and how fast each gets down."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.descent import Path
from lessons_lib.figures.descent import Mark, ValueLog, end_mark, trail
from lessons_lib.figures.newton._landscape import Landscape
from lessons_lib.figures.newton._words import aim, arrived, counted, outcome
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import PlaneView, contour_map, gradient_lengths, plane_place
from lessons_lib.pictures._walks import Walk

MARKS: Final = MappingProxyType[str, Mark](
    {
        "gradient descent": ("secant", "solid", "o"),
        "momentum": ("second", "dashdot", "s"),
        "Adam": ("third", "dotted", "^"),
        "Newton": ("derivative", "solid", "D"),
        "damped Newton": ("gradient", "dashed", "v"),
        "BFGS": ("point", "dashed", "*"),
    }
)
METHODS: Final = tuple(MARKS)
TOLERANCE: Final = 1e-6

_FLAT_MARKS: Final = {"minimum": "x", "saddle": "s", "maximum": "^"}
_MOST_NAMES: Final = 3


class Newton(Picture):
    """Several walks from one start, told apart by colour, line style, marks and names.

    Examples
    --------
    >>> from lessons_lib import descent
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> f = Function("x^4 - 2x^2 + y^2")
    >>> walks = [Walk(descent.newton(f, (0.3, 1), tolerance=TOLERANCE), "Newton")]
    >>> picture = Newton(new_axes(new_figure(9, 4.2), 1, 2), f, walks)
    >>> picture.caption.split(": ")[1].split(".")[0]
    'Newton reaches the saddle (0, 0) in 3 steps'
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        walks: Sequence[Walk],
        shown: int = 10**6,
        view: Sequence[float] | None = None,
        *,
        start: Sequence[float] | None = None,
        most: int = 60,
    ) -> None:
        super().__init__()
        self.f, self.walks, self.shown = f, tuple(walks), int(shown)
        self.start = self._begun(start or (0.0, 0.0))
        self.view = PlaneView.of(view, f, self.start)
        self.land = Landscape(f, self.view)
        self.map_axes, self.log_axes = axes
        with style(self.map_axes.get_figure(root=True)):
            self._draw_map()
            self._draw_log(most)
        self.move()

    def _begun(self, otherwise: Sequence[float]) -> tuple[float, float]:
        x, y = self.walks[0].path.points[0] if self.walks else otherwise
        return float(x), float(y)

    def _draw_map(self) -> None:
        self.map = contour_map(self.map_axes, self.f, self.view, dim=True)
        self._sheet = Sheet(self.map_axes)
        self._flat = [self._draw_flat(kind) for kind in _FLAT_MARKS]
        self._names_of_flat = self._name_flat()
        self._trails = {method: _Trail(self.map_axes, method) for method in METHODS}
        self._start = dot(self.map_axes, size=0.85, layer=6.5)
        self._moving = [self._start, *(artist for each in self._trails.values() for artist in each.moving)]

    def _draw_flat(self, kind: str) -> Line2D:
        """Mark the flat points of a kind: a cross for a minimum, open marks for the others."""
        marks = stroke(self.map_axes, "point", dashes="none", layer=3.5)
        marks.set(marker=_FLAT_MARKS[kind], markersize=0.75 * marks.get_markersize(), markeredgewidth=1.5)
        marks.set(markerfacecolor="white", markeredgecolor="black")
        marks.set_data(*self.land.points(kind).T)
        return marks

    def _name_flat(self) -> list[Any]:
        """Write the kind beside each flat point; where there are many, beside the first of each kind."""
        sheet, words = self._sheet, []
        self.map.avoid(sheet)
        sheet.avoid_marks(*self._flat)
        few = len(self.land.flat_points) <= _MOST_NAMES
        for kind in _FLAT_MARKS:
            seen = [point for point in self.land.points(kind) if self.view.contains(*point)]
            for point in seen if few else seen[:1]:
                name = label(self.map_axes, "point", kind, size=9.5, layer=3.6)
                sheet.place(name, around(sheet.points(*point)[0], (0, -1), rings=2))
                words.append(name)
        return words

    def _draw_log(self, most: int) -> None:
        floor, heights, quantity = self.land.floor, self.map.heights, "value"
        if not np.isfinite(floor):
            floor, quantity = 0.0, "length of the gradient"
            heights = gradient_lengths(self.f, self.view)
        self._by_value = quantity == "value"
        marks = tuple(MARKS.values())
        self.log = ValueLog(self.log_axes, heights, floor, marks=marks, quantity=quantity, room=0)
        self.log.reach(most)
        self._moving += self.log.moving

    def move(
        self,
        shown: int | None = None,
        walks: Sequence[Walk] | None = None,
        start: Sequence[float] | None = None,
    ) -> list[Artist]:
        """Show more or fewer steps, or other walks on the same map."""
        self.walks = self.walks if walks is None else tuple(walks)
        self.shown = self.shown if shown is None else max(int(shown), 0)
        self.start = self._begun(start or self.start)
        put_dot(self._start, *self.start)
        by_method = {walk.method: walk for walk in self.walks}
        for method, each in self._trails.items():
            each.move(by_method.get(method), self.shown)
        paths = [self._measured(by_method[each]) if each in by_method else None for each in METHODS]
        self.log.move(paths, self.shown, [self._name(by_method.get(method)) for method in METHODS])
        self._place()
        self._caption = self._sentence()
        return self.moving

    def _measured(self, walk: Walk) -> Path:
        """Return the path with what the panel shows as its values."""
        return walk.path if self._by_value else replace(walk.path, values=walk.path.gradient_norms)

    def _name(self, walk: Walk | None) -> str:
        """Return what stands at the end of a walk's line: its method, and in how many steps it arrived."""
        if walk is None:
            return ""
        if not arrived(walk, self.shown, TOLERANCE):
            return walk.method
        kind = self.land.kind(walk.path.points[-1])
        where = "" if kind == "minimum" else f"{kind}, "
        return f"{walk.method}: {where}{counted(len(walk.path) - 1)}"

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the start of the walks."""
        return {"start": (self.map_axes, *self.start)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the start."""
        return {"start": self._start}

    def _place(self) -> None:
        sheet = self._sheet
        sheet.clear()
        self.map.avoid(sheet)
        for name in self._names_of_flat:
            sheet.avoid_label(name)
        sheet.avoid_marks(self._start, *self._flat)
        sheet.avoid(*(each.line for each in self._trails.values()))
        for each in self._trails.values():
            each.place(sheet, crowded=len(self.walks) > _MOST_NAMES)

    def _sentence(self) -> str:
        head = f"Downhill on {formula(self.f)} from {plane_place(self.start)}"
        if not self.walks:
            return f"{head}: no method is chosen."
        if np.isnan(self.walks[0].path.values[0]):
            return f"{head}: the function is undefined there."
        said = "; ".join(outcome(walk, self.shown, self.land, TOLERANCE) for walk in self.walks)
        return f"{head}: {said}. {aim(self.land, self.start, {walk.method for walk in self.walks})}".strip()


class _Trail:
    """One walk on the map: its steps, its end, its name."""

    def __init__(self, ax: Axes, method: str) -> None:
        mark, layer = MARKS[method], 4 + 0.1 * METHODS.index(method)
        self.line, self._end = trail(ax, mark, layer), end_mark(ax, mark, 1.0, 6 + layer / 100)
        self._name = label(ax, mark[0], size=10)
        self.moving: list[Artist] = [self.line, self._end, self._name]

    def move(self, walk: Walk | None, shown: int) -> None:
        """Show so many steps of a walk; nothing without one."""
        points = walk.path.points[: walk.last(shown) + 1] if walk else np.full((1, 2), np.nan)
        self.line.set_data(*points.T)
        put_dot(self._end, *points[-1])
        self._name.set_text(walk.method if walk else "")

    def place(self, sheet: Sheet, crowded: bool) -> None:
        """Write the name beside the walk; in a crowd only where it hides nothing."""
        way = sheet.inside(sheet.of(self.line))
        if len(way) and self._name.get_text():
            near = [around(way[index], (0, 1), rings=3) for index in (len(way) // 2, 0)]
            sheet.place(self._name, beside(way, 9, 0.4), *near, optional=crowded)
        else:
            self._name.set_visible(False)
