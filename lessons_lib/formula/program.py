"""A short program of NumPy operations, how it is run, in floats of any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from . import floats
from .graph import Graph
from .wide import Wide, widened

Slots: TypeAlias = list[Any]
Step: TypeAlias = tuple[Any, int, int]
Direction: TypeAlias = tuple[Fraction, ...]
Key: TypeAlias = tuple[int, Direction]
Settled: TypeAlias = "Callable[[Program, Slots, Sequence[Any]], Mapping[Key, Any]]"

_TINY = np.finfo(float).tiny


@dataclass(frozen=True, eq=False)
class Program:
    """Steps that fill slots one after another: variables first, then constants, then the steps' results.

    A step is (operation, slot, slot), the second slot −1 for an operation on one value. A kink is a slot that
    is undefined where its argument is 0, with the name of the slope it is and its argument's place in the
    graph.

    Each output is a slot together with its guards, whose nan makes it nan; all with the direction in which
    they are slopes.
    """

    graph: Graph
    constants: tuple[np.float64, ...]
    steps: tuple[Step, ...]
    kinks: tuple[tuple[int, str, int], ...]
    outputs: tuple[tuple[Key, tuple[Key, ...]], ...]

    def run(self, variables: Sequence[Any], settled: Settled | None = None) -> list[Any]:
        """Return the value of every output; `settled` finds those at a kink."""
        if not all(isinstance(values, np.ndarray | np.generic) for values in variables):
            with np.errstate(all="ignore"):
                return self._guarded(self.filled(variables), {})
        flags: set[str] = set()
        with np.errstate(all="ignore", over="call", under="call", call=lambda kind, _: flags.add(kind)):
            slots = self.filled(variables)
        with np.errstate(all="ignore"):
            if flags and not any(np.iscomplexobj(values) for values in variables):
                self._widen(slots, variables, underflow="underflow" in flags)
            sided = settled(self, slots, variables) if settled and self.kinks else {}
            return self._guarded(slots, sided)

    def filled(self, variables: Sequence[Any], given: Mapping[int, Any] | None = None) -> Slots:
        """Return all slots; `given` says what some of them hold."""
        slots: Slots = [*variables, *self.constants]
        put = slots.append
        if given is None:
            for function, first, second in self.steps:
                put(function(slots[first]) if second < 0 else function(slots[first], slots[second]))
            return slots
        for function, first, second in self.steps:
            if (held := given.get(len(slots))) is not None:
                put(held + 0 * slots[first])
            else:
                put(function(slots[first]) if second < 0 else function(slots[first], slots[second]))
        return slots

    def _guarded(self, slots: Slots, sided: Mapping[Key, Any]) -> list[Any]:
        found = []
        for root, guards in self.outputs:
            value = sided.get(root, slots[root[0]])
            for guard in guards:
                value = floats.where(np.isnan(sided.get(guard, slots[guard[0]])), floats.NAN, value)
            found.append(value)
        return found

    @property
    def keys(self) -> set[Key]:
        """Return the slots that the outputs rest on, with their directions."""
        return {key for root, guards in self.outputs for key in (root, *guards)}

    @property
    def kink_arguments(self) -> set[int]:
        """Return the slots that hold the arguments of kinks."""
        first = len(self.graph.names) + len(self.constants)
        return {self.steps[slot - first][1] for slot, _, _ in self.kinks}

    def _widen(self, slots: Slots, variables: Sequence[Any], *, underflow: bool) -> None:
        """Compute anew, with exponents of any size, where a step has left the range of floats."""
        first = len(variables) + len(self.constants)
        left = [np.isinf(slot) | (underflow & (np.abs(slot) < _TINY)) for slot in slots[first:]]
        where = np.logical_or.reduce(np.broadcast_arrays(*left))
        points = [Wide.of(np.broadcast_to(values, where.shape)[where]) for values in variables]
        wide: list[Wide] = [*points, *map(Wide.of, self.constants)]
        for function, one, other in self.steps:
            wide.append(widened(function, *(wide[slot] for slot in (one, other) if slot >= 0)))
        for slot in {slot for slot, _ in self.keys} | self.kink_arguments:
            if slot >= first:
                value = np.array(np.broadcast_to(slots[slot], where.shape))
                value[where] = wide[slot].floats()
                slots[slot] = value[()]
