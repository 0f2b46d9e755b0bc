"""Lesson 02: partial derivatives and gradients."""

from __future__ import annotations

from collections.abc import Mapping

from lessons_lib.check.reading import Problem

from ._asking import asked_for
from ._exercise import Exercise, GradientMap, Line
from ._skill import Chance, skill
from ._worded import Slip, chosen, line, shown, worded

_PLAIN = (
    "x^2 y", "x y^2", "x^2 + 3y", "x^3 - 2y^2", "x^2 + x y", "3x y - y^2", "x^2 y^2", "5x - x y",
        "x^2 y + y^3",
)  # fmt: skip
_MIXED = (
    "x^2 y + sin y", "y e^x", "x sin y", "x^2 + y cos x", "x log y", "e^x + x y^2", "x/y", "y sin x + x^2",
)  # fmt: skip
_CHAINED = (
    "sin(x y)", "e^(2x - y)", "(x + 2y)^3", "log(x^2 + y^2)", "e^(x y)", "sqrt(x^2 + y^2)", "x e^(x y)",
    "sin(x^2 + y)",
)  # fmt: skip
_FORMULAS = {1: _PLAIN, 2: _MIXED, 3: _CHAINED}


@skill("partial derivative", "gradients", "What you saw: hold the others still")
def partial(chance: Chance, level: int) -> Exercise:
    """Ask for the slope in one variable of a polynomial, then of a mixed formula, then of a chain."""
    formula, name = chance.choice(_FORMULAS[level]), chance.choice("xy")
    nudge = f"Which letter moves here, and which one stands still like a number? Only ${name}$ moves."
    return asked_for(Problem("derivative", formula, (name,)), nudge=nudge, domain=_domain(formula))


def _domain(formula: str) -> str | None:
    if "log y" in formula or "/y" in formula:
        return "y > 0"
    return "x > 0, y > 0" if "sqrt" in formula or "log(" in formula else None


@skill("gradient", "gradients", "2. All the slopes in one list · core")
def gradient(chance: Chance, level: int) -> Exercise:
    """Ask for the list of slopes of a polynomial, of a mixed formula, then of chains or three letters."""
    three = ("x^2 + y z", "x y z", "3x^2 + 6y z^3", "x y^2 + z^3", "x e^y + z^2")
    formula = chance.choice(_FORMULAS[level] + (three if level == 3 else ()))
    letters = ("x", "y", "z") if formula in three else ("x", "y")
    return asked_for(Problem("gradient", formula, letters), domain=_domain(formula))


_POINTS = {
    1: (("x^2 + y^2", "x^2 - y^2", "x y", "x^2 y", "x y^2", "x^2 + 3y", "5x - y^2"), ("1", "-2", "3"), ("2",
        "-1", "4")),
    2: (("x^2 y + y^3", "x y^2 - 2x", "x^2 + x y + 2y^2", "x^3 - 3x y", "x^2 y^2 - y"), ("1", "2", "-1"),
        ("-2", "1", "3")),
    3: (("y e^x", "x + y e^(2x)", "sin x + x y", "y cos x - x y^2", "e^(x y) + y"), ("0",), ("-2", "-1", "1",
        "2", "3")),
}  # fmt: skip
_ROOTS = (
    ("sqrt(x^2 + y^2)", "3", "4"),
    ("sqrt(x^2 + y^2)", "-4", "3"),
    ("x/y", "3", "2"),
    ("x log y", "5", "1"),
)


@skill("gradient at a point", "gradients", "What you saw: the gradient knew")
def at_point(chance: Chance, level: int) -> Exercise:
    """Ask for two numbers, an arrow on the map: of short polynomials, longer ones, and others."""
    formulas, across, up = _POINTS[level]
    found = (chance.choice(formulas), chance.choice(across), chance.choice(up))
    if level == 3 and chance.random() < 0.2:
        found = chance.choice(_ROOTS)
    formula, x, y = found
    place = GradientMap(formula, (float(x), float(y)))
    nudge = "First the list of both slopes as formulas; only then put the point in."
    return asked_for(Problem("gradient", formula, ("x", "y"), at=(x, y)), nudge=nudge, map=place)


# lists and matrices

