"""Secant and tangent: the slope between two points, and what it becomes."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.pencil.curves import Tangent, polyline, straight, tangent_at, values
from lessons_lib.pencil.figure import Curve, Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.phrases import (
    error_words,
    formula,
    formula_label,
    quotient_noise,
    steady,
    tangent_label,
    tangent_words,
)
from lessons_lib.pencil.phrases import place as place_words
from lessons_lib.pencil.placing import Sheet, Spots, around, beside
from lessons_lib.pencil.scenery import chosen_view, ground
from lessons_lib.wording import number


class Secant(Picture):
    """A curve with a secant through (a, f(a)) and (a + h, f(a + h)), and the tangent at a.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> picture = Secant(*new_axes(new_figure()), Function("x^2 - 6x + 13"), at=1, step=1)
    >>> picture.caption
    "Secant of x² − 6x + 13 at x = 1 with step h = 1: slope −3; the tangent's slope is −4, error 1."
    """

    def __init__(self, ax: Axes, f: Any, at: float, step: float, view: Sequence[float] | None = None) -> None:
        super().__init__()
        self.ax, self.f = ax, f
        self.view = chosen_view(f, view, at, at + step)
        self.at, self.step = float(at), float(step)
        with style(ax.get_figure(root=True)):
            self._draw()
        self.move()

    def _draw(self) -> None:
        self._curve = polyline(self.f, self.view)
        ground(self.ax, self.f, self.view, self._curve)
        self._sheet = Sheet(self.ax)
        self._sheet.fix(*self._curve)
        self._run = stroke(self.ax, "measure", width=0.6)
        self._tangent = stroke(self.ax, "derivative", layer=3.5)
        self._secant = stroke(self.ax, "secant", layer=4)
        self._near, self._far = dot(self.ax), dot(self.ax)
        meanings = {"function": "function", "tangent": "derivative", "secant": "secant", "at": "point"}
        self._labels = {name: label(self.ax, key) for name, key in meanings.items()}
        self._labels |= {name: label(self.ax, "measure") for name in ("step", "rise")}
        self._labels["function"].set_text(formula_label(self.f))
        self._moving = [self._run, self._tangent, self._secant, self._near, self._far, *self._labels.values()]

    def move(self, at: float | None = None, step: float | None = None) -> list[Artist]:
        """Show another point or another step; what is not given stays."""
        self.at = self.at if at is None else float(at)
        self.step = self.step if step is None else float(step)
        near, far = values(self.f, [self.at, self.at + self.step])
        self._heights = (float(near), float(far))
        self._tangent_here = tangent_at(self.f, self.at)
        self._move_lines()
        self._move_words()
        self._move_labels()
        self._caption = self._sentence()
        return self.moving

    @property
    def slope(self) -> float:
        """Slope of the secant; nan with step 0 or outside the domain."""
        return (self._heights[1] - self._heights[0]) / self.step if self.step else math.nan

    @property
    def tangent(self) -> Tangent:
        """What the curve does at a."""
        return self._tangent_here

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return both points: "at" is a, "step" is a + h; y is nan outside the domain."""
        near, far = self._heights
        return {"at": (self.ax, self.at, near), "step": (self.ax, self.at + self.step, far)}

    def dots(self) -> dict[str, Artist]:
        """Return the marks of both points."""
        return {"at": self._near, "step": self._far}

    def track(self, name: str) -> Curve | None:
        """Return the curve of f, on which both points ride."""
        return self._curve if name in {"at", "step"} else super().track(name)

    def _move_lines(self) -> None:
        (near, far), ahead = self._heights, self.at + self.step
        self._secant.set_data(*straight(self.at, near, self.slope, self.view))
        self._tangent.set_data(*straight(self.at, near, self._tangent_here.slope, self.view))
        self._run.set_data([self.at, ahead, ahead], [near, near, far])
        put_dot(self._near, self.at, near)
        put_dot(self._far, ahead, far)

    def _move_words(self) -> None:
        rise = self._heights[1] - self._heights[0]
        secant = f"secant, slope {steady(self.slope, self._noise)}" if self.step else ""
        self._labels["at"].set_text(f"a = {number(self.at)}")
        became = "" if self.step or self._tangent_here.kind == "corner" else ": the secant is the tangent"
        self._labels["step"].set_text(f"h = {number(self.step)}{became}")
        self._labels["rise"].set_text(f"f(a + h) − f(a)\n= {number(rise)}")
        self._labels["tangent"].set_text(tangent_label(self._tangent_here))
        self._labels["secant"].set_text(secant)

    @property
    def _noise(self) -> float:
        return quotient_noise(self._heights, self.at, self.step)

    def _move_labels(self) -> None:
        (near, far), ahead, sheet = self._heights, self.at + self.step, self._sheet
        sheet.clear()
        sheet.avoid(self._run, self._tangent, self._secant)
        for point in ((self.at, near), (ahead, far)):
            sheet.avoid_dot(*point)
        self._place_triangle()
        sheet.place(self._labels["tangent"], *self._tangent_spots())
        sheet.place(self._labels["secant"], beside(sheet.of(self._secant), 13, 0.9))
        sheet.place(self._labels["function"], beside(sheet.visible(*self._curve), 17, 0.85, (-1, 0)))

    def _tangent_spots(self) -> list[Spots]:
        if self._tangent_here.kind == "corner":
            return [around(self._sheet.points(self.at, self._heights[0])[0], rings=6)]
        return [beside(self._sheet.of(self._tangent), 13, 0.8)]

    def _place_triangle(self) -> None:
        """Name the point, and the run and the rise as long as they are long enough to be seen."""
        corners = self._sheet.of(self._run)
        (wide, _), (_, tall) = np.abs(np.diff(corners, axis=0))
        outward = (self.step, self._heights[0] - self._heights[1])
        run = [beside(corners[:2], 5, prefer=(0, outward[1]))] if wide > 12 else []
        self._sheet.place(self._labels["step"], *run, around(corners[0], outward, rings=3))
        self._sheet.place(self._labels["at"], around(corners[0], (-outward[0], outward[1]), rings=2))
        rise = [beside(corners[1:], 5, prefer=(outward[0], 0))] if tall > 18 else []
        self._sheet.place(self._labels["rise"], *rise, optional=True)

    def _sentence(self) -> str:
        name = formula(self.f)
        for x, y in zip((self.at, self.at + self.step), self._heights, strict=True):
            if math.isnan(y):
                return f"Secant of {name}: undefined at {place_words(self.f, x)}."
        if not self.step:
            return self._sentence_without_step(name)
        slope = steady(self.slope, self._noise)
        start = f"Secant of {name} at {place_words(self.f, self.at)} with step h = {number(self.step)}"
        error = abs(self.slope - self._tangent_here.slope)
        end = f", error {error_words(error, self._noise)}" if math.isfinite(error) else ""
        return f"{start}: slope {slope}; {tangent_words(self._tangent_here)}{end}."

    def _sentence_without_step(self, name: str) -> str:
        where = f"at {place_words(self.f, self.at)} with step h = 0"
        became = "the two points are one" + (
            " and the secant has become the tangent" if self._tangent_here.kind != "corner" else ""
        )
        return f"Secant of {name} {where}: {became}; {tangent_words(self._tangent_here)}."
