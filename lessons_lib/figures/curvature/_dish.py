"""The surface of the quadratic over a round piece of the plane, with the slices along both axes."""

from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.figures.curvature._quadratic import Quadratic
from lessons_lib.pencil.figure import dot, stroke
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.space import Camera

_HEIGHT: Final = 0.19  # of the picture's unit, for each 1 of an eigenvalue, from the middle to the rim
_RINGS, _SECTORS = 6, 36
_PALEST, _DARKEST, _FULL = 0.1, 0.62, 0.57
_DIMMEST, _UNDERSIDE = 0.7, 0.88
_LIGHT = np.array([-0.45, 0.62, 0.64])  # to the right, up, towards the camera
_AHEAD = 0.02  # of the unit: what is nearer than this lies on the surface
_MEANINGS: Final = ("derivative", "second")


class Dish:
    """The picture in space: one height scale for all quadratics, and one camera at a time."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        thin = ax.spines["left"].get_linewidth()
        self._cells: Any = PolyCollection(
            np.zeros((len(_MIDDLES), 4, 2)).tolist(), linewidths=0.45 * thin, zorder=1
        )
        ax.add_collection(self._cells, autolim=False)
        self._far = [stroke(ax, m, width=0.5, dashes="dotted", layer=2) for m in _MEANINGS]
        self._near = [stroke(ax, m, width=1.1, dashes="solid", layer=3) for m in _MEANINGS]
        self._level = stroke(ax, "point", width=0.45, dashes="dashed", layer=2.5)
        self._behind = stroke(ax, "measure", width=0.3, dashes="dotted", layer=2.4)
        self._dot = dot(ax, size=0.7)

    @property
    def moving(self) -> list[Artist]:
        """All that can move."""
        return [self._cells, *self._far, *self._near, self._level, self._behind, self._dot]

    def move(self, quadratic: Quadratic, camera: Camera) -> None:
        """Show another quadratic, or the same from elsewhere."""
        bend = 2 * _HEIGHT * quadratic.hessian
        self._put_cells(bend, camera)
        for far, near, along in zip(self._far, self._near, quadratic.axes, strict=True):
            slice_ = _over(bend, np.linspace(-1, 1, 41)[:, None] * along)
            behind = hidden(slice_, bend, camera)
            far.set_data(*camera.seen(slice_).T)
            near.set_data(*np.where(behind[:, None], np.nan, camera.seen(slice_)).T)
        ring, behind = _RING, hidden(_RING, bend, camera)
        self._behind.set_data(*camera.seen(ring).T)
        self._level.set_data(*np.where(behind[:, None], np.nan, camera.seen(ring)).T)
        self._put_dot(bend, camera)

    def _put_dot(self, bend: Array, camera: Camera) -> None:
        middle = np.zeros((1, 3))
        x, y = camera.seen(middle)[0]
        self._dot.set_data([x], [y])
        colours: Any = (
            ("white", LINE["point"]) if hidden(middle, bend, camera)[0] else (LINE["point"], "white")
        )
        self._dot.set(markerfacecolor=colours[0], markeredgecolor=colours[1])

    def _put_cells(self, bend: Array, camera: Camera) -> None:
        corners, middles = _over(bend, _CORNERS), _over(bend, _MIDDLES)
        # From far to near: what is drawn later hides what was drawn before.
        order = np.argsort(camera.depth(middles), kind="stable")
        # New vertices in the old paths: making paths takes as long as drawing them.
        for path, outline in zip(self._cells.get_paths(), camera.seen(corners[order]), strict=True):
            path.vertices[:4] = outline
        inks = _shaded(bend, middles[order], camera)
        self._cells.set_facecolor(inks)
        self._cells.set_edgecolor(0.9 * inks)


def hidden(points: Array, bend: Array, camera: Camera) -> NDArray[np.bool_]:
    """Tell which points lie behind the surface.

    A line of sight meets a quadratic where another quadratic, along the line, is zero: at two places at most.
    """
    flat, ahead = points[:, :2], camera.towards[:2]
    second = float(ahead @ bend @ ahead) / 2
    first = flat @ bend @ ahead - camera.towards[2]
    start = np.einsum("ni,ij,nj->n", flat, bend, flat) / 2 - points[:, 2]
    with np.errstate(all="ignore"):
        root = np.sqrt(first**2 - 4 * second * start)
        half = -(first + np.copysign(root, first)) / 2
        ways = np.stack([half / second, start / half])
        met = flat + ways[..., None] * ahead
        return np.asarray(((ways > _AHEAD) & ((met**2).sum(axis=-1) < 1)).any(axis=0))


def _over(bend: Array, flat: Array) -> Array:
    """Return the points of the surface above places (..., 2), shape (..., 3)."""
    heights = ((flat @ bend) * flat).sum(axis=-1) / 2
    return np.concatenate([flat, heights[..., None]], axis=-1)


def _shaded(bend: Array, middles: Array, camera: Camera) -> Array:
    """Colour of each cell as the light falls on the side that is seen: the higher, the darker."""
    slopes = middles[:, :2] @ bend
    normals = np.concatenate([-slopes, np.ones((len(slopes), 1))], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    facing = normals @ camera.towards
    light = normals @ (_LIGHT @ camera.axes) * np.where(facing < 0, -1, 1)
    dim = (_DIMMEST + (1 - _DIMMEST) * np.clip(light, 0, 1)) * np.where(facing < 0, _UNDERSIDE, 1)
    share = _PALEST + (_DARKEST - _PALEST) * np.clip((middles[:, 2] / _FULL + 1) / 2, 0, 1)
    ink = 1 - share[:, None] * (1 - np.array(to_rgb(LINE["function"])))
    return np.asarray(ink * dim[:, None])


def _polar() -> tuple[Array, Array]:
    """Return the corners (n, 4, 2) and the middles (n, 2) of cells that fill the unit circle."""
    radii, turns = np.linspace(0, 1, _RINGS + 1), np.linspace(0, 2 * np.pi, _SECTORS + 1)
    r, t = np.meshgrid(radii, turns, indexing="ij")
    mesh = np.stack([r * np.cos(t), r * np.sin(t)], axis=-1)
    corners = np.stack([mesh[:-1, :-1], mesh[1:, :-1], mesh[1:, 1:], mesh[:-1, 1:]], axis=2).reshape(-1, 4, 2)
    return corners, corners.mean(axis=1)


_CORNERS, _MIDDLES = _polar()
_TURN = np.linspace(0, 2 * np.pi, 97)
_RING = np.stack([np.cos(_TURN), np.sin(_TURN), np.zeros_like(_TURN)], axis=1)
