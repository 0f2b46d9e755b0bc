"""Edges as smooth curves, and where numbers stand on them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from lessons_lib.arrays import Points
from lessons_lib.figures.graph._places import Box

_SAMPLES = np.linspace(0, 1, 14)[:, None]
_TRIED = np.linspace(0.2, 0.8, 17)
_BESIDE = [
    (0, 1.15),
    (0, 1.6),
    (0, 2.3),
    (1.1, 0.3),
    (-1.1, 0.3),
    (0.8, 0.8),
    (-0.8, 0.8),
    (0.5, 1.8),
    (-0.5, 1.8),
]
_SHIFTS = np.array([(across, side * up) for across, up in _BESIDE for side in (1, -1)] + [(0, 0)])


def curve(stops: Points, stub: float) -> Path:
    """Return a path through the stops."""
    points, codes = [stops[0]], [Path.MOVETO]
    for part in _parts(stops, stub):
        points += part[1:]
        codes += [Path.CURVE4] * 3 if len(part) == 4 else [Path.LINETO]
    return Path(np.array(points), codes)


def _parts(stops: Points, stub: float) -> list[list[Points]]:
    """Return what an edge is made of: ends of straight lines, control points of cubics."""
    if not stub:
        return [list(pair) for pair in itertools.pairwise(stops)]
    inner = stops.copy()
    inner[0, 0] += stub
    inner[-1, 0] -= stub
    parts = [[stops[0], inner[0]]]
    for number, (start, end) in enumerate(itertools.pairwise(inner)):
        reach = np.array([0.5 * (end[0] - start[0]), 0.0])
        parts.append([start, end] if number % 2 else [start, start + reach, end - reach, end])
    return [*parts, [inner[-1], stops[-1]]]


def arrow_head(tip: Points, before: Points, size: float) -> Path:
    """Return a triangle with its tip at the end of a way."""
    along = (tip - before) / max(np.hypot(*(tip - before)), 1e-9)
    across = 0.42 * np.array([-along[1], along[0]])
    return Path(
        np.array([tip, tip - size * (along - across), tip - size * (along + across), tip]), closed=True
    )


class Arrow:
    """An edge that is drawn with a head at its end, or at its start for what flows backward."""

    def __init__(
        self, ax: Axes, colour: str, width: float, lengths: tuple[float, float], layer: float
    ) -> None:
        empty, (self._size, self._stub) = Path(np.zeros((1, 2))), lengths
        self._line = PathPatch(empty, facecolor="none", linewidth=width, capstyle="butt")
        self._head = PathPatch(empty, linewidth=0)
        # What flows backward hides the head of the edge that it follows.
        self._cover = PathPatch(empty, linewidth=0, facecolor="white")
        for part, lift in zip(self.artists, (0.0, 0.01, 0.02), strict=True):
            part.set(zorder=layer + lift, clip_on=False)
            ax.add_patch(part)
        self.set_colour(colour)

    @property
    def artists(self) -> tuple[PathPatch, PathPatch, PathPatch]:
        """What hides another head, the line and the head."""
        return self._cover, self._line, self._head

    def set_colour(self, colour: str) -> None:
        """Draw it in another colour."""
        self._line.set_edgecolor(colour)
        self._head.set_facecolor(colour)

    def follow(self, stops: Points | None, backward: bool = False) -> None:
        """Lay it along an edge, or hide it."""
        for part in self.artists:
            part.set_visible(stops is not None)
        if stops is not None:
            path = curve(stops, self._stub)
            points: Points = np.asarray(path.vertices)
            self._cover.set_visible(backward)
            self._cover.set_path(arrow_head(points[-1], points[-2], 0.8 * self._size))
            (end, before) = (0, 1) if backward else (-1, -2)
            self._head.set_path(arrow_head(points[end], points[before], self._size))
            way = points[end] - points[before]
            points[end] -= 0.8 * self._size * way / max(np.hypot(*way), 1e-9)
            self._line.set_path(Path(points, path.codes))


def samples(stops: Points, stub: float) -> Points:
    """Return points along an edge, in order, shape (k, 2)."""
    t, found = _SAMPLES, []
    for part in _parts(stops, stub):
        start, *bow, end = part
        one, two = bow or (start, end)
        found.append(
            (1 - t) ** 3 * start + 3 * t * (1 - t) ** 2 * one + 3 * t**2 * (1 - t) * two + t**3 * end
        )
    return np.concatenate(found)


def anchors(
    routes: Sequence[Points], boxes: Sequence[Box], halves: Sequence[tuple[float, float]], stub: float
) -> list[Points]:
    """Return for every edge where its label hides least of boxes, edges and other labels."""
    lines = [samples(stops, stub) for stops in routes]
    every = np.concatenate([np.zeros((0, 2)), *lines])
    taken = [(box.x, box.y, box.width / 2, box.height / 2) for box in boxes]
    chosen: list[Points] = []
    for line, half in zip(lines, halves, strict=True):
        on = np.array([line[round(part * (len(line) - 1))] for part in _TRIED])
        places = np.concatenate([on + shift * half for shift in _SHIFTS])
        far = np.concatenate([np.abs(_TRIED - 0.5) + 0.2 * np.hypot(*shift) for shift in _SHIFTS])
        best = places[int(np.argmin(_hidden(places, np.array(half), np.array(taken), every) + 3 * far))]
        taken.append((*best, *half))
        chosen.append(best)
    return chosen


def _hidden(places: Points, half: Points, taken: Points, lines: Points) -> Points:
    room = half + taken[:, 2:] - np.abs(places[:, None] - taken[:, :2])
    overlap = np.maximum(room.min(axis=2), 0).sum(axis=1)
    crossed = (np.abs(places[:, None] - lines) < half).all(axis=2).sum(axis=1)
    return np.asarray(6 * overlap + crossed, float)
