"""The entries of a Jacobian from differences, and where the error of each comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.slopes import numeric

# For each scheme the derivatives whose Taylor terms are its error, with the factors of h^(order - 1).
SCHEMES: Final[dict[str, dict[int, float]]] = {
    "forward": {2: 1 / 2, 3: 1 / 6, 4: 1 / 24},
    "backward": {2: -1 / 2, 3: 1 / 6, 4: -1 / 24},
    "central": {3: 1 / 6, 5: 1 / 120},
    "complex": {3: -1 / 6, 5: 1 / 120},
}
_EPSILON = float(np.finfo(float).eps)
_MEETS = 1e-6  # how well a value has to meet its Taylor term to be called equal to it


@dataclass(frozen=True, eq=False)
class Entries:
    """A Jacobian from differences beside the exact one, entry by entry; all arrays have shape (m, n)."""

    nudged: Array
    exact: Array
    noise: Array
    order: NDArray[np.int_]
    slope: Array
    leading: Array

    @property
    def error(self) -> Array:
        """How far off the differences are."""
        return np.abs(self.nudged - self.exact)

    @property
    def is_rounding(self) -> NDArray[np.bool_]:
        """Where rounding is all there is to see."""
        truncated = (self.order > 0) & (np.abs(self.leading) > self.noise)
        return np.asarray(np.isfinite(self.error) & (self.error <= 3 * self.noise) & ~truncated)

    @property
    def is_exactly_leading(self) -> NDArray[np.bool_]:
        """Where the error is one Taylor term, with nothing behind it but rounding."""
        slack = _MEETS * np.abs(self.leading) + self.noise
        return np.asarray((self.order > 0) & (np.abs(self.error - np.abs(self.leading)) <= slack))


class Differences:
    """Builds Jacobians of one function from differences.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> entries = Differences(Function("x1^2 + x2, x1 x2")).entries((1, 2), step=0.5, scheme="forward")
    >>> entries.nudged.tolist(), entries.exact.tolist()
    ([[2.5, 1.0], [2.0, 1.0]], [[2.0, 1.0], [2.0, 1.0]])
    >>> entries.leading.tolist()
    [[0.5, 0.0], [0.0, 0.0]]
    """

    def __init__(self, f: Any) -> None:
        self.f = f
        (self.inputs,), (self.outputs,) = f.input_shape, f.output_shape
        self._along = [_Repeated(f, unit) for unit in np.eye(self.inputs)]

    def entries(self, at: Sequence[float], step: float, scheme: str) -> Entries:
        """Return all entries at a point."""
        point = np.asarray(at, float)
        with np.errstate(all="ignore"):
            exact = self._exact(point)
            nudged = self._nudged(point, step, scheme)
            noise = self._noise(point, exact, step, scheme)
            return Entries(nudged, exact, noise, *self._truncation(point, step, scheme))

    def nudged_points(self, at: Sequence[float], step: float) -> Array:
        """Return x + h e_j for all j, shape (n, n)."""
        return np.asarray(np.asarray(at, float) + step * np.eye(self.inputs))

    def _exact(self, point: Array) -> Array:
        found = np.asarray(self.f.jacobian(point), float) + 0 * np.asarray(self.f(point), float)[:, None]
        return np.where(np.isfinite(found), found, np.nan)

    def _nudged(self, point: Array, step: float, scheme: str) -> Array:
        missing = np.full((self.outputs, self.inputs), np.nan)
        if not step > 0:
            return missing
        try:
            found = np.asarray(numeric.jacobian(self.f, step, scheme)(point), float)
        except (TypeError, ValueError):
            return missing
        return np.where(np.isfinite(found), found, np.nan)

    def _noise(self, point: Array, exact: Array, step: float, scheme: str) -> Array:
        """Bound rounding: a few units in the last places of what is subtracted, over the step."""
        slopes = np.abs(np.nan_to_num(exact))
        if scheme == "complex" or not step > 0:
            return 8 * _EPSILON * (slopes + 1)
        heights = np.abs(np.nan_to_num(np.asarray(self.f(point), float)))[:, None] + slopes * step
        return np.asarray(4 * _EPSILON * (heights + slopes * np.abs(point)) / step + 4 * _EPSILON * slopes)

    def _truncation(self, point: Array, step: float, scheme: str) -> tuple[NDArray[np.int_], Array, Array]:
        """Return for each entry the first derivative that makes an error, its value and its Taylor term."""
        shape = (self.outputs, self.inputs)
        order, slope, leading = np.zeros(shape, int), np.zeros(shape), np.zeros(shape)
        for power, factor in SCHEMES[scheme].items():
            found = np.stack([self._higher(column, power, point) for column in range(self.inputs)], axis=1)
            new = (order == 0) & np.isfinite(found) & (np.abs(found) > 0)
            order[new], slope[new] = power, found[new]
            leading[new] = factor * found[new] * step ** (power - 1)
        return order, slope, leading

    def _higher(self, column: int, power: int, point: Array) -> Array:
        """Return the derivatives of all outputs along one input, 0 where they cannot be had."""
        derivative = self._along[column].of(power)
        return np.zeros(self.outputs) if derivative is None else np.asarray(derivative(point), float)


class _Repeated:
    """Derivatives of all orders along one direction, each made when it is asked for."""

    def __init__(self, f: Any, direction: Array) -> None:
        self._made: list[Any] = [f]
        self._direction = direction

    def of(self, order: int) -> Any:
        """Return the derivative of an order; None where it is too big a formula."""
        while len(self._made) <= order:
            self._made.append(self._next())
        return self._made[order]

    def _next(self) -> Any:
        try:
            return None if self._made[-1] is None else self._made[-1].directional(self._direction)
        except ValueError:
            return None


def factor_words(scheme: str, order: int) -> str:
    """Write the factor before a derivative in a scheme's error, without its sign.

    Examples
    --------
    >>> factor_words("forward", 2), factor_words("central", 3)
    ('h/2', 'h²/6')
    """
    power = {1: "", 2: "²", 3: "³", 4: "⁴"}[order - 1]
    return f"h{power}/{round(1 / abs(SCHEMES[scheme][order]))}"
