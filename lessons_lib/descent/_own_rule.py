"""An update rule that somebody has written: is it gradient descent, what is wrong with it, where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.descent._path import (
    TOO_SMALL,
    Field,
    Ground,
    Path,
    StuckError,
    first_derivative,
    setting,
    walk,
)
from lessons_lib.formula import Function
from lessons_lib.wording import number

Rule = Callable[[Any, Any, float], Any]

BROKEN = "the rule gives no point here"
STANDING = "the rule does not move from here"

_POINTS = ((1.3, -0.7), (-0.6, 0.9), (0.4, 1.7))
_STEPS = (0.1, 0.037)
_CLOSE = 1e-6
_ROUNDING = 1e-7

_UPHILL = "Your rule goes uphill: the gradient points up, so take γ times the gradient off x, do not add it."
_MEMORY = (
    "Your rule gives two answers at one point, so it keeps something from one call to the next; gradient "
    "descent looks at the present x only."
)
_IN_TURNS = (
    "Your rule moves one coordinate and asks for the gradient again before it moves the other: ask once, at "
    "the present x."
)
_BY_HAND = "Your rule is gradient descent for this function; with gradient(x) it would be for every function."
_LENGTH = "Your rule goes along the gradient, but not γ times as far as it is long."
_NOT_CALLED = "Your rule calculates with gradient itself: it is a function, so write gradient(x)."

# The letters that rules.txt writes its formulas in.
_LETTERS = ("x", "g", "h", "n", "t", "s", "a")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an update rule does."""

    accepted: bool
    tag: str
    why: str


class _RuleError(Exception):
    """A rule gave no point; holds the verdict."""

    def __init__(self, tag: str, why: str) -> None:
        super().__init__(why)
        self.verdict = Verdict(False, tag, why)


def judge(rule: Rule, f: Any) -> Verdict:
    """Say whether an update rule is gradient descent, and if not, which mistake it makes.

    >>> bowl = lambda x: x[0] ** 2 + 3 * x[1] ** 2
    >>> judge(lambda x, gradient, gamma: x - gamma * gradient(x), bowl).accepted
    True
    >>> judge(lambda x, gradient, gamma: x + gamma * gradient(x), bowl).tag
    'wrong sign'
    """
    try:
        trials, again = _tries(rule, f), _tries(rule, f)
    except _RuleError as fault:
        return fault.verdict
    if any(np.linalg.norm(one.new - other.new) > one.size for one, other in zip(trials, again, strict=True)):
        return Verdict(False, "memory", _MEMORY)
    verdict = _found(trials)
    if any(trial.changed for trial in trials):
        why = f"{verdict.why[:-1]}; it also changes the x it was given: return a new array instead."
        return replace(verdict, why=why)
    return verdict


def follow(rule: Rule, f: Any, start: ArrayLike, gamma: float, steps: int = 40) -> Path:
    """Walk by a rule.

    >>> follow(lambda x, gradient, gamma: x, lambda x: x @ x, (1, 1), gamma=0.1).stopped
    'the rule does not move from here'
    """
    factor, ground = setting("gamma", gamma), Ground(f, start)

    def move(point: Any, _slope: Any) -> Any:
        try:
            return _answer(rule, point.copy(), _Gradient(ground.slope), factor) - point
        except _RuleError:
            raise StuckError(BROKEN) from None

    path = walk(ground, move, steps, tolerance=0)
    return replace(path, stopped=STANDING) if path.stopped == TOO_SMALL else path


class _Gradient:
    """The gradient as a rule is handed it: it remembers where it was asked for."""

    def __init__(self, slope: Field) -> None:
        self._slope = slope
        self.asked: list[Array] = []

    def __call__(self, x: ArrayLike) -> Array:
        point = np.array(x, float)
        if point.shape != (2,):
            raise ValueError(f"gradient takes a point of two coordinates, such as x, not shape {point.shape}")
        self.asked.append(point)
        return np.array(self._slope(point), float)


@dataclass(frozen=True, slots=True)
class _Trial:
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

    @property
    def letters(self) -> Array:
        """What the formulas of rules.txt are made of, a row for each coordinate."""
        g, one = self.slope, np.ones(2)
        columns = (self.x, g, g[::-1], np.linalg.norm(g) * one, g.sum() * one, self.gamma * one, (1, 0))
        return np.column_stack(columns)

    def fits(self, expected: Array) -> bool:
        """Tell whether the answer is this point."""
        return bool(np.linalg.norm(self.new - expected) <= self.size)


def _tries(rule: Rule, f: Any) -> list[_Trial]:
    """Call a rule at a few points, on f and on a function on which no mistake looks right."""
    slope, points = first_derivative(f, 1), [np.array(point) for point in _POINTS]
    with np.errstate(all="ignore"):
        sizes = [float(np.linalg.norm(slope(point))) for point in points]
    pairs = [(slope, at, True) for at, size in zip(points, sizes, strict=True) if _CLOSE < size < np.inf]
    # Both entries of this gradient lean on both variables.
    companion = Function("x^2 + x y/2 + y^3/3 + x - y").gradient
    pairs += [(companion, point, False) for point in points]
    return [_trial(rule, each, point, gamma, own) for each, point, own in pairs for gamma in _STEPS]


def _trial(rule: Rule, slope: Field, point: Array, gamma: float, own: bool) -> _Trial:
    gradient, given = _Gradient(slope), point.copy()
    new = _answer(rule, given, gradient, gamma)
    with np.errstate(all="ignore"):
        last = np.asarray(slope(gradient.asked[-1]), float) if gradient.asked else np.full(2, np.nan)
        here = np.asarray(slope(point), float)
    changed = bool((given != point).any())
    return _Trial(point, gamma, here, new, tuple(gradient.asked), changed, own, last)


