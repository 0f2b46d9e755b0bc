"""The drill engine without its face: checking answers, naming mistakes, working out derivatives.

`compare` tells whether an answer is right and where it is not, `derivation` works a derivative out
rule by rule, `diagnose` names the rule that was broken, `check_lines` finds the first line that does
not follow, and `echo` shows what was read. All of them take text, never raise on bad text, and bound
their work by counting it.

Examples
--------
>>> from lessons_lib.drills import compare
>>> compare("2 sin x cos x", "sin 2x").why
'Right: the two are equal.'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._compare import compare
from ._echo import Echo, echo
from ._verdict import Verdict

if TYPE_CHECKING:
    from ._derivation import Derivation, derivation
    from ._diagnosis import Diagnosis, diagnose
    from ._lines import LinesChecked, check_lines
    from ._problem import Problem
    from .card import drill, five, practice
    from .card._flash import flash_cards
    from .card._lines_card import derive

_LATER = {
    "Derivation": "_derivation",
    "derivation": "_derivation",
    "Diagnosis": "_diagnosis",
    "diagnose": "_diagnosis",
    "LinesChecked": "_lines",
    "check_lines": "_lines",
    "Problem": "_problem",
    "drill": "card",
    "five": "card",
    "practice": "card",
    "flash_cards": "card._flash",
    "derive": "card._lines_card",
}


def __getattr__(name: str) -> Any:
    """Import what only some drills need when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATER[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})


__all__ = [
    "Derivation",
    "Diagnosis",
    "Echo",
    "LinesChecked",
    "Problem",
    "Verdict",
    "check_lines",
    "compare",
    "derivation",
    "derive",
    "diagnose",
    "drill",
    "echo",
    "five",
    "flash_cards",
    "practice",
]
