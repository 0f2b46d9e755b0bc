"""Derivatives from values alone: difference quotients, the complex step, and how wrong they are.

Every function here takes any callable of one number and is curried like f'(x):
``derivative(f)`` is again something to call.
"""

from lessons_lib.numeric._derivative import derivative
from lessons_lib.numeric._error_curve import ErrorCurve, error_curve
from lessons_lib.numeric._one_sided import one_sided
from lessons_lib.numeric._schemes import SCHEMES, Scheme

__all__ = ["SCHEMES", "ErrorCurve", "Scheme", "derivative", "error_curve", "one_sided"]
