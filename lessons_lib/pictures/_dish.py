"""A quadratic surface over the unit circle: what of it is hidden from a camera, and how it is lit."""

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.space import Camera

RINGS, SECTORS = 6, 36
PALEST, DARKEST, FULL = 0.1, 0.62, 0.57
DIMMEST, UNDERSIDE = 0.7, 0.88
LIGHT = np.array([-0.45, 0.62, 0.64])  # to the right, up, towards the camera
AHEAD = 0.02  # of the unit: what is nearer than this lies on the surface


def above(bend: Array, flat: Array) -> Array:
    """Return the points of the surface above places (..., 2), shape (..., 3)."""
    heights = ((flat @ bend) * flat).sum(axis=-1) / 2
    return np.concatenate([flat, heights[..., None]], axis=-1)


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
        return np.asarray(((ways > AHEAD) & ((met**2).sum(axis=-1) < 1)).any(axis=0))


def cells(bend: Array, camera: Camera) -> tuple[Array, Array]:
    """Return the cells from far to near as they are seen, shape (n, 4, 2), and their colours (n, 3)."""
    corners, middles = above(bend, CORNERS), above(bend, MIDDLES)
    # What is drawn later hides what was drawn before.
    order = np.argsort(camera.depth(middles), kind="stable")
    return camera.seen(corners[order]), shaded(bend, middles[order], camera)


def shaded(bend: Array, middles: Array, camera: Camera) -> Array:
    """Return the colour of each cell as the light falls on the side that is seen: the higher, the darker."""
    slopes = middles[:, :2] @ bend
    normals = np.concatenate([-slopes, np.ones((len(slopes), 1))], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    facing = normals @ camera.towards
    light = normals @ (LIGHT @ camera.axes) * np.where(facing < 0, -1, 1)
    dim = (DIMMEST + (1 - DIMMEST) * np.clip(light, 0, 1)) * np.where(facing < 0, UNDERSIDE, 1)
    share = PALEST + (DARKEST - PALEST) * np.clip((middles[:, 2] / FULL + 1) / 2, 0, 1)
    ink = 1 - share[:, None] * (1 - np.array(to_rgb(LINE["function"])))
    return np.asarray(ink * dim[:, None])


def polar() -> Array:
    """Return the corners of cells that fill the unit circle, shape (n, 4, 2)."""
    radii, turns = np.linspace(0, 1, RINGS + 1), np.linspace(0, 2 * np.pi, SECTORS + 1)
    r, t = np.meshgrid(radii, turns, indexing="ij")
    mesh = np.stack([r * np.cos(t), r * np.sin(t)], axis=-1)
    return np.stack([mesh[:-1, :-1], mesh[1:, :-1], mesh[1:, 1:], mesh[:-1, 1:]], axis=2).reshape(-1, 4, 2)


CORNERS = polar()
MIDDLES = CORNERS.mean(axis=1)
TURN = np.linspace(0, 2 * np.pi, 97)
RING = np.stack([np.cos(TURN), np.sin(TURN), np.zeros_like(TURN)], axis=1)