_LETTERS: Mapping[str, tuple[str, ...]] = {
    "A": ("m", "n"), "B": ("n", "n"), "a": ("n",), "b": ("m",), "c": ("n",), "x": ("n",), "k": (),
}  # fmt: skip
_WHOLE = "What is the derivative by one entry of {x}? The answer is a list as long as {x}."
_BY_ENTRY = "Write the sum over all entries out, and differentiate it by one entry at a time."
_BY_TERM = "Each term has a gradient of its own; add them up."
_BY_CHAIN = (
    "The gradient of a squared length in what stands inside is twice the inside; "
    "the transpose carries it back to {x}."
)
_BY_PRODUCT = "{x} stands there twice: let one of them move, then the other, and add."
_FIRST_ENTRY = "Begin with two entries, and write the formula out for them."
_VECTORS: dict[int, tuple[tuple[str, str, str, str], ...]] = {
    1: (
        ("a' x", "a", _BY_ENTRY, _FIRST_ENTRY), ("x' x", "2x", _BY_ENTRY, _FIRST_ENTRY),
        ("norm(x)^2", "2x", _BY_ENTRY, _FIRST_ENTRY), ("3 a' x", "3a", _BY_ENTRY, _FIRST_ENTRY),
        ("5 norm(x)^2", "10x", _BY_ENTRY, _FIRST_ENTRY), ("norm(x)^2/2", "x", _BY_ENTRY, _FIRST_ENTRY),
        ("k norm(x)^2", "2k x", _BY_ENTRY, _FIRST_ENTRY), ("4 x' x", "8x", _BY_ENTRY, _FIRST_ENTRY),
    ),
    2: (
        ("norm(x - c)^2", "2(x - c)", _BY_ENTRY, "Begin with one entry: the square of a difference."),
        ("norm(x - c)^2/2", "x - c", _BY_ENTRY, "Begin with one entry: half the square of a difference."),
        ("norm(x)^2 + a' x", "2x + a", _BY_TERM, "Begin with the squared length."),
        ("norm(x)^2 - 2 c' x", "2x - 2c", _BY_TERM, "Begin with the squared length."),
        ("3 norm(x - c)^2", "6(x - c)", _BY_ENTRY, "Begin with one entry: the square of a difference."),
        ("norm(x - c)^2 + k norm(x)^2", "2(x - c) + 2k x", _BY_TERM, "Begin with the second term."),
        ("norm(2x - c)^2", "4(2x - c)", _BY_ENTRY, "Begin with one entry: a square, with a chain inside."),
    ),
    3: (
        ("norm(A x - b)^2", "2 A' (A x - b)", _BY_CHAIN,
        "Call the inside {r = A x - b}; its length is squared."),
        ("norm(A x - b)^2/2", "A' (A x - b)", _BY_CHAIN,
        "Call the inside {r = A x - b}; its length is squared."),
        ("norm(A x)^2", "2 A' A x", _BY_CHAIN, "Call the inside {r = A x}; its length is squared."),
        ("x' B x", "(B + B') x", _BY_PRODUCT,
        "Hold the right {x} still first: what remains is a row times a list."),
        ("b' A x", "A' b", _BY_ENTRY, "What multiplies {x} here is a row; which list is it, upright?"),
        ("norm(A x - b)^2 + k norm(x)^2", "2 A' (A x - b) + 2k x", _BY_CHAIN, "Begin with the second term."),
        ("norm(A x - b)^2 + norm(x - c)^2", "2 A' (A x - b) + 2(x - c)", _BY_CHAIN,
        "Begin with the second term."),
    ),
}  # fmt: skip
_SIZES = {
    "A": "a matrix of shape (m, n)",
    "B": "a square matrix",
    "a": "a list",
    "b": "a list",
    "c": "a list",
    "k": "a number",
}


@skill("gradient of lists and matrices", "gradients", "Further: squares, and why the 2 matters")
def of_vectors(chance: Chance, level: int) -> Exercise:
    """Ask for a gradient in letters for lists: simple sums, then differences, then matrices."""
    formula, answer, rule, first = chance.choice(_VECTORS[level])
    used = [name for name in _LETTERS if name in formula.replace("norm", "")]
    told = ", ".join(f"{{{name}}} is {_SIZES[name]}" for name in used if name != "x")
    told = f"Here {told}, and {{x}} is a list." if told else "Here {x} is a list."
    question = worded(f"{told} What is the gradient of {{{formula}}} in {{x}}?")
    return Exercise(
        *question, answer, (shown(_WHOLE), shown(rule), shown(first)), _vector_steps(formula, answer, rule),
        problem=Problem("gradient", formula, ("x",)), variables={name: _LETTERS[name] for name in used},
    )  # fmt: skip


