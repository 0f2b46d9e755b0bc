"""A little square, and the parallelogram that a matrix makes of it, with a letter that shows a flip."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike

from lessons_lib.pencil.figure import stroke
from lessons_lib.pencil.maps._effect import Effect, effect
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.scale import scale_of

UNIT_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], float)
LETTER = np.array([(0.34, 0.2), (0.34, 0.8), (0.7, 0.8), (np.nan, np.nan), (0.34, 0.52), (0.6, 0.52)])
"""The strokes of an F in the unit square: its image is a mirror image exactly where the map flips."""

_FILLS = {"grows": "secant", "keeps": "ground", "shrinks": "third", "collapses": "ground", "": "ground"}


class Patch:
    """A square, or its image under a matrix: an F inside, its first side heavy, hatched where it is flipped.

    The fill tells the size: orange where the area grows, grey where it is kept, blue where it shrinks.
    """

    def __init__(self, ax: Axes, meaning: str, *, dashes: str | None = None, layer: float = 3) -> None:
        scale = scale_of(ax.get_figure(root=True))
        self.ax, self._hatch_colour = ax, to_rgba(LINE[meaning], 0.55)
        self.fill = Polygon(np.zeros((4, 2)), closed=True, linewidth=0, zorder=layer)
        self.fill.set_hatch_linewidth(0.7 * scale)
        ax.add_patch(self.fill)
        self.outline = stroke(ax, meaning, width=0.75, dashes=dashes, layer=layer + 0.5)
        self.first = stroke(ax, meaning, width=1.7, dashes="solid", layer=layer + 0.6)
        self.letter = stroke(ax, "point", width=0.7, dashes="solid", layer=layer + 0.7)
        self.corners, self.effect = np.full((5, 2), np.nan), effect(np.full((2, 2), np.nan))

    @property
    def artists(self) -> list[Artist]:
        """All that moves."""
        return [self.fill, self.outline, self.first, self.letter]

    def put(self, corner: ArrayLike, matrix: ArrayLike, side: float) -> Effect:
        """Show what a matrix makes of a square."""
        matrix = np.asarray(matrix, float)
        self.effect = effect(matrix)
        self.corners = corner + side * UNIT_SQUARE @ matrix.T
        self.outline.set_data(*self.corners.T)
        self.first.set_data(*self.corners[:2].T)
        self.letter.set_data(*(corner + side * LETTER @ matrix.T).T)
        self.letter.set_visible(self.effect.rank == 2)
        self._paint()
        return self.effect

    def hide(self) -> None:
        """Take the patch out of the picture."""
        self.put((np.nan, np.nan), np.full((2, 2), np.nan), 0.0)

    def _paint(self) -> None:
        self.fill.set_visible(bool(np.isfinite(self.corners).all()))
        if self.fill.get_visible():
            self.fill.set_xy(self.corners[:4])
            self.fill.set_facecolor(to_rgba(LINE[_FILLS[self.effect.size]], 0.5))
            self.fill.set_hatch("////" if self.effect.flips else "")
            # matplotlib colours a hatch like the edge, which has no width here.
            self.fill.set_edgecolor(self._hatch_colour)
