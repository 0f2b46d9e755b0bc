"""The control of several things that are shown or not, each with a button of its own."""

from collections.abc import Sequence

from ipywidgets import Layout, ToggleButton, Widget

from lessons_lib.explore.controls import Control


class Toggles(Control):
    """Those of a few names that are chosen."""

    def __init__(self, chosen: Sequence[str], options: Sequence[str]) -> None:
        self._buttons = {name: _button(name, name in chosen) for name in options}
        self._setting = False
        super().__init__(next(iter(self._buttons.values())))
        for button in self.widgets[1:]:
            button.observe(self._from_widget, "value")

    @property
    def value(self) -> tuple[str, ...]:
        """The names that are chosen, in the order of the buttons."""
        return tuple(name for name, button in self._buttons.items() if button.value)

    def set(self, value: Sequence[str]) -> None:
        """Choose these names and no others; whoever watches is told once."""
        before, self._setting = self.value, True
        for name, button in self._buttons.items():
            button.value = name in value
        self._setting = False
        if self.value != before:
            self._tell()

    @property
    def widgets(self) -> list[Widget]:
        """All buttons."""
        return list(self._buttons.values())

    def _from_widget(self, _change: object) -> None:
        if not self._setting:
            self._tell()


def _button(name: str, pressed: bool) -> ToggleButton:
    return ToggleButton(pressed, description=name, tooltip=f"show {name}", layout=Layout(width="auto"))
