"""Small observable objects that pictures share: hand one to several explorers and they move together."""

from collections.abc import Callable
from typing import Any

from traitlets import Float, HasTraits, Tuple, validate

Change = Callable[[Any], None]


class Point(HasTraits):
    """A point that pictures share.

    Parameters
    ----------
    *coordinates : float
        One number for a point on an axis, two for a point in the plane.

    Attributes
    ----------
    coordinates : tuple of float, shape (n,)
        All coordinates at once; set them together so that watchers see one move.
    x, y : float
        The first and the second coordinate.

    Raises
    ------
    ValueError
        Where a coordinate is not a finite number, or their count changes.

    Examples
    --------
    >>> p = Point(1, 2)
    >>> p.x = 3
    >>> p
    Point(3, 2)
    """

    coordinates = Tuple()

    def __init__(self, *coordinates: float) -> None:
        super().__init__()
        self.coordinates = coordinates

    @validate("coordinates")
    def _finite(self, proposal: Any) -> tuple[float, ...]:
        present = self.coordinates
        coordinates = tuple(float(value) for value in proposal["value"])
        if any(value - value != 0 for value in coordinates):
            raise ValueError(f"A point needs finite numbers; {coordinates} has one that is not.")
        if not coordinates or (present and len(coordinates) != len(present)):
            raise ValueError(f"This point has {len(present) or 'no'} coordinates; give as many numbers.")
        return coordinates

    @property
    def x(self) -> float:
        """The first coordinate."""
        return float(self.coordinates[0])

    @x.setter
    def x(self, value: float) -> None:
        self.coordinates = (value, *self.coordinates[1:])

    @property
    def y(self) -> float:
        """The second coordinate; a point on an axis has none."""
        if len(self.coordinates) < 2:
            raise AttributeError("This point lies on an axis and has no y: make it with Point(x, y).")
        return float(self.coordinates[1])

    @y.setter
    def y(self, value: float) -> None:
        self.coordinates = (self.x, value, *self.coordinates[2:])

    def on_move(self, watcher: Change) -> None:
        """Call ``watcher`` after every move, until ``off_move``."""
        self.observe(watcher, "coordinates")

    def off_move(self, watcher: Change) -> None:
        """Stop calling ``watcher``."""
        self.unobserve(watcher, "coordinates")

    def __repr__(self) -> str:
        return f"Point({', '.join(f'{value:.12g}' for value in self.coordinates)})"

    @classmethod
    def of(cls, value: "Point | float | tuple[float, ...]") -> "Point":
        """Return the point itself, or a new one at a number or a tuple of numbers."""
        if isinstance(value, Point):
            return value
        return cls(*value) if isinstance(value, tuple | list) else cls(value)


class Step(HasTraits):
    """A step size that pictures share.

    Examples
    --------
    >>> step = Step(0.1)
    >>> step.value = 0.01
    >>> step
    Step(0.01)
    """

    value = Float()

    def __init__(self, value: float = 0.1) -> None:
        super().__init__()
        self.value = value

    @validate("value")
    def _finite(self, proposal: Any) -> float:
        value = float(proposal["value"])
        if value - value != 0:
            raise ValueError(f"A step is a finite number; {value} is not.")
        return value

    def on_move(self, watcher: Change) -> None:
        """Call ``watcher`` after every change, until ``off_move``."""
        self.observe(watcher, "value")

    def off_move(self, watcher: Change) -> None:
        """Stop calling ``watcher``."""
        self.unobserve(watcher, "value")

    def __float__(self) -> float:
        return self.value

    def __repr__(self) -> str:
        return f"Step({self.value:.12g})"

    @classmethod
    def of(cls, value: "Step | float") -> "Step":
        """Return the step itself, or a new one of this size."""
        return value if isinstance(value, Step) else cls(value)
