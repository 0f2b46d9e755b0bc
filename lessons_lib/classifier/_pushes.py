"""How far an input has to be pushed until its class changes: estimated by the Jacobian, then measured."""

from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from contourpy import contour_generator
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.classifier._network import Classifier

NORMS: Final = ("Euclidean", "max")
"""Lengths of a push: the root of the sum of squares, and the largest change of one input."""

_SAMPLES: Final = 320
_FINE: Final = 101
_ZOOMS: Final = 3
_ROUNDS: Final = 3
_TRIES: Final = 8
_SETTLED: Final = 1e-6
_TINY: Final = 1e-12


class Push(NamedTuple):
    """A push towards another class, by the linear map that the scores look like close up."""

    other: int
    margin: float
    slope: float
    vector: Array
    length: float


def size(push: ArrayLike, norm: str = "Euclidean") -> Any:
    """Return the length of pushes of shape (..., n) in one of `NORMS`.

    Examples
    --------
    >>> float(size([3, -4])), float(size([3, -4], "max"))
    (5.0, 4.0)
    """
    push = np.asarray(push, float)
    return np.linalg.norm(push, axis=-1) if norm == "Euclidean" else np.abs(push).max(axis=-1)


def estimate(classifier: Classifier, x: ArrayLike, norm: str = "Euclidean") -> list[Push]:
    """Estimate the smallest push into each other class, nearest first, from the scores and their Jacobian.

    Notes
    -----
    With the margin m and its gradient g, the push −m g/(g·g) has length m/abs(g). In the max norm all inputs
    are pushed by the same amount, −m sign(g)/(sum of abs(g)).

    Examples
    --------
    >>> from lessons_lib.classifier import trained
    >>> linear, x = trained("linear"), np.array([-0.5, 0.0])
    >>> nearest = estimate(linear, x)[0]
    >>> scores = linear.scores(x + nearest.vector)
    >>> present = int(np.argmax(linear.scores(x)))
    >>> bool(abs(scores[present] - scores[nearest.other]) < 1e-9)
    True
    """
    scores, J = classifier.scores(x), classifier.jacobian(x)
    present = int(np.argmax(scores))
    others = [k for k in range(len(scores)) if k != present]
    pushes = [_push(k, float(scores[present] - scores[k]), J[present] - J[k], norm) for k in others]
    return sorted(pushes, key=lambda push: push.length)


def _push(other: int, margin: float, g: Array, norm: str) -> Push:
    slope = float(np.linalg.norm(g) if norm == "Euclidean" else np.abs(g).sum())
    if not slope:
        return Push(other, margin, slope, np.full(g.shape, np.nan), np.inf)
    along = g / slope if norm == "Euclidean" else np.sign(g)
    return Push(other, margin, slope, -margin / slope * along, margin / slope)


def random_directions(count: int = 1000, norm: str = "Euclidean", seed: int = 0) -> Array:
    """Return pushes of length 1 in random directions of the plane, shape (count, 2).

    Examples
    --------
    >>> random_directions(3).shape, bool(np.allclose(size(random_directions(3, "max"), "max"), 1))
    ((3, 2), True)
    """
    turn = np.random.default_rng(seed).uniform(0, 2 * np.pi, count)
    pushes = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return np.asarray(pushes / size(pushes, norm)[:, None])


class Regions:
    """Where in the plane a classifier says what, and how far an input is from another class."""

    def __init__(self, classifier: Classifier, view: tuple[float, float, float, float]) -> None:
        self.classifier = classifier
        left, right, bottom, top = view
        self.xs = np.linspace(2 * left - right, 2 * right - left, _SAMPLES)
        self.ys = np.linspace(2 * bottom - top, 2 * top - bottom, _SAMPLES)
        self.scores = classifier.scores(np.stack(np.meshgrid(self.xs, self.ys), axis=-1))
        self.tie = lru_cache(maxsize=16)(self._tie)
        self.nearest = lru_cache(maxsize=64)(self._nearest)

    @property
    def leads(self) -> Array:
        """By how much each class leads the best other one, shape (n, n, classes)."""
        classes = range(self.scores.shape[-1])
        best = [np.delete(self.scores, k, axis=-1).max(axis=-1) for k in classes]
        return np.asarray(self.scores - np.stack(best, axis=-1))

    def edge(self, k: int) -> Array:
        """Return the edge of the region of one class, shape (m, 2), a row of nan after each piece."""
        return self._zero(self.leads[..., k])

    def _tie(self, one: int, other: int) -> Array:
        """Return the line where two classes have the same score, shape (m, 2), nan after each piece."""
        return self._zero(self.scores[..., one] - self.scores[..., other])

    def _zero(self, heights: Array) -> Array:
        gap = np.full((1, 2), np.nan)
        pieces = contour_generator(self.xs, self.ys, heights).lines(0.0)
        parts = (part for piece in pieces for part in (np.asarray(piece, float), gap))
        return np.concatenate([np.zeros((0, 2)), *parts])

    def _nearest(self, x: tuple[float, float], other: int, norm: str = "Euclidean") -> Array:
        """Return the smallest push from x to where another class draws level, shape (2,).

        The nearest point of the line is looked for on ever finer pieces and moved onto it. Then the scores
        are taken as linear around that point, which gives a better one, again and again. Where no line is
        near, the push is nan.
        """
        here, present = np.array(x, float), int(self.classifier.predict(x))
        line = self.tie(min(present, other), max(present, other))
        if not len(line):
            return np.full(2, np.nan)
        for _ in range(_ZOOMS):
            best = int(np.nanargmin(size(line - here, norm)))
            line = _finer(line[max(best - 1, 0) : best + 2])
        found = line[np.nanargmin(size(line - here, norm))]
        for _ in range(_ROUNDS):
            found = self._towards(found, found, (present, other), "Euclidean")
        better = self._improved(here, found, (present, other), norm)
        return np.asarray(better - here)

    def _improved(self, here: Array, found: Array, pair: tuple[int, int], norm: str) -> Array:
        """Return a nearer point of the line, or the same where none is found."""
        at = found
        for _ in range(_TRIES):
            at, before = self._towards(here, at, pair, norm), at
            if not size(at - here, norm) <= 1.5 * size(found - here, norm) + _TINY:
                return found
        settled = size(at - before, norm) <= _SETTLED * size(at - here, norm) + _TINY
        return at if settled and size(at - here, norm) <= size(found - here, norm) else found

    def _towards(self, here: Array, at: Array, pair: tuple[int, int], norm: str) -> Array:
        """Return where the smallest push leads, were both scores linear as they are around a point."""
        (one, other), J, scores = pair, self.classifier.jacobian(at), self.classifier.scores(at)
        g = J[one] - J[other]
        push = _push(other, float(scores[one] - scores[other] + g @ (here - at)), g, norm)
        return here + push.vector


def _finer(line: Array) -> Array:
    """Return many points on a short polyline."""
    steps = np.linspace(0, len(line) - 1, _FINE)
    return np.stack([np.interp(steps, np.arange(len(line)), side) for side in line.T], axis=1)
