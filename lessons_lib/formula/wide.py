"""Floats with exponents of any size, for steps between that leave the range of floats: x² where x is 1e200.

Operations by which a value can come back into that range keep its exponent; all others take and give floats.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import floats

_LOG_2 = np.log(2.0)
_LOG_2_REST = 2.3190468138462996e-17  # what ln 2 has beyond its float
_MOST = 2.0**52


class Wide:
    """The numbers m 2^e, with m between 1/2 and 1 (or 0, inf, nan)."""

    __slots__ = ("e", "m")

    def __init__(self, m: ArrayLike, e: ArrayLike) -> None:
        self.m, shift = np.frexp(m)
        self.e = np.where(self.m == 0, 0.0, np.asarray(e) + shift)

    @staticmethod
    def of(values: ArrayLike) -> Wide:
        return Wide(values, 0.0)

    def floats(self) -> NDArray[np.float64]:
        return _shifted(self.m, self.e)

    def __neg__(self) -> Wide:
        return Wide(-self.m, self.e)

    def __add__(self, other: Wide) -> Wide:
        top = np.where(self.m == 0, other.e, np.where(other.m == 0, self.e, np.maximum(self.e, other.e)))
        return Wide(_shifted(self.m, self.e - top) + _shifted(other.m, other.e - top), top)

    def __sub__(self, other: Wide) -> Wide:
        return self + -other

    def __mul__(self, other: Wide) -> Wide:
        return Wide(self.m * other.m, self.e + other.e)

    def __truediv__(self, other: Wide) -> Wide:
        return Wide(floats.divide(self.m, other.m), self.e - other.e)


def _shifted(m: NDArray[np.float64], e: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted: NDArray[np.float64] = np.ldexp(m, np.clip(e, -2200, 2200).astype(int))
    return shifted


def widened(function: Callable[..., Any], *arguments: Wide) -> Wide:
    if rule := _RULES.get(function):
        return rule(*arguments)
    return Wide.of(function(*(argument.floats() for argument in arguments)))


def _exp(x: Wide) -> Wide:
    value = x.floats()
    turns = np.rint(np.clip(value / _LOG_2, -_MOST, _MOST))
    return Wide(np.exp(value - turns * _LOG_2 - turns * _LOG_2_REST), turns)


def _log(x: Wide) -> Wide:
    return Wide.of(floats.log(x.m) + x.e * _LOG_2)


def _power(base: Wide, exponent: Wide) -> Wide:
    power = exponent.floats()
    total = base.e * power
    whole = np.where(np.abs(total) < _MOST, np.floor(total), 0)
    small = np.abs(power) < 1000
    near = Wide(floats.power(base.m, power) * np.exp2(total - whole), whole)
    far = _exp(exponent * _log(_chosen(base.m < 0, -base, base)))
    sign = floats.power(np.sign(base.m), np.where(np.abs(power) < _MOST, power, np.nan))
    return _chosen(small | (base.m == 0), near, far * Wide.of(np.where(base.m > 0, 1.0, sign)))


def _sqrt(x: Wide) -> Wide:
    odd = np.mod(x.e, 2)
    return Wide(np.sqrt(x.m * (1 + odd)), (x.e - odd) / 2)


def _chosen(condition: NDArray[np.bool_], yes: Wide, no: Wide) -> Wide:
    return Wide(np.where(condition, yes.m, no.m), np.where(condition, yes.e, no.e))


def _cosh(x: Wide) -> Wide:
    return (_exp(x) + _exp(-x)) * Wide.of(0.5)


def _sinh(x: Wide) -> Wide:
    return _chosen(np.abs(x.floats()) < 1, Wide.of(np.sinh(x.floats())), (_exp(x) - _exp(-x)) * Wide.of(0.5))


def _one_over(x: Wide) -> Wide:
    return Wide.of(1.0) / x


def _by_mantissa(function: Callable[[Any], Any]) -> Callable[[Wide], Wide]:
    """Return a function that depends on the sign only."""
    return lambda x: Wide.of(function(x.m))


_RULES: dict[Any, Callable[..., Wide]] = {
    operator.add: operator.add,
    operator.sub: operator.sub,
    operator.mul: operator.mul,
    operator.neg: operator.neg,
    operator.truediv: operator.truediv,
    floats.divide: operator.truediv,
    floats.power: _power,
    np.power: _power,
    np.sqrt: _sqrt,
    floats.cbrt: lambda x: _power(_chosen(x.m < 0, -x, x), Wide.of(1 / 3)) * Wide.of(np.sign(x.m)),
    np.exp: _exp,
    floats.log: _log,
    np.log: _log,
    np.cosh: _cosh,
    np.sinh: _sinh,
    floats.sech: lambda x: _one_over(_cosh(x)),
    floats.csch: lambda x: _one_over(_sinh(x)),
    floats.absolute: lambda x: Wide(np.abs(x.m), x.e),
    floats.relu: lambda x: Wide(floats.relu(x.m), x.e),
    floats.larger: lambda a, b: _chosen((a - b).m > 0, a, b),
    floats.smaller: lambda a, b: _chosen((a - b).m < 0, a, b),
    floats.sign: _by_mantissa(floats.sign),
    floats.heaviside: _by_mantissa(floats.heaviside),
    floats.kink(-1.0, 1.0): _by_mantissa(floats.kink(-1.0, 1.0)),
    floats.kink(0.0, 1.0): _by_mantissa(floats.kink(0.0, 1.0)),
}
