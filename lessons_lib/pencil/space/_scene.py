"""What stands still while a point moves: the box, the floor with its contour lines, the shaded surface."""

from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from lessons_lib.arrays import Points
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.space._camera import Box, Camera
from lessons_lib.pencil.space._relief import Relief
from lessons_lib.pencil.space._rulers import Ruler

_PALEST, _DARKEST = 0.16, 0.58
_DIMMEST, _UNDERSIDE = 0.66, 0.88
_LIGHT = np.array([-0.45, 0.62, 0.64])  # to the right, up, towards the camera
_LINES, _EVERY, _LOOKS = 13, 2, 30
_GRAZING = 0.012  # of the box: a line this little behind the surface lies on it
_GAP = np.full((1, 3), np.nan)
_REACH, _BREADTH = 1.69, 1.42  # of the box: what may be farthest above and beside the middle of the picture
_ROOM = 21.0  # points for numbers and names around it
# Points that the picture takes from its margins: left and bottom, right and top.
_BELOW, _ABOVE = np.array([40.0, 34.0]), np.array([30.0, 26.0])


class Scene:
    """The still part of the picture; only another camera changes it."""

    def __init__(self, ax: Axes, relief: Relief, levels: Points, names: tuple[str, str, str]) -> None:
        self.ax, self.relief, self.box = ax, relief, relief.box
        self._mesh = np.nan_to_num(relief.mesh, nan=Box.LOWEST)
        self._ink, self._normals = _inks(self._mesh), _normals(self._mesh)
        lines = (_mesh_lines(relief), _contours(relief, levels))
        self._lines = [_without_bridges(relief, each) for each in lines]
        self._rulers = [Ruler(ax, self.box, axis, name) for axis, name in enumerate(names)]
        self._prepare()

    def _prepare(self) -> None:
        thin = self.ax.spines["left"].get_linewidth()
        self._floor = Polygon(np.zeros((4, 2)), facecolor="#F6F7F8", edgecolor=LINE["axis"], zorder=0.1)
        self._floor.set_linewidth(thin)
        self.ax.add_patch(self._floor)
        self._on_floor = self._line(LINE["function"], 0.8 * thin, 0.2, 0.6)
        self._posts = self._line(LINE["ground"], thin, 0.3)
        dark = "#0B3B58"
        self._on_surface = [self._line(dark, 0.5 * thin, 1.1, 0.25), self._line(dark, 0.8 * thin, 1.2, 0.8)]
        self._sheets: list[QuadMesh] = []

    def _line(self, colour: str, width: float, layer: float, alpha: float = 1.0) -> Line2D:
        (line,) = self.ax.plot([], [], color=colour, linewidth=width, zorder=layer, alpha=alpha)
        return line

    def turn(self, camera: Camera) -> None:
        """Draw everything as this camera sees it."""
        self._turn_box(camera)
        self._turn_surface(camera)
        self._turn_lines(camera)
        for ruler in self._rulers:
            ruler.turn(camera)

    @property
    def labels(self) -> list[Label]:
        """Numbers and names along the edges."""
        return [words for ruler in self._rulers for words in ruler.labels]

    def _turn_box(self, camera: Camera) -> None:
        low, high = self.box.corners(Box.FLOOR), self.box.corners(Box.HIGHEST)
        self._floor.set_xy(camera.seen(low))
        behind = camera.depth(low) < camera.depth(low).max() - 1e-9
        gaps = np.full_like(low, np.nan)
        posts = np.stack([low, high, gaps], axis=1)[behind].reshape(-1, 3)
        self._posts.set_data(*camera.seen(posts).T)
        below = self._lines[1].copy()
        below[:, 2] = Box.FLOOR
        self._on_floor.set_data(*camera.seen(below).T)

    def _turn_surface(self, camera: Camera) -> None:
        for sheet in self._sheets:
            sheet.remove()
        # Cells go from far to near; along each row of the mesh, then across.
        order = tuple(slice(None, None, -1 if side < 0 else 1) for side in camera.towards[1::-1])
        corners = camera.seen(self._mesh)[order]
        inks = self._shaded(camera)[order].reshape(-1, 4)
        # A second coat closes the seams that smooth edges leave between cells.
        self._sheets = [_coat(corners, inks) for _ in range(2)]
        for sheet in self._sheets:
            self.ax.add_collection(sheet, autolim=False)

    def _shaded(self, camera: Camera) -> Points:
        """Colour of each cell as the light falls on the side that is seen; clear where it is not drawn."""
        facing = self._normals @ camera.towards
        light = self._normals @ (_LIGHT @ camera.axes) * np.where(facing < 0, -1, 1)
        share = (_DIMMEST + (1 - _DIMMEST) * np.clip(light, 0, 1)) * np.where(facing < 0, _UNDERSIDE, 1)
        return np.concatenate([self._ink * share[..., None], self.relief.solid[..., None]], axis=-1)

    def _turn_lines(self, camera: Camera) -> None:
        both = np.concatenate(self._lines)
        whole = np.flatnonzero(np.isfinite(both[:, 2]))
        hidden = self.relief.clearance(camera, both[whole], _LOOKS) < -_GRAZING
        seen = camera.seen(both)
        seen[whole[hidden]] = np.nan
        parts = np.split(seen, [len(self._lines[0])])
        for line, part in zip(self._on_surface, parts, strict=True):
            line.set_data(*part.T)


