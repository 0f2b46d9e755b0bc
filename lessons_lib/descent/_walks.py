"""Three ways downhill: step and shrink, gradient descent, and a heavy ball."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.descent._path import FLAT, Ground, Path, walk


def step_and_shrink(
    f: Callable[[Any], Any], start: float, step: float = 1.0, shrink: float = 0.5, steps: int = 100
) -> Path:
    """Step downhill by a fixed length; when the slope changes sign, turn round and shorten the step.

    Parameters
    ----------
    f : callable
        Takes one number and returns one.
    start : float
        Where to begin.
    step : float
        Length of the first step, in units of x.
    shrink : float
        Factor for the step after each turn, between 0 and 1.
    steps : int
        Number of steps allowed.

    Returns
    -------
    Path
        Points of shape (k,), k at most ``steps + 1``.

    Raises
    ------
    ValueError
        If a setting is out of its range, or the start is not one finite number.

    Notes
    -----
    Only the sign of the slope is used, so the walk settles on a kink such as that of abs(x) just as well.

    Examples
    --------
    >>> step_and_shrink(lambda x: x**2 - 6 * x + 13, start=1.5, steps=3).points.tolist()
    [1.5, 2.5, 3.5, 3.0]
    """
    _require("step", step, least=0, most=math.inf)
    _require("shrink", shrink, least=0, most=1)
    if np.ndim(start):
        raise ValueError("step and shrink walks along a line: start must be one number")
    return walk(Ground(f, start), _Turning(step, shrink), _count(steps))


def gradient_descent(f: Callable[[Any], Any], start: ArrayLike, gamma: float = 0.1, steps: int = 100) -> Path:
    """Walk against the gradient: x <- x - gamma f'(x).

    Parameters
    ----------
    f : callable
        Of one number, or a `Function` of several.
    start : float or array_like, shape (n,)
        Where to begin.
    gamma : float
        Step factor (learning rate), positive.
    steps : int
        Number of steps allowed.

    Returns
    -------
    Path
        Points of shape (k,) or (k, n), k at most ``steps + 1``.

    Raises
    ------
    ValueError
        If gamma is not positive, steps is negative, or the start is not one finite point.

    Examples
    --------
    >>> gradient_descent(lambda x: x**2, start=1, gamma=1.5).stopped
    'the steps are too big: the walk runs away uphill'
    """
    return momentum(f, start, gamma=gamma, momentum=0.0, steps=steps)


def momentum(
    f: Callable[[Any], Any], start: ArrayLike, gamma: float = 0.01, momentum: float = 0.9, steps: int = 1000
) -> Path:
    """Let a heavy ball roll: v <- momentum * v - gamma f'(x), then x <- x + v, from rest.

    Parameters
    ----------
    f : callable
        Of one number, or a `Function` of several.
    start : float or array_like, shape (n,)
        Where the ball is let go.
    gamma : float
        Step factor, positive.
    momentum : float
        The share of its speed that the ball keeps in each step: 0 is gradient descent; below 1.
    steps : int
        Number of steps allowed.

    Returns
    -------
    Path
        Points of shape (k,) or (k, n), k at most ``steps + 1``.

    Raises
    ------
    ValueError
        If a setting is out of its range, or the start is not one finite point.

    Notes
    -----
    This is Polyak's heavy ball [1]_. Other texts multiply the gradient by (1 - momentum); their gamma is
    then larger by that factor.

    References
    ----------
    .. [1] B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR
       Computational Mathematics and Mathematical Physics 4 (1964), 1-17.

    Examples
    --------
    >>> ball = momentum(lambda t: t**4 - 4 * t**2 + t, start=2.2, gamma=0.01, momentum=0.9)
    >>> round(float(ball.points[-1]), 3)
    -1.473
    """
    _require("gamma", gamma, least=0, most=math.inf)
    if momentum != 0:
        _require("momentum", momentum, least=0, most=1)
    return walk(Ground(f, start), _Rolling(gamma, momentum), _count(steps))


class _Turning:
    """Steps of fixed length against the slope's sign, shortened at every turn."""

    def __init__(self, step: float, shrink: float) -> None:
        self._step, self._shrink, self._heading = step, shrink, 0.0

    def __call__(self, slope: float) -> float:
        if not abs(slope) > FLAT:
            return 0.0
        heading = -math.copysign(1.0, slope)
        if heading == -self._heading:
            self._step *= self._shrink
        self._heading = heading
        return heading * self._step


class _Rolling:
    """A ball with speed: the slope pulls, momentum carries on."""

    def __init__(self, gamma: float, momentum: float) -> None:
        self._gamma, self._momentum = gamma, momentum
        self._velocity: Any = 0.0

    def __call__(self, slope: Any) -> Any:
        self._velocity = self._momentum * self._velocity - self._gamma * slope
        return self._velocity


def _require(name: str, value: float, least: float, most: float) -> None:
    if not (np.ndim(value) == 0 and least < value < most):
        bounds = "positive" if most == math.inf else f"between {least} and {most}"
        raise ValueError(f"{name} must be {bounds}: got {value!r}")


def _count(steps: int) -> int:
    if int(steps) != steps or steps < 0:
        raise ValueError(f"steps must be a whole number, 0 or more: got {steps!r}")
    return int(steps)
