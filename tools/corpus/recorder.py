"""What a picture shows, read from its figure as the calls that a canvas would get.

An arrow is recorded by what it paints, whether one artist makes it or three. What paints nothing that can be
seen leaves no record. Places are whole thousandths of the axes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.spines import Spine
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox

Mark = list[Any]

# Where on a line it is looked at, as shares of its length. Lines of many equal pieces begin a piece at round
# shares, where rounding decides on which side of the gap a place falls.
SHARES = np.array([0, 0.131, 0.277, 0.419, 0.581, 0.723, 0.869, 1])
RIM = 0.01  # of the axes: what lies on their edge is seen whole
MANY = 64  # areas: more are a mesh
BLOCKS = 4  # an image is looked at in so many blocks across and up


class Recorder(RendererBase):
    """A canvas that writes down what it is asked to paint in one axes.

    Parameters
    ----------
    figure : Figure
    box : Bbox
        The axes in pixels.
    number : int
        Which axes, in reading order; -1 for the whole figure.
    """

    def __init__(self, figure: Figure, box: Bbox, number: int) -> None:
        super().__init__()
        self._figure, self._box, self._number = figure, box, number
        self._point = figure.dpi / 72
        self.marks: list[Mark] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size in pixels."""
        return self._figure.bbox.width, self._figure.bbox.height

    def points_to_pixels(self, points: Any) -> Any:
        """Return a length in pixels."""
        return points * self._point

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None) -> None:
        """Write down a line, or an area with or without an edge."""
        stroke, area = _stroke(gc), _ink(rgbFace, gc)
        if not stroke and not area:
            return
        starts, ends = self._clipped(gc, *_segments(path, transform, closed=bool(area)))
        if len(starts):
            places = _eight(starts, ends)
        elif area and path.contains_point(self._box.get_points().mean(axis=0), transform):
            places = []
        else:
            return
        self.marks.append(["area" if area else "line", self._number, area, *(stroke or ["", 0, []]), places])

    def draw_markers(  # noqa: PLR0917
        self, gc: Any, marker_path: Path, marker_trans: Any, path: Path, trans: Any, rgbFace: Any = None
    ) -> None:
        """Write down marks of one shape at several places."""
        stroke, area = _stroke(gc), _ink(rgbFace, gc)
        box, pixels = marker_path.transformed(marker_trans).get_extents(), trans.transform(path.vertices)
        if len(pixels) == 1 and not box.padded(1).contains(0, 0):
            # A collection of one path is painted as a mark that does not lie around its place.
            self.draw_path(gc, marker_path, marker_trans + Affine2D().translate(*pixels[0]), rgbFace)
            return
        places = self._share(pixels)
        with np.errstate(invalid="ignore"):
            seen = places[((places > -RIM) & (places < 1 + RIM)).all(axis=1)]
        if len(seen) and (stroke or area):
            shape = box.size / self._point
            look = [len(marker_path.vertices), *(round(float(side), 1) for side in shape), len(seen)]
            chosen = seen[np.linspace(0, len(seen) - 1, min(8, len(seen))).round().astype(int)]
            style = stroke[:2] if stroke else ["", 0]
            self.marks.append(["marks", self._number, area, *style, look, _whole(chosen)])

    def draw_path_collection(  # noqa: PLR0917
        self,
        gc: Any,
        master_transform: Any,
        paths: Any,
        all_transforms: Any,
        offsets: Any,
        offset_trans: Any,
        facecolors: Any,
        *rest: Any,
        **words: Any,
    ) -> None:
        """Write down areas or lines one by one; of very many their number, some places and inks."""
        if len(paths) <= MANY:
            super().draw_path_collection(
                gc, master_transform, paths, all_transforms, offsets, offset_trans, facecolors, *rest, **words
            )
        else:
            self._write_mesh(master_transform.transform([path.vertices[0] for path in paths]), facecolors)

    def draw_quad_mesh(  # noqa: PLR0917
        self,
        gc: Any,
        master_transform: Any,
        meshWidth: int,
        meshHeight: int,
        coordinates: Any,
        offsets: Any,
        offsetTrans: Any,
        facecolors: Any,
        antialiased: Any,
        edgecolors: Any,
    ) -> None:
        """Write down how many cells there are, some places and inks."""
        self._write_mesh(master_transform.transform(coordinates[:-1, :-1].reshape(-1, 2)), facecolors)

    def _write_mesh(self, corners: Any, inks: Any) -> None:
        chosen, inked = (np.linspace(0, len(each) - 1, 8).round().astype(int) for each in (corners, inks))
        colours = [_short(to_hex(ink, keep_alpha=True)) for ink in np.asarray(inks)[inked]]
        self.marks.append(["mesh", self._number, len(corners), colours, _whole(self._share(corners)[chosen])])

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Write down where an image lies and how bright its parts are, from 0 to 100."""
        height, width = im.shape[:2]
        ends = np.array([(x, y), (x + width, y + height)], float)
        if transform is not None:
            ends = transform.transform([(0, 0), (1, 1)]) + np.array([x, y])
        alpha = im[..., 3:].astype(float) / 255 * (gc.get_alpha() or 1)
        seen = (255 - alpha * (255 - im[..., :3].astype(float))).mean(axis=2) / 2.55
        rows, columns = (np.linspace(0, side, BLOCKS + 1).astype(int) for side in (height, width))
        blocks = [
            round(float(seen[low:high, left:right].mean()))
            for low, high in pairwise(rows)
            for left, right in pairwise(columns)
        ]
        self.marks.append(["image", self._number, blocks, _whole(self._share(ends))])

    def draw_text(  # noqa: PLR0917
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, *_: Any, **__: Any
    ) -> None:
        """Write down words that no `Text` stands for."""
        self.marks.append(
            ["text", self._number, s, _ink(gc.get_rgb(), gc), round(prop.get_size_in_points(), 1)]
        )

    def paint(self, artist: Any) -> None:
        """Write down what an artist paints; of words what they say, not where."""
        if not artist.get_visible():
            return
        if not isinstance(artist, Text):
            artist.draw(self)
        elif (words := artist.get_text()).strip() and np.isfinite(artist.get_position()).all():
            ink = _short(to_hex(to_rgba(artist.get_color(), artist.get_alpha()), keep_alpha=True))
            self.marks.append(["text", self._number, words, ink, round(float(artist.get_size()), 1)])

    def _share(self, points: Any) -> Any:
        """Return pixels as shares of the axes."""
        return (np.asarray(points, float) - self._box.min) / self._box.size

    def _clipped(self, gc: Any, starts: Any, ends: Any) -> tuple[Any, Any]:
        """Return the parts of segments that can be seen, as shares of the axes."""
        window = gc.get_clip_rectangle() or self._figure.bbox
        low, high = self._share(window.get_points())
        return _inside(self._share(starts), self._share(ends), low - RIM, high + RIM)


def _segments(path: Path, transform: Any, closed: bool) -> tuple[Any, Any]:
    """Return the straight pieces of a path in pixels: where they start and where they end."""
    if path.codes is not None and np.isin(path.codes, (Path.CURVE3, Path.CURVE4)).any():
        path = path.cleaned(transform, curves=False, simplify=False)
        points = path.vertices
    else:
        points = transform.transform(path.vertices) if len(path.vertices) else np.zeros((0, 2))
    codes = np.full(len(points), Path.LINETO) if path.codes is None else np.array(path.codes)
    codes[:1] = Path.MOVETO
    stop = np.flatnonzero(codes == Path.STOP)
    if len(stop):
        points, codes = points[: stop[0]], codes[: stop[0]]
    points = np.array(points, float)
    first = np.maximum.accumulate(np.where(codes == Path.MOVETO, np.arange(len(codes)), 0))
    back = codes == Path.CLOSEPOLY
    points[back] = points[first[back]]
    line = codes[1:] != Path.MOVETO
    starts, ends = points[:-1][line], points[1:][line]
    if closed and len(points) and not back.any():
        starts, ends = np.vstack([starts, points[-1:]]), np.vstack([ends, points[:1]])
    whole = np.isfinite(starts).all(axis=1) & np.isfinite(ends).all(axis=1)
    return starts[whole], ends[whole]


def _inside(starts: Any, ends: Any, low: Any, high: Any) -> tuple[Any, Any]:
    """Cut segments off at the edges of a box."""
    steps = ends - starts
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        one, other = (low - starts) / steps, (high - starts) / steps
        level, within = steps == 0, (starts >= low) & (starts <= high)
        enter = np.where(level, np.where(within, -np.inf, np.inf), np.minimum(one, other))
        enter = enter.max(axis=1, initial=0)
        leave = np.where(level, np.inf, np.maximum(one, other)).min(axis=1, initial=1)
    seen = enter < leave
    starts, steps, enter, leave = starts[seen], steps[seen], enter[seen], leave[seen]
    return starts + enter[:, None] * steps, starts + leave[:, None] * steps


def _eight(starts: Any, ends: Any) -> list[int]:
    """Return eight places along segments; of a straight line only both its ends."""
    lengths = np.hypot(*(ends - starts).T)
    travelled = np.concatenate([[0], np.cumsum(lengths)])
    where = SHARES * travelled[-1]
    which = np.clip(np.searchsorted(travelled, where, side="right") - 1, 0, len(lengths) - 1)
    part = np.clip((where - travelled[which]) / np.maximum(lengths[which], 1e-12), 0, 1)
    places = starts[which] + part[:, None] * (ends[which] - starts[which])
    straight = places[0] + SHARES[:, None] * (places[-1] - places[0])
    return _whole(places[[0, -1]] if np.abs(places - straight).max() < 5e-4 else places)


def _whole(places: Any) -> list[int]:
    return [round(float(number)) for number in (1000 * np.asarray(places, float)).ravel()]


def _stroke(gc: Any) -> Mark | None:
    """Return colour, width in points and dashes of a line; None where it cannot be seen."""
    ink = _ink(gc.get_rgb(), gc) if gc.get_linewidth() > 0 else ""
    dashes = [round(float(dash), 1) for dash in gc.get_dashes()[1] or ()]
    return [ink, round(float(gc.get_linewidth()), 2), dashes] if ink else None


def _ink(colour: Any, gc: Any) -> str:
    """Return a colour with its transparency; empty where it cannot be seen."""
    if colour is None:
        return ""
    red, green, blue, alpha = to_rgba(colour)
    if gc.get_forced_alpha():
        alpha = gc.get_alpha()
    return _short(to_hex((red, green, blue, alpha), keep_alpha=True)) if alpha > 0 else ""


def _short(ink: str) -> str:
    return ink.removeprefix("#").removesuffix("ff") if len(ink) == 9 else ink


def in_reading_order(figure: Figure) -> list[Axes]:
    """Return the axes that can be seen, row by row."""
    shares = figure.transFigure.inverted()
    boxes = {ax: ax.bbox.transformed(shares) for ax in figure.axes if ax.get_visible()}
    return sorted(boxes, key=lambda ax: (-round(boxes[ax].y1, 1), *boxes[ax].min.round(2) * (1, -1)))


def look(figure: Figure, still: list[Mark] | None = None) -> tuple[list[Mark], list[Mark]]:
    """Return what a drawn figure shows: what moves, and what stands still, which may be known already."""
    stale, moving, rest = figure.stale, [], []
    for number, ax in enumerate(in_reading_order(figure)):
        _walk(ax, Recorder(figure, ax.bbox, number), moving, None if still else rest)
        if not still:
            rest.append(_frame(figure, ax, number))
    _walk(figure, Recorder(figure, figure.bbox, -1), moving, None if still else rest)
    # Ticks that were looked at count as changed, and all would be drawn anew.
    figure.stale = stale
    return sorted(moving, key=repr), still or sorted(rest, key=repr)


def _walk(owner: Any, recorder: Recorder, moving: list[Mark], still: list[Mark] | None) -> None:
    for artist in owner.get_children():
        found = moving if artist.get_animated() else still
        if found is not None and not isinstance(artist, Axes | Axis | Spine) and artist is not owner.patch:
            recorder.marks = []
            recorder.paint(artist)
            found.extend(recorder.marks)


def _frame(figure: Figure, ax: Axes, number: int) -> Mark:
    """Return where axes lie, what they show and what is written along them."""
    box = ax.bbox.transformed(figure.transFigure.inverted())
    limits = [f"{limit:.4g}" for limit in (*ax.get_xlim(), *ax.get_ylim())]
    scales = [ax.get_xscale(), ax.get_yscale()]
    spines = [name for name, line in ax.spines.items() if line.get_visible()]
    words = [ax.get_title(), ax.get_xlabel(), ax.get_ylabel()]
    if not ax.axison:
        return ["axes", number, _whole(box.extents), limits, scales, words]
    ticks = [[word.get_text() for word in axis.get_ticklabels()] for axis in (ax.xaxis, ax.yaxis)]
    return ["axes", number, _whole(box.extents), limits, scales, words, spines, *ticks]
