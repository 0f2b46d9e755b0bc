"""One run of a program, forward on dual numbers or onto a tape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lessons_lib.slopes.automatic._dual import Dual
from lessons_lib.slopes.automatic._levels import innermost, run
from lessons_lib.slopes.automatic._tape import Recorded, Tape

Program = Callable[[Any], Any]
Value = Any


def forward(f: Program, x: Value, direction: Value) -> tuple[Value, Value]:
    """Return f(x) and its tangent along a direction."""
    with innermost() as level:
        y = run(f, Dual(x, direction, level))
    if isinstance(y, Dual) and y.level == level:
        return y.value, y.tangent
    return y, np.zeros(y.shape)


def reverse(f: Program, x: Value) -> tuple[Value, Callable[[Value], Value]]:
    """Return f(x) and the map from an adjoint of f(x) to that of x."""
    with innermost() as level:
        variable = Tape(level).variable(x)
        y = run(f, variable)
    if not (isinstance(y, Recorded) and y.level == level):
        return y, lambda weight: np.zeros(x.shape)

    def pull(weight: Value) -> Value:
        found = variable.tape.adjoint(y, weight, variable)
        return np.zeros(x.shape) if found is None else found

    return y.value, pull


def basis(shape: tuple[int, ...]) -> Iterator[Value]:
    """Yield the unit vectors of a shape; 1 for the shape of a number."""
    size = int(np.prod(shape, dtype=int))
    return (row.reshape(shape)[()] for row in np.eye(size))
