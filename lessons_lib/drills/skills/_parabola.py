"""The curves x² + b x + c, with whole numbers."""

from __future__ import annotations

from typing import NamedTuple

from ._skill import Chance
from ._worded import Amount, signed


class Parabola(NamedTuple):
    """The curve x² + b x + c; as text, its formula."""

    b: int
    c: int

    @classmethod
    def any(cls, chance: Chance) -> Parabola:
        """Return one that is neither x² nor moved far away."""
        return cls(chance.choice((-6, -4, -3, -2, 2, 3, 4)), chance.choice((-2, 0, 1, 5)))

    def __str__(self) -> str:
        return f"x^2{signed(self.b, 'x')}{signed(self.c)}"

    def value(self, x: Amount) -> Amount:
        """Return the height at x."""
        return x * x + self.b * x + self.c

    def slope(self, x: Amount) -> Amount:
        """Return the slope at x."""
        return 2 * x + self.b

    @property
    def slopes(self) -> str:
        """The derivative as a formula."""
        return f"2x{signed(self.b)}"
