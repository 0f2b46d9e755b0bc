"""Shapes in letters: the sides of vectors and matrices, and which of them must be the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Size = int | str


class MisfitError(ValueError):
    """Shapes that do not fit; its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Shape:
    """(), (n,) or (m, n), each side a number or a letter; `row` marks a transposed vector."""

    sides: tuple[Size, ...] = ()
    row: bool = False

    def __str__(self) -> str:
        inside = ", ".join(map(str, self.sides)) + ("," if len(self.sides) == 1 else "")
        return f"a row of {self.sides[0]}" if self.row else f"({inside})"


SCALAR = Shape()


class Sizes:
    """Which sides must be the same: m = n after A A; `fixed` letters never become another."""

    def __init__(self, fixed: Iterable[Size] = ()) -> None:
        self._same: dict[Size, Size] = {}
        self._fixed = frozenset(fixed)

    def find(self, side: Size) -> Size:
        """Return the one name of a side."""
        while side in self._same:
            side = self._same[side]
        return side

    def settle(self, shape: Shape) -> Shape:
        """Return a shape with its sides under their one name."""
        return Shape(tuple(map(self.find, shape.sides)), shape.row)

    def join(self, one: Size, other: Size) -> bool:
        """Make two sides the same; return whether that is possible."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        if self._is_fixed(one) and self._is_fixed(other):
            return False
        if self._is_fixed(one):
            one, other = other, one
        self._same[one] = other
        return True

    def _is_fixed(self, side: Size) -> bool:
        return isinstance(side, int) or side in self._fixed
