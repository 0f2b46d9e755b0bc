"""A point to move."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.figures.guess._gaps import nearest
from lessons_lib.figures.guess._picture import NOT_YET, NOWHERE, GuessPicture, pair
from lessons_lib.pencil.figure import Curve, dot, label, stroke, style
from lessons_lib.pencil.plane import plane_place
from lessons_lib.wording import number

_ABOVE = np.array([1.0, 1.0])


class GuessPoint(GuessPicture):
    """A point somebody moves to where they think something is; later the true place beside it.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> (ax,) = new_axes(new_figure())
    >>> picture = GuessPoint(ax, (0.5, 0.5), about="A valley", truth_name="end")
    >>> _ = picture.move(guess=(0.2, 0.5), truth=[(0.6, 0.8), (9, 9)])
    >>> picture.caption
    'A valley: your point is (0.2, 0.5), the nearest of 2 is (0.6, 0.8), 0.5 away.'
    """

    def __init__(
        self, ax: Axes, start: ArrayLike, *, about: str, truth_name: str = "truth",
        curve: Curve | None = None, guess: ArrayLike | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ax, about)
        self.start, self._curve, self._truth_name = np.array(start, float), curve, truth_name
        self.guess = self.truth = None if guess is None else np.array(guess, float)
        with style(ax.get_figure(root=True)):
            self._draw()
        self.move()

    def _draw(self) -> None:
        self._gap = stroke(self.ax, "measure", width=0.8, dashes="dotted", layer=4)
        self._true = dot(self.ax, "gradient", size=1.1)
        self._mark = dot(self.ax, "second", size=1.35, layer=6.5)
        self._true.set(linestyle="none")
        self._mark.set(marker="X")
        self._names = [label(self.ax, "second"), label(self.ax, "gradient"), label(self.ax, "measure")]
        self._moving += [self._gap, self._true, self._mark, *self._names]

    def move(self, guess: ArrayLike | None = None, truth: ArrayLike | None = None) -> list[Artist]:
        """Move the point, and show the truth or take it away."""
        self.guess = self.guess if guess is None else np.array(guess, float)
        self.truth = None if truth is None else np.array(truth, float).reshape(-1, 2)
        self._mark.set_data(*self._place[:, None])
        self._true.set_data(*(NOWHERE[:, None] if self.truth is None else self.truth.T))
        self._gap.set_data(*self._between().T)
        self._put_words()
        self._caption = self._told(self._sentence())
        return self.moving

    def reached(self, x: float, y: float) -> Array:
        """Return a point of the picture, as fine as a hand can place it."""
        return np.asarray(np.round(np.array([x, y]) / self.grain) * self.grain)

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the guess."""
        return {"guess": self._mark}

    def track(self, _name: str) -> Curve | None:
        """Return the curve that the point rides on; None where it moves freely."""
        return self._curve

    @property
    def _place(self) -> Array:
        return self.start if self.guess is None else self.guess

    @property
    def _target(self) -> Array:
        """The true place nearest to the guess."""
        if self.truth is None:
            return NOWHERE
        return np.asarray(self.truth[nearest(self._counted(self._place), self._counted(self.truth))])

    def _counted(self, places: Array) -> Array:
        """Return that part of places which counts: on a curve only x."""
        return places if self._curve is None else places[..., :1]

    def _between(self) -> Array:
        """Return the way from the guess to the truth: straight, or along the foot of a curve's picture."""
        ends = np.stack([self._place, self._target])
        if self._curve is None or self.truth is None:
            return ends
        bottom, top = self.ax.get_ylim()
        low = np.full((2, 1), bottom + 0.07 * (top - bottom))
        below = np.hstack([ends[:, :1], low])
        return np.stack([ends[0], below[0], below[1], ends[1]])

    def _put_words(self) -> None:
        mine, true, gap = self._names
        sheet, away = self._clear(self._gap), np.nan_to_num(self._place - self._target)
        sheet.avoid_marks(self._mark, self._true)
        self._beside(mine, self._place, away, "your guess")
        for words in (true, gap):
            words.set_visible(self.truth is not None)
        if self.truth is not None:
            way = self._between()
            self._beside(true, self._target, -away, self._truth_name)
            self._beside(
                gap, way[[len(way) // 2 - 1, len(way) // 2]].mean(axis=0), _ABOVE, f"{self._distance} away"
            )

    @property
    def _distance(self) -> str:
        return number(float(np.linalg.norm(self._counted(self._place - self._target))), 2)

    def _sentence(self) -> str:
        if self.guess is None:
            return f"the point at {plane_place(pair(self.start))} can be dragged; {NOT_YET}"
        mine = f"your point is {plane_place(pair(self.guess))}"
        if self.truth is None:
            return mine
        among = f"the nearest of {len(self.truth)}"
        which = among if len(self.truth) > 1 else f"the {self._truth_name}"
        return f"{mine}, {which} is {plane_place(pair(self._target))}, {self._distance} away"
