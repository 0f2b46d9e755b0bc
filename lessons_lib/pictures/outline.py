"""Gradients draw pictures: the shape f = 0 as an uneven line, from f alone, and as an even one."""

from collections.abc import Callable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.formula import read_surface
from lessons_lib.pencil import Formula, Log, Panel, Picture, Position, View
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import PlaneView, plane_place
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pictures._zero_set import Field, ZeroSet
from lessons_lib.wording import number

SHAPES = (
    "(x^2 + y^2)^2 - 2(x^2 - y^2) - 0.2", "y^2 - x^3 + x - 0.5", "(x^2 + y^2 - 1)^3 - x^2 y^3",
    "(x^2 + y^2)^2 - 2(x^2 - y^2)", "x^3 + y^3 - 3x y", "x^2/3 + 2y^2 - 1", "x^4 + y^4 - 1", "|x| + |y| - 1",
    "sin(x^2 + y^2) - x y",
)  # fmt: skip
EVEN = 0.05  # lines whose widths differ by less than this share are called even
ALONG, HEAD = 13.0, 5.0  # points: an arrow that shows where a line ends
MARGIN = 0.1
NAMED = 2
TURN = np.linspace(0, 2 * np.pi, 73)
INK = (255 * np.array(to_rgb(LINE["function"]))).round().astype(np.uint8)
ODD = {
    "touched": "f is 0 there without changing its sign, so its gradient is 0 there too and |f|/|grad f| "
    "is less than the distance",
    "edge": "f is 0 at the edge of the picture only",
    "never": "f is never 0 here, so there is no shape",
    "everywhere": "f is 0 everywhere here, so all is shape",
    "undefined": "f is undefined here",
}


class Line(Artist):
    """The line abs(f) < w, or the even one, as a share of each pixel."""

    def __init__(self, ax: Axes, field: Callable[[int, int], Field], even: bool) -> None:
        super().__init__()
        self.width, self.field, self.even = 0.0, field, even
        self.set_zorder(2)
        self.ax = ax
        ax.add_artist(self)

    def coverage(self, columns: int, rows: int) -> NDArray[np.float32]:
        """Return which share of each pixel the line covers, from 0 to 1, the lowest row first.

        Near the shape, the line reaches to some distance on both sides: w itself, or w over the length of
        the gradient. A pixel is taken as an interval across the line, as long as its side.
        """
        left, right = self.ax.get_xlim()
        field, pixel = self.field(columns, rows), np.float32((right - left) / columns)
        reach = np.float32(self.width) * (np.float32(1) if self.even else field.spread)
        inner = np.maximum(field.distance - pixel / 2, -reach)
        outer = np.minimum(field.distance + pixel / 2, reach)
        share: NDArray[np.float32] = np.clip((outer - inner) / pixel, 0, 1)
        return share

    def draw(self, renderer: RendererBase) -> None:
        """Paste the line, pixel for pixel."""
        box = self.ax.bbox
        columns, rows = round(box.width), round(box.height)
        image = np.empty((rows, columns, 4), np.uint8)
        image[..., :3] = INK
        image[..., 3] = np.rint(255 * self.coverage(columns, rows))
        renderer.draw_image(renderer.new_gc(), round(box.x0), round(box.y0), image)


