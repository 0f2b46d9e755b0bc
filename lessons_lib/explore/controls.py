"""The values of an explorer's state, each with the plain ipywidget that sets it."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

from ipywidgets import Dropdown, IntSlider, Layout, Play, Widget, jslink

from lessons_lib.saving import own_id

Changed = Callable[[], None]


class Control:
    """One value and its widget; `fault` says what is wrong with what was typed."""

    fault = ""

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

    def settle(self, value: Any) -> None:
        """Set the value to the last digit, also where it lies beyond the ends of a slider."""
        self.set(value)

    def reset(self) -> None:
        """Go back to the first value."""
        self.set(self._first)

    def watch(self, changed: Changed) -> None:
        """Call ``changed`` after every change of the value."""
        self._watchers.append(changed)

    @property
    def sliders(self) -> Sequence["Control"]:
        """Those sliders whose moves the browser reports by itself, ahead of their own messages."""
        return ()

    def slide(self, value: float) -> None:
        """Take what the browser says its slider shows; the slider itself need not be told."""
        raise NotImplementedError

    def mirror(self, value: Any) -> None:
        """Let the slider in Python show what the one in the browser shows, which need not be told."""
        with getattr(self.widget, "_lock_property", lambda **_: nullcontext())(value=value):
            self.widget.value = value

    def take(self, x: float, _y: float) -> None:
        """Take the place to which somebody dragged the point that stands for this value."""
        self.set(x)

    def fit(self, *limits: float) -> None:
        """Learn what the picture shows: (left, right), or (left, right, bottom, top) of a plane."""

    def rename(self, names: Sequence[str]) -> None:
        """Learn what the variables of the function are called."""

    def freeze(self, frozen: bool) -> None:
        """Let nobody move it, or let them again."""
        for widget in self.widgets:
            widget.disabled = frozen

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


def written(value: Any) -> str:
    """Write a value as code, without the dust of binary fractions.

    Examples
    --------
    >>> written(0.1 + 0.2), written(2.0), written("adam")
    ('0.3', '2', "'adam'")
    """
    return f"{value:.12g}" if isinstance(value, float) else repr(value)


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
        self._shown, self._reaching, self._first_shown = start, False, value
        slider = IntSlider(start, min=0, max=high, **usual(label))
        self._play = Play(value=start, min=0, max=high, interval=250, show_repeat=False)
        self._links = [jslink((self._play, name), (slider, name)) for name in ("value", "max")]
        super().__init__(slider)

    @property
    def value(self) -> int:
        """How many are shown."""
        return self._shown

    @property
    def widgets(self) -> list[Widget]:
        """The slider and the button."""
        return [self.widget, self._play]

    @property
    def sliders(self) -> Sequence[Control]:
        """The slider itself."""
        return (self,)

    def slide(self, value: float) -> None:
        """Show so many; the slider shows it already."""
        if value != self._shown:
            self._shown = int(value)
            self.mirror(self._shown)
            self._tell()

    def reset(self) -> None:
        """Show as many as at first, or all there are."""
        self.set(self.widget.max if self._first_shown is None else self._first_shown)

    def reach(self, high: int) -> None:
        """Set how many there are; where all were shown, all are shown. Nobody is told: the caller draws."""
        if high != self.widget.max:
            self._shown = high if self._shown == self.widget.max else min(self._shown, high)
            self._reaching = True
            self.widget.max = high
            self.widget.value = self._shown
            self._reaching = False

    def _from_widget(self, change: Any) -> None:
        if not self._reaching:
            self.slide(change["new"])

    def close(self) -> None:
        """Close the links too."""
        super().close()
        for link in self._links:
            link.close()


class Pick(Control):
    """One of a few names, which may be other names in another state.

    Parameters
    ----------
    label : str
        What stands beside the list.
    value : str or object
        A name; or something of one's own, which then stands first in the list.
    options : sequence of str
        The names.
    called : str
        What one's own is called in code.
    """

    YOURS = "yours"

    def __init__(self, label: str, value: Any, options: Sequence[str], called: str = "") -> None:
        self._own = value if called and not isinstance(value, str) else None
        offered = [*([self.YOURS] if self._own is not None else []), *options]
        self._called, self._offering = called, False
        chosen = self.YOURS if self._own is not None else value
        super().__init__(Dropdown(options=offered, value=chosen, **usual(label)))
        self.wanted = self.value

    @property
    def value(self) -> Any:
        """The name that is chosen, or one's own."""
        own = self._own is not None and self.widget.value == self.YOURS
        return self._own if own else self.widget.value

    def set(self, value: Any) -> None:
        """Choose a name, or one's own."""
        self.widget.value = self.YOURS if self._own is not None and value is self._own else value

    def offer(self, label: str, options: Sequence[str]) -> None:
        """Offer other names; what was chosen stays chosen where it can. Nobody is told: the caller draws."""
        self._offering = True
        self.widget.description = label
        if tuple(self.widget.options) != tuple(options):
            self.widget.options = list(options)
            self.widget.value = self.wanted if self.wanted in options else options[0]
        if self._first is None:
            self._first = self.wanted = self.value
        self.show(len(options) > 1)
        self._offering = False

    def reset(self) -> None:
        """Go back to the first name, as soon as it is offered."""
        self.wanted = self._first
        if self._own is not None or self._first in self.widget.options:
            super().reset()

    @property
    def source(self) -> str:
        """The name as it is written in code."""
        return self._called if self._own is not None and self.value is self._own else written(self.value)

    def _from_widget(self, change: Any) -> None:
        if not self._offering:
            self.wanted = self.value
            super()._from_widget(change)


def usual(label: str) -> dict[str, Any]:
    """Return what all controls have in common: a model's name of ours, where the label stands, the width."""
    layout = Layout(width="340px", max_width="100%")
    look = {"style": {"description_width": "7em"}, "layout": layout}
    return {"description": label, "model_id": own_id(), **look}
