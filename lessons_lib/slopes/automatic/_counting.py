"""How much work a program is: run it onto a tape and count what stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.slopes.automatic import _rules as rules
from lessons_lib.slopes.automatic._levels import innermost
from lessons_lib.slopes.automatic._operations import Elementwise
from lessons_lib.slopes.automatic._points import real_array
from lessons_lib.slopes.automatic._tape import Entry, Tape
from lessons_lib.slopes.automatic._traced import plain


class Work(NamedTuple):
    """What one run of a program takes."""

    operations: int
    entries: int
    numbers: int


def work(program: Callable[..., Any]) -> Callable[..., Work]:
    """Return (x, ...) -> how much work the program does on these inputs.

    A derivative is a program too, and can be counted like any other: all that depends on the inputs named
    is on the tape. What is computed from constants alone is not.

    Parameters
    ----------
    program : callable
        Takes numbers or arrays, as many as are given; written with NumPy.

    Returns
    -------
    callable
        Of the inputs, arrays of any shapes, giving a `Work`.

    Raises
    ------
    ValueError
        On the call, if an input is not finite and real.
    TypeError
        On the call, if the program does something that has no derivative rule, or would lose the derivative.

    Examples
    --------
    >>> from lessons_lib.slopes.automatic import vjp
    >>> def f(x):
    ...     return np.sum(x * x)
    >>> work(f)([1, 2, 3])
    Work(operations=5, entries=3, numbers=7)
    >>> work(vjp(f))([1, 2, 3], 1).operations
    14
    """

    def count(*inputs: ArrayLike) -> Work:
        points = [real_array(given) for given in inputs]
        with np.errstate(all="ignore"), innermost() as level:
            tape = Tape(level)
            program(*[tape.variable(point) for point in points])
        results = [entry for entry in tape.entries if entry is not None]
        kept = [*points, *(entry.y for entry in results)]
        return Work(sum(map(_operations, results)), len(tape.entries), sum(map(_size, kept)))

    return count


def _operations(entry: Entry) -> int:
    """Return the sums, products and functions of one line; 0 where numbers are only moved."""
    count = _size(entry.y)
    if entry.operation is rules.MATMUL:
        inner: int = np.shape(plain(entry.inputs[0]))[-1]
        return count * (2 * inner - 1)
    if entry.operation is rules.SUM:
        return _size(entry.inputs[0]) - count
    return count if isinstance(entry.operation, Elementwise) or entry.operation is rules.CUMULATE else 0


def _size(value: Any) -> int:
    return int(np.size(plain(value)))
