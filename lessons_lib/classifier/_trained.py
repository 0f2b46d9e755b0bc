"""The classifiers of the course: trained when they are first asked for, in a fraction of a second each."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.classifier._data import Labels, blobs, moons
from lessons_lib.classifier._network import Classifier, Network
from lessons_lib.slopes import automatic

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
