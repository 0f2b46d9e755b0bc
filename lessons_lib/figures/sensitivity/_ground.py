"""The map of a classifier: its regions, the lines between them, and the points that it learned from."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.classifier import Classifier, Regions
from lessons_lib.figures.sensitivity._state import class_name
from lessons_lib.pencil.figure import label, name_axes, stroke
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pencil.scale import scale_of

_TINTS: Final = ("#D6E8F4", "#FFFFFF", "#E9E9E9", "#F7EBD5")
_MARKS: Final = ("o", "s", "^", "D")
_CANDIDATES: Final = 25


def view_of(classifier: Classifier) -> PlaneView:
    """Return a square around the points, its limits in halves."""
    low, high = classifier.points.min(axis=0), classifier.points.max(axis=0)
    middle = np.round(low + high) / 2
    reach = np.ceil(2.2 * np.max(np.maximum(high - middle, middle - low))) / 2
    return PlaneView(middle[0] - reach, middle[0] + reach, middle[1] - reach, middle[1] + reach)


def draw_ground(ax: Axes, regions: Regions, view: PlaneView) -> None:
    """Draw all that does not move, with equal units along both axes."""
    ax.set(xlim=view[:2], ylim=view[2:], aspect="equal")
    ax.set_autoscale_on(False)
    ax.apply_aspect()
    name_axes(ax, "$x_1$", "$x_2$")
    leads = regions.leads
    for k in range(leads.shape[-1]):
        tint = _TINTS[k % len(_TINTS)]
        ax.contourf(regions.xs, regions.ys, leads[..., k], levels=[0, np.inf], colors=[tint], zorder=0.1)
        stroke(ax, "function", width=0.7, layer=1).set_data(*regions.edge(k).T)
    _draw_points(ax, regions.classifier)


def _draw_points(ax: Axes, classifier: Classifier) -> None:
    scale = scale_of(ax.get_figure(root=True))
    for k in range(classifier.network.sizes[-1]):
        chosen = classifier.points[classifier.labels == k]
        ax.plot(
            *chosen.T, _MARKS[k % len(_MARKS)], color=LINE["measure"], markersize=4.2 * scale,
            markeredgecolor="white", markeredgewidth=0.5 * scale, zorder=2,
        )  # fmt: skip


def name_regions(ax: Axes, regions: Regions, view: PlaneView) -> list[Label]:
    """Write its letter into each region, where there is room."""
    classifier, names = regions.classifier, []
    xs = np.linspace(view.left, view.right, _CANDIDATES + 2)[1:-1]
    ys = np.linspace(view.bottom, view.top, _CANDIDATES + 2)[1:-1]
    places = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    said, sheet = classifier.predict(places), Sheet(ax)
    for k in range(classifier.network.sizes[-1]):
        inside = places[said == k]
        if len(inside):
            names.append(label(ax, "function", class_name(k), size=17, layer=2.5))
            spot = inside[np.argmax(_room(inside, regions, view, k))]
            half = np.array(names[-1].size_in_points()) / 2
            names[-1].set_position(tuple((sheet.points(*spot)[0] - half) / sheet.size))
    return names


def _room(places: Array, regions: Regions, view: PlaneView, k: int) -> Array:
    """Return how far places are from the edge of a region, from all points and from the frame."""
    borders = np.abs(places[:, [0, 0, 1, 1]] - np.array(view)).min(axis=1)
    marks = np.concatenate([regions.edge(k), regions.classifier.points])
    marks = marks[np.isfinite(marks).all(axis=1)]
    return np.asarray(
        np.minimum(borders, np.hypot(*(places[:, None] - marks).transpose(2, 0, 1)).min(axis=1))
    )
