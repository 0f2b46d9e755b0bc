"""What is known of a function of the course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lessons_lib.formula import Function

BLOG = 'the article "Derivatives, Gradients, Jacobians and Hessians, Oh My!" and its discussion (2025)'
JACOBIAN = 'the article "Jacobian matrix vs gradient: differences and connections" (2024)'
RABBIT = "the answer that explains the gradient with a rabbit in the mountains"
CURRICULUM = 'the curriculum page "01 - Derivatives, gradients, Jacobians"'
COURSE = "this course"

ALL = "all numbers"
PLANE = "all points"

View = tuple[float, ...]
Flat = tuple[Any, str]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A function of the course."""

    name: str
    function: Function
    source: str
    domain: str
    view: View
    flat_points: tuple[Flat, ...] = ()

    @property
    def box(self) -> tuple[Any, ...]:
        """The inputs inside the view, as `descent.flat_points` takes them.

        (left, right) for a curve, else such a pair for every input.
        """
        if not self.function.input_shape:
            return self.view[:2]
        return tuple(zip(self.view[::2], self.view[1::2], strict=True))


def listed(
    name: str, formula: str, source: str, view: View, domain: str, *flat: Flat, variables: Any = None
) -> Example:
    """Return the example with this formula."""
    return Example(name, Function(formula, variables), source, domain, view, flat)
