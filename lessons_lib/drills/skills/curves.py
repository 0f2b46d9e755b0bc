"""Lesson 01: derivatives of functions of one variable."""

from __future__ import annotations

from lessons_lib.drills._problem import Problem

from ._asking import asked_for
from ._exercise import Exercise
from ._skill import Chance, skill

_SLOW = ("x", "x^2", "x^3", "(x + 1)", "(2x - 1)")
_QUICK = ("sin x", "cos x", "e^x", "log x")


@skill("product rule", "01", "The rules")
def product(chance: Chance, level: int) -> Exercise:
    """Ask for a product of two, then with a chain inside, then of three."""
    one, other = chance.choice(_SLOW), chance.choice(_QUICK)
    if level == 2:
        other = chance.choice(("sin(2x)", "cos(3x)", "e^(2x)", "e^(-x)"))
    formula = f"{one} {other}" if level < 3 else f"x e^x {chance.choice(('sin x', 'cos x'))}"
    domain = "x > 0" if "log" in formula else None
    return asked_for(Problem("derivative", formula, ("x",)), domain=domain)
