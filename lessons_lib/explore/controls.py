"""The values of an explorer's state, each with the plain ipywidget that sets it."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from ipywidgets import Dropdown, FloatLogSlider, FloatSlider, IntSlider, Layout, Play, Widget, jslink

Changed = Callable[[], None]


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
        super().__init__(FloatSlider(value, min=low, max=high, step=step, **usual(label)))


class Log(Control):
    """A positive number on a logarithmic slider."""

    @property
    def value(self) -> float:
        """The present number."""
        return clean(self.widget.value)

    def __init__(self, label: str, value: float, low: float, high: float) -> None:
        super().__init__(log_slider(label, value, low, high))

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
        slider = IntSlider(start, min=0, max=high, **usual(label))
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
        super().__init__(Dropdown(options=list(options), value=value, **usual(label)))


def grain(low: float, high: float) -> float:
    """Return a round step that divides a range into a few hundred.

    Examples
    --------
    >>> grain(-0.6, 6.2)
    0.01
    """
    return float(10.0 ** math.floor(math.log10((high - low) / 200)))


def log_slider(label: str, value: float, low: float, high: float) -> FloatLogSlider:
    """Return a logarithmic slider in the explorers' usual shape."""
    ends = {"min": math.log10(low), "max": math.log10(high)}
    return FloatLogSlider(value, base=10, step=0.02, readout_format=".3g", **ends, **usual(label))


def usual(label: str) -> dict[str, Any]:
    """Return what all controls have in common: where the label stands, and the width."""
    layout = Layout(width="340px", max_width="100%")
    return {"description": label, "style": {"description_width": "7em"}, "layout": layout}
