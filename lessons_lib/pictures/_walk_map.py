"""A map with walks downhill on it, beside the value after each step."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.arrays import Array
from lessons_lib.pencil import Picture
from lessons_lib.pencil.figure import new_axes
from lessons_lib.pencil.phrases import error_words, formula
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place
from lessons_lib.pictures._valley import Valley
from lessons_lib.pictures._walks import LOOKS, ValueLog, Walk, trail
from lessons_lib.wording import number

LANDSCAPES = (
    "x^2/2 + 50y^2", "x^2 + y^2", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "(1 - x)^2 + 100(y - x^2)^2",
    "x^2 - y^2", "(x + y)^2/4 + 25(x - y)^2", "50x^2 + y^2/2", "sin x + sin y",
)  # fmt: skip
WIDEST = 1.6  # a map beside its panel, in widths of the panel
DOWN, EXIT = 0.24, 0.11  # of the view: length of the arrow straight down, of the one out of the map
DUST, NEAR = 1e-10, 1e-3  # of the view: less than this from an axis is rounding; who is that near has arrived
STRAIGHT, EXPLODED = 0.01, 10.0  # degrees; times all the differences of height on the map
BOUNDED = ("gradient descent", "momentum")


def side_by_side(figure: Figure, plane: PlaneView) -> list[Axes]:
    """Lay out a map and a panel beside it, the map wider where its view is."""
    across = min(max(plane.width / plane.height, 1.0), WIDEST)
    return new_axes(figure, columns=2, ratios=(across, 1.0))


class WalkMap(Picture):
    """One or two walks on a map, up to some step, beside their values."""

    size = (9.0, 4.2)
    f: Any
    start: Any
    shown: Any
    view: Any

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return the axes of the map and of the values."""
        self.plane = PlaneView.of(self.view, self.f, self.start)
        return side_by_side(figure, self.plane)

    def stage(self) -> None:
        p, values = self.panels
        self.valley = Valley(self.f, self.plane)
        self.heights = p.map(self.f, self.plane).heights
        known = self.heights[np.isfinite(self.heights)]
        self.rise = float(np.ptp(known)) if len(known) else 0.0
        across, up = self.valley.minima.T
        crosses = p.line(across, up, "point", width=0.7, dashes="none", layer=3.5).drawn
        crosses.set(marker="x", markersize=0.75 * crosses.get_markersize(), markeredgewidth=1.6)
        self.log = ValueLog(values, self.heights, self.valley.floor)

    def draw_walks(self, walks: Sequence[Walk]) -> str:
        """Draw walks from one start and return the sentence about them."""
        self.walks, p, start = walks, self.panel, np.array(self.start, float)
        self.seen = self.reach("shown", max(len(walk.path) for walk in walks) - 1)
        p.dot(*start, size=0.85).grip("start", "start of the walk")
        for minimum in self.valley.minima:
            p.sheet.avoid_dot(*minimum)
        self.point_down(start)
        for index, walk in enumerate(walks):
            self.draw_walk(index, walk)
        self.log.draw([walk.path for walk in walks], max(self.seen, 0))
        return self.sentence()

    def point_down(self, start: Array) -> None:
        """Before the first step, show the steepest way down and the way to the minimum."""
        angle = self.valley.angle(start) if self.seen <= 0 else np.nan
        if np.isfinite(angle):
            p, slope = self.panel, np.asarray(self.f.gradient(start))
            tip = start - DOWN * self.plane.size * slope / np.hypot(*slope)
            across, up = np.array([start, self.valley.minima[0]]).T
            p.line(across, up, "point", width=0.55, dashes="dotted")
            p.arrow(start, tip, "gradient")
            off = f"steepest way down,\n{number(angle, 3)}° off the minimum"
            p.write(off, "gradient", around(p.sheet.points(*tip)[0], (-1, 0), rings=3), size=10)

    def draw_walk(self, index: int, walk: Walk) -> None:
        p, look = self.panel, LOOKS[index]
        points = walk.path.points[: walk.last(self.seen) + 1]
        line, _ = trail(p, points, look, 4 + 0.1 * index, (1.15, 6.2))
        step = walk.leaves(self.plane, self.seen) if walk.is_out(self.plane, self.seen) else None
        if step:
            edge, along = way_out(points[step - 1], points[step], self.plane)
            tail = edge - EXIT * self.plane.size * along
            p.arrow(tail, edge, look[0], width=2.8, layer=5)
            p.write(
                f"leaves at step {step}", look[0], around(p.sheet.points(*tail)[0], (0, 1), rings=4), size=10
            )
        way = p.sheet.inside(line.points)
        if len(way):
            ends = [around(p.sheet.size * (0.5, end), (0, 0.5 - end), rings=2) for end in (1.0, 0.0)]
            p.write(walk.name, look[0], beside(way, 9, 0.3), around(way[0], (0, 1), rings=4), *ends, size=10)

    # in words

    def sentence(self) -> str:
        start = f"Downhill on {formula(self.f)} from {plane_place(self.start)}"
        if np.isnan(self.walks[0].path.values[0]):
            return f"{start}: the function is undefined there."
        head = f"{start} by {'; by '.join(map(self.whereabouts, self.walks))}."
        return " ".join(filter(None, [head, self.bearing(), self.limits(), *map(self.fate, self.walks)]))

    def whereabouts(self, walk: Walk) -> str:
        step, path = walk.last(self.seen), walk.path
        value, steep, noise = float(path.values[step]), float(path.gradient_norms[step]), 1e-14 * self.rise
        at = np.where(np.abs(path.points[step]) < DUST * self.plane.size, 0.0, path.points[step])
        height = number(value) if value < 0 else error_words(value, noise)
        slope = f"the gradient's length {error_words(steep, noise)}"
        return f"{walk.phrase}, step {step}: the value is {height}, {slope} at {plane_place(at)}"

    def bearing(self) -> str:
        """Say how far off the minimum the steepest way down points, for one walk and one minimum."""
        here = self.walks[0].path.points[self.walks[0].last(self.seen)]
        angle = self.valley.angle(here) if len(self.walks) == 1 else np.nan
        if not np.isfinite(angle) or not self.plane.contains(*here):
            return ""
        if np.hypot(*(here - self.valley.minima[0])) < NEAR * self.plane.size:
            return ""
        bottom = plane_place(self.valley.minima[0])
        if angle < STRAIGHT:
            return f"The steepest way down here leads straight to the minimum {bottom}."
        return f"The steepest way down here is {number(angle, 3)}° off the way to the minimum {bottom}."

    def limits(self) -> str:
        """Say how large the step factors may be, where that is known."""
        curvature, found = self.valley.curvature, []
        for walk in self.walks:
            limit = 2 * (1 + walk.momentum) / curvature
            if walk.method in BOUNDED and walk.gamma is not None and np.isfinite(limit):
                rolling = f"(1 + {number(walk.momentum)})" if walk.momentum else ""
                side = "at" if np.isclose(walk.gamma, limit) else "below" if walk.gamma < limit else "past"
                found.append(f"γ = {number(walk.gamma)} is {side} the limit 2{rolling}/λ = {number(limit)}")
        where = f"where λ = {number(curvature)} is the largest second derivative in any direction"
        return f"{'; '.join(found)}, {where}." if found else ""

    def fate(self, walk: Walk) -> str:
        """Say whether a walk leaves the map, and why it ends."""
        alone = len(self.walks) == 1
        who = "The walk" if alone else walk.method[0].upper() + walk.method[1:]
        step, last, facts = walk.leaves(self.plane, self.seen), walk.last(self.seen), []
        if step == 0:
            facts.append(f"{who} starts outside the map.")
        elif step is not None:
            higher = walk.path.values[last] - walk.path.values[0] > EXPLODED * self.rise
            end = (
                (" and explodes" if higher else "") if walk.is_out(self.plane, self.seen) else " and is back"
            )
            facts.append(f"{who} leaves the map at step {step}{end}.")
        if last == len(walk.path) - 1 and (alone or "used up" not in walk.path.stopped):
            facts.append(f"{who} ends here: {walk.path.stopped}.")
        return " ".join(facts)


def way_out(inside: Array, outside: Array, view: PlaneView) -> tuple[Array, Array]:
    """Return where a step crosses the edge of the view, and its unit direction."""
    step = outside - inside
    edges = np.where(step > 0, view[1::2], view[::2])
    shares = np.where(step != 0, (edges - inside) / step, np.inf)
    return inside + min(max(float(shares.min()), 0.0), 1.0) * step, step / np.hypot(*step)
