"""The output plane with a place that can be dragged, and the input plane with all that goes there."""

from typing import Any, Final

import numpy as np
from contourpy import contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.figures.fold._preimages import Preimages, Search
from lessons_lib.pencil.figure import dot, label, put_dot, stroke
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.maps import plane_axes, plane_images, unbroken
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place, symbols
from lessons_lib.wording import number

_FINE = 201
MANY: Final = 24  # preimages: more are not counted
_NAMED: Final = 5  # as long as they are no more, their determinants are written beside them
_PALE, _BEYOND = 0.13, 0.4
_SMALL = 0.04  # of the picture: a part as small as this has no name
# How a preimage is marked, by the sign of its determinant: colour, form, size.
_SIGNS: Final = {1: ("gradient", "o", 1.0), -1: ("second", "D", 0.9), 0: ("derivative", "s", 1.05)}


class Sources:
    """The input plane: where the determinant is positive or negative, the fold, and the preimages."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView) -> None:
        self.ax, self.f = ax, f
        self.view = plane_axes(ax, view, symbols(f))
        self._xs, self._ys = view.grid(_FINE)
        grid = np.stack(np.meshgrid(self._xs, self._ys), axis=-1)
        images, self._dets = plane_images(f, grid), _dets(f, grid)
        self._heights = [contour_generator(self._xs, self._ys, _masked(images[..., i])) for i in (0, 1)]
        self.fold = fold_curve(f, self.view)
        self._sheet = Sheet(ax)
        self._draw_signs()
        self._curves = [stroke(ax, meaning, width=0.75, layer=2.5) for meaning in ("function", "secant")]
        self._names = [label(ax, meaning) for meaning in ("function", "secant")]
        self._marks = {sign: _mark(ax, sign) for sign in _SIGNS}
        self._dets_words = [label(ax, "point", size=9.5) for _ in range(_NAMED)]
        self.artists: list[Artist] = [*self._curves, *self._marks.values(), *self._names, *self._dets_words]

    def move(self, target: tuple[float, float], found: Preimages) -> None:
        """Show where each output takes its value, and the points where both do."""
        for which, curve in enumerate(self._curves):
            curve.set_data(*_joined(self._heights[which].lines(target[which])).T)
            self._names[which].set_text(f"{_output(which)} = {number(target[which])}")
        signs = np.sign(np.nan_to_num(found.determinants))
        inside = np.array([self.view.contains(*point) for point in found.points], bool)
        for sign, mark in self._marks.items():
            mark.set_data(*found.points[inside & (signs == sign)].T)
        self._put_labels(found)

    def _put_labels(self, found: Preimages) -> None:
        sheet, named = self._sheet, len(found) <= _NAMED
        sheet.clear()
        sheet.avoid(*self._curves)
        for name in self._static:
            sheet.avoid_label(name)
        points = sheet.points(*found.points.T) if len(found) else np.zeros((0, 2))
        for x, y in found.points:
            sheet.avoid_dot(x, y)
        for place, words in enumerate(self._dets_words):
            seen = named and place < len(found) and self.view.contains(*found.points[place])
            words.set_text(_det_label(found.determinants[place]) if seen else "")
            sheet.place(words, around(points[place] if seen else (np.nan, np.nan), (1, 1), rings=3))
        for name, curve, start in zip(self._names, self._curves, (0.2, 0.85), strict=True):
            sheet.place(name, beside(sheet.inside(sheet.of(curve)), 13, start), optional=True)

    def _draw_signs(self) -> None:
        """Hatch where the map flips, and draw the fold."""
        flips = (self._dets < 0).astype(float)
        if flips.any():
            patch = self.ax.contourf(
                self._xs, self._ys, flips, levels=[0.5, 1.5], colors=["white"], zorder=0.2
            )
            patch.set(hatch="////", edgecolor=LINE["ground"], linewidth=0)
        line = stroke(self.ax, "derivative", width=1.1, layer=2)
        line.set_data(*self.fold.T)
        self._sheet.fix(*self.fold.T)
        self._name_parts(flips.mean() > _SMALL)
        self._sheet.place(
            self._static[0], beside(self._sheet.inside(self._sheet.of(line)), 9, 0.9), optional=True
        )

    def _name_parts(self, flipping: bool) -> None:
        """Write on the parts of the plane what the determinant is there."""
        texts = {
            "derivative": "fold, det J = 0" if len(self.fold) else "",
            "measure": "det J > 0" if (self._dets > 0).mean() > _SMALL else "",
            "second": "det J < 0" if flipping else "",
        }
        self._static = [label(self.ax, meaning, text, size=9.5, layer=1.8) for meaning, text in texts.items()]
        self._sheet.clear()
        for words, inside in zip(self._static[1:], (self._dets > 0, self._dets < 0), strict=True):
            self._write_inside(words, inside)

    def _write_inside(self, words: Label, inside: NDArray[np.bool_]) -> None:
        """Put a name where its box lies in its part of the plane, as far down and right as it can; or not."""
        across, up = np.array(words.size_in_points()) / self._sheet.size / 2
        shape = round(up * len(self._ys)) + 1, round(across * len(self._xs)) + 1
        rows, columns = np.nonzero(_eroded(inside, *shape))
        words.set_visible(bool(len(rows) and words.get_text()))
        if words.get_visible():
            best = np.argmax(columns - 1.2 * rows)
            middle = np.array([columns[best] / (len(self._xs) - 1), rows[best] / (len(self._ys) - 1)])
            words.set_position(tuple(middle - (across, up)))


class Targets:
    """The output plane: the place that is asked for, and the image of the fold."""

    def __init__(self, ax: Axes, f: Any, view: PlaneView, search: Search) -> None:
        # The image of what lies beyond the input's picture can come back into this one.
        fold = fold_curve(f, grown(search.view, _BEYOND))
        self.ax, self.view = ax, plane_axes(ax, view, ("$f_1$", "$f_2$"))
        self._sheet = Sheet(ax)
        self._shade(search)
        self.image = unbroken(plane_images(f, fold), max(view.width, view.height)) if len(fold) else fold
        line = stroke(ax, "derivative", width=1.1, layer=2)
        line.set_data(*self.image.T)
        self._sheet.fix(*self.image.T)
        self._cross = [stroke(ax, meaning, width=0.75, layer=1.8) for meaning in ("function", "secant")]
        self.dot, self._place = dot(ax), label(ax, "point")
        self._name = label(ax, "derivative", "image of the fold" if len(fold) else "", size=9.5, layer=1.9)
        self._sheet.clear()
        self._sheet.place(
            self._name, beside(self._sheet.inside(self._sheet.of(line)), 9, 0.95), optional=True
        )
        self.artists: list[Artist] = [*self._cross, self.dot, self._place]

    def move(self, target: tuple[float, float], found: Preimages) -> None:
        """Show the place, with how many points go there."""
        put_dot(self.dot, *target)
        self._cross[0].set_data([target[0]] * 2, self.view[2:])
        self._cross[1].set_data(self.view[:2], [target[1]] * 2)
        self._place.set_text(f"{plane_place(target)}\n{counted(found)}")
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(*self._cross)
        sheet.avoid_dot(*target)
        sheet.avoid_label(self._name)
        sheet.place(self._place, around(sheet.points(*target)[0], (1, 1), rings=4))

    def _shade(self, search: Search) -> None:
        """Tint where more points go, for maps of which that is known."""
        if search.surplus is None:
            return
        xs, ys = self.view.grid(_FINE)
        more = search.surplus(*np.meshgrid(xs, ys))
        if more.max() > 0:
            self.ax.contourf(
                xs, ys, more, levels=[0, more.max() + 1], colors=[LINE["function"]], alpha=_PALE, zorder=0.2
            )


def fold_curve(f: Any, view: PlaneView) -> Array:
    """Return where the determinant changes its sign, shape (n, 2), a row of nan after each piece."""
    xs, ys = view.grid(_FINE)
    dets = _dets(f, np.stack(np.meshgrid(xs, ys), axis=-1))
    return _joined(contour_generator(xs, ys, _masked(dets)).lines(0.0))


def grown(view: PlaneView, share: float) -> PlaneView:
    """Return a view with some share of its size more at each side, or less where that is negative."""
    across, up = share * view.width, share * view.height
    return PlaneView(view.left - across, view.right + across, view.bottom - up, view.top + up)


def counted(found: Preimages) -> str:
    """Say how many points go to a place."""
    if found.curves:
        return "whole curves of preimages"
    if len(found) > MANY:
        return f"more than {MANY} preimages in view"
    words = {0: "no preimage", 1: "1 preimage"}.get(len(found), f"{len(found)} preimages")
    return words if found.everywhere else f"{words} in view"


def _det_label(determinant: float) -> str:
    return "no det" if np.isnan(determinant) else f"det {number(determinant, 3)}"


def _output(which: int) -> str:
    return "f₁" if which == 0 else "f₂"


def _mark(ax: Axes, sign: int) -> Any:
    meaning, form, size = _SIGNS[sign]
    mark = dot(ax, meaning, size=size, layer=5)
    mark.set_marker(form)
    return mark


def _dets(f: Any, points: Array) -> Array:
    with np.errstate(all="ignore"):
        found = np.broadcast_to(np.asarray(f.jacobian(points), float), (*points.shape, 2))
        dets = found[..., 0, 0] * found[..., 1, 1] - found[..., 0, 1] * found[..., 1, 0]
    return np.where(np.isfinite(dets), dets, np.nan)


def _masked(heights: Array) -> Any:
    return np.ma.masked_invalid(heights)


def _joined(pieces: Any) -> Array:
    gap = np.full((1, 2), np.nan)
    return np.concatenate([np.zeros((0, 2)), *(part for piece in pieces for part in (piece, gap))])


def _eroded(inside: NDArray[np.bool_], down: int, across: int) -> NDArray[np.bool_]:
    """Mark where a box of the given half size lies inside, by sums over rectangles."""
    high, wide = 2 * down + 1, 2 * across + 1
    marked = np.zeros_like(inside)
    if high > inside.shape[0] or wide > inside.shape[1]:
        return marked
    sums = np.pad(inside.astype(int).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    boxes = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    marked[down : down + boxes.shape[0], across : across + boxes.shape[1]] = boxes == high * wide
    return marked
