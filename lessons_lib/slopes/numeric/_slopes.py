"""Derivative, gradient, Jacobian and directional derivative as difference quotients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.slopes.numeric._schemes import Scheme, scheme_named
from lessons_lib.slopes.numeric._values import (
    EPSILON,
    Field,
    base_value,
    blocks,
    direction_like,
    needs,
    point_in_space,
    positive_step,
    real_points,
    value_beside,
    values_at,
)


def derivative(
    f: Field, step: float | None = None, scheme: str = "central"
) -> Callable[[ArrayLike], float | Array]:
    """Return x -> an approximation of f'(x), made from values of f.

    Parameters
    ----------
    f : callable
        Takes one number, returns a number or an array of shape ``(m,)``. Functions written in NumPy
        or as a `Function` also take the complex numbers that the complex step needs.
    step : float, optional
        The step h > 0, used as it is. By default the textbook step of the scheme times max(1, abs(x)):
        eps**(1/2) forward and backward, eps**(1/3) central, eps**(1/5) richardson, 1e-20 complex. It is
        checked by two other steps, and shortened where they differ by more than 0.1 %.
    scheme : {"central", "forward", "backward", "complex", "richardson"}
        ``forward`` is (f(x + h) - f(x)) / h, ``backward`` (f(x) - f(x - h)) / h, ``central``
        (f(x + h) - f(x - h)) / 2h, ``complex`` Im f(x + ih) / h, and ``richardson`` combines two central
        quotients, (4 C(h/2) - C(h)) / 3.

    Returns
    -------
    callable
        Of one number, giving a float (or shape ``(m,)``); of an array of numbers of shape ``s``, giving
        shape ``s`` (or ``s + (m,)``). The value is nan where f(x) is not finite or its run overflows, and
        where no default step can be trusted: give a step then.

    Raises
    ------
    ValueError
        If the step is not positive, the scheme unknown, or, on the call, x not finite and real.
    TypeError
        On the call, if the complex step meets a function that cannot carry complex numbers.

    Notes
    -----
    The complex step has no subtraction, hence no rounding to fear, but needs an analytic function: code
    that uses ``abs`` or compares numbers gives a wrong answer or an error [1]_.

    References
    ----------
    .. [1] W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions",
       SIAM Review 40 (1998), 110-112.

    Examples
    --------
    >>> round(derivative(lambda x: x**2 - 6 * x + 13, step=1, scheme="forward")(1), 12)
    -3.0
    >>> derivative(np.exp, scheme="complex")(0)
    1.0
    """
    chosen, fixed = scheme_named(scheme), positive_step(step)

    def slope(x: ArrayLike) -> float | Array:
        points = real_points(x)
        with np.errstate(all="ignore"):
            if points.ndim == 0 or takes_arrays(f):
                found = _slope(f, chosen, points[()], fixed)
            else:
                each = np.array([_slope(f, chosen, point, fixed) for point in points.flat])
                found = each.reshape(points.shape + each.shape[1:])
        return found if found.ndim else float(found)

    slope.__doc__ = f"Return the {scheme} difference approximation of the derivative at x."
    return slope


def takes_arrays(f: Field) -> bool:
    """Tell whether f is a formula from numbers to numbers, which is known to work entry by entry."""
    return getattr(f, "input_shape", None) == () and getattr(f, "output_shape", None) == ()


def _slope(f: Field, scheme: Scheme, x: Any, step: float | None) -> Array:
    base, epsilon = (np.asarray(f(x)), EPSILON) if takes_arrays(f) else base_value(f, x)
    if not np.isfinite(base).any():
        return np.full(base.shape, np.nan)

    def by_steps(steps: Any) -> Array:
        return quotients(f, scheme, x, steps, base)

    found = by_steps(step) if step else scheme.settled(by_steps, scheme.step_at(x, epsilon), base, epsilon)
    return np.where(np.isfinite(base), found, np.nan)


def quotients(f: Field, scheme: Scheme, x: Any, steps: Any, base: Array) -> Array:
    """Return the scheme's quotient at a number x, or at all of an array with their steps where f takes it."""
    carried, real = scheme.carrying(f), scheme.name != "complex"
    values = [
        base
        if not offset
        else np.asarray(carried(x + offset * steps))
        if takes_arrays(f)
        else value_beside(carried, x + offset * steps, base.shape, real=real)
        for offset in scheme.offsets
    ]
    return np.asarray(scheme.combine(*values) / steps)


