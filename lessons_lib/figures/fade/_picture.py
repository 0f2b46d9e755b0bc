"""A shape, and a window on its edge: pixels faded without and with the Jacobian."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.figures.fade._panel import Panel
from lessons_lib.figures.fade._shapes import SHAPES
from lessons_lib.figures.fade._window import PIXELS, Fading, Window, seen
from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.wording import number

_TRACK: Final = np.linspace(0, 1, 361)
_EVEN: Final = 0.02


class Fade(Picture):
    """The edge of a shape, given in polar coordinates, faded over n pixels in two ways.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> picture = Fade(new_axes(new_figure(11.5, 4), columns=3), "sector", 4, at=0.5)
    >>> picture.caption.split(": ")[1].split(";")[0]
    'at r = 0.85 the fade is 3.4 pixels wide without the Jacobian and 4 with it'
    """

    def __init__(
        self, axes: Sequence[Axes], shape: str = "sector", pixels: float = 4, at: float = 0.5, zoom: float = 1
    ) -> None:
        super().__init__()
        if shape not in SHAPES:
            raise ValueError(f"There is no shape named {shape}; choose one of {', '.join(SHAPES)}.")
        self.shape, self.ax = SHAPES[shape], axes[0]
        self.pixels, self.at, self.zoom = float(pixels), float(at), float(zoom)
        across, up = self.shape.places(_TRACK).T
        self._curve: Curve = across, up
        with style(self.ax.get_figure(root=True)):
            self._draw_whole()
            self._panels = [Panel(ax, even) for ax, even in zip(axes[1:], (False, True), strict=True)]
        self._moving += [artist for panel in self._panels for artist in panel.moving]
        self.move()

    def _draw_whole(self) -> None:
        ax, (left, right, bottom, top) = self.ax, self.shape.view
        ax.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
        ax.set_autoscale_on(False)
        ax.apply_aspect()
        name_axes(ax, "$x$", "$y$")
        xs, ys = np.linspace(left, right, 200), np.linspace(bottom, top, 200)
        depth = self.shape.depth(np.stack(np.meshgrid(xs, ys), axis=-1))
        ax.contourf(xs, ys, depth, levels=[0, np.inf], colors=[LINE["function"]], alpha=0.25, zorder=1)
        ax.contour(xs, ys, depth, levels=[0], colors=[LINE["function"]], linewidths=0.8, zorder=1)
        stroke(ax, "function", width=1.1).set_data(*self._curve)
        self._sheet = Sheet(ax)
        self._sheet.fix(*self._curve)
        self._frame, self._dot = stroke(ax, "point", width=0.6, dashes="solid", layer=4), dot(ax)
        self._where = label(ax, "point", size=10)
        title = label(ax, "function", self.shape.slope, size=10.5)
        title.set_position((1.06 - title.size_in_points()[0] / self._sheet.size[0], 1.03))
        self._moving += [self._frame, self._dot, self._where]

    def move(
        self, pixels: float | None = None, at: float | None = None, zoom: float | None = None
    ) -> list[Artist]:
        """Fade over more or fewer pixels, measure elsewhere, or look closer."""
        self.pixels = self.pixels if pixels is None else float(pixels)
        self.at = self.at if at is None else float(at)
        self.zoom = self.zoom if zoom is None else float(zoom)
        self._place = self.shape.places(np.array(self.at))
        self.window = Window.around(self._place, self.shape, self.zoom)
        self._move_whole()
        places = seen(self.shape, self.window, self.at, self.zoom, self.pixels)
        for panel, fading in zip(self._panels, self._fadings(), strict=True):
            panel.move(fading, self.window, self._place, places)
        self._caption = self._sentence()
        return self.moving

    @property
    def widths(self) -> tuple[float, float]:
        """How wide the fade is at the point, in pixels, without the Jacobian and with it."""
        without, with_it = (panel.width for panel in self._panels)
        return without, with_it

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point where the fade is measured, around which the window lies."""
        return {"at": (self.ax, float(self._place[0]), float(self._place[1]))}

    def dots(self) -> dict[str, Artist]:
        """Return its mark."""
        return {"at": self._dot}

    def track(self, name: str) -> Curve | None:
        """Return the edge, on which the point slides."""
        return self._curve if name == "at" else super().track(name)

    def along(self, x: float, y: float) -> float:
        """Return which share of the way along the edge is nearest to a point."""
        return self.shape.along(x, y)

    def _fadings(self) -> tuple[Fading, Fading]:
        """Return both: without the Jacobian the width is in the coordinate, right where 1 is 1 at zoom 1."""
        left, right, *_ = self.shape.view
        coordinate = self.pixels * (right - left) / PIXELS
        return (
            Fading(self.shape, coordinate, even=False),
            Fading(self.shape, self.pixels * self.window.pixel, even=True),
        )

    def _move_whole(self) -> None:
        window, side = self.window, PIXELS * self.window.pixel
        corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * side + (window.left, window.bottom)
        self._frame.set_data(*corners.T)
        put_dot(self._dot, *self._place)
        self._where.set_text(self.shape.words(self.at))
        self._sheet.clear()
        self._sheet.avoid(self._frame)
        self._sheet.avoid_marks(self._dot)
        self._sheet.place(self._where, around(self._sheet.points(*self._place)[0], (1, -1), rings=5))

    def _sentence(self) -> str:
        near = f"faded over {_pixels(self.pixels)}, zoom {number(self.zoom, 3)}"
        here, (without, with_it) = self.shape.words(self.at), self.widths
        wide = f"{_pixels(without)} wide without the Jacobian and {number(with_it, 2)} with it"
        head = f"The edge {self.shape.edge}, {near}: at {here} the fade is {wide}"
        ranges = [_range(panel.widths) for panel in self._panels]
        if not all(ranges):
            return f"{head}."
        return f"{head}; along the edge in view, {ranges[0]} pixels without and {ranges[1]} with it."


def _pixels(width: float) -> str:
    return f"{number(width, 2)} pixel{'' if number(width, 2) == '1' else 's'}"


def _range(widths: Array) -> str:
    """Say between which ends widths lie; nothing where there are none."""
    if not len(widths):
        return ""
    low, high = float(widths.min()), float(widths.max())
    if high <= (1 + _EVEN) * low:
        return number((low + high) / 2, 2)
    return f"{number(low, 2)} to {number(high, 2)}"
