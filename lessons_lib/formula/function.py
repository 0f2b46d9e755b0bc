"""Function: a formula that can be evaluated, differentiated and shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.arrays import Shape

from . import printing
from .build import Builder, nested, tree_of, written_size
from .compile import Direction, Program, compiled
from .differentiate import guards, partials, slope_along
from .grammar import parse
from .graph import Graph
from .inputs import (
    Formula,
    Input,
    Variables,
    checked_points,
    columns,
    exact_array,
    input_of,
    is_traced,
    named,
    read,
    traced_columns,
)
from .kinks import settled
from .lines import along, coefficients
from .printing import LONGEST, plain
from .tree import Node

BLOCK = 8192


class Function:
    """A formula with its exact derivatives.

    Parameters
    ----------
    formula : str, SymPy expression, or list of those
        ``"x^2 - 6x + 13"``; a list, or a comma at top level, makes a vector: ``"x1^2 + x2, x1 x2"``.
    variables : str or nested list of str, optional
        Names whose nesting is the input's shape: "x" takes numbers, ["x"] arrays of shape (1,),
        ["x", "y"] of shape (2,). By default the names in the formula in natural order (x2 before x10);
        a single one takes numbers.

    Raises
    ------
    ReadingError
        If the text cannot be read: one sentence, and a caret under the place.
    ValueError
        If the formula has no variable and none is given, names one that is not given, or puts together
        vectors of different shapes.
    TooMuchWorkError
        If the formula is past what is worked out here. A ValueError.

    Notes
    -----
    A derivative appends the input's shape to the output's. It is undefined (nan) wherever the function it
    came from is, and at a kink, where the slopes on both sides differ: the slope of abs(x) at 0, and of
    cbrt(x) at 0, where the tangent is vertical. `numeric.one_sided` tells both sides apart.

    Examples
    --------
    >>> f = Function("x^2 - 6x + 13")
    >>> f
    Function("x² − 6x + 13", variables="x")
    >>> f(1), f.derivative(1)
    (8.0, -4.0)
    >>> print(f.derivative.text)
    2x − 6
    >>> Function("x^2 y + sin y").gradient([1, 2])
    array([4.        , 0.58385316])
    """

    def __init__(self, formula: Any, variables: Variables | None = None) -> None:
        self._entries = formula if isinstance(formula, Entries) else read_entries(formula, variables)

    # what it is

    @property
    def variables(self) -> Variables:
        """The variables: a name for one number, else nested tuples of names."""
        return self._entries.input.nested

    @property
    def input_shape(self) -> Shape:
        """Shape of one point: (), (n,) or, for a function of a matrix, (m, n)."""
        return self._entries.input.shape

    @property
    def output_shape(self) -> Shape:
        """Shape of one value."""
        return self._entries.roots.shape

    @property
    def notes(self) -> tuple[str, ...]:
        """Readings of the text that could surprise, such as "1/2x is read as (1/2)·x"."""
        formula = self._entries.formula
        return formula.notes if formula else ()

    @property
    def tree(self) -> Node:
        """The formula as a tree: as it was typed, or as the rules of differentiation leave it."""
        return self._entries.tree

    @cached_property
    def polynomial(self) -> tuple[Fraction, ...] | None:
        """Coefficients by ascending power if this is a polynomial of one number, else None."""
        if self.input_shape or self.output_shape:
            return None
        return coefficients(self._entries.graph, int(self._entries.roots))

    @property
    def sympy(self) -> Any:
        """The formula as a SymPy expression in real symbols; a Matrix for a vector or matrix."""
        from .with_sympy import to_sympy  # noqa: PLC0415  # SymPy takes 0.3 s to load

        return to_sympy(self.tree)

    # how it is shown

    @cached_property
    def text(self) -> str:
        """One line of plain text, such as "x² − 6x + 13", for captions and labels."""
        return self._too_long or printing.text(self.tree)

    @cached_property
    def source(self) -> str:
        """The formula as one would type it, such as "x^2 - 6x + 13"."""
        typed = self._entries.formula.source if self._entries.formula else ""
        return typed or self._too_long or plain(self.text)

    @cached_property
    def latex(self) -> str:
        """The formula in LaTeX, without dollar signs."""
        return rf"\text{{{self._too_long}}}" if self._too_long else printing.latex(self.tree)

    @cached_property
    def _too_long(self) -> str:
        size = written_size(self._entries.graph, self._entries.roots.ravel().tolist())
        return f"a formula of {size} parts" if size > LONGEST and not self._entries.formula else ""

    def _repr_latex_(self) -> str:
        return f"${self.latex}$"

    def __repr__(self) -> str:
        return f'Function("{self.text}", variables={self._entries.input!r})'

    # what its values are

    def __call__(self, *point: ArrayLike) -> Any:
        """Return the value at a point, or at every point of an array."""
        if len(point) != 1:
            names = self._entries.input.names
            what = f"({', '.join(names)})" if self.input_shape else "several points"
            example = list(range(1, 1 + max(2, len(names))))
            remedy = f"write {what} as a list, f({example})"
            raise TypeError(f"this function takes one point, and not {len(point)} arguments: {remedy}")
        if is_traced(point[0]):
            return self._traced(point[0])
        points = checked_points(point[0], self._entries.input)
        if points.shape != self.input_shape:
            return self._many(points)
        values = self._entries.values(columns(points, self.input_shape))
        if self.output_shape:  # adding 0 turns −0 into 0
            return (np.array(values, dtype=points.dtype) + 0.0).reshape(self.output_shape)
        return points.dtype.type(values[0] + 0.0).item()

    def _traced(self, x: Any) -> Any:
        """Return the value of something that computes like an array but keeps more than its numbers."""
        values = self._entries.values(traced_columns(x, self._entries.input))
        batch = x.shape[: len(x.shape) - len(self.input_shape)]
        if not self.output_shape:
            return values[0] + np.zeros(batch) if batch else values[0]
        entries = np.stack([value + np.zeros(batch) for value in values], axis=-1)
        return np.reshape(entries, batch + self.output_shape)

    def _many(self, points: NDArray[Any]) -> NDArray[Any]:
        """Return the values at many points, in blocks that stay in the processor's cache."""
        batch = points.shape[: points.ndim - len(self.input_shape)]
        rows = points.reshape(-1, len(self._entries.input.names))
        result = np.empty((len(rows), self._entries.roots.size), dtype=points.dtype)
        for start in range(0, len(rows), BLOCK):
            block = slice(start, start + BLOCK)
            values = self._entries.values(list(np.ascontiguousarray(rows[block].T)))
            for place, value in enumerate(values):
                np.add(value, 0.0, out=result[block, place])
        return result.reshape(batch + self.output_shape)

    # its derivatives

    @cached_property
    def derivative(self) -> Function:
        """The derivative with respect to a single number, in the shape of the output."""
        self._need("derivative", of_array=False)
        return Function(self._entries.differentiated())

    @cached_property
    def gradient(self) -> Function:
        """The partial derivatives of a scalar output, in the shape of the input: (n,) or (m, n)."""
        self._need("gradient")
        return Function(self._entries.differentiated())

    @cached_property
    def jacobian(self) -> Function:
        """The gradients of all outputs: row i of an (m, n) matrix is that of output i.

        In general the input's shape is appended to the output's: (k, m, n) for k outputs of an (m, n)
        matrix.
        """
        self._need("jacobian", to_array=True)
        return Function(self._entries.differentiated())

    @cached_property
    def hessian(self) -> Function:
        """The symmetric matrix of second partial derivatives of a scalar output, shape (n, n)."""
        self._need("hessian")
        return Function(self._entries.differentiated().differentiated().mirrored())

    def directional(self, direction: ArrayLike) -> Function:
        """Return the directional derivative: the slope of t -> f(x + t u) at t = 0, as a function of x.

        Parameters
        ----------
        direction : array_like, shape input_shape
            The direction u, used as it is: only along a u of length 1 is the result the slope of the
            hillside; along 2u it is twice that, along 0 it is 0.

        Returns
        -------
        Function
            From the same input to the same shape of output.

        Raises
        ------
        ValueError
            If the direction has another shape, or this is a function of one number.

        Examples
        --------
        >>> Function("x^2 y + sin y").directional([1, 0])
        Function("2x·y", variables=["x", "y"])
        """
        self._need("directional", to_array=None)
        u = exact_array(direction, self.input_shape, "direction")
        return Function(self._entries.directional(u))

    def on_line(self, point: ArrayLike, direction: ArrayLike) -> Function:
        """Return the function along a straight line, t -> f(point + t direction), of the one variable t.

        Examples
        --------
        >>> line = Function("x^2 + y^2").on_line([3, 4], [1, -1])
        >>> line
        Function("(3 + t)² + (4 − t)²", variables="t")
        >>> line.derivative(0)
        -2.0
        """
        self._need("on_line", to_array=None)
        start = exact_array(point, self.input_shape, "point")
        ahead = exact_array(direction, self.input_shape, "direction")
        return Function(self._entries.on_line(start, ahead))

    def _need(self, name: str, of_array: bool = True, to_array: bool | None = False) -> None:
        """Refuse a verb that does not fit; `to_array` None means that any output will do."""
        fits_input = bool(self.input_shape) == of_array
        fits_output = not of_array or to_array in {None, bool(self.output_shape)}
        if not (fits_input and fits_output):
            raise ValueError(_misnamed(name, self.input_shape, self.output_shape))


