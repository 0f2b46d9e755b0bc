"""The long valley: condition number, steps per digit, and what diagonal scaling and Adam make of them."""

from lessons_lib.figures.valley._picture import LongValley
from lessons_lib.figures.valley._walks import (
    ADAM,
    GAMMA,
    METHODS,
    PLAIN,
    RULES,
    SCALED,
    STEPS,
    STILL_ADAM,
    walked,
)

__all__ = [
    "ADAM",
    "GAMMA",
    "METHODS",
    "PLAIN",
    "RULES",
    "SCALED",
    "STEPS",
    "STILL_ADAM",
    "LongValley",
    "walked",
]
