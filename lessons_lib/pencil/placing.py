"""Where labels go: each tries several places and takes the one that hides least and moves least."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from lessons_lib.arrays import Points
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.scale import scale_of

_RING = 14.0  # points from one ring of places to the next
_FAR = 1e4  # times the axes: beyond this a place is only far away
_SPACING = 4.0  # points between the samples that stand for a line
_PUSHED, _COVERING, _TOUCHING, _RANK, _STAYING = 3.0, 10.0, 30.0, 0.6, 45.0
_BAD = 90.0  # an optional label that costs more than this is left out
_COMPASS = np.array([(1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1), (1, 0), (-1, 0)], float)


@dataclass(frozen=True)
class Spots:
    """Places to try for a label, best first, in points from the lower left corner of the axes."""

    anchors: Points
    sides: Points
    corners: bool

    def centres(self, half: Points, gap: float) -> Points:
        """Return the centres of boxes of the given half size, shape (k, 2); dots need more room."""
        if self.corners:
            return self.anchors + np.sign(self.sides) * half + 2.3 * gap * self.sides
        return self.anchors + self.sides * (np.abs(self.sides) @ half + gap)[:, None]


def around(point: ArrayLike, prefer: ArrayLike = (1, 1), rings: int = 1) -> Spots:
    """Return the eight places around a point, those towards `prefer` first, on one or more rings."""
    order = np.argsort(-(_COMPASS @ np.asarray(prefer, float)), kind="stable")
    sides = np.tile(_COMPASS[order] / np.linalg.norm(_COMPASS[order], axis=1, keepdims=True), (rings, 1))
    distances = _RING * np.repeat(np.arange(rings), 8)
    return Spots(np.asarray(point, float) + distances[:, None] * sides, sides, corners=True)


def beside(line: Points, count: int = 9, start: float = 0.5, prefer: ArrayLike = (0, 1)) -> Spots:
    """Return places along both sides of a line."""
    line = line[np.isfinite(line).all(axis=1)]
    if len(line) < 2:
        return Spots(np.zeros((0, 2)), np.zeros((0, 2)), corners=False)
    fractions, steps = _fractions(count, start), line[1:] - line[:-1]
    travelled = np.concatenate([[0.0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])
    reach = 0.02 * travelled[-1]
    here, ahead = (_at(line, travelled, fractions * travelled[-1] + shift) for shift in (-reach, reach))
    along = (ahead - here) / np.maximum(np.hypot(*(ahead - here).T), 1e-9)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    across *= np.where(across @ np.asarray(prefer, float) < 0, -1.0, 1.0)[:, None]
    return Spots(np.concatenate([(here + ahead) / 2] * 2), np.concatenate([across, -across]), corners=False)


@lru_cache(maxsize=64)
def _fractions(count: int, start: float) -> Points:
    """Return parts of a line, those near `start` first."""
    fractions = np.linspace(0.06, 0.94, count)
    return fractions[np.argsort(np.abs(fractions - start), kind="stable")]


def _at(line: Points, travelled: Points, where: Points) -> Points:
    return np.stack([np.interp(where, travelled, line[:, axis]) for axis in (0, 1)], axis=1)


def dense(line: Points, spacing: float = _SPACING) -> Points:
    """Return samples on a polyline, at most `spacing` points apart; segments with nan are left out."""
    with np.errstate(invalid="ignore", over="ignore"):
        starts, steps = line[:-1], np.diff(line, axis=0)
        lengths = np.hypot(steps[:, 0], steps[:, 1])
    whole = np.isfinite(lengths)
    starts, steps, lengths = starts[whole], steps[whole], lengths[whole]
    counts = np.clip(np.ceil(lengths / spacing), 1, 400).astype(int)
    which = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    samples: Points = starts[which] + steps[which] * (within / counts[which])[:, None]
    return samples


class Sheet:
    """The inside of an axes, in points: what is drawn there and which boxes are taken."""

    def __init__(self, ax: Axes) -> None:
        self._ax = ax
        self._scale = scale_of(ax.get_figure(root=True))
        self._fixed: list[Points] = []
        self._choices: dict[Label, int] = {}
        self._taken: list[tuple[float, ...]] = []
        self.clear()

    def clear(self) -> None:
        """Begin a new state: forget what moves, keep what is fixed and where each label was."""
        figure: Any = self._ax.get_figure(root=True)
        self.size: Points = np.asarray(self._ax.bbox.size, float) * (72 / figure.dpi)
        logs = (self._ax.get_xscale() == "log", self._ax.get_yscale() == "log")
        limits = (self._ax.get_xlim(), self._ax.get_ylim())
        self._axes = [
            (np.log10(ends) if log else np.array(ends), log) for ends, log in zip(limits, logs, strict=True)
        ]
        self._drawn, self._taken = list(self._fixed), []

    def forget(self) -> None:
        """Drop all lines that were fixed."""
        self._fixed = []
        self.clear()

    def points(self, xs: ArrayLike, ys: ArrayLike) -> Points:
        """Return data coordinates in points from the lower left corner of the axes, shape (n, 2)."""
        pairs = zip((xs, ys), self._axes, strict=True)
        across, up = (_fraction(np.asarray(data, float), *axis) for data, axis in pairs)
        return np.asarray(np.stack(np.broadcast_arrays(across, up), axis=-1).reshape(-1, 2) * self.size)

    def visible(self, xs: ArrayLike, ys: ArrayLike) -> Points:
        """Return the points of a curve that lie inside, in order; for labels that go along it."""
        return self.inside(self.points(xs, ys))

    def fix(self, xs: ArrayLike, ys: ArrayLike) -> None:
        """Remember a line that never moves."""
        self._fixed.append(self.inside(dense(self.points(xs, ys))))

    def of(self, line: Line2D) -> Points:
        """Return the points of a line or of a mark, shape (n, 2)."""
        return self.points(np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float))

    def avoid(self, *lines: Line2D) -> None:
        """Keep labels of this state off lines."""
        for line in lines:
            self.avoid_line(self.of(line))

    def avoid_line(self, points: Points) -> None:
        """Keep labels of this state off a line through points in points from the lower left corner."""
        self._drawn.append(self.inside(dense(points)))

    def avoid_marks(self, *marks: Line2D) -> None:
        """Keep labels of this state off dots."""
        for mark in marks:
            for x, y in zip(np.asarray(mark.get_xdata()), np.asarray(mark.get_ydata()), strict=True):
                self.avoid_dot(float(x), float(y))

    def avoid_dot(self, x: float, y: float) -> None:
        """Keep labels of this state off a mark."""
        radius = 5.0 * self._scale
        (across, up), *_ = self.points(x, y)
        if np.isfinite(across + up):
            self._taken.append((across - radius, up - radius, across + radius, up + radius))

    def avoid_label(self, label: Label) -> None:
        """Keep labels of this state off one that stays where it is."""
        if label.get_visible() and label.get_text():
            low = np.array(label.get_position()) * self.size
            self._taken.append((*low, *(low + label.size_in_points())))

    def place(self, label: Label, *spots: Spots, optional: bool = False) -> None:
        """Put a label on the best of the given places."""
        half = np.array(label.size_in_points()) / 2
        gap = 3.0 * self._scale
        centres = np.concatenate([np.zeros((0, 2)), *(spot.centres(half, gap) for spot in spots)])
        inside = self._pushed_inside(centres, half)
        best = self._best(label, centres, inside, half, _BAD if optional else np.inf)
        label.set_visible(best >= 0 and bool(label.get_text()))
        if label.get_visible():
            self._put(label, inside[best], half)
            self._choices[label] = best

    def _put(self, label: Label, centre: Points, half: Points) -> None:
        low, high = centre - half, centre + half
        self._taken.append((*low, *high))
        label.set_position(tuple(low / self.size))

    def _pushed_inside(self, centres: Points, half: Points) -> Points:
        return np.clip(centres, half, np.maximum(self.size - half, half))

    def _best(self, label: Label, wanted: Points, inside: Points, half: Points, limit: float) -> int:
        """Index of the cheapest place; -1 if there is none below the limit."""
        previous = self._choices.get(label, -1)
        if 0 <= previous < len(wanted) and self._stays(wanted[previous], inside[previous], half, previous):
            return previous
        whole = np.isfinite(wanted).all(axis=1)
        if not np.any(whole):
            return -1
        cost = _PUSHED * np.abs(wanted - inside).sum(axis=1) + _RANK * np.arange(len(wanted))
        cost += self._hidden(np.where(np.isfinite(inside), inside, 0.0), half)
        if 0 <= previous < len(cost):
            cost[previous] -= _STAYING
        cost[np.logical_not(whole)] = np.inf
        best = int(np.argmin(cost))
        return best if cost[best] <= limit else -1

    def _stays(self, wanted: Points, inside: Points, half: Points, rank: int) -> bool:
        """Tell whether no other place can be cheaper than the one where a label was before."""
        if not np.isfinite(wanted).all():
            return False
        cost = _PUSHED * np.abs(wanted - inside).sum() + _RANK * rank
        return bool(cost <= _STAYING and cost + self._hidden(inside[None], half)[0] <= _STAYING)

    def _hidden(self, centres: Points, half: Points) -> Points:
        """Count what boxes at these centres would cover."""
        self._drawn = [np.concatenate([np.zeros((0, 2)), *self._drawn])]
        drawn = self._drawn[0]
        near = np.abs(drawn[:, 0] - centres[:, :1]) < half[0]
        near &= np.abs(drawn[:, 1] - centres[:, 1:]) < half[1]
        cost = _COVERING * near.sum(axis=1)
        if self._taken:
            taken = np.array(self._taken)
            depth = (
                half
                + (taken[:, 2:] - taken[:, :2]) / 2
                - np.abs(centres[:, None] - (taken[:, 2:] + taken[:, :2]) / 2)
            )
            cost += _TOUCHING * np.maximum(depth.min(axis=2), 0).sum(axis=1)
        return np.asarray(cost, float)

    def inside(self, samples: Points) -> Points:
        """Return those points that lie in the axes, in order."""
        return samples[((samples > -5) & (samples < self.size + 5)).all(axis=1)]


def _fraction(data: Points, ends: Points, log: bool) -> Points:
    """Say where data lie between the ends of an axis: 0 and 1 are the ends."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        fraction = ((np.log10(data) if log else data) - ends[0]) / (ends[1] - ends[0])
    return np.asarray(np.clip(fraction, -_FAR, _FAR))