def _misnamed(name: str, inputs: Shape, outputs: Shape) -> str:
    """Say which derivative a function of these shapes has, to someone who asked for another."""
    wants_vector = name != "derivative"
    if wants_vector != bool(inputs):
        needs = "a vector input" if wants_vector else "a scalar input"
    else:
        needs = "a vector output" if name == "jacobian" else "a scalar output"
    right = "derivative" if not inputs else "jacobian" if outputs else "gradient"
    remedy = f".{right}.{right}" if name == "hessian" else f".{right}"
    return f"{name} needs {needs}; this maps {_space(inputs)} to {_space(outputs)}: use {remedy}"


def _space(shape: Shape) -> str:
    exponent = "x".join(map(str, shape))
    return f"R^({exponent})" if len(shape) > 1 else f"R^{exponent}" if shape else "R"


# what a function holds


@dataclass(frozen=True, eq=False)
class Entries:
    """What a Function holds."""

    graph: Graph
    input: Input
    roots: NDArray[np.int64]
    guards: tuple[frozenset[tuple[int, Direction]], ...]
    directions: tuple[Direction, ...]
    formula: Formula | None = None

    @cached_property
    def tree(self) -> Node:
        """The formula as a tree."""
        if self.formula is not None:
            return self.formula.tree
        return nested(self.roots, lambda root: tree_of(self.graph, root))

    @cached_property
    def _program(self) -> Program:
        with self.graph.lock:
            return compiled(self.graph, self.roots.ravel().tolist(), self.directions, self.guards)

    def values(self, variables: Sequence[Any]) -> list[Any]:
        """Return the value of every entry."""
        return self._program.run(variables, settled)

    def differentiated(self) -> Entries:
        """Append the input's shape to the value's: differentiate every entry by every variable."""
        count, every = len(self.input.names), self.roots.ravel().tolist()
        with self.graph.differentiating():
            slopes = [partials(self.graph, root, count) for root in every]
            own = self._guarded()
        roots = np.array(slopes, dtype=np.int64).reshape(self.roots.shape + self.input.shape)
        units = tuple(tuple(Fraction(i == j) for j in range(count)) for i in range(count))
        held = tuple(guards for guards in own for _ in range(count))
        return Entries(self.graph, self.input, roots, held, units * len(every))

    def _guarded(self) -> list[frozenset[tuple[int, Direction]]]:
        """Return the guards of the derivatives of every entry."""
        return [
            held | {(guard, direction) for guard in guards(self.graph, int(root))}
            for root, held, direction in zip(self.roots.flat, self.guards, self.directions, strict=True)
        ]

    def mirrored(self) -> Entries:
        """Return a Hessian that is symmetric to the last digit: the upper half, twice."""
        size = len(self.input.names)
        places = np.arange(size * size).reshape(size, size)
        upper = np.where(places <= places.T, places, places.T).ravel()
        roots = self.roots.ravel()[upper].reshape(self.roots.shape)
        ways = tuple(self.directions[place] for place in upper)
        return Entries(self.graph, self.input, roots, self.guards, ways)

    def directional(self, direction: Sequence[Fraction]) -> Entries:
        """Sum the partial derivatives of every entry, weighted with the direction."""
        with self.graph.differentiating():
            sums = [slope_along(self.graph, int(root), direction) for root in self.roots.flat]
            own = tuple(self._guarded())
        roots = np.array(sums, dtype=np.int64).reshape(self.roots.shape)
        return Entries(self.graph, self.input, roots, own, (tuple(direction),) * len(sums))

    def on_line(self, point: Sequence[Fraction], direction: Sequence[Fraction]) -> Entries:
        """Replace every variable by p + t u."""
        held = [{guard for guard, _ in own} for own in self.guards]
        with self.graph.lock:
            every = {int(root) for root in self.roots.flat}.union(*held)
            line, places = along(self.graph, every, point, direction)
        roots = np.vectorize(places.__getitem__, otypes=[np.int64])(self.roots)
        ahead = (Fraction(1),)
        moved = tuple(frozenset((places[guard], ahead) for guard in own) for own in held)
        ways = tuple(ahead if way else () for way in self.directions)
        return Entries(line, named("t"), roots, moved, ways)


