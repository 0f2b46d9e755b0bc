"""The plane with u, A u and the path of A u; beside it the same in numbers."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.figures.eigen._turning import Turning
from lessons_lib.figures.matrices import WrittenMatrix
from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, new_axes, put_dot, stroke, style
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import arrow, nice, note_above, point_in_data, scale_words, unit
from lessons_lib.wording import number

_REACH, _LARGEST = 3.6, 6.5  # of the view; of a matrix that is drawn as it is, even if A u leaves the view
_RIM = 4.5  # of the dot at the tip of u, in points
_ARC = 0.55
_SPARE = 0.4  # of the panel
_BELOW = 0.25  # from line to line of the words, in heights of a matrix
_CIRCLE = unit(np.linspace(0, 360, 121))
_RING: Final[Curve] = (_CIRCLE[:, 0], _CIRCLE[:, 1])


class Eigen(Picture):
    """A unit vector u to turn, A u beside it, and the path of A u while u goes round.

    A line through u is drawn only while A u lies on it: eigenvectors are for the learner to find.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> Eigen(new_axes(new_figure(8.4, 4.6), columns=2), [[2, 1], [1, 2]], 45).caption
    'A = [[2, 1], [1, 2]] and the unit vector u = (0.7071, 0.7071) at 45°: A u = (2.121, 2.121), in the \
direction of u, so u is an eigenvector with eigenvalue 3; A keeps two directions.'
    """

    def __init__(self, axes: Sequence[Axes], matrix: ArrayLike, angle: float) -> None:
        super().__init__()
        self.ax, self.panel = axes
        self.matrix, self.angle = np.array(matrix, float), float(angle)
        self.scale = _scale(self.matrix)
        with style(self.ax.get_figure(root=True)):
            self._draw_plane()
            self._draw_numbers()
        self.move()

    def _draw_plane(self) -> None:
        ax = self.ax
        ax.set(xlim=(-_REACH, _REACH), ylim=(-_REACH, _REACH), aspect="equal")
        ax.set_autoscale_on(False)
        ax.apply_aspect()
        name_axes(ax, "$x$", "$y$")
        thin = ax.spines["left"].get_linewidth()
        ax.axhline(0, color=LINE["ground"], linewidth=thin, zorder=0.5)
        ax.axvline(0, color=LINE["ground"], linewidth=thin, zorder=0.5)
        words = scale_words(self.scale)
        note_above(ax, f"$A u$ {words}" if words else "")
        circle = stroke(ax, "point", width=0.4, dashes="solid", layer=1)
        circle.set_data(*_CIRCLE.T)
        self._path = stroke(ax, "function", width=0.5, dashes="dashed", layer=1.2)
        self._line = stroke(ax, "derivative", width=0.9, dashes="dashdot", layer=1.5)
        self._arc = stroke(ax, "measure", width=0.6, layer=2)
        self._arrows = {"image": arrow(ax, "function", width=3.2), "u": arrow(ax, "point", width=1.8)}
        self._tip, self._sheet = dot(ax, size=0.7), Sheet(ax)
        meanings = {"u": "point", "image": "function", "turn": "measure"}
        self._words = {name: label(ax, key) for name, key in meanings.items()}
        marks = [self._path, self._line, self._arc, *self._arrows.values(), self._tip]
        self._moving += [*marks, *self._words.values()]

    def _draw_numbers(self) -> None:
        self.panel.set_axis_off()
        self._room = Sheet(self.panel)
        parts = [("A u =", (2, 2), "function"), ("", (2, 1), "point"), ("=", (2, 1), "function")]
        self._product = [WrittenMatrix(self.panel, *part[:2], meaning=part[2], size=12.5) for part in parts]
        self._told = [label(self.panel, meaning, size=12.5) for meaning in ("measure", "derivative")]
        written = [artist for each in self._product for artist in each.moving]
        self._moving += [*written, *self._told]

    def move(self, matrix: ArrayLike | None = None, angle: float | None = None) -> list[Artist]:
        """Show another matrix or another direction; what is not given stays."""
        self.matrix = self.matrix if matrix is None else np.array(matrix, float)
        self.angle = self.angle if angle is None else float(angle)
        self.turning = Turning(self.matrix, self.angle)
        self._path.set_data(*(self.scale * _CIRCLE @ self.matrix.T).T)
        self._move_arrows()
        self._move_words()
        self._write()
        self._caption = self.turning.sentence
        return self.moving

    def shows(self, matrix: ArrayLike) -> bool:
        """Tell whether a matrix can be drawn to the scale of this picture."""
        return _scale(np.asarray(matrix, float)) == self.scale

    def angle_of(self, x: float, y: float) -> float:
        """Return the direction of a place, in degrees."""
        return math.degrees(math.atan2(y, x))

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the tip of u."""
        x, y = map(float, self.turning.u)
        return {"angle": (self.ax, x, y)}

    def dots(self) -> dict[str, Artist]:
        """Return its mark."""
        return {"angle": self._tip}

    def track(self, name: str) -> Curve | None:
        """Return the unit circle."""
        return _RING if name == "angle" else None

    @property
    def tip(self) -> Array:
        """Where the arrow of A u ends, shape (2,)."""
        return np.asarray(self.scale * self.turning.image)

    def _move_arrows(self) -> None:
        here, start = self.turning, np.zeros(2)
        # The head of the arrow is seen beside the dot at its tip, not below it.
        self._arrows["u"].put(start, here.u * (1 - _RIM * point_in_data(self.ax)))
        self._arrows["image"].put(start, self.tip)
        put_dot(self._tip, float(here.u[0]), float(here.u[1]))
        far = 2 * _REACH * here.u if here.is_near else np.full(2, np.nan)
        self._line.set_data(*np.stack([-far, far], axis=1))
        seen = not here.is_near
        angles = here.angle + (here.turn if seen else math.nan) * np.linspace(0, 1, 25)
        self._arc.set_data(*(_ARC * unit(angles)).T)

    def _move_words(self) -> None:
        here, words, sheet = self.turning, self._words, self._sheet
        words["u"].set_text("u")
        words["image"].set_text(here.eigenvalue_words if here.is_near else "A u")
        words["turn"].set_text("" if here.is_near else f"{here.turn:.0f}°".replace("-", "−"))
        sheet.clear()
        sheet.avoid(self._path, self._line)
        sheet.avoid_marks(self._tip)
        middle, end, tip = (sheet.points(*place)[0] for place in (np.zeros(2), here.u, self.tip))
        tip = np.clip(tip, 0, sheet.size)
        between = np.stack([middle, tip])
        sheet.place(words["image"], around(tip, tip - middle, rings=4), beside(between, 5, 0.8))
        sheet.place(words["u"], around(end, end - middle, rings=3))
        bow = sheet.of(self._arc)[12]
        sheet.place(words["turn"], around(bow, np.nan_to_num(bow - middle), rings=3), optional=True)

    def _write(self) -> None:
        here, (_, high) = self.turning, self._room.size
        matrix, vector, image = self._product
        end = matrix.write(self.matrix, (0, high))
        vector.write(here.u, (end, high))
        low = high - 1.2 * matrix.height
        image.write(here.image, (matrix.start - image.start, low))
        low -= matrix.height
        self._told[0].set_text(here.turn_words)
        self._told[1].set_text(self._found_words())
        for words in self._told:
            low -= words.size_in_points()[1] + _BELOW * matrix.height
            words.set_position((0, low / high))

    def _found_words(self) -> str:
        here = self.turning
        if here.is_exact:
            return f"u is an eigenvector:\n{here.eigenvalue_words}, so λ = {number(here.along)}"
        return f"almost an eigenvector:\n{here.eigenvalue_words}" if here.is_near else ""


