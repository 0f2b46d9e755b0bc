"""The difference schemes: what each computes, its order, the step that suits it, and when to trust it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric._values import EPSILON, Field

# Where a step is too long, by these factors shorter ones are tried.
_SHORTER = 0.5 ** np.arange(0, 35, 5)
# A wave that goes round in the step does so in the double step, too, but not in this share of it.
_NO_SIMPLE_SHARE = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to turn values of f into a slope: combine(f(x + offset * step), ...) / step."""

    name: str
    order: int
    offsets: tuple[complex, ...]
    combine: Callable[..., Any]
    error_constant: float

    def step_at(self, x: Any, epsilon: float = EPSILON) -> Any:
        """Return the textbook step for values of that precision, scaled to the size of `x`."""
        step = 1e-20 if self.name == "complex" else epsilon ** (1 / (self.order + 1))
        return step * np.maximum(1.0, np.abs(x))

    def carrying(self, f: Field) -> Field:
        """Return f as it is, or, where the offsets are complex, an f that refuses to lose them."""
        return functools.partial(_carried, f) if self.name == "complex" else f

    def settled(
        self,
        slopes: Callable[[Any], Array],
        steps: Any,
        value: Array,
        epsilon: float,
        *,
        partial: bool = False,
    ) -> Array:
        """Return the slopes by these steps, each checked by two other steps."""
        if self.name == "complex":  # there is nothing to lose by a step so short
            return slopes(steps)
        usual = epsilon ** (1 / (self.order + 1))
        smallest = like_zero(value, epsilon / usual) * usual / steps
        return settled(slopes, steps, epsilon * np.abs(value) / steps, (1e-3, smallest), partial=partial)


def _carried(f: Field, z: Any) -> Any:
    remedy = 'write it with NumPy\'s functions and without abs, or use scheme="central"'
    try:
        value = f(complex(z) if np.ndim(z) == 0 else z)
    except (TypeError, np.exceptions.ComplexWarning) as error:
        raise TypeError(f"the complex step needs a function that takes complex numbers: {remedy}") from error
    if not np.iscomplexobj(value):
        raise TypeError(f"the complex step lost its complex number inside the function: {remedy}")
    return value


def settled(
    quotients: Callable[[Any], Array],
    steps: Any,
    noise: Array,
    expected: tuple[float, Array],
    *,
    partial: bool = False,
    second: bool = False,
) -> Array:
    """Return quotients by steps that are short enough: those of two other steps are about the same.

    They may differ, together with what rounding does to them, by a share of their size, or by so little that
    it may stand for 0: beside a larger partial derivative, by a hundredth of its share. Where they differ
    more even with the shortest steps, the quotient is nan. Second differences, whose error falls with the
    square of the step, are improved by what two steps say of it.
    """
    relative, absolute = expected
    found = np.full(np.shape(noise), np.nan)
    for factor in _SHORTER:
        near, far, third = (quotients(factor * share * steps) for share in (1.0, 2.0, _NO_SIMPLE_SHARE))
        drowned = noise / (factor**2 if second else factor)
        largest = relative * np.maximum(np.abs(near), np.abs(far)) + absolute
        if partial:
            sizes = np.nan_to_num(np.minimum(np.abs(near), np.abs(far)))
            largest = largest + relative / 100 * sizes.max(axis=-1, keepdims=True)
        close = np.maximum(np.abs(near - far), np.abs(near - third)) + drowned <= largest
        found = np.where(np.isnan(found) & close, near + (near - far) / 3 if second else near, found)
        if not np.isnan(found).any():
            break
    return found


def like_zero(value: Any, noise: float) -> Array:
    """Return how large a quotient may be that stands for 0, by f's value and the noise of values around 1."""
    return np.asarray(min(100 * noise, 1e-4) * np.clip(np.abs(value), 1.0, 1e5))


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
        Scheme("forward", 1, (1, 0), _difference, 1 / 2),
        Scheme("backward", 1, (0, -1), _difference, 1 / 2),
        Scheme("central", 2, (1, -1), _half, 1 / 6),
        Scheme("complex", 2, (1j,), np.imag, 1 / 6),
        Scheme("richardson", 4, (0.5, -0.5, 1, -1), _extrapolated, 1 / 480),
    )
}


def scheme_named(name: str) -> Scheme:
    """Return the scheme of that name, or raise ValueError naming them all."""
    try:
        return SCHEMES[name]
    except (KeyError, TypeError):
        raise ValueError(f"scheme must be one of {', '.join(SCHEMES)}: got {name!r}") from None
