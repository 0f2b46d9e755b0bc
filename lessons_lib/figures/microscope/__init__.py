"""The picture of a map under a microscope: close up, the bent grid is the grid of a linear map."""

from lessons_lib.figures.microscope._picture import Microscope
from lessons_lib.figures.microscope._window import Window, look

__all__ = ["Microscope", "Window", "look"]
