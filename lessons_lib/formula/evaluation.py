"""The value of a tree at a point: 50 digits, nan where undefined, and never long at work."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from . import arrays, digits
from .arrays import Value
from .digits import BEYOND, GROWTH_BITS, NAN, Scalar, context
from .errors import OutOfReachError, ShapeError, UndefinedError
from .tree import (
    Array,
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
    Transpose,
)
from .vocabulary import FUNCTIONS

_MOST_MATRIX_EXPONENT = 16


def evaluate(tree: Node, values: Mapping[str, Any] | None = None) -> Value:
    """Evaluate a formula to 50 digits.

    Notes
    -----
    Nothing global is touched: the numbers belong to a context of their own, not to ``mpmath.mp``.

    Examples
    --------
    >>> x = Name("x")
    >>> square = Product((x, x))
    >>> evaluate(square, {"x": 3})
    mpf('9.0')
    >>> evaluate(Call("log", (x,)), {"x": -1})
    mpf('nan')
    >>> evaluate(Array((x, square)), {"x": 2})
    (mpf('2.0'), mpf('4.0'))
    """
    try:
        numbers = {name: _value(value) for name, value in (values or {}).items()}
    except UndefinedError:
        return NAN
    except OutOfReachError:
        return BEYOND
    real = not any(isinstance(part, context.mpc) for value in numbers.values() for part in arrays.flat(value))
    return _entries(tree, Evaluator(numbers, real=real))


def _entries(tree: Node, evaluator: Evaluator) -> Value:
    if isinstance(tree, Array):
        return tuple(_entries(entry, evaluator) for entry in tree.entries)
    try:
        value = evaluator.value(tree)
    except ZeroDivisionError:
        return NAN
    except OverflowError:
        return BEYOND
    return tuple(value) if isinstance(value, arrays.RowVector) else value


def _value(value: Any) -> Value:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return tuple(map(_value, value))
    return digits.scalar(value)


class Evaluator:
    """Evaluates trees at one point; `real` chooses the real line or the complex plane.

    The rules for arrays and the order of work are here; what a number is, and how it is made, raised
    to a power or put into a function, are the methods a subclass may replace.
    """

    def __init__(self, values: Mapping[str, Value], *, real: bool) -> None:
        self.values = values
        self.real = real

    def value(self, node: Node) -> Value:
        """Return the value of `node`; raises UndefinedError or OutOfReachError."""
        return _RULES[type(node)](self, node)

    def all(self, nodes: tuple[Node, ...]) -> list[Value]:
        return [self.value(node) for node in nodes]

    def apply(self, name: str, value: Value) -> Value:
        """Return a function of one number, entry by entry for an array."""
        if not isinstance(value, tuple):
            return self.function(name, value)
        return arrays.each(lambda entry: self.function(name, entry), value)

    # numbers

    def number(self, value: Fraction) -> Scalar:
        return digits.scalar(value)

    def constant(self, name: str) -> Scalar:
        return digits.constant(name)

    def function(self, name: str, value: Scalar) -> Scalar:
        known = FUNCTIONS[name]
        reach = known.reach if isinstance(value, context.mpf) else min(known.reach, GROWTH_BITS)
        if known.digits is None or digits.size(value) > reach:
            raise OutOfReachError
        return digits.defined(known.digits(value), real=self.real)

    def power(self, base: Scalar, exponent: Scalar) -> Scalar:
        return digits.power(base, exponent, real=self.real)

    def whole(self, value: Scalar) -> int | None:
        return int(value) if isinstance(value, context.mpf) and context.isint(value) else None

    def extreme(self, name: str, values: list[Scalar]) -> Scalar:
        """Return the least ("min") or largest ("max") of several numbers."""
        ordered = [digits.ordered(value) for value in values]
        return min(ordered) if name == "min" else max(ordered)

    def times(self, left: Value, right: Value) -> Value:
        return arrays.times(left, right, self.add)

    def add(self, terms: Sequence[Scalar]) -> Scalar:
        return reduce(operator.add, terms)

    def product(self, factors: list[Value]) -> Value:
        return reduce(self.times, factors)

    def matrix_power(self, base: Value, exponent: int) -> Value:
        """Return a square matrix to a whole exponent."""
        arrays.check_square(base)
        factors = [arrays.inverse(base) if exponent < 0 else base] * abs(exponent)
        return self.product(factors) if factors else arrays.identity_like(base)

    def norm(self, entries: list[Scalar]) -> Scalar:
        sizes = [abs(entry) for entry in entries]
        return sizes[0] if len(sizes) == 1 else self.function("sqrt", sum(size * size for size in sizes))

    def softmax(self, scores: tuple[Scalar, ...]) -> Value:
        powers = self.apply("exp", scores)
        total = sum(powers)
        return tuple(part / total for part in powers)


def _quotient(at: Evaluator, node: Quotient) -> Value:
    top, bottom = at.value(node.top), at.value(node.bottom)
    _need_number(bottom, "divide by")
    return arrays.each(lambda entry: entry / bottom, top)


def _power(at: Evaluator, node: Power) -> Value:
    base, exponent = at.value(node.base), at.value(node.exponent)
    _need_number(exponent, "raise to")
    if not isinstance(base, tuple):
        return at.power(base, exponent)
    whole, most = at.whole(exponent), _MOST_MATRIX_EXPONENT
    if whole is None or abs(whole) > most:
        raise ShapeError(f"A matrix is raised only to whole numbers from −{most} to {most}.")
    return at.matrix_power(base, whole)


def _need_number(value: Value, action: str) -> None:
    if isinstance(value, tuple):
        raise ShapeError(f"You can only {action} a number, not an array of shape {arrays.shape(value)}.")


def _call(at: Evaluator, node: Call) -> Value:
    arguments = at.all(node.arguments)
    if FUNCTIONS[node.function].digits and len(arguments) == 1:
        return at.apply(node.function, arguments[0])
    return _SPECIAL[node.function](at, *arguments)


def _log(at: Evaluator, value: Value, base: Value) -> Value:
    _need_number(base, "take as base")
    scale = at.apply("log", base)
    return arrays.each(lambda entry: entry / scale, at.apply("log", value))


def _softmax(at: Evaluator, value: Value) -> Value:
    if len(arrays.shape(value)) != 1:
        raise ShapeError(
            f"softmax needs a vector, as in softmax([x, y]), not an array of shape {arrays.shape(value)}."
        )
    return at.softmax(value)


def _extreme(name: str) -> Callable[..., Scalar]:
    def extreme(at: Evaluator, *arguments: Value) -> Scalar:
        return at.extreme(name, [entry for value in arguments for entry in arrays.flat(value)])

    return extreme


_SPECIAL: dict[str, Callable[..., Value]] = {
    "log": _log,
    "norm": lambda at, value: at.norm(arrays.flat(value)),
    "softmax": _softmax,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "diag": lambda at, value: arrays.diagonal(value),
    "outer": lambda at, left, right: arrays.outer(left, right),
    "dot": lambda at, left, right: arrays.dot(left, right, at.add),
}

_RULES: dict[type, Callable[[Evaluator, Any], Value]] = {
    Number: lambda at, node: at.number(node.value),
    Constant: lambda at, node: at.constant(node.name),
    Name: lambda at, node: at.values[node.name],
    Negative: lambda at, node: arrays.each(lambda entry: -entry, at.value(node.operand)),
    Sum: lambda at, node: arrays.total(at.all(node.terms), at.add),
    Product: lambda at, node: at.product(at.all(node.factors)),
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Array: lambda at, node: tuple(at.all(node.entries)),
    Transpose: lambda at, node: arrays.transposed(at.value(node.operand)),
}
