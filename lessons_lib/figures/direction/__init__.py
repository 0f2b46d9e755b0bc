"""The slope in every direction: a unit vector turns on the map, the gradient throws its shadow on it."""

from lessons_lib.figures.direction._picture import Direction

__all__ = ["Direction"]
