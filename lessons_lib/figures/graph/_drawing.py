"""The artists of a graph: boxes and edges that stay, numbers and the step that acts, which move."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from lessons_lib.figures.graph import _words as words
from lessons_lib.figures.graph._edges import Arrow, anchors
from lessons_lib.figures.graph._layers import layered
from lessons_lib.figures.graph._places import LINE, PAD, Box, Places, Request, placed
from lessons_lib.pencil.figure import dot, label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE as COLOUR
from lessons_lib.pencil.palette import TEXT
from lessons_lib.pencil.phrases import typeset
from lessons_lib.pencil.scale import scale_of
from lessons_lib.slopes.computation import Computation, Vertex

STRIP = 60.0
_TYPE, _SMALL = 13.0, 9.0
_ON_EDGES = 0.86  # the type on edges, of that in boxes
_ROOMY = 8.5  # type in which all edges that were used keep their numbers
_EDGE = "#8C8C8C"
_NUMBER = 4.9  # the width of a number of four digits in type of size 1
_SHORT = 5.7  # of the word "undefined"
_MARGIN = 12.0
_FULL = (6, 4)  # vertices in a full layer
_ASIDE = 128.0


class TooCrowdedError(ValueError):
    """A graph whose boxes find no room on the sheet."""


@lru_cache(maxsize=16)
def arranged(computation: Computation, size: tuple[float, float], scale: float) -> Places:
    """Return where everything stands on a sheet of some size in points, above the strip."""
    edges = [(one, other) for one, other, _ in computation.edges]
    heads = [words.breadth(_head(vertex)) for vertex in computation.vertices]
    named = [words.breadth(f"{vertex.name} = ") + _NUMBER for vertex in computation.vertices]
    room = (_MARGIN, size[0] - _MARGIN, STRIP * scale + _MARGIN, size[1] - _MARGIN - 8 * scale)
    for most in _FULL:
        places = placed(Request(
            layered(len(heads), edges, most), [max(pair) for pair in zip(heads, named, strict=True)],
            [max(head, _SHORT) for head in heads], computation.inputs, room, scale,
        ))  # fmt: skip
        if places is not None:
            return places
    raise TooCrowdedError(
        "This formula has too many operations, one after another, for a picture that can be read: shorten it."
    )


def _head(vertex: Vertex) -> str:
    """Return what stands above the numbers in a box; for an input a text as wide as what will stand there."""
    return f"{vertex.name} = {typeset(vertex.text) if vertex.rule else '0.1234'}"


class Drawing:
    """All artists of a graph."""

    def __init__(
        self,
        ax: Axes,
        rulers: Sequence[Axes],
        computation: Computation,
        ranges: Sequence[tuple[float, float]],
    ) -> None:
        self.ax, self.computation = ax, computation
        self._scale = scale_of(ax.get_figure(root=True))
        self._size = np.array([ax.get_xlim()[1], ax.get_ylim()[1]])
        self.places = arranged(computation, (self._size[0], self._size[1]), self._scale)
        self._draw_edges()
        for place, box in enumerate(self.places.boxes):
            self._draw_box(place, box)
        for place in dict.fromkeys(computation.outputs):
            self._tag(place)
        self.values = self._column("function")
        self.derivatives = self._column("derivative")
        self.slopes = [self._small("derivative") for _ in computation.edges]
        self._draw_acting()
        self._draw_strip()
        self.dots = [self._ruler(*given) for given in zip(rulers, self.places.boxes, ranges, strict=False)]
        self.moving: list[Artist] = [
            *(part for drawn in self._acting for part in drawn.artists), self._frame, *self.values,
            *self.derivatives, *self.slopes, *self.dots, *self._lines, *self._aside,
        ]  # fmt: skip

    # what stays

    @property
    def _heavy(self) -> float:
        """Width of the lines of the step that acts."""
        return min(2.6 * self._scale, 0.27 * self.places.size)

    @property
    def _stub(self) -> float:
        return 0.0 if self.places.straight else 1.05 * self.places.size

    def _draw_edges(self) -> None:
        head, stub = 0.62 * self.places.size, self._stub
        for stops in self.places.stops:
            Arrow(self.ax, _EDGE, 1.1 * self._scale, (head, stub), layer=1.0).follow(stops)

    def _draw_box(self, place: int, box: Box) -> None:
        drawn = self._rounded(box, 2.0)
        drawn.set(facecolor="white", edgecolor="#4D4D4D", linewidth=1.0 * self._scale)
        if self.computation.vertices[place].rule:
            head = self._inside("point")
            head.set_text(_head(self.computation.vertices[place]))
            self.centre(head, box.x, self._line(box, 0))

    def _rounded(self, box: Box, layer: float, grown: float = 0.0) -> FancyBboxPatch:
        corner = (box.x - box.width / 2 - grown, box.y - box.height / 2 - grown)
        radius = 0.45 * self.places.size + grown
        drawn = FancyBboxPatch(corner, box.width + 2 * grown, box.height + 2 * grown, zorder=layer,
                               boxstyle=f"round,pad=0,rounding_size={radius}", clip_on=False)  # fmt: skip
        self.ax.add_patch(drawn)
        return drawn

    def _tag(self, place: int) -> None:
        """Write above an output's box what it is called."""
        box, size = self.places.boxes[place], self.places.size
        named = [
            self.computation.output_name(w) for w, p in enumerate(self.computation.outputs) if p == place
        ]
        tag = label(self.ax, "function", f"output {', '.join(named)}", size=0.9 * size / self._scale, layer=3)
        self.centre(tag, box.x, box.y + box.height / 2 + 0.95 * size)

    def _ruler(self, ax: Axes, box: Box, ends: tuple[float, float]) -> Line2D:
        """Lay an input's number line along the bottom of its box."""
        size = self.places.size
        low = box.y - box.height / 2 + 0.25 * size
        across, up = self._size
        ax.set_position(((box.x - 0.4 * box.width) / across, low / up, 0.8 * box.width / across, size / up))
        ax.set(xlim=ends, ylim=(-1, 1))
        ax.plot(ends, [0, 0], color=COLOUR["axis"], linewidth=1.2 * self._scale, zorder=4, clip_on=False)
        middle = [0.0] if ends[0] < 0 < ends[1] else []
        marks = [*ends, *middle]
        ax.plot(marks, [0] * len(marks), "|", color=COLOUR["axis"], markersize=0.5 * size, zorder=4,
                clip_on=False)  # fmt: skip
        return dot(ax, size=min(size / (11 * self._scale), 1.0) * 0.9)

    # what moves

    def _column(self, meaning: str) -> list[Label]:
        return [self._inside(meaning) for _ in self.places.boxes]

    def _inside(self, meaning: str) -> Label:
        """Return words for the white inside of a box, which need next to no halo."""
        words_ = Label(self.ax, "", TEXT[meaning], self.places.size, halo=0.7)
        words_.set_zorder(7)
        return words_

    def _small(self, meaning: str) -> Label:
        return label(self.ax, meaning, size=_ON_EDGES * self.places.size / self._scale, layer=6)

    def _draw_acting(self) -> None:
        width, head = self._heavy, 1.05 * self.places.size
        self._acting = [
            Arrow(self.ax, COLOUR["function"], width, (head, self._stub), layer=2.2) for _ in range(2)
        ]
        self._frame = self._rounded(Box(0, 0, 0, 0), 2.5)
        self._frame.set(facecolor="none", linewidth=self._heavy)
        half = self._halves()
        self._anchors = anchors(self.places.stops, self.places.boxes, half, self._stub)
        self._free = [2 * width / (_ON_EDGES * self.places.size) for width, _ in half]

    def _halves(self) -> list[tuple[float, float]]:
        """Return half the size of every edge's label: with its formula, or of its number alone."""
        size, found = _ON_EDGES * self.places.size, []
        for (_, other, which), stops in zip(self.computation.edges, self.places.stops, strict=True):
            names = self.computation.vertices[other].slopes[which]
            wanted = (words.breadth(names) + words.breadth(" = ") + _NUMBER) * size
            gap = float(
                max(abs(stops[place + 1][0] - stops[place][0]) for place in range(0, len(stops) - 1, 2))
            )
            fits = wanted <= gap
            found.append(((wanted if fits else _NUMBER * size) / 2, 0.75 * size))
        return found

    def _draw_strip(self) -> None:
        up = STRIP * self._scale
        ends = [_MARGIN, self._size[0] - _MARGIN]
        self.ax.plot(ends, [up, up], color=COLOUR["ground"], linewidth=1, zorder=1)
        self._lines = [label(self.ax, "function", size=_TYPE) for _ in range(2)]
        self._aside = [label(self.ax, "measure", size=_SMALL) for _ in range(4)]

    # what is shown

    def show_number(self, labels: list[Label], place: int, text: str) -> None:
        """Write a value or a derivative into its box."""
        box, words_ = self.places.boxes[place], labels[place]
        if words_.get_text() != text:
            words_.set_text(text)
            line = (labels is self.derivatives) + (self.computation.vertices[place].rule is not None)
            self.centre(words_, box.x, self._line(box, line))

    def show_slope(self, edge: int, text: str) -> None:
        """Write a local derivative on its edge."""
        if self.slopes[edge].get_text() != text:
            self.slopes[edge].set_text(text)
            self.centre(self.slopes[edge], *self._anchors[edge])

    def room_in_box(self, place: int) -> float:
        """Return how wide a text in a box may be, in type of size 1."""
        return self.places.boxes[place].width / self.places.size - 0.5

    def room_on_edge(self, edge: int) -> float:
        """Return how wide a text on an edge may be, in type of size 1."""
        return self._free[edge]

    @property
    def keeps_slopes(self) -> bool:
        """Whether edges that were used keep their numbers: in small type only those of the present step."""
        return self.places.size >= _ROOMY * min(self._scale, 1.0)

    def act(self, place: int, edges: Sequence[int], meaning: str, backward: bool) -> None:
        """Frame the vertex that acts and draw the edges that it uses; -1 frames none."""
        self._frame.set_visible(place >= 0)
        self._frame.set_edgecolor(COLOUR[meaning])
        if place >= 0:
            box, grown = self.places.boxes[place], 1.2 * self._scale
            self._frame.set_bounds(box.x - box.width / 2 - grown, box.y - box.height / 2 - grown,
                                   box.width + 2 * grown, box.height + 2 * grown)  # fmt: skip
        stops = [self.places.stops[edge] for edge in edges]
        for drawn, route in itertools.zip_longest(self._acting, stops):
            drawn.set_colour(COLOUR[meaning])
            drawn.follow(route, backward)

    def say(self, aside: Sequence[str], lines: Sequence[tuple[str, str]], note: str) -> None:
        """Write the strip below: at its left where we are, then rules, each (text, meaning), and a note."""
        start, up = _MARGIN + _ASIDE * self._scale, STRIP * self._scale
        rows = (0.62, 0.31, 0.0)
        for words_, text, row in zip(self._aside, (*aside, note), (*rows, rows[-1]), strict=True):
            words_.set_text(text)
            self._write(words_, start if words_ is self._aside[-1] else _MARGIN, row * up)
        for words_, (rule, meaning), row in zip(self._lines, lines, rows, strict=False):
            text = typeset(rule)
            room = (self._size[0] - _MARGIN - start) / max(words.breadth(text), 1.0)
            words_.set_fontsize(min(_TYPE * self._scale, max(room, 6.5)))
            words_.set_text(text)
            words_.set_color(TEXT[meaning])
            self._write(words_, start, row * up)

    def _line(self, box: Box, line: int) -> float:
        """Return the height of a line of text in a box, counted from the top."""
        return box.y + box.height / 2 - (PAD / 2 + (line + 0.5) * LINE) * self.places.size

    def centre(self, words_: Label, x: float, y: float) -> None:
        """Set words in the middle of a place in points."""
        half = np.array(words_.size_in_points()) / 2
        words_.set_position(tuple((np.array([x, y]) - half) / self._size))

    def _write(self, words_: Label, x: float, y: float) -> None:
        words_.set_position(tuple(np.array([x, y]) / self._size))
