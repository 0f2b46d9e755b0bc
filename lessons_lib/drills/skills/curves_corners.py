"""Lesson 01: corners and cliffs, and steps that measure slopes."""

from __future__ import annotations

from fractions import Fraction

from ._exercise import Exercise
from ._skill import Chance, skill
from ._worded import Slip, chosen, line, signed, times, worded, worked_out

_SIDES = (
    "Look at one side only, as if the other were not there.",
    "Where what stands between the bars is negative, the bars turn its sign; relu makes it 0.",
    "Take a point a little to that side, and write the formula without bars or relu there.",
)


@skill("one-sided slopes", "derivatives", "What you saw: corners and cliffs")
def one_sided(chance: Chance, level: int) -> Exercise:
    """Ask for the slope on one side: of bars or relu, then with a line added, then of two pieces."""
    side, at = chance.choice(("left", "right")), chance.choice((-2, -1, 1, 2, 3))
    factor, extra = chance.choice((2, 3, 4, 5)), chance.choice((-4, -3, -2, -1, 1, 2, 3)) if level > 1 else 0
    if level == 3:
        return _pieces(chance, side, at)
    kind = chance.choice(("bars", "relu"))
    inside = f"x{signed(-at)}"
    formula = f"{factor} abs({inside})" if kind == "bars" else f"{factor} relu({inside})"
    turned = {"bars": -factor, "relu": 0}[kind]
    here, there = (turned, factor) if side == "left" else (factor, turned)
    return _corner(formula + signed(extra, "x"), at, side, (here, there, extra))


def _corner(formula: str, at: int, side: str, slopes: tuple[int, int, int]) -> Exercise:
    here, there, extra = slopes
    answer = here + extra
    steps = [
        line("without the corner's bars", f"Just {side} of {{x = {at}}} that part has the slope {{{here}}}.")
    ]
    added = f"{here}{signed(extra)} = {answer}" if extra else str(answer)
    return worked_out(
        worded(f"What is the slope of {{{formula}}} at {{x = {at}}} from the {side}?"),
        answer,
        _SIDES,
        [*steps, line("slope of the whole", f"{{{added}}}")],
        [
            Slip(there + extra, "the other side", "That is the slope on the other side of the corner."),
            Slip(Fraction(here + there, 2) + extra, "mean of both sides",
                 "Each side has a slope of its own; do not take the mean."),
            Slip(here, "a term left out", "There is another term, and it has a slope too."),
            Slip(-answer, "sign", "Going to the right, does the height rise or fall there?"),
        ],
    )  # fmt: skip


def _pieces(chance: Chance, side: str, at: int) -> Exercise:
    factor, slope = chance.choice((1, 2, 3)), chance.choice((-3, -1, 1, 5, 7))
    left, right = 2 * factor * at, slope
    answer = left if side == "left" else right
    height = factor * at * at
    piece = f"{times(slope, 'x')}{signed(height - slope * at)}"
    used = f"{times(2 * factor, 'x')}" if side == "left" else f"{slope}"
    return worked_out(
        worded(
            f"A curve is {{{times(factor, 'x^2')}}} up to {{x = {at}}} and {{{piece}}} from there on. "
            f"What is its slope at {{x = {at}}} from the {side}?"
        ),
        answer,
        (_SIDES[0], "Each piece has its own formula, and its slope comes from that formula.",
         "Write down the piece that holds just on that side, and differentiate it."),
        [
            line("slope of the piece", f"Just {side} of the point: {{y' = {used}}}"),
            line("put in the point", f"At {{x = {at}}} the slope is {{{answer}}}"),
        ],
        _piece_slips(left, right, height, answer),
    )  # fmt: skip


def _piece_slips(left: int, right: int, height: int, answer: int) -> list[Slip]:
    other = left + right - answer
    return [
        Slip(other, "the other side", "That is the slope of the other piece."),
        Slip(height, "height instead of slope", "That is the height there; how steep is it?"),
        Slip(Fraction(left + right, 2), "mean of both sides",
             "Each side has a slope of its own; do not take the mean."),
        Slip(left + 1, "point not put in",
             "The slope of this piece changes with {x}: put the point in."),
    ]  # fmt: skip


