"""Which points a map takes to one place: their number changes only where the map folds the plane."""

from typing import Any

import numpy as np
from contourpy import contour_generator
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.formula import read_map
from lessons_lib.pencil import Formula, Picture, Position, View
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.maps import image_view, plane_images, plane_paper, unbroken
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import map_name
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place, symbols
from lessons_lib.pictures._preimages import Preimages, Search
from lessons_lib.wording import number

FOLDING_MAPS = (
    "x1^2 + x2, x1 x2", "x^2, y", "x^2 - y^2, 2x y", "x^3 - x, y", "sin x + y, y^2 - x", "x + y, 2x + 2y",
)  # fmt: skip
FINE = 201  # of the grids along the longer side of a view
MANY, NAMED, TOLD = 24, 5, 4  # preimages that are counted, have their determinants beside them, are listed
PALE, SMALL = 0.13, 0.04  # a tint; of the picture: a part as small as this has no name
# Parts of a plane: left out at each side to choose the output plane, added to that, and to the fold's.
INNER, MORE, BEYOND = 0.25, 0.15, 0.4
# How a preimage is marked, by the sign of its determinant.
SIGNS: dict[int, tuple[str, dict[str, Any]]] = {
    1: ("gradient", {"size": 1.0}),
    -1: ("second", {"size": 0.9, "marker": "D"}),
    0: ("derivative", {"size": 1.05, "marker": "s"}),
}
OUTPUTS = (("f₁", "function", 0.2), ("f₂", "secant", 0.85))


class Fold(Picture):
    """Drag a place in the output plane and see all points that the map takes there."""

    size, columns = (9.6, 4.8), 2
    f = Formula(FOLDING_MAPS[0], "f =", "A map of the plane into the plane.", FOLDING_MAPS, read_map, "f")
    at = Position((3, 1.9), "", "The place, in the output plane.", names=("f₁", "f₂"))
    view = View(about="Limits (left, right, bottom, top) of the input plane.")

    def stage(self) -> None:
        self.plane = PlaneView.of(self.view, self.f)
        self.search = Search(self.f, self.plane)
        self.stage_sources()
        self.span, self.shown_view = self.stage_targets(), ()

    def stage_sources(self) -> None:
        """Draw where the determinant is positive or negative in the input plane, and the fold."""
        p = self.panels[0]
        plane_paper(p, self.plane, symbols(self.f))
        xs, ys = self.plane.grid(FINE)
        grid = np.stack(np.meshgrid(xs, ys), axis=-1)
        images, dets = plane_images(self.f, grid), determinants(self.f, grid)
        self.heights = [contour_generator(xs, ys, np.ma.masked_invalid(images[..., i])) for i in (0, 1)]
        flips = dets < 0
        if flips.any():
            flipped = p.ax.contourf(
                xs, ys, flips.astype(float), levels=[0.5, 1.5], colors=["white"], zorder=0.2
            )
            flipped.set(hatch="////", edgecolor=LINE["ground"], linewidth=0)
        fold = p.path(fold_curve(self.f, self.plane), "derivative", width=1.1, layer=2).fix()
        p.sheet.clear()
        parts = (("det J > 0", "measure", dets > 0), ("det J < 0", "second", flips))
        names = [self.write_inside(*part) for part in parts]
        name = label(p.ax, "derivative", "fold, det J = 0" if len(fold.data) else "", size=9.5, layer=1.8)
        p.sheet.place(name, beside(p.sheet.inside(fold.points), 9, 0.9), optional=True)
        p.written = lambda: [name, *names]

    def write_inside(self, text: str, meaning: str, inside: NDArray[np.bool_]) -> Label:
        """Put a name where its box lies in its part of the plane, as far down and right as it can; or not."""
        p, (high, wide) = self.panels[0], inside.shape
        words = label(p.ax, meaning, text if inside.mean() > SMALL else "", size=9.5, layer=1.8)
        across, up = np.array(words.size_in_points()) / p.sheet.size / 2
        rows, columns = np.nonzero(eroded(inside, round(up * high) + 1, round(across * wide) + 1))
        words.set_visible(bool(len(rows) and words.get_text()))
        if words.get_visible():
            best = np.argmax(columns - 1.2 * rows)
            middle = np.array([columns[best] / (wide - 1), rows[best] / (high - 1)])
            words.set_position(tuple(middle - (across, up)))
        return words

    def stage_targets(self) -> PlaneView:
        """Draw the fold's image in the output plane, tinted where more points go; return what is seen."""
        p, view = self.panels[1], image_view(self.f, grown(self.plane, -INNER))
        wide, (across, up), (x, y) = grown(view, MORE), (MORE * view.width, MORE * view.height), self.at
        shown = PlaneView(
            min(wide.left, x - across), max(wide.right, x + across), min(wide.bottom, y - up),
            max(wide.top, y + up),
        )  # fmt: skip
        plane_paper(p, shown, ("$f_1$", "$f_2$"))
        if self.search.surplus is not None:
            xs, ys = shown.grid(FINE)
            more = self.search.surplus(*np.meshgrid(xs, ys))
            if (most := more.max()) > 0:
                levels, colours = [0, most + 1], [LINE["function"]]
                p.ax.contourf(xs, ys, more, levels=levels, colors=colours, alpha=PALE, zorder=0.2)
        # The image of what lies beyond the input's picture can come back into this one.
        image = fold_curve(self.f, grown(self.plane, BEYOND))
        if len(image):
            image = unbroken(plane_images(self.f, image), max(shown.width, shown.height))
        line = p.path(image, "derivative", width=1.1, layer=2).fix()
        p.sheet.clear()
        name = label(p.ax, "derivative", "image of the fold" if len(image) else "", size=9.5, layer=1.9)
        p.sheet.place(name, beside(p.sheet.inside(line.points), 9, 0.95), optional=True)
        p.written = lambda: [name]
        return shown

    def draw(self) -> str:
        found = self.search.of(self.at)
        self.draw_sources(found)
        self.draw_target(found)
        return self.sentence(found)

    def draw_sources(self, found: Preimages) -> None:
        """Draw where each output takes its value, and the points where both do."""
        p = self.panels[0]
        curves = [
            p.path(joined(heights.lines(value)), meaning, width=0.75, layer=2.5)
            for heights, value, (_, meaning, _) in zip(self.heights, self.at, OUTPUTS, strict=True)
        ]
        signs = np.sign(np.nan_to_num(found.determinants))
        inside = np.array([self.plane.contains(*point) for point in found.points], bool)
        for sign, (meaning, look) in SIGNS.items():
            p.dots(found.points[inside & (signs == sign)], meaning, layer=5, **look)
        for place in range(NAMED):
            seen = place < len(found) <= NAMED and self.plane.contains(*found.points[place])
            spot = p.sheet.points(*found.points[place])[0] if seen else (np.nan, np.nan)
            said = determinant_label(found.determinants[place]) if seen else ""
            p.write(said, "point", around(spot, (1, 1), rings=3), size=9.5)
        for curve, value, (name, _, start) in zip(curves, self.at, OUTPUTS, strict=True):
            curve.name(f"{name} = {number(value)}", start, optional=True)

    def draw_target(self, found: Preimages) -> None:
        p, (x, y), (left, right, bottom, top) = self.panels[1], self.at, self.panels[1].limits
        p.line([x, x], [bottom, top], "function", width=0.75, layer=1.8)
        p.line([left, right], [y, y], "secant", width=0.75, layer=1.8)
        p.dot(x, y).grip("at", "place in the output plane")
        spots = around(p.sheet.points(x, y)[0], (1, 1), rings=4)
        p.write(f"{plane_place(self.at)}\n{counted(found)}", "point", spots)

    def sentence(self, found: Preimages) -> str:
        name, here = map_name(self.f), plane_place(self.at)
        if self.search.collapsed:
            who = "a whole curve of points goes" if found.curves else "no point in view goes"
            return f"The determinant of {name} is 0 everywhere: {who} to {here}."
        where = "" if found.everywhere else " in view"
        if len(found) > MANY:
            return f"More than {MANY} points{where} go to {here} under {name}."
        some = f"{len(found)} points{where} go"
        who = {0: f"No point{where} goes", 1: f"One point{where} goes"}.get(len(found), some)
        listed = [preimage_words(*each) for each in zip(found.points, found.determinants, strict=True)]
        if len(listed) > TOLD:
            listed = [*listed[:TOLD], f"{len(listed) - TOLD} more"]
        start = f": {', '.join(listed[:-1])} and " if len(listed) > 1 else ": "
        return f"{who} to {here} under {name}{start + listed[-1] if listed else ''}."


