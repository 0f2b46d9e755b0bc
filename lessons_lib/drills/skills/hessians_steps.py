"""Lesson 04: Newton's steps, long valleys, and steps of a fixed size."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ._exercise import Exercise, Line
from ._matrices import Matrix, Vector, applied, determinant, inverse, plus, typed, vector_at_random
from ._polynomials import PolynomialMap, summed
from ._skill import Chance, skill
from ._worded import Asked, Slip, amount, in_brackets, line, listed, worded, worked_out
from .hessians_curvature import symmetric
from .hessians_kinds import bent

# one step of Newton's


@skill("newton step", "curvature", "3. Jump to the bottom · core")
def newton(chance: Chance, level: int) -> Exercise:
    """Ask in one variable, then with gradient and Hessian given, then for a formula."""
    if level == 1:
        return _in_one(
            chance.randint(-4, 6), chance.choice((-3, -2, -1, 1, 2, 3)), chance.choice((2, 4, 5, 10, -2))
        )
    x, step = vector_at_random(chance, 2, 4), vector_at_random(chance, 2, 3)
    if level == 2:
        matrix = _invertible(chance)
        slopes = tuple(-entry for entry in applied(matrix, step))
        asked = worded(
            f"At {{x = {listed(x)}}} the gradient is {{{listed(slopes)}}} and the Hessian "
            f"{{H = {typed(matrix)}}}. Where does one step of Newton's method lead?"
        )
        return _stepped(asked, x, slopes, matrix, ())
    return _on_a_formula(*_bowl(chance))


def _invertible(chance: Chance) -> Matrix:
    found = symmetric(chance, 3)
    return found if determinant(found) else _invertible(chance)


def _in_one(x: int, step: int, second: int) -> Exercise:
    slope = -step * second
    asked = worded(
        f"At {{x = {x}}} f has the slope {{{amount(slope)}}} and the second derivative {{{amount(second)}}}. "
        "Where does one step of Newton's method lead?"
    )
    hints = (
        "Where would the slope be 0, if it went on changing at this rate?",
        "Go from x by minus slope over second derivative.",
        f"The slope over the second derivative is {{{in_brackets(slope)}/{in_brackets(second)}}}.",
    )
    steps = (
        line("step", f"{{-{in_brackets(slope)}/{in_brackets(second)} = {step}}}"),
        line("go there", f"{{{x} + {in_brackets(step)} = {x + step}}}"),
    )
    return worked_out(asked, x + step, hints, steps, _in_one_slips(x, step, second))


def _in_one_slips(x: int, step: int, second: int) -> tuple[Slip, ...]:
    slope = -step * second
    return (
        Slip(x - step, "sign", "The step goes against slope over second derivative."),
        Slip(step, "step for place", "This is the step alone; where does it lead from x?"),
        Slip(
            x - slope,
            "second derivative left out",
            "This is the slope, not yet the step: divide it.",
        ),
        Slip(x - Fraction(second, slope), "upside-down", "It is the slope that is divided."),
        Slip(
            x - slope * second,
            "product for quotient",
            "Divide by the second derivative.",
        ),
    )


def _bowl(chance: Chance) -> tuple[PolynomialMap, Vector]:
    """Return a formula and a point from which the step is not a monster."""
    a, b = chance.randint(1, 3), chance.choice((-1, 1))
    bent_one = summed((1, "x^3"), (b, "x y"), (a, "y^2"))
    plain = summed(
        (a, "x^2"), (b, "x y"), (1, "y^2"), (chance.randint(-3, 3), "x"), (chance.randint(-4, 4), "y")
    )
    f, x = PolynomialMap((chance.choice((bent_one, plain)),), ("x", "y")), vector_at_random(chance, 2, 3)
    matrix = f.hessian(x)
    is_nice = determinant(matrix) and abs(determinant(matrix)) <= 25 and any(f.jacobian(x)[0])
    return (f, x) if is_nice else _bowl(chance)


def _on_a_formula(f: PolynomialMap, x: Vector) -> Exercise:
    slopes, matrix = f.jacobian(x)[0], f.hessian(x)
    asked = worded(f"Where does one step of Newton's method on {{{f.outputs[0]}}} lead from {{{listed(x)}}}?")
    known = (
        line("gradient there", f"{{{listed(slopes)}}}"),
        line("Hessian there", f"{{H = {typed(matrix)}}}"),
    )
    return _stepped(asked, x, slopes, matrix, known)


def _stepped(asked: Asked, x: Vector, slopes: Vector, matrix: Matrix, known: tuple[Line, ...]) -> Exercise:
    step = tuple(-entry for entry in applied(inverse(matrix), slopes))
    (a, b), (c, d) = ((in_brackets(entry) for entry in row) for row in matrix)
    hints = (
        "Where is the paraboloid flat? There its gradient is 0.",
        "Solve {H s}, which must be minus the gradient, for the step s; then go there.",
        f"The first equation: {{{a}*s_1 + {b}*s_2}} must be {{{amount(-slopes[0])}}}." if not known
        else "Begin with the gradient and the Hessian at this point.",
    )  # fmt: skip
    steps = (
        *known,
        line(
            "equations",
            f"{{{a}*s_1 + {b}*s_2 = {amount(-slopes[0])}}}, {{{c}*s_1 + {d}*s_2 = {amount(-slopes[1])}}}",
        ),
        line("solve", f"{{s = {listed(step)}}}"),
        line("go there", f"{{x + s = {listed(plus(x, step))}}}"),
    )
    return worked_out(asked, plus(x, step), hints, steps, _step_slips(x, slopes, matrix, step))


def _step_slips(x: Vector, slopes: Vector, matrix: Matrix, step: Vector) -> Iterator[Slip]:
    yield Slip(plus(x, step, -1), "sign", "The step goes the other way: the gradient has a minus.")
    yield Slip(step, "step for place", "This is the step alone; where does it lead from x?")
    yield Slip(
        plus(x, slopes, -1), "gradient step", "This is a step of descent; Newton's asks the Hessian how far."
    )
    if all(matrix[i][i] for i in range(2)):
        alone = [-slope / Fraction(matrix[i][i]) for i, slope in enumerate(slopes)]
        message = "This divides by the diagonal alone; the two equations hang together."
        yield Slip(plus(x, alone), "off-diagonal missing", message)


# long valleys


@skill("condition number", "curvature", "1. How slow is a long valley? · core")
def condition(chance: Chance, level: int) -> Exercise:
    """Ask with the eigenvalues given, then for a formula along the axes, then for a full matrix."""
    asked, low, high, known = _valley(chance, level, "What is its condition number {kappa}?")
    hints = (
        "How many times as strongly does it curve across as along?",
        "The largest eigenvalue over the smallest.",
        "Begin with both eigenvalues: which one is larger?",
    )
    answer = Fraction(high, low)
    steps = (
        *known,
        line("largest over smallest", f"{{kappa = {amount(high)}/{amount(low)} = {amount(answer)}}}"),
    )
    slips = (
        Slip(1 / answer, "upside-down", "It is the other way up: a condition number is never below 1."),
        Slip(
            high - low, "difference for quotient", "It tells how many times as strongly, not how much more."
        ),
        Slip(high + low, "sum for quotient", "The two are divided, not added."),
        Slip(high * low, "product for quotient", "The two are divided, not multiplied."),
        Slip(answer**2, "squared", "Lengths of axes are not asked for, only curvatures: take no squares."),
    )
    return worked_out(asked, answer, hints, steps, slips)


def _valley(chance: Chance, level: int, question: str) -> tuple[Asked, int, int, tuple[Line, ...]]:
    """Return a question about a bowl, its smallest and largest eigenvalue, and how they are found."""
    low, high = chance.randint(1, 4), chance.randint(5, 20)
    if level == 1:
        return worded(f"A bowl has the eigenvalues {low} and {high}. {question}"), low, high, ()
    if level == 2:
        factors = chance.sample((low, high), 2)
        formula = summed(*zip(factors, ("x^2", "y^2"), strict=True))
        known = (line("second derivatives", f"The eigenvalues are {{{2 * low}}} and {{{2 * high}}}."),)
        return worded(f"A bowl is {{{formula}}}. {question}"), 2 * low, 2 * high, known
    matrix, (low, high) = bent(chance, 2, lowest=1)
    known = (line("eigenvalues", f"They are {{{low}}} and {{{high}}}."),)
    return worded(f"A bowl has the Hessian {{H = {typed(matrix)}}}. {question}"), low, high, known


@skill("best fixed step", "curvature", "1. How slow is a long valley? · core")
def best_step(chance: Chance, level: int) -> Exercise:
    """Ask with the eigenvalues given, then for a formula along the axes, then for a full matrix."""
    question = "Which fixed step {gamma} of gradient descent shrinks the worst distance fastest?"
    asked, low, high, known = _valley(chance, level, question)
    hints = (
        "Along each axis a step multiplies the distance by 1 minus step times eigenvalue.",
        "Best is where the axis of the smallest and the axis of the largest shrink alike: 2 over their sum.",
        "Begin with the smallest and the largest eigenvalue.",
    )
    answer = Fraction(2, low + high)
    steps = (*known, line("2 over the sum", f"{{gamma = 2/({low} + {high}) = {amount(answer)}}}"))
    return worked_out(asked, answer, hints, steps, _best_step_slips(low, high))


def _best_step_slips(low: int, high: int) -> Iterator[Slip]:
    whole = low + high
    yield Slip(
        Fraction(2, high), "largest step", "With this step the steepest axis only just fails to shrink."
    )
    yield Slip(Fraction(1, high), "safe step", "This is safe, but slow along the floor: go a bit further.")
    yield Slip(Fraction(1, whole), "lost factor 2", "The sum is right; the number above it is not.")
    yield Slip(
        Fraction(2, high - low), "difference for sum", "The two eigenvalues are added, not subtracted."
    )
    message = "This is twice too long: the eigenvalues are second derivatives, which of a square hold a 2."
    yield Slip(Fraction(4, whole), "factor 2 too many", message)
    yield Slip(Fraction(whole, 2), "upside-down", "It is the other way up: a steep bowl needs short steps.")


@skill("shrink factor", "curvature", "1. How slow is a long valley? · core")
def shrink(chance: Chance, level: int) -> Exercise:
    """Ask with the condition number given, then with eigenvalues, then for another step or the height."""
    if level == 1:
        kappa = chance.choice((2, 3, 4, 5, 7, 9, 11, 15, 19, 24))
        asked = worded(f"A bowl has the condition number {kappa}. {_BEST} {_DISTANCE}")
        return _shrunk(asked, Fraction(kappa), 1)
    low, ratio = chance.randint(1, 3), chance.choice((2, 3, 4, 5, 7, 9))
    bowl = f"A bowl has the eigenvalues {low} and {low * ratio}."
    if level == 2:
        return _shrunk(worded(f"{bowl} {_BEST} {_DISTANCE}"), Fraction(ratio), 1)
    if chance.random() < 0.5:
        ratio = chance.choice((2, 3, 4, 9))
        bowl = f"A bowl has the eigenvalues {low} and {low * ratio}."
        return _shrunk(worded(f"{bowl} {_BEST} {_VALUE}"), Fraction(ratio), 2)
    return _shrunk_safely(worded(f"{bowl} The step is 1 over the largest. {_DISTANCE}"), ratio)


_BEST = "Gradient descent takes the best fixed step from the worst start."
_DISTANCE = "By what is the distance to the minimum multiplied in each step?"
_VALUE = "By what is the height above the minimum multiplied in each step?"


def _shrunk(asked: Asked, kappa: Fraction, power: int) -> Exercise:
    factor = (kappa - 1) / (kappa + 1)
    answer, squared = factor**power, " The height goes with the square of the distance." if power == 2 else ""
    hints = (
        "Find the condition number first; with it goes how slow the valley is.",
        f"The distance is multiplied by condition number minus 1 over condition number plus 1.{squared}",
        f"Above stands one less than the condition number {{{amount(kappa)}}}, below one more.",
    )
    worked = f"({amount(kappa)} - 1)/({amount(kappa)} + 1)"
    steps = [line("distance", f"{{{worked} = {amount(factor)}}}")]
    if power == 2:
        steps.append(line("height: square it", f"{{({amount(factor)})^2 = {amount(answer)}}}"))
    slips = (
        Slip(factor**2 if power == 1 else factor, "distance and height swapped",
             "The height goes with the square of the distance: which of the two is asked for?"),
        Slip(1 / answer, "upside-down", "The distance should shrink, so the factor is below 1."),
        Slip(1 - 1 / kappa, "safe step", "That belongs to the step 1 over the largest eigenvalue."),
        Slip(1 - factor, "what is lost", "This share is lost in each step; which share is left?"),
        Slip(1 / kappa, "condition number alone", "Look at the rule again: above and below stands more."),
    )  # fmt: skip
    return worked_out(asked, answer, hints, steps, slips)


def _shrunk_safely(asked: Asked, ratio: int) -> Exercise:
    answer = 1 - Fraction(1, ratio)
    hints = (
        "The worst start lies on the floor of the valley, where it curves least.",
        "Along an axis each step multiplies the distance by 1 minus step times eigenvalue.",
        "Step times smallest eigenvalue is smallest over largest.",
    )
    steps = (line("along the floor", f"{{1 - 1/{ratio} = {amount(answer)}}}"),)
    slips = (
        Slip(
            Fraction(ratio - 1, ratio + 1),
            "best step",
            "That belongs to the best fixed step; this one is shorter.",
        ),
        Slip(Fraction(1, ratio), "what is lost", "This share is lost in each step; which share is left?"),
        Slip(0, "steepest axis", "So it is across the valley; but the worst start lies on its floor."),
        Slip(answer**2, "height for distance", "The height goes with the square; the distance is asked for."),
    )
    return worked_out(asked, answer, hints, steps, slips)
