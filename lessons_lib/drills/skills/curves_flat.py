"""Lesson 01: flat points and their kinds."""

from __future__ import annotations

from fractions import Fraction

from ._exercise import Exercise
from ._skill import Chance, skill
from ._worded import Slip, chosen, in_brackets, line, signed, worded, worked_out


@skill("flat points", "derivatives", "6. Solve instead of search · core")
def flat_points(chance: Chance, level: int) -> Exercise:
    """Ask where a parabola is flat, then another one, then where a cubic has its valley."""
    if level < 3:
        scale = 1 if level == 1 else chance.choice((-3, -2, 2, 3, 5))
        return _flat(scale, chance.choice((-4, -3, -2, 2, 3, 5)), chance.choice((0, 1, 7)))
    return _valley(chance.choice((-2, -1, 0, 1)), chance.choice((2, 4)), chance.choice((1, -1)))


def _flat(scale: int, at: int, height: int) -> Exercise:
    middle, end = -2 * scale * at, scale * at * at + height
    curve = _quadratic(scale, middle, end)
    return worked_out(
        worded(f"At which {{x}} is the curve {{y = {curve}}} flat?"),
        at,
        (
            "What is the slope of a curve where it is flat?",
            "Set the derivative to 0, and solve for {x}.",
            f"The derivative is {{{_quadratic(0, 2 * scale, middle)}}}.",
        ),
        [
            line("slope", f"{{y' = {_quadratic(0, 2 * scale, middle)}}}"),
            line("flat where it is 0", f"{{{_quadratic(0, 2 * scale, middle)} = 0}}"),
            line("solve", f"{{x = {in_brackets(-middle)}/{in_brackets(2 * scale)} = {at}}}"),
        ],
        [
            Slip(-at, "sign", "Bring the number to the other side: what becomes of its sign?"),
            Slip(2 * at, "lost factor 2", "The square brings a 2 with it when you differentiate."),
            Slip(end, "height at 0", "That is where the curve crosses the upright axis."),
            Slip(height, "height instead of place", "That is the height of the flat point; where is it?"),
            Slip(middle, "not solved", "That is a number in the slope; solve for {x}."),
        ],
    )


def _quadratic(square: int, linear: int, constant: int) -> str:
    whole = signed(square, "x^2") + signed(linear, "x") + signed(constant)
    return f"-{whole[3:]}" if whole.startswith(" - ") else whole.removeprefix(" + ")