def _answer(rule: Rule, x: Array, gradient: _Gradient, gamma: float) -> Array:
    """Return the point that a rule gives; raise the verdict where it gives none."""
    try:
        with np.errstate(all="ignore"):
            new = rule(x, gradient, gamma)
    except Exception as error:  # whatever the learner's code raises becomes a sentence
        if isinstance(error, TypeError) and "_Gradient" in str(error):
            raise _RuleError("not called", _NOT_CALLED) from error
        text = " ".join(str(error).split()).rstrip(".")
        why = f"Your rule stops with {type(error).__name__}{': ' if text else ''}{text}."
        raise _RuleError("raises", why) from error
    return _point(new)


def _point(new: Any) -> Array:
    if new is None:
        raise _RuleError("no return", "Your rule returns nothing: end it with return and the new x.")
    if callable(new):
        raise _RuleError("function", "Your rule returns a function: call it, as in gradient(x).")
    try:
        point = np.array(new)
    except ValueError:
        point = np.array(None)
    if point.dtype.kind not in "biuf":
        kind = type(new).__name__
        raise _RuleError("not numbers", f"Your rule returns {kind}, not an array of two real numbers.")
    if point.shape != (2,):
        shape = "one number" if point.shape == () else f"an array of shape {point.shape}"
        raise _RuleError("shape", f"Your rule returns {shape}; the new x has two coordinates, shape (2,).")
    if not np.isfinite(point).all():
        raise _RuleError("not finite", f"Your rule returns {_written(point)}: a number in it is not finite.")
    return point.astype(float)


def _found(trials: Sequence[_Trial]) -> Verdict:
    """Return the first description that fits all trials, or all on the function itself."""
    own = [trial for trial in trials if trial.own]
    found = _known(trials) or _other_point(trials)
    if found is None and own and (alone := _known(own)):
        if alone.tag != "right":
            return alone
        if not any(trial.asked for trial in trials):
            return Verdict(True, "by hand", _BY_HAND)
        return _in_turns(own) or _stray(trials)
    return found or _in_turns(trials) or _other_length(trials) or _stray(trials)


def _known(trials: Sequence[_Trial]) -> Verdict | None:
    """Look for one formula, right or known as a mistake, that gives all answers."""
    tags, formulas, sentences = _sheet()
    fit = [
        np.linalg.norm(trial.new[:, None] - formulas(trial.letters), axis=0) <= trial.size for trial in trials
    ]
    (fitting,) = np.nonzero(np.all(fit, axis=0))
    if not len(fitting):
        return None
    tag, why = tags[fitting[0]], sentences[fitting[0]]
    return Verdict(tag == "right", tag, why)


@cache
def _sheet() -> tuple[tuple[str, ...], Function, tuple[str, ...]]:
    """Read what is known of rules: tags, a Function that gives all their new coordinates, and sentences."""
    lines = resources.files(__package__).joinpath("rules.txt").read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    tags, formulas, sentences = zip(*rows, strict=True)
    return tags, Function(", ".join(formulas), _LETTERS), sentences


def _other_point(trials: Sequence[_Trial]) -> Verdict | None:
    """Look for a right step with the gradient of another point."""
    if not all(trial.asked and trial.fits(trial.x - trial.gamma * trial.elsewhere) for trial in trials):
        return None
    places = {tuple(trial.asked[-1]) for trial in trials}
    where = f"always at {_written(next(iter(places)))}" if len(places) == 1 else "at another point"
    return Verdict(False, "wrong point", f"Your rule takes the gradient {where}: take it at the present x.")


def _in_turns(trials: Sequence[_Trial]) -> Verdict | None:
    """Look for a rule that moves one coordinate and takes the gradient anew for the other."""
    if not all(trial.asked and (trial.asked[-1] != trial.x).any() for trial in trials):
        return None
    for first in (np.array([1, 0]), np.array([0, 1])):
        slopes = [first * trial.slope + (1 - first) * trial.elsewhere for trial in trials]
        pairs = zip(trials, slopes, strict=True)
        if all(trial.fits(trial.x - trial.gamma * slope) for trial, slope in pairs):
            return Verdict(False, "one after the other", _IN_TURNS)
    return None


def _other_length(trials: Sequence[_Trial]) -> Verdict | None:
    """Look for a step along the gradient whose length is wrong."""
    shares = np.array([(trial.x - trial.new) @ trial.slope / (trial.slope @ trial.slope) for trial in trials])
    pairs = zip(trials, shares, strict=True)
    if not all(trial.fits(trial.x - share * trial.slope) for trial, share in pairs):
        return None
    times = shares / np.array([trial.gamma for trial in trials])
    own, steady = (np.ptp(each) <= 1e-5 * np.abs(each).max() for each in (shares, times))
    if not own and not steady:
        return Verdict(False, "step length", _LENGTH)
    if shares[0] < 0:
        return Verdict(False, "wrong sign", _UPHILL)
    if own:
        why = f"Your rule steps by {number(shares[0])} times the gradient whatever γ is: use γ."
        return Verdict(False, "own step", why)
    why = f"Your step is {number(times[0])} times too long: it should be γ times the gradient."
    return Verdict(False, "step length", why)


def _stray(trials: Sequence[_Trial]) -> Verdict:
    """Compare a rule with gradient descent where they part."""
    first = next(trial for trial in trials if not trial.fits(trial.x - trial.gamma * trial.slope))
    right = _written(first.x - first.gamma * first.slope)
    gone = f"Your rule goes from {_written(first.x)} to {_written(first.new)} with γ = {number(first.gamma)}"
    return Verdict(False, "something else", f"{gone}; gradient descent goes to {right}.")


def _written(point: ArrayLike) -> str:
    return f"({', '.join(number(value) for value in np.asarray(point, float))})"
