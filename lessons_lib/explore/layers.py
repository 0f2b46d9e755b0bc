"""An explorer of the Jacobian of one layer, entry by entry."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Pick
from lessons_lib.explore.inputs import Inputs
from lessons_lib.figures import Picture
from lessons_lib.figures.layer import KINDS, LayerJacobian, layer_axes, layer_named
from lessons_lib.state import Point

NAMES = tuple(layer.name for layer in KINDS)
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


def _grip(name: str) -> str:
    return "input" if name == "at" else f"input x{int(name) + 1}"


def _point(at: Point | Sequence[float]) -> Point:
    """Return the input as a point of three numbers, or the point that is shared."""
    if isinstance(at, Point):
        return at
    return Point(*[*map(float, at), *[0.0] * _SPARE][: max(_SPARE, len(at))])


layer = LayerExplorer
