"""Questions read back from their plain words, so that laws can be tested on what a learner sees."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from lessons_lib.drills.skills import LEVELS, Exercise, skill_named
from lessons_lib.formula import Function, evaluate, parse

SEEDS = range(2)


def questions(name: str, *levels: int) -> list[Exercise]:
    """Return a few questions of some levels."""
    return [skill_named(name).exercise(level, seed) for level in levels or LEVELS for seed in SEEDS]


def array(typed: str) -> Any:
    """Return a number, list or matrix that is written with brackets of either kind."""
    plain = typed.replace("(", "[").replace(")", "]")
    return np.array(evaluate(parse(plain).tree), dtype=float)


def number(typed: str) -> float:
    """Return a number that may hold logarithms."""
    return float(evaluate(parse(typed).tree))


def answer(exercise: Exercise) -> Any:
    """Return the right answer as numbers."""
    return np.array(evaluate(parse(exercise.answer).tree), dtype=float)


def found(exercise: Exercise, pattern: str) -> str:
    """Return what a pattern finds in the question."""
    match = re.search(pattern, exercise.said)
    assert match, exercise.said
    return match[1]


def value(exercise: Exercise, name: str) -> Any:
    """Return the list or matrix that the question gives to a name."""
    return array(found(exercise, rf"{name} = (\((?:[^()]|\([^()]*\))*\))"))


def numbers(exercise: Exercise) -> list[int]:
    """Return the whole numbers of the question, in order."""
    return [int(each) for each in re.findall(r"\d+", exercise.said)]


def function(exercise: Exercise, pattern: str, variables: str) -> Function:
    """Return the function whose formula a pattern finds."""
    formula = found(exercise, pattern)
    inside = formula[1:-1] if formula.startswith(("(", "[")) and "," in formula else formula
    return Function(inside, variables=variables.replace(",", "").split())
