"""Lesson 01: the rules, the slopes to know by heart, and differentiating twice."""

from __future__ import annotations

from typing import NamedTuple

from lessons_lib.check.reading import Problem

from ._asking import asked_for
from ._exercise import Exercise
from ._skill import Chance, skill


def _derivative(formula: str, nudge: str, kind: str = "derivative") -> Exercise:
    positive = "log" in formula or "sqrt" in formula
    return asked_for(Problem(kind, formula, ("x",)), nudge=nudge, domain="x > 0" if positive else None)


@skill("powers and sums", "derivatives", "Sum")
def powers(chance: Chance, level: int) -> Exercise:
    """Ask for a polynomial, then for roots and negative powers, then for three of them."""
    pools = {
        1: (("2x^3", "3x^2", "5x^2", "x^4"), ("+ 4x", "- 7x", "+ 6"), ("- 1", "+ 2")),
        2: (("x^3", "2x^2", "5x"), ("+ 2/x", "- 3/x^2", "+ 4 sqrt x", "- 6 sqrt x")),
        3: (("x^3/3", "x^4/2", "2x^5"), ("- 2/x", "+ 3/x^2", "- 1/x^3"), ("+ 4 sqrt x", "- 2 sqrt x")),
    }
    nudge = "One term at a time: each of them has its own slope."
    return _derivative(" ".join(map(chance.choice, pools[level])), nudge)


@skill("product rule", "rules", "Product")
def product(chance: Chance, level: int) -> Exercise:
    """Ask for a product of two, then with a chain inside, then of three."""
    one = chance.choice(("x", "x^2", "x^3", "(x + 1)", "(2x - 1)"))
    quick = {1: ("sin x", "cos x", "e^x", "log x"), 2: ("sin(2x)", "cos(3x)", "e^(2x)", "e^(-x)")}
    three = ("x e^x sin x", "x e^x cos x", "x^2 e^x sin x", "x^2 e^x cos x", "x sin x cos x", "x e^x log x")
    formula = f"{one} {chance.choice(quick[level])}" if level < 3 else chance.choice(three)
    return _derivative(formula, "What is done last here is a multiplication. Which factors change with x?")


@skill("quotient rule", "rules", "Quotient")
def quotient(chance: Chance, level: int) -> Exercise:
    """Ask for a quotient of short sums, then of a function and a power, then of longer ones."""
    pools = {
        1: (("x", "2x", "x^2", "5x"), ("/(x + 2)", "/(x - 1)", "/(3x + 1)", "/(x^2 + 1)")),
        2: (("(sin x)", "(cos x)", "e^x", "(log x)"), ("/x", "/x^2", "/(x + 1)")),
        3: (("e^x", "(e^x - 1)", "(2x - 3)", "(x^2 - 1)"), ("/(e^x + 1)", "/(x^2 + 1)", "/(x^2 + 3)")),
    }
    nudge = "What is done last here is a division. Which part is on top, which one below?"
    return _derivative("".join(map(chance.choice, pools[level])), nudge)


@skill("chain rule", "rules", "Chain")
def chain(chance: Chance, level: int) -> Exercise:
    """Ask for a chain of two, then with roots and logarithms, then of three."""
    outer = {
        1: ("sin({})", "cos({})", "e^({})", "({})^3", "({})^4"),
        2: ("sqrt({})", "log({})", "tanh({})", "({})^(-2)"),
        3: ("e^({})", "({})^3", "sqrt({})", "log({})"),
    }
    inner = {
        1: ("2x", "3x + 1", "x^2", "5x - 2"),
        2: ("1 + x^2", "3x^2 + 1", "1 + e^x", "2x + 5"),
        3: ("1 + e^(2x)", "2 + sin(3x)", "1 + (2x - 1)^2", "3 + cos(x^2)"),
    }
    formula = chance.choice(outer[level]).format(chance.choice(inner[level]))
    return _derivative(formula, "Something stands inside something else here. What is outside, what inside?")


