"""What step size is best? The error of three schemes against the step, on two logarithmic axes."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.pencil.curves import View, value
from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.phrases import error_label, error_words, formula, rough
from lessons_lib.pencil.phrases import place as place_words
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.powers import level_line, mark_powers
from lessons_lib.pencil.scenery import set_view
from lessons_lib.slopes import numeric
from lessons_lib.wording import number, superscript

_STEPS: Final = (1e-16, 3.0)
_HEIGHTS: Final = (1e-16, 1.0)  # always in view
_ROOM: Final = (0.01, 1e5)  # below the least error for labels, above the greatest for the grip
_MEANINGS: Final = {"forward": "secant", "backward": "secant", "central": "second", "complex": "third"}
_MARKS: Final = {
    "forward": ("o", 0.34, 3.0),
    "backward": ("o", 0.34, 3.0),
    "central": ("s", 0.26, 3.2),
    "complex": ("D", 0.5, 2.8),
}


class StepError(Picture):
    """Measured errors of difference schemes, the slopes that theory predicts, and the best step of each.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> picture = StepError(*new_axes(new_figure()), Function("exp x"), at=1, step=1e-2)
    >>> picture.caption.split(";")[0]
    'Slope of exp(x) at x = 1 with step h = 0.01: error 0.01364 forward, 4.53·10⁻⁵ central, 4.53·10⁻⁵ complex'
    """

    def __init__(
        self,
        ax: Axes,
        f: Any,
        at: float,
        step: float,
        schemes: Sequence[str] = ("forward", "central", "complex"),
    ) -> None:
        super().__init__()
        self.ax, self.f, self.schemes = ax, f, tuple(schemes)
        self.at, self.step = float(at), float(step)
        with style(ax.get_figure(root=True)):
            self._draw()
        self._measure()
        self.move()

    def _draw(self) -> None:
        self._draw_axes()
        self._sheet = Sheet(self.ax)
        self._line = stroke(self.ax, "measure", width=0.6, layer=2)
        self._grip = dot(self.ax)
        self._rows = {scheme: _Row(self.ax, scheme) for scheme in self.schemes}
        self._step_name = label(self.ax, "point")
        rows = [artist for row in self._rows.values() for artist in row.moving]
        self._moving = [self._line, self._grip, self._step_name, *rows]

    def _draw_axes(self) -> None:
        self.ax.set(xscale="log", yscale="log")
        for axis in (self.ax.xaxis, self.ax.yaxis):
            mark_powers(axis, range(-40, 41, 4))
        name_axes(self.ax, "step $h$", "error of the slope")

    def move(self, step: float | None = None, at: float | None = None) -> list[Artist]:
        """Show another step, or measure at another point."""
        self.step = self.step if step is None else float(step)
        if at is not None and float(at) != self.at:
            self.at = float(at)
            self._measure()
        self._errors = {scheme: self._error(scheme) for scheme in self.schemes}
        self._line.set_data([self.step] * 2, [self.view.bottom, self._level])
        put_dot(self._grip, self.step, self._level)
        self._step_name.set_text(f"h = {number(self.step)}")
        self._move_labels()
        self._caption = self._sentence()
        return self.moving

    @property
    def errors(self) -> dict[str, float]:
        """Error of each scheme at the chosen step; nan where the scheme cannot be used."""
        return dict(self._errors)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the grip of the vertical line: its x is the step."""
        return {"step": (self.ax, self.step, self._level)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the grip."""
        return {"step": self._grip}

    def track(self, name: str) -> Curve | None:
        """Return the level line on which the grip slides."""
        return level_line(*_STEPS, self._level) if name == "step" else super().track(name)

    @property
    def _level(self) -> float:
        return self.view.top / 30

    def _measure(self) -> None:
        """Measure at a new point: the only thing that changes the limits."""
        with np.errstate(all="ignore"):
            self._exact = float(self.f.derivative(self.at)) + 0 * value(self.f, self.at)
        usable = np.isfinite(self._exact)
        self._curves = {
            scheme: _curve(self.f, self.at, scheme) if usable else None for scheme in self.schemes
        }
        self.view = _view([curve for curve in self._curves.values() if curve is not None])
        set_view(self.ax, self.view)
        self._sheet.forget()
        for scheme, row in self._rows.items():
            row.show(self._curves[scheme])
            for line in row.lines:
                self._sheet.fix(line.get_xdata(), line.get_ydata())
        self._place_names()

    def _error(self, scheme: str) -> float:
        """Measure one error as the curves do: never below half a unit in the slope's last place."""
        if self._curves[scheme] is None or not self.step > 0:
            return float("nan")
        with np.errstate(all="ignore"):
            error = abs(float(numeric.derivative(self.f, self.step, scheme)(self.at)) - self._exact)
        return max(error, float(np.spacing(abs(self._exact) or 1.0)) / 2)

    def _noise(self, scheme: str) -> float:
        curve = self._curves[scheme]
        return 0.0 if curve is None else float(np.interp(self.step, curve.step, curve.rounding))

    def _place_names(self) -> None:
        """Name the curves once for each measurement: these labels stay when the step moves."""
        self._sheet.clear()
        for row in self._rows.values():
            row.avoid_best(self._sheet)
        for row in self._rows.values():
            row.place_best(self._sheet)
        for row in self._rows.values():
            row.place_name(self._sheet)

    def _move_labels(self) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._line)
        sheet.avoid_dot(self.step, self._level)
        for scheme, row in self._rows.items():
            row.point_out(sheet, self.step, self._errors[scheme])
        sheet.place(self._step_name, around(sheet.points(self.step, self._level)[0], (1, 0)))
        for scheme, row in self._rows.items():
            row.place_error(sheet, error_label(self._errors[scheme], self._noise(scheme)))

    def _sentence(self) -> str:
        start = (
            f"Slope of {formula(self.f)} at {place_words(self.f, self.at)} with step h = {number(self.step)}"
        )
        if not self.step > 0:
            return f"Slope of {formula(self.f)} at {place_words(self.f, self.at)}: a step has to be positive."
        if not np.isfinite(self._exact):
            return f"Slope of {formula(self.f)}: undefined at {place_words(self.f, self.at)}."
        usable = [scheme for scheme in self.schemes if self._curves[scheme] is not None]
        errors = ", ".join(f"{error_words(self._errors[s], self._noise(s))} {s}" for s in usable)
        best = ", ".join(f"{self._best_words(s)} {s}" for s in usable)
        return f"{start}: error {errors}; best step {best}."

    def _best_words(self, scheme: str) -> str:
        """Write the best step that theory predicts: the measured one changes from machine to machine."""
        curve = self._curves[scheme]
        if curve is None:
            return ""
        if scheme == "complex":
            return f"anything below 10{superscript(round(math.log10(_predicted_best(curve, 1.5))))}"
        return f"about {rough(_predicted_best(curve))}"


