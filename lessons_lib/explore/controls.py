"""The values of an explorer's state, each with the plain ipywidget that sets it."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from ipywidgets import (
    Combobox,
    Dropdown,
    FloatLogSlider,
    FloatSlider,
    IntSlider,
    Layout,
    Play,
    Widget,
    jslink,
)

from lessons_lib.parsing import parse
from lessons_lib.state import Point, Step
from lessons_lib.symbolic import Function

WIDE = {"description_width": "7em"}
Changed = Callable[[], None]
Owner = TypeVar("Owner", Point, Step)


class Control:
    """One value and its widget.

    Parameters
    ----------
    widget : ipywidgets.Widget
        A plain one, so that a teacher can link, observe and lay it out as usual.

    Attributes
    ----------
    value
        The present value; pictures are drawn from it.
    """

    def __init__(self, widget: Widget) -> None:
        self.widget = widget
        self._watchers: list[Changed] = []
        widget.observe(self._from_widget, "value")
        self._first = self.value

    @property
    def value(self) -> Any:
        """The present value."""
        return self.widget.value

    def set(self, value: Any) -> None:
        """Set the value as if the widget had been moved."""
        self.widget.value = value

    def reset(self) -> None:
        """Go back to the first value."""
        self.set(self._first)

    def watch(self, changed: Changed) -> None:
        """Call ``changed`` after every change of the value."""
        self._watchers.append(changed)

    def fit(self, left: float, right: float) -> None:
        """Learn which range of x the picture shows."""

    def close(self) -> None:
        """Stop watching what is shared with others."""
        self._watchers.clear()

    @property
    def widgets(self) -> list[Widget]:
        """What stands on the page: the widget, and what goes with it."""
        return [self.widget]

    @property
    def needed(self) -> bool:
        """Whether the value has a say in the present picture."""
        return bool(self.widget.layout.display != "none")

    def show(self, needed: bool) -> None:
        """Show the control, or hide it where it has no say."""
        self.widget.layout.display = None if needed else "none"

    @property
    def source(self) -> str:
        """The value as it is written in code."""
        return written(self.value)

    def _from_widget(self, _change: Any) -> None:
        self._tell()

    def _tell(self) -> None:
        for changed in tuple(self._watchers):
            changed()


def clean(value: float) -> float:
    """Drop the dust of binary fractions, so that what is drawn is what is written.

    Examples
    --------
    >>> clean(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.12g}")


def written(value: Any) -> str:
    """Write a value as code, without the dust of binary fractions.

    Examples
    --------
    >>> written(0.1 + 0.2), written(2.0), written("adam")
    ('0.3', '2', "'adam'")
    """
    return f"{value:.12g}" if isinstance(value, float) else repr(value)


class Slide(Control):
    """A number on a slider."""

    @property
    def value(self) -> float:
        """The present number."""
        return clean(self.widget.value)

    def __init__(self, label: str, value: float, low: float, high: float, step: float | None = None) -> None:
        step = step or grain(low, high)
        super().__init__(
            FloatSlider(value, min=low, max=high, step=step, description=label, style=WIDE, layout=_layout())
        )


class Log(Control):
    """A positive number on a logarithmic slider."""

    @property
    def value(self) -> float:
        """The present number."""
        return clean(self.widget.value)

    def __init__(self, label: str, value: float, low: float, high: float) -> None:
        super().__init__(_log_slider(label, value, low, high))

    def set(self, value: float) -> None:
        """Set the value, kept within the slider's ends."""
        self.widget.value = min(max(value, 10**self.widget.min), 10**self.widget.max)


class Count(Control):
    """How many of several things are shown, with a button that shows one after the other.

    Parameters
    ----------
    label : str
        What stands beside the slider.
    value : int or None
        None shows all there are.
    high : int
        How many there are.
    """

    def __init__(self, label: str, value: int | None, high: int) -> None:
        start = high if value is None else min(value, high)
        slider = IntSlider(start, min=0, max=high, description=label, style=WIDE, layout=_layout())
        self._play = Play(value=start, min=0, max=high, interval=250, show_repeat=False)
        self._links = [jslink((self._play, name), (slider, name)) for name in ("value", "max")]
        super().__init__(slider)

    @property
    def widgets(self) -> list[Widget]:
        """The slider and the button."""
        return [self.widget, self._play]

    def reach(self, high: int) -> None:
        """Set how many there are; where all were shown, all are shown."""
        if high != self.widget.max:
            everything = self.widget.value == self.widget.max
            self.widget.max = high
            self.widget.value = high if everything else min(self.widget.value, high)

    def close(self) -> None:
        """Close the links too."""
        super().close()
        for link in self._links:
            link.close()


class Pick(Control):
    """One of a few names."""

    def __init__(self, label: str, value: str, options: Sequence[str]) -> None:
        super().__init__(
            Dropdown(options=list(options), value=value, description=label, style=WIDE, layout=_layout())
        )


