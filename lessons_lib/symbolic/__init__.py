"""Formulas with exact derivatives: one of the three roads to a slope."""

from lessons_lib.symbolic._build import ShapeError
from lessons_lib.symbolic._function import Function
from lessons_lib.symbolic._graph import TooBigError

__all__ = ["Function", "ShapeError", "TooBigError"]
