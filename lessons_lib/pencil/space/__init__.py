"""Space on paper: a camera far away, the box that a surface stands in, and the surface with its scene."""

from lessons_lib.pencil.space._camera import Box, Camera
from lessons_lib.pencil.space._facet import Facet
from lessons_lib.pencil.space._paper import Space
from lessons_lib.pencil.space._relief import Relief
from lessons_lib.pencil.space._scene import Scene, spread

__all__ = ["Box", "Camera", "Facet", "Relief", "Scene", "Space", "spread"]
