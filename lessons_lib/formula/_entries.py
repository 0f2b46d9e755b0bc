"""The entries of a function's value: one node of a graph each, and all that is derived from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import formula as parsing
from lessons_lib.arrays import Shape

from ._algebra import add, multiply
from ._build import Builder
from ._compile import compiled
from ._differentiate import partials
from ._graph import Graph
from ._guards import guards
from ._inputs import Formula, Input, Variables, input_of, named, read
from ._line import along
from ._program import Program
from ._show import nested, tree, written_size


@dataclass(frozen=True, eq=False)
class Entries:
    """What a Function holds."""

    graph: Graph
    input: Input
    roots: NDArray[np.int64]
    guards: tuple[frozenset[int], ...]
    formula: Formula | None = None

    @property
    def shape(self) -> Shape:
        """Shape of the value."""
        return self.roots.shape

    @cached_property
    def tree(self) -> parsing.Node:
        """The formula as a tree."""
        if self.formula is not None:
            return self.formula.tree
        return nested(self.roots, lambda root: tree(self.graph, root, self.input.names))

    @cached_property
    def program(self) -> Program:
        """The compiled formula."""
        with self.graph.lock:
            return compiled(self.graph, len(self.input.names), self.roots, self.guards)

    def written_size(self) -> int:
        """Count the parts of the formula written out in full."""
        return written_size(self.graph, self.roots.ravel().tolist())

    def differentiated(self) -> Entries:
        """Append the input's shape to the value's: differentiate every entry by every variable."""
        count, every = len(self.input.names), self.roots.ravel().tolist()
        with self.graph.differentiating():
            slopes = [partials(self.graph, root, count) for root in every]
            own = [held | guards(self.graph, root) for held, root in zip(self.guards, every, strict=True)]
        roots = np.array(slopes, dtype=np.int64).reshape(self.shape + self.input.shape)
        return Entries(self.graph, self.input, roots, tuple(guard for guard in own for _ in range(count)))

    def mirrored(self) -> Entries:
        """Return a Hessian that is symmetric to the last digit: the upper half, twice."""
        size = len(self.input.names)
        square = self.roots.reshape(size, size)
        roots = np.where(np.triu(np.ones((size, size), dtype=bool)), square, square.T)
        return Entries(self.graph, self.input, roots.reshape(self.shape), self.guards)

    def directional(self, direction: Sequence[Fraction]) -> Entries:
        """Sum the partial derivatives of every entry, weighted with the direction."""
        slopes = self.differentiated()
        rows = slopes.roots.reshape(-1, len(direction)).tolist()
        with self.graph.differentiating():
            sums = [
                add(
                    self.graph,
                    [multiply(self.graph, part, scale=u) for part, u in zip(row, direction, strict=True)],
                )
                for row in rows
            ]
        roots = np.array(sums, dtype=np.int64).reshape(self.shape)
        return Entries(self.graph, self.input, roots, slopes.guards[:: len(direction)])

    def on_line(self, point: Sequence[Fraction], direction: Sequence[Fraction]) -> Entries:
        """Replace every variable by p + t u."""
        every = {int(root) for root in self.roots.flat}.union(*self.guards)
        with self.graph.lock:
            line, places = along(self.graph, every, point, direction)
        roots = np.vectorize(places.__getitem__, otypes=[np.int64])(self.roots)
        held = tuple(frozenset(places[guard] for guard in own) for own in self.guards)
        return Entries(line, named("t"), roots, held)


def read_entries(formula: Any, variables: Variables | None) -> Entries:
    """Read a formula as it was given to Function."""
    reading = read(formula, None if variables is None else named(variables).names)
    given, graph = input_of(reading, variables), Graph()
    places = {name: place for place, name in enumerate(given.names)}
    roots = Builder(graph, places).build(reading.tree)
    return Entries(graph, given, roots, (frozenset(),) * roots.size, reading)
