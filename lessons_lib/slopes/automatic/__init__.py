"""Derivatives of programs: neither formula nor difference.

Each verb takes any callable of one number or array that is written with NumPy, and is curried like f'(x):
``gradient(f)`` is again something to call, and to differentiate. Differentiating appends the input's shape
to the output's. The work is done by HIPS autograd. `work` counts what a program, or its derivative, takes.
"""

from lessons_lib.slopes.automatic._counting import Work, work
from lessons_lib.slopes.automatic._refusals import LostDerivativeError, UnknownOperationError
from lessons_lib.slopes.automatic._verbs import derivative, gradient, hessian, hvp, jacobian, jvp, vjp

__all__ = [
    "LostDerivativeError",
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
