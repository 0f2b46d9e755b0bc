"""Numbers, each with an ipywidgets slider as its twin."""

import math
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from ipywidgets import FloatLogSlider, FloatSlider, Widget

from lessons_lib.explore.controls import Control, clean, usual

DECADE = 50
ECHOES, ECHO_SECONDS = 32, 1.0


class Slider(Control):
    """A number that keeps its digits beside a slider that has a grid.

    A browser rounds what a slider is told to the slider's grid and reports that back as if somebody had
    moved it. So the slider is told places on its grid only, and an echo of one changes nothing.
    """

    def __init__(self, widget: Widget) -> None:
        self._told, self._sliding, self._slid = widget.value, False, -math.inf
        self._lately: deque[tuple[float, float]] = deque(maxlen=ECHOES)
        super().__init__(widget)

    @property
    def sliders(self) -> Sequence[Control]:
        """The slider itself."""
        return (self,)

    def slide(self, value: float) -> None:
        """Take what the slider shows in the browser, without telling it: the finger may be further on."""
        self._sliding, self._slid = True, time.monotonic()
        try:
            self.mirror(value)
            if not self._near(value, self._told):
                self._take(clean(value))
        finally:
            self._sliding = False

    def _show(self) -> None:
        self._told = self._on_grid(self.value)
        if not self._sliding and self.widget.value != self._told:
            self._lately.append((time.monotonic(), self._told))
            self.widget.value = self._told

    def _from_widget(self, change: Any) -> None:
        if not self._is_announced and not self._is_echo(change["new"]):
            self._lately.clear()
            self._take(clean(change["new"]))

    @property
    def _is_announced(self) -> bool:
        """Whether this is ipywidgets' own report of a drag: the browser's newest value is on its way."""
        reported = "value" in getattr(self.widget, "_property_lock", ())
        return reported and time.monotonic() - self._slid < ECHO_SECONDS

    def _is_echo(self, value: float) -> bool:
        # While a point is dragged, the report of one place may come after the slider was told the next.
        now = time.monotonic()
        lately = [told for when, told in self._lately if now - when < ECHO_SECONDS]
        return any(self._near(value, told) for told in (self._told, *lately))

    def _near(self, value: float, other: float) -> bool:
        return bool(abs(self._place(value) - self._place(other)) <= 0.4 * self.widget.step)

    def _take(self, value: float) -> None:
        """Set the number to where somebody has moved the slider."""
        raise NotImplementedError

    @property
    def _is_log(self) -> bool:
        return isinstance(self.widget, FloatLogSlider)

    def _place(self, value: float) -> float:
        """Return where on the slider a number stands: on a logarithmic one, the exponent of its size."""
        if not self._is_log:
            return value
        return math.log10(abs(value)) if value else float(self.widget.min)

    def _on_grid(self, value: float) -> float:
        low, high, step = self.widget.min, self.widget.max, self.widget.step
        place = low + step * round((min(max(self._place(value), low), high) - low) / step)
        return clean(10**place if self._is_log else place)


class Slide(Slider):
    """A number on a slider."""

    def __init__(self, label: str, value: float, low: float, high: float, step: float | None = None) -> None:
        self._value = clean(value)
        step = step or grain(low, high)
        super().__init__(FloatSlider(value, min=low, max=high, step=step, **usual(label)))

    @property
    def value(self) -> float:
        """The present number."""
        return self._value

    def set(self, value: float) -> None:
        """Set the number, kept within the slider's ends."""
        self._take(clean(min(max(value, self.widget.min), self.widget.max)))

    def _take(self, value: float) -> None:
        self._value = value
        self._show()
        self._tell()


class Angle(Slide):
    """A direction in degrees, counted from the first axis; all the way round is where it began."""

    def __init__(self, label: str, degrees: float) -> None:
        super().__init__(label, wrapped(degrees), -180, 180, 1)

    def set(self, value: float) -> None:
        """Turn to a direction."""
        self._take(clean(wrapped(value)))


class Log(Slide):
    """A positive number on a logarithmic slider."""

    def __init__(self, label: str, value: float, low: float, high: float) -> None:
        self._value = clean(value)
        Slider.__init__(self, log_slider(label, value, low, high))

    def set(self, value: float) -> None:
        """Set the number, kept within the slider's ends."""
        self._take(clean(min(max(value, 10**self.widget.min), 10**self.widget.max)))


def wrapped(degrees: float) -> float:
    """Return the same direction between -180, left out, and 180 degrees.

    Examples
    --------
    >>> wrapped(270), wrapped(-180), wrapped(90)
    (-90, 180, 90)
    """
    return 180 - (180 - degrees) % 360


def grain(low: float, high: float) -> float:
    """Return a round step that divides a range into a few hundred.

    Examples
    --------
    >>> grain(-0.6, 6.2)
    0.01
    """
    return float(10.0 ** math.floor(math.log10((high - low) / 200)))


def log_slider(label: str, value: float, low: float, high: float) -> FloatLogSlider:
    """Return a logarithmic slider with the value, and its tenths and tens, on its grid."""
    place = math.log10(value)
    below, above = (math.floor(DECADE * abs(math.log10(end) - place) + 1e-9) for end in (low, high))
    ends = {"min": place - below / DECADE, "max": place + above / DECADE}
    return FloatLogSlider(value, base=10, step=1 / DECADE, readout_format=".3g", **ends, **usual(label))
