"""What a Function is made from: the formula as a tree, the variables and their shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Shape

from .grammar import parse
from .printing import text
from .tree import Array, Node
from .tree import names as names_in

Variables: TypeAlias = str | Sequence[Any]

_NAME = re.compile(r"[^\W\d_][^\W_]*(_\w+)?")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been read.

    `source` is the text as it was typed, or empty where it was not typed in one piece.
    """

    tree: Node
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """The variables of a function: nested as they were given, flat, and the shape of the nest."""

    nested: Variables
    names: tuple[str, ...]
    shape: Shape

    def __repr__(self) -> str:
        return json.dumps(self.nested, ensure_ascii=False)


def read(formula: Any, known: Iterable[str] | None) -> Formula:
    if isinstance(formula, str):
        reading = parse(formula, known)
        return Formula(reading.tree, reading.names, reading.notes, formula.strip())
    modules = [(kind.__module__ or "").partition(".")[0] for kind in type(formula).__mro__]
    if "sympy" in modules or hasattr(formula, "_sympy_"):
        from .with_sympy import from_sympy  # noqa: PLC0415  # SymPy takes 0.3 s to load

        tree = from_sympy(formula)
        return Formula(tree, names_in(tree))
    if isinstance(formula, int | float) and not isinstance(formula, bool):
        return read(repr(formula), known)
    if isinstance(formula, list | tuple) and formula:
        entries = [read(entry, known) for entry in formula]
        whole = Array(tuple(entry.tree for entry in entries))
        notes = dict.fromkeys(note for entry in entries for note in entry.notes)
        return Formula(whole, names_in(whole), tuple(notes))
    raise TypeError(f"a formula is text, a SymPy expression, or a list of those: got {formula!r}")


def input_of(formula: Formula, variables: Variables | None) -> Input:
    """Return the input of a formula: as given, or its names in natural order."""
    if variables is None:
        if not formula.names:
            shown = text(formula.tree)
            raise ValueError(f'no variable in {shown}: name it with variables=, such as variables="x"')
        return named(formula.names[0] if len(formula.names) == 1 else formula.names)
    given = named(variables)
    if strange := [name for name in formula.names if name not in given.names]:
        raise ValueError(
            f"{strange[0]} is not among the variables {', '.join(given.names)}: add it to variables="
        )
    return given


def named(variables: Variables) -> Input:
    """Return the input with these variables: "x" has shape (), ["x", "y"] shape (2,)."""
    try:
        array = np.array(_untupled(variables))
    except (TypeError, ValueError):
        array = np.array(repr(variables))
    names = tuple(_canonical(name) for name in array.flat)
    if len(set(names)) < len(names):
        raise ValueError(f"variables must all be different: got {variables!r}")
    if not names:
        raise ValueError('variables must name something, such as variables=["x", "y"]')
    nested = np.array(names, dtype=object).reshape(array.shape).tolist()
    return Input(names[0] if array.shape == () else _frozen(nested), names, array.shape)


def _canonical(name: Any) -> str:
    """Return the one spelling of a variable that the parser uses: x1 for x_1, theta for θ."""
    if not (isinstance(name, str) and _NAME.fullmatch(name.strip())):
        raise ValueError(f'{str(name)!r} is no name of a variable: write variables="x" or ["x", "y"]')
    (canonical,) = parse(name, [name]).names
    return canonical


def _untupled(variables: Variables) -> Any:
    return variables if isinstance(variables, str) else [_untupled(inner) for inner in variables]


def _frozen(nested: Any) -> Any:
    return tuple(_frozen(inner) for inner in nested) if isinstance(nested, list) else nested


def checked_points(x: ArrayLike, given: Input) -> NDArray[Any]:
    """Return x as float64 or complex128, the last axes being the input's shape."""
    try:
        points = np.asarray(x)
        if points.dtype == object:  # fractions, decimals
            points = np.array([float(entry) for entry in points.flat]).reshape(points.shape)
    except (TypeError, ValueError):
        points = np.array("")
    if points.dtype.kind not in "biufc":
        raise ValueError(f"x must be made of numbers: got {x!r}")  # one kind of error for bad points
    _check_shape(points.shape, given)
    return points.astype(np.complex128 if points.dtype.kind == "c" else np.float64, copy=False)


def _check_shape(shape: Shape, given: Input) -> None:
    if len(shape) < len(given.shape) or shape[len(shape) - len(given.shape) :] != given.shape:
        names = ", ".join(given.names)
        raise ValueError(f"a point here is ({names}), of shape {given.shape}: got shape {shape}")


def exact_array(given: ArrayLike, shape: Shape, what: str) -> list[Fraction]:
    """Return the numbers of a point or a direction as they would be written down: 0.1 is 1/10."""
    array = np.asarray(given)
    if array.shape != shape:
        raise ValueError(f"the {what} must have shape {shape}: got shape {array.shape}")
    if array.dtype.kind not in "biuf" or not np.isfinite(array).all():
        raise ValueError(f"the {what} must be finite real numbers: got {given!r}")
    return [Fraction(repr(float(entry))) for entry in array.flat]


def is_traced(x: Any) -> bool:
    """Tell whether x computes like an array without being one, as a dual number does."""
    return hasattr(x, "__array_function__") and not isinstance(x, np.ndarray | np.generic)


def traced_columns(x: Any, given: Input) -> list[Any]:
    _check_shape(tuple(x.shape), given)
    return [x[(..., *place)] for place in np.ndindex(given.shape)] if given.shape else [x]


def columns(points: NDArray[Any], shape: Shape) -> list[Any]:
    if not shape:
        return [points[()]]
    flat = points.reshape((*points.shape[: points.ndim - len(shape)], -1))
    return [flat[..., place][()] for place in range(flat.shape[-1])]
