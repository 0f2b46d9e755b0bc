"""What cannot be differentiated, said by name and with a remedy."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NoReturn


class UnknownOperationError(TypeError):
    """A NumPy operation that has no derivative rule here."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has no derivative rule here: write it with operations that have one, such as sums, "
            "products, exp, where and indexing, or take its derivative with lessons_lib.numeric"
        )


class LostDerivativeError(TypeError):
    """Something that would turn a traced value into an ordinary number, and so into a constant."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} would lose the derivative: {remedy}")


WRITE_NOTHING = "build the new array with np.where, np.stack or np.concatenate"


def refused(what: str, remedy: str) -> Callable[..., NoReturn]:
    """Return a method that says why it is not there."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise LostDerivativeError(what, remedy)

    return refuse


AS_ARRAY = refused("np.array or np.asarray of a traced value", "make arrays of traced values with np.stack")
AS_FLOAT = refused(
    "float() of a traced value, also inside a function of math or when writing it into an array,",
    "leave float() out, use np.sin for math.sin, and np.stack for an array made entry by entry",
)
AS_INT = refused("int() of a traced value", "only comparisons may look at its value")
AS_INDEX = refused("a traced value as an index", "an index is an ordinary whole number")
AS_COMPLEX = refused("complex() of a traced value", "write the real and the imaginary part as two functions")
ROUND = refused("round() of a traced value", "round the result instead")
ITEM = refused(".item() of a traced value", "leave it out")
AS_LIST = refused(".tolist() of a traced value", "iterate over the array instead")
AS_TYPE = refused(".astype() of a traced value", "leave it out, traced values are always float64")
FILL = refused(".fill() on a traced value", WRITE_NOTHING)
SORT = refused(".sort() of a traced value, which sorts in place,", "np.sort makes a sorted array")
SET_ENTRIES = refused("x[...] = y on a traced value", WRITE_NOTHING)
DELETE_ENTRIES = refused("del x[...] on a traced value", WRITE_NOTHING)


def name_of(function: Any) -> str:
    """Return the name by which one calls a NumPy function, such as np.linalg.eigh."""
    module = getattr(function, "__module__", None) or "numpy"
    return f"{module.replace('numpy', 'np', 1)}.{function.__name__}"


def check_arguments(function: Any, handler: Any, inputs: Any, keywords: dict[str, Any]) -> None:
    """Raise UnknownOperationError if the function was called in a way that has no rule."""
    try:
        inspect.signature(handler).bind(*inputs, **keywords)
    except TypeError as error:
        given = ", ".join([*("..." for _ in inputs), *(f"{name}=" for name in keywords)])
        raise UnknownOperationError(f"{name_of(function)}({given})") from error
