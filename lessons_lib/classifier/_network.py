"""A network of a few layers: its weights are one flat vector, so that a loss has a gradient to walk down."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Array

Labels = NDArray[np.int64]


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
