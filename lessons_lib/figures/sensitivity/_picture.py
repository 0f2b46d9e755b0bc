"""An input on the map of a classifier, and the smallest push that flips it: estimated, measured, random."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.classifier import NORMS, Classifier, Regions
from lessons_lib.figures.sensitivity._ground import draw_ground, name_regions, view_of
from lessons_lib.figures.sensitivity._state import RANDOM, Look, class_name
from lessons_lib.figures.sensitivity._table import ScoreTable
from lessons_lib.pencil.figure import Picture, dot, label, put_dot, stroke, style
from lessons_lib.pencil.placing import Sheet, around, beside
from lessons_lib.pencil.plane import arrow, plane_place
from lessons_lib.wording import number


class Sensitivity(Picture):
    """The map of a classifier with one input, its scores, their Jacobian and three kinds of pushes.

    Examples
    --------
    >>> from lessons_lib.classifier import trained
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> picture = Sensitivity(new_axes(new_figure(9.6, 4.8), columns=2), trained("linear"), (1, -1))
    >>> picture.caption.split(": ")[0]
    'At (1, −1) the classifier says B, ahead of A by 4.487'
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        classifier: Classifier,
        at: Sequence[float],
        *,
        norm: str = NORMS[0],
        times: float = 1.2,
        name: str = "",
    ) -> None:
        super().__init__()
        _check(classifier, norm)
        self.ax, self.classifier, self.name = axes[0], classifier, name
        self.at, self.norm, self.times = (float(at[0]), float(at[1])), norm, float(times)
        self.view = view_of(classifier)
        self.regions = Regions(classifier, self.view)
        with style(self.ax.get_figure(root=True)):
            draw_ground(self.ax, self.regions, self.view)
            self._letters = name_regions(self.ax, self.regions, self.view)
            self._draw()
            self._table = ScoreTable(axes[1], classifier.network.sizes[-1])
        self._moving += self._table.moving
        self.move()

    def _draw(self) -> None:
        ax = self.ax
        self._sheet = Sheet(ax)
        for k in range(self.classifier.network.sizes[-1]):
            self._sheet.fix(*self.regions.edge(k).T)
        self._ring = stroke(ax, "measure", width=0.6, layer=3)
        self._flips = stroke(ax, "second", width=1.8, dashes="solid", layer=3.1)
        self._flat = stroke(ax, "secant", width=0.8, layer=3.2)
        self._true, self._estimate = arrow(ax, "point", width=2.2, layer=5.1), arrow(ax, "secant", width=2.2)
        self._dot = dot(ax)
        self._words = {meaning: label(ax, meaning, size=10) for meaning in ("secant", "point", "second")}
        self._moving += [self._ring, self._flips, self._flat, self._true, self._estimate, self._dot]
        self._moving += self._words.values()

    def move(
        self, at: Sequence[float] | None = None, norm: str | None = None, times: float | None = None
    ) -> list[Artist]:
        """Look at another input, measure in another norm, or let the random pushes be longer."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.norm = norm or self.norm
        self.times = self.times if times is None else float(times)
        self.look = Look.of(self.regions, self.at, self.norm)
        self._flipped = self.look.random_flips(self.times)
        put_dot(self._dot, *self.at)
        self._move_pushes()
        self._move_ring()
        self._place()
        self._table.move(self.look)
        self._caption = self._sentence()
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the input."""
        return {"at": (self.ax, *self.at)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the input."""
        return {"at": self._dot}

    def _move_pushes(self) -> None:
        here, push = np.array(self.at), self.look.pushes[0]
        self._estimate.put(here, here + push.vector)
        self._true.put(here, here + self.look.smallest)
        g = self.look.J[self.look.present] - self.look.J[push.other]
        across = np.array([-g[1], g[0]]) / (np.hypot(*g) or np.nan)
        reach = 3 * self.view.size * np.array([[-1.0], [1.0]])
        self._flat.set_data(*(here + push.vector + reach * across).T)

    def _move_ring(self) -> None:
        places, flip = self.look.ring(self.times)
        self._ring.set_data(*places.T)
        self._flips.set_data(*np.where(flip[:, None], places, np.nan).T)

    def _place(self) -> None:
        look, sheet = self.look, self._sheet
        self._words["secant"].set_text(f"estimate {number(look.pushes[0].length, 3)}")
        self._words["point"].set_text(f"smallest {number(look.length, 3)}")
        self._words["second"].set_text(f"{self._flipped} of {RANDOM} flip" if self._is_near else "")
        for meaning, length in (("secant", look.pushes[0].length), ("point", look.length)):
            if not np.isfinite(length):
                self._words[meaning].set_text("")
        sheet.clear()
        sheet.avoid(self._ring, self._flat)
        sheet.avoid_marks(self._dot)
        for letter in self._letters:
            sheet.avoid_label(letter)
        self._place_words()

    def _place_words(self) -> None:
        sheet, here, words = self._sheet, np.array(self.at), self._words
        middle = sheet.points(*here)[0]
        tips = [np.where(np.isfinite(one.tip), one.tip, here) for one in (self._true, self._estimate)]
        true, guess = (np.clip(sheet.points(*tip)[0], 0, sheet.size) for tip in tips)
        across = np.array([middle[1] - true[1], true[0] - middle[0]])
        away = -across if across @ (guess - true) > 0 else across
        sheet.place(words["point"], around((middle + true) / 2, away, rings=5))
        sheet.place(words["secant"], around(guess, guess - middle, rings=5))
        ring = sheet.inside(sheet.of(self._flips)[np.isfinite(sheet.of(self._flips)).all(axis=1)])
        outside = ring[len(ring) // 2] if len(ring) else middle
        sheet.place(words["second"], around(outside, outside - middle, rings=5), beside(sheet.of(self._ring)))

    @property
    def _is_near(self) -> bool:
        return bool(np.isfinite(self.look.length))

    def _sentence(self) -> str:
        look, name = self.look, f"{self.name} classifier".strip()
        runner = min(look.pushes, key=lambda push: push.margin)
        lead = f"{class_name(look.present)}, ahead of {class_name(runner.other)} by {number(runner.margin)}"
        return f"At {plane_place(self.at)} the {name} says {lead}: {self._guessed()}; {self._measured()}."

    def _guessed(self) -> str:
        push, norm = self.look.pushes[0], self.norm
        if not np.isfinite(push.length):
            return "all rows of J are the same, so it knows of no push"
        length = number(push.length)
        long = f"of Euclidean length {length}" if norm == NORMS[0] else f"of {length} in the max norm"
        return f"J estimates that a push {long} reaches {class_name(push.other)}"

    def _measured(self) -> str:
        look, count = self.look, self._flipped
        if not self._is_near:
            return "no other class was found near"
        found = f"the smallest that changes the class, measured, is {number(look.length)} long"
        many = f"{count or 'none'} of {RANDOM} random ones {'does' if count == 1 else 'do'}"
        guided = "J's flips it, and" if look.guided_flips(self.times) else "J's does not flip it, but"
        longer = f"{number(self.times)} times as long, {guided} {many}"
        return f"{found} and reaches {class_name(look.reached)}; {longer}"


def _check(classifier: Classifier, norm: str) -> None:
    if norm not in NORMS:
        raise ValueError(f"There is no norm {norm} here; choose one of {', '.join(NORMS)}.")
    if classifier.network.sizes[0] != 2:
        raise ValueError("This map needs a classifier of two inputs, such as one of Network(2, 8, 3).")
