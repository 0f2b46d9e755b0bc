"""A surface with its tangent plane, and the gradient in the plane below: in space, and on the map."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lessons_lib.figures.surface._marks import Marks
from lessons_lib.figures.surface._phrases import cut_words, sentence
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, style
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import (
    PlaneView,
    arrow,
    chosen_levels,
    contour_map,
    fitted,
    gradient_at,
    gradient_lengths,
    nice,
    plane_place,
    plane_values,
    scale_words,
    value_at,
    variable_names,
)
from lessons_lib.pencil.space import Camera, spread
from lessons_lib.pencil.space._facet import Facet
from lessons_lib.pencil.space._relief import Relief
from lessons_lib.pencil.space._scene import Scene
from lessons_lib.wording import number

Point = tuple[float, float]

_SHORTEST, _USUAL, _LONGEST = 0.15, 0.4, 0.5  # of the view: gradients of usual length


class Surface(Picture):
    """A surface z = f(x, y) with its tangent plane at a point, and the gradient in the input plane below it.

    The box keeps its size and its place when it is turned; what is hidden is dashed or hollow.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> picture = Surface(new_axes(new_figure(9.4, 4.4), 1, 2), Function("x^2 y + sin y"), at=(1, 2))
    >>> print(picture.caption.partition("; ")[0])
    Surface x²y + sin(y) at (1, 2): height 2.909, tangent plane with slopes 4 along x and 0.5839 along y
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        f: Any,
        at: Point,
        *,
        azimuth: float = -60,
        elevation: float = 30,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.ax, self.map = axes[0], axes[1] if len(axes) > 1 else None
        self.f, self.at = f, (float(at[0]), float(at[1]))
        self.view = PlaneView.of(view, f, at)
        self.scale = _arrow_scale(f, self.view)
        self.relief = Relief(f, self.view)
        self.camera = Camera(float(azimuth), float(elevation))
        with style(self.ax.get_figure(root=True)):
            levels = self._draw_map() if self.map else self._levels()
            self._draw_space(levels)
        self.scene.turn(self.camera)
        self.move()

    def _levels(self) -> NDArray[np.float64]:
        return chosen_levels(plane_values(self.f, np.stack(np.meshgrid(*self.view.grid(120)), axis=-1)))

    def _draw_space(self, levels: NDArray[np.float64]) -> None:
        spread(self.ax)
        names = variable_names(self.f)
        upward = "z" if "z" not in names else "f"
        self.scene = Scene(self.ax, self.relief, levels, (*names, upward))
        self.marks = Marks(self.ax, self.relief)
        self._sheet = Sheet(self.ax)
        meanings = {"point": "point", "plane": "derivative", "arrow": "gradient"}
        self._words = {name: label(self.ax, meaning, size=10.5) for name, meaning in meanings.items()}
        self._moving += [*self.marks.artists, *self._words.values()]

    def _draw_map(self) -> NDArray[np.float64]:
        assert self.map is not None
        self.contours = contour_map(self.map, self.f, self.view)
        self._arrow, self._dot = arrow(self.map, "gradient"), dot(self.map)
        self._map_sheet = Sheet(self.map)
        self._map_words = {name: label(self.map, name, size=10.5) for name in ("point", "gradient")}
        self._moving += [self._arrow, self._dot, *self._map_words.values()]
        self._write_scale()
        return self.contours.levels

    def _write_scale(self) -> None:
        """Write above the map how long its arrow is drawn."""
        assert self.map is not None
        words = scale_words(self.scale)
        note = label(self.map, "gradient", f"arrow {words}" if words else "", size=9)
        note.set_position((1 - note.size_in_points()[0] / self._map_sheet.size[0], 1.01))

    def move(
        self, at: Point | None = None, azimuth: float | None = None, elevation: float | None = None
    ) -> list[Artist]:
        """Show another point, or turn; what is not given stays."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self._turn(azimuth, elevation)
        self.height, self.gradient = value_at(self.f, self.at), gradient_at(self.f, self.at)
        if np.isnan(self.height):
            self.gradient = np.full(2, np.nan)
        self._drawn, self._fitted = fitted(self.scale * self.gradient, self.view)
        self._move_marks()
        self._move_words()
        if self.map:
            self._move_map()
        self._caption = self._sentence()
        return self.moving

    def under(self, x: float, y: float) -> Point:
        """Return the inputs of what is seen at a place of the picture in space."""
        across, up = self.relief.box.inputs(self.relief.met(self.camera, np.array([x, y], float)))
        return float(across), float(up)

    @property
    def facet(self) -> Facet | None:
        """The piece of the tangent plane that is drawn, if there is one in the picture."""
        return self._facet

    @property
    def tip(self) -> Point:
        """The inputs at which the arrow of the gradient ends."""
        across, up = np.asarray(self.at) + self._drawn
        return float(across), float(up)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point on the surface ("surface") and on the map ("at"); nan where it is not seen."""
        x, y = np.ravel([self.marks.dot.get_xdata(), self.marks.dot.get_ydata()])
        places = {"surface": (self.ax, float(x), float(y))}
        return places | ({"at": (self.map, *self.at)} if self.map else {})

    def dots(self) -> dict[str, Artist]:
        """Return the marks of both points."""
        marks: dict[str, Artist] = {"surface": self.marks.dot}
        return marks | ({"at": self._dot} if self.map else {})

    def _turn(self, azimuth: float | None, elevation: float | None) -> None:
        old = self.camera
        azimuth = old.azimuth if azimuth is None else float(azimuth)
        elevation = old.elevation if elevation is None else float(elevation)
        if (azimuth, elevation) != (old.azimuth, old.elevation):
            self.camera = Camera(azimuth, elevation)
            self.scene.turn(self.camera)

    def _move_marks(self) -> None:
        box, at = self.relief.box, np.array(self.at)
        nowhere, inside = np.full(3, np.nan), self.view.contains(*self.at)
        shown = inside and bool(np.isfinite(self.relief.shown(box.level(self.height))))
        point = box.points(at, self.height) if shown else nowhere
        foot = box.on_floor(at) if inside else nowhere
        tip = foot + np.append(self._drawn / box.unit, 0.0)
        whole = shown and bool(np.isfinite(self.gradient).all())
        self._facet = Facet.at(box, self.at, self.height, self.gradient) if whole else None
        self.marks.put(self.camera, point, foot, tip, self._facet)

    def _move_words(self) -> None:
        words, sheet, marks = self._words, self._sheet, self.marks
        name = f"f{plane_place(self.at)}"
        words["point"].set_text(f"{name} = {number(self.height)}" if np.isfinite(self.height) else "")
        words["plane"].set_text("tangent plane" if self._facet else "")
        words["arrow"].set_text(self._gradient_words())
        sheet.clear()
        sheet.avoid(marks.outline, marks.stem, marks.shaft)
        sheet.avoid_marks(marks.dot, marks.foot)
        for written in self.scene.labels:
            sheet.avoid_label(written)
        outline = sheet.of(marks.outline)
        sheet.place(words["point"], around(sheet.of(marks.dot)[0], (-1, 1), rings=3))
        sheet.place(words["plane"], beside(outline, 9, 0.6), *(around(end, rings=3) for end in outline[:4:2]))
        head = self.at if np.isnan(self.gradient).any() else self.tip
        end = sheet.points(*self.camera.seen(self.relief.box.on_floor(np.array(head))))[0]
        sheet.place(words["arrow"], around(end, (1, -1), rings=3))

    def _gradient_words(self) -> str:
        if not self.view.contains(*self.at):
            return ""
        if np.isnan(self.gradient).any():
            return "no gradient here"
        return f"∇f = {plane_place(self.gradient)}" + f", {self._fitted}" * bool(self._fitted)

    def _move_map(self) -> None:
        words, sheet = self._map_words, self._map_sheet
        seen = self.view.contains(*self.at)
        self._arrow.put(self.at, self.tip if seen else (np.nan, np.nan))
        assert self.map is not None
        put_dot(self._dot, *self.at)
        length = float(np.hypot(*self.gradient))
        words["point"].set_text(plane_place(self.at) if seen else "")
        known = f"|∇f| = {number(length)}" if np.isfinite(length) else "no gradient here"
        words["gradient"].set_text(known if seen else "")
        sheet.clear()
        self.contours.avoid(sheet)
        sheet.avoid_marks(self._dot)
        here = sheet.points(*self.at)[0]
        away = -self.gradient if length else np.array([1.0, 1.0])
        sheet.place(words["point"], around(here, np.nan_to_num(away), rings=2))
        there = np.stack([here, sheet.points(*self.tip)[0] if length else here])
        sheet.place(words["gradient"], beside(there, 5, 0.5), around(here, rings=4))

    @property
    def _length_words(self) -> str:
        return "drawn shorter" if self._fitted else scale_words(self.scale)

    def _sentence(self) -> str:
        box = self.relief.box
        parts = [
            sentence(self.f, self.at, self.height, self.gradient, self._length_words),
            "" if self.view.contains(*self.at) else "the point lies outside the picture",
            cut_words(box.low, box.high, self.relief.cut),
            self.contours.words if self.map else "",
        ]
        return "; ".join(part for part in parts if part) + "."


def _arrow_scale(f: Any, view: PlaneView) -> float:
    """Return how long the gradient is drawn: longer than where an arrow is one of many."""
    lengths = gradient_lengths(f, view)
    usual = float(np.median(lengths)) / view.size if len(lengths) else _USUAL
    return 1.0 if _SHORTEST <= usual <= _LONGEST else nice(_USUAL / usual)
