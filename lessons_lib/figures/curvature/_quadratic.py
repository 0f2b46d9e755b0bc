"""A quadratic given by its eigenvalues and the direction of its axes: its Hessian, kind and words."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.pencil.phrases import matrix_words
from lessons_lib.pencil.plane import unit
from lessons_lib.wording import number

_KINDS: Final = {
    (1, 1): "bowl",
    (-1, -1): "dome",
    (1, -1): "saddle",
    (0, 1): "trough",
    (-1, 0): "ridge",
    (0, 0): "flat",
}
_TAGS: Final = {
    "bowl": "bowl: minimum",
    "dome": "dome: maximum",
    "saddle": "saddle: neither minimum nor maximum",
    "trough": "trough: lowest all along a line",
    "ridge": "ridge: highest all along a line",
    "flat": "flat: the same everywhere",
}
_SILENT: Final = "for a function with this Hessian at a flat point the test is silent"


@dataclass(frozen=True)
class Quadratic:
    """The quadratic ½ vᵀH v with given eigenvalues of H.

    Examples
    --------
    >>> Quadratic(3, 1, 45).hessian.tolist()
    [[2.0, 1.0], [1.0, 2.0]]
    >>> Quadratic(3, 1, 45).kind, Quadratic(3, -1, 45).kind, Quadratic(0, 1, 0).kind
    ('bowl', 'saddle', 'trough')
    """

    first: float
    second: float
    angle: float

    @property
    def eigenvalues(self) -> tuple[float, float]:
        """Both eigenvalues, in the order of the axes."""
        return self.first, self.second

    @cached_property
    def axes(self) -> Array:
        """Unit vectors along both axes, shape (2, 2), one in each row."""
        return unit(np.array([self.angle, self.angle + 90]))

    @cached_property
    def hessian(self) -> Array:
        """The symmetric matrix H, shape (2, 2), without the dust of a rotation."""
        return np.asarray(np.round(self.axes.T @ np.diag(self.eigenvalues) @ self.axes, 12) + 0.0)

    @property
    def kind(self) -> str:
        """What the quadratic is: a bowl, dome, saddle, trough or ridge, or flat."""
        low, high = sorted(int(np.sign(each)) for each in self.eigenvalues)
        return _KINDS.get((low, high)) or _KINDS[high, low]

    @property
    def tag(self) -> str:
        """What it is, for a label."""
        return _TAGS[self.kind]

    def __call__(self, points: Array) -> Array:
        """Return the values at points: (..., 2) -> (...)."""
        along = points @ self.axes.T
        return np.asarray(along**2 @ np.array(self.eigenvalues) / 2)

    @property
    def sentence(self) -> str:
        """The caption."""
        matrix = matrix_words(self.hessian)
        return f"Quadratic ½ vᵀH v with H = {matrix}: {self._pair_words}; {self._kind_words}."

    @property
    def _pair_words(self) -> str:
        if self.first == self.second:
            return f"both eigenvalues are {number(self.first)}, so every direction is an eigenvector"
        one, other = self._directions
        return f"eigenvalue {number(self.first)} along {one} and {number(self.second)} along {other}"

    @property
    def _directions(self) -> tuple[str, str]:
        """Directions of both axes in degrees; a line at −150° is one at 30°."""
        one, other = (f"{number(round((self.angle + turn) % 180, 9) % 180)}°" for turn in (0, 90))
        return one, other

    @property
    def _kind_words(self) -> str:
        one, other = self._directions if self.first > self.second else self._directions[::-1]
        level = self._directions[0] if not self.first else self._directions[1]
        return {
            "bowl": "both positive: a bowl, and its middle a minimum",
            "dome": "both negative: a dome, and its middle a maximum",
            "saddle": f"up along {one} and down along {other}: a saddle, neither minimum nor maximum",
            "trough": f"a trough, level along {level}, all of it as low as the middle; {_SILENT}",
            "ridge": f"a ridge, level along {level}, all of it as high as the middle; {_SILENT}",
            "flat": f"flat, 0 everywhere; {_SILENT}",
        }[self.kind]
