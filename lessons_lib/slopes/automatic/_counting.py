"""How much work a program is: run it with nodes that write down what is done, and count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from autograd.core import VJPNode
from autograd.tracer import Node, notrace_primitives
from numpy.typing import ArrayLike

from lessons_lib.slopes.automatic._box import Traced, plain, tracing
from lessons_lib.slopes.automatic._functions import ENTRYWISE
from lessons_lib.slopes.automatic._runs import real_array


class Work(NamedTuple):
    """What one run of a program takes."""

    operations: int
    entries: int
    numbers: int


class _Written(Node):  # type: ignore[misc]  # autograd has no types
    """A node of autograd's that keeps no derivative: it adds its operation to a list."""

    __slots__ = ("done",)

    def __init__(self, value: Any, fun: Any, args: Any, *rest: Any) -> None:
        self.done = rest[-1][0].done
        self.done.append((fun, value, args))

    def initialize_root(self, done: list[Any]) -> None:
        """Begin with the list that all nodes write into."""
        self.done = done


notrace_primitives[_Written] = notrace_primitives[VJPNode]


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
    17
    """

    def count(*inputs: ArrayLike) -> Work:
        points = [real_array(given) for given in inputs]
        done: list[Any] = []
        with np.errstate(all="ignore"), tracing() as level:
            program(*[Traced(point, level, _Written.new_root(done)) for point in points])
        kept = sum(map(_size, points)) + sum(_size(value) for _, value, _ in done)
        return Work(sum(_operations(*entry) for entry in done), len(points) + len(done), kept)

    return count


def _operations(function: Any, value: Any, inputs: tuple[Any, ...]) -> int:
    """Return the sums, products and functions of one entry; 0 where numbers are only moved."""
    count, raw = _size(value), function.fun
    if raw is np.matmul:
        inner: int = np.shape(plain(inputs[0]))[-1]
        return count * (2 * inner - 1)
    if raw is np.einsum:
        letters = inputs[0].replace(" ", "").partition("->")[0].replace(",", "")
        lengths = [length for operand in inputs[1:] for length in np.shape(plain(operand))]
        terms = int(np.prod(list(dict(zip(letters, lengths, strict=True)).values())))
        return terms * (len(inputs) - 1) - count
    if raw is np.sum:
        return _size(inputs[0]) - count
    if raw.__name__ in {"mut_add", "sparse_add"}:  # where contributions meet; the first is only written down
        return 0 if inputs[1] is None else count
    elementary = isinstance(raw, np.ufunc) or function in ENTRYWISE or raw.__name__ in {"add", "cumsum"}
    return count if elementary else 0


def _size(value: Any) -> int:
    return int(np.size(plain(value)))
