"""A value whose derivative is being followed through NumPy.

A traced value stands where an array or a number would stand. Operators, NumPy's ufuncs and NumPy's array
functions all end in `apply`, which computes with the value inside and lets the kind of traced value (a dual
number, a recorded value) add the derivative. What has no rule is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from lessons_lib.slopes.automatic import _refusals as refusals
from lessons_lib.slopes.automatic import _rules as rules
from lessons_lib.slopes.automatic._known import ARRAY_FUNCTIONS, STEPS
from lessons_lib.slopes.automatic._operations import Keywords, Operation
from lessons_lib.slopes.automatic._refusals import LostDerivativeError, UnknownOperationError

Value = Any

PYTHON_NUMBERS = (int, float)


def _binary(operation: Operation) -> Callable[[Traced, Value], Value]:
    return lambda self, other: apply(operation, self, other)


def _reflected(operation: Operation) -> Callable[[Traced, Value], Value]:
    return lambda self, other: apply(operation, other, self)


def _on_values(function: Callable[..., Any]) -> Callable[[Traced, Value], Any]:
    return lambda self, other: function(plain(self), plain(other))


def _in_place(sign: str, ufunc: np.ufunc) -> Callable[[Traced, Value], Value]:
    """Return x += y for a number, which makes a new one; an array would be written into."""

    def assign(self: Traced, other: Value) -> Value:
        if self.shape:
            raise LostDerivativeError(f"x {sign}= y writes into the array x, which", f"write x = x {sign} y")
        return ufunc(self, other)

    return assign


class Traced:
    """The base of dual numbers and recorded values: a value, and the level of the derivative it serves.

    Comparisons look at the value, so branches and loops follow the path an ordinary run would take.
    """

    __slots__ = ("level", "value")
    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __init__(self, value: Value, level: int) -> None:
        self.value = np.float64(value) if type(value) in PYTHON_NUMBERS else value
        self.level = level

    def result(
        self,
        operation: Operation,
        y: Value,
        inputs: Sequence[Value],
        sources: Sequence[Traced | None],
        keywords: Keywords,
    ) -> Traced:
        """Return y with its derivative; a source is None where an input is constant."""
        raise NotImplementedError

    def through(self, operation: Operation, **keywords: Any) -> Value:
        """Return the operation on this value."""
        return apply(operation, self, **keywords)

    # what NumPy asks

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Value, **keywords: Any) -> Value:
        if method != "__call__":
            raise UnknownOperationError(f"np.{ufunc.__name__}.{method}")
        if "out" in keywords:
            raise LostDerivativeError(f"np.{ufunc.__name__} with out= or x += y", refusals.WRITE_NOTHING)
        if keywords:
            raise UnknownOperationError(f"np.{ufunc.__name__} with {next(iter(keywords))}=")
        return _by_ufunc(ufunc, inputs)

    def __array_function__(self, function: Any, types: Any, inputs: Any, keywords: Keywords) -> Value:
        if function not in ARRAY_FUNCTIONS:
            raise UnknownOperationError(refusals.name_of(function))
        handler = ARRAY_FUNCTIONS[function]
        try:
            return handler(*inputs, **keywords)
        except TypeError:
            refusals.check_arguments(function, handler, inputs, keywords)
            raise

    # what an array has

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the value."""
        return np.shape(self.value)

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Number of entries."""
        return int(np.size(plain(self)))

    @property
    def dtype(self) -> np.dtype[Any]:
        """Always float64: complex numbers are refused."""
        return np.dtype(np.float64)

    @property
    def T(self) -> Value:
        """The transposed array."""
        return apply(rules.TRANSPOSE, self, axes=None)

    @property
    def real(self) -> Traced:
        """The value itself, which is real."""
        return self

    @property
    def imag(self) -> Any:
        """Zeros."""
        return np.zeros(self.shape)[()]

    def reshape(self, *shape: Any) -> Value:
        """Return the entries in another shape."""
        return np.reshape(self, shape[0] if len(shape) == 1 else shape)

    def transpose(self, *axes: Any) -> Value:
        """Return the array with its axes reversed, or in the order given."""
        return np.transpose(self, (axes[0] if len(axes) == 1 else axes) or None)

    def copy(self) -> Traced:
        """Return the value itself, which nothing can write into."""
        return self

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> Traced:
        return self

    def flatten(self) -> Value:
        """Return the entries as a vector."""
        return self.reshape(-1)

    def __getattr__(self, name: str) -> Any:
        """Return an array's method as the NumPy function of the same name."""
        if name.startswith("_") or not hasattr(np.ndarray, name) or not hasattr(np, name):
            raise AttributeError(f"a traced value has no .{name}: use a NumPy function with a derivative")
        return lambda *inputs, **keywords: getattr(np, name)(self, *inputs, **keywords)

    def __getitem__(self, key: Any) -> Value:
        if isinstance(key, int | slice) and not self.shape:
            raise IndexError(
                "this traced value is one number and has no entries: a function of several numbers has a "
                "gradient or a jacobian, at a point such as [1, 2]"
            )
        return apply(rules.TAKE, self, key=key)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("this traced value is one number and has no length: give an array, as [1, 2]")
        return self.shape[0]

    def __iter__(self) -> Iterator[Value]:
        return (self[place] for place in range(len(self)))

    __add__, __radd__ = _binary(rules.ADD), _reflected(rules.ADD)
    __sub__, __rsub__ = _binary(rules.SUBTRACT), _reflected(rules.SUBTRACT)
    __mul__, __rmul__ = _binary(rules.MULTIPLY), _reflected(rules.MULTIPLY)
    __truediv__, __rtruediv__ = _binary(rules.DIVIDE), _reflected(rules.DIVIDE)
    __pow__, __rpow__ = _binary(rules.POWER), _reflected(rules.POWER)
    __matmul__, __rmatmul__ = _binary(rules.MATMUL), _reflected(rules.MATMUL)
    __iadd__, __isub__ = _in_place("+", np.add), _in_place("-", np.subtract)
    __imul__, __itruediv__ = _in_place("*", np.multiply), _in_place("/", np.divide)
    __ipow__ = _in_place("**", np.power)
    __imatmul__, __imod__ = _in_place("@", np.matmul), _in_place("%", np.remainder)
    __floordiv__, __rfloordiv__ = _on_values(np.floor_divide), _on_values(lambda x, y: np.floor_divide(y, x))
    __lt__, __le__ = _on_values(np.less), _on_values(np.less_equal)
    __gt__, __ge__ = _on_values(np.greater), _on_values(np.greater_equal)

    def __eq__(self, other: object) -> Any:
        return np.equal(plain(self), plain(other))

    def __ne__(self, other: object) -> Any:
        return np.not_equal(plain(self), plain(other))

    def __mod__(self, other: Value) -> Value:
        return np.remainder(self, other)

    def __rmod__(self, other: Value) -> Value:
        return np.remainder(other, self)

    def __neg__(self) -> Value:
        return apply(rules.NEGATIVE, self)

    def __pos__(self) -> Traced:
        return self

    def __abs__(self) -> Value:
        return apply(rules.ABSOLUTE, self)

    def __bool__(self) -> bool:
        return bool(plain(self))

    def __format__(self, spec: str) -> str:
        return format(plain(self), spec) if spec else repr(self)

    __array__, __float__, __int__ = refusals.AS_ARRAY, refusals.AS_FLOAT, refusals.AS_INT
    __index__, __complex__, __round__ = refusals.AS_INDEX, refusals.AS_COMPLEX, refusals.ROUND
    __setitem__, __delitem__ = refusals.SET_ENTRIES, refusals.DELETE_ENTRIES
    item, tolist = refusals.ITEM, refusals.AS_LIST
    astype, fill, sort = refusals.AS_TYPE, refusals.FILL, refusals.SORT


