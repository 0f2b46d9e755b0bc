"""One drawing of a shape: its line, how wide that is, and a point whose distance is estimated."""

from collections.abc import Callable
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.figures.outline._zero_set import Field, ZeroSet
from lessons_lib.pencil.figure import dot, label, put_dot, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.plane import contour_map
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

EVEN: Final = 0.05
"""Lines whose widths differ by less than this share are called even."""

_ALONG: Final = 13.0  # points: length of an arrow that shows where a line ends
_HEAD: Final = 5.0
_MARGIN: Final = 0.1
_TURN: Final = np.linspace(0, 2 * np.pi, 73)
_INK: Final = (255 * np.array(to_rgb(LINE["function"]))).round().astype(np.uint8)


class Line(Artist):
    """The line abs(f) < w, or the even one, as a share of each pixel."""

    def __init__(self, ax: Axes, field: Callable[[int, int], Field], even: bool) -> None:
        super().__init__()
        self.width, self._field, self._even = 0.0, field, even
        self.set_zorder(2)
        self._ax = ax
        ax.add_artist(self)

    def coverage(self, columns: int, rows: int) -> NDArray[np.float32]:
        """Return which share of each pixel the line covers, from 0 to 1, the lowest row first.

        Notes
        -----
        Near the shape, the line reaches to some distance on both sides: w itself, or w over the length of
        the gradient. A pixel is taken as an interval across the line, as long as its side.
        """
        field, pixel = self._field(columns, rows), np.float32(self._pixel(columns))
        reach = np.float32(self.width) * (np.float32(1) if self._even else field.spread)
        inner = np.maximum(field.distance - pixel / 2, -reach)
        outer = np.minimum(field.distance + pixel / 2, reach)
        share: NDArray[np.float32] = np.clip((outer - inner) / pixel, 0, 1)
        return share

    def draw(self, renderer: RendererBase) -> None:
        """Paste the line, pixel for pixel."""
        box = self._ax.bbox
        columns, rows = round(box.width), round(box.height)
        image = np.empty((rows, columns, 4), np.uint8)
        image[..., :3] = _INK
        image[..., 3] = np.rint(255 * self.coverage(columns, rows))
        renderer.draw_image(renderer.new_gc(), round(box.x0), round(box.y0), image)

    def _pixel(self, columns: int) -> float:
        left, right = self._ax.get_xlim()
        return (right - left) / columns


