"""A value whose derivative is being followed through NumPy: autograd's box, behind a door of our own.

autograd follows what is done by its own copy of NumPy's names. A `Traced` value answers to NumPy itself:
operators, ufuncs and array functions all look for their rule in the tables here, which `_functions` fills
with what autograd does right and what it lacks. What is in no table is refused by name. Constants are copied
as they enter, so that changing an array after it was used changes nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import numpy as np
from autograd.extend import Box
from autograd.numpy.numpy_boxes import ArrayBox
from autograd.tracer import trace_stack

from lessons_lib.slopes.automatic import _refusals as refusals
from lessons_lib.slopes.automatic._refusals import LostDerivativeError, UnknownOperationError

Value = Any

UFUNCS: dict[np.ufunc, Callable[..., Value]] = {}
ARRAY_FUNCTIONS: dict[Any, Callable[..., Value]] = {}
# Ufuncs whose values are counts, truth values or steps: their derivative is 0 wherever they have one.
STEPS = frozenset(
    {np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.isfinite, np.isnan}
    | {np.isinf, np.signbit, np.sign, np.floor, np.ceil, np.rint, np.trunc, np.floor_divide}
    | {np.logical_and, np.logical_or, np.logical_not, np.logical_xor}
)


def _binary(ufunc: np.ufunc) -> Callable[[Traced, Value], Value]:
    return lambda self, other: _by_ufunc(ufunc, (self, other))


def _reflected(ufunc: np.ufunc) -> Callable[[Traced, Value], Value]:
    return lambda self, other: _by_ufunc(ufunc, (other, self))


def _in_place(sign: str, ufunc: np.ufunc) -> Callable[[Traced, Value], Value]:
    """Return x += y for a number, which makes a new one; an array would be written into."""

    def assign(self: Traced, other: Value) -> Value:
        if self.shape:
            raise LostDerivativeError(f"x {sign}= y writes into the array x, which", f"write x = x {sign} y")
        return _by_ufunc(ufunc, (self, other))

    return assign


class Traced(Box):  # type: ignore[misc]  # autograd has no types
    """A number or an array with its derivative.

    Comparisons look at the value, so branches and loops follow the path an ordinary run would take.
    """

    __slots__ = ()
    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Value, **keywords: Any) -> Value:
        if method != "__call__":
            raise UnknownOperationError(f"np.{ufunc.__name__}.{method}")
        if "out" in keywords:
            raise LostDerivativeError(f"np.{ufunc.__name__} with out= or x += y", refusals.WRITE_NOTHING)
        if keywords:
            raise UnknownOperationError(f"np.{ufunc.__name__} with {next(iter(keywords))}=")
        return _by_ufunc(ufunc, inputs)

    def __array_function__(self, function: Any, types: Any, inputs: Any, keywords: dict[str, Any]) -> Value:
        if function not in ARRAY_FUNCTIONS:
            raise UnknownOperationError(refusals.name_of(function))
        handler = ARRAY_FUNCTIONS[function]
        try:
            return handler(*inputs, **keywords)
        except TypeError:
            refusals.check_arguments(function, handler, inputs, keywords)
            raise

    # what an array has

    shape = property(lambda self: np.shape(plain(self)))
    ndim = property(lambda self: np.ndim(plain(self)))
    size = property(lambda self: int(np.size(plain(self))))
    dtype = property(lambda self: np.dtype(np.float64))
    T = property(np.transpose)
    real = property(lambda self: self)
    imag = property(lambda self: np.zeros(self.shape)[()])

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
        return ArrayBox.__getitem__(admitted(self), _own_key(key))

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("this traced value is one number and has no length: give an array, as [1, 2]")
        return int(self.shape[0])

    def __iter__(self) -> Iterator[Value]:
        return (self[place] for place in range(len(self)))

    __add__, __radd__ = _binary(np.add), _reflected(np.add)
    __sub__, __rsub__ = _binary(np.subtract), _reflected(np.subtract)
    __mul__, __rmul__ = _binary(np.multiply), _reflected(np.multiply)
    __truediv__, __rtruediv__ = _binary(np.divide), _reflected(np.divide)
    __pow__, __rpow__ = _binary(np.power), _reflected(np.power)
    __matmul__, __rmatmul__ = _binary(np.matmul), _reflected(np.matmul)
    __mod__, __rmod__ = _binary(np.remainder), _reflected(np.remainder)
    __floordiv__, __rfloordiv__ = _binary(np.floor_divide), _reflected(np.floor_divide)
    __iadd__, __isub__ = _in_place("+", np.add), _in_place("-", np.subtract)
    __imul__, __itruediv__ = _in_place("*", np.multiply), _in_place("/", np.divide)
    __ipow__ = _in_place("**", np.power)
    __imatmul__, __imod__ = _in_place("@", np.matmul), _in_place("%", np.remainder)
    __lt__, __le__, __eq__ = _binary(np.less), _binary(np.less_equal), _binary(np.equal)
    __gt__, __ge__, __ne__ = _binary(np.greater), _binary(np.greater_equal), _binary(np.not_equal)

    def __neg__(self) -> Value:
        return _by_ufunc(np.negative, (self,))

    def __pos__(self) -> Traced:
        return self

    def __abs__(self) -> Value:
        return _by_ufunc(np.absolute, (self,))

    def __bool__(self) -> bool:
        return bool(plain(self))

    def __repr__(self) -> str:
        return f"Traced({plain(self)})"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(plain(self), spec) if spec else repr(self)

    __array__, __float__, __int__ = refusals.AS_ARRAY, refusals.AS_FLOAT, refusals.AS_INT
    __index__, __complex__, __round__ = refusals.AS_INDEX, refusals.AS_COMPLEX, refusals.ROUND
    __setitem__, __delitem__ = refusals.SET_ENTRIES, refusals.DELETE_ENTRIES
    item, tolist = refusals.ITEM, refusals.AS_LIST
    astype, fill, sort = refusals.AS_TYPE, refusals.FILL, refusals.SORT


Box.types.add(Traced)
Box.type_mappings[Traced] = Traced


def _by_ufunc(ufunc: np.ufunc, inputs: tuple[Value, ...]) -> Value:
    if ufunc in STEPS:
        return ufunc(*(plain(admitted(given)) for given in inputs))
    if ufunc not in UFUNCS:
        raise UnknownOperationError(f"np.{ufunc.__name__}")
    return UFUNCS[ufunc](*map(admitted, inputs))


def admitted(given: Value) -> Value:
    """Return what an operation on traced values is given: a constant as a float copy of its own.

    Raises
    ------
    TypeError
        If it holds anything but real numbers, or is left over from a derivative that is finished.
    """
    if isinstance(given, float | int):
        return given
    if isinstance(given, Traced):
        if given._trace % _APART == 0 and given._trace not in _open:
            raise LostDerivativeError(
                "a traced value that was kept from an earlier call",
                "keep nothing between calls, let f return all that its value depends on",
            )
        return given
    if isinstance(given, Box):
        return given
    array = gathered(given)
    if isinstance(array, Traced):
        return array
    if array.dtype.kind not in "biuf":
        named = "complex numbers" if array.dtype.kind == "c" else repr(given)
        raise TypeError(f"a traced value goes together with real numbers and arrays of them: got {named}")
    return array.astype(np.float64)[()]


def _own_key(key: Any) -> Any:
    """Return an index with copies of its index arrays and masks."""
    if isinstance(key, tuple):
        return tuple(map(_own_key, key))
    return np.array(key) if isinstance(key, np.ndarray | list) else key


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
    while isinstance(given, Box):
        given = given._value
    return given


# Each derivative under way has a level of its own, never used again; those inside it have higher ones. What
# autograd itself begins in between takes the numbers in between.
_APART = 1000
_open: set[int] = set()
_last = 0
# autograd has one stack of traces and one table of boxes for the whole process.
_LOCK = threading.RLock()
_KINDS = (np.ndarray, np.float64, float)


@contextmanager
def tracing() -> Iterator[int]:
    """Give a derivative its level; while one is under way, autograd's values are `Traced`."""
    global _last  # noqa: PLW0603
    with _LOCK:
        before, boxes = trace_stack.top, {kind: Box.type_mappings[kind] for kind in _KINDS}
        _last = level = (max(_last, before) // _APART + 1) * _APART
        trace_stack.top = level
        _open.add(level)
        Box.type_mappings.update(dict.fromkeys(_KINDS, Traced))
        try:
            yield level
        finally:
            Box.type_mappings.update(boxes)
            _open.discard(level)
            trace_stack.top = before
