"""The difference schemes: what each computes, its order, and the step that suits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.slopes.numeric._sampling import Curve

EPSILON = float(np.finfo(float).eps)

Combine = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to turn values of f into a slope: combine(f(x + offset * step), ...) / step."""

    name: str
    order: int
    offsets: tuple[complex, ...]
    combine: Combine
    textbook_step: float
    error_constant: float

    def step_at(self, x: NDArray[np.float64]) -> Any:
        """Return the textbook step scaled to the size of `x`."""
        return self.textbook_step * np.maximum(1.0, np.abs(x))

    def quotient(self, f: Curve, x: Any, h: Any) -> Any:
        """Return the scheme's approximation of f'(x)."""
        value = self.carrying(f)
        return self.combine(*(value(x + offset * h) for offset in self.offsets)) / h

    def carrying(self, f: Curve) -> Curve:
        """Return f as it is, or, where the offsets are complex, an f that refuses to lose them."""
        return partial(_carried, f) if self.name == "complex" else f


def _carried(f: Curve, z: Any) -> Any:
    remedy = 'write it with NumPy\'s functions and without abs, or use scheme="central"'
    try:
        value = f(complex(z) if np.ndim(z) == 0 else z)
    except (TypeError, np.exceptions.ComplexWarning) as error:
        raise TypeError(f"the complex step needs a function that takes complex numbers: {remedy}") from error
    if not np.iscomplexobj(value):
        raise TypeError(f"the complex step lost its complex number inside the function: {remedy}")
    return value


def _difference(first: Any, second: Any) -> Any:
    return first - second


def _half(above: Any, below: Any) -> Any:
    return (above - below) / 2


def _extrapolated(above: Any, below: Any, far_above: Any, far_below: Any) -> Any:
    """Combine the central differences of step h/2 and h as (4 C(h/2) - C(h)) / 3, times h."""
    return (4 * (above - below) - (far_above - far_below) / 2) / 3


SCHEMES: dict[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme("forward", 1, (1, 0), _difference, EPSILON ** (1 / 2), 1 / 2),
        Scheme("backward", 1, (0, -1), _difference, EPSILON ** (1 / 2), 1 / 2),
        Scheme("central", 2, (1, -1), _half, EPSILON ** (1 / 3), 1 / 6),
        Scheme("complex", 2, (1j,), np.imag, 1e-20, 1 / 6),
        Scheme("richardson", 4, (0.5, -0.5, 1, -1), _extrapolated, EPSILON ** (1 / 5), 1 / 480),
    )
}


def scheme_named(name: str) -> Scheme:
    """Return the scheme of that name, or raise ValueError naming them all."""
    try:
        return SCHEMES[name]
    except (KeyError, TypeError):
        raise ValueError(f"scheme must be one of {', '.join(SCHEMES)}: got {name!r}") from None
