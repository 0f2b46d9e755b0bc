"""The three kinds of operation, each with its derivative in both directions.

An operation y = f(a, b, ...) is differentiated twice over by one rule. Forward mode *pushes* the inputs'
tangents to the output's: ``J v``. Reverse mode *pulls* the output's adjoint back to one input's: ``J^T w``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Value = Any
Tangents = Sequence[Value | None]
Keywords = dict[str, Any]


class Operation:
    """What NumPy computes; a kind of operation adds how its derivative is pushed and pulled."""

    def __init__(self, evaluate: Callable[..., Value]) -> None:
        self.evaluate = evaluate

    def push(self, tangents: Tangents, y: Value, inputs: Sequence[Value], keywords: Keywords) -> Value:
        """Return the tangent of y; the tangent of a constant input is None."""
        raise NotImplementedError

    def pull(
        self, place: int, adjoint: Value, y: Value, inputs: Sequence[Value], keywords: Keywords
    ) -> Value:
        """Return what y's adjoint contributes to the adjoint of the input at that place."""
        raise NotImplementedError


class Elementwise(Operation):
    """Entry by entry, with broadcasting.

    The Jacobian is diagonal, and a diagonal matrix is its own transpose: so one rule
    ``scale(t, y, a, b)``, "t times the partial derivative", serves both directions.
    """

    def __init__(self, evaluate: Callable[..., Value], *scales: Callable[..., Value]) -> None:
        super().__init__(evaluate)
        self.scales = scales

    def push(self, tangents: Tangents, y: Value, inputs: Sequence[Value], keywords: Keywords) -> Value:
        """Return the sum of partial derivative times tangent, in the shape of y."""
        pairs = zip(self.scales, tangents, strict=True)
        parts = [scale(tangent, y, *inputs) for scale, tangent in pairs if tangent is not None]
        total = parts[0] if len(parts) == 1 else parts[0] + parts[1]
        return total if total.shape == y.shape else np.broadcast_to(total, y.shape)

    def pull(
        self, place: int, adjoint: Value, y: Value, inputs: Sequence[Value], keywords: Keywords
    ) -> Value:
        """Return partial derivative times adjoint, in the shape of the input."""
        return unbroadcast(self.scales[place](adjoint, y, *inputs), inputs[place].shape)


class Linear(Operation):
    """Linear in all inputs together, as sum, reshape and stack: tangents pass through the operation itself.

    ``transposed(place, adjoint, inputs, **keywords)`` is the transposed linear map.
    """

    def __init__(self, evaluate: Callable[..., Value], transposed: Callable[..., Value]) -> None:
        super().__init__(evaluate)
        self.transposed = transposed

    def push(self, tangents: Tangents, y: Value, inputs: Sequence[Value], keywords: Keywords) -> Value:
        """Return the operation on the tangents, 0 for a constant."""
        pairs = zip(tangents, inputs, strict=True)
        whole = [np.zeros(np.shape(given)) if tangent is None else tangent for tangent, given in pairs]
        return self.evaluate(*whole, **keywords)

    def pull(
        self, place: int, adjoint: Value, y: Value, inputs: Sequence[Value], keywords: Keywords
    ) -> Value:
        """Return the transposed map of the adjoint."""
        return self.transposed(place, adjoint, inputs, **keywords)


class Bilinear(Operation):
    """Linear in each of two inputs, as the matrix product: the product rule holds."""

    def __init__(self, evaluate: Callable[..., Value], *transposed: Callable[..., Value]) -> None:
        super().__init__(evaluate)
        self.transposed = transposed

    def push(self, tangents: Tangents, y: Value, inputs: Sequence[Value], keywords: Keywords) -> Value:
        """Return a' b + a b', without the part of a constant."""
        (a, b), (da, db) = inputs, tangents
        if da is None or db is None:
            return self.evaluate(a if da is None else da, b if db is None else db, **keywords)
        return self.evaluate(da, b, **keywords) + self.evaluate(a, db, **keywords)

    def pull(
        self, place: int, adjoint: Value, y: Value, inputs: Sequence[Value], keywords: Keywords
    ) -> Value:
        """Return the transposed map of the adjoint, in the shape of the input."""
        return self.transposed[place](adjoint, *inputs, **keywords)


def unbroadcast(adjoint: Value, shape: tuple[int, ...]) -> Value:
    """Add up an adjoint over the axes along which an input of that shape was repeated.

    Examples
    --------
    >>> unbroadcast(np.ones((4, 3)), (3,))
    array([4., 4., 4.])
    """
    if adjoint.shape == shape:
        return adjoint
    if adjoint.ndim < len(shape) or adjoint.size < np.prod(shape, dtype=int):
        return np.broadcast_to(adjoint, shape)
    lead = adjoint.ndim - len(shape)
    repeated = tuple(lead + axis for axis, size in enumerate(shape) if size == 1)
    return np.reshape(np.sum(adjoint, axis=(*range(lead), *repeated)), shape)
