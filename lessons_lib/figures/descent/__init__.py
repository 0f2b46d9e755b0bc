"""The value after each step of a walk, as the old pictures show it."""

from lessons_lib.figures.descent._value_log import Mark, ValueLog, end_mark, trail

__all__ = ["Mark", "ValueLog", "end_mark", "trail"]
