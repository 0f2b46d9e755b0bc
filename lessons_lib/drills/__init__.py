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

from lessons_lib.check.comparison import compare
from lessons_lib.check.reading import Echo, echo
from lessons_lib.check.verdicts import Verdict

if TYPE_CHECKING:
    from lessons_lib.check.reading import Problem
    from lessons_lib.derive.arrays import Diagnosis
    from lessons_lib.derive.derivation import derivation
    from lessons_lib.derive.diagnosis import diagnose
    from lessons_lib.derive.lines import LinesChecked, check_lines
    from lessons_lib.derive.steps import Derivation

    from .card import drill, five, practice
    from .card._flash import flash_cards
    from .card._lines_card import derive

_LATER = {
    "Derivation": "derive.steps",
    "derivation": "derive.derivation",
    "Diagnosis": "derive.arrays",
    "diagnose": "derive.diagnosis",
    "LinesChecked": "derive.lines",
    "check_lines": "derive.lines",
    "Problem": "check.reading",
    "drill": "drills.card",
    "five": "drills.card",
    "practice": "drills.card",
    "flash_cards": "drills.card._flash",
    "derive": "drills.card._lines_card",
}


def __getattr__(name: str) -> Any:
    """Import what only some drills need when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"lessons_lib.{_LATER[name]}"), name)


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
