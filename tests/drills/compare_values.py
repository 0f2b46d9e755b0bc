"""The value of a formula by mpmath's own functions at 120 digits: nothing of the checker is used."""

from collections.abc import Callable
from typing import Any

import mpmath

from lessons_lib.formula import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
)

MP = mpmath.mp.clone()
MP.dps = 120


def _real(value: Any) -> Any:
    if isinstance(value, MP.mpc):
        raise ValueError("not real")  # noqa: TRY004 - a value, not a type
    if not MP.isfinite(value):
        raise ValueError("not finite")
    return value


_PLAIN: dict[str, Callable[[Any], Any]] = {
    name: getattr(MP, name)
    for name in (
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "exp",
        "sinh",
        "cosh",
        "tanh",
        "sech",
        "coth",
        "csch",
        "log",
        "sqrt",
        "sign",
    )
} | {
    "arcsin": MP.asin,
    "arccos": MP.acos,
    "arctan": MP.atan,
    "arcsinh": MP.asinh,
    "arccosh": MP.acosh,
    "arctanh": MP.atanh,
    "abs": MP.fabs,
    "cbrt": lambda x: MP.sign(x) * MP.cbrt(MP.fabs(x)),
    "relu": lambda x: x if x > 0 else MP.mpf(0),
    "sigmoid": lambda x: 1 / (1 + MP.exp(-x)),
    "softplus": lambda x: MP.log(1 + MP.exp(x)),
    "arcsec": MP.asec,
    "arccsc": MP.acsc,
    "arccot": lambda x: MP.atan(1 / x) if x else MP.pi / 2,
    "arccoth": MP.acoth,
    "arcsech": MP.asech,
    "arccsch": MP.acsch,
    "heaviside": lambda x: (1 + MP.sign(x)) / 2,
}


def value_at(tree: Node, point: dict[str, Any]) -> Any:
    """Return the value on the reals by mpmath alone.

    ValueError or ZeroDivisionError where there is none, OverflowError where it is large.
    """
    inner = [value_at(part, point) for part in children(tree)]
    if any(abs(value) > 1e6 for value in inner) and isinstance(tree, Call | Power):
        raise OverflowError
    if isinstance(tree, Name):
        return MP.mpf(point[tree.name])
    return _VALUES[type(tree)](tree, *inner)


EDGES = {"arcsin": (1, -1), "arccos": (1, -1), "arccosh": (1,), "arctanh": (1, -1), "sqrt": (0,), "log": (0,)}
NEARLY = MP.mpf(10) ** -60


def _call(tree: Call, *inner: Any) -> Any:
    if tree.function in {"min", "max"}:
        return max(inner) if tree.function == "max" else min(inner)
    if any(abs(inner[0] - edge) < NEARLY for edge in EDGES.get(tree.function, ())):
        raise ValueError("on the edge of the domain, where rounding decides")
    if len(inner) == 2:
        return _real(MP.log(inner[0]) / MP.log(inner[1]))
    return _real(_PLAIN[tree.function](inner[0]))


_VALUES: dict[type, Callable[..., Any]] = {
    Number: lambda tree: MP.mpf(tree.value.numerator) / tree.value.denominator,
    Constant: lambda tree: +MP.pi if tree.name == "pi" else +MP.e,
    Negative: lambda _, value: -value,
    Sum: lambda _, *terms: MP.fsum(terms),
    Product: lambda _, *factors: MP.fprod(factors),
    Quotient: lambda _, top, bottom: top / bottom,
    Power: lambda _, base, exponent: _real(MP.power(base, exponent)),
    Call: _call,
}