def preimage_words(point: Array, determinant: float) -> str:
    if np.isnan(determinant):
        return f"{plane_place(point)}, where there is no Jacobian,"
    if determinant == 0:
        return f"{plane_place(point)} on the fold, where the determinant is 0"
    return f"{plane_place(point)} with determinant {number(determinant)}"


def determinant_label(determinant: float) -> str:
    return "no det" if np.isnan(determinant) else f"det {number(determinant, 3)}"


def counted(found: Preimages) -> str:
    """Say how many points go to a place."""
    if found.curves:
        return "whole curves of preimages"
    if len(found) > MANY:
        return f"more than {MANY} preimages in view"
    words = {0: "no preimage", 1: "1 preimage"}.get(len(found), f"{len(found)} preimages")
    return words if found.everywhere else f"{words} in view"


def fold_curve(f: Any, view: PlaneView) -> Array:
    """Return where the determinant changes its sign, shape (n, 2), a row of nan after each piece."""
    xs, ys = view.grid(FINE)
    dets = determinants(f, np.stack(np.meshgrid(xs, ys), axis=-1))
    return joined(contour_generator(xs, ys, np.ma.masked_invalid(dets)).lines(0.0))


def determinants(f: Any, points: Array) -> Array:
    with np.errstate(all="ignore"):
        found = np.broadcast_to(np.asarray(f.jacobian(points), float), (*points.shape, 2))
        dets = found[..., 0, 0] * found[..., 1, 1] - found[..., 0, 1] * found[..., 1, 0]
    return np.where(np.isfinite(dets), dets, np.nan)


def joined(pieces: Any) -> Array:
    """Return lines as one, a row of nan after each."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([np.zeros((0, 2)), *(part for piece in pieces for part in (piece, gap))])


def grown(view: PlaneView, share: float) -> PlaneView:
    """Return a view with some share of its size more at each side, or less where that is negative."""
    across, up = share * view.width, share * view.height
    return PlaneView(view.left - across, view.right + across, view.bottom - up, view.top + up)


def eroded(inside: NDArray[np.bool_], down: int, across: int) -> NDArray[np.bool_]:
    """Mark where a box of the given half size lies inside, by sums over rectangles."""
    high, wide = 2 * down + 1, 2 * across + 1
    marked = np.zeros_like(inside)
    if high > inside.shape[0] or wide > inside.shape[1]:
        return marked
    sums = np.pad(inside.astype(int).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    boxes = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    marked[down : down + boxes.shape[0], across : across + boxes.shape[1]] = boxes == high * wide
    return marked