class Outline(Picture):
    """Draw the shape f = 0 with a line of any width: unevenly by f alone, evenly with its gradient."""

    size, columns = (9.0, 4.2), 2
    f = Formula(SHAPES[0], "f(x, y) =", "Of two variables.", SHAPES, read_surface)
    width = Log(0.1, "w", "The w of abs(f) < w and of abs(f) / abs(grad f) < w, positive.", 0.01, 0.5,
                gives=True)  # fmt: skip
    at = Position((1.2, 1.0), "", "A point whose distance from the shape is estimated.")
    # Shapes of one size are looked at, whatever is typed.
    view = View((-2.0, 2.0, -2.0, 2.0), "Limits (left, right, bottom, top).", keeps=True)

    def stage(self) -> None:
        self.shape = ZeroSet(self.f, PlaneView.of(self.view, self.f, self.at))
        self.measured = extremes(self.shape)
        xs, ys = self.shape.singular.T
        for p in self.panels:
            p.map(self.f, self.shape.view, levels=[], labels=False)
            for line in self.shape.lines:
                p.sheet.fix(*line.T)
            p.line(xs, ys, "derivative", dashes="none", layer=4, marker="o", share=0.6,
                   rim=True).fix().drawn.set_markerfacecolor("white")  # fmt: skip

    def draw(self) -> str:
        size, steep = (float(value) for value in self.shape.at(self.at))
        distance = size / steep if steep else (np.nan if size else 0.0)
        self.draw_line(self.panels[0], size, distance, even=False)
        self.draw_line(self.panels[1], size, distance, even=True)
        head = f"The shape {formula(self.f)} = 0 with w = {number(self.width)}"
        drawn = self.width_words() if self.shape.kind == "crossed" else ODD[self.shape.kind]
        return " ".join([f"{head}: {drawn}.", *self.exceptions(), self.probe_words(size, steep)])

    def draw_line(self, p: Panel, size: float, distance: float, *, even: bool) -> None:
        p.artist("line", lambda ax: Line(ax, self.shape.field, even)).width = self.width
        self.draw_arrows(p, even)
        if even:
            x, y = self.at
            p.line(x + distance * np.cos(TURN), y + distance * np.sin(TURN), "secant", width=0.6, layer=4.5)
        probe = p.dot(*self.at, size=1.0 if even else 0.75)
        estimate, value = ("|f|/|∇f|", distance) if even else ("|f|", size)
        title = f"{'even' if even else 'uneven'}: {estimate} < {number(self.width)}"
        p.pin(title, (0.5, 1.02), (-0.5, 0), "function")
        words = f"≈ {number(value, 3)} away" if even else f"|f| = {number(value, 3)}"
        words = words if np.isfinite(value) else ""
        probe.name(words, prefer=(1, 1), rings=6, meaning="secant" if even else "point", size=10)
        if even:
            probe.grip("at", "point beside the shape")
        self.write_widths(p, even)
        if len(self.shape.singular):
            spots = [around(spot, (0, 1), rings=4) for spot in p.sheet.points(*self.shape.singular.T)]
            p.write("∇f = 0", "derivative", *spots, size=10)

    def draw_arrows(self, p: Panel, even: bool) -> None:
        """Point two arrows at the edges of the line, at its steepest and its flattest place."""
        sides = self.shape.sides(self.width)[even]
        found = [arrow for place in self.measured if np.isfinite(sides[:, place].sum())
                 for arrow in self.arrows(p, place, sides[:, place])]  # fmt: skip
        ends = [point for shaft, _ in found for point in (*shaft, (np.nan, np.nan))]
        xs, ys = np.array(ends or [(np.nan, np.nan)]).T
        shafts = p.line(xs, ys, "point", width=0.6, dashes="solid", layer=4)
        heads = p.artist("arrow heads", lambda ax: PolyCollection(
            [], facecolor=LINE["point"], edgecolor="none", zorder=4, transform=ax.transAxes))  # fmt: skip
        heads.set_verts([head for _, head in found])
        # Labels keep off the edges of the line, which is an image, and off both ends of the shafts.
        p.sheet.avoid(Line2D(*edges(self.shape, self.width, even).T))
        p.sheet.avoid_marks(shafts.drawn)

    def arrows(self, p: Panel, place: int, sides: Array) -> list[tuple[Array, Array]]:
        """Return a shaft in data coordinates and a head in fractions of the axes, for both sides."""
        unit, scale, found = self.shape.view.width / p.sheet.size[0], scale_of(self.figure), []
        for sign, side in zip((1, -1), sides, strict=True):
            out = sign * self.shape.across[place]
            tip = self.shape.places[place] + side * out
            neck, end = (tip + scale * far * unit * out for far in (HEAD, ALONG))
            wing = 0.4 * scale * HEAD * unit * np.array([-out[1], out[0]])
            head = np.array([tip, neck + wing, neck - wing])
            found.append((np.array([neck, end]), p.sheet.points(*head.T) / p.sheet.size))
        return found

    def write_widths(self, p: Panel, even: bool) -> None:
        widths = self.shape.widths(self.width)[even]
        for place in self.measured:
            wide, across = widths[place], self.shape.across[place]
            (spot,) = p.sheet.points(*self.shape.places[place])
            words = f"{number(wide, 2)} wide" if np.isfinite(wide) else ""
            p.write(words, "point", around(spot + 22 * across, across, rings=4), size=10)

    def width_words(self) -> str:
        uneven, even = self.shape.widths(self.width)
        if not len(uneven):
            return "no part of it is smooth enough to measure its line"
        drawn = f"where |f| < w the line is {range_words(uneven)}"
        return f"{drawn}, where |f|/|grad f| < w it is {range_words(even)}"

    def exceptions(self) -> list[str]:
        said, points = [], [plane_place(point) for point in self.shape.singular]
        if points:
            more = f" and {len(points) - NAMED} more" if len(points) > NAMED else ""
            where = " and ".join(points) if not more else ", ".join(points[:NAMED]) + more
            said.append(
                f"At {where} the gradient is 0, so around there |f|/|grad f| is no longer the distance."
            )
        if self.shape.torn:
            said.append("Where f jumps from one sign to the other it is not 0, and the even line is misled.")
        return said

    def probe_words(self, size: float, steep: float) -> str:
        place = plane_place(self.at)
        if np.isnan(size):
            return f"At {place} f is undefined."
        here = f"At {place}, |f| = {number(size)}"
        if not steep > 0:
            flat = "|grad f| = 0" if steep == 0 else "f has no gradient"
            return f"{here} and {flat}: no distance can be estimated."
        true = self.shape.distance_to(self.at)
        measured = f"; measured, {number(true, 3)}" if self.shape.kind == "crossed" else ""
        about = f"the shape is about {number(size / steep, 3)} away"
        return f"{here} and |grad f| = {number(steep)}, so {about}{measured}."


def extremes(shape: ZeroSet) -> list[int]:
    """Return the flattest and the steepest place of a shape, or one if all are as steep, or none."""
    left, right, bottom, top = shape.view
    margin = MARGIN * shape.view.size
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


def edges(shape: ZeroSet, w: float, even: bool) -> Array:
    """Return points along both edges of a line, shape (n, 2), with nan between far neighbours."""
    ahead, behind = shape.sides(w)[even][..., None]
    found = [shape.places + ahead * shape.across, shape.places - behind * shape.across]
    far = np.hypot(*np.diff(shape.places, axis=0).T) > MARGIN * shape.view.size
    for edge in found:
        edge[1:][far] = np.nan
    return np.concatenate([*found, np.full((1, 2), np.nan)])


def range_words(widths: Array) -> str:
    """Say how wide a line is.

    Examples
    --------
    >>> range_words(np.array([0.1, 0.1003])), range_words(np.array([0.02, 0.5]))
    ('0.1 wide all along', '0.02 to 0.5 wide')
    """
    low, high = float(widths.min()), float(widths.max())
    if np.isinf(low):
        return "without an edge in sight"
    if high <= (1 + EVEN) * low:
        return f"{number(float(np.median(widths)), 2)} wide all along"
    return (
        f"{number(low, 2)} wide or more" if np.isinf(high) else f"{number(low, 2)} to {number(high, 2)} wide"
    )
