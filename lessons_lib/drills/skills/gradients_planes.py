"""Lesson 02: tangent planes and contour lines."""

from __future__ import annotations

from fractions import Fraction

from ._exercise import Exercise, Line
from ._hill import Hill, Place, dot, dot_line, hill_and_place, scaled
from ._skill import Chance, skill
from ._worded import Amount, Slip, amount, chosen, in_brackets, line, listed, signed, worded, worked_out


@skill("tangent plane", "gradients", "4. What all the slopes have in common · core")
def plane(chance: Chance, level: int) -> Exercise:
    """Ask for a forecast by the plane, then for the plane of a polynomial, then of other functions."""
    if level == 1:
        return _forecast(chance)
    if level == 3:
        return _plane(*chance.choice(_PLANES))
    hill, at = hill_and_place(chance)
    return _plane(str(hill), at, hill.value(*at), hill.gradient(*at), hill.slopes)


_PLANES: tuple[tuple[str, Place, Amount, Place, str], ...] = (
    ("e^x y", (0, 2), 2, (2, 1), "[e^x y, e^x]"), ("x cos y", (3, 0), 3, (1, 0), "[cos y, -x sin y]"),
    ("sin x + y^2", (0, 2), 4, (1, 4), "[cos x, 2y]"), ("x log y", (2, 1), 0, (0, 2), "[log y, x/y]"),
    ("x/y", (4, 2), 2, (Fraction(1, 2), -1), "[1/y, -x/y^2]"), ("e^(x + 2y)", (0, 0), 1, (1, 2),
    "[e^(x + 2y), 2e^(x + 2y)]"),
    ("sqrt(x^2 + y^2)", (3, 4), 5, (Fraction(3, 5), Fraction(4, 5)),
    "[x/sqrt(x^2 + y^2), y/sqrt(x^2 + y^2)]"),
    ("x sin y + 2x", (1, 0), 2, (2, 1), "[sin y + 2, x cos y]"), ("x^2 + e^y", (-1, 0), 2, (-2, 1),
    "[2x, e^y]"),
)  # fmt: skip


def _forecast(chance: Chance) -> Exercise:
    at, height = (chance.choice((1, 2, 3)), chance.choice((0, 1, -2))), chance.choice((2, 5, 10))
    gradient = (chance.choice((3, -2, 4)), chance.choice((-1, 2, 5)))
    step = (Fraction(chance.choice((1, 2, -1)), 10), Fraction(chance.choice((1, -2, 3)), 10))
    there, answer = (at[0] + step[0], at[1] + step[1]), height + dot(gradient, step)
    return worked_out(
        worded(
            f"At {{{listed(at)}}} a hillside has height {{{height}}} and gradient {{{listed(gradient)}}}. "
            f"Which height does its tangent plane forecast at {{{listed(there)}}}?"
        ),
        answer,
        (
            "How far do you go to the east, and how far to the north?",
            "The plane rises by the slope east times the way east, plus the slope north times the way north.",
            f"The way is {{{listed(step)}}}; begin with its first entry.",
        ),
        [dot_line(gradient, step), line("add the rise",
            f"{{{height} + {in_brackets(dot(gradient, step))} = {amount(answer)}}}")],
        _forecast_slips(at, height, gradient, step),
    )  # fmt: skip


def _forecast_slips(at: Place, height: int, gradient: Place, step: Place) -> list[Slip]:
    there = (at[0] + step[0], at[1] + step[1])
    return [
        Slip(dot(gradient, step), "rise instead of height",
             "That is how much it rises; from which height?"),
        Slip(height - dot(gradient, step), "sign", "Add the rise; a negative one lowers you by itself."),
        Slip(height + gradient[0] * step[0], "one direction only",
             "The way north changes the height as well."),
        Slip(height + gradient[1] * step[1], "one direction only",
             "The way east changes the height as well."),
        Slip(height + dot(gradient, there), "way counted from 0",
             "Count the way from the point where you stand."),
        Slip(height, "no rise", "The plane is tilted: how much does it rise on the way?"),
    ]  # fmt: skip


def _plane(formula: str, at: Place, height: Amount, gradient: Place, slopes: str) -> Exercise:
    answer = _through(height, gradient, at)
    return worked_out(
        worded(
            f"Give the tangent plane of {{f(x, y) = {formula}}} at {{{listed(at)}}} "
            "as a formula in {x} and {y}."
        ),
        answer,
        (
            "A plane is known by its height at one place and two slopes.",
            "Start at the height of the place; add each slope times the way in its direction.",
            f"The gradient is {{{slopes}}}; put the place into it, and into {{f}}.",
        ),
        [
            line("height", f"{{f({at[0]}, {at[1]}) = {amount(height)}}}"),
            line("slopes", f"{{∇f = {listed(gradient)}}}"),
            line("height and slopes", f"{{{answer}}}"),
        ],
        _plane_slips(at, height, gradient),
        variables=["x", "y"],
    )  # fmt: skip