def _valley(left: int, width: int, sign: int) -> Exercise:
    """Return the question for the valley of a cubic that is flat at `left` and at `left + width`."""
    right = left + width
    answer, other = (right, left) if sign > 0 else (left, right)
    middle, product = left + right, left * right
    slopes = f"{'' if sign > 0 else '-'}3(x{signed(-left)})(x{signed(-right)})".replace("(x)", "x ")
    curve = _cubic(sign, -3 * sign * middle // 2, 3 * sign * product)
    return worked_out(
        worded(
            f"The slope of {{y = {curve}}} can be written as {{{slopes}}}. "
            "At which {x} has the curve a valley?"
        ),
        answer,
        (
            "There are two flat points; only one is a valley.",
            "In a valley the slope goes from minus to plus; on a hilltop from plus to minus.",
            f"Find both flat points, then the sign of the slope between, at {{x = {left + width // 2}}}.",
        ),
        [
            line("flat points", f"The slope is 0 at {{{left}}} and at {{{right}}}."),
            line("between them",
                f"There the slope is {'negative: down' if sign > 0 else 'positive: up'} to the right."),
            line("from minus to plus", f"{{x = {answer}}}"),
        ],
        _valley_slips(answer, other),
    )  # fmt: skip


def _valley_slips(answer: int, other: int) -> list[Slip]:
    return [
        Slip(other, "hilltop for valley",
             "That is the hilltop: there the slope goes from plus to minus."),
        Slip(Fraction(answer + other, 2), "steepest for flat",
             "Between the flat points the curve is steep, not flat."),
        Slip(-answer, "sign", "Put it into the slope: is that 0?"),
    ]  # fmt: skip


def _cubic(cube: int, square: int, linear: int) -> str:
    whole = signed(cube, "x^3") + signed(square, "x^2") + signed(linear, "x")
    return f"-{whole[3:]}" if whole.startswith(" - ") else whole.removeprefix(" + ")


_KINDS = {
    "a minimum": "At a minimum the slope goes from minus to plus; does it here?",
    "a maximum": "At a maximum the slope goes from plus to minus; does it here?",
    "neither": "It is neither only where the slope has the same sign on both sides.",
}
_FLAT: dict[int, tuple[tuple[str, int, str, str], ...]] = {
    1: (
        ("x^2", 0, "a minimum", "2x"), ("-x^2", 0, "a maximum", "-2x"), ("x^3", 0, "neither", "3x^2"),
        ("x^4", 0, "a minimum", "4x^3"), ("-x^4", 0, "a maximum", "-4x^3"), ("-x^3", 0, "neither", "-3x^2"),
        ("(x - 2)^2", 2, "a minimum", "2(x - 2)"), ("5 - (x + 1)^2", -1, "a maximum", "-2(x + 1)"),
    ),
    2: (
        ("cos x", 0, "a maximum", "-sin x"), ("sin x + 1 - x", 0, "neither", "cos x - 1"),
        ("x^3 - 3x", 1, "a minimum", "3(x^2 - 1)"), ("x^3 - 3x", -1, "a maximum", "3(x^2 - 1)"),
        ("x^3 - 12x", 2, "a minimum", "3(x^2 - 4)"), ("x^4 - 2x^2", 0, "a maximum", "4x(x^2 - 1)"),
        ("x^4 - 2x^2", 1, "a minimum", "4x(x^2 - 1)"), ("(x - 1)^3", 1, "neither", "3(x - 1)^2"),
        ("e^x - x", 0, "a minimum", "e^x - 1"), ("x^5", 0, "neither", "5x^4"),
    ),
    3: (
        ("x e^(-x)", 1, "a maximum", "(1 - x)e^(-x)"), ("x^2 e^x", 0, "a minimum", "x(x + 2)e^x"),
        ("x^2 e^x", -2, "a maximum", "x(x + 2)e^x"), ("x^3 e^x", 0, "neither", "x^2(x + 3)e^x"),
        ("x + 1/x", 1, "a minimum", "1 - 1/x^2"), ("x + 1/x", -1, "a maximum", "1 - 1/x^2"),
        ("x^4 - 4x^3", 0, "neither", "4x^2(x - 3)"), ("x^4 - 4x^3", 3, "a minimum", "4x^2(x - 3)"),
        ("x - log x", 1, "a minimum", "1 - 1/x"), ("x^6 - x^4", 0, "a maximum", "2x^3(3x^2 - 2)"),
        ("e^(-x^2)", 0, "a maximum", "-2x e^(-x^2)"),
    ),
}  # fmt: skip


@skill("kinds of flat points", "derivatives", "What you saw: valleys, hilltops, and neither")
def kinds(chance: Chance, level: int) -> Exercise:
    """Ask whether a flat point is a minimum, a maximum or neither."""
    formula, at, answer, slope = chance.choice(_FLAT[level])
    return chosen(
        worded(f"The curve {{y = {formula}}} is flat at {{x = {at}}}. What is there?"),
        answer,
        (
            "Being flat is not enough: look at both sides of the point.",
            "What counts is the sign of the slope on the left of the point, and on the right of it.",
            f"The slope is {{{slope}}}; find its sign a little left and a little right of {{x = {at}}}.",
        ),
        [
            line("slope", f"{{y' = {slope}}}"),
            line("signs of the slope",
                f"{_SIGNS[answer]}: there is {answer}." if answer != "neither" else _SIGNS[answer]),
        ],
        [Slip(kind, f"taken as {kind}", message) for kind, message in _KINDS.items() if kind != answer],
    )  # fmt: skip


_SIGNS = {
    "a minimum": "From minus to plus",
    "a maximum": "From plus to minus",
    "neither": "The same sign on both sides: it is neither of the two.",
}
