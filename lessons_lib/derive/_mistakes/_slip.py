"""What a known mistake is: a wrong rule for one operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from lessons_lib.derive._derivation import Slope
from lessons_lib.formula import Node

Wrong = Callable[[Node, str, Slope], Iterable[Node]]


class Slip(NamedTuple):
    """A mistake that is made at one operation of a formula."""

    tag: str
    message: str
    wrong: Wrong
