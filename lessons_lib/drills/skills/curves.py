"""Lesson 01: secants and their limits."""

from __future__ import annotations

from fractions import Fraction

from ._exercise import Exercise, Line
from ._parabola import Parabola
from ._skill import Chance, skill
from ._worded import Amount, Slip, amount, in_brackets, line, signed, worded, worked_out


def _height(curve: Parabola, x: Amount) -> Line:
    at = in_brackets(x)
    terms = f"{at}^2" + signed(curve.b, f"*{at}") if abs(curve.b) != 1 else f"{at}^2"
    return line("height", f"{{f({amount(x)}) = {terms}{signed(curve.c)} = {amount(curve.value(x))}}}")


# secants


@skill("secant slope", "derivatives", "1. Two points make a slope · core")
def secant(chance: Chance, level: int) -> Exercise:
    """Ask for the slope between two points, then for short steps, then as a formula in the step."""
    curve, at = Parabola.any(chance), chance.choice((-1, 0, 1, 2, 3))
    if level == 3:
        return _secant_formula(curve, at)
    step = chance.choice((1, 2) if level == 1 else (Fraction(1, 2), Fraction(-1, 2), -1))
    return _secant_number(curve, at if level == 2 else abs(at), step)


def _secant_number(curve: Parabola, at: int, step: Amount) -> Exercise:
    end, rise = at + step, curve.value(at + step) - curve.value(at)
    slope = amount(rise / Fraction(step))
    return worked_out(
        worded(
            f"What is the slope of the secant of {{f(x) = {curve}}} from {{x = {at}}} "
            f"to {{x = {amount(end)}}}?"
        ),
        slope,
        (
            "Only the two points count, not what the curve does between them.",
            "Slope is rise divided by run.",
            f"Find the height at {{x = {at}}} and the height at {{x = {amount(end)}}}.",
        ),
        [
            _height(curve, at), _height(curve, end),
            line("rise over run", f"{{({in_brackets(curve.value(end))} - {in_brackets(curve.value(at))})"
                                  f"/{in_brackets(step)} = {slope}}}"),
        ],
        _secant_slips(curve, at, step),
    )  # fmt: skip


def _secant_slips(curve: Parabola, at: int, step: Amount) -> list[Slip]:
    end = at + step
    rise = Fraction(curve.value(end) - curve.value(at))
    return [
        Slip(-rise / step, "rise and run in opposite directions", _BOTH_ENDS),
        Slip(rise, "not divided by the run", "This is the rise; how far do you go to the right for it?"),
        Slip(curve.slope(at), "tangent instead of secant", _TANGENT),
        Slip(curve.slope(end), "tangent instead of secant", _TANGENT),
        Slip(step / rise if rise else 0, "run over rise",
             "Up for each step to the right: which goes on top?"),
    ]  # fmt: skip


_BOTH_ENDS = "Take both differences in the same order: end minus start, above and below."
_TANGENT = "That is the slope at a single point; the secant goes through two."


def _secant_formula(curve: Parabola, at: int) -> Exercise:
    slope = curve.slope(at)
    answer = f"h{signed(slope)}"
    return worked_out(
        worded(
            f"For {{f(x) = {curve}}} the secant from {{x = {at}}} to a point a step {{h}} away has a slope "
            "that depends on {h}. Give it as a formula in {h}, as short as you can."
        ),
        answer,
        (
            f"The second point is at {{{_moved(at)}}}; what is the height there?",
            "Slope is rise divided by run, and the run is {h}.",
            f"Open the bracket in {{f({_moved(at)}) - f({at})}}; what has no {{h}} cancels.",
        ),
        [
            line("rise", f"{{f({_moved(at)}) - f({at}) = h^2{signed(slope, 'h')}}}"),
            line("rise over run", f"{{(h^2{signed(slope, 'h')})/h = {answer}}}"),
        ],
        _formula_slips(curve, at),
        variables=["h"],
    )  # fmt: skip


def _formula_slips(curve: Parabola, at: int) -> list[Slip]:
    slope = curve.slope(at)
    return [
        Slip(f"h^2{signed(slope, 'h')}", "not divided by the run", "This is the rise; the run is {h}."),
        Slip(amount(slope), "limit taken too early",
             "The step is still there: {h} has not gone to 0 yet."),
        Slip(f"h{signed(2 * at)}", "a term left out",
             "Every term of the formula rises; is one left out?"),
        Slip(amount(2 * at), "a term left out", "Every term of the formula rises; is one left out?"),
        Slip(f"h{signed(curve.b)}", "square opened wrongly", "The square of a sum has three terms."),
        Slip(f"h{signed(at + curve.b)}", "double product lost",
             "Open the square: how often is the mixed term there?"),
    ]  # fmt: skip


def _moved(at: int) -> str:
    return f"{at} + h" if at else "h"


# limits


