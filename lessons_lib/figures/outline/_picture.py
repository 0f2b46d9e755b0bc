"""Gradients draw pictures: the shape f = 0 as an uneven line, from f alone, and as an even one."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.figures.outline._panel import EVEN, Panel
from lessons_lib.figures.outline._zero_set import ZeroSet
from lessons_lib.pencil.figure import Picture, style
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.plane import PlaneView, plane_place
from lessons_lib.wording import number

_NAMED: Final = 2


class Outline(Picture):
    """The shape f = 0 drawn twice: where abs(f) < w, and where abs(f) / abs(grad f) < w.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> axes = new_axes(new_figure(9, 4.2), 1, 2)
    >>> picture = Outline(axes, Function("x^2 + 4y^2 - 4"), 0.1, at=(1, 0.5))
    >>> picture.caption.partition("where ")[2].partition(". ")[0]
    '|f| < w the line is 0.025 to 0.05 wide, where |f|/|grad f| < w it is 0.2 wide all along'
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        width: float,
        at: Sequence[float] | None = None,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.f, self.width = f, float(width)
        self.view = PlaneView.of(view, f, (0.0, 0.0) if at is None else at)
        self.at = self._quarter() if at is None else np.array(at, float)
        self.shape = ZeroSet(f, self.view)
        with style(axes[0].get_figure(root=True)):
            self._panels = [Panel(ax, self.shape, even) for ax, even in zip(axes, (False, True), strict=True)]
        self._moving += [artist for panel in self._panels for artist in panel.moving]
        self.move()

    def _quarter(self) -> Array:
        left, right, bottom, top = self.view
        return np.array([left + 0.75 * (right - left), bottom + 0.75 * (top - bottom)])

    def move(self, width: float | None = None, at: Sequence[float] | None = None) -> list[Artist]:
        """Draw wider or narrower lines, or move the point."""
        self.width = self.width if width is None else float(width)
        self.at = self.at if at is None else np.array(at, float)
        size, steep = (float(value) for value in self.shape.at(self.at))
        distance = size / steep if steep else (np.nan if size else 0.0)
        for panel in self._panels:
            panel.move(self.width, self.at, size, distance)
        self._caption = self._sentence(size, steep)
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point whose distance is estimated."""
        return {"at": (self._panels[1].ax, float(self.at[0]), float(self.at[1]))}

    def dots(self) -> dict[str, Artist]:
        """Return its mark."""
        return {"at": self._panels[1].probe}

    def _sentence(self, size: float, steep: float) -> str:
        head = f"The shape {formula(self.f)} = 0 with w = {number(self.width)}"
        drawn = self._widths_words() if self.shape.kind == "crossed" else _ODD[self.shape.kind]
        return " ".join([f"{head}: {drawn}.", *self._exceptions(), self._probe_words(size, steep)])

    def _widths_words(self) -> str:
        uneven, even = self.shape.widths(self.width)
        if not len(uneven):
            return "no part of it is smooth enough to measure its line"
        return f"where |f| < w the line is {_range(uneven)}, where |f|/|grad f| < w it is {_range(even)}"

    def _exceptions(self) -> list[str]:
        said = []
        if len(self.shape.singular):
            points = [plane_place(point) for point in self.shape.singular]
            more = f" and {len(points) - _NAMED} more" if len(points) > _NAMED else ""
            where = " and ".join(points) if not more else ", ".join(points[:_NAMED]) + more
            said.append(
                f"At {where} the gradient is 0, so around there |f|/|grad f| is no longer the distance."
            )
        if self.shape.torn:
            said.append("Where f jumps from one sign to the other it is not 0, and the even line is misled.")
        return said

    def _probe_words(self, size: float, steep: float) -> str:
        place = plane_place(self.at)
        if np.isnan(size):
            return f"At {place} f is undefined."
        here = f"At {place}, |f| = {number(size)}"
        if not steep > 0:
            flat = "|grad f| = 0" if steep == 0 else "f has no gradient"
            return f"{here} and {flat}: no distance can be estimated."
        about = f"the shape is about {number(size / steep, 3)} away"
        return f"{here} and |grad f| = {number(steep)}, so {about}{self._measured()}."

    def _measured(self) -> str:
        true = self.shape.distance_to(self.at)
        return f"; measured, {number(true, 3)}" if self.shape.kind == "crossed" else ""


_ODD: Final = {
    "touched": "f is 0 there without changing its sign, so its gradient is 0 there too and |f|/|grad f| "
    "is less than the distance",
    "edge": "f is 0 at the edge of the picture only",
    "never": "f is never 0 here, so there is no shape",
    "everywhere": "f is 0 everywhere here, so all is shape",
    "undefined": "f is undefined here",
}


def _range(widths: Array) -> str:
    """Say how wide a line is.

    Examples
    --------
    >>> _range(np.array([0.1, 0.1003])), _range(np.array([0.02, 0.5])), _range(np.array([0.1, np.inf]))
    ('0.1 wide all along', '0.02 to 0.5 wide', '0.1 wide or more')
    """
    low, high = float(widths.min()), float(widths.max())
    if np.isinf(low):
        return "without an edge in sight"
    if high <= (1 + EVEN) * low:
        return f"{number(float(np.median(widths)), 2)} wide all along"
    if np.isinf(high):
        return f"{number(low, 2)} wide or more"
    return f"{number(low, 2)} to {number(high, 2)} wide"
