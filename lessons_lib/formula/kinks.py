"""The slope at a kink: the point is approached from both sides, and there is a slope where both agree.

Left and right of a kink a slope has a value each. Which side the argument of a kink is on as x approaches the
point is told by the first of its derivatives that is not 0; several kinks at one point may lie on different
sides.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .compile import Direction, Key, Program, Slots, compiled
from .differentiate import slope_along
from .errors import TooMuchWorkError
from .graph import Graph
from .vocabulary import KINKS

_MOST_ORDERS = 9
_MOST_OPEN = 4
_SAME = 8 * np.finfo(float).eps


def settled(program: Program, slots: Slots, variables: Sequence[Any]) -> Mapping[Key, Any]:
    """Return the values that are undefined only because a kink is at 0, where both sides agree."""
    shape = np.broadcast_shapes(*(np.shape(values) for values in variables))
    at_kink = np.zeros(shape, dtype=bool)
    for slot in program.kink_arguments:
        at_kink |= slots[slot] == 0
    keys = [(slot, way) for slot, way in program.keys if way and np.any(at_kink & np.isnan(slots[slot]))]
    found: dict[Key, Any] = {}
    points = [np.broadcast_to(values, shape)[at_kink] for values in variables]
    try:
        with program.graph.differentiating():
            for direction in {direction for _, direction in keys}:
                left, right = (_Approach(program.graph, direction, s, points).run(program) for s in (-1, 1))
                for slot in (slot for slot, way in keys if way == direction):
                    value = np.array(np.broadcast_to(slots[slot], shape))
                    agree = np.isclose(left[slot], right[slot], rtol=_SAME, atol=0)
                    value[at_kink] = np.where(np.isnan(value[at_kink]) & agree, left[slot], value[at_kink])
                    found[slot, direction] = value[()]
    except TooMuchWorkError:
        return {}
    return found


class _Approach:
    """Points that are approached along a direction, from behind (sign −1) or from ahead (sign 1)."""

    def __init__(self, graph: Graph, direction: Direction, sign: int, points: list[NDArray[Any]]) -> None:
        self._graph = graph
        self._direction = direction
        self._sign = sign
        self._points = points
        self._sides: dict[int, NDArray[np.float64]] = {}

    def run(self, program: Program) -> dict[int, Any]:
        """Return the limits of what the program's outputs rest on, nan where a kink leaves them open."""
        sides = {slot: (self._side(index), KINKS[name]) for slot, name, index in program.kinks}
        undecided = [slot for slot, (side, _) in sides.items() if np.any(side == 0)][:_MOST_OPEN]
        limits: dict[int, Any] = {}
        for choice in itertools.product((0, 1), repeat=len(undecided)):
            chosen = dict(zip(undecided, choice, strict=True))
            given = {}
            for slot, (side, (low, high)) in sides.items():
                between = (low, high)[chosen[slot]] if slot in chosen else np.nan
                given[slot] = np.where(side < 0, low, np.where(side > 0, high, between))
            slots = program.filled(self._points, given)
            for slot in {slot for slot, _ in program.keys}:
                value = slots[slot]
                known = limits.get(slot, value)
                limits[slot] = np.where(known == value, value, np.nan)
        return limits

    def _side(self, index: int) -> NDArray[np.float64]:
        """Return on which side of 0 a node lies close to each point: −1, 1, or 0 where nothing tells."""
        if index in self._sides:
            return self._sides[index]
        side = np.zeros(self._points[0].shape)
        undecided, node = np.ones(side.shape, dtype=bool), index
        for order in range(_MOST_ORDERS):
            program = compiled(self._graph, [node], [self._direction])
            value = np.real(self.run(program)[program.outputs[0][0][0]])
            sign = np.sign(value) * self._sign**order
            side = np.where(undecided & (np.abs(sign) == 1), sign, side)
            undecided &= value == 0
            if not (undecided.any() and self._graph.depends[node]):
                break
            node = slope_along(self._graph, node, self._direction)
        self._sides[index] = side
        return side
