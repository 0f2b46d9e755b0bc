"""Lesson 02: gradient descent, and how large its steps may be."""

from __future__ import annotations

from fractions import Fraction

from ._exercise import Exercise, Line
from ._hill import Hill, Place
from ._skill import Chance, skill
from ._worded import Slip, amount, in_brackets, line, listed, times, worded, worked_out

_GAMMAS = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(1, 2))
_SIGN = "Down is against the gradient."
_RULE = "The new place is the old one minus gamma times the gradient, entry by entry."


@skill("gradient descent", "downhill", "2. Walk downhill · core")
def descent_step(chance: Chance, level: int) -> Exercise:
    """Ask for the next place: from a gradient, from a formula, and after two steps on a bowl."""
    at, gamma = (chance.choice((1, 2, 3)), chance.choice((-2, -1, 4))), chance.choice(_GAMMAS)
    if level == 1:
        return _from_gradient(at, (chance.choice((2, -4, 6)), chance.choice((-2, 3, 8))), gamma)
    if level == 2:
        return _walk(Hill.any(chance), at, gamma, 1)
    bowl = Hill(chance.choice((1, 2)), 0, chance.choice((1, 3, 4)))
    return _walk(bowl, at, chance.choice((Fraction(1, 10), Fraction(1, 4), Fraction(1, 2))), 2)


def _moved(at: Place, gradient: Place, gamma: Fraction) -> Place:
    return at[0] - gamma * gradient[0], at[1] - gamma * gradient[1]


def _from_gradient(at: Place, gradient: Place, gamma: Fraction) -> Exercise:
    answer = _moved(at, gradient, gamma)
    return worked_out(
        worded(
            f"Gradient descent is at {{{listed(at)}}}, where the gradient is {{{listed(gradient)}}}. "
            f"Where does it stand after one step with {{gamma = {amount(gamma)}}}?"
        ),
        answer,
        (_SIGN, _RULE, "First multiply both entries of the gradient by gamma."),
        _step_lines(at, gradient, gamma),
        _step_slips(at, gradient, gamma),
    )


def _step_lines(at: Place, gradient: Place, gamma: Fraction) -> list[Line]:
    step, new = _moved((0, 0), gradient, gamma), _moved(at, gradient, gamma)
    return [
        line("step", f"{{-{amount(gamma)}*{listed(gradient)} = {listed(step)}}}"),
        line("new place", f"{{{listed(at)} + {listed(step)} = {listed(new)}}}"),
    ]


def _step_slips(at: Place, gradient: Place, gamma: Fraction) -> list[Slip]:
    step = _moved((0, 0), gradient, gamma)
    return [
        Slip(_moved(at, gradient, -gamma), "uphill", "This step goes up: look at the sign in the rule."),
        Slip(step, "step instead of place", "That is the step; from where is it taken?"),
        Slip(_moved(at, gradient, Fraction(1)), "gamma left out",
             "The gradient is taken off whole; gamma sets the pace."),
        Slip(_moved(at, (1, 1), gamma), "gradient left out", "The steeper it is, the longer the step."),
        Slip(_moved(at, at, gamma), "place instead of gradient",
             "Multiply gamma by the gradient, not by the place."),
        Slip(_moved(at, (gradient[1], gradient[0]), gamma), "entries swapped",
             "Keep the order: east first, north second."),
    ]  # fmt: skip


def _walk(hill: Hill, at: Place, gamma: Fraction, steps: int) -> Exercise:
    places = [at]
    for _ in range(steps):
        places.append(_moved(places[-1], hill.gradient(*places[-1]), gamma))
    lines = [line("gradient", f"{{∇f = {hill.slopes}}}")]
    for old in places[:-1]:
        lines += [line("put in the place", f"{{∇f = {listed(hill.gradient(*old))}}}")]
        lines += _step_lines(old, hill.gradient(*old), gamma)
    early = [
        Slip(place, "a step too few", "You have stopped too early: count the steps.")
        for place in places[1:-1]
    ]
    return worked_out(
        worded(
            f"Gradient descent on {{{hill}}} starts at {{{listed(at)}}}, {{gamma = {amount(gamma)}}}. "
            f"Where does it stand after {'one step' if steps == 1 else 'two steps'}?"
        ),
        places[-1],
        (_SIGN, _RULE, f"The gradient is {{{hill.slopes}}}; put the start in."),
        lines,
        [*early, *_step_slips(places[-2], hill.gradient(*places[-2]), gamma)],
    )