@skill("second derivative", "derivatives", "Further: bending is not the second derivative")
def second(chance: Chance, level: int) -> Exercise:
    """Ask for a polynomial, then for an exponential or a sine, then for a product or a longer chain."""
    polynomials = [f"{a} {b}" for a in ("x^3", "2x^3", "x^4", "5x^2") for b in ("- 4x", "+ 3x - 1", "- x^5")]
    simple = [f.format(k) for f in ("sin({}x)", "cos({}x)", "e^({}x)") for k in (2, 3, 5)]
    simple += ["log x", "1/x", "x^2 + e^(-x)", "4 sqrt x"]
    longer = ("x e^x", "x sin x", "x cos x", "x^2 e^x", "e^(-x^2)", "x log x", "log(1 + e^x)", "(2x + 1)^5")
    formula = chance.choice({1: polynomials, 2: simple, 3: longer}[level])
    return _derivative(
        formula, "Twice in a row: first the slope, then the slope of the slope.", "second derivative"
    )


# by heart


class _Slope(NamedTuple):
    formula: str
    hints: tuple[str, str, str]


_CIRCLE = "Sine and cosine are each other's slope, one of them with a minus."
_POWER = "The exponent comes down in front, and above one less of it is left."
_BY_HEART = (
    _Slope("sin x", ("Where is the sine level, where steepest?", _CIRCLE,
        "At 0 the sine climbs with slope 1.")),
    _Slope("cos x", ("Does the cosine rise or fall, right of 0?", _CIRCLE, "At 0 the cosine is level.")),
    _Slope("e^x", (
        "This curve is the steeper the higher it is.",
        "The number e is chosen so that height and slope agree.",
        "At 0 the height is 1, and so is the slope.",
    )),
    _Slope("log x", (
        "The logarithm always grows, but ever more slowly.",
        "It undoes the exponential: put the one into the other, and use the chain rule.",
        "At 1 the slope is 1, at 2 it is a half.",
    )),
    _Slope("1/x", (
        "Does this curve rise or fall?",
        "Write it as a power with the exponent −1.",
        "The exponent −1 comes down in front; above, one less than −1 is left.",
    )),
    *(_Slope(f"x^{n}", ("It is a power of x.", _POWER,
        f"Begin with the factor {n}.")) for n in (3, 4, 5, 6, 8)),
)  # fmt: skip
_NETWORKS = (
    _Slope("tanh x", (
        "It is steepest at 0 and dies out on both sides.",
        "Write it as sinh over cosh, and use the quotient rule.",
        "At 0 the slope is 1; use the square of the function itself.",
    )),
    _Slope("sigmoid x", (
        "Its slope can be written with the function itself.",
        "Write it as 1 over a sum with an exponential, and use the chain rule.",
        "At 0 the function is a half and its slope a quarter: which product is that?",
    )),
    _Slope("softplus x", (
        "It is a rounded relu: its slope goes from 0 to 1.",
        "Write it as the logarithm of a sum with an exponential, and use the chain rule.",
        "The outer slope is 1 over that sum; the inner slope is the exponential.",
    )),
    _Slope("sqrt x", (
        "It always rises, but ever more slowly.",
        "A root is a power with the exponent 1/2.",
        "The 1/2 comes down in front; above, minus a half is left.",
    )),
    _Slope("e^(-x)", (
        "It falls, and ever more slowly.",
        "The outside stays as it is; the inside has a slope too.",
        "The inside is −x, with the slope −1.",
    )),
)  # fmt: skip
_POINTS = (
    ("sin x", "0"), ("cos x", "pi/2"), ("sin x", "pi"), ("e^x", "0"), ("log x", "2"), ("log x", "1/4"),
    ("1/x", "2"), ("1/x", "-3"), ("x^3", "-2"), ("x^4", "-1"), ("x^5", "2"), ("tanh x", "0"), ("sigmoid x",
    "0"),
    ("softplus x", "0"), ("sqrt x", "9"), ("sqrt x", "1/4"),
)  # fmt: skip


@skill("slopes by heart", "rules", "2. Slopes worth knowing by heart · core")
def by_heart(chance: Chance, level: int) -> Exercise:
    """Ask for the four of school and powers, then for those of networks, then for their values."""
    if level < 3:
        slope = chance.choice((_BY_HEART, _NETWORKS)[level - 1])
        return asked_for(Problem("derivative", slope.formula, ("x",)), hints=slope.hints)
    formula, at = chance.choice(_POINTS)
    (hints,) = {slope.hints for slope in (*_BY_HEART, *_NETWORKS) if slope.formula == formula}
    put_in = "Take the slope from the table first; only then put the point in."
    return asked_for(Problem("derivative", formula, ("x",), at=(at,)), hints=(hints[0], hints[1], put_in))
