"""Forward mode: dual numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lessons_lib.slopes.automatic._operations import Keywords, Operation
from lessons_lib.slopes.automatic._traced import PYTHON_NUMBERS, Traced

Value = Any


class Dual(Traced):
    """A number a + b·ε with ε² = 0: the value a, and beside it the tangent b, its rate of change.

    Multiplied out, (a + b·ε)(c + d·ε) = ac + (ad + bc)·ε: the product rule, found by algebra alone. Any
    operation does the same: f(a + b·ε) = f(a) + f'(a) b·ε. So a program that is run on a + 1·ε computes its
    value and, with every step, its derivative; nothing is approximated.

    Parameters
    ----------
    value : float or ndarray, shape s
        What an ordinary run of the program would have here.
    tangent : float or ndarray, shape s
        How fast the value changes, per unit of the parameter that is varied.
    level : int
        Which derivative this tangent belongs to. In a derivative inside a derivative each has its own ε;
        an operation works on the innermost, and takes the others for ordinary values.

    Examples
    --------
    >>> x = Dual(3.0, 1.0, level=1)
    >>> x * x + 2 * x
    Dual(value=15.0, tangent=8.0)
    """

    __slots__ = ("tangent",)

    def __init__(self, value: Value, tangent: Value, level: int) -> None:
        super().__init__(value, level)
        self.tangent = np.float64(tangent) if type(tangent) in PYTHON_NUMBERS else tangent

    def result(
        self,
        operation: Operation,
        y: Value,
        inputs: Sequence[Value],
        sources: Sequence[Traced | None],
        keywords: Keywords,
    ) -> Dual:
        """Return y with its tangent, which the operation's rule makes from the inputs' tangents."""
        tangents = [source.tangent if isinstance(source, Dual) else None for source in sources]
        return Dual(y, operation.push(tangents, y, inputs, keywords), self.level)

    def __repr__(self) -> str:
        return f"Dual(value={self.value}, tangent={self.tangent})"