def apply(operation: Operation, *inputs: Value, **keywords: Any) -> Value:
    """Return an operation's result, with its derivative at the innermost level among the inputs.

    Values of outer levels are inputs like any other: computing with them traces them in turn.
    """
    if any(isinstance(given, list | tuple) for given in inputs):
        inputs = tuple(map(gathered, inputs))
    level = -1
    for given in inputs:
        if isinstance(given, Traced) and given.level > level:
            level, innermost = given.level, given
    sources, values = [], []
    for given in inputs:
        own = isinstance(given, Traced) and given.level == level
        sources.append(given if own else None)
        values.append(given.value if own else constant(given))
    y = operation.evaluate(*values, **keywords)
    return innermost.result(operation, y, values, sources, keywords)


def _by_ufunc(ufunc: np.ufunc, inputs: Sequence[Value]) -> Value:
    if ufunc in STEPS:
        return ufunc(*map(plain, inputs))
    if ufunc is np.matmul:
        return apply(rules.MATMUL, *inputs)
    if ufunc not in rules.ELEMENTWISE:
        raise UnknownOperationError(f"np.{ufunc.__name__}")
    if ufunc in (np.maximum, np.minimum):
        inputs = sorted(inputs, key=_level, reverse=True)
    return apply(rules.ELEMENTWISE[ufunc], *inputs)


def _level(given: Value) -> int:
    return given.level if isinstance(given, Traced) else -1


def constant(given: Value) -> Value:
    """Return an input that is not of the level at hand, in a form that rules can compute with."""
    if isinstance(given, float | int | Traced):
        return given
    array = np.asarray(given)
    kind = array.dtype.kind
    if kind not in "biuf":
        named = "complex numbers" if kind == "c" else repr(given)
        raise TypeError(f"a traced value goes together with real numbers and arrays of them: got {named}")
    return array


def gathered(given: Any) -> Any:
    """Return lists of traced values, however nested, as one traced array; anything else as an array."""
    if isinstance(given, Traced):
        return given
    if isinstance(given, list | tuple) and any(_holds_traced(entry) for entry in given):
        return np.stack([gathered(entry) for entry in given])
    return np.asarray(given)


def _holds_traced(given: Any) -> bool:
    if isinstance(given, list | tuple):
        return any(_holds_traced(entry) for entry in given)
    return isinstance(given, Traced)


def plain(given: Any) -> Any:
    """Return the ordinary number or array inside, however many levels deep."""
    while isinstance(given, Traced):
        given = given.value
    return given
