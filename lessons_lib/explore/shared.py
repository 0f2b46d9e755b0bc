"""Controls of what several explorers share: a point's coordinate, a step."""

import math
from typing import Any, Generic, TypeVar

from ipywidgets import FloatSlider, Widget

from lessons_lib.explore.controls import clean, usual
from lessons_lib.explore.sliders import Slider, grain, log_slider
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
        """Return the nearest place on the slider."""
        value = min(max(value, self.widget.min), self.widget.max)
        return float(round(round(value / self.widget.step) * self.widget.step, 12))

    def reset(self) -> None:
        """Go back to the first value, to the last digit."""
        self._put(self._first)

    def fit(self, left: float, right: float) -> None:
        """Let the slider run over what the picture shows, from round number to round number."""
        step = grain(left, right)
        low, high = clean(math.ceil(left / step - 1e-9) * step), clean(math.floor(right / step + 1e-9) * step)
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