def eigen_axes(figure: Figure) -> list[Axes]:
    """Lay out the plane and, beside or below it, as much room as the numbers need.

    Examples
    --------
    >>> from lessons_lib.figures import new_figure
    >>> len(eigen_axes(new_figure(8.4, 4.9)))
    2
    """
    plane, panel = new_axes(figure, columns=2, ratios=(1.45, 1))
    if getattr(figure, "narrow", False):
        _cut(figure, plane, panel)
    return [plane, panel]


def _cut(figure: Figure, plane: Axes, panel: Axes) -> None:
    """Take from the sheet what the panel below the plane has no use for."""
    size = figure.get_size_inches()
    upper, lower = (ax.get_position().get_points() * size for ax in (plane, panel))
    away = np.array([0.0, _SPARE * (lower[1, 1] - lower[0, 1])])
    figure.set_size_inches(*(size - away))
    lower[1] -= away
    for ax, (low, high) in ((plane, upper - away), (panel, lower)):
        ax.set_position((*(low / (size - away)), *((high - low) / (size - away))))


def _scale(matrix: Array) -> float:
    """Return how long A u is drawn."""
    norm = float(np.linalg.norm(matrix, 2))
    return 1.0 if norm <= _LARGEST else nice(0.9 * _REACH / norm)
