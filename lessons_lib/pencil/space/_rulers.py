"""The three edges of the box that carry numbers and a name."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from lessons_lib.arrays import Points
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.space._camera import Box, Camera
from lessons_lib.wording import number

_OVERHEAD = 78.0  # degrees: seen from higher up heights have no length to speak of
_SIDEWAYS = 0.16  # of its length: an edge seen more end-on than this has no room for numbers
_TICK, _GAP = 3.5, 5.0  # points
_FEW = 4
_CORNER = 0.06  # of an edge: numbers of two edges would meet at a corner


class Ruler:
    """One edge with ticks, numbers and a name."""

    def __init__(self, ax: Axes, box: Box, axis: int, name: str) -> None:
        self._box, self._axis = box, axis
        self._sheet = Sheet(ax)
        self._scale = scale_of(ax.get_figure(root=True))
        ends = [(box.left, box.right), (box.bottom, box.top), (box.low, box.high)][axis]
        self._values = _ticks(*ends) if axis == 2 else _ticks(*ends, float(box.half[axis]), _CORNER)
        self._line = _thin(ax)
        self._numbers = [label(ax, "axis", number(value), size=9.5, layer=1.6) for value in self._values]
        self._name = label(ax, "axis", name, size=11.5, layer=1.6)

    @property
    def labels(self) -> list[Label]:
        """The numbers and the name."""
        return [*self._numbers, self._name]

    def turn(self, camera: Camera) -> None:
        """Stand at the edge that is best seen by this camera."""
        ends, ticks, inside = self._edge(camera)
        shown, out = self._direction(camera, ends, inside)
        for words in self.labels:
            words.set_visible(shown)
        places = self._sheet.points(*camera.seen(ticks).T)
        self._draw(camera, ends, places if shown else places[:0], out)
        room = max(self._stand(words, at, out, _GAP) for words, at in zip(self._numbers, places, strict=True))
        middle = self._sheet.points(*camera.seen(ends.mean(axis=0)))[0]
        self._stand(self._name, middle, out, room / self._scale + 4)

    def _edge(self, camera: Camera) -> tuple[Points, Points, Points]:
        """Return the ends of the edge, the places of its ticks, and a point on the inner side of it."""
        corner = self._corner(camera)
        ends = np.stack([corner, corner])
        sides = np.append(self._box.half, Box.HIGHEST)
        ends[:, self._axis] = Box.LOWEST if self._axis == 2 else -sides[self._axis], sides[self._axis]
        ticks = np.repeat(corner[None], len(self._values), axis=0)
        ticks[:, self._axis] = self._places()
        inside = np.append([0.0, 0.0], ends[:, 2].mean())
        return ends, ticks, inside

    def _places(self) -> Points:
        if self._axis == 2:
            return self._box.level(self._values)
        return self._box.flat(np.stack([self._values, self._values], axis=-1))[:, self._axis]

    def _corner(self, camera: Camera) -> Points:
        """Return a corner of the edge: of the floor's near edges, or the one farthest to the left."""
        corners = self._box.corners(Box.FLOOR)
        if self._axis == 2:
            return np.asarray(corners[np.argmin(camera.seen(corners)[:, 0].round(9))])
        near = np.where(camera.towards[:2].round(9) > 0, 1.0, -1.0) * self._box.half
        return np.append(near, Box.FLOOR)

    def _direction(self, camera: Camera, ends: Points, inside: Points) -> tuple[bool, Points]:
        """Tell whether there is room for numbers, and which way they stand off the edge."""
        start, end = camera.seen(ends)
        along = end - start
        length = float(np.hypot(*along))
        if length < _SIDEWAYS * float(np.ptp(ends, axis=0).max()):
            return False, np.array([0.0, -1.0])
        out = np.array([along[1], -along[0]]) / length
        middle = (start + end) / 2 - camera.seen(inside)
        return self._axis < 2 or camera.elevation <= _OVERHEAD, out * (1 if out @ middle >= 0 else -1)

    def _draw(self, camera: Camera, ends: Points, places: Points, out: Points) -> None:
        edge = self._sheet.points(*camera.seen(ends).T) if self._axis == 2 and len(places) else places[:0]
        gap = np.full(2, np.nan)
        strokes = [[at, at + _TICK * self._scale * out, gap] for at in places]
        points = np.concatenate([edge, [gap], *strokes]) if strokes else np.full((1, 2), np.nan)
        self._line.set_data(*(points / self._sheet.size).T)

    def _stand(self, words: Label, at: Points, out: Points, gap: float) -> float:
        """Put words beside a point and return how far they reach from it, in points."""
        half = np.array(words.size_in_points()) / 2
        # A label's own halo and the room above its letters already keep some distance.
        reach = float(np.abs(out) @ (half - 2 * self._scale))
        centre = at + out * (gap * self._scale + reach)
        words.set_position(tuple((centre - half) / self._sheet.size))
        return gap * self._scale + 2 * reach


def _thin(ax: Axes) -> Line2D:
    """Add a line in fractions of the axes."""
    width = ax.spines["left"].get_linewidth()
    (line,) = ax.plot([], [], color=LINE["axis"], linewidth=width, zorder=0.4, transform=ax.transAxes)
    line.set_clip_on(False)
    return line


def _ticks(low: float, high: float, length: float = 1.0, margin: float = 0.0) -> Points:
    """Return a few round numbers in a range, fewer on a short edge, off its ends by a share of it."""
    count = max(round(_FEW * length), 2)
    values = np.asarray(MaxNLocator(nbins=count, steps=[1, 2, 5, 10]).tick_values(low, high), float)
    room = (margin - 1e-9) * (high - low)
    return np.asarray(values[(values >= low + room) & (values <= high - room)])