def read_entries(formula: Any, variables: Variables | None) -> Entries:
    """Read a formula as it was given to Function."""
    reading = read(formula, None if variables is None else named(variables).names)
    given = input_of(reading, variables)
    graph = Graph(given.names)
    roots = Builder(graph).build(reading.tree)
    return Entries(graph, given, roots, (frozenset(),) * roots.size, ((),) * roots.size, reading)


# what pictures can show

PARTNERS = {"x": ("x", "y"), "y": ("x", "y"), "x1": ("x1", "x2"), "x2": ("x1", "x2"), "u": ("u", "v")}


def read_curve(function: str | Function) -> Function:
    """Return a function of one variable, from a text or as it is.

    Examples
    --------
    >>> read_curve("t^2").variables, read_curve("3").variables
    ('t', 'x')
    """
    if not isinstance(function, Function):
        function = Function(function, variables=None if parse(function).names else "x")
    return _shaped(function, (), (), "one function of one variable")


def read_surface(function: str | Function) -> Function:
    """Return a function of two variables with one value, from a text or as it is.

    Examples
    --------
    >>> read_surface("a b").variables, read_surface("y^2").variables, read_surface("3").variables
    (('a', 'b'), ('x', 'y'), ('x', 'y'))
    """
    if not isinstance(function, Function):
        function = Function(function, variables=_pair(parse(function).names))
    return _shaped(function, (2,), (), "one function of two variables")


