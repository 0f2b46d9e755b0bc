"""An edge in bent coordinates, faded over some pixels: unevenly without the Jacobian, evenly with it."""

from lessons_lib.figures.fade._picture import Fade
from lessons_lib.figures.fade._shapes import SHAPES, Flower, Sector, Shape, polar_jacobian
from lessons_lib.figures.fade._window import Fading, Window

__all__ = ["SHAPES", "Fade", "Fading", "Flower", "Sector", "Shape", "Window", "polar_jacobian"]
