"""The grid of a plane, and what a map makes of it."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from lessons_lib.arrays import Array
from lessons_lib.pencil.maps._values import plane_images
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.plane import PlaneView

_CELLS = 7.0  # at least so many along the longer side
_SAMPLES = 361
_LEAP, _HOP, _SUDDEN = 0.5, 0.04, 8.0
_FAR = 3.0


def grid_spacing(view: PlaneView) -> float:
    """Return a round distance between the lines of a grid.

    Examples
    --------
    >>> grid_spacing(PlaneView(-2, 2, -2, 2)), grid_spacing(PlaneView(0, 2, 0, 6.25))
    (0.5, 0.5)
    """
    least = max(view.width, view.height) / _CELLS
    power = 10.0 ** math.floor(math.log10(least))
    digit = max(digit for digit in (1, 2, 2.5, 5) if digit * power <= least * (1 + 1e-9))
    return float(f"{digit * power:.6g}")


def unbroken(lines: Array, size: float) -> Array:
    """Lift the pen where a line leaps, as across a pole or a jump.

    Examples
    --------
    >>> line = np.array([[0.0, 0.0], [1.0, 0.1], [2.0, 0.2], [3.0, 9.0], [4.0, 9.1]])
    >>> unbroken(line, 5)[:, 1].tolist()
    [0.0, 0.1, 0.2, nan, 9.1]
    """
    with np.errstate(invalid="ignore", over="ignore"):
        steps = np.hypot(*np.moveaxis(np.diff(lines, axis=-2), -1, 0))
        leaps = (steps > _LEAP * size) | ((steps > _HOP * size) & (steps > _SUDDEN * _beside(steps)))
    torn = lines.copy()
    torn[..., 1:, :][leaps] = np.nan
    return torn


def _beside(steps: Array) -> Array:
    """Return the longer neighbour of each step along the last axis."""
    ends = np.full((*steps.shape[:-1], 1), np.nan)
    before, after = (
        np.concatenate(parts, axis=-1) for parts in ((ends, steps[..., :-1]), (steps[..., 1:], ends))
    )
    return np.asarray(np.fmax(before, after))


class GridLines:
    """Both families of lines of a grid, along the first variable solid, along the second dashed."""

    def __init__(
        self, ax: Axes, view: PlaneView, f: Callable[[Any], Any] | None = None, *,
        spacing: float | None = None, meaning: str = "function", strength: float = 1.0, layer: float = 1.5,
    ) -> None:  # fmt: skip
        self.ax, self.view = ax, view
        self.along_first, self.along_second = grid_lines(view, f, spacing, _shown(ax))
        thin = strength * ax.spines["left"].get_linewidth()
        first, second = to_rgba(LINE[meaning], 0.62), to_rgba(LINE[meaning], 0.5)
        self._draw(self.along_first, first, 0.85 * thin, "solid", layer)
        self._draw(self.along_second, second, 0.8 * thin, (0, (4, 2.2)), layer)

    def _draw(self, lines: Array, colour: Any, width: float, dashes: Any, layer: float) -> None:
        pieces = [piece for line in lines for piece in _pieces(line)]
        self.ax.add_collection(
            LineCollection(pieces, colors=[colour], linewidths=width, linestyles=[dashes], zorder=layer),
            autolim=False,
        )  # fmt: skip


def grid_lines(
    view: PlaneView, f: Callable[[Any], Any] | None, spacing: float | None, shown: PlaneView
) -> tuple[Array, Array]:
    """Return the lines of a grid, or their images, in two families, shape (k, n, 2) each."""
    step = spacing or grid_spacing(view)
    xs, ys = (_marks(low, high, step) for low, high in (view[:2], view[2:]))
    along_x, along_y = (np.linspace(low, high, _SAMPLES) for low, high in (view[:2], view[2:]))
    first = np.stack(np.broadcast_arrays(along_x[None, :], ys[:, None]), axis=-1)
    second = np.stack(np.broadcast_arrays(xs[:, None], along_y[None, :]), axis=-1)
    if f is None:
        return first, second
    return _seen(plane_images(f, first), shown), _seen(plane_images(f, second), shown)


def _marks(low: float, high: float, step: float) -> Array:
    """Return the multiples of a step between two ends, and the ends."""
    inner = step * np.arange(math.ceil(low / step + 0.05), math.floor(high / step - 0.05) + 1)
    return np.array([low, *inner, high])


def _seen(lines: Array, shown: PlaneView) -> Array:
    """Break lines at leaps and drop what is far outside."""
    lines = unbroken(lines, max(shown.width, shown.height))
    middle = np.array([shown.left + shown.right, shown.bottom + shown.top]) / 2
    with np.errstate(invalid="ignore"):
        far = (np.abs(lines - middle) > _FAR * np.array([shown.width, shown.height])).any(axis=-1)
    lines[far] = np.nan
    return lines


def _shown(ax: Axes) -> PlaneView:
    return PlaneView(*ax.get_xlim(), *ax.get_ylim())


def _pieces(line: Array) -> list[Array]:
    """Split a line at its gaps."""
    gaps = np.nonzero(np.isnan(line).any(axis=1))[0]
    parts = np.split(line, np.unique(np.concatenate([gaps, gaps + 1])))
    return [part for part in parts if len(part) > 1 and np.isfinite(part).all()]
