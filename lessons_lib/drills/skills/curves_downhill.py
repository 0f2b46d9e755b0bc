"""Lesson 01: walking downhill."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ._exercise import Exercise
from ._parabola import Parabola
from ._skill import Chance, skill
from ._worded import Amount, Slip, amount, chosen, in_brackets, line, worded, worked_out

_GAMMAS = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(1, 2))


# walking


@skill("which way is down", "downhill", "1. Roll downhill · core")
def which_way(chance: Chance, level: int) -> Exercise:
    """Ask which way a step goes: from a slope, from a formula, and when to turn and shrink."""
    if level == 3:
        return _turning(chance)
    curve, at = Parabola.any(chance), chance.choice((-3, 0, 4, 5))
    slope = int(curve.slope(at))
    given = f"is at {{x = {at}}}, where the slope is {{{slope}}}"
    if level == 2:
        given = f"is at {{x = {at}}} on the curve {{y = {curve}}}"
    right = "to the right" if slope < 0 else "to the left"
    wrong = "to the left" if slope < 0 else "to the right"
    return chosen(
        worded(f"A ball {given}. Which way is down?"),
        right,
        (
            "What does the sign of a slope say?",
            "A positive slope climbs as {x} grows; downhill is against the slope.",
            "Find the sign of the slope at the point.",
        ),
        [line("slope there", f"{{y' = {slope}}}"), line("against the slope", f"Down is {right}.")],
        [
            Slip(wrong, "uphill", "That way the height grows: go against the sign of the slope."),
            Slip("neither: it is flat there", "flat", "It is flat only where the slope is 0."),
        ],
    )


def _turning(chance: Chance) -> Exercise:
    step, before = chance.choice((Fraction(1, 2), Fraction(1, 4), 1, 2)), chance.choice((-3, -2, -1, 1, 2, 4))
    after = chance.choice((-3, -2, -1, 1, 2, 3))
    turns = (before < 0) != (after < 0)
    return chosen(
        worded(
            f"Step and shrink: the slope was {{{before}}}, a step of {{{amount(step)}}} was taken downhill, "
            f"and now the slope is {{{after}}}. What is the next step?"
        ),
        _next_step(step, after, halved=turns),
        (
            "Has the ball passed the bottom?",
            "Turn round and halve the step when the slope changes its sign; else go on as before.",
            "Compare the signs of the two slopes.",
        ),
        [
            line("signs", "The sign has changed." if turns else "The sign is the same."),
            line("next step", _next_step(step, after, halved=turns)),
        ],
        _turning_slips(step, after, turns=turns),
    )


def _next_step(step: Amount, slope: int, *, halved: bool) -> str:
    return f"{amount(Fraction(step) / 2 if halved else step)} to the {'left' if slope > 0 else 'right'}"


def _turning_slips(step: Amount, after: int, *, turns: bool) -> list[Slip]:
    tag = "step not halved" if turns else "halved too early"
    return [
        Slip(_next_step(step, -after, halved=turns), "uphill", "Step against the slope as it is now."),
        Slip(_next_step(step, after, halved=not turns), tag, "When is the step halved, and when kept?"),
        Slip(_next_step(2 * step, after, halved=False), "step doubled", "Steps never grow in this walk."),
    ]


@skill("one step of gradient descent", "downhill", "Let the slope set the pace")
def one_step(chance: Chance, level: int) -> Exercise:
    """Ask for the next place: from a slope, from a formula, and after two steps."""
    curve, at = Parabola.any(chance), chance.choice((-3, 0, 4, 5))
    gamma = chance.choice(_GAMMAS)
    if level == 1:
        return _step_from_slope(at, chance.choice((-6, -4, -2, 2, 4, 5)), gamma)
    return _steps_on(curve, at, Fraction(1, 4) if level == 3 else gamma, level - 1)


def _step_from_slope(at: int, slope: int, gamma: Fraction) -> Exercise:
    answer = at - gamma * slope
    return worked_out(
        worded(
            f"Gradient descent is at {{x = {at}}}, where the slope is {{{slope}}}. "
            f"Where does it stand after one step with {{gamma = {amount(gamma)}}}?"
        ),
        answer,
        _STEP_HINTS,
        [
            line("step", f"{{{in_brackets(gamma)}*{in_brackets(slope)} = {amount(gamma * slope)}}}"),
            line("new place", f"{{x = {at} - {in_brackets(gamma * slope)} = {amount(answer)}}}"),
        ],
        _step_slips(at, slope, gamma),
    )


_STEP_HINTS = (
    "Down is against the slope.",
    "The new place is the old one minus gamma times the slope.",
    "First multiply gamma by the slope; mind its sign.",
)


def _step_slips(at: Fraction | int, slope: Fraction | int, gamma: Fraction) -> list[Slip]:
    return [
        Slip(at + gamma * slope, "uphill", "This step goes up: look at the sign in the rule."),
        Slip(-gamma * slope, "step instead of place", "That is the step; from where is it taken?"),
        Slip(
            gamma * slope, "step instead of place", "That is gamma times the slope; where do you stand then?"
        ),
        Slip(at - slope, "gamma left out", "That is the slope taken off whole; gamma sets the pace."),
        Slip(at - gamma, "slope left out", "The steeper it is, the longer the step: multiply by the slope."),
        Slip(
            at * (1 - gamma), "place instead of slope", "Multiply gamma by the slope there, not by the place."
        ),
    ]


def _steps_on(curve: Parabola, at: int, gamma: Fraction, steps: int) -> Exercise:
    places = [Fraction(at)]
    for _ in range(steps):
        places.append(places[-1] - gamma * curve.slope(places[-1]))
    walked = [
        line(
            f"step {count}",
            f"The slope at {{{amount(old)}}} is {{{amount(curve.slope(old))}}}, so "
            f"{{x = {amount(old)} - {amount(gamma)}*{in_brackets(curve.slope(old))} = {amount(new)}}}",
        )
        for count, (old, new) in enumerate(pairwise(places), 1)
    ]
    early = [
        Slip(place, "a step too few", "You have stopped too early: count the steps.")
        for place in places[1:-1]
    ]
    return worked_out(
        worded(
            f"Gradient descent on {{f(x) = {curve}}} starts at {{x = {at}}}, {{gamma = {amount(gamma)}}}. "
            f"Where does it stand after {'one step' if steps == 1 else 'two steps'}?"
        ),
        places[-1],
        (_STEP_HINTS[0], _STEP_HINTS[1], f"The slope is {{f'(x) = {curve.slopes}}}; put the start in."),
        [line("slope", f"{{f'(x) = {curve.slopes}}}"), *walked],
        [*early, *_step_slips(places[-2], curve.slope(places[-2]), gamma)],
    )
