"""An update rule that somebody has written: is it gradient descent, what is wrong with it, where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.descent._mistakes import BY_HAND, KNOWN, MEMORY, ONE_AFTER_THE_OTHER, UPHILL
from lessons_lib.descent._path import NO_STEP, TOO_SMALL, Ground, Path, walk
from lessons_lib.descent._rule_trials import Gradient, Rule, RuleError, Trial, Verdict, answer, tries, written
from lessons_lib.descent._settings import count, within
from lessons_lib.wording import number

BROKEN = "the rule gives no point here"
STANDING = "the rule does not move from here"


def judge(rule: Rule, f: Any) -> Verdict:
    """Say whether an update rule is gradient descent, and if not, which mistake it makes.

    Examples
    --------
    >>> bowl = lambda x: x[0] ** 2 + 3 * x[1] ** 2
    >>> judge(lambda x, gradient, gamma: x - gamma * gradient(x), bowl).accepted
    True
    >>> judge(lambda x, gradient, gamma: x + gamma * gradient(x), bowl).tag
    'wrong sign'
    """
    try:
        trials = tries(rule, f)
        again = tries(rule, f)
    except RuleError as fault:
        return fault.verdict
    if any(np.linalg.norm(one.new - other.new) > one.size for one, other in zip(trials, again, strict=True)):
        return Verdict(False, "memory", MEMORY)
    return _with_notes(_found(trials), trials)


def follow(rule: Rule, f: Any, start: ArrayLike, gamma: float, steps: int = 40) -> Path:
    """Walk by a rule.

    Examples
    --------
    >>> follow(lambda x, gradient, gamma: x, lambda x: x @ x, (1, 1), gamma=0.1).stopped
    'the rule does not move from here'
    """
    within("gamma", gamma)
    ground = Ground(f, start)

    def move(point: Any, _slope: Any) -> Any:
        try:
            return answer(rule, point.copy(), Gradient(ground.slope), gamma) - point
        except RuleError:
            return np.full(2, np.nan)

    path = walk(ground, move, count(steps), tolerance=0)
    return replace(path, stopped={NO_STEP: BROKEN, TOO_SMALL: STANDING}.get(path.stopped, path.stopped))


def _found(trials: Sequence[Trial]) -> Verdict:
    """Return the first description that fits all trials, or all on the function itself."""
    own = _known([trial for trial in trials if trial.own])
    return (
        _known(trials)
        or _other_point(trials)
        or (_alone(own.tag, own.why, trials) if own else None)
        or _in_turns(trials)
        or _other_length(trials)
        or _stray(trials)
    )


def _known(trials: Sequence[Trial]) -> Verdict | None:
    """Look for one formula, right or known as a mistake, that gives all answers."""
    for tag, formula, why in KNOWN if trials else ():
        if all(trial.fits(formula(trial.x, trial.slope, trial.gamma)) for trial in trials):
            return Verdict(tag == "right", tag, why)
    return None


def _alone(tag: str, why: str, trials: Sequence[Trial]) -> Verdict:
    """Judge a rule that is wrong, or right on one function alone."""
    if tag != "right":
        return Verdict(False, tag, why)
    if any(trial.asked for trial in trials):
        return _in_turns([trial for trial in trials if trial.own]) or _stray(trials)
    return Verdict(True, "by hand", BY_HAND)


def _other_point(trials: Sequence[Trial]) -> Verdict | None:
    """Look for a right step with the gradient of another point."""
    if not all(trial.asked and trial.fits(trial.x - trial.gamma * trial.elsewhere) for trial in trials):
        return None
    places = {tuple(trial.asked[-1]) for trial in trials}
    where = f"always at {written(next(iter(places)))}" if len(places) == 1 else "at another point"
    return Verdict(False, "wrong point", f"Your rule takes the gradient {where}: take it at the present x.")


def _in_turns(trials: Sequence[Trial]) -> Verdict | None:
    """Look for a rule that moves one coordinate and takes the gradient anew for the other."""
    if not all(trial.asked and (trial.asked[-1] != trial.x).any() for trial in trials):
        return None
    for first in (np.array([1, 0]), np.array([0, 1])):
        slopes = [first * trial.slope + (1 - first) * trial.elsewhere for trial in trials]
        if all(
            trial.fits(trial.x - trial.gamma * slope) for trial, slope in zip(trials, slopes, strict=True)
        ):
            return Verdict(False, "one after the other", ONE_AFTER_THE_OTHER)
    return None


def _other_length(trials: Sequence[Trial]) -> Verdict | None:
    """Look for a step along the gradient whose length is wrong."""
    shares = np.array([(trial.x - trial.new) @ trial.slope / (trial.slope @ trial.slope) for trial in trials])
    if not all(
        trial.fits(trial.x - share * trial.slope) for trial, share in zip(trials, shares, strict=True)
    ):
        return None
    gammas = np.array([trial.gamma for trial in trials])
    for name, factors in (("own", shares), ("multiple", shares / gammas)):
        if np.ptp(factors) <= 1e-5 * np.abs(factors).max():
            return _length_verdict(name, float(factors[0]))
    return Verdict(
        False, "step length", "Your rule goes along the gradient, but not γ times as far as it is long."
    )


def _length_verdict(name: str, factor: float) -> Verdict:
    if factor < 0:
        return Verdict(False, "wrong sign", UPHILL)
    if name == "own":
        return Verdict(
            False, "own step", f"Your rule steps by {number(factor)} times the gradient whatever γ is: use γ."
        )
    return Verdict(
        False,
        "step length",
        f"Your step is {number(factor)} times too long: it should be γ times the gradient.",
    )


def _stray(trials: Sequence[Trial]) -> Verdict:
    """Compare a rule with gradient descent where they part."""
    parted = [trial for trial in trials if not trial.fits(trial.x - trial.gamma * trial.slope)]
    first = parted[0]
    right = written(first.x - first.gamma * first.slope)
    gone = f"Your rule goes from {written(first.x)} to {written(first.new)} with γ = {number(first.gamma)}"
    return Verdict(False, "something else", f"{gone}; gradient descent goes to {right}.")


def _with_notes(verdict: Verdict, trials: Sequence[Trial]) -> Verdict:
    """Add that a rule writes into the x it was given."""
    if not any(trial.changed for trial in trials):
        return verdict
    why = f"{verdict.why[:-1]}; it also changes the x it was given: return a new array instead."
    return replace(verdict, why=why)
