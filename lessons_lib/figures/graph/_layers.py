"""Where the vertices of a graph go: layers from left to right, and an order in each with few crossings.

Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures" (1981). An
edge across several layers passes through a bend in each of them. Layers are ordered one at a time, again and
again: one of up to `EXACT` items by the best of all orders, which dynamic programming over subsets finds; a
longer one by the means of the neighbours' places.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

Edge = tuple[int, int]

EXACT = 7
_STARTS, _SWEEPS = 10, 6
_TILT, _NATURAL = 1e-3, 1e-4


@dataclass
class Layers:
    """Items in layers."""

    order: list[list[int]]
    routes: list[list[int]]
    links: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.links = [link for route in self.routes for link in itertools.pairwise(route)]

    @property
    def crossings(self) -> int:
        """How often two edges cross."""
        place = self.places()
        depth = {item: depth for depth, items in enumerate(self.order) for item in items}
        ends = np.array([(depth[one], place[one], place[other]) for one, other in self.links])
        gap, start, end = (ends.reshape(-1, 3).T[side] for side in range(3))
        crossed = np.subtract.outer(start, start) * np.subtract.outer(end, end) < 0
        return int((crossed & np.equal.outer(gap, gap)).sum()) // 2

    def places(self) -> dict[int, int]:
        """Return the place of every item in its layer."""
        return {item: place for items in self.order for place, item in enumerate(items)}

    def without_bends(self, count: int) -> Layers:
        """Return the same layers of these many vertices, with edges that go straight across layers."""
        order = [[item for item in items if item < count] for items in self.order]
        return Layers(order, [[route[0], route[-1]] for route in self.routes])

    def neighbours(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return for every item those that are linked with it on the left, and on the right."""
        left: dict[int, list[int]] = {item: [] for items in self.order for item in items}
        right: dict[int, list[int]] = {item: [] for item in left}
        for one, other in self.links:
            right[one].append(other)
            left[other].append(one)
        return left, right


def layered(count: int, edges: Sequence[Edge], most: int = 6) -> Layers:
    """Return the vertices in layers, every edge from left to right, with few crossings.

    Examples
    --------
    >>> layers = layered(5, [(0, 2), (2, 3), (1, 3), (1, 4), (3, 4)])
    >>> layers.order, layers.crossings
    ([[0, 1], [2, 5, 6], [3, 7], [4]], 0)
    """
    depth = _spread(count, edges, most)
    order: list[list[int]] = [[] for _ in range(max(depth, default=0) + 1)]
    for vertex in range(count):
        order[depth[vertex]].append(vertex)
    routes, fresh = [], itertools.count(count)
    for one, other in edges:
        bends = [next(fresh) for _ in range(depth[one] + 1, depth[other])]
        routes.append([one, *bends, other])
        for layer, bend in enumerate(bends, depth[one] + 1):
            order[layer].append(bend)
    return _untangled(Layers(order, routes))


def _spread(count: int, edges: Sequence[Edge], most: int) -> list[int]:
    """Return the layer of every vertex, with full layers eased as far as no more layers are needed."""
    least = [0] * count
    depth = _depths(least, edges)
    last = max(depth, default=0)
    mirrored = [(count - 1 - other, count - 1 - one) for one, other in edges]
    latest = [last - height for height in reversed(_depths([0] * count, mirrored))]
    entered = {other for _, other in edges}
    for layer in range(1, last):
        own = [vertex for vertex in range(count) if depth[vertex] == layer and vertex in entered]
        movable = sorted((v for v in own if latest[v] > layer), key=lambda v: latest[v])
        for vertex in movable[len(movable) - max(len(own) - most, 0) :] if len(own) > most else []:
            least[vertex] = layer + 1
        depth = _depths(least, edges)
    return depth


def _depths(least: Sequence[int], edges: Iterable[Edge]) -> list[int]:
    """Return the layer of every vertex: one more than its deepest argument's; inputs lie in the first."""
    depth = list(least)
    for one, other in sorted(edges, key=lambda edge: edge[1]):
        depth[other] = max(depth[other], depth[one] + 1)
    return depth


def _untangled(layers: Layers) -> Layers:
    """Sweep over the layers from several beginnings and keep the best order that was seen."""
    chance, best = random.Random(1), (layers.crossings, [list(items) for items in layers.order])  # noqa: S311
    for _ in range(_STARTS):
        for sweep in range(_SWEEPS):
            _sweep(layers, rightwards=sweep % 2 == 0)
            best = min(best, (layers.crossings, [list(items) for items in layers.order]), key=lambda b: b[0])
        if not best[0]:
            break
        for items in layers.order:
            chance.shuffle(items)
    layers.order = best[1]
    return layers


def _sweep(layers: Layers, rightwards: bool) -> None:
    depths = range(len(layers.order))
    left, right = layers.neighbours()
    for depth in depths if rightwards else reversed(depths):
        place = layers.places()
        sides = [
            [[place[end] for end in side[item]] for side in (left, right)] for item in layers.order[depth]
        ]
        layers.order[depth] = _reordered(layers.order[depth], sides)


def _reordered(items: list[int], sides: list[list[list[int]]]) -> list[int]:
    """Return the items of a layer in the best order for the places of their neighbours on both sides."""
    if len(items) > EXACT:
        means = [_mean([place for side in both for place in side]) for both in sides]
        return [items[i] for i in sorted(range(len(items)), key=lambda i: means[i])]
    cost = [[_price(items, sides, one, other) for other in range(len(items))] for one in range(len(items))]
    return [items[i] for i in _cheapest(cost)]


def _price(items: list[int], sides: list[list[list[int]]], one: int, other: int) -> float:
    """Count the crossings with one item above the other; ties go to the straighter order."""
    pairs = zip(sides[one], sides[other], strict=True)
    crossings = sum(high > low for above, below in pairs for high in above for low in below)
    tilt = _mean([*itertools.chain(*sides[one])]) - _mean([*itertools.chain(*sides[other])])
    return crossings + _TILT * max(tilt, 0) + _NATURAL * (items[one] > items[other])


def _mean(places: Sequence[int]) -> float:
    return sum(places) / len(places) if places else 0.0


def _cheapest(cost: list[list[float]]) -> list[int]:
    """Return the order with the least sum of cost[i][j] over all i before j."""
    size = len(cost)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for chosen in range(1, 1 << size):
        inside = [i for i in range(size) if chosen >> i & 1]
        best[chosen] = min(
            (before + sum(cost[i][last] for i in inside if i != last), (*order, last))
            for last in inside
            for before, order in [best[chosen & ~(1 << last)]]
        )
    return list(best[(1 << size) - 1][1])
