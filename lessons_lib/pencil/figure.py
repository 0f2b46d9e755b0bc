"""What every picture is made of: a figure in the course's style, axes, strokes, dots and labels."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import DASHES, LINE, TEXT
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.settings import own_settings, scaled
from lessons_lib.wording import number

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]

CLASSROOM: Final = 1.35
NARROW: Final = 4.8  # inches


class LessonFigure(Figure):
    """A figure with an Agg canvas that knows how large its type is."""

    def __init__(self, *, scale: float = 1.0, **options: Any) -> None:
        super().__init__(**options)
        self.scale, self.narrow = scale, False
        FigureCanvasAgg(self)

    def set_classroom(self, on: bool) -> None:
        """Choose the type size of what is drawn from now on."""
        self.scale = CLASSROOM if on else 1.0

    def draw(self, renderer: Any) -> None:
        """Draw all of it, in the course's settings."""
        with own_settings(self.scale):
            super().draw(renderer)


def style(figure: Any) -> AbstractContextManager[None]:
    """Create artists in the course's style; the reader's own settings stay as they are."""
    return own_settings(scale_of(figure))


def new_figure(
    width: float = 7.0, height: float = 4.5, *, classroom: bool = False, dpi: float = 100
) -> LessonFigure:
    """Make an empty figure in the course's style, outside pyplot.

    Examples
    --------
    >>> new_figure().get_size_inches().tolist(), new_figure(classroom=True).scale
    ([7.0, 4.5], 1.35)
    """
    scale = CLASSROOM if classroom else 1.0
    with own_settings(scale):
        return LessonFigure(scale=scale, figsize=(width, height), dpi=dpi)


def new_axes(figure: Figure, rows: int = 1, columns: int = 1, *, ratios: Sequence[float] = ()) -> list[Axes]:
    """Lay out axes with room for their numbers and names.

    Examples
    --------
    >>> len(new_axes(new_figure(), rows=2, columns=5))
    10
    """
    if getattr(figure, "narrow", False):
        rows, columns, ratios = *_stacked(figure, rows, columns), ()
    with style(figure):
        grid = figure.add_gridspec(
            rows, columns, width_ratios=ratios or None, **_margins(figure, rows, columns)
        )
        axes = [figure.add_subplot(grid[row, column]) for row in range(rows) for column in range(columns)]
    for ax in axes:
        dress(ax)
    return axes


def _stacked(figure: Figure, rows: int, columns: int) -> tuple[int, int]:
    """Make the sheet as narrow as a narrow window, with more rows than columns."""
    width, height = figure.get_size_inches()
    across, down = min(rows, columns), max(rows, columns)
    grown = np.clip(NARROW / (width / columns * across), 0.8, 1.4)
    figure.set_size_inches(NARROW, height / rows * down * grown)
    return down, across


def _margins(figure: Figure, rows: int, columns: int) -> dict[str, float]:
    """Fractions of the figure that leave the same room in points around every axes."""
    (width, height), room = figure.get_size_inches() * 72, scale_of(figure)
    between = (14, 32) if rows * columns > 4 else (66, 46)
    left, right, bottom, top, across, down = (room * gap for gap in (44, 26, 38, 28, *between))
    wide = (width - left - right - across * (columns - 1)) / columns
    high = (height - bottom - top - down * (rows - 1)) / rows
    return {
        "left": left / width,
        "right": 1 - right / width,
        "bottom": bottom / height,
        "top": 1 - top / height,
        "wspace": across / wide,
        "hspace": down / high,
    }


def dress(ax: Axes, ticks: int = 5) -> None:
    """Give axes few ticks with plain numbers and true minus signs."""
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10]))
        axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    settings = scaled(scale_of(ax.get_figure(root=True)))
    ax.tick_params(
        labelsize=settings["xtick.labelsize"],
        labelcolor=settings["xtick.labelcolor"],
        length=settings["xtick.major.size"],
        width=settings["xtick.major.width"],
        color=settings["xtick.color"],
        labelfontfamily="DejaVu Sans",
    )


def name_axes(ax: Axes, across: str, up: str) -> None:
    """Write the names of the axes at their ends, upright; a long name stands below."""
    scale, short = scale_of(ax.get_figure(root=True)), len(across.strip("$")) <= 2
    shift, align = ((9 * scale, 0), "left") if short else ((0, -31 * scale), "right")
    with style(ax.get_figure(root=True)):
        ax.annotate(across, (1, 0), shift, "axes fraction", "offset points", ha=align, va="center")
        start, align = (0, "center") if len(up.strip("$")) <= 2 else (-38 * scale, "left")
        ax.annotate(up, (0, 1), (start, 9 * scale), "axes fraction", "offset points", ha=align, va="bottom")


def stroke(
    ax: Axes, meaning: str, *, width: float = 1.0, dashes: str | None = None, layer: float = 3
) -> Line2D:
    """Add an empty line with the colour and the line style of its meaning."""
    (line,) = ax.plot([], [], color=LINE[meaning], linestyle=dashes or DASHES[meaning], zorder=layer)
    line.set_linewidth(width * line.get_linewidth())
    return line


def dot(ax: Axes, meaning: str = "point", *, size: float = 1.0, layer: float = 6) -> Line2D:
    """Add a round mark with a white rim, not yet anywhere."""
    (mark,) = ax.plot([], [], "o", color=LINE[meaning], markeredgecolor="white", zorder=layer, clip_on=False)
    mark.set_markersize(size * mark.get_markersize())
    mark.set_markeredgewidth(0.13 * mark.get_markersize())
    return mark


def label(ax: Axes, meaning: str, text: str = "", *, size: float = 11, layer: float = 7) -> Label:
    """Add a label in the dark shade of a meaning's colour."""
    scale = scale_of(ax.get_figure(root=True))
    words = Label(ax, text, TEXT[meaning], size * scale, halo=1.8 * scale)
    words.set_zorder(layer)
    return words


def put_dot(mark: Line2D, x: float, y: float) -> None:
    """Move a mark to a point; hide it where the axes do not reach."""
    ax = mark.axes
    assert ax is not None
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    seen = left <= x <= right and bottom <= y <= top
    mark.set_data([x if seen else np.nan], [y if seen else np.nan])


class Picture:
    """A drawing that is made once and then moved.

    Subclasses draw in their constructor and keep `_move_artists` up to date with their state.
    """

    def __init__(self) -> None:
        self._moving: list[Artist] = []
        self._caption = ""

    @property
    def caption(self) -> str:
        """One plain sentence with the numbers behind the picture in its present state."""
        return self._caption

    @property
    def moving(self) -> list[Artist]:
        """All artists that can move: always the same objects, from back to front."""
        return sorted(self._moving, key=Artist.get_zorder)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the points that people can take hold of: name -> (axes, x, y) in data coordinates."""
        return {}

    def dots(self) -> dict[str, Artist]:
        """Return the mark that stands for each handle."""
        return {}

    def track(self, _name: str) -> Curve | None:
        """Return the curve that a handle rides on, gaps as nan; None where it moves freely.

        The same object as long as the curve is the same.
        """
        return None
