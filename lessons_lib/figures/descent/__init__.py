"""Walks downhill on the map of a function of two variables."""

from lessons_lib.figures.descent._picture import Descent
from lessons_lib.figures.descent._valley import Valley
from lessons_lib.figures.descent._value_log import ValueLog
from lessons_lib.figures.descent._walk import Walk

__all__ = ["Descent", "Valley", "ValueLog", "Walk"]
