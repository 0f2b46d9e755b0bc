"""Trying an update rule that somebody has written: what it answers, or why it gives no answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.descent._slopes import first_derivative
from lessons_lib.wording import number

Slope = Callable[[Any], Any]
Rule = Callable[[Any, Any, float], Any]

_POINTS = ((1.3, -0.7), (-0.6, 0.9), (0.4, 1.7))
_STEPS = (0.1, 0.037)
_CLOSE = 1e-6
_ROUNDING = 1e-7


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an update rule does."""

    accepted: bool
    tag: str
    why: str


class RuleError(Exception):
    """A rule gave no point; holds the verdict."""

    def __init__(self, tag: str, why: str) -> None:
        super().__init__(why)
        self.verdict = Verdict(False, tag, why)


class Gradient:
    """The gradient as a rule is handed it: it remembers where it was asked for."""

    def __init__(self, slope: Callable[[Any], Any]) -> None:
        self._slope = slope
        self.asked: list[Array] = []

    def __call__(self, x: ArrayLike) -> Array:
        point = np.array(x, float)
        if point.shape != (2,):
            raise ValueError(
                f"gradient takes a point with two coordinates, such as x, not shape {point.shape}"
            )
        self.asked.append(point)
        return np.array(self._slope(point), float)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule answered at one point: everything that a verdict needs."""

    x: Array
    gamma: float
    slope: Array
    new: Array
    asked: tuple[Array, ...]
    changed: bool
    own: bool
    elsewhere: Array

    @property
    def size(self) -> float:
        """What answers are compared to: the step, and the rounding of x."""
        step = self.gamma * float(np.linalg.norm(self.slope))
        return _CLOSE * step + _ROUNDING * float(np.linalg.norm(self.x))

    def fits(self, expected: Array) -> bool:
        """Tell whether the answer is this point."""
        return bool(np.linalg.norm(self.new - expected) <= self.size)


def answer(rule: Rule, x: Array, gradient: Gradient, gamma: float) -> Array:
    """Return the point that a rule gives.

    Raises
    ------
    RuleError
        If it raises, or gives something else.
    """
    try:
        with np.errstate(all="ignore"):
            new = rule(x, gradient, gamma)
    except Exception as error:  # whatever the learner's code raises becomes a sentence
        raise RuleError(*_raised(error, gradient)) from error
    return _point(new)


def _point(new: Any) -> Array:
    if new is None:
        raise RuleError("no return", "Your rule returns nothing: end it with return and the new x.")
    if callable(new):
        raise RuleError("function", "Your rule returns a function: call it, as in gradient(x).")
    try:
        point = np.array(new)
    except ValueError:
        point = np.array(None)
    if point.dtype.kind not in "biuf":
        kind = type(new).__name__
        raise RuleError("not numbers", f"Your rule returns {kind}, not an array of two real numbers.")
    if point.shape != (2,):
        shape = "one number" if point.shape == () else f"an array of shape {point.shape}"
        raise RuleError("shape", f"Your rule returns {shape}; the new x has two coordinates, shape (2,).")
    if not np.isfinite(point).all():
        raise RuleError("not finite", f"Your rule returns {written(point)}: a number in it is not finite.")
    return point.astype(float)


def _raised(error: Exception, gradient: Gradient) -> tuple[str, str]:
    name = type(error).__name__
    if isinstance(error, TypeError) and "Gradient" in str(error):
        return (
            "not called",
            "Your rule calculates with gradient itself: it is a function, so write gradient(x).",
        )
    text = " ".join(str(error).split()).rstrip(".")
    after = f": {text}" if text else ""
    return "raises", f"Your rule stops with {name}{after}."


def tries(rule: Rule, f: Any) -> list[Trial]:
    """Call a rule at a few points, on f and on a function on which no mistake looks right."""
    slope = first_derivative(f, 1)
    own = [np.array(point) for point in _POINTS if _is_sloping(slope, np.array(point))]
    pairs = [(slope, point, True) for point in own]
    pairs += [(_companion, np.array(point), False) for point in _POINTS]
    return [_trial(rule, each, point, gamma, mine) for each, point, mine in pairs for gamma in _STEPS]


def _companion(point: Array) -> Array:
    """Return the gradient of x^2 + x y/2 + y^3/3 + x - y, both entries of which lean on both variables."""
    x, y = point
    return np.array([2 * x + y / 2 + 1, x / 2 + y**2 - 1])


def _is_sloping(slope: Slope, point: Array) -> bool:
    with np.errstate(all="ignore"):
        found = np.asarray(slope(point), float)
    return bool(np.isfinite(found).all() and np.linalg.norm(found) > _CLOSE)


def _trial(rule: Rule, slope: Slope, point: Array, gamma: float, own: bool) -> Trial:
    gradient, given = Gradient(slope), point.copy()
    new = answer(rule, given, gradient, gamma)
    with np.errstate(all="ignore"):
        last = np.asarray(slope(gradient.asked[-1]), float) if gradient.asked else np.full(2, np.nan)
        here = np.asarray(slope(point), float)
    changed = bool((given != point).any())
    return Trial(point, gamma, here, new, tuple(gradient.asked), changed, own, last)


def written(point: ArrayLike) -> str:
    """Write a point."""
    return f"({', '.join(number(value) for value in np.asarray(point, float))})"
