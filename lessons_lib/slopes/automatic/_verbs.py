"""The derivatives of a program: forward mode where inputs are few, reverse mode where outputs are few."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.slopes.automatic._runs import (
    Program,
    Value,
    basis,
    finished,
    forward,
    matching,
    need,
    real_array,
    reverse,
    where_defined,
)


def derivative(f: Program) -> Callable[[ArrayLike], Any]:
    """Return x -> f'(x), in forward mode.

    Parameters
    ----------
    f : callable
        Takes one number, returns a number or an array (or list) of shape ``s``; written with NumPy.

    Returns
    -------
    callable
        Of one number, giving a float or shape ``s``; of an array of numbers of shape ``r``, taken one by
        one, giving shape ``r + s``. Whole numbers are taken as floats.

    Raises
    ------
    ValueError
        On the call, if x is not finite and real, or f does not return real numbers.
    TypeError
        On the call, if f does something that has no derivative rule, or would lose the derivative.

    Notes
    -----
    The derivative is that of the operations that were done, branch by branch. It is exact to rounding
    where each of them has a derivative. At a kink it is what the code says, right or not: slope 0 of
    ``abs(x)`` at 0; 0.5 of ``np.maximum(x, 0)``, which shares it at a tie; 0 of ``np.where(x > 0, x, 0)``,
    and of ``9 if x == 3 else x**2`` at 3. Infinity times 0 is nan: ``np.sqrt(x**4)`` at 0. Where f(x)
    itself is nan or infinite, the slope is nan.

    Examples
    --------
    >>> derivative(lambda x: x**2 - 6 * x + 13)(1)
    -4.0
    >>> derivative(derivative(np.sin))(np.pi / 2)
    -1.0
    >>> derivative(lambda t: [np.cos(t), np.sin(t)])(0)
    array([0., 1.])
    """

    def slope(x: ArrayLike) -> Any:
        points = real_array(x)
        with np.errstate(all="ignore"):
            if points.ndim == 0:
                return finished(_slope(f, points))
            slopes = [_slope(f, point) for point in points.reshape(-1)]
            return finished(np.reshape(np.stack(slopes), points.shape + slopes[0].shape))

    return slope


def _slope(f: Program, x: Value) -> Value:
    y, tangent = forward(f, x, np.float64(1.0))
    return where_defined(y, tangent)


def gradient(f: Program) -> Callable[[ArrayLike], Any]:
    """Return x -> the gradient of f at x, in reverse mode.

    Parameters
    ----------
    f : callable
        Takes an array of shape ``(n,)``, or ``(m, n)`` for a matrix gradient; returns one number.

    Returns
    -------
    callable
        Of an array, giving its partial derivatives in the same shape.

    Raises
    ------
    ValueError, TypeError
        As for `derivative`; and ValueError if x is one number or f(x) is not, naming the right verb.

    Notes
    -----
    ``np.where(x > 0, np.sqrt(x), 0)`` gives nan at 0 and left of it: the branch not taken still hands
    back 0 times its slope, infinite or nan. Give it a harmless argument there:
    ``np.sqrt(np.where(x > 0, x, 1))``.

    Examples
    --------
    >>> gradient(lambda x: x[0] ** 2 + 2 * x[1])([1, 2])
    array([2., 2.])
    >>> gradient(lambda W: np.sum((W @ np.array([1, 2])) ** 2))([[1, 0], [0, 1]])
    array([[2., 4.],
           [4., 8.]])
    """
    return _gradient(f, "gradient")


def _gradient(f: Program, name: str) -> Callable[[ArrayLike], Any]:
    def slopes(x: ArrayLike) -> Any:
        point = real_array(x)
        with np.errstate(all="ignore"):
            y, pull = reverse(f, point)
            need(name, point.shape, y.shape)
            return finished(where_defined(y, pull(np.float64(1.0))))

    return slopes


def jacobian(f: Program) -> Callable[[ArrayLike], Any]:
    """Return x -> the Jacobian of f at x: row i is the gradient of output i.

    Parameters
    ----------
    f : callable
        Takes an array of shape ``r``, such as ``(n,)`` or ``(m, n)``; returns an array or list of shape
        ``s``, such as ``(k,)``.

    Returns
    -------
    callable
        Of an array of shape ``r``, giving shape ``s + r``: a matrix ``(k, n)``, three indices
        ``(k, m, n)`` for a matrix input.

    Raises
    ------
    ValueError, TypeError
        As for `derivative`; and ValueError if x or f(x) is one number, naming the right verb.

    Notes
    -----
    Forward mode takes a run for each input; where outputs are fewer, reverse mode reads the tape once for
    each of them. Then an output whose slope is undefined can leave others undefined too: it hands back 0
    times that slope.

    Examples
    --------
    >>> jacobian(lambda x: [x[0] ** 2 + x[1], x[0] * x[1]])([1, 2])
    array([[2., 1.],
           [2., 1.]])
    """

    def matrix(x: ArrayLike) -> Any:
        point = real_array(x)
        with np.errstate(all="ignore"):
            y, first = forward(f, point, next(basis(point.shape)))
            need("jacobian", point.shape, y.shape, scalar=False)
            slopes = _row_by_row(f, point) if y.size < point.size else _column_by_column(f, point, first)
            return finished(where_defined(y, np.reshape(slopes, y.shape + point.shape), point.ndim))

    return matrix


def _row_by_row(f: Program, x: Value) -> Value:
    y, pull = reverse(f, x)
    return np.stack([pull(weight) for weight in basis(y.shape)])


def _column_by_column(f: Program, x: Value, first: Value) -> Value:
    units = itertools.islice(basis(x.shape), 1, None)
    return np.stack([first, *(forward(f, x, unit)[1] for unit in units)], axis=-1)


def hessian(f: Program) -> Callable[[ArrayLike], Any]:
    """Return x -> the Hessian of f at x: the Jacobian of the gradient, one `hvp` per input.

    Parameters
    ----------
    f : callable
        Takes an array of shape ``r``, such as ``(n,)``; returns one number.

    Returns
    -------
    callable
        Of an array of shape ``r``, giving shape ``r + r``, symmetric.

    Raises
    ------
    ValueError, TypeError
        As for `gradient`.

    Examples
    --------
    >>> hessian(lambda x: x[0] ** 2 * np.sin(x[1]))([1, 0])
    array([[0., 2.],
           [2., 0.]])
    """
    product = _product(f, "hessian")

    def matrix(x: ArrayLike) -> Any:
        point = real_array(x)
        need("hessian", point.shape, ())
        with np.errstate(all="ignore"):
            columns = [np.reshape(product(point, unit), -1) for unit in basis(point.shape)]
            square = np.stack(columns, axis=-1)
            # The two halves differ by rounding.
            return finished(np.reshape((square + square.T) / 2, point.shape * 2))

    return matrix


def jvp(f: Program) -> Callable[[ArrayLike, ArrayLike], Any]:
    """Return (x, v) -> J v, how f changes along v: one run forward, the Jacobian is never built.

    Parameters
    ----------
    f : callable
        Takes an array of shape ``r``, returns one of shape ``s``; both may be ``()``.

    Returns
    -------
    callable
        Of x and a direction v, both of shape ``r``, giving shape ``s``. For a scalar f and a unit vector v
        it is the directional derivative.

    Raises
    ------
    ValueError, TypeError
        As for `derivative`; and ValueError if v has not the shape of x.

    Examples
    --------
    >>> jvp(lambda x: x[0] ** 2 + 2 * x[1])([1, 2], [1, 0])
    2.0
    """

    def push(x: ArrayLike, v: ArrayLike) -> Any:
        point = real_array(x)
        direction = matching(v, point.shape, "v", "x")
        with np.errstate(all="ignore"):
            y, tangent = forward(f, point, direction)
            return finished(where_defined(y, tangent))

    return push


def vjp(f: Program) -> Callable[[ArrayLike, ArrayLike], Any]:
    """Return (x, w) -> J^T w, the gradient of ``sum(w * f(x))``: one reading of the tape.

    Parameters
    ----------
    f : callable
        Takes an array of shape ``r``, returns one of shape ``s``; both may be ``()``.

    Returns
    -------
    callable
        Of x, shape ``r``, and weights w, shape ``s``, giving shape ``r``.

    Raises
    ------
    ValueError, TypeError
        As for `derivative`; and ValueError if w has not the shape of f(x).

    Examples
    --------
    >>> vjp(lambda x: [x[0] ** 2 + x[1], x[0] * x[1]])([1, 2], [1, 0])
    array([2., 1.])
    """

    def back(x: ArrayLike, w: ArrayLike) -> Any:
        point = real_array(x)
        with np.errstate(all="ignore"):
            y, pull = reverse(f, point)
            pulled = pull(matching(w, y.shape, "w", "f(x)"))
            return finished(pulled if np.isfinite(y).all() else pulled * np.nan)

    return back


def hvp(f: Program) -> Callable[[ArrayLike, ArrayLike], Any]:
    """Return (x, v) -> H v, the Hessian times a vector, for a few gradients: forward over reverse.

    Parameters
    ----------
    f : callable
        Takes an array of shape ``r``, returns one number.

    Returns
    -------
    callable
        Of x and v, both of shape ``r``, giving shape ``r``.

    Raises
    ------
    ValueError, TypeError
        As for `gradient`; and ValueError if v has not the shape of x.

    Examples
    --------
    >>> hvp(lambda x: x[0] ** 2 * x[1])([1, 2], [1, 0])
    array([4., 2.])
    """
    return _product(f, "hvp")


def _product(f: Program, name: str) -> Callable[[ArrayLike, ArrayLike], Any]:
    return jvp(_gradient(f, name))
