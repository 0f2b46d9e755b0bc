"""Ways downhill that need the slope alone: step and shrink, gradient descent, a heavy ball, Adam."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.descent._path import FLAT, Ground, Path, walk
from lessons_lib.descent._settings import count, tolerated, within


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
    within("step", step)
    within("shrink", shrink, most=1)
    if np.ndim(start):
        raise ValueError("step and shrink walks along a line: start must be one number")
    return walk(Ground(f, start), _Turning(step, shrink), count(steps))


def gradient_descent(
    f: Callable[[Any], Any],
    start: ArrayLike,
    gamma: float = 0.1,
    steps: int = 100,
    *,
    tolerance: float = FLAT,
) -> Path:
    """Walk against the gradient: x <- x - gamma f'(x).

    Parameters
    ----------
    f : callable
        Takes one number or one array and returns one number. A `Function` gives its exact gradient;
        anything else is differentiated by `numeric`.
    start : float or array_like, shape (n,)
        Where to begin.
    gamma : float
        Step factor (learning rate), positive.
    steps : int
        Number of steps allowed.
    tolerance : float
        The ground is flat where neither slope nor step is longer than this; 0 asks for a slope of
        exactly 0.

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
    return momentum(f, start, gamma=gamma, momentum=0.0, steps=steps, tolerance=tolerance)


def momentum(
    f: Callable[[Any], Any],
    start: ArrayLike,
    gamma: float = 0.01,
    momentum: float = 0.9,
    steps: int = 1000,
    *,
    tolerance: float = FLAT,
) -> Path:
    """Let a heavy ball roll: v <- momentum * v - gamma f'(x), then x <- x + v, from rest.

    Parameters
    ----------
    f : callable
        Takes one number or one array and returns one number. A `Function` gives its exact gradient;
        anything else is differentiated by `numeric`.
    start : float or array_like, shape (n,)
        Where the ball is let go.
    gamma : float
        Step factor, positive.
    momentum : float
        The share of its speed that the ball keeps in each step: 0 is gradient descent; below 1.
    steps : int
        Number of steps allowed.
    tolerance : float
        The ground is flat where neither slope nor step is longer than this; 0 asks for a slope of
        exactly 0.

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
    within("gamma", gamma)
    if momentum != 0:
        within("momentum", momentum, most=1)
    return walk(Ground(f, start), _Rolling(gamma, momentum), count(steps), tolerated(tolerance))


def adam(
    f: Callable[[Any], Any],
    start: ArrayLike,
    gamma: float = 0.1,
    *,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    steps: int = 1000,
    tolerance: float = FLAT,
) -> Path:
    """Walk with Adam: every coordinate has its own step, measured by its own past slopes.

    With the slope g: m <- beta1 m + (1 - beta1) g and v <- beta2 v + (1 - beta2) g^2, both from 0; step t
    divides them by 1 - beta1^t and 1 - beta2^t, which makes up for that start, and moves
    x <- x - gamma m / (sqrt(v) + epsilon).

    Parameters
    ----------
    f : callable
        Takes one number or one array and returns one number. A `Function` gives its exact gradient;
        anything else is differentiated by `numeric`.
    start : float or array_like, shape (n,)
        Where to begin.
    gamma : float
        Step size in units of x: no coordinate moves much more than this in a step.
    beta1 : float
        The share of the mean slope that is kept in each step, at least 0 and below 1; 0 is Adam
        without momentum.
    beta2 : float
        The share of the mean squared slope that is kept in each step, at least 0 and below 1.
    epsilon : float
        Keeps the division away from 0, positive.
    steps : int
        Number of steps allowed.
    tolerance : float
        The ground is flat where neither slope nor step is longer than this; 0 asks for a slope of
        exactly 0.

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
    Adam as published [1]_, whose step size is 0.001; the functions of this course are larger than that.

    References
    ----------
    .. [1] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015.

    Examples
    --------
    >>> adam(lambda x: 50 * x[0]**2 + x[1]**2, [1, 1], steps=1).points[-1].round(6).tolist()
    [0.9, 0.9]
    """
    within("gamma", gamma)
    within("epsilon", epsilon)
    within("beta1", beta1, most=1, zero=True)
    within("beta2", beta2, most=1, zero=True)
    return walk(Ground(f, start), _Adapting(gamma, beta1, beta2, epsilon), count(steps), tolerated(tolerance))


class _Turning:
    """Steps of fixed length against the slope's sign, shortened at every turn."""

    def __init__(self, step: float, shrink: float) -> None:
        self._step, self._shrink, self._heading = step, shrink, 0.0

    def __call__(self, _point: float, slope: float) -> float:
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

    def __call__(self, _point: Any, slope: Any) -> Any:
        self._velocity = self._momentum * self._velocity - self._gamma * slope
        return self._velocity


class _Adapting:
    """Adam's moving means of slope and squared slope, both begun at 0 and corrected for that."""

    def __init__(self, gamma: float, beta1: float, beta2: float, epsilon: float) -> None:
        self._gamma, self._epsilon = gamma, epsilon
        self._beta1, self._beta2 = beta1, beta2
        self._mean: Any = 0.0
        self._square: Any = 0.0
        self._time = 0

    def __call__(self, _point: Any, slope: Any) -> Any:
        self._time += 1
        self._mean = self._beta1 * self._mean + (1 - self._beta1) * slope
        self._square = self._beta2 * self._square + (1 - self._beta2) * slope**2
        mean = self._mean / (1 - self._beta1**self._time)
        square = self._square / (1 - self._beta2**self._time)
        return -self._gamma * mean / (np.sqrt(square) + self._epsilon)
