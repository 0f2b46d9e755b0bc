"""A computation at a point: values forward, tangents forward, adjoints backward."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.slopes.computation._moments import Moment, backward, forward

if TYPE_CHECKING:
    from lessons_lib.slopes.computation._computation import Computation

Numbers = NDArray[np.float64]


class Run:
    """All values of a computation at a point, and the slope of every operation along its arguments.

    Examples
    --------
    >>> from lessons_lib.slopes.computation import Computation, Function
    >>> run = Computation(Function("x^2 y + sin y")).at([1, 2])
    >>> run.gradient()
    array([4.        , 0.58385316])
    >>> run.tangents([1, 0])
    array([1., 0., 2., 4., 0., 4.])
    """

    def __init__(self, computation: Computation, point: Sequence[float]) -> None:
        self.computation = computation
        self.values: list[float] = []
        self.slopes: list[tuple[float, ...]] = []
        self.kinks: dict[int, tuple[float, ...]] = {}
        with np.errstate(all="ignore"):
            for place, number in enumerate(point):
                self._keep(place, float(number), ())
            for place in range(len(point), len(computation.vertices)):
                self._compute(place)

    def _keep(self, _place: int, value: float, slopes: tuple[float, ...]) -> None:
        self.values.append(value)
        self.slopes.append(slopes)

    def _compute(self, place: int) -> None:
        vertex = self.computation.vertices[place]
        assert vertex.rule is not None
        given = [self.values[argument] for argument in vertex.arguments]
        value = vertex.rule.value(given)
        slopes = vertex.rule.slopes_at(given, value)
        if math.isfinite(value) and any(map(math.isnan, slopes)):
            slopes = self.kinks[place] = vertex.rule.program_slopes(given)
        self._keep(place, value, slopes)

    def tangents(self, direction: ArrayLike) -> Numbers:
        """Return how fast every value changes while the inputs move along a direction: forward mode."""
        found = np.ravel(np.asarray(direction, dtype=float)).tolist()
        for place in range(self.computation.inputs, len(self.values)):
            parts = zip(self.slopes[place], self.computation.vertices[place].arguments, strict=True)
            found.append(sum(slope * found[argument] for slope, argument in parts))
        return np.array(found)

    def adjoints(self, output: int = 0) -> Numbers:
        """Return how fast an output changes with every value: reverse mode.

        Parameters
        ----------
        output : int
            Which entry of the value.

        Returns
        -------
        ndarray, shape (vertices,)
            0 for what the output does not use.
        """
        start = self.computation.outputs[output]
        found, used = [0.0] * len(self.values), self.computation.feeding(start)
        found[start] = 1.0
        for place in sorted(used, reverse=True):
            for slope, argument in zip(
                self.slopes[place], self.computation.vertices[place].arguments, strict=True
            ):
                found[argument] += found[place] * slope
        return np.array(found)

    def gradient(self, output: int = 0) -> Numbers:
        """Return the partial derivatives of an output, shape (n,): the adjoints of the inputs."""
        return self.adjoints(output)[: self.computation.inputs]

    def backward(self, output: int = 0) -> list[Moment]:
        """Return the story of reverse mode, moment by moment: values forward, then adjoints backward."""
        return backward(self, output)

    def forward(self, variable: int = 0) -> list[Moment]:
        """Return the story of forward mode: each value with its tangent, for one variable that moves."""
        return forward(self, variable)
