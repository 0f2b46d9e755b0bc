"""A small classifier to train, to ask and to push over the edge.

>>> mine = trained("three blobs")
>>> mine.right, len(mine.points)
(118, 120)
"""

from lessons_lib.classifier._data import blobs, moons
from lessons_lib.classifier._network import Classifier, Network
from lessons_lib.classifier._pushes import NORMS, Push, Regions, estimate, random_directions, size
from lessons_lib.classifier._trained import TRAINED, trained

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