@skill("slope as a limit", "derivatives", "What you saw: the limit")
def limit(chance: Chance, level: int) -> Exercise:
    """Ask what secants settle on, then for the limit at a point, then for that of 1/x."""
    if level == 1:
        return _settling(chance.choice((-5, -4, -3, 2, 4, 6, 7)), chance.choice((1, 2, 3, -1, -2)))
    return _limit_of_parabola(chance) if level == 2 else _limit_of_fraction(chance)


def _settling(slope: int, factor: int) -> Exercise:
    rest = signed(factor, "h")
    return worked_out(
        worded(
            f"At a point of a curve the secant with step {{h}} has the slope {{{slope}{rest}}}. "
            "What is the slope of the curve there?"
        ),
        slope,
        (
            "Try some steps: 0.1, 0.01, 0.001. Where do the slopes go?",
            "The slope of the curve is the limit of the slopes of secants as {h} goes to 0.",
            f"At a step of 0.1 the part with {{h}} is {{{_tenth(factor)}}}; what becomes of it?",
        ),
        [
            line("the part with h vanishes", f"${rest.strip(' +')} \\to 0$"),
            line("limit", f"${slope}{rest} \\;\\to\\; {slope}$"),
        ],
        _settling_slips(slope, factor),
    )


def _settling_slips(slope: int, factor: int) -> list[Slip]:
    return [
        Slip(slope + factor, "a step of 1", "That is the secant with step 1; let the step shrink."),
        Slip(
            factor,
            "the part that vanishes",
            "That is how fast the slope moves with {h}; where does it end?",
        ),
        Slip(0, "everything set to 0", "Only {h} goes to 0; one part of the formula has no {h}."),
    ]  # fmt: skip


def _tenth(factor: int) -> str:
    return str(factor / 10)


def _limit_of_parabola(chance: Chance) -> Exercise:
    curve, at = Parabola.any(chance), chance.choice((-2, -1, 1, 2, 3))
    slope = curve.slope(at)
    return worked_out(
        worded(
            f"Let {{h}} go to 0: on which number do the slopes of the secants of {{f(x) = {curve}}} "
            f"from {{x = {at}}} settle?"
        ),
        slope,
        (
            "First write the secant's slope with a step {h}, then let the step shrink.",
            "The limit of rise over run as {h} goes to 0 is the slope of the curve.",
            f"The rise is {{f({_moved(at)}) - f({at})}}; open the square and divide by {{h}}.",
        ),
        [
            line("rise", f"{{f({_moved(at)}) - f({at}) = h^2{signed(slope, 'h')}}}"),
            line("rise over run", f"{{(h^2{signed(slope, 'h')})/h = h{signed(slope)}}}"),
            line("limit", f"$h{signed(slope)} \\;\\to\\; {slope}$"),
        ],
        _limit_slips(curve, at),
    )  # fmt: skip


def _limit_slips(curve: Parabola, at: int) -> list[Slip]:
    slope = curve.slope(at)
    return [
        Slip(slope + 1, "a step of 1", "That is the secant with step 1; let the step shrink."),
        Slip(curve.value(at), "height instead of slope",
             "That is the height of the curve; its slope is asked for."),
        Slip(2 * at, "a term left out", "Every term of the formula has a slope; is one left out?"),
        Slip(at + curve.b, "double product lost", "Open the square: how often is the mixed term there?"),
        Slip(-slope, "sign", "Does the curve rise or fall there?"),
    ]  # fmt: skip


def _limit_of_fraction(chance: Chance) -> Exercise:
    top, at = chance.choice((1, 2, 3, 4, 6)), chance.choice((1, 2, 3, -1, -2, 4))
    slope = Fraction(-top, at * at)
    typed, below = amount(slope), f"({at}*({_moved(at)}))"
    return worked_out(
        worded(
            f"What is the limit of the slopes of the secants of {{f(x) = {top}/x}} from {{x = {at}}}, "
            "as the step goes to 0?"
        ),
        slope,
        (
            "Write the two heights as one fraction first.",
            "Divide the rise by {h}, cancel {h}, and only then let it go to 0.",
            f"The rise is {{{top}/({_moved(at)}) - {top}/{in_brackets(at)}}}; bring it over one bottom.",
        ),
        [
            line("one fraction", f"{{{top}/({_moved(at)}) - {top}/{in_brackets(at)} = -{top}h/{below}}}"),
            line("divide by h", f"{{-{top}h/{below}/h = -{top}/{below}}}"),
            line("limit", f"{{-{top}/({at}*{in_brackets(at)}) = {typed}}}"),
        ],
        _fraction_slips(top, at),
    )  # fmt: skip


def _fraction_slips(top: int, at: int) -> list[Slip]:
    slope = Fraction(-top, at * at)
    return [
        Slip(-slope, "sign", "Look at the rise: is it up or down from there?"),
        Slip(Fraction(top, at), "height instead of slope",
             "That is the height of the curve; its slope is asked for."),
        Slip(Fraction(-top, at), "bottom not squared",
             "What is left below when {h} is gone? Count its factors."),
        Slip(0, "everything set to 0", "Cancel {h} before you let it go to 0."),
    ]  # fmt: skip