class Shared(Control, Generic[Owner]):
    """A value that lives in an object shared by several explorers; the slider is its twin."""

    def __init__(self, widget: Widget, owner: Owner) -> None:
        self.owner: Owner = owner
        self._told = widget.value
        super().__init__(widget)
        owner.on_move(self._from_owner)
        self._show()

    def close(self) -> None:
        """Stop watching the shared object."""
        super().close()
        self.owner.off_move(self._from_owner)

    def _show(self) -> None:
        """Bring the slider to the value, as far as its ends allow."""
        self._told = self._shown()
        self.widget.value = self._told

    def _shown(self) -> float:
        raise NotImplementedError

    def _take(self, value: float) -> None:
        raise NotImplementedError

    def _from_widget(self, change: Any) -> None:
        # What the slider shows of a value beyond its ends is no wish of anybody's.
        if change["new"] != self._told:
            self._take(change["new"])

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
        slider = FloatSlider(
            value, min=value - 1, max=value + 1, step=0.01, description=label, style=WIDE, layout=_layout()
        )
        super().__init__(slider, point)

    @property
    def value(self) -> float:
        """The coordinate, also where it lies beyond the slider's ends."""
        return float(self.owner.coordinates[self.axis])

    def set(self, value: float) -> None:
        """Move the point along this axis, on the slider's grid and within its ends."""
        self._place(self.snapped(value))

    def snapped(self, value: float) -> float:
        """Return the nearest place on the slider."""
        value = min(max(value, self.widget.min), self.widget.max)
        return float(round(round(value / self.widget.step) * self.widget.step, 12))

    def reset(self) -> None:
        """Go back to the first value, to the last digit."""
        self._place(self._first)

    def fit(self, left: float, right: float) -> None:
        """Let the slider run over what the picture shows."""
        self._told = min(max(self.value, left), right)
        ends = {"max": right, "min": left, "step": grain(left, right)}
        # No end may pass the other on the way: the slider would be pushed to a place that nobody meant.
        for name in ("max", "min", "step") if right >= self.widget.min else ("min", "max", "step"):
            setattr(self.widget, name, ends[name])
        self._show()

    def _place(self, value: float) -> None:
        coordinates = list(self.owner.coordinates)
        coordinates[self.axis] = value
        self.owner.coordinates = tuple(coordinates)

    def _take(self, value: float) -> None:
        self._place(clean(value))

    def _shown(self) -> float:
        return float(min(max(self.value, self.widget.min), self.widget.max))


class StepSize(Shared[Step]):
    """A step: its size on a logarithmic slider, its sign kept."""

    def __init__(self, label: str, step: Step, low: float = 1e-6, high: float = 10.0) -> None:
        super().__init__(_log_slider(label, min(max(abs(step.value), low), high), low, high), step)

    @property
    def value(self) -> float:
        """The step with its sign, also where it lies beyond the slider's ends."""
        return float(self.owner.value)

    def set(self, value: float) -> None:
        """Set the step with its sign, without the dust of a difference."""
        self.owner.value = clean(value)

    def _take(self, value: float) -> None:
        self.owner.value = math.copysign(clean(value), self.owner.value)

    def _shown(self) -> float:
        return float(min(max(abs(self.value), 10**self.widget.min), 10**self.widget.max))


class Formula(Control):
    """A function of the lesson, or any that is typed.

    Parameters
    ----------
    function : str or Function
        What is shown first.
    offered : sequence of str
        Texts to choose from.

    Attributes
    ----------
    function : Function
        What was last read without fault.
    fault : str
        What is wrong with the text that stands there now; empty where nothing is.
    """

    def __init__(self, function: "str | Function", offered: Sequence[str] = ()) -> None:
        self.function = read_curve(function)
        self.fault, self._first_source = "", self.function.source
        super().__init__(
            Combobox(
                value=self.function.source, options=list(offered), description="f(x) =", style=WIDE,
                continuous_update=False, ensure_option=False, layout=_layout(),
            )
        )  # fmt: skip

    @property
    def is_first(self) -> bool:
        """Whether the function is the one that was shown first."""
        return self.function.source == self._first_source

    def _from_widget(self, change: Any) -> None:
        try:
            self.function, self.fault = read_curve(change["new"]), ""
        except ValueError as fault:
            self.fault = str(fault)
        self._tell()


def read_curve(function: "str | Function") -> Function:
    """Return a function of one variable, from a text or as it is.

    Parameters
    ----------
    function : str or Function
        A text without a name in it is a constant function of x.

    Raises
    ------
    ValueError
        Where the text cannot be read, or the function is not one number of one variable.

    Examples
    --------
    >>> read_curve("t^2").variables, read_curve("3").variables
    ('t', 'x')
    """
    if not isinstance(function, Function):
        function = Function(function, variables=None if parse(function).names else "x")
    if function.input_shape or function.output_shape:
        raise ValueError(
            f"This picture needs one function of one variable; {function.text} is something else."
        )
    return function


def grain(low: float, high: float) -> float:
    """Return a round step that divides a range into a few hundred.

    Examples
    --------
    >>> grain(-0.6, 6.2)
    0.01
    """
    return float(10.0 ** math.floor(math.log10((high - low) / 200)))


def _log_slider(label: str, value: float, low: float, high: float) -> FloatLogSlider:
    return FloatLogSlider(
        value, base=10, min=math.log10(low), max=math.log10(high), step=0.02, description=label,
        readout_format=".3g", style=WIDE, layout=_layout(),
    )  # fmt: skip


def _layout() -> Layout:
    return Layout(width="340px", max_width="100%")
