"""What a known mistake is: a wrong rule for one operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from lessons_lib.drills._derivation import Slope
from lessons_lib.parsing import Node

Wrong = Callable[[Node, str, Slope], Iterable[Node]]


class Slip(NamedTuple):
    """A mistake that is made at one operation of a formula.

    Attributes
    ----------
    tag : str
        Its name.
    message : str
        What to tell a learner: where to look and which rule to think of, never the answer.
    wrong : callable
        From (part of the formula, variable, slopes of its parts) to the wrong derivatives it leads to;
        none where the mistake cannot be made.
    """

    tag: str
    message: str
    wrong: Wrong