# differentiable or not

_SMOOTH, _CORNER = "it is differentiable", "not differentiable: a corner"
_UPRIGHT, _GAP = "not differentiable: a vertical tangent", "not differentiable: a gap"
_WORDS = {
    _SMOOTH: "Do the slopes from both sides agree, and are they numbers?",
    _CORNER: "A corner has two slopes, one from each side; are they different here?",
    _UPRIGHT: "A vertical tangent means slopes that grow without end; do they here?",
    _GAP: "A gap means that the curve jumps; does it here?",
}
_CASES: dict[int, tuple[tuple[str, int, str, str], ...]] = {
    1: (
        ("abs(x)", 0, _CORNER, "left: -1, right: 1"), ("relu(x)", 0, _CORNER, "left: 0, right: 1"),
        ("x^2", 0, _SMOOTH, "both sides: 0"), ("cbrt(x)", 0, _UPRIGHT, "both sides: without end"),
        ("abs(x)", 2, _SMOOTH, "both sides: 1"), ("abs(x)", -3, _SMOOTH, "both sides: -1"),
        ("relu(x)", -1, _SMOOTH, "both sides: 0"), ("1/x", 0, _GAP, "no height at all"),
        ("x^3", 0, _SMOOTH, "both sides: 0"), ("softplus(x)", 0, _SMOOTH, "both sides: a half"),
    ),
    2: (
        ("abs(x - 2)", 2, _CORNER, "left: -1, right: 1"), ("abs(x - 2)", 0, _SMOOTH, "both sides: -1"),
        ("3 relu(x + 1)", -1, _CORNER, "left: 0, right: 3"), ("cbrt(x - 1)", 1, _UPRIGHT,
        "both sides: without end"),
        ("cbrt(x - 1)", 0, _SMOOTH, "both sides: a third"), ("x abs(x)", 0, _SMOOTH, "both sides: 0"),
        ("abs(x)/x", 0, _GAP, "left height: -1, right height: 1"), ("relu(x)^2", 0, _SMOOTH, "both sides: 0"),
        ("abs(x) + x", 0, _CORNER, "left: 0, right: 2"), ("abs(2x - 6)", 3, _CORNER, "left: -2, right: 2"),
    ),
    3: (
        ("abs(sin x)", 0, _CORNER, "left: -1, right: 1"), ("abs(x^3)", 0, _SMOOTH, "both sides: 0"),
        ("abs(x^2 - 4)", 2, _CORNER, "left: -4, right: 4"), ("abs(x^2 - 4)", 0, _SMOOTH, "both sides: 0"),
        ("relu(x) + relu(-x)", 0, _CORNER, "left: -1, right: 1"), ("relu(x) - relu(-x)", 0, _SMOOTH,
        "both sides: 1"),
        ("x + cbrt(x)", 0, _UPRIGHT, "both sides: without end"),
        ("max(x, x^2)", 1, _CORNER, "left: 1, right: 2"), ("max(x, x^2)", 3, _SMOOTH, "both sides: 6"),
        ("abs(x - 1) + abs(x + 1)", 0, _SMOOTH, "both sides: 0"), ("abs(x) cos x", 0, _CORNER,
        "left: -1, right: 1"),
        ("x/abs(x) + x", 0, _GAP, "left height: -1, right height: 1"),
    ),
}  # fmt: skip


@skill("differentiable or not", "derivatives", "3. Put a point under the microscope · core")
def differentiable(chance: Chance, level: int) -> Exercise:
    """Ask what a curve does at a point: smooth, corner, vertical tangent or gap."""
    formula, at, answer, why = chance.choice(_CASES[level])
    return chosen(
        worded(f"What does the curve {{y = {formula}}} do at {{x = {at}}}?"),
        answer,
        (
            "Zoom in on the point in your mind: what do you see at last?",
            "A curve is differentiable where the slopes from both sides are one and the same number.",
            f"Find the slope just left of {{x = {at}}}, then the slope just right of it.",
        ),
        [line("from both sides", _sentence(why)), line("what that means", f"At {{x = {at}}}: {answer}.")],
        [Slip(option, _tag(option), message) for option, message in _WORDS.items() if option != answer],
    )  # fmt: skip


