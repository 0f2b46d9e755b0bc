"""An explorer of faded edges: the Jacobian of bent coordinates makes them even on the screen."""

from typing import Any

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Pick
from lessons_lib.explore.sliders import Log, Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.fade import SHAPES, Fade

CLOSEST = 100.0


class FadeExplorer(Explorer):
    """Fade an edge over some pixels, with the Jacobian of polar coordinates and without, at any zoom.

    Parameters
    ----------
    shape : str
        "sector" or "flower".
    pixels : float
        How many pixels wide the fade is meant to be, between 1 and 12.
    at : float
        Where on the edge its width is measured, as a share of the way along it, between 0.02 and 1.
    zoom : float
        How many times closer than the whole shape, between 1 and 100.
    """

    name = "fade"
    size = (11.5, 4.2)
    grips = {"at": "point on the edge"}
    takes_view = False

    def __init__(self, shape: str = "sector", pixels: float = 6, at: float = 0.3, zoom: float = 1) -> None:
        if shape not in SHAPES:
            raise ValueError(f"There is no shape named {shape}; choose one of {', '.join(SHAPES)}.")
        super().__init__(
            shape=Pick("shape", shape, list(SHAPES)),
            pixels=Slide("pixels n", _within(pixels, 1, 12), 1, 12, 1),
            at=Slide("along the edge", _within(at, 0.02, 1), 0.02, 1, 0.01),
            zoom=Log("zoom", _within(zoom, 1, CLOSEST), 1, CLOSEST),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the whole shape and both windows."""
        return Fade(new_axes(figure, columns=3), **self.state)

    def moved(self, name: str, x: float, y: float) -> None:
        """Slide the point along the edge to where it was dragged."""
        self.controls[name].set(self.picture.along(x, y))

    @property
    def _keeps_picture(self) -> bool:
        return bool(self.picture.shape.name == self.controls["shape"].value)

    @property
    def _moving_state(self) -> dict[str, Any]:
        return {name: value for name, value in self.state.items() if name != "shape"}


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


fade = FadeExplorer
