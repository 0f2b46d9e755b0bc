"""Derivatives from values alone: difference quotients, the complex step, and how wrong they are.

Every verb takes any callable of one number or one array and is curried like f'(x): ``gradient(f)`` is
again something to call. A derivative appends the input's shape to the output's.
"""

from lessons_lib.slopes.numeric._error_curve import ErrorCurve, error_curve
from lessons_lib.slopes.numeric._hessian import hessian
from lessons_lib.slopes.numeric._one_sided import one_sided
from lessons_lib.slopes.numeric._schemes import SCHEMES, Scheme
from lessons_lib.slopes.numeric._slopes import derivative, directional, gradient, jacobian

__all__ = [
    "SCHEMES",
    "ErrorCurve",
    "Scheme",
    "derivative",
    "directional",
    "error_curve",
    "gradient",
    "hessian",
    "jacobian",
    "one_sided",
]
