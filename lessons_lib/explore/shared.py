"""Controls of what several explorers share: a point, a coordinate of it, a step."""

import math
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from ipywidgets import Button, FloatSlider, Widget

from lessons_lib.explore.controls import Control, usual, written
from lessons_lib.explore.sliders import Slider, log_slider
from lessons_lib.pencil.fields import clean, grid, on_grid
from lessons_lib.state import Point, Step

Owner = TypeVar("Owner", Point, Step)


class Shared(Slider, Generic[Owner]):
    """A value that lives in an object shared by several explorers; the slider is its twin."""

    def __init__(self, widget: Widget, owner: Owner) -> None:
        self.owner: Owner = owner
        super().__init__(widget)
        owner.on_move(self._from_owner)
        self._show()

    def close(self) -> None:
        """Stop watching the shared object."""
        super().close()
        self.owner.off_move(self._from_owner)

    def _from_owner(self, _change: Any) -> None:
        self._show()
        self._tell()


class Along(Shared[Point]):
    """A point's place along one axis.

    Parameters
    ----------
    label : str
        What stands beside the slider.
    point : Point
        Where the value lives.
    axis : int
        Which coordinate: 0 for x, 1 for y.
    """

    def __init__(self, label: str, point: Point, axis: int = 0) -> None:
        self.axis = axis
        value = point.coordinates[axis]
        slider = FloatSlider(value, min=value - 1, max=value + 1, step=0.01, **usual(label))
        super().__init__(slider, point)

    @property
    def value(self) -> float:
        """The coordinate, also where it lies beyond the slider's ends."""
        return float(self.owner.coordinates[self.axis])

    def set(self, value: float) -> None:
        """Move the point along this axis, on the slider's grid and within its ends."""
        self._put(self.snapped(value))

    def snapped(self, value: float) -> float:
        """Return the nearest place on the slider; nan is where it is already."""
        if math.isnan(value):
            return self.value
        return on_grid(value, self.widget.min, self.widget.max, self.widget.step)

    def settle(self, value: float) -> None:
        """Move the point to any place along this axis."""
        self._put(value)

    def reset(self) -> None:
        """Go back to the first value, to the last digit."""
        self._put(self._first)

    def fit(self, *limits: float) -> None:
        """Let the slider run over what the picture shows, from round number to round number."""
        left, right = limits[2 * self.axis : 2 * self.axis + 2]
        low, high, step = grid(left, right)
        self._told = min(max(self.value, low), high)
        ends = {"max": high, "min": low, "step": step}
        # No end may pass the other on the way: the slider would be pushed to a place that nobody meant.
        for name in ("max", "min", "step") if high >= self.widget.min else ("min", "max", "step"):
            setattr(self.widget, name, ends[name])
        self._show()

    def _put(self, value: float) -> None:
        coordinates = list(self.owner.coordinates)
        coordinates[self.axis] = value
        self.owner.coordinates = tuple(coordinates)

    def _take(self, value: float) -> None:
        self._put(value)


class Sides(Control):
    """Several coordinates, each with a slider of its own, which tell of a move once."""

    def __init__(self, sides: Sequence[Along]) -> None:
        self.sides = sides
        super().__init__(sides[0].widget)
        # The last side of a point hears of a move when all sides show it already.
        for side in {id(side.owner): side for side in sides}.values():
            side.watch(self._tell)

    def close(self) -> None:
        """Stop watching the points."""
        super().close()
        for side in self.sides:
            side.close()

    @property
    def widgets(self) -> list[Widget]:
        """All sliders."""
        return [side.widget for side in self.sides]

    @property
    def sliders(self) -> Sequence[Control]:
        """All sides."""
        return self.sides

    def _from_widget(self, _change: Any) -> None:
        """Leave it to the points, which tell after all sides have moved."""


class Position(Sides):
    """A point in the plane, with a slider for each coordinate.

    Parameters
    ----------
    point : Point
        With two coordinates; where the value lives.
    names : sequence of str
        What stands beside the sliders until a function names its variables.
    keeps_names : bool
        Whether the names stay, whatever the variables are called.
    """

    def __init__(self, point: Point, names: Sequence[str] = ("x", "y"), *, keeps_names: bool = False) -> None:
        if len(point.coordinates) != 2:
            raise ValueError(f"This picture needs a point in the plane, such as Point(1, 2); {point} is not.")
        self.point, self._keeps_names = point, keeps_names
        super().__init__([Along(name, point, axis) for axis, name in enumerate(names)])

    @property
    def value(self) -> tuple[float, float]:
        """Both coordinates."""
        return self.point.x, self.point.y

    def set(self, value: Sequence[float]) -> None:
        """Move the point, on the sliders' grids and within their ends; where it is nan, it stays."""
        pairs = zip(self.sides, value, strict=True)
        self.point.coordinates = tuple(side.snapped(coordinate) for side, coordinate in pairs)

    def take(self, x: float, y: float) -> None:
        """Move the point to where it was dragged."""
        self.set((x, y))

    def settle(self, value: Sequence[float]) -> None:
        """Move the point to any place."""
        self.point.coordinates = tuple(value)

    def reset(self) -> None:
        """Go back to the first place, to the last digit."""
        self.settle(self._first)

    def fit(self, *limits: float) -> None:
        """Let both sliders run over what the picture shows."""
        for side in self.sides:
            side.fit(*limits)

    def rename(self, names: Sequence[str]) -> None:
        """Write the variables' names beside the sliders."""
        if not self._keeps_names:
            for side, name in zip(self.sides, names, strict=True):
                side.widget.description = name

    def show(self, needed: bool) -> None:
        """Show both sliders, or hide them where the point has no say."""
        for side in self.sides:
            side.show(needed)

    @property
    def source(self) -> str:
        """The point as it is written in code."""
        return f"({', '.join(map(written, self.value))})"


class StepSize(Shared[Step]):
    """A step: its size on a logarithmic slider, its sign kept."""

    def __init__(self, label: str, step: Step, low: float = 1e-6, high: float = 10.0) -> None:
        super().__init__(log_slider(label, min(max(abs(step.value), low), high), low, high), step)

    @property
    def value(self) -> float:
        """The step with its sign, also where it lies beyond the slider's ends."""
        return float(self.owner.value)

    def set(self, value: float) -> None:
        """Set the step with its sign, without the dust of a difference."""
        self.owner.value = clean(value)

    def _take(self, value: float) -> None:
        self.owner.value = math.copysign(value, self.owner.value)


class SmallStep(StepSize):
    """A step that stays positive and between the slider's ends, with buttons if it has some."""

    def __init__(
        self, label: str, step: Step, low: float = 1e-6, high: float = 10.0, buttons: Sequence[str] = ()
    ) -> None:
        super().__init__(label, step, low, high)
        self.buttons = {name: Button(description=name) for name in buttons}

    def set(self, value: float) -> None:
        """Set the step, kept positive and within the slider's ends."""
        super().set(min(max(abs(value), 10**self.widget.min), 10**self.widget.max))

    @property
    def widgets(self) -> list[Widget]:
        """The slider and the buttons."""
        return [self.widget, *self.buttons.values()]