def _plane_slips(at: Place, height: Amount, gradient: Place) -> list[Slip]:
    return [
        Slip(_through(0, gradient, at), "height left out",
             "Put the place in: has the plane the height of the hillside there?"),
        Slip(_through(height, gradient, (0, 0)), "way counted from 0",
             "Count the ways from the place where the plane touches."),
        Slip(_through(height, (gradient[1], gradient[0]), at), "slopes swapped",
             "Which slope belongs to which letter?"),
        Slip(_through(height, gradient, scaled(at, -1)), "sign of the way",
             "At the place itself both ways must be 0."),
        Slip(gradient, "gradient instead of plane",
             "Those are the slopes; the plane has a height for all {x} and {y}."),
    ]  # fmt: skip


def _through(height: Amount, gradient: Place, at: Place) -> str:
    """Return the plane of a height and two slopes, as it is typed."""
    ways = [f"({name}{signed(-start)})" if start else name for name, start in zip("xy", at, strict=True)]
    rise = "".join(signed(slope, way) for slope, way in zip(gradient, ways, strict=True))
    return f"{amount(height)}{rise}"


# contour lines


@skill("contour lines", "gradients", "6. The gradient and the contour lines · core")
def contours(chance: Chance, level: int) -> Exercise:
    """Ask for the level direction at a gradient, then on a hillside, then whether a step leads up or down."""
    if level == 1:
        tilt = (chance.choice((2, 3, -2)), chance.choice((5, -1, 4)))
        return _level_way(f"At a place the gradient is {{{listed(tilt)}}}.", tilt, [])
    hill, at = hill_and_place(chance)
    gradient = hill.gradient(*at)
    steps = [
        line("gradient", f"{{∇f = {hill.slopes}}}"),
        line("put in the place", f"{{∇f = {listed(gradient)}}}"),
    ]
    if level == 2 and len({0, *map(abs, gradient)}) == 3:
        return _level_way(
            f"You stand at {{{listed(at)}}} on the hillside {{f(x, y) = {hill}}}.", gradient, steps
        )
    ways = [(gradient[1], -gradient[0]), (1, 1), (-2, 1), (1, -1), (0, -1), (-1, 2)]
    return _up_or_down(hill, at, chance.choice(ways), steps)


def _level_way(place: str, gradient: Place, steps: list[Line]) -> Exercise:
    level = (-gradient[1], gradient[0])
    return chosen(
        worded(f"{place} Which arrow leads along the contour line?"),
        _shown(level),
        (
            "Along a contour line the height does not change: what is the slope?",
            "The gradient stands at a right angle to the contour line: their dot product is 0.",
            "Take the dot product of the gradient with each arrow.",
        ),
        [*steps, dot_line(gradient, level), line("right angle", f"The arrow is {_shown(level)}.")],
        [
            Slip(_shown(gradient), "along the gradient", "That is the steepest way up."),
            Slip(_shown(scaled(gradient, -1)), "against the gradient", "That is the steepest way down."),
            Slip(_shown((gradient[1], gradient[0])), "entries swapped",
                 "Swapping alone is not enough: take the dot product."),
            Slip(_shown((gradient[0], -gradient[1])), "one sign turned",
                 "That is a mirror image: take the dot product."),
        ],
    )  # fmt: skip


def _shown(arrow: Place) -> str:
    return f"({', '.join(map(amount, arrow))})".replace("-", "−")


_WAYS = {
    "up": "Up means that the dot product with the gradient is above 0.",
    "down": "Down means that the dot product with the gradient is below 0.",
    "level": "Level means a right angle to the gradient.",
}


def _up_or_down(hill: Hill, at: Place, way: Place, steps: list[Line]) -> Exercise:
    rise = dot(hill.gradient(*at), way)
    answer = "up" if rise > 0 else "down" if rise < 0 else "level"
    return chosen(
        worded(
            f"You stand at {{{listed(at)}}} on {{f(x, y) = {hill}}} and set out along {{{listed(way)}}}. "
            "Does the way begin up, down or level?"
        ),
        answer,
        (
            "How does your way lie to the gradient?",
            "The sign of the dot product of gradient and way tells.",
            f"The gradient is {{{hill.slopes}}}; put the place in.",
        ),
        [*steps, dot_line(hill.gradient(*at), way), line("sign", f"So the way begins {answer}.")],
        [Slip(each, f"taken as {each}", message) for each, message in _WAYS.items() if each != answer],
    )
