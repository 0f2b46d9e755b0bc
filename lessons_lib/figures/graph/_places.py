"""From layers to places in points: columns, heights, and the type size that fits."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lessons_lib.arrays import Points
from lessons_lib.figures.graph._layers import Layers

LARGEST, SMALLEST, _FINER = 13.0, 6.0, 0.94
LINE = 1.36
PAD = 0.9
RULER = 1.25  # what an input's number line takes, in type sizes
# Between boxes, and beside a bend, in type sizes; where it is crowded, edges are bundled.
_GAPS = ((2.6, 1.4), (1.8, 1.1), (1.0, 0.9), (0.8, 0.5), (0.7, 0.15))
_TIGHT, _BETWEEN, _AIRY, _WIDEST = 2.4, 3.2, 8.0, 10.5  # between columns, the more the larger the type
_LARGE, _FINE = 11.0, 8.5
_LONG = 4  # edges across layers that a staggered graph may have: they go behind boxes
_ROUNDS = 24


class Box(NamedTuple):
    """A vertex's box, in points: its centre, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Places:
    """Where everything stands, in points from the lower left corner."""

    size: float
    named: bool
    straight: bool
    boxes: list[Box]
    stops: list[Points]


class Request(NamedTuple):
    """What has to be placed.

    Widths are those of the boxes' insides for type of size 1, with names before the derivatives and without.
    """

    layers: Layers
    widths: Sequence[float]
    short_widths: Sequence[float]
    inputs: int
    room: tuple[float, float, float, float]
    scale: float


def placed(request: Request) -> Places | None:
    """Return the places with the largest type that fits; None if even the smallest does not."""
    count = math.floor(math.log(SMALLEST / (LARGEST * request.scale), _FINER))
    sizes = [*(LARGEST * request.scale * _FINER**step for step in range(count + 1)), SMALLEST]
    large, fine = ([size for size in sizes if (size > _FINE) == big] for big in (True, False))
    tries = [(size, named, 1) for some in (large, fine) for named in (True, False) for size in some]
    if sum(len(route) > 2 for route in request.layers.routes) <= _LONG:
        tries += [(size, False, bands) for size in fine for bands in (2, 3, 4)]
    attempts = (_Attempt(request, *given).places() for given in tries)
    return next((places for places in attempts if places is not None), None)


