"""The entries of a function's value: one node of a graph each, and all that is derived from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Shape

from .build import Builder, nested, tree_of, written_size
from .compile import compiled
from .differentiate import guards, partials, slope_along
from .graph import Graph
from .inputs import Formula, Input, Variables, input_of, named, read
from .kinks import settled
from .lines import along
from .program import Direction, Program
from .tree import Node


@dataclass(frozen=True, eq=False)
class Entries:
    """What a Function holds."""

    graph: Graph
    input: Input
    roots: NDArray[np.int64]
    guards: tuple[frozenset[tuple[int, Direction]], ...]
    directions: tuple[Direction, ...]
    formula: Formula | None = None

    @property
    def shape(self) -> Shape:
        """Shape of the value."""
        return self.roots.shape

    @cached_property
    def tree(self) -> Node:
        """The formula as a tree."""
        if self.formula is not None:
            return self.formula.tree
        return nested(self.roots, lambda root: tree_of(self.graph, root))

    @cached_property
    def _program(self) -> Program:
        with self.graph.lock:
            return compiled(self.graph, self.roots.ravel().tolist(), self.directions, self.guards)

    def values(self, variables: Sequence[Any]) -> list[Any]:
        """Return the value of every entry."""
        return self._program.run(variables, settled)

    def written_size(self) -> int:
        """Count the parts of the formula written out in full."""
        return written_size(self.graph, self.roots.ravel().tolist())

    def differentiated(self) -> Entries:
        """Append the input's shape to the value's: differentiate every entry by every variable."""
        count, every = len(self.input.names), self.roots.ravel().tolist()
        with self.graph.differentiating():
            slopes = [partials(self.graph, root, count) for root in every]
            own = self._guarded()
        roots = np.array(slopes, dtype=np.int64).reshape(self.shape + self.input.shape)
        units = tuple(tuple(Fraction(i == j) for j in range(count)) for i in range(count))
        held = tuple(guards for guards in own for _ in range(count))
        return Entries(self.graph, self.input, roots, held, units * len(every))

    def _guarded(self) -> list[frozenset[tuple[int, Direction]]]:
        """Return the guards of the derivatives of every entry."""
        return [
            held | {(guard, direction) for guard in guards(self.graph, int(root))}
            for root, held, direction in zip(self.roots.flat, self.guards, self.directions, strict=True)
        ]

    def mirrored(self) -> Entries:
        """Return a Hessian that is symmetric to the last digit: the upper half, twice."""
        size = len(self.input.names)
        places = np.arange(size * size).reshape(size, size)
        upper = np.where(places <= places.T, places, places.T).ravel()
        roots = self.roots.ravel()[upper].reshape(self.shape)
        ways = tuple(self.directions[place] for place in upper)
        return Entries(self.graph, self.input, roots, self.guards, ways)

    def directional(self, direction: Sequence[Fraction]) -> Entries:
        """Sum the partial derivatives of every entry, weighted with the direction."""
        with self.graph.differentiating():
            sums = [slope_along(self.graph, int(root), direction) for root in self.roots.flat]
            own = tuple(self._guarded())
        roots = np.array(sums, dtype=np.int64).reshape(self.shape)
        return Entries(self.graph, self.input, roots, own, (tuple(direction),) * len(sums))

    def on_line(self, point: Sequence[Fraction], direction: Sequence[Fraction]) -> Entries:
        """Replace every variable by p + t u."""
        held = [{guard for guard, _ in own} for own in self.guards]
        with self.graph.lock:
            every = {int(root) for root in self.roots.flat}.union(*held)
            line, places = along(self.graph, every, point, direction)
        roots = np.vectorize(places.__getitem__, otypes=[np.int64])(self.roots)
        ahead = (Fraction(1),)
        moved = tuple(frozenset((places[guard], ahead) for guard in own) for own in held)
        ways = tuple(ahead if way else () for way in self.directions)
        return Entries(line, named("t"), roots, moved, ways)


def read_entries(formula: Any, variables: Variables | None) -> Entries:
    """Read a formula as it was given to Function."""
    reading = read(formula, None if variables is None else named(variables).names)
    given = input_of(reading, variables)
    graph = Graph(given.names)
    roots = Builder(graph).build(reading.tree)
    return Entries(graph, given, roots, (frozenset(),) * roots.size, ((),) * roots.size, reading)
