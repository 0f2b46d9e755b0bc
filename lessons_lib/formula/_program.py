"""A short program of NumPy operations, and how it is run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lessons_lib.formula import _operations as operations

Slots = list[Any]
Step = tuple[Any, int, int]


@dataclass(frozen=True)
class Program:
    """Steps that fill slots one after another: variables first, then constants, then the steps' results.

    A step is (operation, slot, slot), the second slot −1 for an operation on one value. A kink is the
    place of a step that is undefined at 0, with its name.

    Each output is a slot together with its guards, whose nan makes it nan.
    """

    constants: tuple[np.float64, ...]
    steps: tuple[Step, ...]
    kinks: tuple[tuple[int, str], ...]
    outputs: tuple[tuple[int, tuple[int, ...]], ...]

    def run(self, variables: Sequence[Any]) -> list[Any]:
        """Return the value of every output."""
        with np.errstate(all="ignore"):
            slots = self._filled(variables, self.steps)
            if self.kinks and any(np.isnan(slots[slot]).any() for slot in self._needed):
                self._settle(slots, variables)
            return [self._guarded(slots, slot, guards) for slot, guards in self.outputs]

    def _filled(self, variables: Sequence[Any], steps: Iterable[Step]) -> Slots:
        slots: Slots = [*variables, *self.constants]
        put = slots.append
        for function, first, second in steps:
            put(function(slots[first]) if second < 0 else function(slots[first], slots[second]))
        return slots

    def _settle(self, slots: Slots, variables: Sequence[Any]) -> None:
        """Fill in what is nan only because it lies on a kink, where both sides of the kink agree."""
        left, right = (self._filled(variables, steps) for steps in self._sides)
        for slot in self._needed:
            agree = np.isnan(slots[slot]) & (left[slot] == right[slot])
            slots[slot] = operations.where(agree, left[slot], slots[slot])

    def _guarded(self, slots: Slots, slot: int, guards: tuple[int, ...]) -> Any:
        value = slots[slot]
        for guard in guards:
            value = operations.where(np.isnan(slots[guard]), operations.NAN, value)
        return value

    @cached_property
    def _needed(self) -> set[int]:
        return {needed for slot, guards in self.outputs for needed in (slot, *guards)}

    @cached_property
    def _sides(self) -> tuple[list[Step], list[Step]]:
        return self._with_side(0), self._with_side(1)

    def _with_side(self, side: int) -> list[Step]:
        steps = list(self.steps)
        for place, name in self.kinks:
            left, right = operations.SIDES[name]
            steps[place] = (operations.kink(left, right, (left, right)[side]), *steps[place][1:])
        return steps
