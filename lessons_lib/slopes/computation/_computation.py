"""The operations of a formula, each with a name, and what happens at a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.formula import Function, Name, elementary, text
from lessons_lib.slopes.computation._rule import Rule, filled, rule
from lessons_lib.slopes.computation._run import Run

_FREE = ("v", "a", "z", "n", "t")


@dataclass(frozen=True, slots=True)
class Vertex:
    """An input, or the result of one operation."""

    name: str
    rule: Rule | None
    arguments: tuple[int, ...]
    text: str
    slopes: tuple[str, ...] = ()


class Computation:
    """What a machine does to compute a formula: inputs first, then one operation after another.

    A subexpression that occurs twice is computed once and used twice.

    Examples
    --------
    >>> c = Computation(Function("x y + sin(x y)"))
    >>> [f"{v.name} = {v.text}" for v in c.vertices[c.inputs:]]
    ['v₁ = x·y', 'v₂ = sin(v₁)', 'v₃ = v₁ + v₂']
    >>> c.vertices[4].slopes, c.outputs
    (('1', '1'), (4,))
    """

    def __init__(self, f: Function) -> None:
        self.function = f
        operations, outputs = elementary(f)
        names = [str(name) for name in np.ravel(np.asarray(f.variables, dtype=object))]
        self.inputs, self.outputs = len(names), tuple(outputs)
        vertices = [Vertex(_written(name), None, (), _written(name)) for name in names]
        letter = _letter(names)
        for number, operation in enumerate(operations, 1):
            own = rule(operation.rule, len(operation.arguments))
            vertices.append(_vertex(_written(f"{letter}{number}"), own, operation.arguments, vertices))
        self.vertices = tuple(vertices)

    @property
    def edges(self) -> list[tuple[int, int, int]]:
        """Every use of a result: (its place, the place of the user, which argument)."""
        return [
            (argument, place, which)
            for place, vertex in enumerate(self.vertices)
            for which, argument in enumerate(vertex.arguments)
        ]

    def output_name(self, which: int) -> str:
        """Return what an entry of the value is called: f, or f₁, f₂, ..."""
        return _written(f"f{which + 1}") if len(self.outputs) > 1 else "f"

    def feeding(self, place: int) -> set[int]:
        """Return all places that a result is computed from, itself included."""
        found = {place}
        for index in range(place, -1, -1):
            if index in found:
                found.update(self.vertices[index].arguments)
        return found

    def at(self, point: ArrayLike) -> Run:
        """Return the run at a point.

        Parameters
        ----------
        point : array_like
            In the shape of the input, or flat: shape (n,).

        Raises
        ------
        ValueError
            If there are more or fewer numbers than variables.
        """
        numbers: Any = np.ravel(np.asarray(point, dtype=float)).tolist()
        if len(numbers) != self.inputs:
            raise ValueError(
                f"This formula has {self.inputs} variables; the point has {len(numbers)} numbers."
            )
        return Run(self, numbers)


def _written(name: str) -> str:
    """Write a name as a formula does: v₁, θ."""
    return text(Name(name))


def _letter(names: Sequence[str]) -> str:
    """Return a letter for results that no variable begins with."""
    return next((letter for letter in _FREE if not any(name.startswith(letter) for name in names)), "step")


def _vertex(name: str, own: Rule, arguments: tuple[int, ...], earlier: Sequence[Vertex]) -> Vertex:
    words = {letter: earlier[place].name for letter, place in zip("uw", arguments, strict=False)} | {
        "v": name
    }
    slopes = tuple(filled(slope, words) for slope in own.slopes)
    return Vertex(name, own, arguments, filled(own.text, words), slopes)
