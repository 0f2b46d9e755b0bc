"""Which part of the output plane a picture shows, and axes with equal units."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lessons_lib.pencil.figure import name_axes
from lessons_lib.pencil.maps._values import plane_images
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pencil.scale import scale_of

_SAMPLES = 61
_EDGE, _MARGIN = 4.0, 0.07  # percent of the points left out at an end; of the width that stays free
_SLIMMEST, _LARGEST = 3.0, 1e100


def image_view(f: Any, view: PlaneView) -> PlaneView:
    """Return what to show of the output plane.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> [round(end, 6) for end in image_view(Function("4x, y/2"), PlaneView(-2, 2, -2, 2))]
    [-9.12, 9.12, -3.04, 3.04]
    """
    sides = (np.linspace(low, high, _SAMPLES) for low, high in (view[:2], view[2:]))
    images = plane_images(f, np.stack(np.meshgrid(*sides), axis=-1)).reshape(-1, 2)
    images = np.clip(images[np.isfinite(images).all(axis=1)], -_LARGEST, _LARGEST)
    if not len(images):
        return view
    across, up = _stout([_ends(along) for along in images.T], view.size)
    return PlaneView(*across, *up)


def _ends(along: NDArray[np.float64]) -> tuple[float, float]:
    """Return the ends of most numbers: of all, unless some lie as far off again."""
    low, high = np.percentile(along, (_EDGE, 100 - _EDGE))
    reach = 0.75 * (high - low)
    ends = max(along.min(), low - reach), min(along.max(), high + reach)
    return float(ends[0]), float(ends[1])


def _stout(sides: list[tuple[float, float]], usual: float) -> list[tuple[float, float]]:
    """Widen both sides by a margin, and one that is much shorter than the other; a point as far as usual."""
    longest = max(high - low for low, high in sides)
    size = max(abs(end) for side in sides for end in side)
    least = longest / _SLIMMEST if longest > 1e-9 * size else max(usual, 1e-6 * size)
    wide = [max(high - low, least) * (0.5 + _MARGIN) for low, high in sides]
    middles = [(low + high) / 2 for low, high in sides]
    return [(middle - half, middle + half) for middle, half in zip(middles, wide, strict=True)]


def plane_axes(ax: Axes, view: PlaneView, names: tuple[str, str], *, fill: bool = False) -> PlaneView:
    """Give axes their limits, equal units and names, for good."""
    view = _filled(view, ax.bbox.width / ax.bbox.height) if fill else view
    ax.set(xlim=view[:2], ylim=view[2:])
    ax.set_aspect("equal", adjustable="box")
    ax.set_autoscale_on(False)
    # Labels are placed by the final size of the axes.
    ax.apply_aspect()
    name_axes(ax, *names)
    return view


def title_above(ax: Axes, words: str) -> None:
    """Write what a plane shows above its axes, after the name of the upright one."""
    scale = scale_of(ax.get_figure(root=True))
    shift = (14 * scale, 9 * scale)
    ax.annotate(words, (0, 1), shift, "axes fraction", "offset points", ha="left", va="bottom", size="small")


def _filled(view: PlaneView, shape: float) -> PlaneView:
    across = max(shape * view.height - view.width, 0.0) / 2
    up = max(view.width / shape - view.height, 0.0) / 2
    return PlaneView(view.left - across, view.right + across, view.bottom - up, view.top + up)
