"""A quadratic whose eigenvalues and axes can be taken hold of: its map, its surface, its Hessian."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from lessons_lib.arrays import Array
from lessons_lib.pencil import Angle, Panel, Picture, Slide, State
from lessons_lib.pencil.matrices import write_matrix
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.plane import note_above, point_in_data
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.space import Camera
from lessons_lib.pictures._dish import CORNERS, RING, above, cells, hidden
from lessons_lib.pictures._quadratic import LARGEST, REACH, STEP, TAGS, Quadratic, draw_contours
from lessons_lib.wording import number

GRAIN = 0.05
LEVEL_AT, PER_UNIT = 1.1, 0.25  # where an axis ends at eigenvalue 0, and how much nearer for each 1
NUMBERED = (3, 0, -3)  # eigenvalues whose numbers stand beside the rulers
ASIDE = 11.0  # points from a ruler to its numbers
TICK, ZERO_TICK = 3.0, 6.5  # half lengths, in points
HEIGHT = 0.19  # of the picture's unit, for each 1 of an eigenvalue, from the middle to the rim
ACROSS, UP, MARGIN = 1.08, 1.22, 16.0  # what a quadratic needs of the picture in space; points around it
AXES = (("first", "derivative"), ("second", "second"))
# Shorter than the dashes of contour lines below them.
DASHES = {1: "solid", -1: (0, (3.7, 1.6)), 0: (0, (1, 1.65))}
WAYS = {1: "up", -1: "down", 0: "level"}


class Curvature(Picture):
    """Drag the ends of both axes of a quadratic: the eigenvalues and the directions of its Hessian.

    An axis that ends nearer to the middle curves up more; beyond the mark 0 it curves down.
    """

    size, columns, ratios = (9.2, 4.6), 2, (0.8, 1)
    first = Slide(2, "λ₁", "The eigenvalue of H along the first axis, between −3 and 3.",
                  -LARGEST, LARGEST, GRAIN)  # fmt: skip
    second = Slide(0.5, "λ₂", "The eigenvalue at right angles to it.", -LARGEST, LARGEST, GRAIN)
    angle = Angle(30, "angle", "The direction of the first axis in degrees.")
    azimuth = Slide(
        -85, "azimuth",
        "Where the camera stands, in degrees counterclockwise from the x direction, between −180 and 180.",
        -180, 180, 1, named=True,
    )  # fmt: skip
    elevation = Slide(
        30, "elevation", "How high it stands, in degrees between 5 and 90.", 5, 90, 1, named=True
    )

    def stage(self) -> None:
        space, plane = self.panels
        spread(space.ax)
        space.blank((*space.ax.get_xlim(), *space.ax.get_ylim()))
        plane.view((-REACH, REACH, -REACH, REACH), zero=False, aspect="equal")
        note_above(plane.ax, f"a line for every {STEP}, dashed below 0")

    def draw(self) -> str:
        self.quadratic = Quadratic(float(self.first), float(self.second), float(self.angle))
        space, plane = self.panels
        draw_contours(plane, self.quadratic)
        for place in (0, 1):
            self.draw_axis(plane, place)
        self.draw_surface(space, Camera(float(self.azimuth), float(self.elevation)))
        write_matrix(space, self.quadratic.hessian, (0, space.sheet.size[1]), "H =")
        kind = space.pin(TAGS[self.quadratic.kind], (0, 0), meaning="point")
        kind.set_position((max(0.5 - kind.size_in_points()[0] / space.sheet.size[0] / 2, 0), 0))
        return self.quadratic.sentence

    def draw_axis(self, p: Panel, place: int) -> None:
        """Draw an axis as a ruler of eigenvalues; its end is where its own eigenvalue is."""
        (name, meaning), value = AXES[place], self.quadratic.eigenvalues[place]
        along, sign = self.quadratic.axes[place], int(np.sign(value))
        far = 2 * REACH * along
        p.path([-far, far], meaning, width=0.9, layer=3, dashes=DASHES[sign])
        p.path(ruler(along, point_in_data(p.ax)), meaning, width=0.5, layer=3, dashes="solid", avoided=False)
        aside = ASIDE * scale_of(self.figure) * np.array([along[1], -along[0]])
        for mark in NUMBERED:
            # Without a search for a place: there are many, and they move.
            at = (p.sheet.points(*(distance(mark) * along))[0] + aside) / p.sheet.size
            p.pin(number(mark), at, (-0.5, -0.5), meaning, size=8.5, avoided=True)
        end = p.dot(*(distance(value) * along))
        end.grip(name, f"end of the {name} axis", lambda x, y: self.reached(name, x, y))
        end.name(f"λ{'₁₂'[place]} = {number(value)}: {WAYS[sign]}", prefer=along, rings=3, meaning=meaning)

    def reached(self, name: str, x: float, y: float) -> State:
        """Return what an end of an axis means at a place: how far away it is says how it curves."""
        turn = 0.0 if name == "first" else 90.0
        eigenvalue = round(eigenvalue_at(float(np.hypot(x, y))) / GRAIN) * GRAIN
        return {name: eigenvalue, "angle": round(float(np.degrees(np.arctan2(y, x))) - turn)}

    def draw_surface(self, p: Panel, camera: Camera) -> None:
        """Draw the surface over a round piece of the plane, with the slices along both axes."""
        bend = 2 * HEIGHT * self.quadratic.hessian
        outlines, inks = cells(bend, camera)
        surface = p.artist("surface", new_cells)
        # New vertices in the old paths: making paths takes as long as drawing them.
        for path, outline in zip(surface.get_paths(), outlines, strict=True):
            path.vertices[:4] = outline
        surface.set_facecolor(inks)
        surface.set_edgecolor(0.9 * inks)
        slices = [above(bend, np.linspace(-1, 1, 41)[:, None] * along) for along in self.quadratic.axes]
        looks: list[tuple[dict[str, Any], dict[str, Any]]] = [
            *(({"meaning": meaning, "width": 0.5, "layer": 2},
               {"meaning": meaning, "width": 1.1, "layer": 3, "dashes": "solid"}) for _, meaning in AXES),
            ({"meaning": "measure", "width": 0.3, "layer": 2.4},
             {"meaning": "point", "width": 0.45, "layer": 2.5, "dashes": "dashed"}),
        ]  # fmt: skip
        for line, (far, near) in zip((*slices, RING), looks, strict=True):
            seen, behind = camera.seen(line), hidden(line, bend, camera)
            p.path(seen, dashes="dotted", avoided=False, **far)
            p.path(np.where(behind[:, None], np.nan, seen), avoided=False, **near)
        middle = np.zeros((1, 3))
        colours = LINE["point"], "white"
        face, edge = colours[::-1] if hidden(middle, bend, camera)[0] else colours
        p.dot(*camera.seen(middle)[0], size=0.7).drawn.set(markerfacecolor=face, markeredgecolor=edge)


def distance(eigenvalue: float) -> float:
    """Return how far from the middle an axis ends: the farther, the less it curves up.

    Examples
    --------
    >>> [round(distance(each), 2) for each in (3, 0, -3)]
    [0.35, 1.1, 1.85]
    """
    return LEVEL_AT - PER_UNIT * eigenvalue


def eigenvalue_at(away: float) -> float:
    """Return the eigenvalue of an axis that ends so far from the middle, from −3 to 3.

    Examples
    --------
    >>> eigenvalue_at(distance(1.5)), eigenvalue_at(10)
    (1.5, -3.0)
    """
    return float(np.clip((LEVEL_AT - away) / PER_UNIT, -LARGEST, LARGEST))


def ruler(along: Array, point: float) -> Array:
    """Return ticks across an axis where it ends for whole eigenvalues, shape (n, 2), nan between them."""
    across, gap = np.array([-along[1], along[0]]), np.full(2, np.nan)
    pieces: list[Any] = []
    for eigenvalue in range(-int(LARGEST), int(LARGEST) + 1):
        middle = distance(eigenvalue) * along
        half = (TICK if eigenvalue else ZERO_TICK) * point * across
        pieces += [middle - half, middle + half, gap]
    return np.array(pieces)


def new_cells(ax: Axes) -> Any:
    """Return the cells of the surface, not yet anywhere."""
    thin = ax.spines["left"].get_linewidth()
    return PolyCollection(np.zeros((len(CORNERS), 4, 2)).tolist(), linewidths=0.45 * thin, zorder=1)


def spread(ax: Axes) -> None:
    """Let the picture in space fill its axes' margins; one unit is as long across as up."""
    figure: Any = ax.get_figure(root=True)
    margin, size = MARGIN * scale_of(figure), figure.get_size_inches() * 72
    low, high = np.array(ax.bbox.extents).reshape(2, 2) * 72 / figure.dpi
    low, high = np.maximum(low - 1.8 * margin, 4), np.minimum(high + 0.8 * margin, size - 4)
    ax.set_position((*(low / size), *((high - low) / size)))
    across, up = (high - low) / 2
    unit = min(across / ACROSS, up / UP)
    ax.set(xlim=(-across / unit, across / unit), ylim=(-up / unit, up / unit))