def _vector_steps(formula: str, answer: str, rule: str) -> tuple[Line, ...]:
    return (
        line("how to go about it", rule),
        Line("gather the entries", f"{shown(f'{{{formula}}}')} has the gradient {shown(f'{{{answer}}}')}"),
    )


# what is it called, and what shape has it

_CALLED = {
    "a derivative": "A derivative belongs to one number in, one number out.",
    "a gradient": "A gradient belongs to a list in, one number out.",
    "a Jacobian": "A Jacobian belongs to a list in, a list out.",
}
_MAPS = (
    ("[x^2 + y, x y]", "(x, y)", "a Jacobian", "(2, 2)"), ("[x, x y, y^2]", "(x, y)", "a Jacobian", "(3, 2)"),
    ("x^2 + y^2", "(x, y)", "a gradient", "(2,)"), ("x y z", "(x, y, z)", "a gradient", "(3,)"),
    ("x^2 - 6x + 13", "the number x", "a derivative", "()"), ("sin(3t)", "the number t", "a derivative",
    "()"),
    ("[x + y z, x z]", "(x, y, z)", "a Jacobian", "(2, 3)"), ("e^(x y)", "(x, y)", "a gradient", "(2,)"),
    ("x + 2y - z", "(x, y, z)", "a gradient", "(3,)"), ("log x", "the number x", "a derivative", "()"),
)  # fmt: skip
_SHAPES = ("()", "(2,)", "(3,)", "(2, 2)", "(3, 2)", "(2, 3)")
_SAID: tuple[tuple[str, str, str], ...] = (
    ("the gradient of a function of two variables at a point", "a list", "one slope for each input"),
    ("the directional derivative of a function along an arrow", "a number", "a slope"),
    ("the steepest slope of a hillside at a point", "a number", "the length of the gradient"),
    ("the steepest way up a hillside at a point", "a list", "the direction of the gradient"),
    ("the partial derivative of a function at a point, in one of its variables", "a number", "a slope"),
    ("the derivative of a curve at a point", "a number", "a slope"),
    ("all slopes of a function with three inputs and two outputs", "a matrix", "a row for each output"),
    ("the dot product of a gradient and an arrow", "a number", "products of entries, added up"),
)
_KINDS = {
    "a number": "A slope is a number; is one slope asked for, or several, or a direction?",
    "a list": "A list has an entry for each input; is that what is asked for?",
    "a matrix": "A matrix has a row for each output; are there several?",
}


@skill("gradient or not", "jacobians", "What you saw: ask for the shape")
def gradient_or_not(chance: Chance, level: int) -> Exercise:
    """Ask what a derivative is called, then for its shape, then for the kind of thing it is."""
    if level == 3:
        return _kind(chance)
    formula, given, called, shape = chance.choice(_MAPS)
    options = _CALLED if level == 1 else dict.fromkeys(_SHAPES, "Count the outputs first, then the inputs.")
    answer = called if level == 1 else shape
    asked = "What is its derivative called?" if level == 1 else "What is the shape of its derivative?"
    return chosen(
        worded(f"A function makes {{{formula}}} of {given}. {asked}"),
        answer,
        (
            "How many numbers go in, how many come out?",
            "There is a slope for each output and each input: one number, a list of them, or a table.",
            "Count the entries on each side of the function.",
        ),
        [
            line("count", f"It makes {{{formula}}} of {given}."),
            line("name and shape", f"It has {called}, of shape {shape}."),
        ],
        [Slip(each, f"taken as {each}", message) for each, message in options.items() if each != answer],
    )  # fmt: skip


def _kind(chance: Chance) -> Exercise:
    thing, answer, why = chance.choice(_SAID)
    return chosen(
        worded(f"What kind of thing is {thing}?"),
        answer,
        (
            "Ask for the shape: how many numbers are it?",
            "A slope is one number; slopes in all variables are several; a table has rows for outputs.",
            "Think of an example with two inputs, and count the numbers that you write down.",
        ),
        [line("what it holds", f"It is {why}."), line("kind", f"So it is {answer}.")],
        [Slip(each, f"taken as {each}", message) for each, message in _KINDS.items() if each != answer],
    )
