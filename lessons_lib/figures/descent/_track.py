"""One walk on the map: its steps, where it is now, and where it leaves."""

from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.arrays import Array
from lessons_lib.figures.descent._value_log import MARKS, end_mark, trail
from lessons_lib.figures.descent._walk import Walk
from lessons_lib.pencil.figure import label, put_dot
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import PlaneView, arrow

_ARROW: Final = 0.11  # of the view


class Track:
    """A walk on the map."""

    def __init__(self, ax: Axes, index: int, view: PlaneView) -> None:
        self._view, mark = view, MARKS[index]
        meaning = mark[0]
        self.line, self.ball = trail(ax, mark, 4 + 0.1 * index), end_mark(ax, mark, 1.15, 6.2)
        self.exit = arrow(ax, meaning, width=2.8, layer=5)
        self.name, self.words = label(ax, meaning, size=10), label(ax, meaning, size=10)
        self.moving: list[Artist] = [self.line, self.ball, self.exit, self.name, self.words]

    def move(self, walk: Walk | None, shown: int) -> None:
        """Show so many steps of a walk; nothing without one."""
        points = walk.path.points[: walk.last(shown) + 1] if walk else np.full((1, 2), np.nan)
        self.line.set_data(*points.T)
        put_dot(self.ball, *points[-1])
        step = walk.leaves(self._view, shown) if walk and walk.is_out(self._view, shown) else None
        self.name.set_text(walk.name if walk else "")
        self.words.set_text(f"leaves at step {step}" if step else "")
        self.exit.hide()
        if step:
            edge, along = _way_out(points[step - 1], points[step], self._view)
            self.exit.put(edge - _ARROW * self._view.size * along, edge)

    def place(self, sheet: Sheet) -> None:
        """Write where it leaves, and what it is, beside it."""
        if self.words.get_text():
            sheet.place(self.words, around(sheet.points(*self.exit.tail)[0], (0, 1), rings=4))
        else:
            self.words.set_visible(False)
        way = sheet.inside(sheet.of(self.line))
        if len(way) and self.name.get_text():
            ends = (around(sheet.size * (0.5, end), (0, 0.5 - end), rings=2) for end in (1.0, 0.0))
            sheet.place(self.name, beside(way, 9, 0.3), around(way[0], (0, 1), rings=4), *ends)
        else:
            self.name.set_visible(False)


def _way_out(inside: Array, outside: Array, view: PlaneView) -> tuple[Array, Array]:
    """Return where a step crosses the edge of the view, and its unit direction."""
    step = outside - inside
    edges = np.where(step > 0, view[1::2], view[::2])
    with np.errstate(all="ignore"):
        shares = np.where(step != 0, (edges - inside) / step, np.inf)
    return inside + min(max(float(shares.min()), 0.0), 1.0) * step, step / np.hypot(*step)
