"""Ways downhill that need the slope alone: step and shrink, gradient descent, a heavy ball, Adam."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.descent._path import FLAT, Field, Ground, Path, setting, walk


def gradient_descent(
    f: Field, start: ArrayLike, gamma: float = 0.1, steps: int = 100, *, tolerance: float = FLAT
) -> Path:
    """Walk against the gradient: x <- x - gamma f'(x).

    Parameters
    ----------
    f : callable
        Takes one number or one array and returns one number. A `Function` gives its exact derivatives;
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
        If a setting is out of its range, or the start is not one finite point.

    Examples
    --------
    >>> gradient_descent(lambda x: x**2, start=1, gamma=1.5).stopped
    'the steps are too big: the walk runs away uphill'
    """
    return momentum(f, start, gamma, 0.0, steps, tolerance=tolerance)


def momentum(
    f: Field,
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
    f, start, gamma, steps, tolerance
        As for `gradient_descent`.
    momentum : float
        The share of its speed that the ball keeps in each step: 0 is gradient descent; below 1.

    Notes
    -----
    This is the heavy ball of B. T. Polyak, "Some methods of speeding up the convergence of iteration
    methods", 1964. Other texts multiply the gradient by (1 - momentum); their gamma is larger by that factor.

    Examples
    --------
    >>> ball = momentum(lambda t: t**4 - 4 * t**2 + t, start=2.2, gamma=0.01, momentum=0.9)
    >>> round(float(ball.points[-1]), 3)
    -1.473
    """
    factor, kept = setting("gamma", gamma), setting("momentum", momentum, below=1, zero=True)
    velocity: Any = 0.0

    def roll(_point: Any, slope: Any) -> Any:
        nonlocal velocity
        velocity = kept * velocity - factor * slope
        return velocity

    return walk(Ground(f, start), roll, steps, tolerance)


def adam(
    f: Field,
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
    f, start, steps, tolerance
        As for `gradient_descent`.
    gamma : float
        Step size in units of x: no coordinate moves much more than this in a step.
    beta1, beta2 : float
        The shares of the mean slope and of the mean squared slope that are kept in each step, at least 0
        and below 1; a beta1 of 0 is Adam without momentum.
    epsilon : float
        Keeps the division away from 0, positive.

    Notes
    -----
    As published by D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, where
    gamma is 0.001; the functions of this course are larger than that.

    Examples
    --------
    >>> adam(lambda x: 50 * x[0]**2 + x[1]**2, [1, 1], steps=1).points[-1].round(6).tolist()
    [0.9, 0.9]
    """
    size, least = setting("gamma", gamma), setting("epsilon", epsilon)
    b1, b2 = setting("beta1", beta1, below=1, zero=True), setting("beta2", beta2, below=1, zero=True)
    mean: Any = 0.0
    square: Any = 0.0
    time = 0

    def adapt(_point: Any, slope: Any) -> Any:
        nonlocal mean, square, time
        time += 1
        mean = b1 * mean + (1 - b1) * slope
        square = b2 * square + (1 - b2) * slope**2
        return -size * (mean / (1 - b1**time)) / (np.sqrt(square / (1 - b2**time)) + least)

    return walk(Ground(f, start), adapt, steps, tolerance)


def step_and_shrink(f: Field, start: float, step: float = 1.0, shrink: float = 0.5, steps: int = 100) -> Path:
    """Step downhill by a fixed length; when the slope changes sign, turn round and shorten the step.

    Parameters
    ----------
    f, start, steps
        As for `gradient_descent`, of one number.
    step : float
        Length of the first step, in units of x.
    shrink : float
        Factor for the step after each turn, between 0 and 1.

    Notes
    -----
    Only the sign of the slope is used, so the walk settles on a kink such as that of abs(x) just as well.

    Examples
    --------
    >>> step_and_shrink(lambda x: x**2 - 6 * x + 13, start=1.5, steps=3).points.tolist()
    [1.5, 2.5, 3.5, 3.0]
    """
    stride, factor, heading = setting("step", step), setting("shrink", shrink, below=1), 0.0
    if np.ndim(start):
        raise ValueError("step and shrink walks along a line: start must be one number")

    def turn(_point: float, slope: float) -> float:
        nonlocal stride, heading
        if not abs(slope) > FLAT:
            return 0.0
        ahead = -math.copysign(1.0, slope)
        stride *= factor if ahead == -heading else 1.0
        heading = ahead
        return heading * stride

    return walk(Ground(f, start), turn, steps)
