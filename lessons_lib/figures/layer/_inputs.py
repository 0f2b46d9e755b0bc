"""The input of a layer as something to take hold of: a point in the plane, points on a curve, or stems."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.figures.layer._cells import cell_text
from lessons_lib.figures.layer._kinds import Layer
from lessons_lib.pencil.figure import Curve, dot, label, name_axes, put_dot, stroke
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE, TEXT
from lessons_lib.pencil.placing import Sheet, Spots, around
from lessons_lib.pencil.plane import arrow
from lessons_lib.wording import number

REACH = 4.0
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TANGENT = 0.7  # half of it, along the first axis
_BESIDE = 0.42  # from a stem to the bar of its share
_POINTER, _ALONG = 0.75, (0.24, 0.12, 0.88)  # what points to where a unit is on: its length, its places


def numbered(letter: str, place: int) -> str:
    """Return the name of an entry, counted from 0.

    Examples
    --------
    >>> numbered("x", 0)
    'x₁'
    """
    return letter + str(place + 1).translate(_SUBSCRIPTS)


class Input:
    """What all inputs have in common: artists that move, and handles."""

    def __init__(self, ax: Axes, layer: Layer) -> None:
        self.ax, self.layer = ax, layer
        self.x: Array = np.zeros(layer.inputs)
        self.moving: list[Artist] = []

    def move(self, x: Array) -> None:
        """Show another input, shape (inputs,)."""
        raise NotImplementedError

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the points that can be dragged; the number of an entry is the name of its point."""
        raise NotImplementedError

    def dots(self) -> dict[str, Artist]:
        """Return their marks."""
        raise NotImplementedError

    def track(self, _name: str) -> Curve | None:
        """Return the curve that a handle rides on; None where it moves freely."""
        return None

    def changed(self, name: str, x: float, y: float) -> dict[int, float]:
        """Return the entries that change when a handle is dragged to (x, y)."""
        raise NotImplementedError


class PlaneInput(Input):
    """Two entries as a point in the plane; hidden units switch along lines."""

    def __init__(self, ax: Axes, layer: Layer) -> None:
        super().__init__(ax, layer)
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
        ax.apply_aspect()
        name_axes(ax, "$x_1$", "$x_2$")
        self._sheet = Sheet(ax)
        for ends in ("x", "y"):
            line = stroke(ax, "ground", width=0.5, dashes="solid", layer=1)
            line.set_data(*([(-REACH, REACH), (0, 0)] if ends == "x" else [(0, 0), (-REACH, REACH)]))
        self._units = [self._kink(place) for place in range(len(layer.kinks[1]) if layer.kinks else 0)]
        self._dot, self._words = dot(ax), label(ax, "point")
        self.moving = [self._dot, self._words]

    def _kink(self, place: int) -> Label:
        """Draw where a hidden unit switches, and point to the side of the line on which it is on."""
        assert self.layer.kinks is not None
        weights, bias = self.layer.kinks[0][place], self.layer.kinks[1][place]
        across = weights / np.hypot(*weights)
        foot = -bias * weights / (weights @ weights)
        inside = foot + np.outer(np.linspace(-3 * REACH, 3 * REACH, 400), [-across[1], across[0]])
        ends = inside[[0, -1]]
        line = stroke(self.ax, "second", width=0.7, dashes="dashed", layer=2)
        line.set_data(*ends.T)
        self._sheet.fix(*ends.T)
        inside = inside[(np.abs(inside) < REACH).all(axis=1)]
        tail = inside[int(_ALONG[place] * len(inside))]
        arrow(self.ax, "second", width=1.4, layer=2).put(tail, tail + _POINTER * across)
        return self._switch_name(place, tail + _POINTER * across, across)

    def _switch_name(self, place: int, tip: Array, across: Array) -> Label:
        words = label(self.ax, "second", f"{numbered('h', place)} on", size=10)
        self._sheet.clear()
        self._sheet.place(words, _beyond(self._sheet.points(*tip)[0], across))
        return words

    def move(self, x: Array) -> None:
        """Show another input."""
        self.x = x
        put_dot(self._dot, *x)
        self._words.set_text(f"x = ({number(x[0])}, {number(x[1])})")
        sheet = self._sheet
        sheet.clear()
        for words in self._units:
            sheet.avoid_label(words)
        sheet.avoid_marks(self._dot)
        sheet.place(self._words, around(np.clip(sheet.points(*x)[0], 0, sheet.size), (1, 1), rings=3))

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point."""
        return {"at": (self.ax, float(self.x[0]), float(self.x[1]))}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the point."""
        return {"at": self._dot}

    def changed(self, _name: str, x: float, y: float) -> dict[int, float]:
        """Return both entries."""
        return {0: x, 1: y}


