"""The entries of a function's value: one node of a graph each, and all that is derived from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import parsing
from lessons_lib.symbolic._build import Builder
from lessons_lib.symbolic._compile import compiled
from lessons_lib.symbolic._differentiate import partials
from lessons_lib.symbolic._graph import Graph
from lessons_lib.symbolic._guards import guards
from lessons_lib.symbolic._inputs import Formula, Input, Shape, Variables, input_of, named, read
from lessons_lib.symbolic._program import Program
from lessons_lib.symbolic._show import nested, tree, written_size


@dataclass(frozen=True, eq=False)
class Entries:
    """What a Function holds.

    Attributes
    ----------
    graph : Graph
        Shared by a function and all its derivatives.
    input : Input
        The variables and their shape.
    roots : ndarray of int
        The node of every entry of the value.
    guards : tuple of frozenset
        For every root (flattened) the nodes that must be defined, too.
    formula : Formula or None
        What was typed; None for a derivative.
    """

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
        """Return a square matrix that is symmetric to the last digit: the upper half, twice."""
        upper = np.triu(np.ones(self.shape, dtype=bool))
        return Entries(self.graph, self.input, np.where(upper, self.roots, self.roots.T), self.guards)


def read_entries(formula: Any, variables: Variables | None) -> Entries:
    """Read a formula as it was given to Function."""
    reading = read(formula, None if variables is None else named(variables).names)
    given, graph = input_of(reading, variables), Graph()
    places = {name: place for place, name in enumerate(given.names)}
    roots = Builder(graph, places).build(reading.tree)
    return Entries(graph, given, roots, (frozenset(),) * roots.size, reading)
