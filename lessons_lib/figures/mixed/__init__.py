"""Mixed second differences in both orders: whether it matters which variable comes first."""

from lessons_lib.figures.mixed._picture import Mixed

__all__ = ["Mixed"]
