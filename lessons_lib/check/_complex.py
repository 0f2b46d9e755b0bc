"""A tie-breaker: formulas that have no value on the real line, compared in the complex plane."""

from __future__ import annotations

from random import Random
from typing import Any

from mpmath import isfinite

from lessons_lib.formula import Node, ShapeError, evaluate

_POINTS, _ENOUGH = 16, 8
_TOLERANCE = 1e-30


def same_off_the_line(one: Node, other: Node, variables: tuple[str, ...]) -> bool:
    """Tell whether two formulas agree at every seeded complex point where both have a value."""
    random = Random(2024)  # noqa: S311 - the same points every time
    met = 0
    for _ in range(_POINTS):
        point = {name: complex(random.uniform(-3, 3), random.uniform(-2, 2)) for name in variables}
        try:
            values = evaluate(one, point), evaluate(other, point)
        except ShapeError:
            return False
        if any(isinstance(value, tuple) or not isfinite(value) for value in values):
            continue
        if not _near(*values):
            return False
        met += 1
    return met >= _ENOUGH


def _near(one: Any, other: Any) -> bool:
    return bool(abs(one - other) <= _TOLERANCE * max(abs(one), abs(other)))
