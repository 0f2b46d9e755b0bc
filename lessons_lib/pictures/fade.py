"""An edge in bent coordinates, faded over some pixels: unevenly without the Jacobian, evenly with it."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgb

from lessons_lib.arrays import Array
from lessons_lib.pencil import Log, Panel, Pick, Picture, Slide
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import point_in_data
from lessons_lib.pictures._fading import PIXELS, SHAPES, Fading, Window, seen
from lessons_lib.wording import number

TRACK = np.linspace(0, 1, 361)
EVEN = 0.02  # widths that differ by less than this share are called even
ALONG = 15.0  # points: length of an arrow that shows where a fade ends
INK = np.array(to_rgb(LINE["function"]))


class Pixels(Artist):
    """Pixels that can be seen: each one is a square of one tint."""

    def __init__(self, ax: Axes) -> None:
        super().__init__()
        self.cover, self.ax = np.zeros((PIXELS, PIXELS)), ax
        self.set_zorder(1)
        ax.add_artist(self)

    def draw(self, renderer: RendererBase) -> None:
        """Paste them, as large as the axes are."""
        box = self.ax.bbox
        columns, rows = round(box.width), round(box.height)
        tints = np.full((*self.cover.shape, 4), 255, np.uint8)
        tints[..., :3] = np.rint(255 * (1 - self.cover[..., None] * (1 - INK)))
        across, up = (np.arange(count) * PIXELS // count for count in (columns, rows))
        image = tints[up[:, None], across]
        renderer.draw_image(renderer.new_gc(), round(box.x0), round(box.y0), image)


class Fade(Picture):
    """Fade an edge over some pixels, with the Jacobian of polar coordinates and without, at any zoom."""

    size, columns = (11.5, 4.2), 3
    shape = Pick("sector", "shape", '"sector" or "flower".', options=tuple(SHAPES), stages=True)
    pixels = Slide(6, "pixels n", "How many pixels wide the fade is meant to be, between 1 and 12.", 1, 12, 1)
    at = Slide(0.3, "along the edge", "Where on the edge its width is measured, as a share of the way along "
               "it, between 0.02 and 1.", 0.02, 1, 0.01)  # fmt: skip
    zoom = Log(1, "zoom", "How many times closer than the whole shape, between 1 and 100.", 1, 100)

    def stage(self) -> None:
        whole, *windows = self.panels
        self.form = SHAPES[self.shape]
        left, right, bottom, top = self.form.view
        whole.view(self.form.view, zero=False, aspect="equal")
        xs, ys = np.linspace(left, right, 200), np.linspace(bottom, top, 200)
        depth = self.form.depth(np.stack(np.meshgrid(xs, ys), axis=-1))
        blue = [LINE["function"]]
        whole.ax.contourf(xs, ys, depth, levels=[0, np.inf], colors=blue, alpha=0.25, zorder=1)
        whole.ax.contour(xs, ys, depth, levels=[0], colors=blue, linewidths=0.8, zorder=1)
        edge = self.form.places(TRACK).T
        self.edge = edge[0], edge[1]
        whole.line(*self.edge, "function", width=1.1).fix()
        whole.pin(self.form.slope, (1.06, 1.03), (-1, 0), "function", size=10.5)
        for p in windows:
            p.view((0, PIXELS, 0, PIXELS), ("pixels", ""), aspect="equal")

    def draw(self) -> str:
        self.place = self.form.places(np.array(self.at))
        self.window = Window.around(self.place, self.form, self.zoom)
        self.draw_whole()
        left, right, *_ = self.form.view
        # Without the Jacobian the width is in the coordinate, right where 1 is 1 at zoom 1.
        widths = self.pixels * (right - left) / PIXELS, self.pixels * self.window.pixel
        places = seen(self.form, self.window, self.at, self.zoom, self.pixels)
        self.widths = [
            self.draw_window(p, Fading(self.form, width, even), places)
            for p, width, even in zip(self.panels[1:], widths, (False, True), strict=True)
        ]
        return self.sentence()

    def draw_whole(self) -> None:
        p, window, side = self.panel, self.window, PIXELS * self.window.pixel
        corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * side + (window.left, window.bottom)
        xs, ys = corners.T
        p.line(xs, ys, "point", width=0.6, dashes="solid", layer=4)
        dot = p.dot(*self.place)
        dot.grip("at", "point on the edge", lambda x, y: {"at": self.form.along(x, y)}, self.edge)
        dot.name(self.form.words(self.at), prefer=(1, -1), rings=5, size=10)

    def draw_window(self, p: Panel, fading: Fading, places: Array) -> Array:
        """Draw a fade and point two arrows at its ends; return its widths in pixels, the point's first."""
        p.artist("pixels", Pixels).cover = fading.cover(self.window.middles)
        into, *reaches = fading.reaches(np.concatenate([self.place[None], places]))
        inner, outer = (reach / self.window.pixel for reach in reaches)
        at, long, way = self.window.pixels(self.place), ALONG * point_in_data(p.ax), into[0]
        tip, tail = at + inner[0] * way, at - outer[0] * way
        p.arrow(tip + long * way, tip, "point", width=1.3)
        p.arrow(tail - long * way, tail, "point", width=1.3)
        depth, half = f"|{self.form.difference}|", fading.width / 2
        even = f"with J: {depth}/|∇| < {number(half / self.window.pixel, 2)} px"
        title = even if fading.even else f"without J: {depth} < {number(half, 2)}"
        p.pin(title, (0.5, 1.03), (-0.5, 0), "function", size=10.5)
        spot, end = (p.sheet.points(*place)[0] for place in (at, tail - long * way))
        beyond = around(np.clip(end, 0, p.sheet.size), end - spot, rings=3)
        p.write(f"{number(inner[0] + outer[0], 2)} px", "point", beyond, size=10)
        return np.asarray(inner + outer)

    def sentence(self) -> str:
        near = f"faded over {pixel_words(self.pixels)}, zoom {number(self.zoom, 3)}"
        without, with_it = self.widths
        wide = f"{pixel_words(without[0])} wide without the Jacobian and {number(with_it[0], 2)} with it"
        head = f"The edge {self.form.edge}, {near}: at {self.form.words(self.at)} the fade is {wide}"
        if len(without) == 1:
            return f"{head}."
        one, other = range_words(without[1:]), range_words(with_it[1:])
        return f"{head}; along the edge in view, {one} pixels without and {other} with it."


def pixel_words(width: float) -> str:
    return f"{number(width, 2)} pixel{'' if number(width, 2) == '1' else 's'}"


def range_words(widths: Array) -> str:
    """Say between which ends widths lie."""
    low, high = float(widths.min()), float(widths.max())
    if high <= (1 + EVEN) * low:
        return number((low + high) / 2, 2)
    return f"{number(low, 2)} to {number(high, 2)}"