# how large a step may be

_LIMIT = "The limit is 2 over the largest second derivative of a straight cut."
_STEEPEST = "Which direction is the steepest? It sets the limit for all."
_NUMBERS = (1, 2, 4, 5, 10, 20, 25, 50)


@skill("largest gamma", "downhill", "What you saw: the steepest direction sets the limit")
def largest_gamma(chance: Chance, level: int) -> Exercise:
    """Ask for the limit of gamma in a valley, then with three inputs, then for the valley of a limit."""
    if level == 3:
        return _valley_of(chance.choice((10, 20, 25, 4, 50, 5)), chance.choice((1, 2)))
    count = level + 1
    numbers = chance.sample(_NUMBERS, count)
    if level == 2:
        return _limit([Fraction(number, 2) for number in numbers], "xyz")
    return _limit([Fraction(number) for number in numbers], "xy")


def _limit(numbers: list[Fraction], letters: str) -> Exercise:
    squares = [_square(number, letter) for number, letter in zip(numbers, letters, strict=False)]
    valley, most = " + ".join(squares), max(numbers)
    return worked_out(
        worded(
            f"Gradient descent goes down the valley {{{valley}}}. "
            "Below which {gamma} does every walk come to rest?"
        ),
        1 / most,
        (_STEEPEST, _LIMIT,
        "Find the second derivative of each cut along an axis: twice the number before the square."),
        [
            line("steepest cut",
                f"{{{_square(most, letters[numbers.index(most)])}}}, with second derivative {{{2 * most}}}"),
            line("limit", f"{{2/{2 * most} = {amount(1 / most)}}}"),
        ],
        _limit_slips(numbers),
    )  # fmt: skip


def _limit_slips(numbers: list[Fraction]) -> list[Slip]:
    most, least = max(numbers), min(numbers)
    return [
        Slip(1 / least, "flattest instead of steepest",
             "That is the limit along the flattest direction; another one explodes first."),
        Slip(2 / most, "second derivative halved",
             "The number before a square is not yet the second derivative."),
        Slip(1 / (2 * most), "1 over lambda",
             "With this gamma the walk does well; it may be larger still."),
        Slip(1, "between 0 and 1",
             "There is no limit that holds for all valleys: it depends on how steep they are."),
        Slip(Fraction(2) / sum(numbers, Fraction()), "all added up",
             "The directions do not add up; one of them sets the limit."),
        Slip(2 * most, "lambda instead of gamma",
             "That is the largest second derivative; what is the limit for gamma?"),
    ]  # fmt: skip


def _square(number: Fraction, letter: str) -> str:
    return f"{letter}^2/2" if number == Fraction(1, 2) else times(number, f"{letter}^2")


def _valley_of(number: int, flat: int) -> Exercise:
    gamma = Fraction(1, number)
    return worked_out(
        worded(
            f"In the valley {{{times(flat, 'x^2')} + c y^2}}, with {{c}} above {{{flat}}}, gradient descent "
            f"comes to rest for every {{gamma}} below {{{amount(gamma)}}}, and for none above. What is {{c}}?"
        ),
        number,
        (_STEEPEST, _LIMIT, "The cut along {y} is the steeper one; write its second derivative with {c}."),
        [
            line("second derivative along y", "{2c}"),
            line("limit", f"{{2/(2c) = {amount(gamma)}}}"),
            line("solve", f"{{c = 1/{in_brackets(gamma)} = {number}}}"),
        ],
        [
            Slip(2 * number, "second derivative instead of c",
                 "That is the second derivative; the number before the square is asked for."),
            Slip(Fraction(number, 2), "factor 2 too many",
                 "Differentiate twice: the 2 of the square goes on top and below."),
            Slip(gamma, "upside-down", "A steeper valley has a smaller limit: is that number steep?"),
            Slip(flat, "flattest instead of steepest", "That is the number of the flat direction."),
        ],
    )  # fmt: skip
