"""Walking downhill on a map: the paths of one method or of two, and the value after each step."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.descent._track import Track
from lessons_lib.figures.descent._valley import Valley
from lessons_lib.figures.descent._value_log import ValueLog
from lessons_lib.figures.descent._walk import Walk
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.phrases import error_words, formula
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import PlaneView, arrow, contour_map, plane_place
from lessons_lib.wording import number

_DOWN: Final = 0.24  # of the view: length of the arrow that points straight down
_DUST: Final = 1e-10  # of the view: less than this from an axis is rounding
_NEAR: Final = 1e-3  # of the view: who is that near has arrived
_STRAIGHT: Final = 0.01  # degrees
_EXPLODED: Final = 10.0  # times all the differences of height on the map
_BOUNDED: Final = ("gradient descent", "momentum")


class Descent(Picture):
    """One or two walks on a map, up to some step, beside their values.

    Examples
    --------
    >>> from lessons_lib import descent
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> f = Function("x^2/2 + 50y^2")
    >>> walk = Walk(descent.gradient_descent(f, (10, 1), gamma=0.01), gamma=0.01)
    >>> picture = Descent(new_axes(new_figure(9, 4.2), 1, 2), f, [walk], shown=0, view=(-12, 12, -4, 4))
    >>> picture.caption.split(". ")[1]
    'The steepest way down here is 78.6° off the way to the minimum (0, 0)'
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        walks: Sequence[Walk],
        shown: int,
        view: Sequence[float] | None = None,
        *,
        preface: str = "",
    ) -> None:
        super().__init__()
        self.preface = preface
        self.f, self.walks, self.shown = f, tuple(walks), int(shown)
        self.view = PlaneView.of(view, f, self.walks[0].path.points[0])
        self.valley = Valley(f, self.view)
        self.map_axes, self.log_axes = axes
        with style(self.map_axes.get_figure(root=True)):
            self._draw_map()
            self.log = ValueLog(self.log_axes, self.map.heights, self.valley.floor)
        self._moving += self.log.moving
        self.move()

    def _draw_map(self) -> None:
        ax = self.map_axes
        self.map = contour_map(ax, self.f, self.view)
        self._sheet = Sheet(ax)
        self._draw_minima()
        self._start = dot(ax, size=0.85)
        self._down, self._way = arrow(ax, "gradient"), stroke(ax, "point", width=0.55, dashes="dotted")
        self._off = label(ax, "gradient", size=10)
        self._tracks = [Track(ax, index, self.view) for index in (0, 1)]
        self._moving += [self._way, self._down, self._start, self._off]
        self._moving += [artist for track in self._tracks for artist in track.moving]

    def _draw_minima(self) -> None:
        crosses = stroke(self.map_axes, "point", width=0.7, dashes="none", layer=3.5)
        crosses.set(marker="x", markersize=0.75 * crosses.get_markersize(), markeredgewidth=1.6)
        crosses.set_data(*self.valley.minima.T)
        self._crosses = crosses

    def move(self, shown: int | None = None, walks: Sequence[Walk] | None = None) -> list[Artist]:
        """Show more or fewer steps, or other walks on the same map.

        Walks that are longer than any before widen the axes of steps; nothing else changes limits.
        """
        self.walks = self.walks if walks is None else tuple(walks)
        self.shown = self.shown if shown is None else int(shown)
        put_dot(self._start, *self.start)
        for index, track in enumerate(self._tracks):
            track.move(self.walks[index] if index < len(self.walks) else None, self.shown)
        self._point_down()
        self._place()
        self.log.move([walk.path for walk in self.walks], max(self.shown, 0))
        self._caption = f"{self.preface} {self._sentence()}".strip()
        return self.moving

    @property
    def start(self) -> tuple[float, float]:
        """Where the walks begin."""
        x, y = self.walks[0].path.points[0]
        return float(x), float(y)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the start of the walks."""
        return {"start": (self.map_axes, *self.start)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the start."""
        return {"start": self._start}

    def _point_down(self) -> None:
        """Before the first step, show the steepest way down and the way to the minimum."""
        angle = self.valley.angle(self.start) if self.shown <= 0 else np.nan
        self._off.set_text(
            f"steepest way down,\n{number(angle, 3)}° off the minimum" if np.isfinite(angle) else ""
        )
        self._down.hide()
        self._way.set_data([np.nan], [np.nan])
        if np.isfinite(angle):
            start, bottom = np.array(self.start), self.valley.minima[0]
            slope = np.asarray(self.f.gradient(start))
            self._down.put(start, start - _DOWN * self.view.size * slope / np.hypot(*slope))
            self._way.set_data(*np.array([start, bottom]).T)

    def _place(self) -> None:
        sheet = self._sheet
        sheet.clear()
        self.map.avoid(sheet)
        sheet.avoid(self._way, *(track.line for track in self._tracks))
        sheet.avoid_marks(self._start, self._crosses, *(track.ball for track in self._tracks))
        if self._off.get_text():
            sheet.place(self._off, around(sheet.points(*self._down.tip)[0], (-1, 0), rings=3))
        else:
            self._off.set_visible(False)
        for track in self._tracks:
            track.place(sheet)

    def _sentence(self) -> str:
        start = f"Downhill on {formula(self.f)} from {plane_place(self.start)}"
        if np.isnan(self.walks[0].path.values[0]):
            return f"{start}: the function is undefined there."
        head = f"{start} by {self._state(self.walks[0])}"
        if len(self.walks) == 2:
            head = f"{head}; by {self._state(self.walks[1])}"
        return " ".join(
            [f"{head}.", *self._directions(), *self._limits(), *map(self._fate, self.walks)]
        ).strip()

    def _state(self, walk: Walk) -> str:
        step, path = walk.last(self.shown), walk.path
        at, value, steep = path.points[step], float(path.values[step]), float(path.gradient_norms[step])
        near = np.where(np.abs(at) < _DUST * self.view.size, 0.0, at)
        noise = 1e-14 * self._rise
        height = number(value) if value < 0 else error_words(value, noise)
        slope = f"the gradient's length {error_words(steep, noise)}"
        return f"{walk.phrase}, step {step}: the value is {height}, {slope} at {plane_place(near)}"

    @property
    def _rise(self) -> float:
        """How much the values on the map differ."""
        heights = self.map.heights[np.isfinite(self.map.heights)]
        return float(np.ptp(heights)) if len(heights) else 0.0

    def _directions(self) -> list[str]:
        """Say how far off the minimum the steepest way down points, for one walk and one minimum."""
        here = self.walks[0].path.points[self.walks[0].last(self.shown)]
        angle = self.valley.angle(here) if len(self.walks) == 1 else np.nan
        if not np.isfinite(angle) or not self.view.contains(*here):
            return []
        if np.hypot(*(here - self.valley.minima[0])) < _NEAR * self.view.size:
            return []
        bottom = plane_place(self.valley.minima[0])
        if angle < _STRAIGHT:
            return [f"The steepest way down here leads straight to the minimum {bottom}."]
        return [f"The steepest way down here is {number(angle, 3)}° off the way to the minimum {bottom}."]

    def _limits(self) -> list[str]:
        """Say how large the step factors may be, where that is known."""
        said = [words for walk in self.walks if (words := self._limit(walk))]
        curvature = (
            f"where λ = {number(self.valley.curvature)} is the largest second derivative in any direction"
        )
        return [f"{'; '.join(said)}, {curvature}."] if said else []

    def _limit(self, walk: Walk) -> str:
        limit = 2 * (1 + walk.momentum) / self.valley.curvature
        if walk.method not in _BOUNDED or walk.gamma is None or not np.isfinite(limit):
            return ""
        rolling = f"(1 + {number(walk.momentum)})" if walk.momentum else ""
        where = "at" if np.isclose(walk.gamma, limit) else "below" if walk.gamma < limit else "past"
        return f"γ = {number(walk.gamma)} is {where} the limit 2{rolling}/λ = {number(limit)}"

    def _fate(self, walk: Walk) -> str:
        """Say whether a walk leaves the map, and why it ends."""
        who = "The walk" if len(self.walks) == 1 else walk.method[0].upper() + walk.method[1:]
        step, said = walk.leaves(self.view, self.shown), []
        if step == 0:
            said.append(f"{who} starts outside the map.")
        elif step is not None:
            said.append(f"{who} leaves the map at step {step}{self._whereabouts(walk)}.")
        used_up = len(self.walks) > 1 and "used up" in walk.path.stopped
        if walk.last(self.shown) == len(walk.path) - 1 and not used_up:
            said.append(f"{who} ends here: {walk.path.stopped}.")
        return " ".join(said)

    def _whereabouts(self, walk: Walk) -> str:
        if not walk.is_out(self.view, self.shown):
            return " and is back"
        higher = walk.path.values[walk.last(self.shown)] - walk.path.values[0]
        return " and explodes" if higher > _EXPLODED * self._rise else ""
