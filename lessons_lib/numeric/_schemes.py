"""The difference schemes: what each computes, its order, and the step that suits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.numeric._sampling import Curve

EPSILON = float(np.finfo(float).eps)

Rule = Callable[[Curve, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to turn values of f into a slope.

    Attributes
    ----------
    name : str
        What to pass as ``scheme=``.
    order : int
        The error shrinks like ``step**order`` while truncation dominates.
    quotient : callable
        ``quotient(f, x, step)``, the formula itself.
    textbook_step : float
        Step for x of size 1 at which truncation and rounding are about equal.
    error_constant : float
        Truncation is about ``error_constant * f^(order + 1)(x) * step**order``.
    """

    name: str
    order: int
    quotient: Rule
    textbook_step: float
    error_constant: float

    def step_at(self, x: NDArray[np.float64]) -> Any:
        """Return the textbook step scaled to the size of `x`."""
        return self.textbook_step * np.maximum(1.0, np.abs(x))


def _forward(f: Curve, x: Any, h: Any) -> Any:
    return (f(x + h) - f(x)) / h


def _backward(f: Curve, x: Any, h: Any) -> Any:
    return (f(x) - f(x - h)) / h


def _central(f: Curve, x: Any, h: Any) -> Any:
    return (f(x + h) - f(x - h)) / (2 * h)


def _richardson(f: Curve, x: Any, h: Any) -> Any:
    return (4 * _central(f, x, h / 2) - _central(f, x, h)) / 3


def _complex(f: Curve, x: Any, h: Any) -> Any:
    return np.imag(_carried(f, x + 1j * h)) / h


def _carried(f: Curve, z: Any) -> Any:
    remedy = 'write it with NumPy\'s functions and without abs, or use scheme="central"'
    try:
        value = f(complex(z) if np.ndim(z) == 0 else z)
    except TypeError as error:
        raise TypeError(f"the complex step needs a function that takes complex numbers: {remedy}") from error
    if not np.iscomplexobj(value):
        raise TypeError(f"the complex step lost its complex number inside the function: {remedy}")
    return value


SCHEMES: dict[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme("forward", 1, _forward, EPSILON ** (1 / 2), 1 / 2),
        Scheme("backward", 1, _backward, EPSILON ** (1 / 2), 1 / 2),
        Scheme("central", 2, _central, EPSILON ** (1 / 3), 1 / 6),
        Scheme("complex", 2, _complex, 1e-20, 1 / 6),
        Scheme("richardson", 4, _richardson, EPSILON ** (1 / 5), 1 / 480),
    )
}


def scheme_named(name: str) -> Scheme:
    """Return the scheme of that name, or raise ValueError naming them all."""
    try:
        return SCHEMES[name]
    except (KeyError, TypeError):
        raise ValueError(f"scheme must be one of {', '.join(SCHEMES)}: got {name!r}") from None
