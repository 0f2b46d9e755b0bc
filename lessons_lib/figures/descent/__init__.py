"""Walks downhill on the map of a function of two variables."""

from lessons_lib.figures.descent._picture import Descent
from lessons_lib.figures.descent._valley import Valley
from lessons_lib.figures.descent._value_log import Mark, ValueLog, end_mark, trail
from lessons_lib.figures.descent._walk import Walk

__all__ = ["Descent", "Mark", "Valley", "ValueLog", "Walk", "end_mark", "trail"]