def _predicted_best(curve: numeric.ErrorCurve, slack: float = 1.0) -> float:
    """Return the largest step where truncation and rounding together are least, or least but for a factor."""
    both = curve.truncation + curve.rounding
    return float(curve.step[both <= slack * both.min()].max(initial=curve.step[0]))


class _Row:
    """One scheme: measured errors, the two predicted lines, its best step, its error at the chosen one."""

    def __init__(self, ax: Axes, scheme: str) -> None:
        meaning = _MEANINGS.get(scheme, "measure")
        self.scheme = scheme
        self._measured = self._points(ax, meaning)
        self._falling = stroke(ax, meaning, width=0.6, dashes="solid", layer=2.5)
        self._rising = stroke(ax, meaning, width=0.6, dashes="dotted", layer=2.5)
        self._best, self._here = dot(ax, meaning, size=1.8, layer=5), dot(ax, size=0.8)
        self._best.set_marker("*")
        self._name, self._best_name, self._error = (label(ax, meaning) for _ in range(3))
        self.lines = [self._measured, self._falling, self._rising]
        self.moving: list[Artist] = [self._here, self._name, self._best_name, self._error]

    def _points(self, ax: Axes, meaning: str) -> Line2D:
        marker, size, layer = _MARKS.get(self.scheme, ("o", 0.34, 3.0))
        points = stroke(ax, meaning, dashes="none", layer=layer)
        points.set(marker=marker, markersize=size * points.get_markersize(), markeredgewidth=0)
        return points

    def show(self, curve: numeric.ErrorCurve | None) -> None:
        """Draw measurements at a new point; nothing where the scheme cannot be used."""
        for line, part in zip(self.lines, ("error", "truncation", "rounding"), strict=True):
            line.set_data([] if curve is None else curve.step, [] if curve is None else getattr(curve, part))
        best = (np.nan, np.nan) if curve is None else (curve.best_step, curve.best_error)
        self._best.set_data([best[0]], [best[1]])
        self._name.set_text("" if curve is None else f"{self.scheme}, slope {curve.order}")
        self._best_name.set_text("" if curve is None else f"best h ≈ {rough(best[0])}")

    def avoid_best(self, sheet: Sheet) -> None:
        """Keep labels off the star."""
        sheet.avoid_marks(self._best)

    def place_best(self, sheet: Sheet) -> None:
        """Put the best step beside its star."""
        sheet.place(self._best_name, around(sheet.of(self._best)[0], (-0.2, -1), rings=4))

    def place_name(self, sheet: Sheet) -> None:
        """Put the scheme's name where its line is its own: complex on its floor, others on their slopes."""
        line = self._rising if self.scheme == "complex" else self._falling
        start, side = {"complex": (0.2, (0, 1)), "central": (0.85, (1, -1))}.get(self.scheme, (0.85, (-1, 1)))
        points, (best, _) = sheet.inside(sheet.of(line)), sheet.of(self._best)[0]
        own = points[points[:, 0] < best] if self.scheme == "complex" else points[points[:, 0] > best]
        sheet.place(self._name, beside(own, 11, start, side), beside(points, 11, start, side))

    def point_out(self, sheet: Sheet, step: float, error: float) -> None:
        """Mark the error at the chosen step; keep labels off it and off the names that stay."""
        put_dot(self._here, step, error)
        sheet.avoid_dot(step, error)
        for words in (self._name, self._best_name):
            sheet.avoid_label(words)

    def place_error(self, sheet: Sheet, error: str) -> None:
        """Put the error at the chosen step beside its mark."""
        self._error.set_text(error)
        sheet.place(self._error, around(sheet.of(self._here)[0], (1, 0.5), rings=3), optional=True)


def _curve(f: Any, at: float, scheme: str) -> numeric.ErrorCurve | None:
    """Measure a scheme; None where it cannot be used, as the complex step on code that is not analytic."""
    try:
        curve = numeric.error_curve(f, at, scheme)
    except (TypeError, ValueError):
        return None
    return curve if np.isfinite(curve.error).any() else None


def _view(curves: Sequence[numeric.ErrorCurve]) -> View:
    """Choose heights that show all errors, in whole powers of ten."""
    errors = np.concatenate([_HEIGHTS, *(curve.error[np.isfinite(curve.error)] for curve in curves)])
    low, high = (float(10.0 ** np.round(np.log10(limit))) for limit in (errors.min(), errors.max()))
    return View(*_STEPS, _ROOM[0] * low, _ROOM[1] * high)
