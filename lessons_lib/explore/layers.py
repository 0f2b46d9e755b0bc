"""An explorer of gain: what many layers do to a gradient on its way back."""

from typing import Any

from ipywidgets import Checkbox, Widget
from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import usual
from lessons_lib.explore.sliders import Log, Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.gain import GAINS, MOST, Gain

CLIP = 5.0


class ClipLength(Log):
    """The length at which gradients are clipped, with a box that turns clipping on and off."""

    def __init__(self, label: str, value: float | None) -> None:
        self._box = Checkbox(value is not None, **{**usual("clip"), "indent": True})
        super().__init__(label, value or CLIP, 1e-4, 1e4)
        self._box.observe(self._from_box, "value")
        self.show(value is not None)

    @property
    def value(self) -> Any:
        """The length; None while nothing is clipped."""
        return super().value if self._box.value else None

    def set(self, value: Any) -> None:
        """Set the length, or turn clipping off."""
        self._box.value = value is not None
        if value is not None:
            super().set(value)

    @property
    def widgets(self) -> list[Widget]:
        """The box and the slider."""
        return [self._box, self.widget]

    @property
    def needed(self) -> bool:
        """Whether anything is clipped."""
        return bool(self._box.value)

    def _from_box(self, _change: Any) -> None:
        self.show(self._box.value)
        self._tell()


class GainExplorer(Explorer):
    """Slide the gain and the number of layers, and see a gradient explode or vanish; clip it.

    Parameters
    ----------
    layers : int
        How many layers the gradient passes on its way back, at most 60.
    gain : float
        By how much each layer stretches it, from 0.85 to 1.2.
    clip : float, optional
        A longer gradient is shortened to this length; by default nothing is clipped.
    """

    name = "gain"
    size = (10.0, 4.2)
    takes_view = False
    grips = {"end": "end of the line", "clip": "clip length"}

    def __init__(self, layers: int = 50, gain: float = 1.1, clip: float | None = None) -> None:
        super().__init__(
            layers=_whole("layers", min(max(layers, 1), MOST), MOST),
            gain=Slide("gain", min(max(gain, GAINS[0]), GAINS[1]), *GAINS, 0.01),
            clip=ClipLength("clip length", clip),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the lengths and the arrows."""
        return Gain(new_axes(figure, columns=2, ratios=(1.5, 1)), **self.state)

    def moved(self, name: str, x: float, y: float) -> None:
        """Set the clip length, or take the end of the line to another layer and length."""
        if name == "clip":
            self.controls["clip"].set(float(f"{y:.2g}"))
            return
        layers = round(min(max(x, 1), MOST))
        with self.live.held():
            self.controls["layers"].set(layers)
            self.controls["gain"].set(round(max(y, 1e-9) ** (1 / layers), 3))


def _whole(label: str, value: int, high: int) -> Slide:
    """Return a slider of whole numbers from 1."""
    slide = Slide(label, value, 1, high, 1)
    slide.widget.readout_format = ".0f"
    return slide


gain = GainExplorer
