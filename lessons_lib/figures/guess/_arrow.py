"""An arrow to turn."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.figures.guess._gaps import arrow_gap
from lessons_lib.figures.guess._picture import NOT_YET, NOWHERE, GuessPicture, pair
from lessons_lib.pencil.figure import Curve, dot, label, stroke, style
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import Arrow, arrow, gradient_at, nice, plane_place, scale_words
from lessons_lib.wording import number

_LONG = 0.3  # an arrow that nobody has touched, in shorter sides of the picture
_INSIDE = 0.97  # how far towards the edge an arrow may reach
_ARC = 0.6  # where the gap is drawn, as a part of the shorter arrow
_BROKEN = (0, (6, 1.6, 1.2, 1.6))
_PALE = "#FBF1F6"
_CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))


class GuessArrow(GuessPicture):
    """An arrow somebody turns to where they think it points; later the true one beside it.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> (ax,) = new_axes(new_figure())
    >>> picture = GuessArrow(ax, (0.2, 0.2), about="A slope")
    >>> picture.caption
    'A slope: the tip of the arrow at (0.2, 0.2) can be dragged; not answered yet.'
    >>> _ = picture.move(guess=(1, 1), truth=(2, 0))
    >>> picture.caption
    'A slope: your arrow at (0.2, 0.2) points at 45 degrees, the truth (2, 0) at 0 degrees, 45 degrees off.'
    """

    def __init__(
        self, ax: Axes, tail: ArrayLike, *, about: str, truth_name: str = "truth", scale: float = 1.0,
        lengths: bool = False, guess: ArrayLike | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ax, about)
        self.tail, self.scale, self.lengths = np.array(tail, float), float(scale), lengths
        self.grain /= self.scale
        self._truth_name = truth_name
        self.guess = self.truth = None if guess is None else np.array(guess, float)
        with style(ax.get_figure(root=True)):
            self._draw()
        self.move()

    def _draw(self) -> None:
        self._true, self._guessed = arrow(self.ax, "gradient", layer=5.2), arrow(self.ax, "second", width=3.2)
        edge: Any = {"edgecolor": self._guessed.get_facecolor(), "linestyle": _BROKEN}
        self._guessed.set(facecolor=_PALE, linewidth=1.8 * self._true.get_linewidth(), **edge)
        self._arc = stroke(self.ax, "measure", width=0.8, dashes="dotted", layer=5.5)
        self._foot, self._tip = dot(self.ax, size=0.8), dot(self.ax, size=0.9)
        self._spines = [Line2D([], []), Line2D([], [])]
        self._names = [label(self.ax, "second"), label(self.ax, "gradient"), label(self.ax, "measure")]
        self._foot.set_data(*self.tail[:, None])
        self._note = label(self.ax, "measure", self._scale_note, size=10)
        arrows: list[Artist] = [self._true, self._guessed, self._arc]
        self._moving += [*arrows, self._foot, self._tip, self._note, *self._names]

    def move(self, guess: ArrayLike | None = None, truth: ArrayLike | None = None) -> list[Artist]:
        """Turn the arrow, and show the truth or take it away."""
        self.guess = self.guess if guess is None else np.array(guess, float)
        self.truth = None if truth is None else np.array(truth, float)
        self._put_arrows()
        self._put_words()
        self._caption = self._told(self._sentence())
        return self.moving

    def reached(self, x: float, y: float) -> Array:
        """Return the vector whose tip is at a point of the picture, as fine as a hand can place it."""
        vector = (np.array([x, y]) - self.tail) / self.scale
        return np.asarray(np.round(vector / self.grain) * self.grain)

    def dots(self) -> dict[str, Artist]:
        """Return the mark at the tip."""
        return {"guess": self._tip}

    @property
    def _place(self) -> Array:
        return self.tail + self._shown

    def _put_arrows(self) -> None:
        start = np.array([_LONG * self._size / self.scale, 0.0])
        self._shown = self._fitted(start if self.guess is None else self.guess)
        self._true_shown = NOWHERE if self.truth is None else self._beside_guess(self.truth)
        for drawn, vector, spine in zip(self._arrows, self._vectors, self._spines, strict=True):
            drawn.put(pair(self.tail), pair(self.tail + vector))
            spine.set_data(*np.stack([self.tail, self.tail + vector], axis=1))
        seen = self._place if self.truth is None else NOWHERE
        self._tip.set_data(*seen[:, None])
        self._arc.set_data(*self._between())

    @property
    def _arrows(self) -> tuple[Arrow, Arrow]:
        return self._guessed, self._true

    @property
    def _vectors(self) -> tuple[Array, Array]:
        return self._shown, self._true_shown

    def _beside_guess(self, truth: Array) -> Array:
        if self.lengths:
            return self.scale * truth
        longest = max(float(np.hypot(*self._shown)), _LONG * self._size)
        return self._fitted(longest * truth / (np.hypot(*truth) * self.scale)) if truth.any() else truth

    def _fitted(self, vector: Array) -> Array:
        """Return what is drawn of an arrow; where only its direction counts, it ends inside the picture."""
        drawn = self.scale * vector
        if self.lengths or not np.isfinite(drawn).all():
            return drawn
        limits = np.sort(np.array([self.ax.get_xlim(), self.ax.get_ylim()]), axis=1)
        room = np.where(drawn < 0, self.tail - limits[:, 0], limits[:, 1] - self.tail)
        with np.errstate(all="ignore"):
            reach = _INSIDE * np.maximum(room, 0) / np.abs(drawn)
        return np.asarray(np.nanmin([1.0, *reach]) * drawn)

    def _between(self) -> Curve:
        """Return the arc from the guess to the truth, the short way."""
        mine, true = (math.atan2(y, x) for x, y in self._vectors)
        turn = (true - mine + math.pi) % math.tau - math.pi
        radius = _ARC * min(np.hypot(*self._shown), np.hypot(*self._true_shown))
        angles = mine + turn * np.linspace(0, 1, 33)
        return self.tail[0] + radius * np.cos(angles), self.tail[1] + radius * np.sin(angles)

    def _put_words(self) -> None:
        mine, true, gap = self._names
        sheet = self._clear(*self._spines, self._arc)
        sheet.avoid_marks(self._foot)
        sheet.avoid_dot(*map(float, self._place))
        corners = (around(sheet.size * end, np.subtract(0.5, end)) for end in _CORNERS)
        sheet.place(self._note, *corners)
        self._beside(mine, self._place, self._shown, "your guess")
        for words in (true, gap):
            words.set_visible(self.truth is not None)
        if self.truth is not None:
            self._beside(true, self.tail + self._true_shown, self._true_shown, self._truth_name)
            middle = np.stack(self._between(), axis=1)[16]
            self._beside(gap, middle, middle - self.tail, self._gap("°", ",\n"))

    @property
    def _scale_note(self) -> str:
        words = scale_words(self.scale) if self.lengths else ""
        return words and f"arrows are {words.replace('its length', 'their length')}"

    def _gap(self, degrees: str, between: str) -> str:
        assert self.guess is not None
        assert self.truth is not None
        return arrow_gap(self.guess, self.truth, lengths=self.lengths, degrees=degrees, between=between)

    def _sentence(self) -> str:
        at = plane_place(pair(self.tail))
        if self.guess is None:
            return f"the tip of the arrow at {at} can be dragged; {NOT_YET}"
        mine = f"your arrow at {at} {self._words_on(self.guess)}"
        if self.truth is None:
            return "; ".join(filter(None, [mine, self._scale_note]))
        true = self._words_on(self.truth).removeprefix("points ").removeprefix("is ")
        exact = "" if self.lengths else f"{plane_place(pair(self.truth))} "
        return f"{mine}, the {self._truth_name} {exact}{true}, {self._gap(' degrees', ' and ')}"

    def _words_on(self, vector: Array) -> str:
        direction = f"at {number(_turned(vector))} degrees" if vector.any() else "nowhere"
        if not self.lengths:
            return f"points {direction}"
        length = number(float(np.hypot(*vector)))
        return f"is {plane_place(pair(vector))}, of length {length} {direction}"


def _turned(vector: Array) -> float:
    """Return the angle of a vector from the x axis, in degrees, without noise."""
    return round(math.degrees(math.atan2(vector[1], vector[0])), 1)


def guess_scale(f: Any, view: Sequence[float]) -> float:
    """Return how long arrows are drawn on a map, so that a gradient of middling length can be drawn by hand.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> guess_scale(Function("x + y"), (-3, 3, -3, 3)), guess_scale(Function("50x y"), (-3, 3, -3, 3))
    (1.0, 0.01)
    """
    left, right, bottom, top = view
    places = [(x, y) for x in np.linspace(left, right, 9) for y in np.linspace(bottom, top, 9)]
    lengths = np.hypot(*np.array([gradient_at(f, place) for place in places]).T)
    lengths = lengths[np.isfinite(lengths) & (lengths > 0)]
    wanted = _LONG * min(right - left, top - bottom)
    return nice(wanted / float(np.median(lengths))) if len(lengths) else 1.0
