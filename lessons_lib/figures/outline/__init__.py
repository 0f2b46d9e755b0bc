"""The shape where a function of two variables is 0, drawn by its gradient."""

from lessons_lib.figures.outline._panel import Line
from lessons_lib.figures.outline._picture import Outline
from lessons_lib.figures.outline._zero_set import Field, Widths, ZeroSet

__all__ = ["Field", "Line", "Outline", "Widths", "ZeroSet"]