def _coat(corners: Points, inks: Points) -> QuadMesh:
    return QuadMesh(corners, facecolors=inks, edgecolors="none", antialiased=True, zorder=1)


def _inks(mesh: Points) -> Points:
    """Colour of each cell in full light: the higher, the darker, shape (m - 1, n - 1, 3)."""
    heights = (mesh[:-1, :-1, 2] + mesh[1:, 1:, 2]) / 2
    share = _PALEST + (_DARKEST - _PALEST) * (heights - Box.LOWEST) / (Box.HIGHEST - Box.LOWEST)
    return np.asarray(1 - share[..., None] * (1 - np.array(to_rgb(LINE["function"]))))


def _normals(mesh: Points) -> Points:
    """Upward unit normal of each cell, shape (m - 1, n - 1, 3)."""
    normals = np.cross(mesh[1:, 1:] - mesh[:-1, :-1], mesh[1:, :-1] - mesh[:-1, 1:])
    normals *= np.where(normals[..., 2:] < 0, -1, 1)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12))


def _mesh_lines(relief: Relief) -> Points:
    """Lines along both inputs on the surface, shape (n, 3), with nan between them."""
    heights = relief.shown(relief.heights)
    mesh = np.stack([*np.meshgrid(relief.xs, relief.ys), heights], axis=-1)
    pieces: list[Points] = []
    for sheet in (mesh, mesh.swapaxes(0, 1)):
        rows = np.unique(np.linspace(0, len(sheet) - 1, _LINES).round().astype(int))
        columns = np.unique([*range(0, sheet.shape[1], _EVERY), sheet.shape[1] - 1])
        pieces += [part for row in sheet[rows][:, columns] for part in (row, _GAP)]
    return np.concatenate(pieces)


def _contours(relief: Relief, levels: Points) -> Points:
    """Contour lines on the surface, shape (n, 3), with nan between them."""
    xs, ys, heights = np.moveaxis(relief.mesh, -1, 0)
    lines = contour_generator(xs, ys, np.ma.masked_invalid(heights))
    pieces = [_GAP]
    for height in relief.box.level(np.asarray(levels, float)):
        if Box.LOWEST <= height <= Box.HIGHEST:
            for line in lines.lines(height):
                kept = np.concatenate([line[:-1:_EVERY], line[-1:]])
                pieces += [np.column_stack([kept, np.full(len(kept), height)]), _GAP]
    return np.concatenate(pieces)


def _without_bridges(relief: Relief, lines: Points) -> Points:
    """Lift the pen where a line would cross a cell that is not drawn."""
    inner = [lines[:-1] + share * np.diff(lines, axis=0) for share in (0.25, 0.75)]
    over = np.logical_and(*(relief.drawn(places[:, :2]) for places in inner))
    return np.insert(lines, np.flatnonzero(~over) + 1, np.nan, axis=0)


def spread(ax: Axes) -> None:
    """Let the picture in space fill its axes' margins; its scale lets the box fit however it is turned."""
    figure: Any = ax.get_figure(root=True)
    scale, size = scale_of(figure), figure.get_size_inches() * 72
    low, high = np.array(ax.bbox.extents).reshape(2, 2) * 72 / figure.dpi
    low = np.maximum(low - scale * _BELOW, 2)
    high = np.minimum(high + scale * _ABOVE, size - 2)
    ax.set_position((*(low / size), *((high - low) / size)))
    across, up = (high - low) / 2
    unit = min((up - _ROOM * scale) / _REACH, (across - 2 * _ROOM * scale) / _BREADTH)
    ax.set(xlim=(-across / unit, across / unit), ylim=(-up / unit, up / unit))
    ax.set_autoscale_on(False)
    ax.set_axis_off()