class CurveInput(Input):
    """Entries as points on the curve that is applied to each; its slopes there are the diagonal of J."""

    def __init__(self, ax: Axes, layer: Layer) -> None:
        super().__init__(ax, layer)
        assert layer.curve is not None
        self.curve, xs = layer.curve, np.linspace(-REACH, REACH, 401)
        self._track = xs, np.asarray(layer.curve(xs), float)
        low, high = self._track[1].min(), self._track[1].max()
        room = 0.16 * (high - low)
        ax.set(xlim=(-REACH, REACH), ylim=(low - room, high + room))
        name_axes(ax, "$x$", f"{layer.name}(x)")
        line = stroke(ax, "function", width=1.1)
        line.set_data(*self._track)
        self._sheet = Sheet(ax)
        self._sheet.fix(*self._track)
        self._draw_entries()

    def _draw_entries(self) -> None:
        count = range(self.layer.inputs)
        self._tangents = [stroke(self.ax, "derivative", width=1.0, layer=4) for _ in count]
        self._marks, self._words = (
            [dot(self.ax) for _ in count],
            [label(self.ax, "derivative") for _ in count],
        )
        self.moving = [*self._tangents, *self._marks, *self._words]

    def move(self, x: Array) -> None:
        """Show other entries."""
        self.x = x
        sheet = self._sheet
        sheet.clear()
        slopes = np.diag(self.layer.jacobian(x))
        self.heights = np.asarray(self.curve(x), float)
        for mark, line, *at in zip(self._marks, self._tangents, x, self.heights, slopes, strict=True):
            put_dot(mark, *at[:2])
            self._lay(line, *at)
            sheet.avoid(line)
            sheet.avoid_marks(mark)
        for place, words in enumerate(self._words):
            words.set_text(f"{numbered('x', place)}: slope {number(slopes[place], 3)}")
            anchor = np.clip(sheet.points(x[place], self.heights[place])[0], 0, sheet.size)
            sheet.place(words, around(anchor, (1, -1), rings=6))

    def _lay(self, line: Any, x: float, y: float, slope: float) -> None:
        """Lay a short tangent on the curve, as long on paper whatever its slope."""
        (left, right), (bottom, top) = self.ax.get_xlim(), self.ax.get_ylim()
        steep = slope * (right - left) / (top - bottom) * self.ax.bbox.height / self.ax.bbox.width
        reach = _TANGENT / np.hypot(1, steep) * np.array([-1, 1])
        shown = bool(abs(x) <= REACH and x not in self._kink)
        line.set_data(x + reach if shown else [], y + slope * reach if shown else [])

    @property
    def _kink(self) -> tuple[float, ...]:
        return (0.0,) if self.layer.switching([0.0] * self.layer.inputs) else ()

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return a point for each entry."""
        places = zip(self.x, self.heights, strict=True)
        return {str(which): (self.ax, float(x), float(y)) for which, (x, y) in enumerate(places)}

    def dots(self) -> dict[str, Artist]:
        """Return their marks."""
        return {str(place): mark for place, mark in enumerate(self._marks)}

    def track(self, _name: str) -> Curve | None:
        """Return the curve."""
        return self._track

    def changed(self, name: str, x: float, _y: float) -> dict[int, float]:
        """Return the entry whose point it is."""
        return {int(name): x}


class StemInput(Input):
    """Entries as stems, and beside each the share that softmax gives it, as a bar."""

    def __init__(self, ax: Axes, layer: Layer) -> None:
        super().__init__(ax, layer)
        self._draw_ground()
        count = range(layer.inputs)
        self._sheet = Sheet(ax)
        self._stems = [stroke(ax, "measure", width=0.9) for _ in count]
        self._bars = [stroke(ax, "function", width=5, layer=2.5) for _ in count]
        for bar in self._bars:
            bar.set_solid_capstyle("butt")
        self._marks, self._names = [dot(ax) for _ in count], [label(ax, "point") for _ in count]
        self._shares = [label(ax, "function") for _ in count]
        self.moving = [*self._stems, *self._bars, *self._marks, *self._names, *self._shares]

    def _draw_ground(self) -> None:
        """Draw the zero line, and under each stem and each bar its name."""
        ax, places = self.ax, np.arange(1, self.layer.inputs + 1)
        ax.set(xlim=(0.55, len(places) + 0.85), ylim=(-REACH, REACH))
        name_axes(ax, "", "$x$")
        ax.axhline(0, color=LINE["axis"], linewidth=ax.spines["left"].get_linewidth(), zorder=1)
        names = [numbered(letter, place) for place in range(len(places)) for letter in "xp"]
        ax.set_xticks(np.stack([places, places + _BESIDE], axis=1).ravel(), names)
        ax.tick_params(axis="x", length=0)
        for name, tick in zip(names, ax.get_xticklabels(), strict=True):
            tick.set_color(TEXT["function" if name[0] == "p" else "point"])

    def move(self, x: Array) -> None:
        """Show other entries."""
        self.x = x
        shares = self.layer.value(x)
        sheet = self._sheet
        sheet.clear()
        for place, (height, share) in enumerate(zip(x, shares, strict=True)):
            self._stems[place].set_data([place + 1] * 2, [0, np.clip(height, -2 * REACH, 2 * REACH)])
            put_dot(self._marks[place], place + 1, height)
            self._bars[place].set_data([place + 1 + _BESIDE] * 2, [0, share])
            sheet.avoid(self._stems[place], self._bars[place])
            sheet.avoid_marks(self._marks[place])
        self._write(shares)

    def _write(self, shares: Array) -> None:
        """Write each share at the foot of its column, and each entry at the tip of its stem."""
        sheet = self._sheet
        for place, share in enumerate(shares):
            self._shares[place].set_text(cell_text(share))
            foot = sheet.points(place + 1 + _BESIDE, -REACH)[0]
            sheet.place(self._shares[place], _beyond(foot, np.array([0.0, 1.0])))
        for place, height in enumerate(self.x):
            self._names[place].set_text(number(height, 3))
            tip = np.clip(sheet.points(place + 1, height)[0], 0, sheet.size)
            sheet.place(self._names[place], around(tip, (-0.2, 1 if height > 0 else -1)))

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the tip of each stem."""
        return {str(place): (self.ax, place + 1.0, float(height)) for place, height in enumerate(self.x)}

    def dots(self) -> dict[str, Artist]:
        """Return their marks."""
        return {str(place): mark for place, mark in enumerate(self._marks)}

    def track(self, name: str) -> Curve | None:
        """Return the upright line on which a tip slides."""
        heights = np.linspace(-REACH, REACH, 161)
        return np.full_like(heights, int(name) + 1.0), heights

    def changed(self, name: str, _x: float, y: float) -> dict[int, float]:
        """Return the entry whose stem it is."""
        return {int(name): y}


def input_of(ax: Axes, layer: Layer) -> Input:
    """Draw the input in the way that fits the layer."""
    if layer.inputs == 2:
        return PlaneInput(ax, layer)
    return CurveInput(ax, layer) if layer.curve is not None else StemInput(ax, layer)


def _beyond(point: Array, way: Array) -> Spots:
    """Return the one place right beyond a point."""
    return Spots(point[None], way[None], corners=False)
