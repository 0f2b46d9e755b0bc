"""Numbers, each with an ipywidgets slider as its twin."""

import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from ipywidgets import Checkbox, FloatLogSlider, FloatSlider, Widget

from lessons_lib.explore.controls import Control, usual
from lessons_lib.pencil.fields import clean, grain, turned

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
    """A number on a slider; a whole one where that is asked for."""

    def __init__(
        self, label: str, value: float, low: float, high: float, step: float | None = None, *,
        whole: bool = False,
    ) -> None:  # fmt: skip
        self._start(
            value, FloatSlider(value, min=low, max=high, step=step or grain(low, high), **usual(label)), whole
        )

    def _start(self, value: float, slider: Widget, whole: bool) -> None:
        self._value, self._whole = clean(value), whole
        if whole:
            slider.readout_format = ".0f"
        Slider.__init__(self, slider)

    @property
    def value(self) -> float:
        """The present number."""
        return round(self._value) if self._whole else self._value

    def set(self, value: float) -> None:
        """Set the number, kept within the slider's ends."""
        self._take(clean(min(max(value, self.widget.min), self.widget.max)))

    def _take(self, value: float) -> None:
        self._value = value
        self._show()
        self._tell()


class Angle(Slide):
    """A direction in degrees, counted from the first axis; all the way round is where it began.

    Wherever it is turned, it comes to rest where `caught` says.
    """

    caught: Callable[[float], float] = staticmethod(lambda degrees: degrees)

    def __init__(self, label: str, degrees: float) -> None:
        super().__init__(label, turned(degrees), -180, 180, 1)

    def set(self, value: float) -> None:
        """Turn to a direction."""
        self._take(clean(turned(value)))

    def _take(self, value: float) -> None:
        super()._take(self.caught(value))


class Log(Slide):
    """A positive number on a logarithmic slider."""

    def __init__(self, label: str, value: float, low: float, high: float, *, whole: bool = False) -> None:
        self._start(value, log_slider(label, value, low, high), whole)

    def set(self, value: float) -> None:
        """Set the number, kept within the slider's ends."""
        self._take(clean(min(max(value, 10**self.widget.min), 10**self.widget.max)))


class Switched(Log):
    """A positive number that is None while a box is off.

    Parameters
    ----------
    labels : (str, str)
        What stands beside the box and beside the slider.
    value : float or None
        None while the box is off.
    first : float
        What the slider shows when the box is turned on for the first time.
    """

    def __init__(
        self, labels: tuple[str, str], value: float | None, first: float, low: float, high: float
    ) -> None:
        box, label = labels
        self._box = Checkbox(value is not None, **{**usual(box), "indent": True})
        super().__init__(label, value or first, low, high)
        self._box.observe(self._from_box, "value")
        self.show(value is not None)

    @property
    def value(self) -> Any:
        """The number; None while the box is off."""
        return super().value if self._box.value else None

    def set(self, value: Any) -> None:
        """Set the number, or turn the box off."""
        self._box.value = value is not None
        if value is not None:
            super().set(value)

    @property
    def widgets(self) -> list[Widget]:
        """The box and the slider."""
        return [self._box, self.widget]

    @property
    def needed(self) -> bool:
        """Whether the box is on."""
        return bool(self._box.value)

    def _from_box(self, _change: Any) -> None:
        self.show(self._box.value)
        self._tell()


def log_slider(label: str, value: float, low: float, high: float) -> FloatLogSlider:
    """Return a logarithmic slider with the value, and its tenths and tens, on its grid."""
    place = math.log10(value)
    below, above = (math.floor(DECADE * abs(math.log10(end) - place) + 1e-9) for end in (low, high))
    ends = {"min": place - below / DECADE, "max": place + above / DECADE}
    return FloatLogSlider(value, base=10, step=1 / DECADE, readout_format=".3g", **ends, **usual(label))
