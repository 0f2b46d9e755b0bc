"""The hillsides a x² + b x y + c y², with whole numbers, and their gradients."""

from __future__ import annotations

from typing import NamedTuple

from ._exercise import Line
from ._skill import Chance
from ._worded import Amount, amount, in_brackets, line, signed

Place = tuple[Amount, Amount]


class Hill(NamedTuple):
    """The hillside a x² + b x y + c y²; as text, its formula."""

    a: int
    b: int
    c: int

    @classmethod
    def any(cls, chance: Chance) -> Hill:
        """Return one that is not level."""
        return cls(chance.choice((1, 2, 3)), chance.choice((-2, -1, 0, 1, 2)), chance.choice((-1, 1, 2)))

    def __str__(self) -> str:
        return _sum(signed(self.a, "x^2"), signed(self.b, "x y"), signed(self.c, "y^2"))

    def value(self, x: Amount, y: Amount) -> Amount:
        """Return the height at a place."""
        return self.a * x * x + self.b * x * y + self.c * y * y

    def gradient(self, x: Amount, y: Amount) -> Place:
        """Return the slopes to the east and to the north."""
        return 2 * self.a * x + self.b * y, self.b * x + 2 * self.c * y

    @property
    def slopes(self) -> str:
        """The gradient as a list of two formulas."""
        east = _sum(signed(2 * self.a, "x"), signed(self.b, "y"))
        north = _sum(signed(self.b, "x"), signed(2 * self.c, "y"))
        return f"[{east}, {north}]"


def _sum(*terms: str) -> str:
    whole = "".join(terms)
    return f"-{whole[3:]}" if whole.startswith(" - ") else whole[3:]


# arrows


def dot(one: Place, other: Place) -> Amount:
    """Return the dot product of two arrows."""
    return one[0] * other[0] + one[1] * other[1]


def dot_line(one: Place, other: Place) -> Line:
    """Return the worked line of a dot product."""
    products = (
        f"{in_brackets(one[0])}*{in_brackets(other[0])} + {in_brackets(one[1])}*{in_brackets(other[1])}"
    )
    return line("dot product", f"{{{products} = {amount(dot(one, other))}}}")


def scaled(arrow: Place, factor: Amount) -> Place:
    """Return an arrow some times as long."""
    return arrow[0] * factor, arrow[1] * factor


def hill_and_place(chance: Chance) -> tuple[Hill, Place]:
    """Return a hillside and a place where its gradient is not 0."""
    hill, at = Hill.any(chance), (chance.choice((1, 2, -1)), chance.choice((1, 3, -2)))
    return (hill, at) if any(hill.gradient(*at)) else (Hill(1, 0, 2), at)
