"""Worked derivations: one rule a line, every line checked at points before it is shown.

The rules themselves (`ruled`) and the building of trees are here for whoever replays them.
"""

from lessons_lib.check._rebuilding import rational, replaced, with_children

from ._derive import canonical, derivation
from ._points import points
from ._result import Derivation, Part, Step
from ._rules import NoRuleError, Slope, parted, rewritten, ruled
from ._spread import Entries, EntriesError, gathered_entries, gathered_size, spread
from ._table import slope_of
from ._tidy import TooBigError, tidied
from ._trees import (
    EULER,
    ONE,
    TWO,
    ZERO,
    depends,
    lowered,
    minus,
    over,
    plus,
    size,
    square,
    substituted,
    times,
    to_power,
)

__all__ = [
    "EULER",
    "ONE",
    "TWO",
    "ZERO",
    "Derivation",
    "Entries",
    "EntriesError",
    "NoRuleError",
    "Part",
    "Slope",
    "Step",
    "TooBigError",
    "canonical",
    "depends",
    "derivation",
    "gathered_entries",
    "gathered_size",
    "lowered",
    "minus",
    "over",
    "parted",
    "plus",
    "points",
    "rational",
    "replaced",
    "rewritten",
    "ruled",
    "size",
    "slope_of",
    "spread",
    "square",
    "substituted",
    "tidied",
    "times",
    "to_power",
    "with_children",
]
