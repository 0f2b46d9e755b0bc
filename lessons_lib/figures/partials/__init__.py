"""Partial derivatives: two slices through one point of a map, each with its tangent and its secant."""

from lessons_lib.figures.partials._picture import Partials

__all__ = ["Partials"]
