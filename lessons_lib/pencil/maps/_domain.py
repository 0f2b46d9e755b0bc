"""Where a map is undefined: hatched and named."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.maps._values import plane_images
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, Spots
from lessons_lib.pencil.plane import PlaneView

_SAMPLES = 120
_NAMED = 0.05


def hatch_undefined(ax: Axes, f: Any, view: PlaneView) -> Label | None:
    """Hatch the part of a view where a map is undefined."""
    xs, ys = (np.linspace(low, high, _SAMPLES) for low, high in (view[:2], view[2:]))
    points = np.stack(np.meshgrid(xs, ys), axis=-1)
    gone = np.isnan(plane_images(f, points)[..., 0])
    if not gone.any():
        return None
    patch = ax.contourf(xs, ys, gone.astype(float), levels=[0.5, 1.5], colors=["white"], zorder=1.7)
    patch.set(hatch="////", edgecolor=LINE["ground"], linewidth=0)
    return _named(ax, points[gone]) if gone.mean() > _NAMED else None


def _named(ax: Axes, holes: Any) -> Label:
    sheet = Sheet(ax)
    some = holes[np.linspace(0, len(holes) - 1, 60).astype(int)]
    spots = sheet.points(*some[np.argsort(np.hypot(*(some - holes.mean(axis=0)).T))].T)
    name = label(ax, "measure", "undefined", size=9.5, layer=1.8)
    sheet.place(name, Spots(spots, np.zeros_like(spots), corners=False))
    return name
