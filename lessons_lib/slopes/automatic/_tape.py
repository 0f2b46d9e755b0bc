"""Reverse mode: a tape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from lessons_lib.slopes.automatic._operations import Keywords, Operation
from lessons_lib.slopes.automatic._traced import Traced

Value = Any


class Entry(NamedTuple):
    """One line of the tape: an operation, its result, its inputs, and which of them came from the tape."""

    operation: Operation
    y: Value
    inputs: Sequence[Value]
    parents: list[tuple[int, int]]
    keywords: Keywords


class Tape:
    """A record of every operation a program did, in order, to be read backwards.

    A program is run once, forward, and each operation leaves an entry. Then the adjoint of the output,
    "how much the result changes per unit of change here", is 1, and reading backwards, each entry hands its
    adjoint on to its inputs by the chain rule. What is used twice gets two contributions, which add up. One
    reading gives the derivative with respect to every input, however many there are.

    Parameters
    ----------
    level : int
        Which derivative this tape belongs to, as for a `Dual`.

    Examples
    --------
    >>> import numpy as np
    >>> tape = Tape(level=1)
    >>> x = tape.variable(np.array([3.0, 4.0]))
    >>> y = (x * x).sum()
    >>> tape.adjoint(y, np.float64(1), x)
    array([6., 8.])
    """

    def __init__(self, level: int) -> None:
        self.level = level
        self.entries: list[Entry | None] = []

    def variable(self, value: Value) -> Recorded:
        """Return a value that is recorded from here on."""
        return self._record(value, None)

    def record(
        self,
        operation: Operation,
        y: Value,
        inputs: Sequence[Value],
        sources: Sequence[Traced | None],
        keywords: Keywords,
    ) -> Recorded:
        """Write down an operation and return its result as a recorded value."""
        parents = [
            (place, source.place) for place, source in enumerate(sources) if isinstance(source, Recorded)
        ]
        return self._record(y, Entry(operation, y, inputs, parents, keywords))

    def _record(self, value: Value, entry: Entry | None) -> Recorded:
        self.entries.append(entry)
        return Recorded(value, self, len(self.entries) - 1)

    def adjoint(self, output: Recorded, weight: Value, variable: Recorded) -> Value:
        """Read the tape backwards from an output.

        Parameters
        ----------
        output : Recorded, shape s
            Where to begin.
        weight : NumPy number or ndarray, shape s
            The adjoint of the output: 1 for a scalar's gradient.
        variable : Recorded, shape r
            Where to end.

        Returns
        -------
        ndarray or float, shape r
            The gradient of ``sum(weight * output)`` with respect to the variable; None if the output does
            not depend on it.
        """
        adjoints: dict[int, Value] = {output.place: weight}
        for place in range(output.place, variable.place, -1):
            entry = self.entries[place]
            if place in adjoints and entry is not None:
                self._hand_on(entry, adjoints.pop(place), adjoints)
        return adjoints.get(variable.place)

    @staticmethod
    def _hand_on(entry: Entry, adjoint: Value, adjoints: dict[int, Value]) -> None:
        operation, y, inputs, parents, keywords = entry
        for place, parent in parents:
            part = operation.pull(place, adjoint, y, inputs, keywords)
            adjoints[parent] = adjoints[parent] + part if parent in adjoints else part


class Recorded(Traced):
    """A value that knows its place on a tape."""

    __slots__ = ("place", "tape")

    def __init__(self, value: Value, tape: Tape, place: int) -> None:
        super().__init__(value, tape.level)
        self.tape = tape
        self.place = place

    def result(
        self,
        operation: Operation,
        y: Value,
        inputs: Sequence[Value],
        sources: Sequence[Traced | None],
        keywords: Keywords,
    ) -> Recorded:
        """Return y, with the operation written down on the tape."""
        return self.tape.record(operation, y, inputs, sources, keywords)

    def __repr__(self) -> str:
        return f"Recorded(value={self.value}, place={self.place})"
