"""Function: a formula that can be evaluated, differentiated and shown."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import parsing
from lessons_lib.symbolic._build import Builder
from lessons_lib.symbolic._compile import compiled
from lessons_lib.symbolic._differentiate import differentiate
from lessons_lib.symbolic._graph import Graph
from lessons_lib.symbolic._guards import guards
from lessons_lib.symbolic._inputs import (
    Formula,
    Shape,
    Variables,
    checked_points,
    columns,
    input_of,
    named,
    read,
)
from lessons_lib.symbolic._polynomial import coefficients
from lessons_lib.symbolic._program import Program
from lessons_lib.symbolic._show import LONGEST, misnamed, nested, plain, tree, written_size

Guards = tuple[frozenset[int], ...]


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
    TooBigError
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
        known = None if variables is None else named(variables).names
        reading = read(formula, known)
        self._input = input_of(reading, variables)
        self._graph = Graph()
        places = {name: place for place, name in enumerate(self._input.names)}
        self._roots = Builder(self._graph, places).build(reading.tree)
        self._guards: Guards = (frozenset(),) * self._roots.size
        self._formula: Formula | None = reading

    @classmethod
    def _of(cls, parent: Function, roots: NDArray[np.int64], own_guards: Guards) -> Function:
        """Return the function with these nodes of the parent's graph."""
        made = cls.__new__(cls)
        made._input, made._graph = parent._input, parent._graph
        made._roots, made._guards, made._formula = roots, own_guards, None
        return made

    # what it is

    @property
    def variables(self) -> Variables:
        """The variables: a name for one number, else nested tuples of names."""
        return self._input.nested

    @property
    def input_shape(self) -> Shape:
        """Shape of one point: () or (n,)."""
        return self._input.shape

    @property
    def output_shape(self) -> Shape:
        """Shape of one value."""
        return self._roots.shape

    @cached_property
    def tree(self) -> parsing.Node:
        """The formula as a tree: as it was typed, or as the rules of differentiation leave it."""
        if self._formula is not None:
            return self._formula.tree
        return nested(self._roots, lambda root: tree(self._graph, root, self._input.names))

    @property
    def notes(self) -> tuple[str, ...]:
        """Readings of the text that could surprise, such as "1/2x is read as (1/2)·x"."""
        return self._formula.notes if self._formula else ()

    # how it is shown

    @cached_property
    def text(self) -> str:
        """One line of plain text, such as "x² − 6x + 13", for captions and labels."""
        return self._too_long or parsing.text(self.tree)

    @cached_property
    def source(self) -> str:
        """The formula as one would type it, such as "x^2 - 6x + 13"."""
        typed = self._formula.source if self._formula else ""
        return typed or self._too_long or plain(self.text)

    @cached_property
    def latex(self) -> str:
        """The formula in LaTeX, without dollar signs."""
        return rf"\text{{{self._too_long}}}" if self._too_long else parsing.latex(self.tree)

    @cached_property
    def _too_long(self) -> str:
        size = written_size(self._graph, [int(root) for root in self._roots.flat])
        return f"a formula of {size} parts" if size > LONGEST and not self._formula else ""

    def _repr_latex_(self) -> str:
        return f"${self.latex}$"

    def __repr__(self) -> str:
        return f'Function("{self.text}", variables={self._input!r})'

    # what its values are

    def __call__(self, x: ArrayLike) -> Any:
        """Return the value at a point, or at every point of an array.

        Parameters
        ----------
        x : array_like, shape (..., *input_shape)
            Real numbers, or complex ones for the complex step.

        Returns
        -------
        float, complex or ndarray, shape (..., *output_shape)
            nan outside the real domain; overflow is inf.

        Raises
        ------
        ValueError
            If the last axes of x are not the input shape, or x is not made of numbers.
        """
        points = checked_points(x, self._input)
        batch = points.shape[: points.ndim - len(self._input.shape)]
        values = self._program.run(columns(points, self._input.shape))
        if self._roots.ndim == 0 and not batch:
            return (values[0] + 0.0).item()
        return self._stacked(values, batch)

    def _stacked(self, values: list[Any], batch: Shape) -> NDArray[Any]:
        result = np.empty(batch + (self._roots.size,), dtype=np.result_type(*values, np.float64))
        for place, value in enumerate(values):
            result[..., place] = value + 0.0  # turns −0 into 0
        return result.reshape(batch + self._roots.shape)

    @cached_property
    def _program(self) -> Program:
        with self._graph.lock:
            return compiled(self._graph, len(self._input.names), self._roots, self._guards)

    @cached_property
    def polynomial(self) -> tuple[Fraction, ...] | None:
        """Coefficients by ascending power if this is a polynomial of one number, else None."""
        if self.input_shape or self.output_shape:
            return None
        return coefficients(self._graph, int(self._roots))

    # its derivatives

    @cached_property
    def derivative(self) -> Function:
        """The derivative with respect to a single number, in the shape of the output."""
        self._need(input_dimensions=0, name="derivative")
        return self._differentiated()

    @cached_property
    def gradient(self) -> Function:
        """The vector of partial derivatives of a scalar output, shape (n,)."""
        self._need(input_dimensions=1, output_dimensions=0, name="gradient")
        return self._differentiated()

    @cached_property
    def jacobian(self) -> Function:
        """The matrix whose row i is the gradient of output i, shape (m, n)."""
        self._need(input_dimensions=1, output_dimensions=None, name="jacobian")
        return self._differentiated()

    @cached_property
    def hessian(self) -> Function:
        """The symmetric matrix of second partial derivatives of a scalar output, shape (n, n)."""
        self._need(input_dimensions=1, output_dimensions=0, name="hessian")
        full = self.gradient.jacobian
        upper = np.triu(np.ones(full.output_shape, dtype=bool))
        return self._of(self, np.where(upper, full._roots, full._roots.T), full._guards)

    def _differentiated(self) -> Function:
        """Append the input's shape to the output's: differentiate every output by every variable."""
        count = len(self._input.names)
        with self._graph.lock:
            self._graph.allow_work()
            roots = [[differentiate(self._graph, int(r), v) for v in range(count)] for r in self._roots.flat]
            inherited = [
                own | guards(self._graph, int(root))
                for own, root in zip(self._guards, self._roots.flat, strict=True)
            ]
        shape = self.output_shape + self.input_shape
        own_guards = tuple(guard for guard in inherited for _ in range(count))
        return self._of(self, np.array(roots, dtype=np.int64).reshape(shape), own_guards)

    def _need(self, name: str, input_dimensions: int, output_dimensions: int | None = 0) -> None:
        fits_input = len(self.input_shape) == input_dimensions
        outputs = len(self.output_shape)
        fits_output = outputs > 0 if output_dimensions is None else outputs == 0 or input_dimensions == 0
        if not (fits_input and fits_output):
            raise ValueError(misnamed(name, self.input_shape, self.output_shape))
