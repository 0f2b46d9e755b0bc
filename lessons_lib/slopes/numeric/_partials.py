"""Gradient, Jacobian and directional derivative as difference quotients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Array, Shape
from lessons_lib.slopes.numeric._checks import base_value, direction_like, needs, point_in_space
from lessons_lib.slopes.numeric._many_points import Field, blocks, values_at
from lessons_lib.slopes.numeric._sampling import positive_step
from lessons_lib.slopes.numeric._schemes import EPSILON, Scheme, scheme_named

_FACTORS = 4.0 ** np.arange(4)


def gradient(
    f: Field, step: float | None = None, scheme: str = "central"
) -> Callable[[ArrayLike], NDArray[np.float64]]:
    """Return x -> an approximation of the gradient of f at x, made from values of f.

    Parameters
    ----------
    f : callable
        Takes one array of shape ``s`` (``(n,)``, or ``(m, n)`` for a function of a matrix), returns one
        number.
    step : float, optional
        The step h > 0 along every coordinate, used as it is. By default the scheme's textbook step times
        max(1, abs(x_j)), for each coordinate its own; richardson also tries 4, 16 and 64 times that step
        and keeps what promises the least error.
    scheme : {"central", "forward", "backward", "complex", "richardson"}
        As in `derivative`.

    Returns
    -------
    callable
        Of one array of real numbers, giving an array of the same shape ``s``. All nan where f(x) itself
        is not finite.

    Raises
    ------
    ValueError
        If the step is not positive, the scheme unknown, or, on the call, x not finite and real, not an
        array, or f not one real number.
    TypeError
        On the call, if the complex step meets a function that cannot carry complex numbers.

    Notes
    -----
    All points are asked for in one call of f where f is a `Function` or where single calls prove that it
    gives the same; else one by one. f gets copies, so that a function that writes into its argument does
    no harm. At a kink the central scheme gives the mean of the slopes on both sides.

    Examples
    --------
    >>> gradient(lambda x: x[0] ** 2 * x[1], scheme="complex")([1, 2])
    array([4., 1.])
    >>> gradient(np.linalg.det, step=1, scheme="central")([[1, 2], [3, 4]]).round(9)
    array([[ 4., -3.],
           [-2.,  1.]])
    """
    return _verb("gradient", f, step, scheme)


def jacobian(
    f: Field, step: float | None = None, scheme: str = "central"
) -> Callable[[ArrayLike], NDArray[np.float64]]:
    """Return x -> an approximation of the Jacobian of f at x: row i is the gradient of output i.

    Parameters
    ----------
    f : callable
        Takes one array of shape ``s``, returns an array of shape ``t``.
    step, scheme
        As in `gradient`.

    Returns
    -------
    callable
        Of one array of real numbers, giving shape ``t + s``: ``(m, n)`` for a function from ``(n,)`` to
        ``(m,)``, a three-index array ``(k, m, n)`` for one from ``(m, n)`` to ``(k,)``.

    Raises
    ------
    ValueError, TypeError
        As `gradient`; and if f gives a single number, whose derivative is the gradient.

    Examples
    --------
    >>> jacobian(lambda x: np.array([x[0] ** 2 + x[1], x[0] * x[1]]), scheme="complex")([1, 2])
    array([[2., 1.],
           [2., 1.]])
    """
    return _verb("jacobian", f, step, scheme)


def directional(
    f: Field, direction: ArrayLike, step: float | None = None, scheme: str = "central"
) -> Callable[[ArrayLike], Any]:
    """Return x -> an approximation of the directional derivative of f at x: the slope of t -> f(x + t u).

    Parameters
    ----------
    f : callable
        Takes one array of shape ``s``, returns a number or an array of shape ``t``.
    direction : array_like, shape s
        The direction u, used as it is: only along a u of length 1 is the result the slope of the
        hillside; along 2u it is twice that, along 0 it is 0.
    step : float, optional
        The step h > 0 of t, used as it is. By default the scheme's textbook step for the largest
        coordinate of x, divided by the largest of u.
    scheme
        As in `gradient`.

    Returns
    -------
    callable
        Of one array of real numbers, giving a float, or shape ``t``.

    Raises
    ------
    ValueError, TypeError
        As `gradient`; and if the direction has another shape than x.

    Examples
    --------
    >>> round(directional(lambda x: x[0] ** 2 + x[1] ** 2, [0.6, 0.8])([3, 4]), 9)
    10.0
    """
    chosen, fixed = scheme_named(scheme), None if step is None else positive_step(step)

    def slope(x: ArrayLike) -> Any:
        point = point_in_space(x, "directional")
        u = direction_like(direction, point)
        length = fixed or float(chosen.step_at(np.max(np.abs(point)))) / (np.max(np.abs(u)) or 1.0)
        with np.errstate(all="ignore"):
            stand = _Stand(f, chosen, point, base_value(f, point))
            slopes = stand.slopes(u[np.newaxis], np.array([length]))[..., 0]
        return slopes if slopes.ndim else float(slopes)

    return slope


def _verb(name: str, f: Field, step: float | None, scheme: str) -> Callable[[ArrayLike], Array]:
    chosen, fixed = scheme_named(scheme), None if step is None else positive_step(step)
    searching = fixed is None and scheme == "richardson"

    def slopes(x: ArrayLike) -> Array:
        point = point_in_space(x, name)
        steps = np.ravel(chosen.step_at(point) if fixed is None else np.full(point.shape, fixed))
        with np.errstate(all="ignore"):
            stand = _Stand(f, chosen, point, base_value(f, point))
            needs(name, point.shape, stand.base.shape)
            found = stand.searched(steps) if searching else stand.partials(np.arange(point.size), steps)
        return found.reshape(stand.base.shape + point.shape)

    slopes.__doc__ = f"Return the {scheme} difference approximation of the {name} at x."
    return slopes


@dataclass(frozen=True, slots=True, eq=False)
class _Stand:
    """A point to look around from: what is differentiated, how, where, and its value there."""

    f: Field
    scheme: Scheme
    point: Array
    base: Array

    def slopes(self, directions: Array, steps: Array) -> Array:
        """Return the slope along each direction, shape ``base.shape + (directions,)``."""
        scheme, base = self.scheme, self.base
        lengths = steps.reshape(-1, *(1,) * self.point.ndim)
        offsets = [offset for offset in scheme.offsets if offset]
        groups = [self.point + offset * lengths * directions for offset in offsets]
        points = np.concatenate(groups) if len(groups) > 1 else groups[0]
        values = values_at(scheme.carrying(self.f), points, base.shape).reshape(len(offsets), -1, *base.shape)
        found = dict(zip(offsets, values, strict=True))
        rises = scheme.combine(*(found.get(offset, base) for offset in scheme.offsets))
        slopes = (rises if base.ndim == 0 else np.moveaxis(rises, 0, -1)) / steps
        return np.where(np.isfinite(base)[..., np.newaxis], slopes, np.nan)

    def partials(self, places: NDArray[np.intp], steps: Array) -> Array:
        """Return the slopes along the coordinates at flat places, shape ``base.shape + (places,)``."""
        size, shape = self.point.size, self.point.shape
        parts = [
            self.slopes(units(places[some], shape), steps[some])
            for some in blocks(len(places), size * len(self.scheme.offsets))
        ]
        return np.concatenate(parts, axis=-1)

    def searched(self, steps: Array) -> Array:
        """Return the partial slopes by the textbook step or a larger one, by the least estimated error."""
        tried = steps * _FACTORS[:, np.newaxis]
        places = np.tile(np.arange(steps.size), len(tried))
        slopes = self.partials(places, tried.ravel()).reshape(*self.base.shape, *tried.shape)
        change = np.abs(np.diff(slopes, axis=-2))
        # The first has no smaller step to compare with: the change to the next is 4**4 times its own error.
        change = np.concatenate([np.nan_to_num(change[..., :1, :]) / 4**4, change], axis=-2)
        doubt = change + EPSILON * np.abs(self.base)[..., np.newaxis, np.newaxis] / tried
        best = np.where(np.isfinite(doubt), doubt, np.inf).argmin(axis=-2, keepdims=True)
        return np.take_along_axis(slopes, best, axis=-2)[..., 0, :]


def units(places: NDArray[np.intp], shape: Shape) -> Array:
    """Return the unit arrays with a 1 at each of the flat places."""
    rows = np.zeros((len(places), int(np.prod(shape))))
    rows[np.arange(len(places)), places] = 1
    return rows.reshape(-1, *shape)
