"""Layers of networks: what each computes, and the matrices that its Jacobian is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.formula import Function
from lessons_lib.slopes import automatic

Program = Callable[[Any], Any]
Factors = tuple[tuple[str, Array], ...]

_W: Final = np.array([[2.0, -1.0], [0.5, 1.0], [-1.0, 0.0]])
_B: Final = np.array([1.0, 0.0, -1.0])
_W1: Final = np.array([[1.0, 1.0], [2.0, -1.0], [-1.0, 2.0]])
_B1: Final = np.array([-0.5, 1.0, 1.0])
_W2: Final = np.array([[1.0, -1.0, 2.0], [0.0, 2.0, -1.0], [-2.0, 1.0, 1.0], [1.0, 0.0, -1.0]])
_B2: Final = np.array([0.0, 1.0, 0.0, -1.0])


@dataclass(frozen=True, eq=False)
class LayerKind:
    """A layer with fixed weights."""

    name: str
    inputs: int
    program: Program
    formula: str
    rule: str
    largest: float
    widest: str = "−0.25"
    signs: str = ""
    curve: Function | None = None
    kinks: tuple[Array, Array] | None = None
    letter: str = "y"
    made_of: Callable[[Array], Factors] = field(default=lambda _x: ())

    def value(self, x: ArrayLike) -> Array:
        """Return the output, shape (m,)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.program(np.asarray(x, float)), float)

    def jacobian(self, x: ArrayLike) -> Array:
        """Return the Jacobian, shape (m, inputs), by `automatic`: what the program's operations say."""
        return np.asarray(automatic.jacobian(self.program)(np.asarray(x, float)))

    def factors(self, x: ArrayLike) -> Factors:
        """Return the named matrices whose product, or difference, the Jacobian is; none if it is just one."""
        return self.made_of(np.asarray(x, float))

    def switching(self, x: ArrayLike) -> tuple[int, ...]:
        """Return which units, counted from 1, stand exactly on the kink of a relu: there is no slope."""
        if self.kinks is None and self.name != "relu":
            return ()
        at = np.asarray(x, float)
        before = at if self.kinks is None else self.kinks[0] @ at + self.kinks[1]
        return tuple(int(place) + 1 for place in np.flatnonzero(before == 0))


def _sigmoid(x: Any) -> Any:
    # The same as 1/(1 + exp(-x)), where that would overflow, too.
    return (1 + np.tanh(x / 2)) / 2


def _softmax(x: Any) -> Any:
    # Taking the largest away changes nothing but what overflows.
    powers = np.exp(x - np.max(x))
    return powers / np.sum(powers)


def _relu(x: Any) -> Any:
    # A branch: at the kink the slope is 0, as `switching` says; maximum would share it.
    return np.where(x > 0, x, 0)


def _spread(x: Array) -> Factors:
    p = np.asarray(_softmax(x))
    return ("diag(p)", np.diag(p)), ("p pᵀ", np.outer(p, p))


def _hidden(x: Array) -> Factors:
    on = (_W1 @ x + _B1 > 0).astype(float)
    return ("W₂", _W2), ("diag(relu′)", np.diag(on)), ("W₁", _W1)


def _entrywise(name: str, program: Program, curve: str) -> LayerKind:
    formula, rule = f"{name.capitalize()} of each entry", f"diag({name}′(x))"
    return LayerKind(name, 3, program, formula, rule, 1.0, "0.25", curve=Function(curve, "x"))


KINDS: Final = {kind.name: kind for kind in (
    LayerKind("linear", 2, lambda x: _W @ x + _B, "Linear layer y = W x + b", "W", 3.0, "−0.5"),
    _entrywise("relu", _relu, "relu x"),
    _entrywise("tanh", np.tanh, "tanh x"),
    _entrywise("sigmoid", _sigmoid, "1/(1 + e^(-x))"),
    LayerKind(
        "softmax", 3, _softmax, "Softmax", "diag(p) − p pᵀ", 1.0, signs="−", letter="p", made_of=_spread
    ),
    LayerKind(
        "two layers", 2, lambda x: _W2 @ _relu(_W1 @ x + _B1) + _B2, "Two layers y = W₂ relu(W₁ x + b₁) + b₂",
        "W₂ diag(relu′) W₁", 6.0, "−6", "··", kinks=(_W1, _B1), made_of=_hidden,
    ),
)}  # fmt: skip
"""All layers, in the order in which the lesson meets them."""
