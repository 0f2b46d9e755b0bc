"""One elementary operation: its value, and its slope along each of its arguments."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from lessons_lib.formula import Function, children, text
from lessons_lib.slopes import automatic

_BY_ITS_VALUE = re.compile(r"\w+\(u\)|√u|.*\^.*[uw].*")


class Rule:
    """An operation on one or two numbers u and w, with its exact derivatives."""

    def __init__(self, formula: str, count: int) -> None:
        self.count = count
        self._f = Function(formula, ["u", "w"] if count == 2 else "u")
        self.text = self._f.text
        self._slope = self._f.gradient if count == 2 else self._f.derivative
        trees = children(self._slope.tree) if count == 2 else (self._slope.tree,)
        self.slopes = tuple(self._short(text(tree)) for tree in trees[:count])

    def _short(self, slope: str) -> str:
        """Write v for the operation's own value where its slope is told by it, as for e^u."""
        if not _BY_ITS_VALUE.fullmatch(self.text):
            return slope
        name = self.text.removesuffix("(u)")
        return slope.replace(self.text, "v").replace(f"{name}²(u)", "v²")

    def value(self, arguments: Sequence[float]) -> float:
        """Return the result; nan outside the domain."""
        return float(self._f(self._input(arguments)))

    def slopes_at(self, arguments: Sequence[float], value: float) -> tuple[float, ...]:
        """Return the exact slopes along the arguments: nan where there is none."""
        if not self.count or math.isnan(value):
            return (math.nan,) * self.count
        return tuple(np.ravel(self._slope(self._input(arguments))).tolist())

    def program_slopes(self, arguments: Sequence[float]) -> tuple[float, ...]:
        """Return what a program takes for the slopes where there are none, as 0 at the kink of relu."""
        verb: Any = automatic.gradient if self.count == 2 else automatic.derivative
        return tuple(np.ravel(verb(self._f)(self._input(arguments))).tolist())

    def _input(self, arguments: Sequence[float]) -> Any:
        return list(arguments) if self.count == 2 else [*arguments, 0.0][0]


@lru_cache(maxsize=512)
def rule(formula: str, count: int) -> Rule:
    """Return an operation, made once."""
    return Rule(formula, count)


def filled(text: str, words: Mapping[str, str]) -> str:
    """Write names or numbers for the letters u, w and v of a rule.

    Examples
    --------
    >>> filled("2u·w + sin(u)", {"u": "x", "w": "v1"})
    '2x·v1 + sin(x)'
    """
    return re.sub(r"(?<![A-Za-z])[uwv](?![A-Za-z])", lambda match: words[match[0]], text)
