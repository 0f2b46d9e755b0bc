"""Both halves of the picture, and their state."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.curvature._dish import Dish
from lessons_lib.figures.curvature._map import Map, distance, eigenvalue_at
from lessons_lib.figures.curvature._quadratic import Quadratic
from lessons_lib.figures.matrices import WrittenMatrix
from lessons_lib.pencil.figure import Picture, label, style
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.space import Camera

_ACROSS, _UP = 1.08, 1.22  # what a quadratic needs of the picture in space, from its middle
_MARGIN = 16.0  # points


class Curvature(Picture):
    """A quadratic ½ vᵀH v in space and on its map, where the ends of its axes can be dragged.

    An axis that ends nearer to the middle curves up more; beyond the mark 0 it curves down.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> Curvature(new_axes(new_figure(9.2, 4.6), columns=2), 3, 1, 45).caption
    'Quadratic ½ vᵀH v with H = [[2, 1], [1, 2]]: eigenvalue 3 along 45° and 1 along 135°; both positive: \
a bowl, and its middle a minimum.'
    """

    def __init__(
        self, axes: Sequence[Axes], first: float, second: float, angle: float,
        *, azimuth: float = -85, elevation: float = 30,
    ) -> None:  # fmt: skip
        super().__init__()
        self.space, self.ax = axes
        self.first, self.second, self.angle = float(first), float(second), float(angle)
        self.azimuth, self.elevation = float(azimuth), float(elevation)
        with style(self.ax.get_figure(root=True)):
            self._map = Map(self.ax)
            _spread(self.space)
            self._dish = Dish(self.space)
            self._matrix = WrittenMatrix(self.space, "H =", (2, 2))
            self._kind = label(self.space, "point")
        self._moving += [*self._map.moving, *self._dish.moving, *self._matrix.moving, self._kind]
        self.move()

    def move(
        self,
        first: float | None = None,
        second: float | None = None,
        angle: float | None = None,
        azimuth: float | None = None,
        elevation: float | None = None,
    ) -> list[Artist]:
        """Show another quadratic, or turn the picture in space; what is not given stays."""
        given = {"first": first, "second": second, "angle": angle, "azimuth": azimuth, "elevation": elevation}
        for name, value in given.items():
            if value is not None:
                setattr(self, name, float(value))
        self.quadratic = Quadratic(self.first, self.second, self.angle)
        self._map.move(self.quadratic)
        self._dish.move(self.quadratic, Camera(self.azimuth, self.elevation))
        self._write()
        self._caption = self.quadratic.sentence
        return self.moving

    def reached(self, name: str, x: float, y: float) -> tuple[float, float]:
        """Return what an end of an axis means at a place of the map."""
        turn = 0.0 if name == "first" else 90.0
        return eigenvalue_at(float(np.hypot(x, y))), float(np.degrees(np.arctan2(y, x))) - turn

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the ends of both axes on the map."""
        pairs = zip(("first", "second"), self.quadratic.eigenvalues, self.quadratic.axes, strict=True)
        places = ((name, distance(value) * along) for name, value, along in pairs)
        return {name: (self.ax, float(place[0]), float(place[1])) for name, place in places}

    def dots(self) -> dict[str, Artist]:
        """Return their marks."""
        return dict(zip(("first", "second"), self._map.ends, strict=True))

    def _write(self) -> None:
        figure: Any = self.space.get_figure(root=True)
        across, up = np.asarray(self.space.bbox.size, float) * (72 / figure.dpi)
        self._matrix.write(self.quadratic.hessian, (0, up))
        self._kind.set_text(self.quadratic.tag)
        wide = self._kind.size_in_points()[0]
        self._kind.set_position((max(0.5 - wide / across / 2, 0), 0))


def _spread(ax: Axes) -> None:
    """Let the picture in space fill its axes' margins; one unit is as long across as up."""
    figure: Any = ax.get_figure(root=True)
    margin, size = _MARGIN * scale_of(figure), figure.get_size_inches() * 72
    low, high = np.array(ax.bbox.extents).reshape(2, 2) * 72 / figure.dpi
    low, high = np.maximum(low - 1.8 * margin, 4), np.minimum(high + 0.8 * margin, size - 4)
    ax.set_position((*(low / size), *((high - low) / size)))
    across, up = (high - low) / 2
    unit = min(across / _ACROSS, up / _UP)
    ax.set(xlim=(-across / unit, across / unit), ylim=(-up / unit, up / unit))
    ax.set_autoscale_on(False)
    ax.set_axis_off()