def read_map(function: str | Function | Sequence[str]) -> Function:
    """Return a map of the plane into the plane, from a text or as it is.

    Examples
    --------
    >>> read_map("x + y, y").output_shape
    (2,)
    >>> read_map("x y, x, y")
    Traceback (most recent call last):
    ...
    ValueError: This picture needs a map of two variables with two values; [x·y, x, y] is something else; \
explore.columns shows maps of any size.
    """
    if not isinstance(function, Function):
        whole = function if isinstance(function, str) else ", ".join(function)
        function = Function(whole, variables=_pair(parse(whole).names))
    plain = max(len(function.input_shape), len(function.output_shape)) < 2
    elsewhere = "explore.columns shows maps of any size" if plain else ""
    return _shaped(function, (2,), (2,), "a map of two variables with two values", elsewhere)


def _pair(names: Sequence[str]) -> tuple[str, ...] | None:
    """Return both variables of a formula that names fewer than two; None leaves them to the formula."""
    if len(names) > 1:
        return None
    (name,) = names or ("x",)
    return PARTNERS.get(name, (name, "y"))


def _shaped(function: Function, inputs: Shape, outputs: Shape, wanted: str, elsewhere: str = "") -> Function:
    """Return the function, if these are its shapes."""
    if (function.input_shape, function.output_shape) != (inputs, outputs):
        parts = [f"{function.text} is something else", *([elsewhere] if elsewhere else []), *function.notes]
        raise ValueError(f"This picture needs {wanted}; {'; '.join(parts)}.")
    return function
