"""A whole number on a logarithmic slider."""

from lessons_lib.explore.sliders import Log


class HowMany(Log):
    """A whole number on a logarithmic slider."""

    def __init__(self, label: str, value: int, high: int) -> None:
        super().__init__(label, value, 1, high)
        self.widget.readout_format = ".0f"

    @property
    def value(self) -> int:
        """The nearest whole number."""
        return round(self._value)
