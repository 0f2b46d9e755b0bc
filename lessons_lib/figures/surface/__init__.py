"""A surface in space with its tangent plane, beside its map; and what such a scene is made of."""

from lessons_lib.figures.surface._facet import Facet
from lessons_lib.figures.surface._picture import Surface, spread
from lessons_lib.figures.surface._relief import Relief
from lessons_lib.figures.surface._scene import Scene

__all__ = ["Facet", "Relief", "Scene", "Surface", "spread"]
