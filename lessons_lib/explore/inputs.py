"""The control of the numbers that go into a formula, a slider for each."""

from collections.abc import Sequence

from lessons_lib.explore.controls import written
from lessons_lib.explore.shared import Along, Sides
from lessons_lib.pencil.fields import MOST, ends_around
from lessons_lib.state import Point


class Inputs(Sides):
    """The numbers that go into a formula, a slider for each; formulas have different numbers of them."""

    def __init__(self, point: Point) -> None:
        self.point, self._spare = point, Point(*[1.0] * MOST)
        self._count = given = len(point.coordinates)
        super().__init__([Along("", point if axis < given else self._spare, axis) for axis in range(MOST)])
        self.ranges = [ends_around(side.value) for side in self.sides]
        for side, ends in zip(self.sides, self.ranges, strict=True):
            side.fit(*[0.0] * (2 * side.axis), *ends)

    @property
    def value(self) -> tuple[float, ...]:
        """The inputs of the present formula."""
        return tuple(side.value for side in self.sides[: self._count])

    def set(self, value: Sequence[float]) -> None:
        """Set the inputs, on the sliders' grids and within their ends; where it is nan, one stays."""
        numbers = [side.value for side in self.sides]
        for place, (side, number) in enumerate(zip(self.sides, value, strict=False)):
            numbers[place] = side.snapped(number)
        for owner in (self.point, self._spare):
            owner.coordinates = tuple(numbers[: len(owner.coordinates)])

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
