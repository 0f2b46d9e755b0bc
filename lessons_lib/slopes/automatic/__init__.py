"""Derivatives of programs: neither formula nor difference.

Each verb takes any callable of one number or array that is written with NumPy, and is curried like f'(x):
``gradient(f)`` is again something to call, and to differentiate. Differentiating appends the input's shape
to the output's.

`Dual` (forward mode) and `Tape` (reverse mode) are short and meant to be read. `work` counts what a program,
or its derivative, takes.
"""

from lessons_lib.slopes.automatic import _array_functions, _products  # noqa: F401  # they fill the table of array functions
from lessons_lib.slopes.automatic._counting import Work, work
from lessons_lib.slopes.automatic._dual import Dual
from lessons_lib.slopes.automatic._refusals import LostDerivativeError, UnknownOperationError
from lessons_lib.slopes.automatic._tape import Tape
from lessons_lib.slopes.automatic._verbs import derivative, gradient, hessian, hvp, jacobian, jvp, vjp

__all__ = [
    "Dual",
    "LostDerivativeError",
    "Tape",
    "UnknownOperationError",
    "Work",
    "derivative",
    "gradient",
    "hessian",
    "hvp",
    "jacobian",
    "jvp",
    "vjp",
    "work",
]
