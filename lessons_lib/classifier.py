"""A small classifier to train, to ask and to push over the edge.

>>> mine = trained("three blobs")
>>> mine.right, len(mine.points)
(118, 120)
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from contourpy import contour_generator
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Array
from lessons_lib.slopes import automatic

__all__ = [
    "NORMS",
    "TRAINED",
    "Classifier",
    "Network",
    "Push",
    "Regions",
    "blobs",
    "estimate",
    "moons",
    "random_directions",
    "size",
    "trained",
]

Labels = NDArray[np.int64]

_CENTRES = np.array([(-1.3, -0.7), (1.3, -0.7), (0.0, 1.4)])


def blobs(count: int = 120, spread: float = 0.6, seed: int = 0) -> tuple[Array, Labels]:
    """Scatter points around three places, one class at each.

    Parameters
    ----------
    count : int
        Number of points.
    spread : float
        Standard deviation of both coordinates.
    seed : int
        Of the scatter.

    Returns
    -------
    points : ndarray, shape (count, 2)
    labels : ndarray, shape (count,)
        0, 1 or 2.

    Examples
    --------
    >>> points, labels = blobs(6)
    >>> points.shape, labels.tolist()
    ((6, 2), [0, 1, 2, 0, 1, 2])
    """
    labels = np.arange(count) % len(_CENTRES)
    return _CENTRES[labels] + spread * _scatter(count, seed), labels


def moons(count: int = 120, spread: float = 0.15, seed: int = 0) -> tuple[Array, Labels]:
    """Scatter points along two half circles that reach into each other.

    Examples
    --------
    >>> points, labels = moons(4, spread=0)
    >>> points[:2].round(2).tolist(), labels.tolist()
    ([[0.6, -0.3], [-0.6, 0.3]], [0, 1, 0, 1])
    """
    labels = np.arange(count) % 2
    turn = np.pi * (np.arange(count) // 2) / max(count // 2 - 1, 1)
    upper = np.stack([1.2 * np.cos(turn) - 0.6, 1.2 * np.sin(turn) - 0.3], axis=1)
    turned = np.where(labels[:, None] == 0, upper, -upper)
    return turned + spread * _scatter(count, seed), labels


def _scatter(count: int, seed: int) -> Array:
    return np.random.default_rng(seed).standard_normal((count, 2))


class Network:
    """Layers W x + b with tanh between them; what comes out are scores, one for each class.

    Parameters
    ----------
    *sizes : int
        Numbers of values from layer to layer, inputs first, classes last: ``Network(2, 8, 8, 3)``. Two sizes
        make a linear classifier.

    Raises
    ------
    ValueError
        Where there are fewer than two sizes, or fewer than two classes.

    Examples
    --------
    >>> net = Network(2, 8, 8, 3)
    >>> net.weights, net.start().shape
    (123, (123,))
    """

    def __init__(self, *sizes: int) -> None:
        if len(sizes) < 2 or min(sizes) < 1 or sizes[-1] < 2:
            raise ValueError("A network needs inputs and at least two classes, such as Network(2, 8, 3).")
        self.sizes = sizes

    @property
    def weights(self) -> int:
        """How many numbers there are to train."""
        return sum((inputs + 1) * outputs for inputs, outputs in self._pairs)

    def start(self, seed: int = 0) -> Array:
        """Return random weights to begin with, shape (weights,); all b are 0."""
        random, parts = np.random.default_rng(seed), []
        for inputs, outputs in self._pairs:
            parts += [random.standard_normal(inputs * outputs) / np.sqrt(inputs), np.zeros(outputs)]
        return np.concatenate(parts)

    def layers(self, theta: Any) -> Iterator[tuple[Any, Any]]:
        """Cut a vector of weights into W, shape (outputs, inputs), and b, shape (outputs,)."""
        begin = 0
        for inputs, outputs in self._pairs:
            middle, end = begin + inputs * outputs, begin + (inputs + 1) * outputs
            yield np.reshape(theta[begin:middle], (outputs, inputs)), theta[middle:end]
            begin = end

    def scores(self, theta: Any, x: Any) -> Any:
        """Return the scores of inputs of shape (..., n), shape (..., classes)."""
        *hidden, (W, b) = self.layers(theta)
        for V, c in hidden:
            x = np.tanh(x @ V.T + c)
        return x @ W.T + b

    def loss(self, theta: Any, points: Any, labels: Labels) -> Any:
        """Return the mean surprise −log p of the right classes, where p is the softmax of the scores.

        Parameters
        ----------
        theta : array_like, shape (weights,)
            Also dual numbers, or values on a tape.
        points : ndarray, shape (k, n)
        labels : ndarray, shape (k,)
            The right classes.

        Examples
        --------
        >>> net = Network(2, 3)
        >>> round(float(net.loss(np.zeros(net.weights), np.ones((4, 2)), np.zeros(4, int))), 4)
        1.0986
        """
        scores = self.scores(theta, points)
        right = scores[np.arange(len(labels)), labels]
        apart = scores - np.max(scores, axis=1, keepdims=True)
        total = np.log(np.sum(np.exp(apart), axis=1)) + np.max(scores, axis=1)
        return np.mean(total - right)

    @property
    def _pairs(self) -> list[tuple[int, int]]:
        return list(zip(self.sizes, self.sizes[1:], strict=False))


@dataclass(frozen=True, eq=False)
class Classifier:
    """A network with its weights, and the points that it was trained on.

    Parameters
    ----------
    network : Network
    theta : ndarray, shape (weights,)
    points : ndarray, shape (k, n)
    labels : ndarray, shape (k,)
        The right classes, from 0.

    Examples
    --------
    >>> flat = Classifier(Network(2, 2), np.array([1.0, 0, 0, 1, 0, 0]), np.eye(2), np.array([0, 1]))
    >>> flat.scores([3, 1]), int(flat.predict([3, 1])), flat.right
    (array([3., 1.]), 0, 2)
    """

    network: Network
    theta: Array
    points: Array
    labels: Labels

    def scores(self, x: ArrayLike) -> Array:
        """Return the scores of inputs of shape (..., n), shape (..., classes)."""
        return np.asarray(self.network.scores(self.theta, np.asarray(x, float)), float)

    def predict(self, x: ArrayLike) -> Labels:
        """Return the class with the highest score, for inputs of shape (..., n)."""
        return np.asarray(np.argmax(self.scores(x), axis=-1))

    def jacobian(self, x: ArrayLike) -> Array:
        """Return how the scores change with the input, shape (..., classes, n): a product of the layers' own.

        Examples
        --------
        >>> flat = Classifier(Network(2, 2), np.array([1.0, 2, 3, 4, 0, 0]), np.eye(2), np.array([0, 1]))
        >>> flat.jacobian([5, 6])
        array([[1., 2.],
               [3., 4.]])
        """
        *hidden, (W, _) = self.network.layers(self.theta)
        value, product = np.asarray(x, float), np.eye(self.network.sizes[0])
        for V, c in hidden:
            value = np.tanh(value @ V.T + c)
            product = (1 - value**2)[..., None] * (V @ product)
        return np.asarray(np.broadcast_to(W @ product, (*value.shape[:-1], len(W), product.shape[-1])))

    @property
    def right(self) -> int:
        """How many of its points it puts into the right class."""
        return int(np.sum(self.predict(self.points) == self.labels))


_STEPS: Final = 100
_GAMMA: Final = 0.5

TRAINED: Final[dict[str, tuple[Callable[[], tuple[Array, Labels]], tuple[int, ...]]]] = {
    "three blobs": (blobs, (2, 8, 8, 3)),
    "two moons": (moons, (2, 8, 8, 2)),
    "linear": (blobs, (2, 3)),
}
"""The points and the network of each, by name."""


@lru_cache(maxsize=len(TRAINED))
def trained(name: str) -> Classifier:
    """Train a classifier of the course by gradient descent, or return the one that is trained already.

    Examples
    --------
    >>> trained("linear").network.sizes
    (2, 3)
    """
    if name not in TRAINED:
        raise ValueError(f"There is no classifier named {name}; choose one of {', '.join(TRAINED)}.")
    data, sizes = TRAINED[name]
    (points, labels), network = data(), Network(*sizes)
    theta = network.start()
    slope = automatic.gradient(lambda weights: network.loss(weights, points, labels))
    for _ in range(_STEPS):
        theta = theta - _GAMMA * np.asarray(slope(theta))
    return Classifier(network, theta, points, labels)


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
