"""The pencil: every call says what stands somewhere; artists are made once, kept, and then moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Polygon
from matplotlib.ticker import MultipleLocator
from numpy.typing import ArrayLike

from lessons_lib.arrays import Points
from lessons_lib.pencil.curves import View, polyline, straight
from lessons_lib.pencil.figure import Curve, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import input_name
from lessons_lib.pencil.placing import Sheet, Spots, around, beside
from lessons_lib.pencil.plane import ContourMap, PlaneView, arrow, contour_map
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.scenery import set_view

if TYPE_CHECKING:
    from lessons_lib.pencil.picture import Picture

Take = Callable[[float, float], dict[str, Any]]
"""What the state becomes where a grip is dropped."""

Made = TypeVar("Made")

LOOKS = 24  # of one kind and meaning: more come from a width or a style that varies with the state


@dataclass(eq=False)
class Mark:
    """Something drawn; it can be named, and taken hold of."""

    panel: Panel
    kind: str
    meaning: str
    drawn: Any
    place: tuple[float, float] = (np.nan, np.nan)
    curve: Curve | None = None

    @cached_property
    def points(self) -> Points:
        """Where its points are on the paper, in points from the lower left corner, shape (n, 2)."""
        if self.kind == "arrow":
            return self.panel.sheet.points(*np.array([self.drawn.tail, self.drawn.tip]).T)
        return self.panel.sheet.of(self.drawn)

    @property
    def data(self) -> Points:
        """Its points in data coordinates, shape (n, 2); of an arrow tail and tip."""
        if self.kind == "arrow":
            return np.array([self.drawn.tail, self.drawn.tip])
        return np.asarray(self.drawn.get_xy() if self.kind == "area" else self.drawn.get_xydata(), float)

    def name(
        self, text: str, start: float = 0.85, prefer: ArrayLike | None = None, *, count: int = 13,
        rings: int = 2, meaning: str = "", **options: Any,
    ) -> Mark:  # fmt: skip
        """Write words beside it: along a line from `start` on, around a dot or an arrow's tip.

        `prefer` is the side that is tried first, `count` and `rings` say how many places there are.
        """
        points = self.points
        if self.kind == "dot":
            spots = around(points[0], (0, 1) if prefer is None else prefer, rings)
        elif self.kind == "arrow":
            spots = around(
                points[1], np.nan_to_num(points[1] - points[0]) if prefer is None else prefer, rings
            )
        else:
            seen = points if len(points) < 5 else self.panel.sheet.inside(points)
            spots = beside(seen, count, start, (0, 1) if prefer is None else prefer)
        self.panel.write(text, meaning or self.meaning, spots, **options)
        return self

    def grip(
        self, name: str, said: str, take: Take | None = None, along: Curve | None = None,
        *, nudge: float | None = None,
    ) -> Mark:  # fmt: skip
        """Let people drag it: `said` is its name, `along` the curve it rides on.

        `take` returns the values that fields have where it is dropped; without it the field of the grip's
        name takes the place. Where a coordinate is nan, that of a point stays.
        """
        self.panel.picture.grips[name] = Grip(self, said, take, along, nudge)
        return self

    def fix(self) -> Mark:
        """Keep labels off a line of the stage."""
        self.panel.sheet.fix(*self.data.T)
        return self


@dataclass(frozen=True)
class Grip:
    """A mark that can be dragged: what it is called, what dragging does, and what it rides on."""

    mark: Mark
    said: str
    take: Take | None = None
    along: Curve | None = None
    nudge: float | None = None


class Panel:
    """Paper with axes. What `stage` draws on it stands still; what `draw` draws moves from state to state.

    The third line of one look is the third line of that look in every state. What a state does not draw is
    hidden, and so is what is undefined. A `meaning` chooses colour and line style: see `palette`.
    """

    def __init__(self, ax: Axes, picture: Picture) -> None:
        self.ax, self.picture = ax, picture
        self.limits = View(*ax.get_xlim(), *ax.get_ylim())
        self.sheet = Sheet(ax)
        self.marks: list[Mark] = []
        self.staged: list[Mark] = []
        self.written: Callable[[], Sequence[Label]] = tuple
        self._kept: dict[tuple[Any, ...], list[Any]] = {}
        self._count: dict[tuple[Any, ...], int] = {}
        self._words: list[tuple[Label, tuple[Spots, ...], bool]] = []
        self._avoided: list[Mark] = []
        self._boxes: list[Label] = []
        self._sampled: dict[Any, tuple[Any, Curve]] = {}

    # what stands still

    def view(
        self, view: Sequence[float], names: tuple[str, str] | None = ("$x$", "$y$"), *, zero: bool = True,
        **ax: Any,
    ) -> None:  # fmt: skip
        """Fix the limits, name the axes and draw the line of height 0; `ax` are matplotlib's own settings."""
        self.limits = View(*view)
        self.ax.set(**ax)
        set_view(self.ax, self.limits)
        if "aspect" in ax:
            # Labels are placed by the final size of the axes.
            self.ax.apply_aspect()
        if names:
            name_axes(self.ax, *names)
            if zero and self.limits.bottom < 0 < self.limits.top and self.ax.get_yscale() == "linear":
                self.rule(0.0)
        self.sheet.clear()

    def blank(self, view: Sequence[float] = (0, 1, 0, 1)) -> None:
        """Take the axes away: paper for a table or a drawing without numbers."""
        self.ax.set_axis_off()
        self.view(view, None)

    def ground(self, f: Any, view: Sequence[float], meaning: str = "function", **look: Any) -> Curve:
        """Draw limits, axes and the curve of a function, which labels keep off; return the curve."""
        self.view(view, (f"${input_name(f)}$", "$y$"))
        curve = polyline(f, self.limits)
        self.line(*curve, meaning, **{"width": 1.15, **look}).fix()
        return curve

    def map(self, f: Any, view: PlaneView, **look: Any) -> ContourMap:
        """Draw the contour lines of a function of two variables; labels keep off the heights on them."""
        drawn = contour_map(self.ax, f, view, **look)
        self.limits, self.written = View(*view), lambda: drawn.labels
        self.sheet.clear()
        return drawn

    def rule(self, height: float, upright: bool = False) -> None:
        """Draw a pale line across the whole paper."""
        draw = self.ax.axvline if upright else self.ax.axhline
        draw(height, color=LINE["ground"], linewidth=self.ax.spines["left"].get_linewidth(), zorder=1)

    def ticks(self, x: Any = None, y: Any = None, **powers: Any) -> None:
        """Choose the ticks of both axes: their distance, or a range of exponents of powers of ten."""
        for axis, wanted in ((self.ax.xaxis, x), (self.ax.yaxis, y)):
            if isinstance(wanted, range):
                mark_powers(axis, wanted, **powers)
            elif wanted is not None:
                axis.set_major_locator(MultipleLocator(wanted))

    # what is drawn

    def line(self, xs: Any, ys: Any, meaning: str = "measure", *, avoided: bool = True, **look: Any) -> Mark:
        """Draw from point to point; nan lifts the pencil. Labels keep off it unless told otherwise.

        The look: `width`, `dashes`, `layer`, a `marker` at every point, its `share` of the
        usual size and its `rim`, which can have a colour, `cap`.
        """
        drawn = self._next(("line", meaning, *look.items()), lambda: _stroke(self.ax, meaning, **look))
        drawn.set_data(xs, ys)
        return self._mark(Mark(self, "line", meaning, drawn), avoided)

    def path(self, points: ArrayLike, meaning: str = "measure", **look: Any) -> Mark:
        """Draw a line through points, shape (n, 2); nan lifts the pencil."""
        xs, ys = np.asarray(points, float).T
        return self.line(xs, ys, meaning, **look)

    def curve(self, f: Any, meaning: str = "function", *, avoided: bool = True, **look: Any) -> Mark:
        """Draw a function of x over all that is seen; it is sampled once for as long as it is the same."""
        drawn = self._next(("line", meaning, *look.items()), lambda: _stroke(self.ax, meaning, **look))
        sampled = self._sampled.get(drawn)
        if sampled is None or sampled[0] is not f:
            sampled = self._sampled[drawn] = f, polyline(f, self.limits)
        drawn.set_data(*sampled[1])
        return self._mark(Mark(self, "line", meaning, drawn, curve=sampled[1]), avoided)

    def straight(self, x: float, y: float, slope: float, meaning: str = "derivative", *,
                 view: View | None = None, **look: Any) -> Mark:  # fmt: skip
        """Draw the straight line through a point from edge to edge, or as far as a `view` of its own."""
        return self.line(*straight(x, y, slope, view or self.limits), meaning, **look)

    def dot(self, x: float, y: float, meaning: str = "point", *, avoided: bool = True, **look: Any) -> Mark:
        """Draw a dot; one that is not in view is left out. The look: `size`, `layer`, `marker`, `hollow`."""
        drawn = self._next(("dot", meaning, *look.items()), lambda: _stamp(self.ax, meaning, **look))
        put_dot(drawn, float(x), float(y))
        return self._mark(Mark(self, "dot", meaning, drawn, (float(x), float(y))), avoided)

    def dots(self, points: ArrayLike, meaning: str = "point", *, avoided: bool = True, **look: Any) -> Mark:
        """Draw dots of one look at several points that are in view, shape (n, 2)."""
        drawn = self._next(("dot", meaning, *look.items()), lambda: _stamp(self.ax, meaning, **look))
        drawn.set_data(*np.asarray(points, float).T)
        return self._mark(Mark(self, "dot", meaning, drawn), avoided)

    def arrow(self, tail: ArrayLike, tip: ArrayLike, meaning: str = "gradient", *, avoided: bool = False,
              **look: Any) -> Mark:  # fmt: skip
        """Draw an arrow whose head keeps its size; where an end is undefined there is none."""
        drawn = self._next(("arrow", meaning, *look.items()), lambda: arrow(self.ax, meaning, **look))
        drawn.put(tail, tip)
        x, y = drawn.tip
        return self._mark(Mark(self, "arrow", meaning, drawn, (float(x), float(y))), avoided)

    def area(self, corners: ArrayLike, meaning: str = "measure", **look: Any) -> Mark:
        """Fill the inside of corners, shape (n, 2). The look: `strength`, `edge`, `hatch`, `layer`."""
        drawn = self._next(("area", meaning, *look.items()), lambda: _filling(self.ax, meaning, **look))
        drawn.set_xy(np.asarray(corners, float))
        return self._mark(Mark(self, "area", meaning, drawn), False)

    def cells(self, outlines: Any, colours: Any, name: str = "cells", **look: Any) -> Mark:
        """Draw cells whose colours are data: outlines of shape (k, n, 2), a colour for each."""
        drawn = self.artist(
            f"cells {name}", lambda _: PolyCollection([], **{"edgecolors": "none", "zorder": 1, **look})
        )
        drawn.set_verts(outlines)
        drawn.set_facecolor(colours)
        return self._mark(Mark(self, "cells", name, drawn), False)

    def artist(self, key: str, make: Callable[[Axes], Made]) -> Made:
        """Keep any artist of matplotlib's by a name; the caller moves it."""

        def added() -> Made:
            made: Any = make(self.ax)
            if made.axes is None:
                self.ax.add_artist(made)
            return cast("Made", made)

        return self._next(("artist", key), added)

    # what is written

    def write(
        self, text: str, meaning: str, *spots: Spots, size: float = 11, optional: bool = False,
        otherwise: Sequence[Spots] = (), layer: float = 7,
    ) -> Label:  # fmt: skip
        """Write words on the best of the given places, once all lines and dots are known.

        Words that are `optional` are left out where every place hides too much.
        """
        words = self._lettered("words", text, meaning, size, layer)
        self._words.append((words, (*spots, *otherwise), optional))
        return words

    def say(
        self, text: str, at: ArrayLike, prefer: ArrayLike = (1, 1), meaning: str = "point", rings: int = 1,
        **options: Any,
    ) -> Label:  # fmt: skip
        """Write words around a point in data coordinates, or at the edge that is nearest to it."""
        return self.write(text, meaning, around(self.spot(at), prefer, rings), **options)

    def pin(
        self, text: str, at: ArrayLike, shift: ArrayLike = (0, 0), meaning: str = "axis", *, size: float = 11,
        down: float = 0.0, layer: float = 7, avoided: bool = False,
    ) -> Label:  # fmt: skip
        """Write words at a fixed place of the paper, shifted by parts of their own box, then by points."""
        words = self._lettered("pinned", text, meaning, size, layer)
        box = np.array(shift) * words.size_in_points() - (0.0, down)
        words.set_position(tuple(np.array(at) + box / self.sheet.size))
        if avoided:
            self._boxes.append(words)
        return words

    def spot(self, at: ArrayLike) -> Points:
        """Return a point in points from the lower left corner, kept on the paper."""
        found = self.sheet.points(*np.asarray(at, float))[0]
        return np.asarray(np.clip(np.nan_to_num(found), 0, self.sheet.size))

    # one state after another

    def begin(self) -> None:
        """Begin a new state: nothing is drawn yet."""
        self._count, self._words, self._avoided, self._boxes, self.marks = {}, [], [], [], []
        self.sheet.clear()
        for words in self.written():
            self.sheet.avoid_label(words)

    def finish(self) -> None:
        """Hide what this state has not drawn, then find places for all words."""
        for key, artists in self._kept.items():
            used = self._count.get(key, 0)
            for number, artist in enumerate(artists):
                # An arrow without length hides itself.
                if number >= used or key[0] != "arrow":
                    artist.set_visible(number < used)
        for mark in self._avoided:
            if mark.kind == "dot":
                self.sheet.avoid_marks(mark.drawn)
            else:
                self.sheet.avoid_line(mark.points)
        for words in self._boxes:
            self.sheet.avoid_label(words)
        for words, spots, optional in self._words:
            if words.get_text():
                self.sheet.place(words, *spots, optional=optional)
            else:
                words.set_visible(False)

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        return [artist for artists in self._kept.values() for artist in artists]

    def _mark(self, mark: Mark, avoided: bool) -> Mark:
        if self.picture.staging:
            self.staged.append(mark)
        else:
            self.marks.append(mark)
            if avoided:
                self._avoided.append(mark)
        return mark

    def _lettered(self, kind: str, text: str, meaning: str, size: float, layer: float) -> Label:
        key = (kind, meaning, size, layer)
        words = self._next(key, lambda: label(self.ax, meaning, size=size, layer=layer))
        words.set_text(text)
        return words

    def _next(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """Return the next artist of its look in this state; where there is none yet, a new one."""
        if self.picture.staging:
            return make()
        number = self._count.get(key, 0)
        self._count[key] = number + 1
        kept: list[Made] = self._kept.setdefault(key, [])
        if number == len(kept):
            self._refuse_one_look_more(key)
            with style(self.ax.get_figure(root=True)):
                kept.append(make())
        return kept[number]

    def _refuse_one_look_more(self, key: tuple[Any, ...]) -> None:
        looks = sum(kind == key[:2] for kind in (each[:2] for each in self._kept))
        if looks > LOOKS:
            raise ValueError(
                f"More than {LOOKS} looks of one {key[0]} ({key[1]}): a width, size or style may not vary "
                "with the state. Draw one of a few looks, or show the number by colour, in cells."
            )


def _stamp(ax: Axes, meaning: str, *, marker: str = "o", hollow: bool = False, **look: Any) -> Any:
    mark = dot(ax, meaning, **look)
    mark.set_marker(marker)
    if hollow:
        mark.set(markerfacecolor="white", markeredgecolor=LINE[meaning], markeredgewidth=1.0)
    return mark


def _stroke(
    ax: Axes, meaning: str, *, marker: str = "", share: float = 1.0, rim: bool | str = False, cap: Any = "",
    alpha: float | None = None, **look: Any,
) -> Any:  # fmt: skip
    line = stroke(ax, meaning, **look)
    line.set_alpha(alpha)
    if marker:
        line.set(marker=marker, markersize=share * line.get_markersize())
        line.set_markeredgewidth(line.get_markeredgewidth() if rim or marker in "|x" else 0)
        if isinstance(rim, str):
            line.set_markeredgecolor(rim)
    if cap:
        line.set_solid_capstyle(cap)
    return line


def _filling(ax: Axes, meaning: str, *, strength: float = 0.22, edge: float = 0.0, hatch: str = "",
             hatched: str = "", layer: float = 3) -> Polygon:  # fmt: skip
    colour, scale = LINE[meaning], scale_of(ax.get_figure(root=True))
    filling = Polygon(
        np.zeros((4, 2)), closed=True, facecolor=to_rgba(colour, strength), linewidth=edge * scale,
        zorder=layer,
        # matplotlib colours a hatch like the edge, which may have no width.
        edgecolor=to_rgba(LINE[hatched or meaning], 0.55 if hatch else 1.0), hatch=hatch or None,
    )  # fmt: skip
    filling.set_hatch_linewidth(0.7 * scale)
    ax.add_patch(filling)
    return filling
