"""Slopes worth knowing by heart: ten functions and their derivatives over one shared point."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.pencil.curves import View, polyline, tangent_at, value
from lessons_lib.pencil.figure import Curve, Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.phrases import formula, input_name, typeset
from lessons_lib.pencil.placing import Sheet
from lessons_lib.pencil.scenery import curve_on, set_view
from lessons_lib.wording import number

_VIEW: Final = View(-4.0, 4.0, -2.6, 4.2)


class ByHeart(Picture):
    """Small panels with equal limits: f solid, f′ dashed, both marked at one x.

    Examples
    --------
    >>> from lessons_lib import catalogue
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> axes = new_axes(new_figure(12, 5.4), 2, 5)
    >>> ByHeart(axes, catalogue.by_heart(), at=1).caption.startswith("Slopes at x = 1: x³ 3, ")
    True
    """

    def __init__(self, axes: Sequence[Axes], examples: Sequence[Any], at: float) -> None:
        super().__init__()
        self.at = float(at)
        self._panels = [_Panel(ax, example.function) for ax, example in zip(axes, examples, strict=True)]
        self._moving = [artist for panel in self._panels for artist in panel.artists]
        self.move()

    def move(self, at: float | None = None) -> list[Artist]:
        """Show another x."""
        self.at = self.at if at is None else float(at)
        slopes = [f"{formula(panel.f)} {panel.move(self.at)}" for panel in self._panels]
        name = input_name(self._panels[0].f)
        self._caption = f"Slopes at {name} = {number(self.at)}: {', '.join(slopes)}."
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the point on each curve, named by its formula; all move `at`."""
        return {formula(panel.f): (panel.ax, self.at, panel.height) for panel in self._panels}

    def dots(self) -> dict[str, Artist]:
        """Return the mark on each curve."""
        return {formula(panel.f): panel.dot for panel in self._panels}

    def track(self, name: str) -> Curve:
        """Return the curve of the function with that formula."""
        return {formula(panel.f): panel.curve for panel in self._panels}[name]


class _Panel:
    """One function with its derivative."""

    def __init__(self, ax: Axes, f: Any) -> None:
        self.ax, self.f = ax, f
        self.curve = polyline(f, _VIEW)
        with style(ax.get_figure(root=True)):
            self._draw()
        self.artists: list[Artist] = [self._thread, self.dot, self._slope_dot, self._words]

    def _draw(self) -> None:
        set_view(self.ax, _VIEW)
        self.ax.set(xticks=[-3, 0, 3], yticks=[-2, 0, 2, 4])
        self._number_outer_axes_only()
        for draw_line in (self.ax.axhline, self.ax.axvline):
            draw_line(0, color=LINE["ground"], linewidth=self.ax.spines["left"].get_linewidth(), zorder=1)
        curve_on(self.ax, self.curve)
        curve_on(self.ax, polyline(self.f.derivative, _VIEW), "derivative", "dashed")
        self._sheet = Sheet(self.ax)
        label(self.ax, "function", typeset(formula(self.f)), size=12).set_position((0.0, 1.0))
        self._thread = stroke(self.ax, "measure", width=0.5, layer=2)
        self.dot, self._slope_dot = dot(self.ax, size=0.8), dot(self.ax, "derivative", size=0.8)
        self._words = label(self.ax, "derivative", size=10.5)

    def _number_outer_axes_only(self) -> None:
        cell = self.ax.get_subplotspec()
        if cell is not None:
            self.ax.tick_params(labelleft=cell.is_first_col(), labelbottom=cell.is_last_row())

    def _stand(self, words: Label) -> None:
        """Set words into the lower right corner, where few of the curves pass."""
        width, _ = words.size_in_points() / self._sheet.size
        words.set_position((1 - width, 0.01))

    def move(self, at: float) -> str:
        """Show another x and return the slope in words."""
        self.height, here = value(self.f, at), tangent_at(self.f, at)
        steep = here.slope if here.kind == "smooth" else np.nan
        put_dot(self.dot, at, self.height)
        put_dot(self._slope_dot, at, steep)
        self._thread.set_data([at, at], [self.height, steep])
        self._words.set_text(f"slope {number(steep)}" if np.isfinite(steep) else "no slope")
        self._stand(self._words)
        return number(steep)
