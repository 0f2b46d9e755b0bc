"""The derivative as a difference quotient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.slopes.numeric._sampling import Curve, positive_step, real_points
from lessons_lib.slopes.numeric._schemes import Scheme, scheme_named


def derivative(
    f: Curve, step: float | None = None, scheme: str = "central"
) -> Callable[[ArrayLike], float | NDArray[np.float64]]:
    """Return x -> an approximation of f'(x), made from values of f.

    Parameters
    ----------
    f : callable
        Takes one number, returns a number or an array of shape ``(m,)``. Functions written in NumPy
        or as a `Function` also take the complex numbers that the complex step needs.
    step : float, optional
        The step h > 0, used as it is. By default the textbook step of the scheme times max(1, abs(x)):
        eps**(1/2) forward and backward, eps**(1/3) central, eps**(1/5) richardson, 1e-20 complex.
    scheme : {"central", "forward", "backward", "complex", "richardson"}
        ``forward`` is (f(x + h) - f(x)) / h, ``backward`` (f(x) - f(x - h)) / h, ``central``
        (f(x + h) - f(x - h)) / 2h, ``complex`` Im f(x + ih) / h, and ``richardson`` combines two central
        quotients, (4 C(h/2) - C(h)) / 3.

    Returns
    -------
    callable
        Of one number, giving a float (or shape ``(m,)``); of an array of numbers of shape ``s``, giving
        shape ``s`` (or ``s + (m,)``). The value is nan where f(x) itself is not finite.

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
    chosen = scheme_named(scheme)
    fixed = None if step is None else positive_step(step)

    def slope(x: ArrayLike) -> float | NDArray[np.float64]:
        points = real_points(x)
        steps = chosen.step_at(points) if fixed is None else np.full(points.shape, fixed)
        with np.errstate(all="ignore"):
            return _plain(slopes(f, chosen, points, steps))

    slope.__doc__ = f"Return the {scheme} difference approximation of the derivative at x."
    return slope


def slopes(f: Curve, scheme: Scheme, points: NDArray[Any], steps: NDArray[Any]) -> NDArray[np.float64]:
    """Return the scheme's quotient at every point with its step, in one call where f is a formula."""
    if points.ndim == 0 or _takes_arrays(f):
        return _slope(f, scheme, points[()], steps[()])
    pairs = zip(points.flat, steps.flat, strict=True)
    each = np.array([_slope(f, scheme, point, step) for point, step in pairs])
    return each.reshape(points.shape + each.shape[1:])


def _takes_arrays(f: Curve) -> bool:
    """Tell whether f is a formula from numbers to numbers, which is known to work entry by entry."""
    return getattr(f, "input_shape", None) == () and getattr(f, "output_shape", None) == ()


def _slope(f: Curve, scheme: Scheme, x: Any, h: Any) -> NDArray[np.float64]:
    def value(point: Any) -> NDArray[Any]:
        return np.asarray(f(point))

    return np.where(np.isfinite(value(x)), scheme.quotient(value, x, h), np.nan)


def _plain(values: NDArray[np.float64]) -> float | NDArray[np.float64]:
    return values if values.ndim else float(values)
