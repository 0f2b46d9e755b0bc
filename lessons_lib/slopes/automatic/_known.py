"""Which NumPy functions are known here, besides those of the table of rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

Value = Any
Handler = TypeVar("Handler", bound=Callable[..., Value])

# What to do instead of an array function, filled by the modules that import this one.
ARRAY_FUNCTIONS: dict[Any, Callable[..., Value]] = {}
# Ufuncs whose values are counts, truth values or steps: their derivative is 0 wherever they have one.
STEPS = frozenset(
    {np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.isfinite, np.isnan}
    | {np.isinf, np.signbit, np.sign, np.floor, np.ceil, np.rint, np.trunc, np.floor_divide, np.heaviside}
    | {np.logical_and, np.logical_or, np.logical_not, np.logical_xor}
)


def instead_of(*functions: Any) -> Callable[[Handler], Handler]:
    """Enter what stands in for NumPy's functions where an input is traced."""

    def enter(handler: Handler) -> Handler:
        ARRAY_FUNCTIONS.update(dict.fromkeys(functions, handler))
        return handler

    return enter
