"""Explorers of Jacobians in networks: of one layer, entry by entry, and of many, as gain on the way back."""

from collections.abc import Sequence
from typing import Any

from ipywidgets import Checkbox, Widget
from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Pick, usual
from lessons_lib.explore.inputs import Inputs
from lessons_lib.explore.sliders import Log, Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.gain import GAINS, MOST, Gain
from lessons_lib.figures.layer import KINDS, LayerJacobian, layer_axes, layer_named
from lessons_lib.state import Point

NAMES = tuple(layer.name for layer in KINDS)
CLIP = 5.0
_SPARE = 3


class Entries(Inputs):
    """The entries of a layer's input: two or three, and the first two can be dragged together."""

    def take_all(self, changes: dict[int, float]) -> None:
        """Set some entries, counted from 0, on the sliders' grids and within their ends."""
        numbers = [side.value for side in self.sides]
        for place, value in changes.items():
            numbers[place] = self.sides[place].snapped(value)
        for owner in (self.point, self._spare):
            owner.coordinates = tuple(numbers[: len(owner.coordinates)])


class LayerExplorer(Explorer):
    """Move the input of a layer and read its Jacobian, number by number.

    Parameters
    ----------
    kind : str
        One of `NAMES`: "linear", "relu", "tanh", "sigmoid", "softmax", "two layers".
    at : Point or tuple of float
        The input; layers with two inputs use the first two numbers, missing ones are 0.

    Raises
    ------
    ValueError
        If there is no such kind.
    """

    name = "layer"
    size = (10.5, 4.0)
    takes_view = False

    def __init__(self, kind: str = "softmax", at: Point | Sequence[float] = (1, -0.5, 0.5)) -> None:
        layer_named(kind)
        super().__init__(kind=Pick("layer", kind, NAMES), at=Entries(_point(at)))

    def draw(self, figure: Figure) -> Picture:
        """Draw the input and the matrices of the present kind."""
        kind = self.controls["kind"].value
        self._entries.name([f"x{place + 1}" for place in range(layer_named(kind).inputs)])
        picture = LayerJacobian(layer_axes(figure, kind), **self.state)
        self.grips = {name: _grip(name) for name in picture.handles()}
        return picture

    def moved(self, name: str, x: float, y: float) -> None:
        """Set those entries that the dragged point stands for."""
        self._entries.take_all(self.picture.input.changed(name, x, y))

    @property
    def _entries(self) -> Entries:
        entries = self.controls["at"]
        assert isinstance(entries, Entries)
        return entries

    @property
    def _keeps_picture(self) -> bool:
        return bool(self.picture.kind == self.controls["kind"].value)

    def _nudge(self, _name: str) -> float | None:
        return float(self._entries.sides[0].widget.step)


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


def _grip(name: str) -> str:
    return "input" if name == "at" else f"input x{int(name) + 1}"


def _point(at: Point | Sequence[float]) -> Point:
    """Return the input as a point of three numbers, or the point that is shared."""
    if isinstance(at, Point):
        return at
    return Point(*[*map(float, at), *[0.0] * _SPARE][: max(_SPARE, len(at))])


layer = LayerExplorer
gain = GainExplorer