class Panel:
    """One of the two drawings, with its title, widths at two places, and the probe."""

    def __init__(self, ax: Axes, shape: ZeroSet, even: bool) -> None:
        self.ax, self.even, self._shape = ax, even, shape
        contour_map(ax, shape.f, shape.view, levels=[], labels=False)
        self._sheet = Sheet(ax)
        for line in shape.lines:
            self._sheet.fix(*line.T)
        self.line = Line(ax, shape.field, even)
        self._title = label(ax, "function")
        self._shafts = stroke(ax, "point", width=0.6, dashes="solid", layer=4)
        self._heads = PolyCollection([], facecolor=LINE["point"], edgecolor="none", zorder=4)
        self._heads.set_transform(ax.transAxes)
        ax.add_collection(self._heads, autolim=False)
        # Not in the axes: it is there for labels to keep off, and never drawn.
        self._edges = Line2D([], [])
        self._sizes = [label(ax, "point", size=10), label(ax, "point", size=10)]
        self._mark_singular()
        self._round = stroke(ax, "secant", width=0.6, layer=4.5)
        self.probe = dot(ax, size=1.0 if even else 0.75)
        self._words = label(ax, "secant" if even else "point", size=10)

    def _mark_singular(self) -> None:
        flat = stroke(self.ax, "derivative", dashes="none", layer=4)
        flat.set(marker="o", markerfacecolor="white", markersize=0.6 * flat.get_markersize())
        flat.set_data(*self._shape.singular.T)
        self._sheet.fix(*self._shape.singular.T)
        self._flat = label(self.ax, "derivative", "∇f = 0" if len(self._shape.singular) else "", size=10)

    @property
    def moving(self) -> list[Artist]:
        marks: list[Artist] = [self.line, self._shafts, self._heads, self._round, self.probe]
        return [*marks, self._title, self._words, self._flat, *self._sizes]

    def move(self, w: float, at: Array, size: float, distance: float) -> None:
        """Show another w and another probe, where abs(f) and the estimated distance are these."""
        self.line.width = w
        put_dot(self.probe, *at)
        if self.even:
            self._round.set_data(*(at[:, None] + distance * np.stack([np.cos(_TURN), np.sin(_TURN)])))
        self._write(w, size, distance)
        self._measure(w)
        self._place(at)

    def _write(self, w: float, size: float, distance: float) -> None:
        estimate = "|f|/|∇f|" if self.even else "|f|"
        self._title.set_text(f"{'even' if self.even else 'uneven'}: {estimate} < {number(w)}")
        value = distance if self.even else size
        words = f"≈ {number(value, 3)} away" if self.even else f"|f| = {number(value, 3)}"
        self._words.set_text(words if np.isfinite(value) else "")

    def _measure(self, w: float) -> None:
        """Point two arrows at the edges of the line, at its steepest and its flattest place."""
        places = extremes(self._shape)
        widths = self._shape.widths(w)[self.even][places]
        self._edges.set_data(*_pieces(self._shape, w, self.even).T)
        shafts, heads = [], []
        for place, wide, words in zip(places, widths, self._sizes, strict=False):
            words.set_text(f"{number(wide, 2)} wide" if np.isfinite(wide) else "")
            for shaft, head in self._arrows(place, w, wide):
                shafts += [*shaft, (np.nan, np.nan)]
                heads.append(head)
        self._shafts.set_data(*np.array(shafts or [(np.nan, np.nan)]).T)
        self._heads.set_verts(heads)

    def _arrows(self, place: int, w: float, wide: float) -> list[tuple[Array, Array]]:
        """Return a shaft in data coordinates and a head in fractions of the axes, for both sides."""
        if not np.isfinite(wide):
            return []
        sides = self._shape.sides(w)[self.even][:, place]
        unit, scale = self._shape.view.width / self._sheet.size[0], scale_of(self.ax.get_figure(root=True))
        found = []
        for sign, side in zip((1, -1), sides, strict=True):
            out = sign * self._shape.across[place]
            tip = self._shape.places[place] + side * out
            neck, end = (tip + scale * far * unit * out for far in (_HEAD, _ALONG))
            wing = 0.4 * scale * _HEAD * unit * np.array([-out[1], out[0]])
            head = np.array([tip, neck + wing, neck - wing])
            found.append((np.array([neck, end]), self._sheet.points(*head.T) / self._sheet.size))
        return found

    def _place(self, at: Array) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._edges, self._shafts, *([self._round] if self.even else []))
        sheet.avoid_marks(self.probe, self._shafts)
        self._title.set_position((0.5 - self._title.size_in_points()[0] / sheet.size[0] / 2, 1.02))
        sheet.place(self._words, around(sheet.points(*at)[0], (1, 1), rings=6))
        places = extremes(self._shape)
        for place, words in zip(places, self._sizes, strict=False):
            spot, across = sheet.points(*self._shape.places[place])[0], self._shape.across[place]
            sheet.place(words, around(spot + 22 * across, across, rings=4))
        if len(self._shape.singular):
            spots = (around(spot, (0, 1), rings=4) for spot in sheet.points(*self._shape.singular.T))
            sheet.place(self._flat, *spots)


def extremes(shape: ZeroSet) -> list[int]:
    """Return the flattest and the steepest place of a shape, or one if all are as steep, or none."""
    left, right, bottom, top = shape.view
    margin = _MARGIN * shape.view.size
    inside = (shape.places > (left + margin, bottom + margin)) & (
        shape.places < (right - margin, top - margin)
    )
    chosen = np.flatnonzero(inside.all(axis=1))
    if not len(chosen):
        return []
    # Rounded, so that places that mirror each other are alike on every machine: the first one is taken.
    steep = np.round(shape.steepness[chosen] / shape.steepness.max(), 6)
    both = [int(chosen[np.argmin(steep)]), int(chosen[np.argmax(steep)])]
    return both if steep.max() > (1 + EVEN) * steep.min() else both[:1]


def _pieces(shape: ZeroSet, w: float, even: bool) -> Array:
    """Return points along both edges of a line, shape (n, 2), with nan between far neighbours."""
    ahead, behind = shape.sides(w)[even][..., None]
    edges = [shape.places + ahead * shape.across, shape.places - behind * shape.across]
    far = np.hypot(*np.diff(shape.places, axis=0).T) > _MARGIN * shape.view.size
    for edge in edges:
        edge[1:][far] = np.nan
    return np.concatenate([*edges, np.full((1, 2), np.nan)])