def gradient(f: Field, step: float | None = None, scheme: str = "central") -> Callable[[ArrayLike], Array]:
    """Return x -> an approximation of the gradient of f at x, made from values of f.

    Parameters
    ----------
    f : callable
        Takes one array of shape ``s`` (``(n,)``, or ``(m, n)`` for a function of a matrix), returns one
        number.
    step : float, optional
        The step h > 0 along every coordinate, used as it is. By default as in `derivative`, for each
        coordinate its own.
    scheme : {"central", "forward", "backward", "complex", "richardson"}
        As in `derivative`.

    Returns
    -------
    callable
        Of one array of real numbers, giving an array of the same shape ``s``, nan as in `derivative`.

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


def jacobian(f: Field, step: float | None = None, scheme: str = "central") -> Callable[[ArrayLike], Array]:
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
    chosen, fixed = scheme_named(scheme), positive_step(step)

    def slope(x: ArrayLike) -> Any:
        point = point_in_space(x, "directional")
        u = direction_like(direction, point)
        with np.errstate(all="ignore"):
            stand, epsilon = _Stand.at(f, chosen, point)
            length = chosen.step_at(np.max(np.abs(point)), epsilon) / (np.max(np.abs(u)) or 1.0)
            slopes = stand.found(lambda steps: stand.slopes(u[np.newaxis], steps), fixed, length, epsilon)
        return slopes[..., 0] if stand.base.ndim else float(slopes[0])

    return slope


def _verb(name: str, f: Field, step: float | None, scheme: str) -> Callable[[ArrayLike], Array]:
    chosen, fixed = scheme_named(scheme), positive_step(step)

    def slopes(x: ArrayLike) -> Array:
        point = point_in_space(x, name)
        with np.errstate(all="ignore"):
            stand, epsilon = _Stand.at(f, chosen, point)
            needs(name, point.shape, stand.base.shape)
            found = stand.found(stand.partials, fixed, np.ravel(chosen.step_at(point, epsilon)), epsilon)
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

    @classmethod
    def at(cls, f: Field, scheme: Scheme, point: Array) -> tuple[_Stand, float]:
        """Return the stand at a point, and how precise the values are."""
        base, epsilon = base_value(f, point)
        return cls(f, scheme, point, base), epsilon

    def found(
        self, slopes: Callable[[Array], Array], fixed: float | None, steps: Any, epsilon: float
    ) -> Array:
        """Return the slopes by one step, or by steps that are checked; nan where f has no value."""
        steps = np.atleast_1d(steps)
        if self.base.size and not np.isfinite(self.base).any():
            return np.full((*self.base.shape, steps.size), np.nan)
        base = self.base[..., np.newaxis]
        if fixed:
            found = slopes(np.full(steps.shape, fixed))
        else:
            found = self.scheme.settled(slopes, steps, base, epsilon, partial=True)
        return np.where(np.isfinite(base), found, np.nan)

    def slopes(self, directions: Array, steps: Array) -> Array:
        """Return the slope along each direction, shape ``base.shape + (directions,)``."""
        scheme, base = self.scheme, self.base
        lengths = steps.reshape(-1, *(1,) * self.point.ndim)
        offsets = [offset for offset in scheme.offsets if offset]
        points = np.concatenate([self.point + offset * lengths * directions for offset in offsets])
        real = scheme.name != "complex"
        values = values_at(scheme.carrying(self.f), points, base.shape, real=real)
        found = dict(zip(offsets, values.reshape(len(offsets), -1, *base.shape), strict=True))
        rises = scheme.combine(*(found.get(offset, base) for offset in scheme.offsets))
        return np.asarray((rises if base.ndim == 0 else np.moveaxis(rises, 0, -1)) / steps)

    def partials(self, steps: Array) -> Array:
        """Return the slopes along all coordinates, each by its step, shape ``base.shape + (n,)``."""
        size, parts = self.point.size, []
        for some in blocks(size, size * len(self.scheme.offsets)):
            units = np.zeros((len(steps[some]), size))
            units[np.arange(len(units)), np.arange(size)[some]] = 1
            parts.append(self.slopes(units.reshape(-1, *self.point.shape), steps[some]))
        return np.concatenate(parts, axis=-1)
