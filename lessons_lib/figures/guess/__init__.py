"""Pictures a guess is made on: an arrow to turn, a point to move, and later the truth beside it."""

from lessons_lib.figures.guess._arrow import GuessArrow, guess_scale
from lessons_lib.figures.guess._gaps import angle_between, arrow_gap, nearest
from lessons_lib.figures.guess._picture import NOT_YET
from lessons_lib.figures.guess._point import GuessPoint
from lessons_lib.figures.guess._scene import StillScene

__all__ = [
    "NOT_YET",
    "GuessArrow",
    "GuessPoint",
    "StillScene",
    "angle_between",
    "arrow_gap",
    "guess_scale",
    "nearest",
]
