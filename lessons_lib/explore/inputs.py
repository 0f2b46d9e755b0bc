"""The control of the numbers that go into a formula, a slider for each."""

import math
from collections.abc import Sequence

from lessons_lib.explore.controls import written
from lessons_lib.explore.shared import Along, Sides
from lessons_lib.state import Point

MOST = 6
_NEAR = 4.0


class Inputs(Sides):
    """The numbers that go into a formula, a slider for each; formulas have different numbers of them."""

    def __init__(self, point: Point) -> None:
        self.point, self._spare = point, Point(*[1.0] * MOST)
        self._count = given = len(point.coordinates)
        super().__init__([Along("", point if axis < given else self._spare, axis) for axis in range(MOST)])
        self.ranges = [around(side.value) for side in self.sides]
        for side, ends in zip(self.sides, self.ranges, strict=True):
            side.fit(*[0.0] * (2 * side.axis), *ends)

    @property
    def value(self) -> tuple[float, ...]:
        """The inputs of the present formula."""
        return tuple(side.value for side in self.sides[: self._count])

    def set(self, value: Sequence[float]) -> None:
        """Set the inputs, on the sliders' grids and within their ends."""
        for side, number in zip(self.sides, value, strict=False):
            side.set(number)

    def name(self, names: Sequence[str]) -> None:
        """Show a slider for each of these variables."""
        self._count = len(names)
        for place, side in enumerate(self.sides):
            side.show(place < self._count)
            side.widget.description = names[place] if place < self._count else ""

    def rename(self, names: Sequence[str]) -> None:
        """Leave the names to `name`, which knows matrices, too."""

    def fit(self, *_limits: float) -> None:
        """Keep the sliders' ends: the picture's limits are those of the sheet."""

    def reset(self) -> None:
        """Go back to the first numbers, to the last digit."""
        for side in self.sides:
            side.reset()

    @property
    def source(self) -> str:
        """The inputs as they are written in code."""
        numbers = [written(number) for number in self.value]
        return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"


def point_of(at: Point | float | tuple[float, ...], count: int) -> Point:
    """Return inputs as a point: those that are given, then ones.

    Examples
    --------
    >>> point_of((2, 3), 3).coordinates, point_of(2, 1).coordinates
    ((2.0, 3.0, 1.0), (2.0,))
    """
    if isinstance(at, Point):
        return at
    given = [float(number) for number in (at if isinstance(at, tuple | list) else (at,))][:count]
    return Point(*given, *[1.0] * (count - len(given)))


def around(value: float) -> tuple[float, float]:
    """Return the ends of an input's slider.

    Examples
    --------
    >>> around(1), around(7.5)
    ((-4.0, 4.0), (-4.0, 9.0))
    """
    return min(-_NEAR, math.floor(value) - 1.0), max(_NEAR, math.ceil(value) + 1.0)