def _sentence(sides: str) -> str:
    return f"{sides[0].upper()}{sides[1:]}.".replace("-", "−")


def _tag(option: str) -> str:
    return "taken as differentiable" if option == _SMOOTH else f"taken as {option.partition(': ')[2]}"


# how good a measured slope is

_FORWARD, _CENTRAL = "(f(x + h) - f(x))/h", "(f(x + h) - f(x - h))/(2h)"
_ORDERS = {_FORWARD: 1, _CENTRAL: 2}


@skill("step size and error", "rules", "What you saw: two errors that pull in opposite directions")
def step_size(chance: Chance, level: int) -> Exercise:
    """Ask what ten times shorter steps do, then what other steps do, then for the best step."""
    if level == 3:
        return _best_step(chance)
    scheme = chance.choice((_FORWARD, _CENTRAL))
    return _shorter_step(
        scheme, chance.choice((10,) if level == 1 else (2, 3, 4, 5, 20)), chance.choice((1, 3))
    )


def _shorter_step(scheme: str, shorter: int, letters: int) -> Exercise:
    order = _ORDERS[scheme]
    answer = shorter**order
    return worked_out(
        worded(
            f"Steps are still long enough for rounding not to matter. You measure the slope of {{e^x}} at "
            f"{{x = {letters}}} by {{{scheme}}}, then with a step {{{shorter}}} times shorter. "
            "By what number is the error divided, about?"
        ),
        answer,
        (
            "Does this scheme look to one side, or to both?",
            "A forward error shrinks like {h}, a central one like {h^2}.",
            f"Write the new step as {{h/{shorter}}}, and see what becomes of the error's power of {{h}}.",
        ),
        [
            line("order", f"The error of this scheme goes like the power {{{order}}} of the step."),
            line("shorter step", f"{{{shorter}^{order} = {answer}}}"),
        ],
        _order_slips(shorter, order),
    )  # fmt: skip


def _order_slips(shorter: int, order: int) -> list[Slip]:
    return [
        Slip(shorter ** (3 - order), "order of the other scheme",
             "That is the other scheme: count the sides it looks to."),
        Slip(shorter * 2, "times instead of power", "The order is an exponent, not a factor."),
        Slip(Fraction(1, shorter**order), "multiplied instead of divided",
             "Shorter steps are better here; by what is the error divided?"),
        Slip(1, "no change", "The step is shorter, so the secant is nearer to the tangent."),
    ]  # fmt: skip


_TOO_LONG = "There the secant is still too long: a shorter step would help."
_TOO_SHORT = "There the rounding noise, divided by so small a step, rules."


def _best_step(chance: Chance) -> Exercise:
    scheme, digits = chance.choice((_FORWARD, _CENTRAL)), chance.choice((6, 12, 18, 24))
    best = digits // (_ORDERS[scheme] + 1)
    others = sorted({digits // 6, digits // 3, digits // 2, digits * 2 // 3, digits} - {best})
    power = "h" if scheme == _FORWARD else "h^2"
    return chosen(
        worded(
            f"A computer keeps about {{{digits}}} digits, so rounding costs about {{10^(-{digits})/h}}. "
            f"Which step {{h}} is about the best for {{{scheme}}}?"
        ),
        _tiny(best),
        (
            "One error grows with the step, the other one shrinks.",
            "The best step is where truncation and rounding are about equal.",
            f"Truncation is about {{{power}}} here; set that equal to what rounding costs.",
        ),
        [
            line("both errors are equal", f"{{{power} = 10^(-{digits})/h}}"),
            line("solve for h",
                f"{{h^{_ORDERS[scheme] + 1} = 10^(-{digits})}}, so the step is about {_tiny(best)}"),
        ],
        [Slip(_tiny(n), *(("step too long", _TOO_LONG) if n < best else ("step too short",
             _TOO_SHORT))) for n in others],
    )  # fmt: skip


def _tiny(places: int) -> str:
    raised = str(places).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10⁻{raised}"
