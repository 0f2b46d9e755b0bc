"""A surface in space with its tangent plane, beside its map."""

from lessons_lib.figures.surface._picture import Surface

__all__ = ["Surface"]
