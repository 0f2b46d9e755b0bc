"""What is known about one input of a classifier: its class, the pushes that flip it, and random ones."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.classifier import Classifier, Push, Regions, estimate, random_directions, size

RANDOM: Final = 1000
_TURN: Final = np.linspace(0, 2 * np.pi, 361)


@dataclass(frozen=True)
class Look:
    """One input, looked at."""

    at: tuple[float, float]
    norm: str
    present: int
    scores: Array
    J: Array
    pushes: list[Push]
    lengths: dict[int, float]
    smallest: Array
    length: float
    classifier: Classifier

    @classmethod
    def of(cls, regions: Regions, at: tuple[float, float], norm: str) -> "Look":
        """Look at an input of a classifier."""
        classifier = regions.classifier
        pushes, scores = estimate(classifier, at, norm), classifier.scores(at)
        found = {push.other: regions.nearest(at, push.other, norm) for push in pushes}
        lengths = {other: float(size(push, norm)) for other, push in found.items()}
        near = [other for other in found if np.isfinite(lengths[other])]
        nearest = min(near, key=lengths.__getitem__, default=None)
        smallest = found[nearest] if nearest is not None else np.full(2, np.nan)
        return cls(
            at, norm, int(np.argmax(scores)), scores, classifier.jacobian(at), pushes, lengths, smallest,
            float(size(smallest, norm)), classifier,
        )  # fmt: skip

    @property
    def reached(self) -> int:
        """The class that the smallest push reaches."""
        near = {other: length for other, length in self.lengths.items() if np.isfinite(length)}
        return min(near, key=near.__getitem__)

    def ring(self, times: float) -> tuple[Array, NDArray[np.bool_]]:
        """Return where pushes `times` as long as the smallest end, shape (361, 2), and which of them flip."""
        units = np.stack([np.cos(_TURN), np.sin(_TURN)], axis=1)
        places = self.at + times * self.length * units / size(units, self.norm)[:, None]
        return places, self._flip(places)

    def random_flips(self, times: float) -> int:
        """Count the random pushes, `times` as long as the smallest, that change the class."""
        return int(np.sum(self._flip(self.at + times * self.length * _directions(self.norm))))

    def guided_flips(self, times: float) -> bool:
        """Tell whether a push as long, in the direction that the Jacobian names, changes the class."""
        push = self.pushes[0]
        if not 0 < push.length < np.inf:
            return push.length == 0
        return bool(self._flip(self.at + times * self.length / push.length * push.vector))

    def _flip(self, places: Any) -> Any:
        return self.classifier.predict(places) != self.present


def class_name(k: int) -> str:
    """Return the letter of a class.

    Examples
    --------
    >>> class_name(0), class_name(2)
    ('A', 'C')
    """
    return chr(ord("A") + k)


@lru_cache(maxsize=4)
def _directions(norm: str) -> Array:
    return random_directions(RANDOM, norm)
