"""The share of minima against the dimension, and the eigenvalues that were drawn."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from matplotlib.ticker import FixedLocator

from lessons_lib.arrays import Array
from lessons_lib.figures.random_hessians._ensemble import Sample, exact_share, sample
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

LARGEST: Final = 8
_SIZES = np.arange(1, LARGEST + 1)
_SHARES: Final = View(0.5, LARGEST + 0.5, 1e-10, 2.0)
_HEAPS: Final = View(-3.2, 3.2, 0.0, 0.5)
_EDGES = np.linspace(_HEAPS.left, _HEAPS.right, 33)
_ARCH = np.linspace(-2, 2, 121)


class RandomHessians(Picture):
    """Random symmetric matrices: how many have only positive eigenvalues, and where their eigenvalues lie.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> picture = RandomHessians(new_axes(new_figure(9, 4.2), columns=2), 2, 1000)
    >>> print(picture.caption.partition("; ")[0].partition("): ")[2])
    142 of 1000 have only positive eigenvalues, the exact share is 0.1464
    """

    def __init__(self, axes: Sequence[Axes], n: int, count: int = 1000, seed: int = 0) -> None:
        super().__init__()
        self.ax, self.heap = axes
        self.n, self.count, self.seed = int(n), int(count), int(seed)
        with style(self.ax.get_figure(root=True)):
            self._draw_shares()
            self._draw_heap()
        self.move()

    def _draw_shares(self) -> None:
        ax = self.ax
        ax.set_yscale("log")
        set_view(ax, _SHARES)
        ax.xaxis.set_major_locator(FixedLocator(_SIZES.tolist()))
        mark_powers(ax.yaxis, range(-10, 1, 2))
        name_axes(ax, "$n$", "share with positive eigenvalues only")
        exact = stroke(ax, "function", width=0.7)
        exact.set_data(*_exact_line())
        exact.set(marker="o", markersize=0.55 * dot(ax).get_markersize(), markerfacecolor="white")
        self._floor = stroke(ax, "measure", width=0.5, dashes="dashed", layer=2)
        self._grip, self._found = dot(ax, "function", size=0.9), dot(ax, "secant", size=1.4, layer=5)
        self._found.set_marker("D")
        meanings = {"exact": "function", "found": "secant", "floor": "measure"}
        self._words = {name: label(ax, meaning) for name, meaning in meanings.items()}
        self._sheet = Sheet(ax)
        self._sheet.fix(*_exact_line())
        self._moving += [self._floor, self._grip, self._found, *self._words.values()]

    def _draw_heap(self) -> None:
        ax = self.heap
        set_view(ax, _HEAPS)
        name_axes(ax, "eigenvalue divided by √n", "density")
        self._bars = {name: _bars(ax, name) for name in ("negative", "positive")}
        self._outline = stroke(ax, "secant", width=0.6, dashes="solid", layer=2)
        arch = stroke(ax, "measure", width=0.8, dashes="dashed", layer=3)
        arch.set_data(_ARCH, np.sqrt(4 - _ARCH**2) / (2 * math.pi))
        self._shares = {name: label(ax, "secant") for name in self._bars}
        self._arch_name = label(ax, "measure", "semicircle, n large", size=9.5)
        self._room = Sheet(ax)
        self._moving += [*self._bars.values(), self._outline, *self._shares.values(), self._arch_name]

    def move(self, n: int | None = None, count: int | None = None, seed: int | None = None) -> list[Artist]:
        """Draw other matrices; what is not given stays."""
        self.n = self.n if n is None else int(n)
        self.count = self.count if count is None else int(count)
        self.seed = self.seed if seed is None else int(seed)
        self.drawn: Sample = sample(self.n, self.count, self.seed)
        self._move_shares()
        self._move_heap()
        self._caption = self._sentence()
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the present place on the line of exact shares: its x is n."""
        return {"n": (self.ax, float(self.n), exact_share(self.n))}

    def dots(self) -> dict[str, Artist]:
        """Return its mark."""
        return {"n": self._grip}

    def track(self, name: str) -> Curve | None:
        """Return the line of exact shares."""
        return _exact_line() if name == "n" else None

    @property
    def share(self) -> float:
        """The share of the drawn matrices that have only positive eigenvalues."""
        return self.drawn.positive / self.drawn.count

    def _move_shares(self) -> None:
        words, sheet = self._words, self._sheet
        put_dot(self._grip, self.n, exact_share(self.n))
        put_dot(self._found, self.n, self.share or math.nan)
        self._floor.set_data([_SHARES.left, _SHARES.right], [1 / self.count] * 2)
        words["exact"].set_text(f"exact: {number(exact_share(self.n))}")
        words["found"].set_text(f"{self.drawn.positive} of {self.count}")
        words["floor"].set_text(f"1 of {self.count}" if self.count > 1 else "")
        sheet.clear()
        sheet.avoid(self._floor)
        sheet.avoid_marks(self._grip, self._found)
        grip = sheet.of(self._grip)[0]
        found = sheet.points(self.n, self.share or 1 / self.count)[0]
        sheet.place(words["found"], around(found, (1, 1), rings=4))
        sheet.place(words["exact"], around(grip, (-1, -1), rings=4))
        sheet.place(words["floor"], beside(sheet.of(self._floor), 9, 0.9, (0, -1)), optional=True)

    def _move_heap(self) -> None:
        heights = self.densities()
        for name, side in (("negative", slice(None, 17)), ("positive", slice(16, None))):
            edges = _EDGES[side]
            inner = heights[:16] if name == "negative" else heights[16:]
            self._bars[name].set_xy(np.column_stack(_steps(edges, inner)))
        self._outline.set_data(*_steps(_EDGES, heights))
        values = self.drawn.eigenvalues
        counts = {"negative": int((values < 0).sum()), "positive": int((values > 0).sum())}
        sheet = self._room
        sheet.clear()
        sheet.avoid(self._outline)
        for name, words in self._shares.items():
            words.set_text(f"{counts[name]}\n{name}")
            spot = sheet.size * (0.12 if name == "negative" else 0.88, 0.78)
            sheet.place(words, around(spot, (0, 1)))
        sheet.place(self._arch_name, around(sheet.points(0, 0.33)[0], (0, 1), rings=6))

    def densities(self) -> Array:
        """Return the heights of the bars, shape (32,): together with their widths they make up 1."""
        inside = self.drawn.eigenvalues.ravel() / math.sqrt(self.n)
        counts, _ = np.histogram(inside, _EDGES)
        return np.asarray(counts / (inside.size * (_EDGES[1] - _EDGES[0])))

    def _sentence(self) -> str:
        drawn = self.drawn
        return (
            f"Random symmetric matrices, {self.n} by {self.n} (Gaussian orthogonal ensemble: normal entries, "
            f"variance 1 beside the diagonal and 2 on it): {drawn.positive} of {drawn.count} "
            f"{'has' if drawn.positive == 1 else 'have'} only positive eigenvalues, the exact share is "
            f"{number(exact_share(self.n))}; a model only, Hessians of a loss need not be like these."
        )


def _bars(ax: Axes, name: str) -> Polygon:
    colour = LINE["secant"]
    alpha = 0.5 if name == "positive" else 0.18
    bars = Polygon(np.zeros((1, 2)), facecolor=colour, edgecolor="none", alpha=alpha, zorder=1)
    ax.add_patch(bars)
    return bars


def _steps(edges: Array, heights: Array) -> tuple[Array, Array]:
    """Return the outline of bars, from the ground to the ground."""
    return np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])


def _exact_line() -> Curve:
    return _LINE


_LINE: Final[Curve] = (_SIZES.astype(float), np.array([exact_share(int(n)) for n in _SIZES]))
