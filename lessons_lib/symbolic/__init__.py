"""Formulas with exact derivatives: one of the three roads to a slope."""

from lessons_lib.symbolic._build import ShapeError
from lessons_lib.symbolic._elementary import Elementary, elementary
from lessons_lib.symbolic._function import Function
from lessons_lib.symbolic._graph import TooBigError
from lessons_lib.symbolic._readers import read_curve, read_map, read_surface

__all__ = [
    "Elementary",
    "Function",
    "ShapeError",
    "TooBigError",
    "elementary",
    "read_curve",
    "read_map",
    "read_surface",
]
