"""Each problem is a few questions in a row, with hints, worked solutions and the mistakes that many make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lessons_lib.drills._sections import Section
from lessons_lib.drills.skills import Exercise

from . import _first, _networks, _squares, _symmetry

# One place for all headings, word for word as the lessons have them.
SECTIONS = {
    "gradient": Section("gradients", "2. All the slopes in one list · core"),
    "hessian": Section("hessians", "1. The slopes have slopes · core"),
    "flat points": Section("hessians", "6. What kind of flat point? · core"),
    "squares": Section("gradients", "Further: squares, and why the 2 matters"),
    "order": Section("hessians", "2. Does the order matter? · core"),
    "softmax": Section("layers", "Softmax: all against all"),
    "shapes": Section("jacobians", "1. Two outputs, two gradients · core"),
    "chain": Section("jacobians", "5. One map after another · core"),
    "network": Section("layers", "A network of two layers, by hand"),
}


@dataclass(frozen=True)
class FiveProblem:
    """One of the five."""

    number: int
    said: str
    make: Callable[[], tuple[Exercise, ...]]
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """Under which its answers are remembered."""
        return f"five {self.number}"

    @cached_property
    def parts(self) -> tuple[Exercise, ...]:
        """Its questions, in order."""
        return self.make()


def _about(*names: str) -> tuple[Section, ...]:
    return tuple(SECTIONS[name] for name in names)


PROBLEMS = (
    FiveProblem(1, "the gradient, the Hessian and the flat points of x² + 3xy + y³", _first.parts,
                _about("gradient", "hessian", "flat points")),
    FiveProblem(2, "the gradient and the Hessian of ‖Ax − b‖²", _squares.parts, _about("squares", "hessian")),
    FiveProblem(3, "the mixed second derivatives of x²·sin(y)", _symmetry.parts, _about("order")),
    FiveProblem(4, "the Jacobian of softmax", _networks.softmax, _about("softmax", "shapes")),
    FiveProblem(5, "the Jacobian of a network of two layers", _networks.two_layers,
                _about("network", "chain", "shapes")),
)  # fmt: skip


def problem_numbered(number: int) -> FiveProblem:
    """Return one of the five.

    Examples
    --------
    >>> problem_numbered(3).parts[0].check("2x cos y").accepted
    True
    """
    if number not in range(1, len(PROBLEMS) + 1):
        raise ValueError(f"There are five problems, 1 to 5; {number} is none of them.")
    return PROBLEMS[number - 1]
