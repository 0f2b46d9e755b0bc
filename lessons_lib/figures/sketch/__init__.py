"""A picture of one's own: a function says what is drawn in a state, a pencil keeps what can be moved."""

from lessons_lib.figures.sketch._pencil import Mark, Pencil
from lessons_lib.figures.sketch._picture import Forgiving, Rule, Sketch

__all__ = ["Forgiving", "Mark", "Pencil", "Rule", "Sketch"]