class _Attempt:
    """Places for one type size; with several bands, neighbouring layers stand at different heights."""

    def __init__(self, request: Request, size: float, named: bool, bands: int) -> None:
        self.size, self.named, self.bands = size, named, bands
        self.layers = request.layers if bands == 1 else request.layers.without_bends(len(request.widths))
        self.gap, self.scale = _GAPS[0], request.scale
        self.left, self.right, self.bottom, self.top = request.room
        widths = request.widths if named else request.short_widths
        self.widths = [width * size + 2 * PAD * size / 2 for width in widths]
        tall = (3 * LINE + PAD) * size
        # An input has its name and its value on one line.
        taller = [(RULER - LINE) * size * (vertex < request.inputs) for vertex in range(len(widths))]
        self.heights = [tall + more for more in taller]

    def places(self) -> Places | None:
        """Return the places, or None where there is no room."""
        if not (self._is_wide_enough() and self._finds_gap()):
            return None
        up = self._heights()
        columns = self._columns(up)
        if columns is None:
            return None
        boxes = {}
        for (x, column), items in zip(columns, self.layers.order, strict=True):
            for item in items:
                if item < len(self.widths):
                    width = column if self.bands == 1 else self.widths[item]
                    boxes[item] = Box(x, up[item], width, self.heights[item])
        every = [boxes[vertex] for vertex in range(len(self.widths))]
        stops = self._stops(every, up, columns) if self.bands == 1 else self._straight(every)
        return Places(self.size, self.named, self.bands > 1, every, stops)

    def _columns(self, up: dict[int, float]) -> list[tuple[float, float]] | None:
        """Return the centre and the width of every layer."""
        wide = self._layer_widths()
        if self.bands > 1:
            return self._staggered(wide)
        gaps = self._between(self.right - self.left - sum(wide), up)
        if min(gaps, default=np.inf) < self._least:
            return None
        start = (self.left + self.right - sum(wide) - sum(gaps)) / 2
        lefts = [start + sum(wide[:depth]) + sum(gaps[:depth]) for depth in range(len(wide))]
        return [(left + width / 2, width) for left, width in zip(lefts, wide, strict=True)]

    def _layer_widths(self) -> list[float]:
        own = ([self.widths[i] for i in items if i < len(self.widths)] for items in self.layers.order)
        return [max(widths, default=0.0) for widths in own]

    @property
    def _least(self) -> float:
        """The narrowest that the room between two layers may be."""
        if self.size > _LARGE * self.scale:
            return _AIRY * self.size
        return (_BETWEEN if self.size > _FINE else _TIGHT) * self.size

    def _is_wide_enough(self) -> bool:
        wide = self._layer_widths()
        return self.bands > 1 or sum(wide) + self._least * (len(wide) - 1) <= self.right - self.left

    def _between(self, room: float, up: dict[int, float]) -> list[float]:
        """Share out the room between the layers: more where edges climb."""
        layer = {item: depth for depth, items in enumerate(self.layers.order) for item in items}
        climbs = [0.0] * (len(self.layers.order) - 1)
        for one, other in self.layers.links:
            climbs[layer[one]] = max(climbs[layer[one]], abs(up[one] - up[other]))
        weights = [1 + min(climb / (10 * self.size), 2.0) for climb in climbs]
        return [min(room * weight / sum(weights), _WIDEST * self.size) for weight in weights]

    def _staggered(self, wide: list[float]) -> list[tuple[float, float]] | None:
        """Return the columns where neighbouring layers overlap: all but the inputs' stand in bands."""
        first = self.left + wide[0] + _TIGHT * self.size + max(wide[1:], default=0.0) / 2
        pitch = (self.right - wide[-1] / 2 - first) / max(len(wide) - 2, 1)
        if len(wide) < 2 or pitch * self.bands < max(wide[1:]) + self.size:
            return None
        rest = [(first + pitch * depth, width) for depth, width in enumerate(wide[1:])]
        return [(self.left + wide[0] / 2, wide[0]), *rest]

    def _tall(self, item: int) -> float:
        return self.heights[item] if item < len(self.heights) else 0.0

    def _apart(self, one: int, other: int) -> float:
        """Return the distance between the centres of neighbours in a layer."""
        bends = (one >= len(self.heights)) + (other >= len(self.heights))
        gap = self.gap[bool(bends)]
        return (self._tall(one) + self._tall(other)) / 2 + gap * self.size

    def _band(self, depth: int) -> tuple[float, float]:
        """Return how far down a layer may begin and end, from the top."""
        high = (self.top - self.bottom) / self.bands
        if not depth:
            return 0.0, high * self.bands
        return high * (depth % self.bands), high * (depth % self.bands + 1)

    def _finds_gap(self) -> bool:
        """Choose the widest gap between boxes that there is room for; tell whether there is one."""
        return any(self._is_high_enough() for self.gap in _GAPS)

    def _is_high_enough(self) -> bool:
        return all(self._needed(items) <= np.subtract(*self._band(depth)[::-1])
                   for depth, items in enumerate(self.layers.order))  # fmt: skip

    def _needed(self, items: list[int]) -> float:
        between = sum(self._apart(one, other) for one, other in itertools.pairwise(items))
        return between + (self._tall(items[0]) + self._tall(items[-1])) / 2

    def _heights(self) -> dict[int, float]:
        """Return the height of every item: near the mean of its neighbours, in order and apart."""
        left, right = self.layers.neighbours()
        down = {item: 0.0 for items in self.layers.order for item in items}
        for depth, items in enumerate(self.layers.order):
            self._settle(depth, items, down, dict.fromkeys(items, (self.top - self.bottom) / 2))
        depths = list(range(len(self.layers.order)))
        for turn in range(_ROUNDS):
            for depth in depths if turn % 2 else reversed(depths):
                items = self.layers.order[depth]
                around = {item: [down[n] for n in left[item] + right[item]] for item in items}
                self._settle(depth, items, down, {i: _middle(near, down[i]) for i, near in around.items()})
        ends = [down[i] + side * self._tall(i) / 2 for items in self.layers.order
                for i, side in ((items[0], -1), (items[-1], 1))]  # fmt: skip
        middle = (min(ends) + max(ends)) / 2 if self.bands == 1 else (self.top - self.bottom) / 2
        return {item: (self.top + self.bottom) / 2 + middle - height for item, height in down.items()}

    def _settle(self, depth: int, items: list[int], down: dict[int, float], wanted: dict[int, float]) -> None:
        """Put the items of a layer as near to where they are wanted as their distances allow."""
        low, high = self._band(depth)
        if self.bands > 1:
            wanted = dict.fromkeys(items, (low + high) / 2)
        steps = [0.0, *(self._apart(one, other) for one, other in itertools.pairwise(items))]
        offsets = np.cumsum(steps)
        free = _rising([wanted[item] - offset for item, offset in zip(items, offsets, strict=True)])
        least, most = low + self._tall(items[0]) / 2, high - self._tall(items[-1]) / 2 - offsets[-1]
        for item, value, offset in zip(items, free, offsets, strict=True):
            down[item] = min(max(value, least), max(most, least)) + float(offset)

    def _straight(self, boxes: list[Box]) -> list[Points]:
        """Return the edges between staggered boxes: straight from rim to rim."""
        ends = [(boxes[route[0]], boxes[route[-1]]) for route in self.layers.routes]
        return [np.array([_rim(one, other), _rim(other, one)]) for one, other in ends]

    def _stops(
        self, boxes: list[Box], up: dict[int, float], columns: list[tuple[float, float]]
    ) -> list[Points]:
        spans = [(x - width / 2, x + width / 2) for x, width in columns]
        out, into = self._ports(boxes, up, leaving=True), self._ports(boxes, up, leaving=False)
        layer = {item: depth for depth, items in enumerate(self.layers.order) for item in items}
        stops = []
        for number, (one, *bends, other) in enumerate(self.layers.routes):
            start = (boxes[one].x + boxes[one].width / 2, out[number])
            end = (boxes[other].x - boxes[other].width / 2, into[number])
            passed = [(x, up[bend]) for bend in bends for x in spans[layer[bend]]]
            stops.append(np.array([start, *passed, end]))
        return stops

    def _ports(self, boxes: list[Box], up: dict[int, float], leaving: bool) -> dict[int, float]:
        """Return the height at which every edge leaves, or enters, its box: as the other ends are."""
        meeting: dict[int, list[int]] = {}
        for number, route in enumerate(self.layers.routes):
            meeting.setdefault(route[0 if leaving else -1], []).append(number)
        found = {}
        for vertex, numbers in meeting.items():
            numbers.sort(key=lambda n: (-up[self.layers.routes[n][1 if leaving else -2]], n))
            apart = min(0.9 * self.size, 0.7 * boxes[vertex].height / len(numbers))
            for place, number in enumerate(numbers):
                found[number] = boxes[vertex].y + apart * ((len(numbers) - 1) / 2 - place)
        return found


def _rim(box: Box, other: Box) -> Points:
    """Return the point of a box's rim on the way from its centre to another's."""
    centre, half = np.array(box[:2]), np.array(box[2:]) / 2
    way = np.array(other[:2]) - centre
    return np.asarray(centre + way / max(np.max(np.abs(way) / half), 1.0))


def _middle(heights: list[float], otherwise: float) -> float:
    return sum(heights) / len(heights) if heights else otherwise


def _rising(wanted: list[float]) -> list[float]:
    """Return the numbers in rising order that are nearest to those wanted: neighbours that clash are pooled.

    Examples
    --------
    >>> _rising([1.0, 5.0, 3.0])
    [1.0, 4.0, 4.0]
    """
    pools: list[tuple[float, int]] = []
    for value in wanted:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
