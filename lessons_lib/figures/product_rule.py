"""The product rule as a rectangle: u wide, v high, growing by du and dv."""

from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

_ROOM: Final = 1.9  # the view as a multiple of the first rectangle


class ProductRule(Picture):
    """The area uv and what it gains when u and v grow: the strips v·du and u·dv, and the corner du·dv.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> ProductRule(*new_axes(new_figure()), u=3, v=2, du=0.5, dv=0.5).caption
    'u·v grows from 6 to 8.75, by 2.75: the strips v·du + u·dv give 2.5, the corner du·dv only 0.25.'
    """

    def __init__(self, ax: Axes, u: float, v: float, du: float, dv: float) -> None:
        super().__init__()
        self.ax = ax
        self.u, self.v, self.du, self.dv = (float(side) for side in (u, v, du, dv))
        set_view(ax, View(0.0, _ROOM * self.u, 0.0, _ROOM * self.v))
        with style(ax.get_figure(root=True)):
            self._draw()
        self.move()

    def _draw(self) -> None:
        self.ax.set(xticks=[], yticks=[])
        meanings = {"area": "function", "right": "derivative", "top": "derivative", "corner": "secant"}
        self._parts = {name: self._part(LINE[meaning]) for name, meaning in meanings.items()}
        self._labels = {name: label(self.ax, meaning) for name, meaning in meanings.items()}
        self._sides = {name: label(self.ax, "point") for name in ("u", "v", "du", "dv")}
        self._dot = dot(self.ax)
        self._sheet = Sheet(self.ax)
        self._moving = [*self._parts.values(), self._dot, *self._labels.values(), *self._sides.values()]

    def _part(self, colour: str) -> Rectangle:
        part = Rectangle((0, 0), 0, 0, facecolor=(colour, 0.22), edgecolor=colour, linewidth=1.2, zorder=3)
        self.ax.add_patch(part)
        return part

    def move(
        self, u: float | None = None, v: float | None = None, du: float | None = None, dv: float | None = None
    ) -> list[Artist]:
        """Show other sides or other gains; what is not given stays."""
        given = {"u": u, "v": v, "du": du, "dv": dv}
        for name, side in given.items():
            if side is not None:
                setattr(self, name, float(side))
        self._move_parts()
        self._move_labels()
        self._caption = self._sentence()
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the outer corner: at (u + du, v + dv)."""
        return {"corner": (self.ax, self.u + self.du, self.v + self.dv)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the outer corner."""
        return {"corner": self._dot}

    @property
    def gain(self) -> dict[str, float]:
        """Areas of the three parts that are gained."""
        return {"right": self.v * self.du, "top": self.u * self.dv, "corner": self.du * self.dv}

    def _boxes(self) -> dict[str, tuple[float, float, float, float]]:
        u, v, du, dv = self.u, self.v, self.du, self.dv
        return {"area": (0, 0, u, v), "right": (u, 0, du, v), "top": (0, v, u, dv), "corner": (u, v, du, dv)}

    def _move_parts(self) -> None:
        for name, box in self._boxes().items():
            self._parts[name].set_bounds(*box)
        put_dot(self._dot, self.u + self.du, self.v + self.dv)

    def _move_labels(self) -> None:
        """Name the first rectangle in its middle and what it gains outside, where there is always room."""
        u, v, right, top = self.u, self.v, self.u + self.du, self.v + self.dv
        self._name("area", "u·v", self.u * self.v, (u / 2, v / 2), (-0.5, -0.5))
        self._name("right", "v·du", self.gain["right"], (right, v / 2), (0.08, -0.5))
        self._name("top", "u·dv", self.gain["top"], (u / 2, top), (-0.5, 0.2))
        self._name("corner", "du·dv", self.gain["corner"], (right, top), (0.08, 0.2))
        for name, place in {"u": (u / 2, 0.0), "du": (u + self.du / 2, 0.0)}.items():
            self._write(self._sides[name], name if getattr(self, name) else "", place, (-0.5, -1.15))
        for name, place in {"v": (0.0, v / 2), "dv": (0.0, v + self.dv / 2)}.items():
            self._write(self._sides[name], name if getattr(self, name) else "", place, (-1.3, -0.5))

    def _name(
        self, part: str, name: str, area: float, place: tuple[float, float], shift: tuple[float, float]
    ) -> None:
        self._write(self._labels[part], f"{name} = {number(area)}" if area else "", place, shift)

    def _write(self, words: Label, text: str, place: tuple[float, float], shift: tuple[float, float]) -> None:
        """Set words at a point, shifted by parts of their own box, and keep them in the picture."""
        words.set_text(text)
        size = np.array(words.size_in_points())
        low = self._sheet.points(*place)[0] + np.array(shift) * size
        words.set_position(tuple(np.minimum(low, self._sheet.size - size) / self._sheet.size))

    def _sentence(self) -> str:
        before, gain = self.u * self.v, self.gain
        strips = gain["right"] + gain["top"]
        whole = strips + gain["corner"]
        return (
            f"u·v grows from {number(before)} to {number(before + whole)}, by {number(whole)}: "
            f"the strips v·du + u·dv give {number(strips)}, the corner du·dv only {number(gain['corner'])}."
        )
